"""How late each site may be: its go-live by the plan, in half of the futures, and in most."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from hpplan.analysis.risk.assessment import RiskData
from hpplan.analysis.risk.figures import By, SiteFigures
from hpplan.language import _, plural
from hpplan.periods import Period
from hpplan.values import dataclass
from hpplan.views.pictures.axis import HEIGHT, DayAxis
from hpplan.views.pictures.legend import Drawn, legend
from hpplan.views.pictures.marks import go_live_mark
from hpplan.views.pictures.palette import WavePalette
from hpplan.views.pictures.svg import LETTERINGS, Element, Svg, group, line, path, rect, words
from hpplan.views.risk_words import by_day

NAME: Final = "delays"
WIDTH: Final = 960
NAMED: Final = 190
"""The width of the names."""
RIGHT: Final = 56
ROW: Final = 16
BAR: Final = 6


def delay_chart(found: RiskData) -> Svg:
    """The chart: a row for each site that is not live, from its last planned day to the day by
    which it is live in 80 % of the futures; an arrow leads out of it where that is never.
    """
    return _DelayChart(found).picture()


def may_be_late(found: RiskData) -> list[SiteFigures]:
    """The sites that the plan has a wave with a date for and that are not live, in order of their
    go-lives, as planned, then in the order of the data.
    """
    snapshot = found.situation.snapshot
    sites = () if found.figures is None else found.figures.sites
    ahead = [
        (go_live.last, number, each)
        for number, each in enumerate(sites)
        if each.wave is not None
        and not snapshot.live(each.site)
        and (go_live := snapshot.wave[each.wave].go_live) is not None
    ]
    return [each for _last, _number, each in sorted(ahead, key=lambda one: one[:2])]


@dataclass(frozen=True)
class _DelayChart:
    found: RiskData

    def picture(self) -> Svg:
        marks, top = legend(self._marks(), 0, WIDTH, 0)
        rows, bottom = self._rows(top + HEIGHT + 6)
        axis = self.axis.drawn(top + HEIGHT + 4, bottom) if self.sites else ()
        return Svg(
            NAME,
            _(
                "{programme}: how late each site may be",
                programme=self.found.situation.programme.agenda.name,
            ),
            self._described(),
            WIDTH,
            bottom + 4,
            (*axis, *rows, *marks),
            self.waves,
        )

    @cached_property
    def sites(self) -> Sequence[SiteFigures]:
        return may_be_late(self.found)

    @cached_property
    def waves(self) -> WavePalette:
        return WavePalette(tuple(slot.id for slot in self.found.situation.snapshot.waves))

    def _planned(self, each: SiteFigures) -> Period:
        assert each.wave is not None
        period = self.found.situation.snapshot.wave[each.wave].go_live
        assert period is not None
        return period

    @cached_property
    def axis(self) -> DayAxis:
        planned = [
            day for s in self.sites for day in (self._planned(s).first, self._planned(s).last)
        ]
        late = [by.day for s in self.sites for by in (s.by_50, s.by_80) if by.day is not None]
        days = [*planned, *late] or [self.found.situation.as_of]
        month = timedelta(days=31)
        first = min(days) if min(days) < date.min + month else min(days) - month
        return DayAxis(first, max(days), NAMED, WIDTH - RIGHT)

    def _described(self) -> str:
        """For each wave the site that may be the latest; the table beside it has them all."""
        latest = dict[str | None, SiteFigures]()
        for each in self.sites:
            before = latest.get(each.wave)
            if before is None or (each.by_80.day or date.max) > (before.by_80.day or date.max):
                latest[each.wave] = each
        sites = plural("{n} site", "{n} sites", len(self.sites))
        return "; ".join([sites, *map(self._said, latest.values())])

    def _said(self, each: SiteFigures) -> str:
        return _(
            "{site}: planned {planned}, 50 % by {half}, 80 % by {most}",
            site=self.found.situation.snapshot.name(each.site),
            planned=self._planned(each).short,
            half=by_day(each.by_50),
            most=by_day(each.by_80),
        )

    def _rows(self, y: float) -> tuple[list[Element], float]:
        drawn = list[Element]()
        letters = LETTERINGS["note"]
        for each in self.sites:
            name = letters.wrapped(self.found.situation.snapshot.name(each.site), NAMED - 12, 1)[0]
            shapes = [words(0, y + 12, name, "note"), *self._bar(y + ROW / 2, each)]
            drawn.append(group(shapes, title=self._said(each), site=each.site, wave=each.wave))
            y += ROW
        if not self.sites:
            drawn.append(words(0, y, _("no site has a date ahead"), paint="muted"))
        return drawn, y

    def _bar(self, y: float, each: SiteFigures) -> Iterator[Element]:
        assert each.wave is not None
        paint, planned = self.waves.paint(each.wave), self._planned(each)
        start = self.axis.at(planned.last)
        half, most = self._end(each.by_50), self._end(each.by_80)
        look = f"thin f-{paint} s-{paint}"
        yield rect(start, y - BAR / 2, most - start, BAR, look, fill_opacity="0.25")
        yield rect(start, y - BAR / 2, half - start, BAR, f"f-{paint}")
        if each.by_80.day is None:
            yield path(_arrow(self.axis.right, y), f"f-{paint}", closed=True)
            yield words(self.axis.right + 9, y + 4, _("never"), "note")
        first = self.axis.at(planned.first)
        if planned.first == planned.last:
            yield go_live_mark(start, y, 5, paint, chosen=False)
        else:
            yield line(first, y, start, y, f"thick s-{paint}")

    def _end(self, by: By) -> float:
        return self.axis.right if by.day is None else self.axis.at(by.day)

    def _marks(self) -> Iterator[tuple[Drawn, str]]:
        if not self.sites:
            return
        look = "thin f-status-decided s-status-decided"
        yield (
            lambda x, y: go_live_mark(x, y, 5, "status-decided", chosen=False),
            _("planned day; a line: planned period"),
        )
        yield (
            lambda x, y: rect(x - 7, y - BAR / 2, 14, BAR, "f-status-decided"),
            _("filled to the day by which it is live in half of the futures"),
        )
        yield (
            lambda x, y: rect(x - 7, y - BAR / 2, 14, BAR, look, fill_opacity="0.25"),
            _("to that of 80 %"),
        )


def _arrow(x: float, y: float) -> list[tuple[float, float]]:
    return [(x, y - 5), (x + 7, y), (x, y + 5)]
