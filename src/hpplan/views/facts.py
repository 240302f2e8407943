"""The facts of a conflict with their places, for people: in the data, on the command line, or in
the scenario.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from hpplan.conflicts.conflict import Conflict, StatedFact
from hpplan.diagnostics.place import Place
from hpplan.language import _, marked, plural
from hpplan.solving.facts import RuleStands
from hpplan.views.document import Block, Line, Listed, Sentence

SUPPOSED: Final = marked("supposed here")
"""The place of a fact that is part of the question, as in the catalogues."""
HANDFUL: Final = 6
"""Up to this many facts of a conflict are all listed."""
SOME: Final = 3
"""If there are more, this many of each kind are listed."""


def conflicting(conflict: Conflict, *, full: bool, nowhere: str = "") -> Iterator[Block]:
    """The facts that cannot hold together, each with its place, or `nowhere`, at the end of the
    line, and with what it rests on; whether fewer would suffice. Of many of one kind, which are
    listed together, only some.
    """
    if lines := tuple(_lines(conflict.facts, full=full, nowhere=nowhere)):
        yield Listed("", lines, numbered=True)
    if not conflict.minimal:
        yield Sentence(_("The time ended before it was proved that all of them are needed."))


def _lines(facts: Sequence[StatedFact], *, full: bool, nowhere: str) -> Iterator[Line]:
    for __, alike in groupby(facts, _kind):
        group = list(alike)
        shown = group if full or len(facts) <= HANDFUL or len(group) <= SOME + 1 else group[:SOME]
        for fact in shown:
            yield from fact_lines(fact, nowhere)
        if more := len(group) - len(shown):
            said = plural(
                "… and {n} more of the same kind; --full shows them",
                "… and {n} more of the same kind; --full shows them",
                more,
            )
            yield Line(said, goes_on=True)


def fact_lines(fact: StatedFact, nowhere: str = SUPPOSED) -> Iterator[Line]:
    """The fact with its place, then what it rests on with theirs."""
    yield Line(fact.text, place=at(fact.place) or (_(nowhere) if nowhere else ""))
    for note in fact.notes:
        yield Line(note.message, place=at(note.place), goes_on=True)


def _kind(fact: StatedFact) -> object:
    stated = fact.fact
    return stated.rule.kind if isinstance(stated, RuleStands) else type(stated)


def at(place: Place | None) -> str:
    """The place as the end of a line; empty where there is none."""
    return "" if place is None else f"{place.file}:{place.line}"


def all_at(places: Iterable[Place | None]) -> str:
    """The lines of several places, the name of a file once: `waves.yaml:115, :129`."""
    found, last = list[str](), ""
    for place in filter(None, places):
        found.append(f":{place.line}" if place.file == last else at(place))
        last = place.file
    return ", ".join(found)
