"""Plans for what could be otherwise, beside the plan as things stand, all within one time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hpplan.analysis.effect import Effect, effect_of
from hpplan.goals.nearest import Nearest
from hpplan.planning import Infeasible, Outcome, Solved, best_plan
from hpplan.programme.changes import Change, changed
from hpplan.programme.plan import Plan, plan_of
from hpplan.programme.programme import Situation
from hpplan.programme.reasons import reasons
from hpplan.solving.deadline import Deadline
from hpplan.solving.result import Limits, Undecided
from hpplan.solving.strategies import BASE_SHARE


@dataclass(frozen=True, slots=True)
class SolvedScenario:
    """A plan under the changes: the best by the goals and, among equally good ones, one that moves
    the fewest sites away from the plan as things stand.
    """

    situation: Situation
    plan: Plan
    effect: Effect
    interrupted: bool = False


Answer = SolvedScenario | Infeasible | Undecided
"""What becomes of the plan: one that is a little different, proved none, or the time ended."""


class ScenarioSolver:
    """The plan as things stand, and questions about it. The time is the questions' together: one
    that comes too late is undecided.
    """

    def __init__(self, situation: Situation, limits: Limits) -> None:
        self.situation = situation
        self._limits = limits = replace(limits, repairs=0)
        self._deadline = Deadline.after(limits.seconds)
        self.interrupted = False
        self.base = self._heard(
            best_plan(situation, replace(self._limits, seconds=limits.seconds * BASE_SHARE))
        )
        self.waves: Mapping[str, str] = situation.snapshot.current()
        match self.base:
            case Solved(plan=plan):
                self.waves = plan.waves
            case Infeasible() | Undecided():
                pass

    @property
    def left(self) -> float:
        """How many seconds are left to ask in."""
        return 0.0 if self.interrupted else max(0.0, self._deadline.left)

    def solve_with(self, changes: Sequence[Change], remaining_questions: int = 1) -> Answer:
        """What becomes of the plan with these changes, asked among so many questions in all."""
        return self.solve(changed(self.situation, changes), remaining_questions)

    def solve(
        self, situation: Situation, remaining_questions: int = 1, beside: Sequence[Situation] = ()
    ) -> Answer:
        """What becomes of the plan in another situation; values count from the same day as in the
        situations beside it.
        """
        if not self.left:
            return Undecided(0.0, self.interrupted)
        nearest = Nearest(other=self.waves)
        near = replace(situation, goals=(*situation.goals, nearest))
        limits = replace(self._limits, seconds=self.left / max(1, remaining_questions))
        match outcome := self._heard(best_plan(near, limits, start=self.waves)):
            case Solved(plan=found):
                plan = _without_last_goal(situation, found)
                before = self.base.plan if isinstance(self.base, Solved) else None
                effect = effect_of(self.situation, before, self.waves, situation, plan, beside)
                return SolvedScenario(situation, plan, effect, outcome.interrupted)
            case Infeasible() | Undecided():
                return outcome

    def _heard(self, outcome: Outcome) -> Outcome:
        self.interrupted = self.interrupted or outcome.interrupted
        return outcome


def _without_last_goal(situation: Situation, found: Plan) -> Plan:
    """The plan by the goals of its situation, without the one that only breaks their ties."""
    goals = found.goals[:-1]
    return plan_of(
        situation,
        found.waves,
        found.proof,
        [goal.bound for goal in goals],
        reasons(situation, found.waves),
    )
