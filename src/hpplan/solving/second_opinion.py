"""A second opinion: what was proved best is proved once more, in another way.

Only the plan is taken over from the first proof: the model is built anew, without symmetry
breaking; presolve is off, the seed is another, and the bounds come first from a method that the
first proof did not begin with.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import count

from hpplan.programme.plan import PlanData
from hpplan.programme.programme import SituationData
from hpplan.solving.cpsat import EngineContradiction, EngineStatus, Settings, solve
from hpplan.solving.dates.encoding import encode_days
from hpplan.solving.dates.search import aim_of_days
from hpplan.solving.deadline import Budget, TimeIsOver
from hpplan.solving.encoding import encode
from hpplan.solving.model import Expression, Model
from hpplan.solving.result import Opinion
from hpplan.solving.search import any_values, counts, is_huge
from hpplan.solving.solve import Aim, aim_of
from hpplan.solving.strategies import (
    CORES,
    FIRST_TURN_SECOND_OPINION,
    METHODS,
    RELAXATION,
    SECOND_SEED,
    TREE,
    TURN_GROWTH,
    within,
)
from hpplan.values import dataclass


class _Refuted(EngineContradiction):
    """A plan was found that is better than what was proved best."""


@dataclass(frozen=True, slots=True)
class _Proved:
    """What was proved best: a model, values in it that are a plan, and the goals in rank order;
    those from `days` on are of its days.
    """

    model: Model
    values: Sequence[int]
    aims: Sequence[Aim]
    days: int

    def held(self, rank: int) -> Model:
        """The model in which no goal before this one may be worse than in the plan."""
        model = self.model.with_()
        for aim in self.aims[:rank]:
            model.hold(aim.minimise, aim.minimise.value(self.values))
        return model


def second_opinions(
    situation: SituationData, plan: PlanData, budget: Budget
) -> tuple[tuple[Opinion, ...], bool]:
    """An opinion on each proved goal of the plan, then of its days, in rank order; and whether the
    user ended the search for them, which leaves the rest unconfirmed.

    Raises EngineContradiction if a plan is found that is better by a proved goal.
    """
    goals = [*plan.goals, *(() if plan.dates is None else plan.dates.goals)]
    number = sum(goal.proved for goal in goals)  # those before an unproved one
    open_ = tuple(
        Opinion(goal.kind, confirmed=False, by=None, bound=None, of_days=rank >= len(plan.goals))
        for rank, goal in enumerate(goals[:number])
    )
    found: list[Opinion] = []
    interrupted = False
    try:
        proved = _dated(situation, plan, budget) if plan.dates else _placed(situation, plan, budget)
        if proved is not None:
            alone = proved if plan.dates is None else _placed(situation, plan, budget)
            for rank in range(number):
                opinion = _opinion(proved, alone, rank, budget.share(number - rank))
                found.append(opinion)  # which is kept where the next one ends early
    except TimeIsOver:
        pass
    except KeyboardInterrupt:
        interrupted = True
    return (*found, *open_[len(found) :]), interrupted


def _opinion(proved: _Proved, alone: _Proved, rank: int, budget: Budget) -> Opinion:
    """An opinion on a goal, from the model of placements `alone` if that suffices: a bound for
    placements holds with days as well, but better placements may have none.
    """
    if alone is not proved and rank < proved.days:
        with suppress(_Refuted):
            opinion = _on(alone, rank, budget.share(2))
            if opinion.confirmed:
                return opinion
    return _on(proved, rank, budget)


def _placed(situation: SituationData, plan: PlanData, budget: Budget) -> _Proved:
    encoded = encode(situation, deadline=budget.deadline)
    aims = [aim_of(goal, encoded, situation) for goal in situation.goals]
    values = encoded.assignment(plan.waves)
    if not encoded.model.keeps(values):
        raise EngineContradiction("the plan does not keep the model that it came from")
    return _Proved(encoded.model, values, aims, len(aims))


def _dated(situation: SituationData, plan: PlanData, budget: Budget) -> _Proved | None:
    """The same with days; None if the time did not suffice to find the plan in its model. Raises
    TimeIsOver where it did not suffice to build the model.
    """
    encoded = encode_days(situation, budget.deadline)
    aims = [aim_of(goal, encoded, situation) for goal in situation.goals]
    of_days = [Aim(g, aim_of_days(g, encoded, situation), 1) for g in situation.day_goals]
    settled = [*encoded.as_in(plan.waves), *encoded.as_on(plan.days)]
    here = encoded.model.simplified(settled, budget.deadline.ask)
    dated = situation.on_days(plan.days).snapshot
    for aim in aims:
        here.hold(aim.minimise, aim.goal.cost(situation.snapshot, plan.waves))
    for aim in of_days:
        here.hold(aim.minimise, aim.goal.cost(dated, plan.waves))
    found = any_values(here, budget, encoded.assignment(plan.waves))
    if found.interrupted:
        raise KeyboardInterrupt
    if found.status is EngineStatus.INFEASIBLE:
        raise EngineContradiction("the plan does not keep the model that it came from")
    if found.values is None:
        return None
    return _Proved(encoded.model, found.values, [*aims, *of_days], len(aims))


def _on(proved: _Proved, rank: int, budget: Budget) -> Opinion:
    aim, of_days = proved.aims[rank], rank >= proved.days
    kind = aim.goal.kind
    reached = aim.minimise.value(proved.values)
    model = proved.held(rank)
    bound: int | None = None
    for method, effort in _turns(aim.minimise, model):
        if budget.over:
            break
        more = {**METHODS[method], "cp_model_presolve": False, **within(effort)}
        settings = Settings(budget.left, budget.workers, SECOND_SEED, more)
        answer = solve(model, settings, aim.minimise, proved.values)
        if answer.interrupted:
            raise KeyboardInterrupt
        better = answer.values is not None and aim.minimise.value(answer.values) < reached
        if answer.status is EngineStatus.INFEASIBLE or better:
            found = (
                "none" if answer.values is None else aim.sign * aim.minimise.value(answer.values)
            )
            raise _Refuted(
                f"the second opinion refutes the first: {kind} {aim.sign * reached} was "
                f"proved best, and {found} was found"
            )
        if answer.bound is not None:
            bound = answer.bound if bound is None else max(bound, answer.bound)
        if answer.status is EngineStatus.OPTIMAL:
            return Opinion(
                kind, confirmed=True, by=method, bound=aim.sign * reached, of_days=of_days
            )
    known = None if bound is None else aim.sign * bound
    return Opinion(kind, confirmed=False, by=None, bound=known, of_days=of_days)


def _turns(aim: Expression, model: Model) -> Iterator[tuple[str, float]]:
    """The methods in turn, each time longer. The first is one that the first proof does not begin
    with: there, goals that count begin with cores, goals that weigh with the relaxation. Cores
    exceed any limit of effort where values are huge, and are not used then.
    """
    by_count = (RELAXATION, TREE, CORES)
    order = by_count if counts(aim) else (TREE, RELAXATION, CORES)
    methods = [method for method in order if method != CORES or not is_huge(model, aim)]
    for turn in count():
        for method in methods:
            yield method, FIRST_TURN_SECOND_OPINION * TURN_GROWTH**turn
