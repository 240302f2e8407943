"""Who decides moves and changes, who is consulted before, and who pays, according to the data."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from hpplan.domain.governance import ChangeOf, Party
from hpplan.domain.mandates import Mandate, Matter
from hpplan.language import _, plural
from hpplan.programme.matters import in_a_row, named
from hpplan.programme.programme import ProgrammeData
from hpplan.text import conjoined
from hpplan.views.document import Block, listed

_OF_SITES: Final = frozenset({ChangeOf.WAVE, ChangeOf.PARTICIPATION})


def blocks(found: Iterable[Mandate | None], programme: ProgrammeData) -> Iterator[Block]:
    """A line for each right, where the data name anybody."""
    if lines := list(sentences(found, programme)):
        yield listed(_("Who decides"), lines)


def sentences(found: Iterable[Mandate | None], programme: ProgrammeData) -> Iterator[str]:
    """For each right that matches any of them, who decides by it, is consulted before, and pays."""
    by_right: dict[int, list[Mandate]] = {}
    for mandate in found:
        if mandate is not None:
            by_right.setdefault(id(mandate.right), []).append(mandate)
    for alike in by_right.values():
        yield sentence(merged(alike), programme)


def merged(alike: Sequence[Mandate]) -> Mandate:
    """The mandates of the same right as one, each party once."""
    parties = {
        of: tuple(dict.fromkeys(party for mandate in alike for party in getattr(mandate, of)))
        for of in ("decides", "consult", "pays")
    }
    found = tuple(dict.fromkeys(matter for mandate in alike for matter in mandate.matters))
    return Mandate(alike[0].right, found, **parties)


def sentence(mandate: Mandate, programme: ProgrammeData) -> str:
    """`Council (Heim) decides, Forum is asked before, Heim pays`; for a body that is not that of a
    site, with what it decides.
    """
    said = []
    if mandate.decides:
        number, who = len(mandate.decides), named(mandate.decides, programme)
        if mandate.decides[0].site:
            said.append(plural("{who} decides", "{who} decide", number, who=who))
        else:
            matter = _subject(mandate.matters, programme)
            said.append(
                plural(
                    "{who} decides on {matter}",
                    "{who} decide on {matter}",
                    number,
                    who=who,
                    matter=matter,
                )
            )
    if mandate.consult:
        who, number = named(mandate.consult, programme), len(mandate.consult)
        said.append(plural("{who} is asked before", "{who} are asked before", number, who=who))
    sites = [party.site for party in mandate.decides]
    if len(sites) > 1 and sites == [party.site for party in mandate.pays]:
        said.append(_("each site pays for itself"))
    elif mandate.pays:
        who = named(mandate.pays, programme)
        said.append(plural("{who} pays", "{who} pay", len(mandate.pays), who=who))
    return ", ".join(said)


def _subject(found: Sequence[Matter], programme: ProgrammeData) -> str:
    """The sites, the dates and the rules that are decided on."""
    sites = dict.fromkeys(
        site for matter in found if matter.of in _OF_SITES for site in matter.sites
    )
    waves = dict.fromkeys(
        wave for matter in found if matter.of is ChangeOf.GO_LIVE for wave in matter.waves
    )
    rules = [matter for matter in found if matter.of is ChangeOf.RULE]
    parts = [in_a_row([*map(programme.called, sites)])] if sites else []
    if waves:
        named_waves = in_a_row([*waves])
        parts.append(
            plural("the date of {waves}", "the dates of {waves}", len(waves), waves=named_waves)
        )
    if rules:
        parts.append(plural("the rule", "the rules", len(rules)))
    return conjoined(parts)


def keys(found: Iterable[Mandate | None]) -> dict[str, object]:
    """The keys of JSON for this, empty where the data name nobody."""
    known = [mandate for mandate in found if mandate is not None]
    return {
        "decides": _parties(p for mandate in known for p in mandate.decides),
        "consult": _parties(p for mandate in known for p in mandate.consult),
        "pays": _parties(p for mandate in known for p in mandate.pays),
    }


def _parties(parties: Iterable[Party]) -> list[dict[str, str | None]]:
    return [{"body": party.body, "site": party.site} for party in dict.fromkeys(parties)]
