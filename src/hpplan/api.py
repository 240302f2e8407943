"""hpplan as a library: a programme, what is known of it on a day, its plans and timelines.

`load` a data directory, or build a programme in code; see it `at` a day; `assign` its sites, ask
for explanations, or what if. Each object is a thin face of one frozen value, its `data`. Nothing
here prints or exits. What the data can cause is a value (`Infeasible`, `Undecided`, findings),
but for data or a plan file that cannot be understood: those raise `InvalidProgramme` and
`InvalidPlan` with their findings. What is given is looked at before any work: a name that nothing
bears raises `UnknownName`, a value of another type TypeError, another that means nothing
ValueError. All of it is to be had from the package itself: `hpplan.load`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, NoReturn, TypeVar

from hpplan.analysis.alternatives import Alternatives
from hpplan.analysis.assumptions import Assumptions
from hpplan.analysis.capacity import CapacitiesExplained
from hpplan.analysis.data_diff import DataDiff
from hpplan.analysis.diff import Difference, Side
from hpplan.analysis.effect import Effect
from hpplan.analysis.history import HistoryChange, HistoryData, PlanVersion
from hpplan.analysis.recommendation import Recommendation
from hpplan.analysis.risk.assessment import RiskData
from hpplan.analysis.rule import RuleExplained
from hpplan.analysis.scenario import SolvedScenario
from hpplan.analysis.site import SiteExplained, WhyNot
from hpplan.analysis.timeline import TimelineData, TimelineEntry
from hpplan.analysis.wave import WaveExplained
from hpplan.analysis.wave_day import DayExplained
from hpplan.analysis.what_if import WhatIf
from hpplan.builder import Draft
from hpplan.conflicts.conflict import Conflict, Repair, StatedFact
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.diagnostics.place import Place
from hpplan.periods import Period, Seasons
from hpplan.planning import Infeasible, Solved
from hpplan.programme.changes import Change, WaveSlip
from hpplan.programme.coverage import Coverage
from hpplan.programme.names import (
    UnknownName,
    ever_site,
    ever_wave,
    known_overrides,
    known_region,
    known_rule,
    known_site,
    known_trust,
    known_wave,
)
from hpplan.programme.plan import (
    GoalValue,
    Placement,
    PlanData,
    PlanDays,
    Proof,
    Unplaced,
    current_plan,
    plan_of,
)
from hpplan.programme.programme import Overrides, ProgrammeData, SituationData
from hpplan.reading import Reading
from hpplan.reading import read as read_directory
from hpplan.reading.expressions import Misread, read_changes
from hpplan.reading.lock import read_plan_or_lock
from hpplan.reading.plan_file import PlanReading
from hpplan.rules import Rule
from hpplan.solving.result import Limits, Opinion, Undecided
from hpplan.solving.solve import Step
from hpplan.text import literal
from hpplan.views.document import Document
from hpplan.views.formats import html

if TYPE_CHECKING:
    from pandas import DataFrame

    from hpplan.views.pictures.svg import Svg

__all__ = [
    "Alternatives",
    "Assumptions",
    "Builder",
    "CapacitiesExplained",
    "Change",
    "Conflict",
    "Coverage",
    "DataDiff",
    "DayExplained",
    "Difference",
    "Effect",
    "Finding",
    "GoalValue",
    "History",
    "HistoryChange",
    "Infeasible",
    "InvalidPlan",
    "InvalidProgramme",
    "Note",
    "Opinion",
    "Period",
    "Picture",
    "Place",
    "Placement",
    "Plan",
    "PlanDays",
    "PlanReading",
    "PlanVersion",
    "Programme",
    "Proof",
    "Reading",
    "Recommendation",
    "Repair",
    "Report",
    "RiskData",
    "RuleExplained",
    "Severity",
    "SiteExplained",
    "Situation",
    "Solved",
    "SolvedScenario",
    "StatedFact",
    "Step",
    "Timeline",
    "TimelineEntry",
    "Undecided",
    "UnknownName",
    "Unplaced",
    "WaveExplained",
    "WhatIf",
    "WhyNot",
    "load",
    "read",
    "read_plan",
]

V_co = TypeVar("V_co", covariant=True)

TODAY: Final = "today"
SECONDS: Final = 60.0
WIDTH: Final = 100
"""How wide text is drawn where nobody says how wide the screen is."""
_FEW: Final = 20
"""How many findings the message of an exception has."""
_SHOWN: Final = 60


class InvalidProgramme(ValueError):
    """The data could not be understood; its `findings` say why, and where."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(_in_lines(findings))
        self.findings = tuple(findings)


