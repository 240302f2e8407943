"""What a body would have to decide: moves, dates and rules, as rights see them; and which body."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from hpplan.domain.governance import ChangeOf, Party
from hpplan.domain.mandates import Mandate, Matter, mandate_of
from hpplan.domain.selectors import Sites, Waves
from hpplan.domain.snapshot import Snapshot
from hpplan.periods import Period
from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.rules import Rule
from hpplan.text import conjoined, few_names

FEW: Final = 3
"""How many names are shown at most."""


def of_move(site: str, to: str | None, snapshot: Snapshot) -> Matter | None:
    """The matter of the site leaving its current wave; None where it has none, or stays."""
    wave = snapshot.sites[site].comes_from
    if wave is None or wave == to:
        return None
    waves = (wave,) if to is None else (wave, to)
    return Matter(ChangeOf.WAVE, (site,), waves, tuple(_go_lives(waves, snapshot)))


def of_date(wave: str, to: Period | None, snapshot: Snapshot) -> Matter | None:
    """The matter of the wave going live at another time, or at none that is known; None where it
    had no date, or one date lies within the other.
    """
    slot = snapshot.wave.get(wave)
    if slot is None or not another(slot.go_live, to):
        return None
    go_lives = tuple(period for period in (slot.go_live, to) if period is not None)
    sites = (site for site, found in snapshot.sites.items() if found.wave == wave)
    return Matter(ChangeOf.GO_LIVE, tuple(sites), (wave,), go_lives)


def another(old: Period | None, new: Period | None) -> bool:
    """Whether the second go-live differs from the first: a date that only becomes more, or less,
    exact does not.
    """
    if old is None:
        return False
    return new is None or not (old.contains(new) or new.contains(old))


def of_rule(rule: Rule, snapshot: Snapshot) -> Matter:
    """The matter of the rule beginning or ending."""
    sites, waves = list[str](), list[str]()
    for name in type(rule).model_fields:
        match getattr(rule, name):
            case Sites() as selected:
                sites += snapshot.matching(selected)
            case Waves() as named:
                waves += (slot.id for slot in snapshot.select_waves(named))
            case str(value) if name == "site":
                sites.append(value)
            case str(value) if name == "wave":
                waves.append(value)
            case _:
                pass
    known = tuple(dict.fromkeys(sites)) or tuple(snapshot.sites)
    return Matter(ChangeOf.RULE, known, tuple(dict.fromkeys(waves)))


def of_participation(site: str, snapshot: Snapshot, to: str | None = None) -> Matter:
    """The matter of the site taking part no longer, or after all."""
    waves = tuple(wave for wave in (snapshot.sites[site].comes_from, to) if wave is not None)
    go_lives = tuple(_go_lives(waves, snapshot))
    return Matter(ChangeOf.PARTICIPATION, (site,), waves, go_lives)


def mandate(matter: Matter | None, situation: SituationData) -> Mandate | None:
    """Who decides it on the as-of date; None where the data name nobody."""
    governance = situation.snapshot.governance
    if matter is None or governance is None:
        return None
    return mandate_of(matter, governance, situation.snapshot, situation.as_of)


def in_a_row(names: Sequence[str]) -> str:
    """A few names as part of a sentence, with the number of the others."""
    return conjoined(names) if len(names) <= FEW else few_names(names)


def named(parties: Iterable[Party], programme: ProgrammeData) -> str:
    """The parties that decide, are consulted, or pay, as part of a sentence: `Council (Heim,
    Hitra)`.
    """
    sites: dict[str | None, list[str]] = {}
    for party in parties:
        of = sites.setdefault(party.body, [])
        of += [] if party.site is None else [programme.called(party.site)]
    names = []
    for body, of in sites.items():
        if body is None:
            names.append(in_a_row(of))
        else:
            name = programme.bodies[body].name
            names.append(f"{name} ({few_names(of)})" if of else f"{name}")
    return conjoined(names) if names else ""


def _go_lives(waves: Iterable[str], snapshot: Snapshot) -> Iterator[Period]:
    for wave in waves:
        slot = snapshot.wave.get(wave)
        if slot is not None and slot.go_live is not None:
            yield slot.go_live
