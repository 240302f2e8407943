"""A plan as a file states it, whatever its format: the contents, and the plan that they make."""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from typing import Final

from pydantic import ConfigDict

from hpplan.diagnostics.finding import Finding
from hpplan.diagnostics.place import Place
from hpplan.domain.entry import AnyWhole, Entry, Flag, Text
from hpplan.periods import Period
from hpplan.programme.plan import GoalValue, Placement, PlanData, Proof, plan_of, with_days
from hpplan.programme.plan_days import plan_days
from hpplan.programme.programme import NOTHING_ASKED, DataFile, Overrides, SituationData
from hpplan.reading.places import Places
from hpplan.text import Unit
from hpplan.values import dataclass

_UNKNOWN_UNIT: Final = Unit("unit", "units")
"""The unit of a goal that this programme does not have."""


class StatedGoal(Entry):
    """A goal with its value; keys that are only informative are ignored."""

    model_config = ConfigDict(extra="ignore")

    kind: Text
    value: AnyWhole
    bound: AnyWhole | None = None
    proved: Flag = False


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan as a file states it; None for what it does not state. `at` is where it
    places a site.
    """

    waves: Mapping[str, str]
    at: Mapping[str, Place]
    programme: str | None = None
    as_of: date | None = None
    overrides: Overrides = NOTHING_ASKED
    goals: Sequence[StatedGoal] | None = None
    made_from: Sequence[DataFile] | None = None
    digest: str | None = None
    """The digest of the facts that it was made from."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, tuple[str, Period]] = field(default_factory=dict)
    """The label and go-live that it states for a site's wave, where it states one."""
    chosen: Mapping[str, date] = field(default_factory=dict)
    """The day that it has chosen for a site's wave, if any."""
    unplaced_at: Mapping[str, Place] = field(default_factory=dict)
    """The places where a lock says that a site is in no wave."""
    dated_at: Mapping[str, Place] = field(default_factory=dict)
    """The places where a lock states the day of a wave."""
    day_goals: Sequence[StatedGoal] | None = None

    @property
    def days(self) -> dict[str, date]:
        """The chosen day of each wave, by id; where sites disagree, that of the first one."""
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
        """The plan in a situation, with everything the file states about it. Placements of sites or
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
        """The plan with the days that the file has chosen, even where those of one wave differ."""
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


def _stated_goals(stated: Sequence[StatedGoal], ours: Sequence[GoalValue]) -> tuple[GoalValue, ...]:
    known = {goal.kind: goal for goal in ours}
    return tuple(_stated(goal, known.get(goal.kind), ours[0]) for goal in stated)


def _stated(goal: StatedGoal, ours: GoalValue | None, any_of_ours: GoalValue) -> GoalValue:
    """A goal as the file states it; of a goal that is not ours only that is known."""
    if ours is None:
        ours = replace(any_of_ours, kind=goal.kind, sentence=goal.kind, unit=_UNKNOWN_UNIT)
    said = ours.said if goal.value == ours.value else None
    return replace(ours, value=goal.value, bound=goal.bound, proved=goal.proved, said=said)


@dataclass(frozen=True, slots=True)
class PlanReading:
    """The result of reading a plan file: a plan or an error, and the place of every value."""

    plan: PlanFile | None
    findings: tuple[Finding, ...]
    places: Places