class InvalidPlan(ValueError):
    """A plan file could not be understood; its `findings` say why, and where."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(_in_lines(findings))
        self.findings = tuple(findings)


def load(directory: str | Path, *, revision: str | None = None) -> "Programme":
    """The programme of a data directory, as it is or as it stood in a revision of git. Raises
    InvalidProgramme if it cannot be understood, ValueError if git knows no such revision.
    """
    if revision is None:
        return _programme_of(read(directory))
    from hpplan.reading.git_revision import NoRevision, open_revision, read_revision

    match open_revision(_a_path(directory, "directory"), _a_name(revision, "revision")):
        case NoRevision(message):
            raise ValueError(f"revision: {message}")
        case opened:
            return _programme_of(read_revision(opened))


def read(directory: str | Path) -> Reading:
    """The same as a value: a programme's data, or None and the findings that say why."""
    return read_directory(_a_path(directory, "directory"))


def read_plan(file: str | Path) -> PlanReading:
    """A plan file, JSON, YAML, CSV or xlsx: what it states as a value, or None and findings."""
    return read_plan_or_lock(_a_path(file, "file"))


@dataclass(frozen=True, repr=False)
class Programme:
    """All that a data directory says, or that was built in code."""

    data: ProgrammeData

    @staticmethod
    def build(id: str, **keys: object) -> "Builder":  # noqa: A002  # the key of data files
        """Begin a programme in code; the keys are those of a data file's `programme`."""
        return Builder(id, **keys)

    def at(self, as_of: date | str | None = None) -> "Situation":
        """What is known on a day: the programme's own, unless given; today, if it has none. Text
        names a day or a longer period, of which the last day counts.
        """
        return Situation(self.data.on(_a_day(as_of, self.data)))

    def history(
        self,
        as_of: date | str | None = None,
        *,
        site: str | None = None,
        wave: str | None = None,
    ) -> "History":
        """Every version of the plan that the claims make, up to a day: of all, or of one site or
        wave.
        """
        from hpplan.analysis.history import history_of

        if site is not None and wave is not None:
            raise ValueError("wave: name a site or a wave, not both")
        value = history_of(
            self.data,
            self.at(as_of).as_of,
            None if site is None else ever_site(self.data, _a_name(site, "site")),
            None if wave is None else ever_wave(self.data, _a_name(wave, "wave")),
        )
        return History(value)

    def diff(
        self, other: "Programme", as_of: date | str | None = None, *, seconds: float = SECONDS
    ) -> "Report[DataDiff]":
        """What differs from here to another version of the data: facts, and what becomes of the
        best plan; each as of its own date, unless one is given.
        """
        from hpplan.analysis.data_diff import data_diff
        from hpplan.views import data_diff as view

        if not isinstance(other, Programme):
            _wrong("other", "a Programme", other)
        old, new = self.at(as_of).data, other.at(as_of).data
        value = data_diff(("the old data", old), ("the new data", new), _limits(seconds))
        return Report(value, view.document(value))

    @property
    def name(self) -> str:
        return self.data.agenda.name

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What reading found that does not keep the programme from being understood."""
        return tuple(self.data.findings)

    @property
    def sites(self) -> dict[str, str]:
        """The name of each site, by id, whenever it exists."""
        return {site.id: site.name for site in self.data.sites}

    @property
    def waves(self) -> tuple[str, ...]:
        """The ids of all waves."""
        return tuple(wave.id for wave in self.data.waves)

    def __repr__(self) -> str:
        return f"<Programme {literal(self.name)}: {self._counts()}>"

    def _repr_html_(self) -> str:
        return html.sentence(f"{self.name}: {self._counts()}")

    def _counts(self) -> str:
        data = self.data
        counts = (
            _counted(len(data.sites), "site"),
            _counted(len(data.waves), "wave"),
            _counted(len(data.rules), "rule"),
            _counted(len(data.goals), "goal"),
        )
        return ", ".join(counts)


class Builder(Draft):
    """A programme made in code: add sources, regions, trusts, sites, waves, rules and goals."""

    def build(self) -> Programme:
        """The programme. Raises InvalidProgramme, with findings as of a data file."""
        return _programme_of(self.read())


@dataclass(frozen=True, repr=False)
class Situation:
    """What is known of a programme on a day: who is where, the rules in force, the goals."""

    data: SituationData

    @property
    def programme(self) -> Programme:
        return Programme(self.data.programme)

    @property
    def as_of(self) -> date:
        return self.data.as_of

    def check(self, *, deep_seconds: float | None = None) -> list[Finding]:
        """Everything that is wrong or doubtful, less what the data asks to ignore; by place. With
        `deep_seconds` the solver proves in that time whether any plan exists.
        """
        from hpplan.checks.run import inspect

        return inspect(self.data, None if deep_seconds is None else _limits(deep_seconds))

    def assign(
        self,
        *,
        pins: Mapping[str, str] | None = None,
        forbids: Mapping[str, str | Iterable[str]] | None = None,
        reopen: str | Iterable[str] = (),
        seconds: float = SECONDS,
        workers: int = 1,
        repairs: int = 3,
        on_progress: Callable[[Step], None] | None = None,
        second_opinion: bool = False,
        dates: bool = False,
    ) -> "Plan | Infeasible | Undecided":
        """Place every site: the best plan by the goals in rank order, or why there is none.

        A plan has passed the rules' own verifiers, and so has the plan that each repair was tried
        with. With a `second_opinion` each proved goal is proved once more in another way, in the
        same time; one that is not confirmed counts as unproved. With `dates` the day of every wave
        in use that is known to a period only is chosen, too: the plan's `dates`. KeyboardInterrupt
        gives the best plan so far.
        """
        from hpplan.planning import best_plan, best_plan_proved_twice

        if on_progress is not None and not callable(on_progress):
            _wrong("on_progress", "a function that takes a Step", on_progress)
        asked = self._with(pins, forbids, reopen, dates=dates)
        plan = best_plan_proved_twice if second_opinion else best_plan
        outcome = plan(asked.data, _limits(seconds, workers, repairs), on_progress)
        if not isinstance(outcome, Solved):
            return outcome
        return Plan(outcome.plan, asked.data, outcome.interrupted, outcome.opinions)

    def current_plan(self) -> "Plan":
        """The plan that the claims make."""
        return Plan(current_plan(self.data), self.data)

    def plan(self, stated: "str | Path | Mapping[str, str]") -> "Plan":
        """A plan of your own: the wave of each site, or a plan file, which is read as of the day of
        this situation. Raises InvalidPlan for a file that cannot be understood.
        """
        if isinstance(stated, Mapping):
            waves = {
                known_site(self.data, _a_name(site, "plan")): known_wave(
                    self.data, _a_name(wave, "plan")
                )
                for site, wave in stated.items()
            }
            return Plan(plan_of(self.data, waves, Proof.CURRENT), self.data)
        if not isinstance(stated, str | Path):
            _wrong("plan", "a path, or a mapping of sites to waves", stated)
        reading = read_plan(stated)
        if reading.plan is None:
            raise InvalidPlan(reading.findings)
        asked = self.data.programme.on(self.as_of, reading.plan.overrides)
        return Plan(reading.plan.plan(asked), asked)

    def timeline(self) -> "Timeline":
        """Who goes live when, in the plan that the claims make."""
        return self.current_plan().timeline()

    def diff(self, other: "Situation | Plan") -> "Report[Difference]":
        """What differs from here to another day or plan; a day stands for the plan that its claims
        make.
        """
        return _difference(self, other)

    def what_if(
        self,
        *cases: str | Sequence[str],
        seconds: float = SECONDS,
        workers: int = 1,
        dates: bool = False,
    ) -> "Report[WhatIf]":
        """What becomes of the best plan in each of the cases, by itself: an expression such as
        `heim=KI3`, or a list of them that hold together. With `dates` waves get days where some of
        them slip, such as in `KI2+6m`.
        """
        from hpplan.analysis.what_if import what_if
        from hpplan.views import what_if as view

        changes = [self._changes(case) for case in cases]
        if not changes:
            raise ValueError("cases: expected one or more, such as 'heim=KI3'")
        if dates and not any(isinstance(change, WaveSlip) for case in changes for change in case):
            raise ValueError("dates: expected a delay among the cases, such as 'KI2+6m'")
        value = what_if(self.data, changes, _limits(seconds, workers), dates=dates)
        return Report(value, view.document(value) if len(cases) == 1 else view.side_by_side(value))

    def explain(
        self, site: str, *, seconds: float = SECONDS, workers: int = 1
    ) -> "Report[SiteExplained]":
        """Why the site is where the best plan has it, and what keeps it from going earlier."""
        from hpplan.analysis.site import explain_site
        from hpplan.views import site as view

        value = explain_site(self.data, self._site(site), _limits(seconds, workers))
        return Report(value, view.explained(value))

    def why_not(
        self, site: str, wave: str, *, seconds: float = SECONDS, workers: int = 1
    ) -> "Report[WhyNot]":
        """What the site in the wave would do to the plan, or what keeps it from there."""
        from hpplan.analysis.site import why_not
        from hpplan.views import site as view

        there = self._site(site), self._wave(wave)
        value = why_not(self.data, *there, _limits(seconds, workers))
        return Report(value, view.not_there(value))

    def recommend(
        self, site: str, *, seconds: float = SECONDS, workers: int = 1
    ) -> "Report[Recommendation]":
        """The waves of a site that is not live, in the order of what they do to the plan."""
        from hpplan.analysis.recommendation import recommend
        from hpplan.views import site as view

        found = self.data.snapshot.sites[self._site(site)]
        if found.live:
            where = f"{found.name} is live in {found.wave}, which cannot be undone"
            raise ValueError(literal(f"site: {where}"))
        value = recommend(self.data, found.id, _limits(seconds, workers))
        return Report(value, view.recommended(value))

    def explain_wave(
        self, wave: str, *, seconds: float = SECONDS, workers: int = 1
    ) -> "Report[WaveExplained]":
        """Who is in the wave, how full it is, and what others would do to the plan there."""
        from hpplan.analysis.wave import explain_wave
        from hpplan.views import wave as view

        value = explain_wave(self.data, self._wave(wave), _limits(seconds, workers))
        return Report(value, view.explained(value))

    def explain_day(
        self, wave: str, *, seconds: float = SECONDS, workers: int = 1
    ) -> "Report[DayExplained]":
        """Why the wave goes live on the day that the best plan with days has chosen, not before."""
        from hpplan.analysis.wave_day import explain_day
        from hpplan.views import wave_day as view

        value = explain_day(self.data, self._wave(wave), _limits(seconds, workers))
        return Report(value, view.explained(value))

    def explain_rule(
        self, rule: str | Rule, *, seconds: float = SECONDS, workers: int = 1
    ) -> "Report[RuleExplained]":
        """What the rule, or that of an id, costs: the best plan without it."""
        from hpplan.analysis.rule import explain_rule
        from hpplan.views import rule as view

        named = rule if isinstance(rule, Rule) else known_rule(self.data, _a_name(rule, "rule"))
        value = explain_rule(self.data, named, _limits(seconds, workers))
        return Report(value, view.explained(value))

    def explain_capacity(
        self, *, seconds: float = SECONDS, workers: int = 1
    ) -> "Report[CapacitiesExplained]":
        """Which capacities bind, and what one more unit buys."""
        from hpplan.analysis.capacity import explain_capacity
        from hpplan.views import rule as view

        value = explain_capacity(self.data, _limits(seconds, workers))
        return Report(value, view.capacities(value))

    def explain_assumptions(
        self, *, seconds: float = SECONDS, workers: int = 1
    ) -> "Report[Assumptions]":
        """Which assumptions the plan rests on."""
        from hpplan.analysis.assumptions import explain_assumptions
        from hpplan.views import rule as view

        value = explain_assumptions(self.data, _limits(seconds, workers))
        return Report(value, view.assumptions(value))

    def alternatives(
        self, number: int, differ_by: int = 3, *, seconds: float = SECONDS, workers: int = 1
    ) -> "Report[Alternatives]":
        """The best plan, and the best that differ from it and from each other by so many sites."""
        from hpplan.analysis.alternatives import alternatives
        from hpplan.views import alternatives as view

        plans = _a_number(number, "number", least=1)
        apart = _a_number(differ_by, "differ_by", least=1)
        value = alternatives(self.data, plans, apart, _limits(seconds, workers))
        return Report(value, view.compared(value))

    def __repr__(self) -> str:
        return f"<Situation {literal(self._title())}: {self._counts()}>"

    def _repr_html_(self) -> str:
        return html.sentence(f"{self._title()}: {self._counts()}")

    def _title(self) -> str:
        return f"{self.data.programme.agenda.name} as of {self.as_of}"

    def _counts(self) -> str:
        snapshot, data = self.data.snapshot, self.data
        firm = sum(site.firm is not None for site in snapshot.sites.values())
        counts = (
            f"{_counted(len(snapshot.sites), 'site')} ({firm} firm)",
            _counted(len(snapshot.waves), "wave"),
            _counted(len(data.rules), "rule"),
            _counted(len(data.goals), "goal"),
        )
        return ", ".join(counts)

    def _site(self, name: str) -> str:
        return known_site(self.data, _a_name(name, "site"))

    def _wave(self, name: str) -> str:
        return known_wave(self.data, _a_name(name, "wave"))

    def _with(self, pins: object, forbids: object, reopen: object, *, dates: bool) -> "Situation":
        """The situation with what is asked for beyond the data."""
        reopened = _names(reopen, "reopen")
        asked = Overrides(_pairs(pins, "pins"), _pairs(forbids, "forbids"), reopened)
        if not asked and not dates:
            return self
        known = replace(known_overrides(self.data, asked), dates=dates)
        return Situation(self.data.programme.on(self.as_of, known))

    def _changes(self, case: object) -> tuple[Change, ...]:
        match read_changes(self.data, _names(case, "cases", "an expression such as 'heim=KI3'")):
            case Misread() as misread:
                raise ValueError(literal(f"cases: {misread}"))
            case changes:
                return changes


@dataclass(frozen=True, repr=False)
class Plan:
    """Who goes live in which wave, why, how good that is, and what is proved of it."""

    data: PlanData
    made_for: SituationData
    """The situation that it is a plan for, with what was asked for beyond the data."""
    interrupted: bool = False
    """Whether the search was ended by KeyboardInterrupt."""
    opinions: tuple[Opinion, ...] | None = None
    """Second ones on what was proved, where they were asked for."""

    @property
    def situation(self) -> Situation:
        return Situation(self.made_for)

    @property
    def as_of(self) -> date:
        return self.data.as_of

    @property
    def proof(self) -> Proof:
        return self.data.proof

    @property
    def waves(self) -> dict[str, str]:
        """The wave of each placed site, by id."""
        return self.data.waves

    @property
    def placements(self) -> tuple[Placement, ...]:
        """Who goes live when, whether it is firm, which wave it leaves, and why it is there."""
        return self.data.placements

    @property
    def unplaced(self) -> tuple[Unplaced, ...]:
        return self.data.unplaced

    @property
    def goals(self) -> tuple[GoalValue, ...]:
        """How good it is, by each goal in rank order."""
        return self.data.goals

    @property
    def dates(self) -> PlanDays | None:
        """The days that were chosen for its waves, where they were: how good they are, and why none
        is earlier.
        """
        return self.data.dates

    def verify(self) -> list[Finding]:
        """What is wrong with the plan, by the rules' own verifiers."""
        from hpplan.verification import verify_plan

        return verify_plan(self.made_for, self.data)

    def coverage(self) -> Coverage:
        """Which share is served, now and after each wave, and how many have come further."""
        from hpplan.programme.coverage import coverage

        return coverage(self.made_for, self.data)

    def timeline(self) -> "Timeline":
        """Who goes live when, with phases, milestones and gates."""
        from hpplan.analysis.timeline import timeline

        return Timeline(timeline(self.made_for, self.data), self.made_for)

    def risk(
        self, runs: int = 1000, seed: int = 1, *, contributions: bool = False
    ) -> "Report[RiskData]":
        """What becomes of the plan in so many futures, and, if wanted, what each risk adds."""
        from hpplan.analysis.risk.assessment import RunsAsked, assess
        from hpplan.analysis.risk.executors import InProcess
        from hpplan.views import risk as view

        many = _a_number(runs, "runs", least=1)
        asked = RunsAsked(many, _a_number(seed, "seed", least=0), contributions)
        value = assess(self.made_for, self.data, asked, InProcess())
        return Report(value, view.document(value))

    def diff(self, other: "Situation | Plan") -> "Report[Difference]":
        """What differs from here to another plan; a situation stands for the plan that its claims
        make.
        """
        return _difference(self, other)

    def plot(self, what: str = "timeline") -> "Picture":
        """A picture of the plan: its `timeline`, a `map` of its sites, its `coverage` over time, or
        the `load` of each wave.
        """
        match what:
            case "timeline":
                return self.timeline().plot()
            case "map":
                return self.timeline().map()
            case "coverage":
                from hpplan.analysis.coverage_curve import coverage_curves
                from hpplan.views.pictures.coverage_chart import coverage_chart

                return Picture(coverage_chart(coverage_curves(self.made_for, self.data)))
            case "load":
                from hpplan.analysis.load_by_wave import load_by_wave
                from hpplan.views.pictures.load_chart import load_chart

                return Picture(load_chart(load_by_wave(self.made_for, self.data)))
            case _:
                _wrong("what", "'timeline', 'map', 'coverage' or 'load'", what)

    def to_frame(self) -> "DataFrame":
        """A row for each site, with the columns of the CSV file. It needs pandas."""
        from hpplan.views import plan_csv
        from hpplan.views.formats import frame

        return frame.render(plan_csv.titles(self.data), plan_csv.rows(self.made_for, self.data))

    def __str__(self) -> str:
        from hpplan.views import plan as view

        interrupted = self.interrupted
        return _drawn(
            view.document(self.made_for, self.data, self.opinions, interrupted=interrupted)
        )

    def __repr__(self) -> str:
        return f"<Plan {literal(self._title())}>"

    def _repr_html_(self) -> str:
        rows = []
        for slot in self.made_for.snapshot.waves:
            here = [placed for placed in self.placements if placed.wave == slot.id]
            names = ", ".join(self.made_for.programme.called(placed.site) for placed in here)
            if here:
                when = slot.go_live.label if slot.go_live else "no date"
                rows.append((slot.label, when, str(len(here)), names))
        goals = "; ".join(
            f"{goal.said}{' (proved best)' if goal.proved else ''}"
            for goal in self.goals
            if goal.said is not None
        )
        return html.table(self._title(), ("Wave", "Go-live", "Sites", "Who"), rows, goals)

    def _title(self) -> str:
        placed, out = len(self.placements), len(self.unplaced)
        name = self.made_for.programme.agenda.name
        so_far = ", interrupted" if self.interrupted else ""
        counts = f"{placed} of {_counted(placed + out, 'site')} placed"
        return f"{name} as of {self.as_of}: {counts}, {self.proof}{so_far}"


