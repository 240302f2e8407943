"""Plans of scenarios, compared with the plan as things stand."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypedDict

from hpplan.analysis.effect import Effect, effect_of
from hpplan.planning import Infeasible, Outcome, Solved
from hpplan.programme.plan import PlanData, Proof, plan_of
from hpplan.programme.programme import SituationData
from hpplan.programme.reasons import reasons
from hpplan.rules import Rule
from hpplan.rules.base import Verdict, Violation
from hpplan.solving.cpsat import EngineContradiction
from hpplan.solving.result import Undecided
from hpplan.solving.strategies import (
    FEW_LEFT_OUT,
    LEFT_OUT_SHARE,
)
from hpplan.values import dataclass
from hpplan.verification import keeps_hard_rules


@dataclass(frozen=True, slots=True)
class SolvedScenario:
    """A plan under the changes: the best by the goals and, among equally good ones, one that moves
    the fewest sites away from the plan as things stand.
    """

    situation: SituationData
    plan: PlanData
    effect: Effect
    interrupted: bool = False


Answer = SolvedScenario | Infeasible | Undecided
"""The effect on the plan: a plan that may differ, a proof that there is none, or neither
in time.
"""


def rank(answer: Answer) -> tuple[int, tuple[int, ...]]:
    """A sort key, the best first: plans by their goals; then undecided ones, then
    impossible ones.
    """
    match answer:
        case SolvedScenario(effect=effect):
            return 0, effect.costs
        case Undecided():
            return 1, ()
        case Infeasible():
            return 2, ()


class Asked(TypedDict):
    """What every answer to a planner's question contains."""

    situation: SituationData
    base: Outcome
    interrupted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer to a planner's question: the situation, the plan as things stand, and whether the
    user ended the search before everything was answered.
    """

    situation: SituationData
    base: Outcome
    interrupted: bool


class PlanAtHand:
    """The plan as things stand, comparisons with it, and any better one.

    A plan found for a question may be one as things stand too. If it is better than the current
    one, which was not proved best then, it is `better`, and takes its place with `adopt_better`.
    """

    def __init__(self, situation: SituationData, base: Outcome) -> None:
        self.situation = situation
        self.base = base
        self.better: Solved | None = None
        self.interrupted = False
        """Whether the user ended a search that was started here."""
        self.waves: Mapping[str, str] = situation.snapshot.current()
        match base:
            case Solved(plan=plan):
                self.waves = plan.waves
            case Infeasible() | Undecided():
                pass

    @property
    def asked(self) -> Asked:
        """The common part of the answer, after everything was asked."""
        return {
            "situation": self.situation,
            "base": self.base,
            "interrupted": self.interrupted,
        }

    def over(self) -> bool:
        """Whether the time to look for reasons has ended."""
        return False

    def compared(
        self,
        situation: SituationData,
        plan: PlanData,
        beside: Sequence[SituationData] = (),
        *,
        interrupted: bool = False,
    ) -> SolvedScenario:
        """The plan for another situation beside the plan as things stand."""
        before = self.base.plan if isinstance(self.base, Solved) else None
        effect = effect_of(self.situation, before, self.waves, situation, plan, beside, self.over)
        return SolvedScenario(situation, plan, effect, interrupted)

    def compared_again(self, answer: Answer, beside: Sequence[SituationData] = ()) -> Answer:
        """The answer compared with the plan that has replaced the one it was compared with."""
        match answer:
            case SolvedScenario(situation, plan, _, interrupted):
                return self.compared(situation, plan, beside, interrupted=interrupted)
            case _:
                return answer

    def broken_by(self, site: str, wave: str) -> Iterator[tuple[Rule, Violation]]:
        """The hard rules that moving this one site there breaks, each with its first violation."""
        instead = {**self.waves, site: wave}
        for rule in self.situation.hard_rules_on(site):
            found = rule.violations(self.situation.snapshot, instead)
            broken = (each for each in found if each.verdict is Verdict.BROKEN)
            if (first := next(broken, None)) is not None:
                yield rule, first

    def take_over(self, better: Solved | None, *, interrupted: bool) -> None:
        """Take over the better plan of another process that started from the same plan."""
        self.interrupted = self.interrupted or interrupted
        if better is not None and isinstance(self.base, Solved):
            at_hand = (self.better or self.base).plan
            if better.plan.costs < at_hand.costs:
                self.better = better

    def adopt_better(self) -> bool:
        """Take the better plan that questions found as the plan as things stand; whether there is
        one. Earlier answers have to be compared again.
        """
        if self.better is None:
            return False
        self.base, self.better = self.better, None
        self.waves = self.base.plan.waves
        return True

    def note_better(self, waves: dict[str, str]) -> None:
        """Keep placements that keep the rules as things stand and are better than the current ones.
        Raises EngineContradiction if the current ones were proved best.
        """
        here = self.situation.snapshot
        known = {*waves} <= {*here.sites} and {*waves.values()} <= {*here.wave}
        if not isinstance(self.base, Solved) or not known:
            return
        at_hand = (self.better or self.base).plan
        costs = tuple(goal.cost(here, waves) for goal in self.situation.goals)
        if costs >= at_hand.costs or not keeps_hard_rules(self.situation, waves):
            return
        bounds = [goal.bound for goal in at_hand.goals]
        because = reasons(self.situation, waves, self.over)
        plan = plan_of(self.situation, waves, Proof.FEASIBLE, bounds, because)
        first = next(n for n, cost in enumerate(costs) if cost != at_hand.costs[n])
        if at_hand.goals[first].proved:
            raise EngineContradiction(
                f"{at_hand.goals[first].kind} {at_hand.goals[first].value} was proved best, and "
                f"{plan.goals[first].value} was found"
            )
        self.better = Solved(plan, self.base.seconds)

    def leaves_out_in_haste(self, plan: PlanData) -> bool:
        """Whether the plan leaves out many more sites than the current one, without a proof that so
        many must be left out: this shows a lack of time, not an effect of the change.
        """
        if not isinstance(self.base, Solved):
            return False
        unproved = any(goal.kind == "participation" and not goal.proved for goal in plan.goals)
        placed, before = len(plan.placements), len(self.base.plan.placements)
        return unproved and before - placed > max(FEW_LEFT_OUT, LEFT_OUT_SHARE * before)
