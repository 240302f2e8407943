"""The facts of a conflict with their places, for people: of what is asked for, or supposed."""

from collections.abc import Iterable, Iterator

from hpplan.conflicts.conflict import Conflict, StatedFact
from hpplan.diagnostics.place import Place
from hpplan.views.document import Block, Line, Listed, Sentence

SUPPOSED = "supposed here"
"""The place of a fact that a question brings along."""


def together(conflict: Conflict, lines: tuple[Line, ...], ruled_out: str) -> Iterator[Block]:
    """The facts that cannot hold together, or the one that rules it out; whether fewer would do."""
    count = len(conflict.facts)
    alone = f"This fact alone rules {ruled_out}"
    if count:
        title = alone if count == 1 else f"These {count} facts cannot hold together"
        yield Listed(title, lines, numbered=True)
    yield from unproved(conflict)


def unproved(conflict: Conflict) -> Iterator[Sentence]:
    """That it is not known whether fewer facts would do, where that is so."""
    if not conflict.minimal:
        yield Sentence("The time ended before it was proved that all of them are needed.")


def fact(stated: StatedFact, nowhere: str = SUPPOSED) -> Line:
    """A fact with its place, and what it rests on."""
    return Line(stated.text, (where(stated.place, nowhere), *notes(stated)))


def notes(stated: StatedFact) -> Iterator[str]:
    """What a fact rests on, with places."""
    for note in stated.notes:
        yield f"{note.message}: {where(note.place)}" if note.place else note.message


def where(place: Place | None, nowhere: str = SUPPOSED) -> str:
    """The place as an editor opens it."""
    return nowhere if place is None else f"{place.file}:{place.line}:{place.column}"


def at(place: Place | None) -> str:
    """The line, as it stands at the end of a line; nothing where there is no place."""
    return "" if place is None else f"{place.file}:{place.line}"


def all_at(places: Iterable[Place | None]) -> str:
    """The lines of several places, the name of a file once: `waves.yaml:115, :129`."""
    found, last = list[str](), ""
    for place in filter(None, places):
        found.append(f":{place.line}" if place.file == last else at(place))
        last = place.file
    return ", ".join(found)


def beneath(place: Place | None) -> tuple[str, ...]:
    """The place as what stands beneath a line; nothing where there is none."""
    return () if place is None else (where(place),)
