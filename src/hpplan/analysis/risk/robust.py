"""Which of several equally good, or nearly equally good, plans has everybody live earliest."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import inf

from hpplan.analysis.alternatives import Alternatives, alternatives
from hpplan.analysis.risk.assessment import RunsAsked, date_of_everybody
from hpplan.execution.executor import Executor, Progress, WorkersLost, unheard
from hpplan.goals.base import Sense
from hpplan.planning import Solved
from hpplan.programme.plan import GoalValue, PlanData
from hpplan.programme.programme import SituationData
from hpplan.solving.result import Limits, Undecided
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class RobustAsked:
    """The options of robust plans: the most plans to compare, the share of the last goal's value
    that they may lose, from 0 on, and the number of futures for each.
    """

    number: int
    loss: float
    runs: RunsAsked


@dataclass(frozen=True, slots=True)
class PlanByFutures:
    """A plan, the share of the last goal's value that it loses against the best one, and by when
    everybody is live in 80 % of its futures; None is never.
    """

    situation: SituationData
    plan: PlanData
    loss: float
    by_80: date | None


@dataclass(frozen=True, slots=True)
class RobustChoice:
    """The compared plans, the best one first; the chosen one has the earliest 80 % date, and of
    several with that it is the first. Not all could be compared if the user ended it.
    """

    asked: RobustAsked
    plans: tuple[PlanByFutures, ...]
    cut_short: bool
    """Whether the time ended before all plans were found to choose from."""
    interrupted: bool

    @property
    def best(self) -> PlanByFutures:
        return self.plans[0]

    @property
    def chosen(self) -> PlanByFutures:
        return min(self.plans, key=lambda plan: plan.by_80 or date.max)

    @property
    def days_80(self) -> int | None:
        """By how many days the chosen one is earlier; None where that is never for one of them."""
        best, chosen = self.best.by_80, self.chosen.by_80
        return None if best is None or chosen is None else (best - chosen).days


def robust_choice(
    situation: SituationData,
    asked: RobustAsked,
    limits: Limits,
    executor: Executor,
    on_progress: Progress = unheard,
) -> tuple[Alternatives, RobustChoice | None]:
    """The best plan with those beside it, and the choice among them; None where there is no plan,
    or where the user ended the search for plans, or everything before the first one was lived
    through.
    """
    found = alternatives(situation, asked.number, 1, limits)
    if not isinstance(found.base, Solved) or found.interrupted:
        return found, None
    close = list(_close(found, found.base.plan, asked.loss))
    waves = [plan.waves for _, plan, _ in close]
    days = date_of_everybody(situation, waves, asked.runs, executor, on_progress)
    lived: list[PlanByFutures] = []
    interrupted = False
    try:
        for each, day in zip(close, days, strict=True):
            lived.append(PlanByFutures(*each, day))
    except (KeyboardInterrupt, WorkersLost):
        interrupted = True
    if not lived:
        return found, None
    return found, RobustChoice(asked, tuple(lived), isinstance(found.ended, Undecided), interrupted)


def _close(
    found: Alternatives, best: PlanData, loss: float
) -> Iterator[tuple[SituationData, PlanData, float]]:
    """The plans that equal the best by every goal but the last, and lose no more of that one."""
    yield found.situation, best, 0.0
    for each in found.plans:
        as_good = all(
            one.value == other.value
            for one, other in zip(best.goals[:-1], each.plan.goals[:-1], strict=True)
        )
        if as_good and (lost := _lost(best.goals[-1:], each.plan.goals[-1:])) <= loss:
            yield each.situation, each.plan, lost


def _lost(best: Sequence[GoalValue], other: Sequence[GoalValue]) -> float:
    """The share of the last goal's value that the other one loses; 0 if it gains."""
    for here, there in zip(best, other, strict=True):
        worse = there.value - here.value
        if here.sense is Sense.MAXIMISE:
            worse = -worse
        if worse > 0:
            return worse / abs(here.value) if here.value else inf
    return 0.0
