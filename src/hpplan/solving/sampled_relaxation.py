"""A bound of goals that weigh, where the linear relaxation of the whole would take too much memory.

The prices of constraints on many variables, such as capacities, are estimated from a sample of the
groups with its share of each bound. At these prices, whatever they are, the bound is added up over
all groups, like that of the whole relaxation: a poor sample makes it low, not wrong.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from hpplan.solving.deadline import Deadline
from hpplan.solving.linear_programming import multipliers
from hpplan.solving.model import Expression, Linear, Model
from hpplan.solving.relaxation import paid_for
from hpplan.solving.strategies import BY_SIMPLEX, MANY_VARIABLES, OFTEN, SAMPLE


def bound_by_sample(
    model: Model,
    aim: Expression,
    held: Sequence[tuple[Expression, int]],
    deadline: Deadline,
    size: int = SAMPLE,
    many: int = MANY_VARIABLES,
) -> int:
    """A value that the expression does not fall below in any plan in which each of those `held` is
    no more than that. The sample has about `size` options; constraints on more than `many`
    variables are paid for. Raises TimeIsOver.
    """
    sample = _Sample(model, aim, size)
    paid: list[Linear] = []
    for number, row in enumerate(model.linears):
        if number % OFTEN == 0:
            deadline.ask()
        if len(row.variables) > many and not row.given:
            sample.add_share(row)
            paid.append(row)
    for total, most in held:
        if all(map(sample.decides.__getitem__, total.variables)):
            row = Linear(total.variables, total.coefficients, None, most - total.constant)
            sample.add_held(row, model)
            paid.append(row)
    worth = sample.multipliers(deadline)
    prices = worth[len(worth) - len(paid) :] if worth else [0.0] * len(paid)
    return max(model.floor(aim), paid_for(model, aim, zip(paid, prices, strict=True)).bound)


class _Sample:
    """A linear programme of some choices, spaced evenly so that about this many of their options
    are taken.
    """

    def __init__(self, model: Model, aim: Expression, size: int) -> None:
        self.decides = model.deciding
        self._apart = max(1, ceil(sum(map(len, model.exactly_one)) / size))
        self._choices = model.exactly_one[:: self._apart]
        options = [variable for choice in self._choices for variable in choice]
        self._number = {variable: number for number, variable in enumerate(options, start=1)}
        self._rows = [self._row(Linear(c, (1,) * len(c), 1, 1)) for c in self._choices]
        costs = dict(zip(aim.variables, aim.coefficients, strict=True))
        self._costs = {n: costs[v] for v, n in self._number.items() if v in costs}
        self._dearest = max(map(abs, aim.coefficients), default=0)
        self._overruns: dict[int, tuple[int, int]] = {}

    def _row(self, row: Linear) -> Linear:
        """The terms of the constraint that are in the sample."""
        terms = [(self._number[v], c) for c, v in row.terms if v in self._number]
        variables, coefficients = tuple(v for v, _ in terms), tuple(c for _, c in terms)
        return Linear(variables, coefficients, row.low, row.high)

    def add_share(self, row: Linear) -> None:
        """Add the sample's share of a constraint, in proportion to its coefficients."""
        part = self._row(row)
        whole = sum(map(abs, row.coefficients))
        share = Fraction(sum(map(abs, part.coefficients)), whole or 1)
        low = None if row.low is None else floor(row.low * share)
        high = None if row.high is None else ceil(row.high * share)
        self._rows.append(Linear(part.variables, part.coefficients, low, high))

    def add_held(self, row: Linear, model: Model) -> None:
        """Demand that the sample exceed its own least by no more than its share of what the whole
        may, or pay a high price.
        """
        assert row.high is not None
        part = self._row(row)
        price = dict(zip(part.variables, part.coefficients, strict=True))
        numbers = ((self._number[v] for v in choice) for choice in self._choices)
        least = sum(min(price.get(n, 0) for n in choice) for choice in numbers)
        beyond = row.high - model.floor(Expression(row.variables, row.coefficients))
        overrun = len(self._number) + len(self._overruns) + 1
        self._overruns[overrun] = 0, sum(map(abs, row.coefficients))
        self._costs[overrun] = self._dearest
        variables, coefficients = (*part.variables, overrun), (*part.coefficients, -1)
        high = least + ceil(beyond / self._apart)
        self._rows.append(Linear(variables, coefficients, None, high))

    def multipliers(self, deadline: Deadline) -> Sequence[float]:
        """The multiplier of each constraint in the sample, those of choices first."""
        size = len(self._number) + len(self._overruns) + 1
        aim = Expression(tuple(self._costs), tuple(self._costs.values()))
        return multipliers(size, self._overruns, self._rows, aim, BY_SIMPLEX, deadline)
