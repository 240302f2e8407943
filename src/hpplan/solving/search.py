"""Search of a whole model for one expression: parameter sets take turns, each turn longer, and the
result of one is the start of the next.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, count, islice

from hpplan.solving.cpsat import EngineAnswer, EngineContradiction, EngineStatus, solve
from hpplan.solving.deadline import Budget
from hpplan.solving.model import Expression, Linear, Model
from hpplan.solving.strategies import (
    BARE,
    BARE_CORES,
    BY_CORES,
    BY_TREE,
    FIRST_TURN,
    GLANCE,
    HUGE,
    LARGE,
    LIGHT,
    LIGHT_CORES,
    LIGHT_RELAXING,
    MEDIUM,
    MOST_HANDED_OVER,
    NO_SYMMETRY,
    RELAXING,
    SECONDS_OF_HANDING_OVER,
    SMALL,
    TURN_GROWTH,
    UNGUIDED,
    WITHOUT_PRESOLVE,
    SolverParameters,
    within,
)


def any_values(
    model: Model, budget: Budget, hint: Sequence[int], turns: int | None = None
) -> EngineAnswer:
    """Values that keep every constraint, regardless of the goals. Unknown after that many `turns`
    of each parameter set.
    """
    sets = (BARE, LIGHT) if model.size > LARGE else (_guided(model), BARE)
    found = EngineAnswer(EngineStatus.UNKNOWN, None, None)
    if not can_be_searched(model, budget):
        return found
    for more in chain(_without_presolve(model), _turns(model, sets, turns)):
        found = solve(model, budget.settings(more), None, hint)
        decided = found.status is not EngineStatus.UNKNOWN
        if decided or found.interrupted or budget.over:
            break
    return found


def quick_values(
    model: Model, minimise: Expression, budget: Budget, hint: Sequence[int]
) -> EngineAnswer:
    """Values that keep every constraint, and with a low value of the expression if that takes no
    extra time: for small models that is as fast as asking for any values. Unknown for others.
    """
    if model.size > LARGE:
        return EngineAnswer(EngineStatus.UNKNOWN, None, None)
    found = EngineAnswer(EngineStatus.UNKNOWN, None, None)
    sets = (_guided(model), _proving(model, minimise))
    for more in islice(_turns(model, sets), 2):
        found = solve(model, budget.settings(more), minimise, hint)
        if found.status is not EngineStatus.UNKNOWN or found.interrupted:
            break
    return found


def best_values(
    model: Model,
    minimise: Expression,
    budget: Budget,
    start: Sequence[int],
    bound: int | None = None,
    more: SolverParameters = UNGUIDED,
) -> EngineAnswer:
    """The values that minimise the expression, starting from values that are known to be possible;
    and from a bound, where both were found by `quick_values`.

    One parameter set follows the other, each time longer, until the least is proved or the time is
    over: which of them proves a goal is not known beforehand. All of them search with the
    parameters `more`.
    """
    reached, floor = minimise.value(start), model.floor(minimise)
    if bound is not None:
        floor = max(floor, bound)
    if reached == floor:
        return EngineAnswer(EngineStatus.OPTIMAL, start, floor)
    found = EngineAnswer(EngineStatus.FEASIBLE, start, floor)
    if not can_be_searched(model, budget):
        return found
    large = model.size > LARGE
    sets: tuple[SolverParameters, ...]
    if large and cores_suit(model, minimise):
        sets = (BARE_CORES, LIGHT_CORES, LIGHT_RELAXING)
    elif counts(minimise) and not large:
        sets = (_guided(model), _proving(model, minimise))
    else:
        sets = (LIGHT_RELAXING,) if large else (RELAXING,)
    turns = _turns(model, sets)
    for parameters in turns if bound is None else islice(turns, 1, None):
        if budget.over:
            break
        settings = budget.settings({**parameters, **more})
        answer = solve(model, settings, minimise, found.values)
        found = _together(found, answer, minimise)
        if found.interrupted or found.status is EngineStatus.OPTIMAL:
            break
    return found


def can_be_searched(model: Model, budget: Budget) -> bool:
    """Whether there is time and room to hand the whole model to the engine."""
    if model.size <= LARGE:
        return True
    literals = model.literals
    return literals <= MOST_HANDED_OVER and literals * SECONDS_OF_HANDING_OVER < budget.left


def _guided(model: Model) -> SolverParameters:
    """The parameter set to begin with, for a small model."""
    return RELAXING if any(map(_weighs, model.linears)) else UNGUIDED


def _proving(model: Model, minimise: Expression) -> SolverParameters:
    """The parameter set that proves, for a small model, what the other one only finds."""
    return BY_TREE if is_huge(model, minimise) else BY_CORES


def _weighs(linear: Linear) -> bool:
    """Whether the constraint is more than an exclusion or an implication."""
    return (linear.high or 0) > 1 or max(map(abs, linear.coefficients)) > 1


def _turns(
    model: Model, sets: Sequence[SolverParameters], most: int | None = None
) -> Iterator[SolverParameters]:
    """The parameter sets in turn, each with how long it may search: briefly, then ever longer; at
    most `most` turns of each, or without end.
    """
    if sets[0] is RELAXING:
        yield {**sets[0], "cp_model_presolve": False, **within(GLANCE)}
    for turn in count() if most is None else range(most):
        for parameters in sets:
            if len(sets) == 1:
                yield parameters
            else:
                effort = FIRST_TURN * (1 + model.size / LARGE) * TURN_GROWTH**turn
                yield {**parameters, **within(effort)}


def _without_presolve(model: Model) -> Iterator[SolverParameters]:
    """The turn before all others where presolve takes longer than most searches."""
    if MEDIUM < model.size <= LARGE:
        yield {**BARE, **NO_SYMMETRY, **within(WITHOUT_PRESOLVE)}


def _together(known: EngineAnswer, answer: EngineAnswer, minimise: Expression) -> EngineAnswer:
    """What is known of a goal after one more search."""
    if answer.status is EngineStatus.INFEASIBLE:
        raise EngineContradiction("values that are known to be possible were proved impossible")
    if known.values is None or known.bound is None:
        raise EngineContradiction("a search was to improve on values that were never found")
    values = min((known.values, answer.values or known.values), key=minimise.value)
    bound = max(known.bound, known.bound if answer.bound is None else answer.bound)
    reached = minimise.value(values)
    if bound > reached:
        raise EngineContradiction(f"{reached} was found, and nothing proved to be below {bound}")
    if answer.status is EngineStatus.OPTIMAL or bound == reached:
        return EngineAnswer(EngineStatus.OPTIMAL, values, reached, answer.interrupted)
    return EngineAnswer(EngineStatus.FEASIBLE, values, bound, answer.interrupted)


def cores_suit(model: Model, goal: Expression) -> bool:
    """Whether cores are likely to prove such a goal in this model within their limits: it counts,
    and its values are not huge, as those of a whole number may be.
    """
    return counts(goal) and not is_huge(model, goal)


def is_huge(model: Model, goal: Expression) -> bool:
    """Whether the values of the goal may lie so far apart that other methods approach them step by
    step.
    """
    least, most = model.bounds(goal)
    return most - least > HUGE


def counts(goal: Expression) -> bool:
    """Whether the goal counts things, rather than weighing them."""
    return max(map(abs, goal.coefficients), default=0) <= SMALL
