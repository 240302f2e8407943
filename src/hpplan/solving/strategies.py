"""Searching for one goal: which settings, in which turns, and what they know together."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice
from typing import Any, Final

from hpplan.solving.cpsat import EngineAnswer, EngineContradiction, EngineStatus, Settings, solve
from hpplan.solving.model import Clause, Expression, Linear, Model

SolverParameters = Mapping[str, Any]
"""Settings of the engine that find and bound in one manner."""

UNGUIDED: Final[SolverParameters] = {}
"""The engine's own choice, where nothing is weighed against anything: a relaxation would say that
half of each of two sites fits beside half of the other.
"""
RELAXING: Final[SolverParameters] = {"linearization_level": 2}
"""The full linear relaxation carries the bound of goals that weigh, and of those that capacities
keep from being reached.
"""
BY_CORES: Final[SolverParameters] = {"optimize_with_core": True, "linearization_level": 0}
"""Cores prove goals that count where nearly all can be had, and want no relaxation beside them."""
LIGHT: Final[SolverParameters] = {"cp_model_probing_level": 0, "symmetry_level": 0}
"""For large models: presolve, but without the parts that take longer than the search."""
BARE: Final[SolverParameters] = {"cp_model_presolve": False, "linearization_level": 0}
"""For large models: begin to search at once."""
BARE_CORES: Final[SolverParameters] = {**BARE, **BY_CORES}
LIGHT_CORES: Final[SolverParameters] = {**LIGHT, **BY_CORES}
LIGHT_RELAXING: Final[SolverParameters] = {**LIGHT, **RELAXING}

LARGE: Final = 10_000
"""From so many variables on, presolve is cut down."""
SMALL: Final = 10
"""A goal whose coefficients are all this small counts; groups of sites make them more than one."""
GLANCE: Final = 0.03
"""How long, in the engine's deterministic seconds, a small model is searched by its relaxation
before it is presolved: presolve takes longer than many a search.
"""
FIRST_TURN: Final = 2.0
"""How long, in the engine's deterministic seconds, each way may search before the next one gets
its turn, for a small model; each round takes four times as long.
"""


@dataclass(frozen=True, slots=True)
class Budget:
    """How long a search may take, on how many threads."""

    until: float
    workers: int

    @property
    def left(self) -> float:
        return self.until - time.monotonic()

    def share(self, among: int) -> "Budget":
        """An equal share of what is left."""
        return Budget(time.monotonic() + self.left / among, self.workers)


def any_values(
    model: Model, budget: Budget, hint: Sequence[int], turns: int | None = None
) -> EngineAnswer:
    """Values that keep every constraint, whatever the goals say of them. Unknown after so many
    `turns` of each way of searching.
    """
    ways = (BARE, LIGHT) if model.size > LARGE else (_guided(model), BARE)
    found = EngineAnswer(EngineStatus.UNKNOWN, None, None)
    for more in _turns(model, ways, turns):
        found = solve(model, Settings(budget.left, budget.workers, more=more), None, hint)
        decided = found.status is not EngineStatus.UNKNOWN
        if decided or found.interrupted or budget.left <= 0:
            break
    return found


def quick_values(
    model: Model, minimise: Expression, budget: Budget, hint: Sequence[int]
) -> EngineAnswer:
    """Values that keep every constraint, and make the expression less if that is no trouble: for
    small models that is as fast as asking for any values. Unknown for others.
    """
    if model.size > LARGE:
        return EngineAnswer(EngineStatus.UNKNOWN, None, None)
    found = EngineAnswer(EngineStatus.UNKNOWN, None, None)
    for more in islice(_turns(model, (_guided(model), BY_CORES)), 2):
        found = solve(model, Settings(budget.left, budget.workers, more=more), minimise, hint)
        if found.status is not EngineStatus.UNKNOWN or found.interrupted:
            break
    return found


def best_values(
    model: Model,
    minimise: Expression,
    budget: Budget,
    start: Sequence[int],
    bound: int | None = None,
) -> EngineAnswer:
    """The values that make the expression least, from values that are known to be possible; and
    from a bound, where both were found by `quick_values`.

    One way of searching follows the other, each time longer, until the least is proved or the time
    is over: which way proves a goal cannot be told beforehand.
    """
    reached, floor = minimise.value(start), model.floor(minimise)
    if bound is not None:
        floor = max(floor, bound)
    if reached == floor:
        return EngineAnswer(EngineStatus.OPTIMAL, start, floor)
    found = EngineAnswer(EngineStatus.FEASIBLE, start, floor)
    counts = max(map(abs, minimise.coefficients), default=0) <= SMALL
    large = model.size > LARGE
    ways: tuple[SolverParameters, ...]
    if counts:
        ways = (BARE_CORES, LIGHT_CORES, LIGHT_RELAXING) if large else (_guided(model), BY_CORES)
    else:
        ways = (LIGHT_RELAXING,) if large else (RELAXING,)
    turns = _turns(model, ways)
    for more in turns if bound is None else islice(turns, 1, None):
        if budget.left <= 0:
            break
        settings = Settings(budget.left, budget.workers, more=more)
        answer = solve(model, settings, minimise, found.values)
        found = _together(found, answer, minimise)
        if found.interrupted or found.status is EngineStatus.OPTIMAL:
            break
    return found


def _guided(model: Model) -> SolverParameters:
    """The way that is best to begin with, for a small model."""
    return RELAXING if any(map(_weighs, model.linears)) else UNGUIDED


def _weighs(linear: Linear) -> bool:
    """Whether the constraint is more than that things exclude or need each other."""
    return (linear.high or 0) > 1 or max(map(abs, linear.coefficients)) > 1


def _turns(
    model: Model, ways: Sequence[SolverParameters], most: int | None = None
) -> Iterator[SolverParameters]:
    """The ways in turn, each with how long it may search: a glance, then ever longer; at `most` so
    many turns of each, or without end.
    """
    if ways[0] is RELAXING:
        yield {**ways[0], "cp_model_presolve": False, "max_deterministic_time": GLANCE}
    for turn in count() if most is None else range(most):
        for way in ways:
            if len(ways) == 1:
                yield way
            else:
                effort = FIRST_TURN * (1 + model.size / LARGE) * 4**turn
                yield {**way, "max_deterministic_time": effort}


def _together(known: EngineAnswer, answer: EngineAnswer, minimise: Expression) -> EngineAnswer:
    """What is known of a goal after one more search."""
    if answer.status is EngineStatus.INFEASIBLE:
        raise EngineContradiction("values that are known to be possible were proved impossible")
    assert known.values is not None
    assert known.bound is not None
    values = min((known.values, answer.values or known.values), key=minimise.value)
    bound = max(known.bound, known.bound if answer.bound is None else answer.bound)
    reached = minimise.value(values)
    if bound > reached:
        raise EngineContradiction(f"{reached} was found, and nothing proved to be below {bound}")
    if answer.status is EngineStatus.OPTIMAL or bound == reached:
        return EngineAnswer(EngineStatus.OPTIMAL, values, reached, answer.interrupted)
    return EngineAnswer(EngineStatus.FEASIBLE, values, bound, answer.interrupted)


def with_all_of(model: Model, literals: Sequence[int]) -> Model:
    """The model with these literals held true."""
    held = [Clause((literal,)) for literal in literals]
    return Model(
        model.size, model.linears, [*model.clauses, *held], model.exactly_one, model.ranges
    )
