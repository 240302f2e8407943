"""Plan files: what `hpplan assign --output` wrote, or a list of placements made by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Final

from pydantic import ConfigDict, Field, ValidationError

from hpplan.diagnostics.finding import Finding, Note, Severity, in_order
from hpplan.diagnostics.place import Place
from hpplan.domain.entry import AnyWhole, Entry, Flag, Text, Vocabulary
from hpplan.periods import Period, Precision
from hpplan.programme.plan import (
    FORMAT,
    GoalValue,
    Placement,
    PlanData,
    Proof,
    plan_of,
    with_days,
)
from hpplan.programme.plan_days import plan_days
from hpplan.programme.programme import NOTHING_ASKED, DataFile, Overrides, SituationData
from hpplan.reading.codes.references import DUPLICATE_ID
from hpplan.reading.codes.schema import INCOMPLETE, NOT_A_CHOICE, WRONG_TYPE
from hpplan.reading.file_content import NOW, Files
from hpplan.reading.places import Places
from hpplan.reading.validation import findings_of
from hpplan.reading.yaml_text import UNREAD, parse_content
from hpplan.text import Unit
from hpplan.values import dataclass

Pair = Annotated[str, Field(pattern=r"^[^=]+=[^=]+$")]
"""A site and a wave, written SITE=WAVE."""


class _Loose(Entry):
    """Part of a plan file. Keys that only inform people are passed over."""

    model_config = ConfigDict(extra="ignore")


class _GoLive(_Loose):
    label: Text
    first: Period = Field(alias="from")
    last: Period = Field(alias="to")
    chosen: Flag = False

    @property
    def period(self) -> Period:
        try:
            precision = Period.parse(self.label).precision
        except ValueError:  # a stretch without a name
            precision = Precision.DAY if self.first == self.last else Precision.SEASON
        return Period(self.label, self.first.first, self.last.last, precision)


class _Placed(_Loose):
    site: Text
    wave: Text
    label: Text | None = None
    go_live: _GoLive | None = None
    reason: Text | None = None


class _Unplaced(_Loose):
    site: Text
    reason: Text | None = None


class _Goal(_Loose):
    kind: Text
    value: AnyWhole
    bound: AnyWhole | None = None
    proved: Flag = False


class _Made(_Loose):
    file: Text
    sha256: Text


class _Options(_Loose):
    pin: tuple[Pair, ...] = ()
    forbid: tuple[Pair, ...] = ()
    reopen: tuple[Text, ...] = ()
    dates: Flag = False


class _DaysStated(_Loose):
    goals: tuple[_Goal, ...] = ()


class _Stated(_Loose):
    format: Annotated[AnyWhole, Field(ge=1)] = 1
    programme: Text | None = None
    as_of: Period | None = None
    status: Text | None = None
    placements: tuple[_Placed, ...]
    unplaced: tuple[_Unplaced, ...] = ()
    goals: tuple[_Goal, ...] | None = None
    dates: _DaysStated | None = None
    made_from: tuple[_Made, ...] | None = None
    digest: Text | None = None
    options: _Options = _Options.model_construct()


TABLES: Final = (".csv", ".xlsx", ".xlsm", ".xls", ".ods")
"""How a file is called that is read as a table."""


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan as a file states it; None for what it does not say. `at` is where it places a site."""

    waves: Mapping[str, str]
    at: Mapping[str, Place]
    programme: str | None = None
    as_of: date | None = None
    overrides: Overrides = NOTHING_ASKED
    goals: Sequence[_Goal] | None = None
    made_from: Sequence[DataFile] | None = None
    digest: str | None = None
    """Of what it was made from."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, tuple[str, Period]] = field(default_factory=dict)
    """The label and go-live that it states for a site's wave, where it states one."""
    chosen: Mapping[str, date] = field(default_factory=dict)
    """The day that it has chosen for a site's wave, where it has."""
    unplaced_at: Mapping[str, Place] = field(default_factory=dict)
    """Where a lock says of a site that it is in no wave."""
    dated_at: Mapping[str, Place] = field(default_factory=dict)
    """Where a lock says the day of a wave."""
    day_goals: Sequence[_Goal] | None = None

    @property
    def days(self) -> dict[str, date]:
        """The chosen day of each wave, by id; of sites that disagree the first one says it."""
        days: dict[str, date] = {}
        for site, day in self.chosen.items():
            days.setdefault(self.waves[site], day)
        return days

    def dated(self, plan: PlanData) -> PlanData:
        """The plan with the labels and go-lives that the file states, whatever the data say now."""
        placements = tuple(
            replace(placement, label=self.dates[site][0], go_live=self.dates[site][1])
            if (site := placement.site) in self.dates
            else placement
            for placement in plan.placements
        )
        return replace(plan, placements=placements)

    def plan(self, situation: SituationData) -> PlanData:
        """The plan in a situation, with what the file states of itself. Placements of sites or
        waves that do not exist then are kept as they are, for the verifier to report.
        """
        known = {
            site: wave
            for site, wave in self.waves.items()
            if site in situation.snapshot.sites and wave in situation.snapshot.wave
        }
        plan = plan_of(situation, known, Proof.CURRENT, reasons=dict(self.reasons))
        strange = tuple(
            Placement(
                site, wave, wave, None, firm=False, moved_from=None, reason="as the plan file says"
            )
            for site, wave in self.waves.items()
            if site not in known
        )
        goals = plan.goals if self.goals is None else _stated_goals(self.goals, plan.goals)
        if days := {
            wave: day for wave, day in self.days.items() if wave in situation.snapshot.wave
        }:
            plan = self._with_days(plan, situation, days)
        return replace(
            plan,
            programme=self.programme or plan.programme,
            as_of=self.as_of or plan.as_of,
            placements=plan.placements + strange,
            unplaced=tuple(out for out in plan.unplaced if out.site not in self.waves),
            goals=goals,
            made_from=plan.made_from if self.made_from is None else self.made_from,
        )

    def _with_days(
        self, plan: PlanData, situation: SituationData, days: Mapping[str, date]
    ) -> PlanData:
        """The plan with the days that the file has chosen, also where those of one wave differ."""
        dates = plan_days(situation, plan, days)
        if self.day_goals is not None:
            dates = replace(dates, goals=_stated_goals(self.day_goals, dates.goals))
        plan = with_days(plan, situation, dates)
        placements = tuple(
            replace(placed, go_live=Period.day(self.chosen[placed.site]))
            if self.chosen.get(placed.site, days.get(placed.wave)) != days.get(placed.wave)
            else placed
            for placed in plan.placements
        )
        return replace(plan, placements=placements)


