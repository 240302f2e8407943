"""Coverage over time: live, decided, and planned."""

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from hpplan.analysis.coverage_curve import CoverageCurves, Curve, CurveOf, CurveStep
from hpplan.domain.measures import measure_word
from hpplan.domain.status import Status
from hpplan.language import _
from hpplan.periods import day_in_words
from hpplan.text import few_names, shown
from hpplan.values import dataclass
from hpplan.views.pictures.axis import HEIGHT, DayAxis
from hpplan.views.pictures.palette import WavePalette
from hpplan.views.pictures.placing import Labels, spread
from hpplan.views.pictures.svg import (
    LETTERINGS,
    Element,
    Svg,
    group,
    line,
    path,
    rect,
    striped,
    words,
)

NAME: Final = "coverage"
WIDTH: Final = 960
TALL: Final = 280
LEFT: Final = 52
RIGHT: Final = 130
_STATUS: Final = {
    CurveOf.LIVE: Status.LIVE,
    CurveOf.DECIDED: Status.DECIDED,
    CurveOf.PLANNED: Status.PLANNED,
}
_OPACITY: Final = {CurveOf.LIVE: "1", CurveOf.DECIDED: "0.55", CurveOf.PLANNED: "0.22"}


def coverage_chart(curves: CoverageCurves) -> Svg:
    """The chart: steps that rise on the last day of each go-live, striped from its first day on."""
    return _CoverageChart(curves).picture()


def curve_word(of: CurveOf) -> str:
    """The name of a curve."""
    match of:
        case CurveOf.LIVE:
            return _("live")
        case CurveOf.DECIDED:
            return _("decided")
        case CurveOf.PLANNED:
            return _("planned")


@dataclass(frozen=True)
class _CoverageChart:
    curves: CoverageCurves

    def picture(self) -> Svg:
        return Svg(
            NAME,
            _("{programme}: coverage over time", programme=self.curves.programme),
            self._described(),
            WIDTH,
            self.bottom + 10,
            tuple(self._shapes()),
            WavePalette(self.curves.slots),
            lead=self._counted(),
        )

    @property
    def top(self) -> float:
        return HEIGHT + 40

    @property
    def bottom(self) -> float:
        return self.top + TALL

    @cached_property
    def shown(self) -> list[Curve]:
        """The curves that have any step."""
        return [curve for curve in self.curves.curves if curve.steps]

    @cached_property
    def axis(self) -> DayAxis:
        days = [self.curves.as_of]
        for curve in self.shown:
            days += [day for s in curve.steps for day in (s.go_live.first, s.go_live.last)]
        return DayAxis(min(days), max(days), LEFT, WIDTH - RIGHT)

    def _counted(self) -> str:
        return _(
            "Share of all {measure} whose {noun} are live; striped: on some day of a period",
            measure=measure_word(self.curves.measure),
            noun=measure_word(self.curves.noun),
        )

    def _described(self) -> str:
        said = [_("As known on {day}", day=day_in_words(self.curves.as_of))]
        said += map(self._titled, self.shown)
        if self.shown:
            said += [
                f"{step.label}, {step.go_live.short}: {shown(step.after, 0)}"
                for step in self.shown[-1].steps
            ]
        return "; ".join(said)

    def _at(self, percent: float) -> float:
        return self.bottom - percent / 100 * TALL

    def _shapes(self) -> Iterator[Element]:
        yield from self.axis.drawn(self.top - 16, self.bottom)
        for percent in range(0, 101, 25):
            y = self._at(percent)
            yield line(LEFT, y, WIDTH - RIGHT, y, "thin s-line")
            yield words(LEFT - 6, y + 4, f"{percent} %", "note", paint="muted", anchor="end")
        for curve in reversed(self.shown):
            yield group(self._curve(curve), title=self._titled(curve))
        today = self.axis.at(self.curves.as_of)
        yield line(today, self.top - HEIGHT - 16, today, self.bottom, "fine s-accent")
        yield from self._labels(today)

    def _percentages(self) -> Iterator[tuple[float, float, float, float]]:
        """The positions of the percentages beside the chart, which no label may cover."""
        for percent in range(0, 101, 25):
            y, wide = self._at(percent), LETTERINGS["note"].wide(f"{percent} %")
            yield LEFT - 6 - wide, y - 6, LEFT - 6, y + 6

    def _titled(self, curve: Curve) -> str:
        return f"{curve_word(curve.of)}: {shown(curve.percent, 0)}"

    def _curve(self, curve: Curve) -> Iterator[Element]:
        paint = f"status-{_STATUS[curve.of]}"
        end = self.axis.at(self.curves.as_of) if curve.of is CurveOf.LIVE else self.axis.right
        points = [(self.axis.left, self.bottom)]
        for step in curve.steps:
            x = self.axis.at(step.go_live.last)
            points += [(x, self._at(step.before)), (x, self._at(step.after))]
        points.append((max(end, points[-1][0]), points[-1][1]))
        corners = [*points, (points[-1][0], self.bottom)]
        area = path(corners, f"f-{paint}", closed=True)
        yield group([area], opacity=_OPACITY[curve.of])
        dashed = " dashed" if curve.of is CurveOf.PLANNED else ""
        yield path(points[1:], f"fine s-{paint}{dashed}")
        for step in curve.steps:
            yield group(self._unsure(step, paint), title=_step(step), wave=step.wave)

    def _unsure(self, step: CurveStep, paint: str) -> Iterator[Element]:
        """The days on which the step may happen, striped."""
        left, right = self.axis.at(step.go_live.first), self.axis.at(step.go_live.last)
        top, tall = self._at(step.after), self._at(step.before) - self._at(step.after)
        wide = right - left
        if step.go_live.first != step.go_live.last:
            yield rect(left, top, wide, tall, f"f-{paint}", fill_opacity="0.5")
            yield rect(left, top, wide, tall, "", fill=striped(NAME))
        else:
            yield rect(left - 3, top, 6, tall, "f-page", fill_opacity="0")

    def _labels(self, today: float) -> Iterator[Element]:
        labels = Labels(WIDTH, self.bottom, list(self._percentages()))
        label = day_in_words(self.curves.as_of)
        y = self.top - HEIGHT - 20
        put = labels.put(today, y, label, "strong", paint="accent", anchor="middle")
        yield from put or labels.put(today, y, label, "strong", paint="accent")
        ends = [curve for curve in self.shown if curve.of is not CurveOf.LIVE]
        heights = spread([self._at(c.percent) + 4 for c in ends], 15, self.top, self.bottom)
        for curve, height in zip(ends, heights, strict=True):
            text = f"{shown(curve.percent, 0)} {curve_word(curve.of)}"
            yield from labels.put(self.axis.right + 6, height, text, "note", tries=(0,))
        for curve in self.shown:
            if curve.of is CurveOf.LIVE:
                text, height = self._titled(curve), self._at(curve.percent) - 6
                put = labels.put(today - 6, height, text, "strong", anchor="end")
                yield from put or labels.put(today + 6, height, text, "strong")
        for step in self.shown[-1].steps if self.shown else ():
            x, height = self.axis.at(step.go_live.first), self._at(step.after) - 5
            yield from labels.put(x - 2, height, step.label, "note", anchor="end")


def _step(step: CurveStep) -> str:
    """The effect of the step, and the sites in it."""
    return (
        f"{step.label}, {step.go_live.words}: {shown(step.before, 0)} → {shown(step.after, 0)} "
        f"({few_names(step.names)})"
    )
