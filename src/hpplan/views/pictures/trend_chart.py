"""The milestone trend: the go-live of each wave, as it was known at each time."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Final

from hpplan.analysis.history import WAVE, HistoryData
from hpplan.language import _
from hpplan.periods import Period, day_in_words
from hpplan.values import dataclass
from hpplan.views.pictures.axis import HEIGHT, DayAxis
from hpplan.views.pictures.palette import WavePalette
from hpplan.views.pictures.placing import Labels, spread
from hpplan.views.pictures.svg import Element, Svg, element, group, line, path, words
from hpplan.views.year_steps import year_step

NAME: Final = "trend"
WIDTH: Final = 960
TALL: Final = 400
LEFT: Final = 60
RIGHT: Final = 130
A_NAME: Final = 16
"""The height of the name of a year."""


def trend_chart(history: HistoryData, slots: tuple[str, ...]) -> Svg:
    """The chart: horizontally the days on which something became known, vertically the first days
    of the go-lives. A level line is a date that held, a step up is a delay. `slots` are all waves.
    """
    return _TrendChart(history, slots).picture()


@dataclass(frozen=True, slots=True)
class _Point:
    """A go-live, as known from a day on."""

    known: date
    go_live: Period
    label: str


@dataclass(frozen=True)
class _TrendChart:
    history: HistoryData
    slots: tuple[str, ...]

    def picture(self) -> Svg:
        return Svg(
            NAME,
            _("{programme}: how the dates moved", programme=self.history.title),
            self._described(),
            WIDTH,
            self.bottom + 26,
            tuple(self._shapes()),
            self.waves,
            lead=_("The first day of each wave’s go-live, as it was known at the time below"),
        )

    @property
    def top(self) -> float:
        return HEIGHT

    @property
    def bottom(self) -> float:
        return self.top + TALL

    @cached_property
    def waves(self) -> WavePalette:
        return WavePalette(tuple(dict.fromkeys([*self.slots, *self.lines])))

    @cached_property
    def lines(self) -> dict[str, list[_Point]]:
        """The known go-lives of each wave that ever had a date; a wave without its own day begins
        with the first day on which anything became known.
        """
        days = [version.known for version in self.history.versions if version.known is not None]
        start = min([*days, self.history.as_of])
        found: dict[str, list[_Point]] = {}
        for point in self.history.trend():
            slot = point.standing.new
            if point.standing.kind != WAVE or slot is None or slot.go_live is None:
                continue
            called = point.label or slot.label
            found.setdefault(point.standing.id, []).append(
                _Point(point.known or start, slot.go_live, called)
            )
        return found

    @cached_property
    def axis(self) -> DayAxis:
        known = [point.known for points in self.lines.values() for point in points]
        as_of = self.history.as_of
        return DayAxis(min([*known, as_of]), as_of, LEFT, WIDTH - RIGHT)

    @cached_property
    def upward(self) -> DayAxis:
        """The axis of go-lives, with the latest at the top."""
        days = [point.go_live.first for points in self.lines.values() for point in points]
        return DayAxis(min(days), max(days), self.bottom - 12, self.top + 12)

    def _described(self) -> str:
        said = []
        for points in self.lines.values():
            dates = list(dict.fromkeys(point.go_live.short for point in points))
            said.append(f"{points[-1].label}: {' → '.join(dates)}")
        return "; ".join(said)

    def _shapes(self) -> Iterator[Element]:
        if not self.lines:
            yield words(0, self.top + 10, _("no date of a wave is known"), paint="muted")
            return
        yield from self.axis.drawn(self.top, self.bottom)
        yield from self._years()
        yield from self._reached()
        labels = Labels(WIDTH, self.bottom + 20)
        ends = list[tuple[str, _Point]]()
        for wave, points in self.lines.items():
            yield group(self._line(wave, points), title=self._said(points), wave=wave)
            if points[-1].go_live.first > self.history.as_of:
                ends.append((wave, points[-1]))
        heights = spread(
            [self.upward.at(point.go_live.first) + 4 for _wave, point in ends],
            13,
            self.top + 4,
            self.bottom,
        )
        for (wave, point), y in zip(ends, heights, strict=True):
            at = self.upward.at(point.go_live.first)
            yield line(self.axis.right, at, self.axis.right + 8, y - 4, f"thin s-{self._of(wave)}")
            text = f"{point.label} {point.go_live.short}"
            yield from self._label(labels, self.axis.right + 11, y, text, tries=(0,))
        for points in self.lines.values():
            last = points[-1].go_live.first
            if last <= self.history.as_of:
                x, y = self.axis.at(last) + 8, self.upward.at(last) + 4
                yield from self._label(labels, x, y, points[-1].label, tries=(0, 12, -12))
        yield words(LEFT, self.bottom + 20, _("known on this day →"), "note", paint="muted")

    def _label(
        self, labels: Labels, x: float, y: float, text: str, *, tries: tuple[float, ...]
    ) -> list[Element]:
        return labels.put(x, y, text, "note", tries=tries)

    def _of(self, wave: str) -> str:
        return self.waves.paint(wave)

    def _years(self) -> Iterator[Element]:
        """The years of the go-lives, at the side."""
        first, last = self.upward.first.year, self.upward.last.year
        room = (self.bottom - self.top) / max(1, last - first + 1)
        step = year_step(room, A_NAME)
        for year in range(first, last + 1):
            day = date(year, 1, 1)
            if year % step == 0 and day >= self.upward.first:
                y = self.upward.at(day)
                yield line(LEFT, y, WIDTH - RIGHT, y, "thin s-line")
                yield words(LEFT - 6, y + 4, f"{year}", "note", paint="muted", anchor="end")

    def _reached(self) -> Iterator[Element]:
        """The line where the day of knowledge is the day of the go-live itself."""
        first = max(self.axis.first, self.upward.first)
        last = min(self.axis.last, self.upward.last)
        if first < last:
            ends = [(self.axis.at(day), self.upward.at(day)) for day in (first, last)]
            title = _("the day of the go-live is reached")
            yield group([path(ends, "thin s-muted dashed")], title=title)

    def _line(self, wave: str, points: list[_Point]) -> Iterator[Element]:
        paint = self._of(wave)
        drawn, changed = list[tuple[float, float]](), points[0].known
        for point in points:
            x, y = self.axis.at(point.known), self.upward.at(point.go_live.first)
            if drawn and drawn[-1][1] != y:
                drawn.append((x, drawn[-1][1]))
            if not drawn or drawn[-1][1] != y:
                drawn.append((x, y))
                changed = point.known
                yield element("circle", cls=f"f-{paint}", cx=x, cy=y, r=3)
        last = points[-1]
        end = min(self.history.as_of, max(last.go_live.first, changed))
        drawn.append((self.axis.at(end), self.upward.at(last.go_live.first)))
        yield path(drawn, f"fine round s-{paint}")

    def _said(self, points: list[_Point]) -> str:
        said, before = [], None
        for point in points:
            if point.go_live != before:
                when = day_in_words(point.known)
                said.append(f"{point.go_live.words} ({when})")
                before = point.go_live
        return f"{points[-1].label}: {' → '.join(said)}"