def _stated_goals(stated: Sequence[_Goal], ours: Sequence[GoalValue]) -> tuple[GoalValue, ...]:
    known = {goal.kind: goal for goal in ours}
    return tuple(_stated(goal, known.get(goal.kind), ours[0]) for goal in stated)


def _stated(goal: _Goal, ours: GoalValue | None, any_of_ours: GoalValue) -> GoalValue:
    """A goal as the file states it; of another goal than ours only that is known."""
    if ours is None:
        ours = replace(any_of_ours, kind=goal.kind, sentence=goal.kind, unit=_UNKNOWN_UNIT)
    said = ours.said if goal.value == ours.value else None
    return replace(ours, value=goal.value, bound=goal.bound, proved=goal.proved, said=said)


_UNKNOWN_UNIT: Final = Unit("unit", "units")
"""What a goal counts that this programme does not have."""


@dataclass(frozen=True, slots=True)
class PlanReading:
    """The result of reading a plan file: a plan or an error, and the place of every value."""

    plan: PlanFile | None
    findings: tuple[Finding, ...]
    places: Places


def read_plan(path: Path, files: Files = NOW) -> PlanReading:
    """Read a plan as JSON or YAML; JSON is YAML. A list of `{site, wave}` placements is enough. A
    file that is called so is read as CSV, or as a workbook.
    """
    if path.suffix.lower() in TABLES:
        from hpplan.reading.plan_table import read_plan_table

        return read_plan_table(path, files)
    places, shown = Places(), files.shown(path)
    value, faults = parse_content(files.content(path), shown, places)
    findings = list(faults)
    plan: PlanFile | None = None
    if value is not UNREAD and not isinstance(value, dict):
        message, hint = "expected a mapping with the key 'placements'", "see hpplan assign --output"
        place = Place(shown, 1, 1, 1, 1)
        findings.append(WRONG_TYPE.finding(message, place, hint=hint))
    elif isinstance(value, dict) and (newer := _newer(value, places)) is not None:
        findings.append(newer)
    elif isinstance(value, dict):
        address = value["@"]
        try:
            stated = _Stated.model_validate(value)
        except ValidationError as fault:
            findings += findings_of(fault, _Stated, address, (), places, Vocabulary())
        else:
            findings += [*_no_plan(stated, address, places), *_twice(stated, address, places)]
            plan = _plan_file(stated, address, places)
    failed = any(finding.severity is Severity.ERROR for finding in findings)
    return PlanReading(None if failed else plan, tuple(in_order(findings)), places)


