"""The site, wave, region, trust or rule that a name refers to on a date, with suggestions."""

from collections.abc import Iterable
from datetime import date
from typing import NoReturn

from hpplan.diagnostics.suggestion import composed, did_you_mean
from hpplan.domain.sites import TRUST
from hpplan.domain.standing import SiteState
from hpplan.programme.programme import Overrides, ProgrammeData, SituationData
from hpplan.rules import Rule
from hpplan.text import literal

FEW = 12
"""How many known names are listed where none is similar."""


class UnknownName(LookupError, ValueError):  # KeyError would quote its message
    """There is nothing of that name, or not on that date. The message gives the likely meaning, or
    the names that exist.
    """


def known_site(situation: SituationData, name: str) -> str:
    """The site of this id, if it exists on the as-of date."""
    name = composed(name)
    known = situation.snapshot.sites
    if name in known:
        return name
    if (site := situation.programme.site.get(name)) is not None:
        since = f" since {site.since}" if site.since is not None else ""
        until = f" until {site.until}" if site.until is not None else ""
        called = situation.programme.called(name)
        _fail(f"{called} does not exist as of {situation.as_of}, only{since}{until}")
    _unknown("site", name, ((site.plain_name, site.id) for site in known.values()))


def known_wave(situation: SituationData, name: str) -> str:
    """The wave of this id, if it exists on the as-of date."""
    name = composed(name)
    known = situation.snapshot.wave
    if name in known:
        return name
    if any(wave.id == name for wave in situation.programme.waves):
        there = ", ".join(known)
        _fail(f"the wave {name} does not exist as of {situation.as_of}; existing waves: {there}")
    _unknown("wave", name, ((slot.label, slot.id) for slot in known.values()))


def ever_site(programme: ProgrammeData, name: str) -> str:
    """The site of this id, whenever it exists."""
    name = composed(name)
    if name in programme.site:
        return name
    _unknown("site", name, ((site.name, site.id) for site in programme.sites))


def ever_wave(programme: ProgrammeData, name: str) -> str:
    """The wave of this id, dropped or not."""
    name = composed(name)
    if any(wave.id == name for wave in programme.waves):
        return name
    _unknown("wave", name, ((wave.name or wave.id, wave.id) for wave in programme.waves))


def known_region(situation: SituationData, name: str) -> str:
    """The region of this id."""
    name = composed(name)
    known = situation.programme.regions
    if name in known:
        return name
    _unknown("region", name, ((region.name, region.id) for region in known.values()))


def known_trust(situation: SituationData, name: str) -> str:
    """The trust of this id, if it exists on the as-of date."""
    name = composed(name)
    trusts = [site for site in situation.snapshot.sites.values() if site.site.kind == TRUST]
    if any(trust.id == name for trust in trusts):
        return name
    _unknown("trust", name, ((trust.plain_name, trust.id) for trust in trusts))


def known_rule(situation: SituationData, name: str) -> Rule:
    """The rule of this id, or of this kind if it is the only one; in force or not."""
    name = composed(name)
    stated = {id(rule): rule for rule in (*situation.rules, *situation.programme.rules)}.values()
    alike = [rule for rule in stated if rule.name == name]
    if len(alike) > 1:
        places = (situation.programme.places.place(rule.address) for rule in alike)
        where = ", ".join(f"{place.file}:{place.line}" for place in places if place)
        _fail(f"{len(alike)} rules are named '{name}'; give them ids: {where}")
    if alike:
        return alike[0]
    _unknown("rule", name, ((rule.name, rule.name) for rule in stated))


def known_overrides(situation: SituationData, asked: Overrides) -> Overrides:
    """The overrides, with ids that exist on the as-of date. A ValueError says where one of them is
    of a settled site.
    """

    def pairs(given: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        return tuple(
            (known_site(situation, site), known_wave(situation, wave)) for site, wave in given
        )

    reopened = tuple(known_site(situation, site) for site in asked.reopened)
    known = Overrides(pairs(asked.pins), pairs(asked.forbids), reopened)
    sites = situation.snapshot.sites
    asked_of = (
        *(("pins", site, sites[site].wave == wave) for site, wave in known.pins),
        *(("forbids", site, sites[site].wave != wave) for site, wave in known.forbids),
        *(("reopen", site, False) for site in known.reopened),
    )
    for said, site, stays in asked_of:
        if (fault := settled(sites[site], situation.as_of, stays=stays)) is not None:
            raise ValueError(literal(f"{said}: {fault}"))
    return known


def settled(site: SiteState, as_of: date, *, stays: bool = False) -> str | None:
    """Why nothing can be asked for a site: it takes no part, or it is live and what is asked is not
    that it `stays` in its wave.
    """
    if site.refusal is not None:
        says = f"it {site.refusal.says} {site.refusal.on or ''}".rstrip()
        return f"{site.name} takes no part as of {as_of}: {says}"
    if site.live and not stays:
        return f"{site.name} is live in {site.wave}, which cannot be undone"
    return None


def _unknown(noun: str, name: str, known: Iterable[tuple[str, str]]) -> NoReturn:
    """The hint for a name: the id of the entry with that title, else the most similar name."""
    titles = list(known)
    among = [key for _, key in titles]
    called = {title.casefold(): key for title, key in titles}
    few = ", ".join(among[:FEW]) + (" …" if len(among) > FEW else "")
    if (meant := called.get(name.casefold())) is not None:
        hint: str | None = f"did you mean '{meant}'?"
    else:
        hint = did_you_mean(name, among)
    _fail(f"there is no {noun} '{name}'; {hint or f'known: {few}'}")


def _fail(sentence: str) -> NoReturn:
    raise UnknownName(literal(sentence))
