"""Days along a picture: their positions, and the years and quarters to draw."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from hpplan.language import _
from hpplan.values import dataclass
from hpplan.views.pictures.svg import Element, line, words
from hpplan.views.year_steps import year_step

_A_YEAR: Final = 44
"""The least width of a year for its number to fit."""
_A_QUARTER: Final = 24
"""The least width of a quarter for its name to fit."""
_A_TICK: Final = 7
HEIGHT: Final = 34
"""The height of the names of years and quarters above a picture."""


@dataclass(frozen=True, slots=True)
class DayAxis:
    """The days from one to another, from left to right."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """The position where the day begins; days outside are at the ends."""
        inside = min(max(day, self.first), self.last)
        span = max(1, (self.last - self.first).days)
        return self.left + (inside - self.first).days * (self.right - self.left) / span

    def after(self, day: date) -> float:
        """The position where the day ends."""
        return self.at(day if day == date.max else day + timedelta(days=1))

    @property
    def _year(self) -> float:
        """The width of a year."""
        return (self.right - self.left) * 365 / max(1, (self.last - self.first).days)

    def drawn(self, top: float, bottom: float) -> Iterator[Element]:
        """Lines at years and quarters, and their names above the top."""
        step = year_step(self._year, _A_YEAR)
        quarters = step == 1 and self._year / 4 >= _A_TICK
        named = self._year / 4 >= _A_QUARTER
        for year in range(self.first.year, self.last.year + 1):
            if year % step == 0 and date(year, 1, 1) >= self.first:
                at = self.at(date(year, 1, 1))
                yield line(at, top - HEIGHT + 6, at, bottom, "thin s-line")
            if year % step == 0:
                yield from self._named(year, year + step, top)
            for quarter in range(4) if quarters else ():
                day = date(year, 3 * quarter + 1, 1)
                if quarter and self.first <= day <= self.last:
                    yield line(self.at(day), top, self.at(day), bottom, "thin s-line dotted")
                if named and self.first <= day <= self.last and self._room(day):
                    text = _("Q{n}", n=quarter + 1)
                    yield words(self.at(day) + 3, top - 4, text, "note", paint="muted")

    def _room(self, day: date) -> bool:
        """Whether a quarter that begins on the day can be named."""
        return self.at(day) + _A_QUARTER <= self.right

    def _named(self, year: int, following: int, top: float) -> Iterator[Element]:
        """The year, where there is room for it before the next one that is named."""
        at = self.at(date(year, 1, 1))
        end = self.right if following > self.last.year else self.at(date(following, 1, 1))
        if end - at >= _A_YEAR - 4:
            yield words(at + 3, top - 19, f"{year}", "head")
