"""Answers for people, before they are drawn: blocks that every format has."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from hpplan.language import plural
from hpplan.values import dataclass
from hpplan.views.formats.drawing import Column

if TYPE_CHECKING:
    from hpplan.analysis.timeline import TimelineData
    from hpplan.views.formats.bars import DateBar

HANG: Final = 4
"""The indentation of the later lines of an item."""
FEW: Final = 30
"""How many lines are listed under a heading."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The answer in a line, the options that it was asked for with, and at the end of the line the
    as-of date; the first block.
    """

    text: str
    options: str = ""
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A paragraph, and the lines beneath it."""

    text: str
    beneath: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list, with a place in the data at its end, and the lines beneath it. One that
    `goes_on` continues the item of the line before.
    """

    text: str
    beneath: tuple[str, ...] = ()
    hang: int = HANG
    place: str = ""
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """Lines, under a title if they have one."""

    title: str
    lines: tuple[Line, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, under a title if it has one; `section` is its heading on a page only. If no column
    has a title, its rows are lines of a list.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    section: str = ""

    def filled(self) -> "Grid":
        """The table without empty columns."""
        some = [n for n in range(len(self.columns)) if any(row[n] for row in self.rows)]
        if not self.rows or len(some) == len(self.columns):
            return self
        return Grid(
            tuple(self.columns[n] for n in some),
            tuple(tuple(row[n] for n in some) for row in self.rows),
            self.title,
            self.section,
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """Words, each with its explanation beside it."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A timeline as a Gantt chart; empty if all of it is over."""

    timeline: "TimelineData"


@dataclass(frozen=True, slots=True)
class Bars:
    """Moved dates, as bars along the years."""

    bars: "tuple[DateBar, ...]"


@dataclass(frozen=True, slots=True)
class Example:
    """Lines of a file as they are, under a remark about them."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Folded:
    """Lines that a page shows on request; a terminal shows them under the title."""

    title: str
    lines: tuple[Line, ...]


Block = Headline | Sentence | Listed | Grid | Terms | Chart | Bars | Example | Folded
Document = tuple[Block, ...]


def listed(title: str, texts: Iterable[str], *, numbered: bool = False) -> Listed:
    """Lines with nothing beneath them."""
    return Listed(title, tuple(Line(text) for text in texts), numbered)


def few(lines: Sequence[Line], most: int = FEW) -> tuple[Line, ...]:
    """The first lines, and the number of the others."""
    more = len(lines) - most
    return tuple(lines if more <= 0 else [*lines[:most], Line(and_more(more))])


def and_more(number: int) -> str:
    """The number of omitted items, at the end of a list."""
    return plural("… and {n} more", "… and {n} more", number)
