"""Values for the variables of a model, with the sums of its constraints, so that a few variables
can be changed, or freed into a small model of their own, without a look at all the others.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from hpplan.solving.deadline import NO_END, Deadline
from hpplan.solving.model import TRUE, Clause, Expression, Linear, Model, expression
from hpplan.solving.strategies import OFTEN
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Subproblem:
    """A model of the freed variables alone; `number` maps each of them to its number in it."""

    model: Model
    number: Mapping[int, int]

    def values(self, whole: Sequence[int]) -> list[int]:
        """The values of the freed variables among those of the whole model."""
        return [1, *(whole[variable] for variable in self.number)]

    def changes(self, values: Sequence[int]) -> dict[int, int]:
        """Values of this model, by the variables of the whole model."""
        return {variable: values[number] for variable, number in self.number.items()}


@dataclass(frozen=True, slots=True)
class Break:
    """A sum of variables that is out of bounds: `missing` is how far it is too small, and negative
    where it is too large.
    """

    variables: Sequence[int]
    coefficients: Sequence[int]
    missing: int


class IncrementalAssignment:
    """The current values and the sums under them. `totals` are expressions whose sums are kept as
    well, numbered in their order; they constrain nothing.

    Variables that stand in a choice of one decide; all others are helpers, which follow from them.
    """

    def __init__(
        self,
        model: Model,
        values: Sequence[int],
        totals: Sequence[Expression] = (),
        deadline: Deadline = NO_END,
    ) -> None:
        self.model = model
        self._made_of = [*model.linears], len(model.clauses)
        self.values = list(values)
        self.decides = model.deciding
        self.decides[TRUE] = 1
        self.choice_of = {v: choice for choice in model.exactly_one for v in choice}
        self._linears_of: defaultdict[int, array[int]] = defaultdict(_row)
        self._given_of: defaultdict[int, list[int]] = defaultdict(list)
        self._clauses_of: defaultdict[int, array[int]] = defaultdict(_numbers)
        self._helpers_in: dict[int, tuple[int, ...]] = {}
        self.sums: list[int] = []
        for number, linear in enumerate(model.linears):
            if number % OFTEN == 0:
                deadline.ask()
            self._list_linear(number, linear)
        for number, clause in enumerate(model.clauses):
            if number % OFTEN == 0:
                deadline.ask()
            for literal in clause.literals:
                self._clauses_of[variable_of(literal)].append(number)
        self._totals: list[dict[int, int]] = []
        self.totals: list[int] = []
        self.keep(totals)

    def keep(self, totals: Sequence[Expression]) -> None:
        """Keep these totals from now on, instead of those before."""
        self._totals = [
            dict(zip(total.variables, total.coefficients, strict=True)) for total in totals
        ]
        self.totals = [total.value(self.values) for total in totals]

    def _list_linear(self, number: int, linear: Linear) -> None:
        total, values, decides = 0, self.values, self.decides
        for variable, coefficient in zip(linear.variables, linear.coefficients, strict=True):
            self._linears_of[variable].extend((number, coefficient))
            total += coefficient * values[variable]
        self.sums.append(total)
        for literal in linear.given:
            self._given_of[variable_of(literal)].append(number)
        named = (*linear.variables, *map(variable_of, linear.given))
        if not all(map(decides.__getitem__, named)):
            self._helpers_in[number] = tuple(v for v in named if not decides[v])

    def _rows(self, variable: int) -> Iterator[tuple[int, int]]:
        """The linear constraints that the variable stands in, and its coefficient there."""
        row = iter(self._linears_of.get(variable, ()))
        return zip(row, row, strict=True)

    def sums_with(self, variable: int) -> Sequence[tuple[int, int]]:
        """The numbers of the linear constraints that contain the variable, with its
        coefficients.
        """
        return tuple(self._rows(variable))

    @property
    def is_current(self) -> bool:
        """Whether the model still has the constraints that it had when their sums were made."""
        return self._made_of == (self.model.linears, len(self.model.clauses))

    def clauses_with(self, variable: int) -> Sequence[int]:
        """The numbers of the clauses that the variable stands in."""
        return self._clauses_of.get(variable, ())

    def is_condition(self, variable: int) -> bool:
        """Whether some linear constraint binds only under a value of this variable."""
        return variable in self._given_of

    def take(self, changes: Mapping[int, int]) -> None:
        """Give variables other values."""
        for variable, value in changes.items():
            if difference := value - self.values[variable]:
                self.values[variable] = value
                for number, coefficient in self._rows(variable):
                    self.sums[number] += coefficient * difference
                for number, total in enumerate(self._totals):
                    self.totals[number] += total.get(variable, 0) * difference

    def harms(self, changes: Mapping[int, int]) -> bool:
        """Whether other values for these variables, all of which decide, break a constraint on
        deciding variables only, or break one more than before.
        """
        return any(True for _ in self.breaks(changes))

    def breaks(self, changes: Mapping[int, int]) -> "Iterator[Break]":
        """How other values for these variables, all of which decide, break constraints on deciding
        variables only, or break them more than before.
        """
        values, linears = self.values, self.model.linears
        differences: dict[int, int] = {}
        for variable, value in changes.items():
            if difference := value - values[variable]:
                for number, coefficient in self._rows(variable):
                    differences[number] = differences.get(number, 0) + coefficient * difference
                for number in self._given_of.get(variable, ()):
                    differences.setdefault(number, 0)
        for number, difference in differences.items():
            linear = linears[number]
            if number in self._helpers_in or not (difference or linear.given):
                continue
            then = _excess(linear, total := self.sums[number] + difference)
            if then and self._all_hold(linear.given, changes):
                now = _excess(linear, self.sums[number])
                if then > now or not self._all_hold(linear.given, {}):
                    low = linear.low is not None and total < linear.low
                    yield Break(linear.variables, linear.coefficients, then if low else -then)
        for variable, value in changes.items():
            if value != values[variable]:
                for number in self._clauses_of.get(variable, ()):
                    if self._broken_clause(clause := self.model.clauses[number], changes):
                        named = tuple(map(variable_of, clause.literals))
                        signs = tuple(1 if literal >= 0 else -1 for literal in clause.literals)
                        yield Break(named, signs, 1)

    def _all_hold(self, literals: Iterable[int], changes: Mapping[int, int]) -> bool:
        return all(
            bool(changes.get(variable_of(lit), self.values[variable_of(lit)])) == (lit >= 0)
            for lit in literals
        )

    def _broken_clause(self, clause: Clause, changes: Mapping[int, int]) -> bool:
        return all(map(self.decides.__getitem__, map(variable_of, clause.literals))) and not any(
            bool(changes.get(variable_of(lit), self.values[variable_of(lit)])) == (lit >= 0)
            for lit in clause.literals
        )

    def with_helpers(self, deciding: Iterable[int]) -> list[int]:
        """These variables and the helpers that may have to follow them."""
        free = dict.fromkeys(deciding)
        waiting = list(free)
        seen: set[int] = set()
        helpers_in, clauses, decides = self._helpers_in, self.model.clauses, self.decides
        while waiting:
            variable = waiting.pop()
            numbers = [number for number, _ in self._rows(variable) if number in helpers_in]
            numbers += self._given_of.get(variable, ())
            touched = [helper for number in numbers for helper in helpers_in.get(number, ())]
            for number in self._clauses_of.get(variable, ()):
                if number not in seen:
                    seen.add(number)
                    touched += [variable_of(literal) for literal in clauses[number].literals]
            for helper in touched:
                if not decides[helper] and helper not in free:
                    free[helper] = None
                    waiting.append(helper)
        return list(free)

    def behind(self, helper: int) -> list[tuple[int, ...]]:
        """The choices whose current options share a clause with the helper."""
        beside = dict.fromkeys(
            variable_of(literal)
            for number in self._clauses_of.get(helper, ())
            for literal in self.model.clauses[number].literals
        )
        return [self.choice_of[v] for v in beside if self.values[v] and v in self.choice_of]

    def freed(self, free: Sequence[int]) -> Subproblem:
        """The model that is left when all other variables keep their values."""
        part = Model()
        number = {
            variable: part.number(*self.model.ranges[variable])
            if variable in self.model.ranges
            else part.variable()
            for variable in free
        }
        choices = dict.fromkeys(self.choice_of[v] for v in free if v in self.choice_of)
        part.exactly_one += [tuple(number[v] for v in c if v in number) for c in choices]
        self._free_linears(number, part)
        self._free_clauses(number, part)
        return Subproblem(part, number)

    def _free_linears(self, number: Mapping[int, int], part: Model) -> None:
        terms: dict[int, list[tuple[int, int]]] = {}
        settled = dict[int, int]()
        for variable, own in number.items():
            value = self.values[variable]
            for row, coefficient in self._rows(variable):
                terms.setdefault(row, []).append((coefficient, own))
                settled[row] = settled.get(row, self.sums[row]) - coefficient * value
            for row in self._given_of.get(variable, ()):
                terms.setdefault(row, [])
        for row, free in terms.items():
            linear, rest = self.model.linears[row], settled.get(row, self.sums[row])
            part.add_residual_sum(linear, free, rest, number, self.values)

    def _free_clauses(self, number: Mapping[int, int], part: Model) -> None:
        rows = dict.fromkeys(row for v in number for row in self._clauses_of.get(v, ()))
        for row in rows:
            part.add_residual(self.model.clauses[row], number, self.values)

    def total_of(self, which: int, part: Subproblem) -> Expression:
        """One of the totals, in the variables of the subproblem."""
        coefficients = self._totals[which]
        terms = [
            (coefficients[variable], own, self.values[variable])
            for variable, own in part.number.items()
            if variable in coefficients
        ]
        rest = self.totals[which] - sum(c * value for c, _, value in terms)
        return expression(((c, own) for c, own, _ in terms), rest)


def _row() -> "array[int]":
    return array("q")


def _numbers() -> "array[int]":
    return array("l")


def variable_of(literal: int) -> int:
    return literal if literal >= 0 else ~literal


def _excess(linear: Linear, total: int) -> int:
    """By how much a sum is out of bounds."""
    if linear.high is not None and total > linear.high:
        return total - linear.high
    return linear.low - total if linear.low is not None and total < linear.low else 0
