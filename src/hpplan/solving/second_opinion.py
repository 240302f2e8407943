"""A second opinion: what was proved best is proved once more, in another way.

Nothing is taken over from the first proof but the plan: the model is built anew, without what
symmetry breaking adds to it; presolve is off, the seed is another, and the bounds come first from
a method that the first proof did not begin with.
"""

from collections.abc import Iterator
from itertools import count

from hpplan.goals.base import Goal
from hpplan.programme.plan import PlanData
from hpplan.programme.programme import SituationData
from hpplan.solving.cpsat import EngineContradiction, EngineStatus, Settings, solve
from hpplan.solving.deadline import Budget
from hpplan.solving.encoding import Encoded, encode
from hpplan.solving.model import Model
from hpplan.solving.result import Opinion
from hpplan.solving.search import counts
from hpplan.solving.solve import Aim, aim_of
from hpplan.solving.strategies import (
    CORES,
    FIRST_TURN_SECOND_OPINION,
    METHODS,
    RELAXATION,
    SECOND_SEED,
    TREE,
    TURN_GROWTH,
)


def second_opinions(
    situation: SituationData, plan: PlanData, budget: Budget
) -> tuple[Opinion, ...]:
    """An opinion on each proved goal of the plan, in rank order.

    Raises EngineContradiction if a plan is found that is better by a proved goal.
    """
    encoded = encode(situation)
    aims = [aim_of(goal, encoded, situation) for goal in situation.goals]
    values = encoded.assignment(plan.waves)
    if not encoded.model.keeps(values):
        raise EngineContradiction("the plan does not keep the model that it came from")
    proved = sum(value.proved for value in plan.goals)  # those before an unproved one
    opinions = []
    for rank in range(proved):
        share = budget.share(proved - rank)
        opinions.append(_on(situation.goals[rank], rank, aims, encoded, values, share))
    return tuple(opinions)


def _on(
    goal: Goal,
    rank: int,
    aims: list[Aim],
    encoded: Encoded,
    values: list[int],
    budget: Budget,
) -> Opinion:
    aim = aims[rank]
    reached = aim.minimise.value(values)
    model = _held(encoded.model, aims[:rank], values)
    bound: int | None = None
    for method, effort in _turns(aim):
        if budget.over:
            break
        more = {
            **METHODS[method],
            "cp_model_presolve": False,
            "max_deterministic_time": effort,
        }
        settings = Settings(budget.left, budget.workers, SECOND_SEED, more)
        answer = solve(model, settings, aim.minimise, values)
        better = answer.values is not None and aim.minimise.value(answer.values) < reached
        if answer.status is EngineStatus.INFEASIBLE or better:
            found = (
                "none" if answer.values is None else aim.sign * aim.minimise.value(answer.values)
            )
            raise EngineContradiction(
                f"the second opinion refutes the first: {goal.kind} {aim.sign * reached} was "
                f"proved best, and {found} was found"
            )
        if answer.bound is not None:
            bound = answer.bound if bound is None else max(bound, answer.bound)
        if answer.status is EngineStatus.OPTIMAL:
            return Opinion(goal.kind, confirmed=True, by=method, bound=aim.sign * reached)
        if answer.interrupted:
            break
    known = None if bound is None else aim.sign * bound
    return Opinion(goal.kind, confirmed=False, by=None, bound=known)


def _held(whole: Model, before: list[Aim], values: list[int]) -> Model:
    """The model in which no goal before this one may be worse than in the plan."""
    model = whole.with_()
    for aim in before:
        model.hold(aim.minimise, aim.minimise.value(values))
    return model


def _turns(aim: Aim) -> Iterator[tuple[str, float]]:
    """The methods in turn, each time longer. First one that the first proof does not begin with:
    goals that count begin with cores there, goals that weigh with the relaxation.
    """
    by_count = (RELAXATION, TREE, CORES)
    order = by_count if counts(aim.minimise) else (TREE, RELAXATION, CORES)
    for turn in count():
        for method in order:
            yield method, FIRST_TURN_SECOND_OPINION * TURN_GROWTH**turn