@dataclass(frozen=True, repr=False)
class Timeline:
    """Who goes live when, with the phases, milestones and gates of each project."""

    data: TimelineData
    made_for: SituationData

    @property
    def entries(self) -> tuple[TimelineEntry, ...]:
        """A site each, in the order of go-live; those without a wave last."""
        return self.data.entries

    def only(
        self,
        *,
        sites: str | Iterable[str] = (),
        waves: str | Iterable[str] = (),
        regions: str | Iterable[str] = (),
        trusts: str | Iterable[str] = (),
    ) -> "Timeline":
        """The entries of any of these sites, waves, regions or trusts; all, if none is named. A
        trust stands for itself and its catchment.
        """
        known = self.made_for
        chosen = self.data.only(
            [known_site(known, name) for name in _names(sites, "sites")],
            [known_wave(known, name) for name in _names(waves, "waves")],
            [known_region(known, name) for name in _names(regions, "regions")],
            [known_trust(known, name) for name in _names(trusts, "trusts")],
        )
        return Timeline(chosen, known)

    def plot(self, *, sites: bool = True) -> "Picture":
        """A Gantt chart: each wave with its phases and gates and, unless only the waves are wanted,
        who is in it.
        """
        from hpplan.views.pictures.gantt import gantt

        return Picture(gantt(self.data, sites=sites))

    def map(self, *, tiles: bool = False) -> "Picture":
        """A map of its sites: by their borders, where the programme names a file of them, or as
        equal tiles.
        """
        from hpplan.analysis.site_map import site_map
        from hpplan.views.pictures.map import map_picture

        return Picture(map_picture(site_map(self.made_for, self.data), tiles=tiles))

    def to_frame(self) -> "DataFrame":
        """A row for each site, with the columns of the CSV file. It needs pandas."""
        from hpplan.views import timeline_csv
        from hpplan.views.formats import frame

        return frame.render(timeline_csv.titles(self.data), timeline_csv.rows(self.data))

    def __str__(self) -> str:
        from hpplan.views import timeline as view

        return _drawn(view.document(self.data))

    def __repr__(self) -> str:
        return f"<Timeline {literal(self._title())}>"

    def _repr_html_(self) -> str:
        rows = [
            (
                entry.name,
                entry.label or "",
                entry.go_live.label if entry.go_live else "",
                entry.status.value,
            )
            for entry in self.entries
        ]
        return html.table(self._title(), ("Site", "Wave", "Go-live", "Status"), rows)

    def _title(self) -> str:
        count = _counted(len(self.entries), "site")
        return f"{self.data.programme} as of {self.data.as_of}: {count}"


