"""Coverage over time in all futures: as planned, in the middle one, and their spread."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Final

from hpplan.analysis.risk.assessment import RiskData
from hpplan.analysis.risk.coverage_fan import PERCENTILES, CoverageOn
from hpplan.domain.measures import measure_word
from hpplan.language import _, plural
from hpplan.periods import day_in_words
from hpplan.text import shown
from hpplan.values import dataclass
from hpplan.views.pictures.axis import HEIGHT, DayAxis
from hpplan.views.pictures.legend import Drawn, legend
from hpplan.views.pictures.palette import WavePalette
from hpplan.views.pictures.svg import Element, Svg, group, line, path, rect, words

NAME: Final = "fan"
WIDTH: Final = 960
TALL: Final = 280
LEFT: Final = 52
RIGHT: Final = 16
_WIDE, _NARROW = "0.22", "0.45"
_MIDDLE: Final = PERCENTILES.index(50)


def fan_chart(found: RiskData) -> Svg:
    """The chart: steps, each on the last day of a go-live, in bands around the middle."""
    return _FanChart(found).picture()


def percentage(share: float) -> str:
    """The share as shown to people."""
    return shown(100 * share, 0)


def ends_of_periods(coverage: Sequence[CoverageOn], most: int = 8) -> list[date]:
    """The ends of half-years while coverage changes, of years, or of every few years."""
    if not coverage:
        return []
    first, last = coverage[0].day, coverage[-1].day
    halves = [
        day
        for year in range(first.year, last.year + 1)
        for day in (date(year, 6, 30), date(year, 12, 31))
        if first <= day and (day.year, day.month > 6) <= (last.year, last.month > 6)
    ]
    if len(halves) <= most:
        return halves
    years = [day for day in halves if day.month == 12]
    return years[:: -(-len(years) // most)]


def on_day(coverage: Sequence[CoverageOn], day: date) -> CoverageOn:
    """The served share on the day."""
    return [on for on in coverage if on.day <= day][-1]


@dataclass(frozen=True)
class _FanChart:
    found: RiskData

    def picture(self) -> Svg:
        agenda, counted = self.found.situation.programme.agenda, self.found.situation.counted
        marks, end = legend(self._marks(), LEFT, WIDTH - RIGHT, self.bottom + 12)
        return Svg(
            NAME,
            _("{programme}: coverage in all futures", programme=agenda.name),
            self._described(),
            WIDTH,
            end + 4,
            (*self._shapes(), *marks),
            WavePalette(tuple(slot.id for slot in self.found.situation.snapshot.waves)),
            lead=_(
                "Share of all {measure} whose {noun} are live",
                measure=measure_word(counted.measure),
                noun=measure_word(counted.noun),
            ),
        )

    @property
    def top(self) -> float:
        return HEIGHT + 6

    @property
    def bottom(self) -> float:
        return self.top + TALL

    @cached_property
    def coverage(self) -> Sequence[CoverageOn]:
        return () if self.found.figures is None else self.found.figures.coverage

    @cached_property
    def axis(self) -> DayAxis:
        as_of = self.found.situation.as_of
        days = [as_of, *(on.day for on in self.coverage)]
        return DayAxis(min(days), max(days), LEFT, WIDTH - RIGHT)

    def _described(self) -> str:
        said = [
            plural("{n} future", "{n} futures", self.found.runs),
            *(self._said(day) for day in ends_of_periods(self.coverage)),
        ]
        return "; ".join(said)

    def _said(self, day: date) -> str:
        on = on_day(self.coverage, day)
        low, high = on.percentiles[0], on.percentiles[-1]
        return _(
            "{day}: {planned} planned, {middle} in half of the futures, {low} to {high} in 8 of 10",
            day=day_in_words(day),
            planned=percentage(on.planned),
            middle=percentage(on.percentiles[_MIDDLE]),
            low=percentage(low),
            high=percentage(high),
        )

    def _at(self, share: float) -> float:
        return self.bottom - share * TALL

    def _shapes(self) -> Iterator[Element]:
        if not self.coverage:
            yield words(0, self.top, _("nothing is counted"), paint="muted")
            return
        yield from self.axis.drawn(self.top, self.bottom)
        for percent in range(0, 101, 25):
            y = self._at(percent / 100)
            yield line(LEFT, y, WIDTH - RIGHT, y, "thin s-line")
            yield words(LEFT - 6, y + 4, f"{percent} %", "note", paint="muted", anchor="end")
        for outer, title, opacity in (
            (0, self._of_ten(), _WIDE),
            (1, self._of_two(), _NARROW),
        ):
            yield group(self._band(outer, opacity), title=title)
        middle = self._steps(lambda on: on.percentiles[_MIDDLE])
        yield group([path(middle, "thick s-status-live")], title=self._middle())
        planned = self._steps(lambda on: on.planned)
        yield group([path(planned, "fine s-ink dashed")], title=_("as planned"))
        yield from self._on_days()

    def _band(self, outer: int, opacity: str) -> Iterator[Element]:
        """The area between a percentile and its mirror image."""
        low = self._steps(lambda on: on.percentiles[outer])
        high = self._steps(lambda on: on.percentiles[-1 - outer])
        inside = path([*low, *reversed(high)], "f-status-decided", closed=True)
        yield group([inside], opacity=opacity)
        if not outer:
            yield path(low, "thin s-status-decided")
            yield path(high, "thin s-status-decided")

    def _steps(self, share: Callable[[CoverageOn], float]) -> list[tuple[float, float]]:
        """A line that is level until the share changes."""
        points = list[tuple[float, float]]()
        for on in self.coverage:
            x, y = self.axis.at(on.day), self._at(share(on))
            if points and points[-1][1] != y:
                points += [(x, points[-1][1]), (x, y)]
            elif not points:
                points.append((x, y))
        return [*points, (self.axis.right, points[-1][1])]

    def _on_days(self) -> Iterator[Element]:
        """The values on the days of the table, for tooltips."""
        for day in ends_of_periods(self.coverage):
            x = self.axis.at(day)
            there = rect(x - 6, self.top, 12, TALL, "f-page", fill_opacity="0")
            yield group([there], title=self._said(day))

    def _of_ten(self) -> str:
        return _("8 of 10 futures: the tenth to the ninetieth percentile")

    def _of_two(self) -> str:
        return _("half of the futures: the quartiles")

    def _middle(self) -> str:
        return _("the middle future: half of them have come so far")

    def _marks(self) -> Iterator[tuple[Drawn, str]]:
        if not self.coverage:
            return
        yield _line("fine s-ink dashed"), _("as planned")
        yield _line("thick s-status-live"), self._middle()
        yield _swatch(_NARROW), self._of_two()
        yield _swatch(_WIDE), self._of_ten()


def _line(look: str) -> Drawn:
    return lambda x, y: line(x - 7, y, x + 7, y, look)


def _swatch(opacity: str) -> Drawn:
    look = "thin f-status-decided s-status-decided"
    return lambda x, y: rect(x - 7, y - 5, 14, 10, look, fill_opacity=opacity)
