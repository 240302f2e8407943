"""A plan as a workbook: its placements, its timeline, loads, coverage, and what check finds."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from hpplan.analysis.timeline import TimelineData
from hpplan.diagnostics.finding import Finding
from hpplan.periods import Period
from hpplan.programme.coverage import CoveredByWave, Share, coverage
from hpplan.programme.loads import loads_of
from hpplan.programme.plan import PlanData
from hpplan.programme.programme import SituationData
from hpplan.text import rounded
from hpplan.views import plan_csv, timeline_csv
from hpplan.views.formats.xlsx import WorkbookCell, WorkbookSheet
from hpplan.views.formats.xlsx import render as as_xlsx

DAYS: Final = frozenset({"from", "to", "decide_by"})
"""Columns that hold days; so do those of phases and milestones that end so."""
LOAD: Final = ("rule", "measure", "max", "wave", "label", "go_live", "from", "to", "load")
COVERAGE: Final = (
    "when",
    "wave",
    "label",
    "go_live",
    "from",
    "to",
    "step",
    "counted",
    "sites",
    "amount",
    "of",
    "percent",
)
FINDINGS: Final = ("severity", "code", "message", "hint", "file", "line", "column")


def render(
    situation: SituationData, plan: PlanData, timeline: TimelineData, findings: Iterable[Finding]
) -> bytes:
    """The workbook, made on the day that the plan is of."""
    sheets = (
        _dated("plan", plan_csv.titles(plan), plan_csv.rows(situation, plan)),
        _dated("timeline", timeline_csv.titles(timeline), timeline_csv.rows(timeline)),
        WorkbookSheet("load", LOAD, list(_loads(situation, plan))),
        WorkbookSheet("coverage", COVERAGE, list(_coverage(situation, plan))),
        WorkbookSheet("findings", FINDINGS, [_finding(found) for found in findings]),
    )
    return as_xlsx(sheets, plan.as_of)


def _dated(name: str, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> WorkbookSheet:
    """The table of CSV, with days in the columns that hold days."""
    days = [title in DAYS or title.endswith(("_from", "_to")) for title in titles]
    typed = [
        [
            date.fromisoformat(cell) if is_day and cell else cell
            for cell, is_day in zip(row, days, strict=True)
        ]
        for row in rows
    ]
    return WorkbookSheet(name, titles, typed)


def _go_live(period: Period | None) -> tuple[WorkbookCell, ...]:
    return (None, None, None) if period is None else (period.label, period.first, period.last)


def _loads(situation: SituationData, plan: PlanData) -> Iterator[Sequence[WorkbookCell]]:
    slots = situation.snapshot.wave
    for rule, most, held in loads_of(situation, plan.waves):
        for wave, load in held.items():
            slot = slots[wave]
            when = _go_live(slot.go_live)
            yield (rule.name, rule.measure, most, wave, slot.label, *when, load)


def _coverage(situation: SituationData, plan: PlanData) -> Iterator[Sequence[WorkbookCell]]:
    covered = coverage(situation, plan)
    nothing: tuple[WorkbookCell, ...] = (None,) * 5
    for when, share in (("live", covered.live), ("live or decided", covered.live_or_decided)):
        yield from _steps((when, *nothing), covered.measure, share)
    for by in covered.by_wave:
        yield from _steps(("by wave", *_wave(by)), covered.measure, by.share)


def _wave(by: CoveredByWave) -> tuple[WorkbookCell, ...]:
    return (by.wave, by.label, *_go_live(by.go_live))


def _steps(
    about: Sequence[WorkbookCell], measure: str, share: Share
) -> Iterator[Sequence[WorkbookCell]]:
    """The share, and those of it that have come further."""
    steps = [("live", share), *((one.step.value, one.share) for one in share.further)]
    for step, part in steps:
        percent = None if part.percent is None else rounded(part.percent, 2)
        yield (*about, step, measure, part.sites, part.amount, part.of, percent)


def _finding(found: Finding) -> Sequence[WorkbookCell]:
    place = found.place
    where = (None, None, None) if place is None else (place.file, place.line, place.column)
    return (found.severity.value, found.code, found.message, found.hint, *where)
