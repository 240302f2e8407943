"""The linear relaxation of a model, and a bound from it that does not rest on floating point.

The engine gives a multiplier for each constraint. Whatever they are: to pay that price for a
constraint instead of keeping it makes no plan dearer that keeps it (Lagrange; Geoffrion 1974), and
what remains are choices of one, each made at its least. That is added up in whole numbers. The cost
of an option beyond the least of its choice, its reduced cost, shows which plans it cannot be part
of.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import isfinite
from typing import Final

from hpplan.solving.deadline import Deadline
from hpplan.solving.linear_programming import multipliers
from hpplan.solving.model import TRUE, Expression, Linear, Model
from hpplan.solving.strategies import MANY_VARIABLES, LinearMethod
from hpplan.values import dataclass

SCALE: Final = 2**20
"""Multipliers are rounded to multiples of one in this many."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A value that no plan falls below, and the reduced costs of each variable: of being true, and
    of being false. Costs are in units of one in `SCALE`.
    """

    bound: int
    least: int
    """The bound before it is rounded up, in the same units."""
    true: Sequence[int]
    false: Sequence[int]

    def settled(self, value: int) -> list[int]:
        """The literals that hold in every plan that is no worse than this value."""
        cost = value * SCALE - self.least
        return [
            literal
            for variable in range(1, len(self.true))
            for literal, other in ((~variable, self.true), (variable, self.false))
            if other[variable] > cost
        ]

    def core(self, values: Sequence[int], size: int, settled: Iterable[int]) -> list[int]:
        """Literals to hold so that, of the variables that nothing settles, this many stay open: the
        others keep their current values, those first that are dearest to change.
        """
        known = {max(literal, ~literal) for literal in settled}
        costs = {
            variable: (self.false if value else self.true)[variable]
            for variable, value in enumerate(values)
            if variable != TRUE and variable not in known
        }
        in_order = sorted(costs, key=costs.__getitem__)
        return [v if values[v] else ~v for v in in_order[size:] if costs[v] > 0]


def without_many(model: Model) -> Model:
    """The model without constraints on many variables: a bound for all its plans holds for those of
    the whole.
    """
    left = model.with_()
    left.linears = [row for row in model.linears if len(row.variables) <= MANY_VARIABLES]
    return left


def relaxed(
    model: Model, aim: Expression, method: LinearMethod, deadline: Deadline
) -> Relaxed | None:
    """The bound of the expression by the relaxation; None if the engine found no solution.
    Constraints that bind only under a condition are left out. Raises TimeIsOver if the programme is
    not built in time.
    """

    def rows() -> Iterator[Linear]:
        for choice in model.exactly_one:
            yield Linear(choice, (1,) * len(choice), 1, 1)
        yield from _rows(model)

    worth = multipliers(model.size, model.ranges, rows(), aim, method, deadline)
    return priced(model, aim, worth[len(model.exactly_one) :]) if worth else None


def priced(model: Model, aim: Expression, prices: Iterable[float]) -> Relaxed:
    """The bound of the expression where each constraint but the choices of one is paid for at this
    price, in the order of clauses and then sums, instead of being kept.
    """
    return paid_for(model, aim, zip(_rows(model), prices, strict=True))


def paid_for(model: Model, aim: Expression, paid: Iterable[tuple[Linear, float]]) -> Relaxed:
    """The bound of the expression where these constraints are paid for at these prices, and all
    others but the choices of one are left out.
    """
    costs = [0] * model.size
    for coefficient, variable in aim.terms:
        costs[variable] = SCALE * coefficient
    least = SCALE * aim.constant
    for row, price in paid:
        bound = row.low if price > 0 else row.high
        if price and isfinite(price) and bound is not None:
            worth = round(SCALE * price)
            least += worth * bound
            for coefficient, variable in row.terms:
                costs[variable] -= worth * coefficient
    return _added_up(model, least, costs)


def _rows(model: Model) -> Iterator[Linear]:
    """The constraints as sums, without the choices of one."""
    for clause in model.clauses:
        variables = tuple(literal if literal >= 0 else ~literal for literal in clause.literals)
        signs = tuple(1 if literal >= 0 else -1 for literal in clause.literals)
        yield Linear(variables, signs, 1 - signs.count(-1), None)
    for linear in model.linears:
        if not linear.given:
            yield linear


def _added_up(model: Model, least: int, costs: Sequence[int]) -> Relaxed:
    """The bound at these costs, and the reduced costs of each variable."""
    true, false = [0] * model.size, [0] * model.size
    least += costs[TRUE]
    chosen = bytearray(model.size)
    chosen[TRUE] = 1
    for choice in model.exactly_one:
        cheapest = min(costs[variable] for variable in choice)
        least += cheapest
        for variable in choice:
            chosen[variable] = 1
            true[variable] = costs[variable] - cheapest
    for variable, cost in enumerate(costs):
        if not chosen[variable]:
            low, high = model.ranges.get(variable, (0, 1))
            least += min(cost * low, cost * high)
            if variable not in model.ranges:
                true[variable], false[variable] = max(cost, 0), max(-cost, 0)
    return Relaxed(-(-least // SCALE), least, true, false)
