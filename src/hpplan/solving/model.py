"""A model of yes-or-no variables, whole numbers and linear constraints, in plain values.

Nothing here knows an engine; `cpsat` hands a model to one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from math import gcd
from typing import Final

from hpplan.rules.base import ALWAYS_TRUE, NEVER_TRUE, Quantity
from hpplan.solving.strategies import OFTEN
from hpplan.values import dataclass

TRUE: Final = ALWAYS_TRUE
"""The literal that always holds. Literals number variables; `~literal` is its negation."""
FALSE: Final = NEVER_TRUE

ALWAYS: Final = -1
"""The `part` of constraints that rest on no fact: they define what the variables mean. Others carry
the number of the part of a fact that they rest on; see `encoding`.
"""

Values = Sequence[int] | Mapping[int, int]
"""Values of variables, by their numbers."""


@dataclass(frozen=True, slots=True)
class Linear:
    """low ≤ Σ coefficient · variable ≤ high, where all of `given` hold. None is no bound."""

    variables: tuple[int, ...]
    coefficients: tuple[int, ...]
    low: int | None
    high: int | None
    given: tuple[int, ...] = ()
    part: int = ALWAYS

    @property
    def terms(self) -> Iterator[tuple[int, int]]:
        """Each coefficient with its variable, as `Model.linear` and `expression` take them."""
        return zip(self.coefficients, self.variables, strict=True)


@dataclass(frozen=True, slots=True)
class Clause:
    """At least one of the literals holds."""

    literals: tuple[int, ...]
    part: int = ALWAYS


@dataclass(frozen=True, slots=True)
class Expression:
    """constant + Σ coefficient · variable."""

    variables: tuple[int, ...]
    coefficients: tuple[int, ...]
    constant: int = 0

    @property
    def terms(self) -> Iterator[tuple[int, int]]:
        """Each coefficient with its variable, as `Model.linear` and `expression` take them."""
        return zip(self.coefficients, self.variables, strict=True)

    def value(self, assignment: Sequence[int]) -> int:
        return self.constant + sum(c * assignment[v] for c, v in self.terms)


@dataclass(slots=True)
class Model:
    """Variables 1 … `size`-1, and the constraints on them; variable 0 is the constant true.

    A variable is 0 or 1 unless `ranges` has its least and greatest value.
    """

    size: int = 1
    linears: list[Linear] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    exactly_one: list[tuple[int, ...]] = field(default_factory=list)
    ranges: dict[int, tuple[int, int]] = field(default_factory=dict)

    def variable(self) -> int:
        self.size += 1
        return self.size - 1

    def number(self, low: int, high: int) -> Quantity:
        number = Quantity(self.variable())
        self.ranges[number] = low, high
        return number

    @property
    def literals(self) -> int:
        """A measure of its size: variables, literals and terms."""
        choices = sum(map(len, self.exactly_one)) + sum(len(c.literals) for c in self.clauses)
        return self.size + choices + sum(len(linear.variables) for linear in self.linears)

    @property
    def deciding(self) -> bytearray:
        """For each variable whether it stands in a choice of one."""
        found = bytearray(self.size)
        for choice in self.exactly_one:
            for variable in choice:
                found[variable] = 1
        return found

    def bounds(self, total: "Expression") -> tuple[int, int]:
        """The least and greatest value of an expression within the ranges of its variables."""
        least = most = total.constant
        if not self.ranges:
            down = sum([c for c in total.coefficients if c < 0])
            return least + down, most + sum(total.coefficients) - down
        for coefficient, variable in total.terms:
            low, high = self.ranges.get(variable, (0, 1))
            one, other = coefficient * low, coefficient * high
            least, most = least + min(one, other), most + max(one, other)
        return least, most

    def floor(self, total: "Expression") -> int:
        """A value that the expression cannot fall below: each choice of one taken at its least, or
        the bound of a constraint on this very expression.
        """
        left = dict(zip(total.variables, total.coefficients, strict=True))
        least = total.constant
        for group in self.exactly_one:
            least += min(left.pop(variable, 0) for variable in group)
        rest = Expression(tuple(left), tuple(left.values()))
        divisor = common_divisor(total.coefficients)
        scaled = tuple(coefficient // divisor for coefficient in total.coefficients)
        stated = (
            divisor * linear.low + total.constant
            for linear in self.linears
            if linear.low is not None
            and not linear.given
            and linear.variables == total.variables
            and linear.coefficients == scaled
        )
        return max([least + self.bounds(rest)[0], *stated])

    def keeps(self, values: Sequence[int]) -> bool:
        """Whether the values, which are within the variables' ranges, keep every constraint."""
        return (
            all(sum(_holds(one, values) for one in group) == 1 for group in self.exactly_one)
            and all(is_kept(clause, values) for clause in self.clauses)
            and all(is_kept(linear, values) for linear in self.linears)
        )

    def with_(self, clauses: Iterable[Clause] = ()) -> "Model":
        """A copy of the model with these clauses as well. What is added to the copy is not added to
        this one.
        """
        return replace(
            self,
            linears=[*self.linears],
            clauses=[*self.clauses, *clauses],
            exactly_one=[*self.exactly_one],
            ranges=dict(self.ranges),
        )

    def with_true(self, literals: Iterable[int]) -> "Model":
        """The model in which these literals hold."""
        return self.with_(Clause((literal,)) for literal in literals)

    def compact(self) -> "Model":
        """The same constraints, with only the variables that occur in one, renumbered."""
        numbers = {TRUE: TRUE}

        def anew(literals: Iterable[int]) -> tuple[int, ...]:
            return tuple(
                ~numbers.setdefault(~literal, len(numbers))
                if literal < 0
                else numbers.setdefault(literal, len(numbers))
                for literal in literals
            )

        groups = [anew(group) for group in self.exactly_one]
        clauses = [replace(clause, literals=anew(clause.literals)) for clause in self.clauses]
        linears = [
            replace(linear, variables=anew(linear.variables), given=anew(linear.given))
            for linear in self.linears
        ]
        ranges = {numbers[v]: limits for v, limits in self.ranges.items() if v in numbers}
        return Model(len(numbers), linears, clauses, groups, ranges)

    def simplified(
        self, literals: Iterable[int], ask: Callable[[], None] = lambda: None
    ) -> "Model":
        """The model in which these literals hold, with everything that follows from them by unit
        propagation; settled variables are left out of its constraints. Variables keep their
        numbers. `ask` is called every now and then, and raises where the work is to be abandoned.
        """
        open_ = {variable: variable for variable in range(self.size)}
        known: dict[int, int] = {}
        clauses = [Clause((literal,)) for literal in literals] + self.clauses
        groups = self.exactly_one
        before = -1
        while len(known) > before:
            before = len(known)
            ask()
            clauses = [*_propagated(clauses, open_, known)]
            ask()
            for group in groups:
                if any(known.get(variable) for variable in group):
                    for variable in group:
                        known.setdefault(variable, 0)
                        open_.pop(variable, None)
            groups = [
                tuple(v for v in group if v in open_)
                for group in groups
                if not any(known.get(v) for v in group)
            ]
        part = Model(self.size, exactly_one=groups, ranges=dict(self.ranges))
        part.clauses = [Clause((v,) if value else (~v,)) for v, value in known.items()] + clauses
        for number, linear in enumerate(self.linears):
            if number % OFTEN == 0:
                ask()
            part.add_residual(linear, open_, known)
        return part

    def add_residual(
        self, constraint: Linear | Clause, numbers: Mapping[int, int], values: Values
    ) -> None:
        """Add the residual of a constraint of another model: its open variables have these
        `numbers` here, all others these values there. Nothing is added where the values alone keep
        it.
        """
        if isinstance(constraint, Clause):
            if (left := open_literals(constraint.literals, numbers, values)) is not None:
                self.clause(left)
            return
        free: list[tuple[int, int]] = []
        settled = 0
        for coefficient, variable in constraint.terms:
            if (number := numbers.get(variable)) is None:
                settled += coefficient * values[variable]
            else:
                free.append((coefficient, number))
        self.add_residual_sum(constraint, free, settled, numbers, values)

    def add_residual_sum(
        self,
        linear: Linear,
        free: Iterable[tuple[int, int]],
        settled: int,
        numbers: Mapping[int, int],
        values: Values,
    ) -> None:
        """Add the residual of a sum: of the terms that are `free`, in the numbers of this model,
        where the others come to `settled`.
        """
        given: Sequence[int] = ()
        if linear.given:
            unless = open_literals([~literal for literal in linear.given], numbers, values)
            if unless is None:
                return
            given = [~literal for literal in unless]
        low = None if linear.low is None else linear.low - settled
        high = None if linear.high is None else linear.high - settled
        self.linear(free, low, high, given)

    def hold(self, total: "Expression", most: int) -> None:
        """Demand that the expression be no more than that."""
        self.linear(total.terms, None, most - total.constant)

    def clause(self, literals: Iterable[int], part: int = ALWAYS) -> None:
        kept = dict.fromkeys(lit for lit in literals if lit != FALSE)
        if TRUE in kept or any(~lit in kept for lit in kept):
            return
        self.clauses.append(Clause(tuple(kept), part))

    def linear(
        self,
        terms: Iterable[tuple[int, int]],
        low: int | None,
        high: int | None,
        given: Iterable[int] = (),
        part: int = ALWAYS,
    ) -> None:
        """Add the constraint in its simplest form, divided by the greatest common divisor of its
        coefficients; one that always holds is left out.
        """
        given = tuple(dict.fromkeys(lit for lit in given if lit != TRUE))
        if FALSE in given:
            return
        total = expression(terms)
        least, most = self.bounds(total)
        low = None if low is None or low <= least else low
        high = None if high is None or high >= most else high
        if low is None and high is None:
            return
        divisor = common_divisor(total.coefficients)
        never = (low is not None and low > most) or (high is not None and high < least)
        low = None if low is None else -((total.constant - low) // divisor)
        high = None if high is None else (high - total.constant) // divisor
        if never or (low is not None and high is not None and low > high):
            self.clauses.append(Clause(tuple(~lit for lit in given), part))
            return
        coefficients = total.coefficients
        if divisor > 1:
            coefficients = tuple([coefficient // divisor for coefficient in coefficients])
        self.linears.append(Linear(total.variables, coefficients, low, high, given, part))


def _propagated(
    clauses: Iterable[Clause], open_: dict[int, int], known: dict[int, int]
) -> Iterator[Clause]:
    """The clauses that the known values leave open; a clause that settles a variable adds
    to them.
    """
    for clause in clauses:
        rest = open_literals(clause.literals, open_, known)
        if rest is not None and len(rest) == 1:
            variable = max(rest[0], ~rest[0])
            known[variable] = int(rest[0] >= 0)
            del open_[variable]
        elif rest is not None:
            yield clause if len(rest) == len(clause.literals) else Clause(rest)


def open_literals(
    literals: Iterable[int], numbers: Mapping[int, int], values: Values
) -> tuple[int, ...] | None:
    """The literals whose variables are open, by their new numbers; None if another literal holds,
    by the value of its variable.
    """
    left = []
    for literal in literals:
        variable = literal if literal >= 0 else ~literal
        if (number := numbers.get(variable)) is not None:
            left.append(number if literal >= 0 else ~number)
        elif bool(values[variable]) == (literal >= 0):
            return None
    return tuple(left)


def is_kept(constraint: Linear | Clause, values: Sequence[int]) -> bool:
    """Whether the values keep one constraint."""
    if isinstance(constraint, Clause):
        return any(_holds(literal, values) for literal in constraint.literals)
    return not all(_holds(literal, values) for literal in constraint.given) or _between(
        constraint, values
    )


def _holds(literal: int, values: Sequence[int]) -> bool:
    return bool(values[literal]) if literal >= 0 else not values[~literal]


def _between(linear: Linear, values: Sequence[int]) -> bool:
    total = Expression(linear.variables, linear.coefficients).value(values)
    return (linear.low is None or linear.low <= total) and (
        linear.high is None or total <= linear.high
    )


def common_divisor(coefficients: Sequence[int]) -> int:
    """The greatest number that divides all of them; 1 where there are none."""
    return gcd(*coefficients) or 1


def expression(terms: Iterable[tuple[int, int]], constant: int = 0) -> Expression:
    """The sum of the terms with each variable once, constants and negations folded away."""
    terms = list(terms)
    if terms:
        coefficients, literals = zip(*terms, strict=True)
        if min(literals) > 0 and 0 not in coefficients and len(set(literals)) == len(terms):
            return Expression(literals, coefficients, constant)  # nothing to fold, as in most cases
    summed: dict[int, int] = {}
    for coefficient, literal in terms:
        if literal > 0:
            summed[literal] = summed.get(literal, 0) + coefficient
        elif literal == TRUE:
            constant += coefficient
        elif literal != FALSE:
            constant += coefficient
            summed[~literal] = summed.get(~literal, 0) - coefficient
    kept = {v: c for v, c in summed.items() if c}
    return Expression(tuple(kept), tuple(kept.values()), constant)
