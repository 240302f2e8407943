"""Linear programmes, behind our own constraints. Beside `cpsat` the only file that knows OR-Tools.

They are handed over as the engine's protocol message: numpy, pandas and scipy, which its other
interfaces need, are not loaded. The answers are in floating point, so they prove nothing by
themselves.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import inf
from typing import Any

from hpplan.solving.cpsat import in_thread
from hpplan.solving.deadline import Deadline
from hpplan.solving.model import Expression, Linear
from hpplan.solving.strategies import OFTEN, LinearMethod


def multipliers(
    size: int,
    ranges: Mapping[int, tuple[int, int]],
    rows: Iterable[Linear],
    minimise: Expression,
    method: LinearMethod,
    deadline: Deadline,
) -> Sequence[float]:
    """The multiplier of each of these constraints: how much the least value of the expression grows
    with its bound, where variables may be fractional. None where the engine found no solution.
    Raises TimeIsOver if the programme is not built by the deadline.
    """
    import ortools.linear_solver.linear_solver_pb2 as messages
    from ortools.linear_solver.python import model_builder_helper as engine

    request = messages.MPModelRequest()
    programme: Any = request.model
    price = dict(zip(minimise.variables, minimise.coefficients, strict=True))
    for variable in range(size):
        low, high = ranges.get(variable, (0, 1))
        programme.variable.add(
            lower_bound=low if variable else 1,
            upper_bound=high,
            objective_coefficient=price.get(variable, 0),
        )
    for number, row in enumerate(rows):
        if number % OFTEN == 0:
            deadline.ask()
        programme.constraint.add(
            var_index=row.variables,
            coefficient=row.coefficients,
            lower_bound=-inf if row.low is None else row.low,
            upper_bound=inf if row.high is None else row.high,
        )
    request.solver_type = messages.MPModelRequest.SolverType.Value(method.engine)
    request.solver_time_limit_seconds = max(deadline.left, 0.001)
    request.solver_specific_parameters = method.parameters
    text: Any = request.SerializeToString()
    del request, programme
    solver: Any = engine.ModelSolverHelper(method.name)
    answer, interrupted = in_thread(
        lambda: solver.solve_serialized_request(text), solver.interrupt_solve
    )
    if interrupted:
        raise KeyboardInterrupt
    worth: Sequence[float] = messages.MPSolutionResponse.FromString(answer).dual_value
    return worth
