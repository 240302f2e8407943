"""Questions about the plan as things stand, all within one time limit."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Self

from hpplan.analysis.scenario import Answer, PlanAtHand
from hpplan.domain.snapshot import Placements
from hpplan.goals.nearest import Nearest
from hpplan.planning import Infeasible, Outcome, Solved, best_plan
from hpplan.programme.changes import Change, changed
from hpplan.programme.kept import Kept
from hpplan.programme.plan import GoalValue, Proof, plan_of
from hpplan.programme.programme import SituationData
from hpplan.programme.reasons import reasons
from hpplan.solving.deadline import Budget, Deadline
from hpplan.solving.encoding import choices_in
from hpplan.solving.result import Limits, Undecided
from hpplan.solving.solve import leading_counts
from hpplan.solving.strategies import (
    BASE_AMONG,
    BASE_AMONG_WAVES,
    COMPARING,
    GRACE,
    LARGE,
    MEDIUM,
)


def _is_medium(situation: SituationData) -> bool:
    return MEDIUM < choices_in(situation) <= LARGE


def _is_settled(outcome: Outcome) -> bool:
    """Whether no more can be learnt about it."""
    match outcome:
        case Solved(plan=plan):
            return plan.proof is Proof.OPTIMAL
        case Infeasible():
            return True
        case Undecided():
            return False


class ScenarioSolver(PlanAtHand):
    """The plan as things stand, and questions about it. The questions share the time; one that
    comes too late is undecided.
    """

    def __init__(
        self,
        situation: SituationData,
        limits: Limits | None = None,
        base: Outcome | None = None,
        among: float = BASE_AMONG,
    ) -> None:
        """Without a `base`, the plan as things stand is made in one of `among` equal shares of the
        time and effort.
        """
        self._limits = limits = limits or Limits()
        deadline = Deadline.after(limits.seconds, limits.clock)
        self._budget = Budget(deadline, limits.workers, limits.effort)
        self.waiting = 0
        """How many questions follow after those that a question counts itself."""
        super().__init__(situation, base or best_plan(situation, self._limited(among)))
        if base is None:
            self._heard(self.base)

    @classmethod
    def of_waves(cls, situation: SituationData, limits: Limits | None = None) -> Self:
        """A solver for questions about all waves of a site."""
        return cls(
            situation, limits, among=BASE_AMONG_WAVES if _is_medium(situation) else BASE_AMONG
        )

    def over(self) -> bool:
        return self._ends_at_last.over

    @property
    def _ends_at_last(self) -> Deadline:
        """When all ends that is done without making a plan: a little later than all searches."""
        return self._budget.deadline.earlier(-GRACE)

    @property
    def left(self) -> float:
        """Seconds left for questions."""
        return 0.0 if self.interrupted or self._budget.over else self._budget.left

    @property
    def effort_left(self) -> float | None:
        """Effort left for questions, where it is limited."""
        return None if self._budget.effort is None else max(0.0, self._budget.effort.left)

    @property
    def without_plans(self) -> Limits:
        """The time left for results that need no plan: a little longer than for plans."""
        left = max(0.0, self._ends_at_last.left)
        return replace(self._limits, seconds=left, effort=None)

    @property
    def looking_ends(self) -> Deadline:
        """The deadline for finding out what to ask, before questions are asked."""
        return Deadline.after(self.left / 2 + GRACE, self._limits.clock)

    def solve_with(self, changes: Sequence[Change], remaining_questions: int = 1) -> Answer:
        """The effect of these changes on the plan, as one of a number of questions."""
        if not self.left:  # building a situation of many sites takes time, too
            return Undecided(0.0, self.interrupted)
        return self.solve(changed(self.situation, changes), remaining_questions)

    def solve(
        self,
        situation: SituationData,
        remaining_questions: int = 1,
        beside: Sequence[SituationData] = (),
        kept: Kept | None = None,
    ) -> Answer:
        """The effect of another situation on the plan; values count from the same day as in the
        situations beside it. Repairs are only looked for if `kept` says what they must leave
        unchanged.
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
        """The effect of each of the changes on the plan; `narrower` says that they only add hard
        rules to the situation as things stand. In programmes of some size, or `in_turns`, each is
        first solved by the goals that count, which is soon done; then those where more can be
        learnt, in the remaining time.
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
        those that count before the first that weighs. `kept_back` seconds are reserved.
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
        """The result of a question, after it is recorded here; undecided where the plan only shows
        a lack of time.
        """
        match self._heard(outcome):
            case Solved(plan=plan):
                self.note_better(plan.waves)
                if self.leaves_out_in_haste(plan):
                    return Undecided(outcome.seconds, outcome.interrupted)
                return outcome
            case Infeasible() | Undecided() as none:
                return none

    def _beside(
        self, outcome: Outcome, situation: SituationData, beside: Sequence[SituationData] = ()
    ) -> Answer:
        """The plan for a situation, or that there is none, compared with the plan as
        things stand.
        """
        match outcome:
            case Solved(plan=plan, interrupted=interrupted):
                return self.compared(situation, plan, beside, interrupted=interrupted)
            case Infeasible() | Undecided() as none:
                return none

    def begin_again(self, seconds: float) -> None:
        """Give all questions from now on this many seconds in total."""
        deadline = Deadline.after(seconds, self._limits.clock)
        self._budget = replace(self._budget, deadline=deadline)

    def _limited(self, among: float, repairs: int = 0) -> Limits:
        """An equal share of the remaining time and effort."""
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
    best by the first `leading` goals only, if a number is given. See `best_plan` for `known`;
    `start` is tried first, instead of these waves.
    """
    stated = situation.goals if leading is None else situation.goals[:leading]
    near = replace(situation, goals=(*stated, Nearest(other=waves)))
    first, beforehand = start or waves, known[: len(stated)]
    deadline = Deadline.after(limits.seconds + GRACE, limits.clock)
    outcome = best_plan(near, limits, start=first, kept=kept, known=beforehand, reasoned=False)
    if not isinstance(outcome, Solved):
        return outcome
    found = outcome.plan
    bounds = [goal.bound for goal in found.goals[:-1]]  # without the one that only breaks ties
    bounds += [None] * (len(situation.goals) - len(bounds))
    because = reasons(situation, found.waves, lambda: deadline.over)
    return replace(outcome, plan=plan_of(situation, found.waves, found.proof, bounds, because))