@dataclass(frozen=True, repr=False)
class History:
    """Every version of the plan that the claims make, and by whose claim it changed."""

    data: HistoryData

    @property
    def versions(self) -> tuple[PlanVersion, ...]:
        """What changed in each version, the first one first."""
        return self.data.versions

    def plot(self) -> "Picture":
        """A milestone trend chart: when each wave was to go live, as it was known at each time."""
        from hpplan.views.pictures.trend_chart import trend_chart

        return Picture(trend_chart(self.data, tuple(self.data.labels)))

    def to_frame(self) -> "DataFrame":
        """A row for each version, and site or wave in it, with the columns of the CSV file: the
        data of a milestone trend chart. It needs pandas.
        """
        from hpplan.views import history_csv
        from hpplan.views.formats import frame

        return frame.render(history_csv.TITLES, history_csv.rows(self.data))

    def __str__(self) -> str:
        from hpplan.views import history as view

        return _drawn(view.document(self.data))

    def __repr__(self) -> str:
        count = _counted(len(self.versions), "version")
        return f"<History {literal(self.data.name or self.data.title)}: {count}>"

    def _repr_html_(self) -> str:
        return html.text(str(self))


@dataclass(frozen=True, repr=False)
class Picture:
    """A picture as SVG, which notebooks show. Its text is that of the file."""

    svg: "Svg"

    def save(self, path: str | Path) -> None:
        """Write it to a file, whose name ends in `.svg`."""
        file = _a_path(path, "path")
        if file.suffix.lower() != ".svg":
            _wrong("path", "a file that ends in '.svg'", str(path))
        file.write_text(str(self), encoding="utf-8", newline="\n")

    def __str__(self) -> str:
        return self.svg.document()

    def __repr__(self) -> str:
        return f"<Picture {literal(self.svg.title)}>"

    def _repr_svg_(self) -> str:
        return str(self)


