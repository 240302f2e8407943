"""CP-SAT, behind our own model. Beside `linear_programming` the only file that knows OR-Tools.

Models are handed over as the engine's own protocol message, through `cp_model_helper`: building is
several times faster than through `cp_model`, and loads neither numpy nor pandas. That part of
OR-Tools is undocumented, which is why its version is pinned.
"""

import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field, replace
from enum import Enum
from functools import cache
from threading import Event, Thread
from typing import Any, Final

from hpplan.solving.effort import Effort
from hpplan.solving.model import Expression, Model, common_divisor
from hpplan.solving.strategies import (
    EFFORT,
    EFFORT_OF_HANDING_OVER,
    GRACE,
    LEAST_EFFORT,
    OFTEN,
    UNSOUND,
    SolverParameters,
)
from hpplan.values import dataclass

_UNBOUNDED: Final = 2**62


class EngineContradiction(Exception):
    """The engine made two claims that cannot both be true, so none of its results are used."""


class EngineStatus(Enum):
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
    more: SolverParameters = field(default_factory=dict)
    effort: Effort | None = None
    """The effort left for the search, which is reduced by what the search takes."""

    def parameters(self) -> dict[str, Any]:
        return {
            "max_time_in_seconds": max(self.seconds, 0.001),
            "num_workers": self.workers,
            "random_seed": self.seed,
            "catch_sigint_signal": False,
            **self.more,
            **self._at_most(),
            **UNSOUND,
        }

    def _at_most(self) -> SolverParameters:
        if self.effort is None:
            return {}
        own = self.more.get(EFFORT, self.effort.left)
        return {EFFORT: max(min(own, self.effort.left), LEAST_EFFORT)}


@dataclass(frozen=True, slots=True)
class EngineAnswer:
    """A status, the values of the variables if there are any, and the best bound on the objective
    that the engine proved, if it proved any. `interrupted` says that the user ended the search.
    `core` holds those of the assumed literals that already cannot all be true, as the engine
    reports them: it may omit some that matter, so it proves nothing.
    """

    status: EngineStatus
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
) -> EngineAnswer:
    """Search for values that keep every constraint, and minimise the expression if one is given.

    `hint` gives a value for each variable to try first. The `assumed` literals are true; where that
    is impossible, the answer says which of them matter.
    """
    helper = _engine()
    began = time.monotonic()
    until = began + max(settings.seconds, 0.0) + GRACE

    def over(number: int) -> bool:
        return number % OFTEN == 0 and time.monotonic() > until

    unknown = EngineAnswer(EngineStatus.UNKNOWN, None, None)
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
    for number, group in enumerate(model.exactly_one):
        if over(number):
            return unknown
        constraints.add().exactly_one.literals.extend(group)
    for number, clause in enumerate(model.clauses):
        if over(number):
            return unknown
        constraints.add().bool_or.literals.extend(clause.literals)
    for number, linear in enumerate(model.linears):
        if over(number):
            return unknown
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
    scale = 1 if minimise is None else common_divisor(minimise.coefficients)
    if minimise is not None:
        proto.objective.vars.extend(minimise.variables)
        proto.objective.coeffs.extend([c // scale for c in minimise.coefficients])
    if hint is not None:
        proto.solution_hint.vars.extend(range(1, model.size))
        proto.solution_hint.values.extend(hint[1:])
    proto.assumptions.extend(assumed)
    parameters = helper.SatParameters()
    settings = replace(settings, seconds=settings.seconds - (time.monotonic() - began))
    for name, value in settings.parameters().items():
        setattr(parameters, name, value)
    wrapper = helper.SolveWrapper()
    wrapper.set_parameters(parameters)
    response, interrupted = in_thread(lambda: wrapper.solve(proto), wrapper.stop_search)
    if settings.effort is not None:
        handed_over = model.literals * EFFORT_OF_HANDING_OVER
        settings.effort.spend(response.deterministic_time + handed_over)
    return _answer(
        helper.CpSolverStatus(response.status).name,
        list(response.solution),
        scale * response.inner_objective_lower_bound,
        minimise,
        interrupted=interrupted,
        core=_among(assumed, response.sufficient_assumptions_for_infeasibility),
    )


@cache
def _engine() -> Any:
    """The engine's own interface. The system looks up its functions when they are first called:
    looking up all of them at once, of which a search needs few, takes a third longer.
    """
    if not hasattr(sys, "setdlopenflags"):  # Windows looks them up like that anyway
        from ortools.sat.python import cp_model_helper as helper

        return helper
    flags = sys.getdlopenflags()
    sys.setdlopenflags(os.RTLD_LAZY)
    try:
        from ortools.sat.python import cp_model_helper as helper
    finally:
        sys.setdlopenflags(flags)
    return helper


def in_thread(search: Callable[[], Any], stop: Callable[[], None]) -> tuple[Any, bool]:
    """The result of the search, and whether Ctrl-C ended it. The engine would keep the signal from
    Python until it is done, so it runs in a thread beside the one that receives it.
    """
    answers: list[Any] = []
    faults: list[BaseException] = []
    done = Event()

    def run() -> None:
        try:
            answers.append(search())
        except BaseException as fault:  # noqa: BLE001  # raised again where it is heard
            faults.append(fault)
        done.set()

    # Waiting on the thread itself would count it as ended once a signal comes in between.
    Thread(target=run, daemon=True).start()
    interrupted = False
    while not done.is_set():
        try:
            if not done.wait(0.2 if interrupted else None):
                stop()  # a search that had not begun yet was not stopped by it
        except KeyboardInterrupt:
            interrupted = True
            stop()
    for fault in faults:
        raise fault
    return answers[0], interrupted


def _answer(
    status: str,
    values: Sequence[int],
    bound: int,
    minimise: Expression | None,
    *,
    interrupted: bool,
    core: tuple[int, ...],
) -> EngineAnswer:
    """The engine's answer in our terms; `bound` is the engine's own, without the constant. A bound
    that the engine never set is 0, so a bound of 0 counts as none.
    """
    match status:
        case "OPTIMAL" | "FEASIBLE":
            known = EngineStatus.OPTIMAL if status == "OPTIMAL" else EngineStatus.FEASIBLE
            if minimise is None:
                return EngineAnswer(known, values, None, interrupted)
            reached = minimise.value(values)
            proved = bound + minimise.constant if bound else None
            if proved is not None and proved > reached:
                raise EngineContradiction(
                    f"CP-SAT proved that nothing is below {proved}, and found {reached}"
                )
            if known is EngineStatus.OPTIMAL:
                return EngineAnswer(known, values, reached, interrupted)
            return EngineAnswer(known, values, proved, interrupted)
        case "INFEASIBLE":
            return EngineAnswer(EngineStatus.INFEASIBLE, None, None, interrupted, core)
        case "UNKNOWN":
            known_bound = minimise is not None and bound and abs(bound) < _UNBOUNDED
            if minimise is None or not known_bound:
                return EngineAnswer(EngineStatus.UNKNOWN, None, None, interrupted)
            return EngineAnswer(EngineStatus.UNKNOWN, None, bound + minimise.constant, interrupted)
        case _:
            raise EngineContradiction(f"CP-SAT answered {status}, which hpplan does not expect")


def _among(assumed: Sequence[int], core: Iterable[int]) -> tuple[int, ...]:
    """The literals of the core, which may contain others than those assumed, in the order
    assumed.
    """
    named = set(core)
    return tuple(literal for literal in assumed if literal in named)
