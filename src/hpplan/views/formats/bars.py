"""Moved dates as bars along the years: each before and after."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from hpplan.values import dataclass
from hpplan.views.formats.drawing import fitted, lines
from hpplan.views.year_steps import year_step

NAMED: Final = 14
"""How many columns a name may take."""
A_YEAR: Final = 10
"""How many columns a year takes, where there is room."""
A_NAME: Final = 5
"""How many columns the name of a year takes."""
LEAST: Final = 24
"""The least width of the bars in columns, beside the remarks."""
BESIDE: Final = 34
"""The least width in columns for a remark to be beside its bar."""


@dataclass(frozen=True, slots=True)
class DateBar:
    """A date before and after, which is the same if it stays, and a remark on it."""

    name: str
    before: date
    after: date
    said: str


@dataclass(frozen=True, slots=True)
class BarGlyphs:
    """The characters drawn: the two dates, the line between them, and its end in either
    direction.
    """

    before: str
    after: str
    way: str
    later: str
    earlier: str


FINE: Final = BarGlyphs("●", "○", "━", "▶", "◀")
PLAIN: Final = BarGlyphs("*", "o", "-", ">", "<")


def render(bars: Sequence[DateBar], *, width: int, ascii_only: bool = False) -> str:
    """A line for each bar, with its remark beside it, or beneath it where that is too narrow; no
    wider than the width.
    """
    if not bars:
        return ""
    glyphs = PLAIN if ascii_only else FINE
    first = min(min(bar.before, bar.after) for bar in bars).year
    years = max(max(bar.before, bar.after) for bar in bars).year - first + 1
    name = min(NAMED, max(len(bar.name) for bar in bars)) + 2
    room = width - name - 4
    beside = room >= LEAST + BESIDE
    scale = _Years(first, years, min(max(years * A_YEAR, LEAST), room - (BESIDE if beside else 0)))
    drawn = [f"{' ' * (name + 2)}{scale.axis()}".rstrip()]
    for bar in bars:
        head = f"  {fitted(bar.name, name)}{scale.bar(bar, glyphs)}"
        drawn += _said(head, bar.said, width) if beside else [head.rstrip(), *_beneath(bar, width)]
    return "\n".join(drawn)


def _said(head: str, said: str, width: int) -> Iterator[str]:
    under = " " * (len(head) + 2)
    text = lines(said, width - len(under), "").split("\n")
    yield f"{head}  {text[0]}".rstrip()
    yield from (f"{under}{line}" for line in text[1:])


def _beneath(bar: DateBar, width: int) -> Iterator[str]:
    yield lines(f"    {bar.said}", width, "    ")


@dataclass(frozen=True, slots=True)
class _Years:
    """The years from the first on, as columns."""

    first: int
    years: int
    columns: int

    def column(self, day: date) -> int:
        passed = day.toordinal() - date(self.first, 1, 1).toordinal()
        last = min(self.first + self.years, date.max.year)
        whole = date(last, 1, 1).toordinal() - date(self.first, 1, 1).toordinal()
        return min(self.columns - 1, passed * self.columns // max(1, whole))

    def axis(self) -> str:
        """The years at their first day, as many as fit."""
        marks = [" "] * (self.columns + 4)
        step = year_step(self.columns / self.years, A_NAME)
        for year in range(self.first, self.first + self.years, step):
            at = self.column(date(year, 1, 1))
            marks[at : at + 4] = f"{year:04}"
        return "".join(marks).rstrip()

    def bar(self, bar: DateBar, glyphs: BarGlyphs) -> str:
        cells = [" "] * (self.columns + 1)
        old, new = self.column(bar.before), self.column(bar.after)
        if bar.before == bar.after:
            cells[old] = glyphs.before
            return "".join(cells)
        later = bar.before < bar.after
        if old == new:  # nearer than a column
            old, new = (old, new + 1) if later else (old + 1, new)
        low, high = min(old, new), max(old, new)
        cells[low:high] = glyphs.way * (high - low)
        if high - low > 1:
            cells[new - 1 if later else new + 1] = glyphs.later if later else glyphs.earlier
        cells[old], cells[new] = glyphs.before, glyphs.after
        return "".join(cells)