def _newer(value: Mapping[str, object], places: Places) -> Finding | None:
    """The finding for a format that this version cannot know, before anything else is read."""
    stated, address = value.get("format"), value["@"]
    if not (isinstance(stated, int) and isinstance(address, int) and stated > FORMAT):
        return None
    message = f"this plan file has format {stated}; this hpplan reads formats up to {FORMAT}"
    hint = "update hpplan, or make the plan again with hpplan assign --output"
    return NOT_A_CHOICE.finding(message, places.inside(address, "format"), hint=hint)


def _no_plan(stated: _Stated, address: int, places: Places) -> list[Finding]:
    if stated.status not in ("infeasible", "undecided"):
        return []
    place = places.inside(address, "status")
    message = f"this file contains no plan: its status is '{stated.status}'"
    return [INCOMPLETE.finding(message, place, hint="make one with hpplan assign")]


def _twice(stated: _Stated, address: int, places: Places) -> list[Finding]:
    """Sites that are named twice: in one list, or both as placed and as unplaced."""
    standing = [("placements", number, one.site) for number, one in enumerate(stated.placements)]
    standing += [("unplaced", number, one.site) for number, one in enumerate(stated.unplaced)]
    first: dict[str, tuple[str, int]] = {}
    found = []
    for where, number, site in standing:
        if (before := first.setdefault(site, (where, number))) == (where, number):
            continue
        place = places.inside(address, where, number, "site")
        note = Note("first here", places.inside(address, *before, "site"))
        message = (
            f"'{site}' is placed, and also in 'unplaced'"
            if before[0] != where
            else f"'{site}' is {'placed' if where == 'placements' else 'unplaced'} twice"
        )
        found.append(DUPLICATE_ID.finding(message, place, hint="keep one", notes=[note]))
    return found


def _plan_file(stated: _Stated, address: int, places: Places) -> PlanFile:
    at = {
        placed.site: place
        for number, placed in enumerate(stated.placements)
        if (place := places.inside(address, "placements", number, "wave")) is not None
    }
    options = stated.options
    return PlanFile(
        waves={placed.site: placed.wave for placed in stated.placements},
        at=at,
        programme=stated.programme,
        as_of=None if stated.as_of is None else stated.as_of.last,
        overrides=Overrides(
            _pairs(options.pin), _pairs(options.forbid), options.reopen, options.dates
        ),
        goals=stated.goals,
        reasons=_reasons(stated),
        dates={
            placed.site: (placed.label or placed.wave, placed.go_live.period)
            for placed in stated.placements
            if placed.go_live is not None
        },
        chosen={
            placed.site: placed.go_live.period.first
            for placed in stated.placements
            if placed.go_live is not None and placed.go_live.chosen
        },
        day_goals=None if stated.dates is None else stated.dates.goals,
        made_from=None
        if stated.made_from is None
        else tuple(DataFile(made.file, made.sha256) for made in stated.made_from),
        digest=stated.digest,
    )


def _reasons(stated: _Stated) -> dict[str, str]:
    reasons = {placed.site: placed.reason for placed in stated.placements if placed.reason}
    return reasons | {out.site: out.reason for out in stated.unplaced if out.reason}


def _pairs(texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    pairs = (text.partition("=") for text in texts)
    return tuple((site, wave) for site, _, wave in pairs)
