"""The effect of the risks on a plan, as tables for further analysis: all figures of the JSON, one a
row.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from hpplan.analysis.risk.assessment import RiskData
from hpplan.analysis.risk.coverage_fan import PERCENTILES
from hpplan.analysis.risk.figures import By, Figures, SiteFigures, WaveFigures
from hpplan.values import dataclass

Rows = Iterable[Sequence[str]]

_ESTIMATED: Final = ("as_planned", "error", "by_50", "by_80", "earliest", "latest")


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The titles of a table, and its rows; an empty day is never."""

    titles: tuple[str, ...]
    rows: Callable[[RiskData, Figures], Rows]


def table(name: str, found: RiskData) -> tuple[Sequence[str], list[Sequence[str]]]:
    """The titles and rows of a table; no rows where not one future was lived through."""
    chosen = TABLES[name]
    return chosen.titles, [] if found.figures is None else list(chosen.rows(found, found.figures))


def _sites(found: RiskData, figures: Figures) -> Rows:
    for each in figures.sites:
        yield each.site, found.situation.snapshot.name(each.site), each.wave or "", *_said(each)


def _waves(found: RiskData, figures: Figures) -> Rows:
    for each in figures.waves:
        yield each.wave, found.situation.snapshot.wave[each.wave].label, *_said(each)


def _everybody(_: RiskData, figures: Figures) -> Rows:
    for who, shares in (("everybody", figures.everybody), ("placed", figures.placed)):
        for share, by in shares:
            yield who, _number(share), *_days(by)


def _coverage(_: RiskData, figures: Figures) -> Rows:
    for on in figures.coverage:
        yield on.day.isoformat(), *map(_number, (on.planned, *on.percentiles))


def _risks(found: RiskData, _: Figures) -> Rows:
    for each in found.contributions or ():
        yield each.risk, "" if each.days_80 is None else str(each.days_80), _day(each.by_80)


def _said(each: SiteFigures | WaveFigures) -> Sequence[str]:
    shares = each.as_planned.value, each.as_planned.error
    return *map(_number, shares), _day(each.by_50.day), *_days(each.by_80)


def _days(by: By) -> Sequence[str]:
    return _day(by.day), _day(by.earliest), _day(by.latest)


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _number(share: float) -> str:
    return repr(share)


TABLES: Final[Mapping[str, FigureTable]] = {
    "sites": FigureTable(("site", "name", "wave", *_ESTIMATED), _sites),
    "waves": FigureTable(("wave", "label", *_ESTIMATED), _waves),
    "everybody": FigureTable(("who", "share", "by", "earliest", "latest"), _everybody),
    "coverage": FigureTable(("day", "planned", *(f"p{n}" for n in PERCENTILES)), _coverage),
    "risks": FigureTable(("risk", "days_80", "by_80"), _risks),
}
