"""Plans for what could be otherwise, beside the plan as things stand, all within one time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Self, TypedDict

from hpplan.analysis.effect import Effect, effect_of
from hpplan.domain.snapshot import Placements
from hpplan.goals.nearest import Nearest
from hpplan.planning import Infeasible, Outcome, Solved, best_plan
from hpplan.programme.changes import Change, changed
from hpplan.programme.kept import Kept
from hpplan.programme.plan import GoalValue, PlanData, Proof, plan_of
from hpplan.programme.programme import SituationData
from hpplan.programme.reasons import reasons
from hpplan.rules import Rule
from hpplan.rules.base import Verdict, Violation
from hpplan.solving.cpsat import EngineContradiction
from hpplan.solving.deadline import Budget, Deadline
from hpplan.solving.encoding import choices_in
from hpplan.solving.result import Limits, Undecided
from hpplan.solving.solve import leading_counts
from hpplan.solving.strategies import (
    BASE_AMONG,
    BASE_AMONG_WAVES,
    COMPARING,
    FEW_LEFT_OUT,
    LARGE,
    LEFT_OUT_SHARE,
    MEDIUM,
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
"""What becomes of the plan: one that is a little different, proved none, or the time ended."""


def rank(answer: Answer) -> tuple[int, tuple[int, ...]]:
    """The best first: plans by their goals; then what is not known, then what cannot be."""
    match answer:
        case SolvedScenario(effect=effect):
            return 0, effect.costs
        case Undecided():
            return 1, ()
        case Infeasible():
            return 2, ()


def _is_medium(situation: SituationData) -> bool:
    return MEDIUM < choices_in(situation) <= LARGE


def _is_settled(outcome: Outcome) -> bool:
    """Whether there is no more to be known of it."""
    match outcome:
        case Solved(plan=plan):
            return plan.proof is Proof.OPTIMAL
        case Infeasible():
            return True
        case Undecided():
            return False


class Asked(TypedDict):
    """What every answer to a planner's question has."""

    situation: SituationData
    base: Outcome
    interrupted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer to a planner's question: of which situation it was asked, the plan as things stand,
    and whether the user ended the search before everything was answered.
    """

    situation: SituationData
    base: Outcome
    interrupted: bool


class ScenarioSolver:
    """The plan as things stand, and questions about it. The time is the questions' together: one
    that comes too late is undecided.

    A plan found for a question may be one as things stand too. If it is better than the one at
    hand, which was not proved best then, it is `better`, and takes its place with `adopt_better`.
    """

    def __init__(
        self,
        situation: SituationData,
        limits: Limits | None = None,
        base: Outcome | None = None,
        among: float = BASE_AMONG,
    ) -> None:
        """It is asked in this situation; the plan as things stand is made, if it is not given, in
        one share among so many.
        """
        self.situation = situation
        self._limits = limits = limits or Limits()
        deadline = Deadline.after(limits.seconds, limits.clock)
        self._budget = Budget(deadline, limits.workers, limits.effort)
        self.interrupted = False
        self.waiting = 0
        """How many questions are asked after those that a question says are asked with it."""
        self.better: Solved | None = None
        self.base = base or self._heard(best_plan(situation, self._limited(among)))
        self.waves: Mapping[str, str] = situation.snapshot.current()
        match self.base:
            case Solved(plan=plan):
                self.waves = plan.waves
            case Infeasible() | Undecided():
                pass

    @classmethod
    def of_waves(cls, situation: SituationData, limits: Limits | None = None) -> Self:
        """Who is asked about all waves of a site."""
        return cls(
            situation, limits, among=BASE_AMONG_WAVES if _is_medium(situation) else BASE_AMONG
        )

    @property
    def asked(self) -> Asked:
        """What the answer has from here, once everything was asked."""
        return {
            "situation": self.situation,
            "base": self.base,
            "interrupted": self.interrupted,
        }

    @property
    def left(self) -> float:
        """How many seconds are left to ask in."""
        return 0.0 if self.interrupted or self._budget.over else self._budget.left

    @property
    def effort_left(self) -> float | None:
        """How much effort is left to ask with, where it is limited."""
        return None if self._budget.effort is None else max(0.0, self._budget.effort.left)

    def solve_with(self, changes: Sequence[Change], remaining_questions: int = 1) -> Answer:
        """What becomes of the plan with these changes, asked among a number of questions in all."""
        if not self.left:  # a situation of many sites takes its time, too
            return Undecided(0.0, self.interrupted)
        return self.solve(changed(self.situation, changes), remaining_questions)

    def solve(
        self,
        situation: SituationData,
        remaining_questions: int = 1,
        beside: Sequence[SituationData] = (),
        kept: Kept | None = None,
    ) -> Answer:
        """What becomes of the plan in another situation; values count from the same day as in the
        situations beside it. Repairs are looked for where it says what they leave as it is.
        """
        if not self.left:
            return Undecided(0.0, self.interrupted)
        repairs = 0 if kept is None else self._limits.repairs
        limits = self._limited(max(1, remaining_questions + self.waiting), repairs)
        found = nearest_plan(situation, limits, self.waves, kept)
        return self._beside(self._noted(found), situation, beside)

    def solve_each(
        self,
        asked: Sequence[Sequence[Change]],
        *,
        narrower: bool,
        in_turns: bool | None = None,
    ) -> list[Answer]:
        """What becomes of the plan with each of the changes; `narrower` says that they only add
        hard rules to the situation as things stand.

        In programmes of some size, or `in_turns`, each is asked by the goals that count first, for
        which that soon shows; then those of which more is to be known, in the time that is left.
        """
        if in_turns is None:
            in_turns = _is_medium(self.situation)
        if not in_turns:
            number = len(asked)
            return [self.solve_with(one, number - nth) for nth, one in enumerate(asked)]
        base = self.base.plan.goals if narrower and isinstance(self.base, Solved) else ()
        later = len(asked) * len(self.waves) * COMPARING
        found = [
            self._approached(changes, len(asked) - nth, base, whole=False, kept_back=later)
            for nth, changes in enumerate(asked)
        ]
        unsettled = [nth for nth, outcome in enumerate(found) if not _is_settled(outcome)]
        for done, nth in enumerate(unsettled):
            share = len(unsettled) - done
            match before := found[nth]:
                case Solved(plan=plan):
                    after = self._approached(
                        asked[nth], share, plan.goals, plan.waves, kept_back=later
                    )
                    if isinstance(after, Solved) and after.plan.costs <= plan.costs:
                        found[nth] = after
                    elif after.interrupted:
                        found[nth] = replace(before, interrupted=True)
                case _:
                    found[nth] = self._approached(asked[nth], share, base, kept_back=later)
        return [
            self._beside(outcome, changed(self.situation, changes))
            for outcome, changes in zip(found, asked, strict=True)
        ]

    def _approached(
        self,
        changes: Sequence[Change],
        remaining_questions: int,
        known: Sequence[GoalValue],
        start: Placements | None = None,
        *,
        whole: bool = True,
        kept_back: float,
    ) -> Outcome:
        """The plan with the changes, from what is known beforehand: the best by all goals, or by
        those that count before the first that weighs. So many seconds are not for questions.
        """
        if self.left <= kept_back:
            return Undecided(0.0, self.interrupted)
        situation = changed(self.situation, changes)
        leading = None if whole else self.situation.once(leading_counts)
        among = max(1, remaining_questions + self.waiting)
        limits = self._limited(among)
        limits = replace(limits, seconds=limits.seconds - kept_back / among)
        found = nearest_plan(
            situation, limits, self.waves, leading=leading, start=start, known=known
        )
        return self._noted(found)

    def _noted(self, outcome: Outcome) -> Outcome:
        """What a question came to, once it is known here; that it is not decided, where the plan
        says nothing but that.
        """
        match self._heard(outcome):
            case Solved(plan=plan):
                self._note(plan.waves)
                if self._left_out_in_haste(plan):
                    return Undecided(outcome.seconds, outcome.interrupted)
                return outcome
            case Infeasible() | Undecided() as none:
                return none

    def _beside(
        self, outcome: Outcome, situation: SituationData, beside: Sequence[SituationData] = ()
    ) -> Answer:
        """The plan for a situation, or that there is none, beside the plan as things stand."""
        match outcome:
            case Solved(plan=plan, interrupted=interrupted):
                return self.compared(situation, plan, beside, interrupted=interrupted)
            case Infeasible() | Undecided() as none:
                return none

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
        effect = effect_of(self.situation, before, self.waves, situation, plan, beside)
        return SolvedScenario(situation, plan, effect, interrupted)

    def compared_again(self, answer: Answer, beside: Sequence[SituationData] = ()) -> Answer:
        """The answer beside the plan that has taken the place of the one it was compared with."""
        match answer:
            case SolvedScenario(situation, plan, _, interrupted):
                return self.compared(situation, plan, beside, interrupted=interrupted)
            case _:
                return answer

    def broken_by(self, site: str, wave: str) -> Iterator[tuple[Rule, Violation]]:
        """The hard rules that moving this one site there breaks, each with its first violation."""
        instead = {**self.waves, site: wave}
        for rule in self.situation.hard_rules:
            found = rule.violations(self.situation.snapshot, instead)
            broken = (each for each in found if each.verdict is Verdict.BROKEN)
            if (first := next(broken, None)) is not None:
                yield rule, first

    def begin_again(self, seconds: float) -> None:
        """What is asked from now on has so many seconds."""
        deadline = Deadline.after(seconds, self._limits.clock)
        self._budget = replace(self._budget, deadline=deadline)

    def take_over(self, better: Solved | None, *, interrupted: bool) -> None:
        """What another process came to that was asked with the same plan at hand."""
        self.interrupted = self.interrupted or interrupted
        if better is not None and isinstance(self.base, Solved):
            at_hand = (self.better or self.base).plan
            if better.plan.costs < at_hand.costs:
                self.better = better

    def adopt_better(self) -> bool:
        """Take the better plan that questions came to as the plan as things stand; whether there is
        one. What was answered before is to be compared again.
        """
        if self.better is None:
            return False
        self.base, self.better = self.better, None
        self.waves = self.base.plan.waves
        return True

    def _note(self, waves: dict[str, str]) -> None:
        """Keep placements that keep the rules as things stand and are better than those at hand.

        Raises EngineContradiction if those at hand were proved best.
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
        because = reasons(self.situation, waves)
        plan = plan_of(self.situation, waves, Proof.FEASIBLE, bounds, because)
        first = next(n for n, cost in enumerate(costs) if cost != at_hand.costs[n])
        if at_hand.goals[first].proved:
            raise EngineContradiction(
                f"{at_hand.goals[first].kind} {at_hand.goals[first].value} was proved best, and "
                f"{plan.goals[first].value} was found"
            )
        self.better = Solved(plan, self.base.seconds)

    def _left_out_in_haste(self, plan: PlanData) -> bool:
        """Whether the plan leaves out many more sites than the one at hand, while it is not proved
        that so many must be: it says what the time was too short for, not what the change does.
        """
        if not isinstance(self.base, Solved):
            return False
        unproved = any(goal.kind == "participation" and not goal.proved for goal in plan.goals)
        placed, before = len(plan.placements), len(self.base.plan.placements)
        return unproved and before - placed > max(FEW_LEFT_OUT, LEFT_OUT_SHARE * before)

    def _limited(self, among: float, repairs: int = 0) -> Limits:
        """An equal share of the time, and of the effort, that is left."""
        share = self._budget.share(among)
        return replace(self._limits, seconds=share.left, repairs=repairs, effort=share.effort)

    def _heard(self, outcome: Outcome) -> Outcome:
        self.interrupted = self.interrupted or outcome.interrupted
        return outcome


def nearest_plan(
    situation: SituationData,
    limits: Limits,
    waves: Placements,
    kept: Kept | None = None,
    *,
    leading: int | None = None,
    start: Placements | None = None,
    known: Sequence[GoalValue] = (),
) -> Outcome:
    """The best plan and, of equally good ones, one that leaves the most sites in these waves; the
    best by so many `leading` goals only, if a number is given. See `best_plan` for what is `known`;
    `start` is tried first, in place of these waves.
    """
    stated = situation.goals if leading is None else situation.goals[:leading]
    near = replace(situation, goals=(*stated, Nearest(other=waves)))
    first, beforehand = start or waves, known[: len(stated)]
    outcome = best_plan(near, limits, start=first, kept=kept, known=beforehand, reasoned=False)
    if not isinstance(outcome, Solved):
        return outcome
    found = outcome.plan
    bounds = [goal.bound for goal in found.goals[:-1]]  # without the one that only breaks ties
    bounds += [None] * (len(situation.goals) - len(bounds))
    because = reasons(situation, found.waves)
    return replace(outcome, plan=plan_of(situation, found.waves, found.proof, bounds, because))
