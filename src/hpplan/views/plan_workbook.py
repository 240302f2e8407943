"""A plan as a workbook: its placements, its timeline, loads, coverage, and the findings
of `check`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum, auto
from typing import Final

from hpplan.analysis.timeline import TimelineData
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.domain.gates import GateState
from hpplan.domain.measures import measure_word
from hpplan.domain.selectors import kind_in_words
from hpplan.domain.status import Status
from hpplan.language import Language, _, in_force, pgettext
from hpplan.periods import Period
from hpplan.programme.coverage import CoveredByWave, Share, coverage
from hpplan.programme.coverage_steps import CoverageStep
from hpplan.programme.loads import loads_of
from hpplan.programme.plan import PlanData
from hpplan.programme.programme import SituationData
from hpplan.reading.column_titles import column_titles, sheet_names, yes_or_no
from hpplan.text import rounded
from hpplan.values import dataclass
from hpplan.views import plan_csv, timeline_csv
from hpplan.views.formats.xlsx import WorkbookCell, WorkbookSheet
from hpplan.views.formats.xlsx import render as as_xlsx
from hpplan.views.pictures.palette import GATES, SEVERITIES, STATUSES, Tone, WavePalette

DAYS: Final = frozenset({"from", "to", "decide_by"})
"""Columns with days; those of phases and milestones have these endings."""
FLAGS: Final = frozenset({"firm", "chosen"})
"""Columns with yes or no."""
LOAD: Final = (
    *("rule", "measure", "max", "wave", "label", "go_live", "from", "to", "load", "percent"),
)
COVERAGE: Final = (
    *("when", "wave", "label", "go_live", "from", "to"),
    *("step", "counted", "sites", "amount", "of", "percent"),
)
FINDINGS: Final = ("severity", "code", "message", "hint", "file", "line", "column")


def render(
    situation: SituationData, plan: PlanData, timeline: TimelineData, findings: Iterable[Finding]
) -> bytes:
    """The workbook, dated on the day of the plan, in the language in force; findings are always in
    English.
    """
    waves = _waves(situation, plan)
    loads = list(_loads(situation, plan))
    share = LOAD.index("percent")
    sheets = (
        _placements(situation, plan, waves),
        _going(timeline, waves),
        replace(
            _sheet("load", LOAD, loads, waves),
            bars=(share,),
            bounds=((LOAD.index("load"), LOAD.index("max")),),
        ),
        replace(
            _sheet("coverage", COVERAGE, list(_coverage(situation, plan)), waves),
            bars=(COVERAGE.index("percent"),),
        ),
        _sheet("findings", FINDINGS, [_finding(found) for found in findings], waves),
    )
    return as_xlsx(sheets, plan.as_of)


def _waves(situation: SituationData, plan: PlanData) -> Mapping[str, Tone]:
    """The colours of the waves, as in all pictures of the programme."""
    here = [placed.wave for placed in plan.placements]
    slots = [slot.id for slot in situation.snapshot.waves]
    palette = WavePalette(tuple(dict.fromkeys([*slots, *here])))
    return {wave: palette.tone(wave) for wave in palette.waves}


def _sheet(
    name: str,
    titles: Sequence[str],
    rows: Sequence[Sequence[WorkbookCell]],
    waves: Mapping[str, Tone],
) -> WorkbookSheet:
    """The table with titles and colours."""
    statuses = {status.word: STATUSES[status] for status in Status}
    severities = {_severity(severity): SEVERITIES[severity] for severity in Severity}
    tones = {"wave": waves, "moved_from": waves, "status": statuses, "severity": severities}
    colours = {number: tones[title] for number, title in enumerate(titles) if title in tones}
    said = column_titles()
    shown = [said.get(title, title) for title in titles]
    return WorkbookSheet(sheet_names()[name], shown, rows, colours=colours)


def _placements(
    situation: SituationData, plan: PlanData, waves: Mapping[str, Tone]
) -> WorkbookSheet:
    """The table of CSV. A site or wave that looks like a number or a day, such as 0301 or 2024-11,
    stays text when it is edited.
    """
    titles = plan_csv.titles(plan)
    rows = [
        [_typed(title, cell) for title, cell in zip(titles, row, strict=True)]
        for row in plan_csv.rows(situation, plan)
    ]
    return replace(_sheet("plan", titles, rows, waves), as_text=True, heads=2)


def _going(timeline: TimelineData, waves: Mapping[str, Tone]) -> WorkbookSheet:
    """The table of CSV, with the days of phases and milestones after those of the site."""
    titles = timeline_csv.titles(timeline)
    projects = _projects(timeline)
    rows = [
        [
            projects[title].cell(cell) if title in projects else _typed(title, cell)
            for title, cell in zip(titles, row, strict=True)
        ]
        for row in timeline_csv.rows(timeline)
    ]
    made = _sheet("timeline", titles, rows, waves)
    states = {state.word: GATES[state] for state in GateState}
    gates = {
        at: states
        for at, title in enumerate(titles)
        if title in projects and projects[title].holds is _Holds.STATE
    }
    named = [
        projects[title].title if title in projects else made.titles[at]
        for at, title in enumerate(titles)
    ]
    return replace(made, titles=named, colours={**made.colours, **gates}, heads=2)


def _typed(title: str, cell: str) -> WorkbookCell:
    """A cell of CSV, with days as days, and words as shown to people."""
    if not cell:
        return None
    if title in DAYS:
        return date.fromisoformat(cell)
    if title in FLAGS:
        return yes_or_no(cell == "yes")
    if title == "kind":
        return kind_in_words(cell)
    return Status(cell).word if title == "status" else cell


class _Holds(Enum):
    """The content of a column of a phase or a milestone."""

    DAY = auto()
    APPROXIMATE = auto()
    STATE = auto()


@dataclass(frozen=True, slots=True)
class _OfProject:
    """A column of a phase or a milestone: its name, and its content."""

    title: str
    holds: _Holds

    def cell(self, cell: str) -> WorkbookCell:
        if not cell:
            return None
        match self.holds:
            case _Holds.DAY:
                return date.fromisoformat(cell)
            case _Holds.APPROXIMATE:
                return cell == "true"
            case _Holds.STATE:
                return GateState(cell).word


def _projects(timeline: TimelineData) -> Mapping[str, _OfProject]:
    """The columns of phases and milestones, by their titles in CSV."""
    found: dict[str, _OfProject] = {}
    for what, name in (*timeline.phases.items(), *timeline.milestones.items()):
        # In English as in CSV, where what reads them asks for ids.
        said = what if in_force() is Language.EN else name
        first = pgettext("column", "{what}_from", what=said)
        last = pgettext("column", "{what}_to", what=said)
        about = pgettext("column", "{what}_approximate", what=said)
        state = pgettext("column", "{what}_state", what=said)
        found |= {
            f"{what}_from": _OfProject(first, _Holds.DAY),
            f"{what}_to": _OfProject(last, _Holds.DAY),
            f"{what}_approximate": _OfProject(about, _Holds.APPROXIMATE),
            f"{what}_state": _OfProject(state, _Holds.STATE),
        }
    return found


def _go_live(period: Period | None) -> tuple[WorkbookCell, ...]:
    return (None, None, None) if period is None else (period.label, period.first, period.last)


def _loads(situation: SituationData, plan: PlanData) -> Iterator[Sequence[WorkbookCell]]:
    slots = situation.snapshot.wave
    for rule, most, held in loads_of(situation, plan.waves):
        for wave, load in held.items():
            slot = slots[wave]
            when = _go_live(slot.go_live)
            percent = round(100 * load / most, 2) if most else None
            yield (
                rule.name,
                measure_word(rule.measure),
                most,
                wave,
                slot.label,
                *when,
                load,
                percent,
            )


def _coverage(situation: SituationData, plan: PlanData) -> Iterator[Sequence[WorkbookCell]]:
    covered = coverage(situation, plan)
    nothing: tuple[WorkbookCell, ...] = (None,) * 5
    shares = ((Status.LIVE.word, covered.live), (_("live or decided"), covered.live_or_decided))
    for when, share in shares:
        yield from _steps((when, *nothing), measure_word(covered.measure), share)
    for by in covered.by_wave:
        yield from _steps((_("by wave"), *_wave(by)), measure_word(covered.measure), by.share)


def _wave(by: CoveredByWave) -> tuple[WorkbookCell, ...]:
    return (by.wave, by.label, *_go_live(by.go_live))


def _steps(
    about: Sequence[WorkbookCell], measure: str, share: Share
) -> Iterator[Sequence[WorkbookCell]]:
    """The share, and the parts of it that have come further."""
    steps = [(Status.LIVE.word, share), *((_step(one.step), one.share) for one in share.further)]
    for step, part in steps:
        percent = None if part.percent is None else rounded(part.percent, 2)
        yield (*about, step, measure, part.sites, part.amount, part.of, percent)


def _step(step: CoverageStep) -> str:
    words = {
        CoverageStep.MUNICIPALITY: pgettext("step", "municipality"),
        CoverageStep.TRUST: pgettext("step", "trust"),
        CoverageStep.GPS: pgettext("step", "gps"),
    }
    return words[step]


def _severity(severity: Severity) -> str:
    words = {
        Severity.ERROR: _("error"),
        Severity.WARNING: _("warning"),
        Severity.INFO: _("info"),
    }
    return words[severity]


def _finding(found: Finding) -> Sequence[WorkbookCell]:
    place = found.place
    where = (None, None, None) if place is None else (place.file, place.line, place.column)
    return (_severity(found.severity), found.code, found.message, found.hint, *where)
