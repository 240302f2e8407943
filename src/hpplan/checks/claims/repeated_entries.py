"""HP110: the same name twice in one list."""

from collections.abc import Iterator
from typing import Final

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.diagnostics.fixes.offers import without_item
from hpplan.domain.entry import Entry
from hpplan.programme.programme import ProgrammeData, SituationData

Listed = tuple[int, tuple[str | int, ...], tuple[str, ...]]
"""A list of names that may contain repetitions: its address and path, and its items."""


class RepeatedEntries(Check):
    code = Code(
        "HP110",
        "repeated-entry",
        Severity.WARNING,
        meaning="A list of names, such as a selector's sites, contains a duplicate.",
        why="It counts once; usually another name was meant.",
        fix="Remove it, or write the name that was meant. `hpplan check --fix` removes it.",
        bad="""
            waves: [{id: W1}]
            municipalities: [{id: ask, name: Ask}, {id: bo, name: Bø}]
            rules:
              - {kind: together, sites: [ask, bo, «ask»]}
            """,
        good="""
            waves: [{id: W1}]
            municipalities: [{id: ask, name: Ask}, {id: bo, name: Bø}]
            rules:
              - {kind: together, sites: [ask, bo]}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        places = situation.programme.places
        for address, way, names in _repeating(situation.programme):
            where: dict[str, int] = {}
            for number, name in enumerate(names):
                if (first := where.setdefault(name, number)) == number:
                    continue
                item = places.inside(address, *way, number)
                yield self.finding(
                    f"'{name}' occurs twice in this list",
                    item,
                    hint="remove it",
                    notes=[Note("first here", places.inside(address, *way, first))],
                    fix=without_item(places, places.inside(address, *way, number - 1), item),
                )


def _repeating(programme: ProgrammeData) -> Iterator[Listed]:
    for site in programme.sites:
        for fields in (site, *site.earlier):
            if _repeats(fields.regions):
                yield fields.address, ("regions",), fields.regions
    stated = (*programme.bodies.values(), *programme.rights, *programme.decisions.values())
    for entry in (programme.agenda, *programme.rules, *stated, *programme.risks):
        yield from _repeating_in(entry, entry.address)


def _repeats(names: tuple[str, ...]) -> bool:
    return len(names) > 1 and len(set(names)) < len(names)


_SINGLE: Final = frozenset({type(None), bool, int, str})


def _repeating_in(entry: Entry, address: int, *way: str) -> Iterator[Listed]:
    for field, value in vars(entry).items():
        if type(value) in _SINGLE:  # most are; asking pydantic about each takes most of the time
            continue
        match value:
            case (str(), *_) as names:
                if _repeats(names):
                    yield address, (*way, entry.key_of(field)), names
            case (Entry(), *_) as entries:
                for each in entries:
                    yield from _repeating_in(each, each.address)
            case Entry() as inner:
                yield from _repeating_in(inner, address, *way, entry.key_of(field))
            case _:
                pass