@dataclass(frozen=True, repr=False)
class Report(Generic[V_co]):
    """The answer to a question: its `value`, and the text that the command line shows of it."""

    value: V_co
    document: Document

    def __str__(self) -> str:
        return _drawn(self.document)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return html.text(str(self))


def _programme_of(reading: Reading) -> Programme:
    if reading.programme is None:
        raise InvalidProgramme(reading.findings)
    return Programme(reading.programme)


def _difference(old: object, new: object) -> Report[Difference]:
    from hpplan.analysis.diff import diff
    from hpplan.views import diff as view

    value = diff(_side(old), _side(new))
    return Report(value, view.document(value))


def _side(which: object) -> Side:
    match which:
        case Situation(data=known):
            return Side.of_claims(known)
        case Plan(data=plan, made_for=known):
            return Side.of_plan(known, plan)
        case _:
            _wrong("other", "a Situation or a Plan", which)


def _drawn(document: Document) -> str:
    from hpplan.views.formats import text

    return text.render(document, colour=False, width=WIDTH).removesuffix("\n")


def _in_lines(findings: Sequence[Finding]) -> str:
    from hpplan.views.formats.concise import line

    lines = [line(finding) for finding in findings[:_FEW]]
    more = len(findings) - _FEW
    return "\n".join([*lines, f"… and {more} more"] if more > 0 else lines)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _a_path(value: object, name: str) -> Path:
    if isinstance(value, str | Path):
        return Path(value)
    _wrong(name, "a path", value)


