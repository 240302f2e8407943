"""CP-SAT, behind our own model. The only file that knows OR-Tools.

Models are handed over as the engine's own protocol message, through `cp_model_helper`: building
is several times faster than through `cp_model`, and loads neither numpy nor pandas. That part of
OR-Tools is not documented; where it is missing or has changed, the documented `cp_model` is used.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import Enum
from threading import Thread
from types import ModuleType
from typing import Any, Final

from hpplan.solving.model import Expression, Model

_UNBOUNDED: Final = 2**62


class Status(Enum):
    """What the engine says of a model."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Settings:
    """How the engine searches. The defaults make equal models give equal answers."""

    seconds: float
    workers: int = 1
    seed: int = 0
    more: Mapping[str, Any] = field(default_factory=dict)

    def parameters(self) -> dict[str, Any]:
        return {
            "max_time_in_seconds": max(self.seconds, 0.001),
            "num_workers": self.workers,
            "random_seed": self.seed,
            "catch_sigint_signal": False,
            **self.more,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, the values of the variables if there are any, and the best bound on the objective
    if one was asked for and one is known. `interrupted` says that the user ended the search.

    `core` are those of the assumed literals that already cannot all be true, by the engine's word:
    it may leave out some that matter, so nothing is proved by it.
    """

    status: Status
    values: Sequence[int] | None
    bound: int | None
    interrupted: bool = False
    core: tuple[int, ...] = ()


def solve(
    model: Model,
    settings: Settings,
    minimise: Expression | None = None,
    hint: Sequence[int] | None = None,
    assumed: Sequence[int] = (),
) -> Answer:
    """Search for values that keep every constraint, and make the expression least if one is given.

    `hint` gives a value for each variable to try first. The `assumed` literals are true; where that
    is impossible, the answer says which of them matter.
    """
    engine = _documented if _helper() is None else _direct
    return engine(model, settings, minimise, hint, assumed)


def _helper() -> ModuleType | None:
    try:
        from ortools.sat.python import cp_model_helper
    except ImportError:
        return None
    wanted = ("CpModelProto", "SatParameters", "SolveWrapper", "CpSolverStatus")
    return cp_model_helper if all(hasattr(cp_model_helper, name) for name in wanted) else None


def _direct(
    model: Model,
    settings: Settings,
    minimise: Expression | None,
    hint: Sequence[int] | None,
    assumed: Sequence[int] = (),
) -> Answer:
    helper: Any = _helper()
    proto = helper.CpModelProto()
    fixed = proto.variables.add()
    fixed.domain.extend([1, 1])
    if model.size > 1:
        boolean = helper.IntegerVariableProto()
        boolean.domain.extend([0, 1])
        proto.variables.extend([boolean] * (model.size - 1))
    for number, (low, high) in model.ranges.items():
        domain = proto.variables[number].domain
        domain.clear()
        domain.extend([low, high])
    constraints = proto.constraints
    for group in model.exactly_one:
        constraints.add().exactly_one.literals.extend(group)
    for clause in model.clauses:
        constraints.add().bool_or.literals.extend(clause.literals)
    for linear in model.linears:
        constraint = constraints.add()
        if linear.given:
            constraint.enforcement_literal.extend(linear.given)
        body = constraint.linear
        body.vars.extend(linear.variables)
        body.coeffs.extend(linear.coefficients)
        body.domain.extend(
            (
                -_UNBOUNDED if linear.low is None else linear.low,
                _UNBOUNDED if linear.high is None else linear.high,
            )
        )
    if minimise is not None:
        proto.objective.vars.extend(minimise.variables)
        proto.objective.coeffs.extend(minimise.coefficients)
    if hint is not None:
        proto.solution_hint.vars.extend(range(1, model.size))
        proto.solution_hint.values.extend(hint[1:])
    proto.assumptions.extend(assumed)
    parameters = helper.SatParameters()
    for name, value in settings.parameters().items():
        setattr(parameters, name, value)
    wrapper = helper.SolveWrapper()
    wrapper.set_parameters(parameters)
    response, interrupted = _in_thread(lambda: wrapper.solve(proto), wrapper.stop_search)
    return _answer(
        helper.CpSolverStatus(response.status).name,
        list(response.solution),
        response.best_objective_bound,
        minimise,
        interrupted=interrupted,
        core=_among(assumed, response.sufficient_assumptions_for_infeasibility),
    )


def _documented(
    model: Model,
    settings: Settings,
    minimise: Expression | None,
    hint: Sequence[int] | None,
    assumed: Sequence[int] = (),
) -> Answer:
    from ortools.sat.python import cp_model

    built: Any = cp_model.CpModel()
    ranges = (model.ranges.get(number, (0, 1)) for number in range(1, model.size))
    numbers = (built.new_int_var(low, high, "") for low, high in ranges)
    variables = [built.new_constant(1), *numbers]

    def literal(number: int) -> Any:
        return variables[number] if number >= 0 else variables[~number].negated()

    for group in model.exactly_one:
        built.add_exactly_one(map(literal, group))
    for clause in model.clauses:
        built.add_bool_or(list(map(literal, clause.literals)))
    for linear in model.linears:
        total = cp_model.LinearExpr.weighted_sum(
            [variables[v] for v in linear.variables], list(linear.coefficients)
        )
        low = -_UNBOUNDED if linear.low is None else linear.low
        high = _UNBOUNDED if linear.high is None else linear.high
        constraint = built.add_linear_constraint(total, low, high)
        if linear.given:
            constraint.only_enforce_if(list(map(literal, linear.given)))
    if minimise is not None:
        built.minimize(
            cp_model.LinearExpr.weighted_sum(
                [variables[v] for v in minimise.variables], list(minimise.coefficients)
            )
        )
    for number, value in enumerate(hint or ()):
        if number:
            built.add_hint(variables[number], value)
    built.add_assumptions(list(map(literal, assumed)))
    solver: Any = cp_model.CpSolver()
    for name, value in settings.parameters().items():
        setattr(solver.parameters, name, value)
    status, interrupted = _in_thread(lambda: solver.solve(built), solver.stop_search)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    values = [int(solver.value(variable)) for variable in variables] if found else []
    return _answer(
        solver.status_name(status),
        values,
        solver.best_objective_bound,
        minimise,
        interrupted=interrupted,
        core=_among(assumed, solver.sufficient_assumptions_for_infeasibility()),
    )


def _in_thread(search: Callable[[], Any], stop: Callable[[], None]) -> tuple[Any, bool]:
    """What the search returns, and whether Ctrl-C ended it. The engine would keep the signal from
    Python until it is done, so it runs beside the thread that hears it.
    """
    found: Future[Any] = Future()

    def run() -> None:
        try:
            found.set_result(search())
        except BaseException as fault:  # noqa: BLE001  # raised again where it is heard
            found.set_exception(fault)

    # Waiting on the thread itself would take it for dead once a signal comes in between.
    Thread(target=run, daemon=True).start()
    interrupted = False
    while True:
        try:
            return found.result(timeout=0.2 if interrupted else None), interrupted
        except KeyboardInterrupt:
            interrupted = True
            stop()
        except TimeoutError:
            stop()  # a search that had not begun yet has not heard of it


def _answer(
    status: str,
    values: Sequence[int],
    bound: float,
    minimise: Expression | None,
    *,
    interrupted: bool,
    core: tuple[int, ...],
) -> Answer:
    match status:
        case "OPTIMAL" | "FEASIBLE":
            known = Status.OPTIMAL if status == "OPTIMAL" else Status.FEASIBLE
            if minimise is None:
                return Answer(known, values, None, interrupted)
            reached = minimise.value(values)
            if known is Status.OPTIMAL:
                return Answer(known, values, reached, interrupted)
            bound_known = min(reached, _up(bound) + minimise.constant)
            return Answer(known, values, bound_known, interrupted)
        case "INFEASIBLE":
            return Answer(Status.INFEASIBLE, None, None, interrupted, core)
        case "UNKNOWN":
            known_bound = None if minimise is None or abs(bound) >= _UNBOUNDED else _up(bound)
            if known_bound is None or minimise is None:
                return Answer(Status.UNKNOWN, None, None, interrupted)
            return Answer(Status.UNKNOWN, None, known_bound + minimise.constant, interrupted)
        case _:
            raise AssertionError(f"CP-SAT answered {status}, which hpplan does not expect")


def _among(assumed: Sequence[int], core: Iterable[int]) -> tuple[int, ...]:
    """The literals of the core, which may name others than were assumed, in the order assumed."""
    named = set(core)
    return tuple(literal for literal in assumed if literal in named)


def _up(bound: float) -> int:
    """The least whole number not below a bound that floats may have blurred."""
    return math.ceil(bound - 1e-6)
