"""The facts of a conflict with their places, for people: of what is asked for, or supposed."""

from collections.abc import Iterator

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
    if not conflict.minimal:
        yield Sentence("The time ended before it was proved that all of them are needed.")


def fact(stated: StatedFact, nowhere: str = SUPPOSED) -> Line:
    """A fact with its place, and what it rests on."""
    notes = (
        f"{note.message}: {where(note.place)}" if note.place else note.message
        for note in stated.notes
    )
    return Line(stated.text, (where(stated.place, nowhere), *notes))


def where(place: Place | None, nowhere: str = SUPPOSED) -> str:
    """The place as an editor opens it."""
    return nowhere if place is None else f"{place.file}:{place.line}:{place.column}"


def beneath(place: Place | None) -> tuple[str, ...]:
    """The place as what stands beneath a line; nothing where there is none."""
    return () if place is None else (where(place),)


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