def _a_day(value: object, programme: ProgrammeData) -> date | None:
    """A day, or text that names a day or a longer period, of which the last day counts."""
    match value:
        case None:
            return None
        case datetime():
            return value.date()
        case date():
            return value
        case str() if value == TODAY:
            return date.today()  # noqa: DTZ011  # the user's own day
        case str():
            seasons: Seasons = dict(programme.agenda.seasons.items())
            try:
                return Period.parse(value, seasons).last
            except ValueError as fault:
                raise ValueError(f"as_of: {literal(str(fault))}") from None
        case _:
            _wrong("as_of", "a date, or text such as '2023-07-04'", value)


def _a_name(value: object, name: str) -> str:
    if isinstance(value, str):
        return value
    _wrong(name, "an id, which is text", value)


def _a_number(value: object, name: str, least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        _wrong(name, "a whole number", value)
    if value < least:
        raise ValueError(f"{name}: at least {least} is expected, not {value}")
    return value


def _limits(seconds: object, workers: object = 1, repairs: object = 3) -> Limits:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        _wrong("seconds", "a number", seconds)
    if not seconds > 0:
        raise ValueError(f"seconds: more than 0 is expected, not {seconds}")
    threads = _a_number(workers, "workers", least=1)
    return Limits(float(seconds), threads, _a_number(repairs, "repairs", least=0))


def _names(value: object, name: str, one_of_them: str = "an id") -> tuple[str, ...]:
    """One text, or several."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Iterable):
        names = tuple(value)
        if all(isinstance(one, str) for one in names):
            return names
    _wrong(name, f"{one_of_them}, or a list of them", value)


def _pairs(value: object, name: str) -> tuple[tuple[str, str], ...]:
    """Sites and their waves as pairs: {'heim': 'KI3'}, or several waves for a site."""
    if value is None:
        return ()
    if isinstance(value, Mapping):
        several = name == "forbids"
        pairs = [
            (_a_name(site, name), wave)
            for site, waves in value.items()
            for wave in (_names(waves, name) if several else (_a_name(waves, name),))
        ]
        return tuple(pairs)
    instead = "{'heim': ['KI3']}" if name == "forbids" else "{'heim': 'KI3'}"
    _wrong(name, f"a mapping of sites to waves, {instead}", value)


def _wrong(name: str, expected: str, value: object) -> NoReturn:
    shown = literal(repr(value))
    short = shown if len(shown) <= _SHOWN else f"{type(value).__name__} {shown[:_SHOWN]}…"
    raise TypeError(f"{name}: expected {expected}, not {short}")
