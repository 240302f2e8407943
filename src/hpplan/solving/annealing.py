"""Simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983): a plan is improved by one goal in many
small steps, of which some are for the worse, fewer and fewer.

A step puts one group into another wave; or two groups, where the first breaks something: with it
goes one that changes places with it, or one that it must not meet. To look at a step takes some
hundred-thousandths of a second, where a neighbourhood takes tenths. No step breaks a constraint or
costs an earlier goal, and nothing is proved.

Helpers that say whether any of some literals holds, and that only goals ask for, follow the groups;
all others keep their values, and what these allow is less than there may be. All dice are seeded
and steps are counted, so that only the end of the time can make two runs differ.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from math import log
from random import Random
from typing import Final

from hpplan.solving.assignment import IncrementalAssignment
from hpplan.solving.deadline import Budget
from hpplan.solving.encoding import Encoded
from hpplan.solving.model import Expression
from hpplan.solving.strategies import (
    COLDEST,
    CONCENTRATION,
    EFFORT_OF_A_STEP,
    HOTTEST,
    MANY_VARIABLES,
    OFTEN,
    SECOND_TRIES,
    STEPS_OF_THE_WANTED,
)

Step = Sequence[tuple[int, int]]
"""Variables that become true (1), or are so no longer (-1)."""
Cells = Mapping[int, Sequence[tuple[int, int, int]]]
"""For a variable the helpers of a goal that follow it: in which sense, and what each costs."""

_UNBOUNDED: Final = 2**62
_NO_WAVE: Final = ""
_NOBODY: Final = -1
_TINY: Final = 1e-300


class Annealing:
    """Improves the plan that a tally has at hand. `aims` are the goals, in rank order."""

    def __init__(
        self, encoded: Encoded, tally: IncrementalAssignment, aims: Sequence[Expression]
    ) -> None:
        self._tally = tally
        self._dice = Random(0)  # noqa: S311  # it hides nothing
        self._choices: Sequence[tuple[int, ...]] = encoded.model.exactly_one
        self._number = [_NOBODY] * tally.model.size
        for number, choice in enumerate(self._choices):
            for variable in choice:
                self._number[variable] = number
        self._wave = [_NO_WAVE] * tally.model.size
        for waves in encoded.choices.values():
            for wave, variable in waves.items():
                self._wave[variable] = wave
        self._option_in: dict[int, Mapping[str, int]] = {}
        self._unions = {
            helper: literals
            for helper, literals in encoded.unions.items()
            if self._follows(helper, literals)
        }
        self._members: dict[int, list[tuple[int, int]]] = {}
        for helper, literals in self._unions.items():
            for literal in literals:
                member = helper, 1 if literal >= 0 else -1
                self._members.setdefault(_variable(literal), []).append(member)
        self._goals = [self._goal(aim) for aim in aims]
        most = max(map(len, self._unions.values()), default=0)
        self._any = [0.0, *(1.0 for _ in range(most))]
        self._together = [0.0, *(1 + CONCENTRATION * (1 - 1 / n) for n in range(1, most + 1))]
        self._kept = [
            variable
            for variable in range(1, tally.model.size)
            if not tally.decides[variable] and variable not in self._unions
        ]
        self._kept_at: list[int] = []
        self._values = tally.values
        self._forget_rows()

    def _follows(self, helper: int, literals: Sequence[int]) -> bool:
        """Whether the helper is about groups alone, and nothing but goals is about the helper."""
        tally = self._tally
        return (
            all(tally.decides[_variable(literal)] for literal in literals)
            and not tally.sums_with(helper)
            and not tally.is_condition(helper)
            and len(tally.clauses_with(helper)) == len(literals) + 1
        )

    def _goal(self, aim: Expression) -> tuple[Mapping[int, int], Cells]:
        """What the goal asks of groups, and of the helpers that follow them."""
        price: dict[int, int] = {}
        cells: dict[int, list[tuple[int, int, int]]] = {}
        for variable, coefficient in zip(aim.variables, aim.coefficients, strict=True):
            if self._number[variable] != _NOBODY:
                price[variable] = coefficient
            for literal in self._unions.get(variable, ()):
                cell = variable, 1 if literal >= 0 else -1, coefficient
                cells.setdefault(_variable(literal), []).append(cell)
        return price, cells

    def improve(self, rank: int, budget: Budget, steps_each: int) -> dict[int, int]:
        """What makes the plan at hand better by this goal, as values of variables that decide; none
        if nothing is found. So many steps are tried for each group that may move.
        """
        if not any(self._goals[rank]):
            return {}
        self._begin(rank)
        movable = [n for n, now in enumerate(self._now) if self._may_move(n, now)]
        if not movable:
            return {}
        before, best, since_best = [*self._now], 0.0, 0
        draw, unit, time = self._dice.random, self._typical(movable), budget.left
        wanted, displaced = list(self._wanted(movable)), list[tuple[int, int]]()
        steps, warmth = steps_each * len(movable), 0.0
        for step in range(steps):
            if step % OFTEN == 0:
                if budget.over:
                    break
                if budget.effort is not None:
                    budget.effort.spend(OFTEN * EFFORT_OF_A_STEP)
                # Where the time will not do for so many steps, it cools with the time.
                done = max(step / steps, 1 - budget.left / time)
                warmth = unit * HOTTEST * (COLDEST / HOTTEST) ** done
                displaced = [(n, v) for n, v in wanted if self._now[n] != v]
            if displaced and step % STEPS_OF_THE_WANTED == 0:
                number, option = displaced[int(draw() * len(displaced))]
            else:
                number = movable[int(draw() * len(movable))]
                choice = self._choices[number]
                option = choice[int(draw() * len(choice))]
            if option != self._now[number]:
                limit = -warmth * log(draw() + _TINY)
                self._try(number, option, limit, limit + unit)
                if self._gained < best:
                    best, since_best = self._gained, len(self._taken)
        for number, option in reversed(self._taken[since_best:]):
            self._now[number] = option
        changes: dict[int, int] = {}
        for then, now in zip(before, self._now, strict=True):
            if then != now:
                changes |= {then: 0, now: 1}
        return changes if best < 0 else {}

    # --- the plan and its sums --------------------------------------------------------------

    def _begin(self, rank: int) -> None:
        """Take up the plan at hand."""
        tally = self._tally
        kept_at = [tally.values[helper] for helper in self._kept]
        if kept_at != self._kept_at:
            self._kept_at = kept_at
            self._forget_rows()
        self._values = [*tally.values]
        self._sums = [*tally.sums, *map(self._true_in, self._clauses)]
        self._count = {
            helper: sum(map(self._holds, literals)) for helper, literals in self._unions.items()
        }
        self._now = [next(v for v in choice if self._values[v]) for choice in self._choices]
        self._here: dict[str, list[int]] = {wave: [] for wave in {*self._wave}}
        self._place = [0] * len(self._choices)
        for number, option in enumerate(self._now):
            self._enter(number, option)
        self._rank, self._gained = rank, 0.0
        self._taken: list[tuple[int, int]] = []

    def _forget_rows(self) -> None:
        """What a constraint asks of groups rests on the helpers that keep their values."""
        linears = self._tally.model.linears[: len(self._tally.sums)]
        self._low = [-_UNBOUNDED if row.low is None else row.low for row in linears]
        self._high = [_UNBOUNDED if row.high is None else row.high for row in linears]
        self._rows: dict[int, array[int]] = {}
        self._clauses: list[int] = []
        self._row_of_clause: dict[int, int] = {}
        self._groups_in: dict[int, Sequence[int]] = {}

    def _rows_with(self, variable: int) -> Iterator[tuple[int, int]]:
        """The constraints that bind the variable, and its coefficients there."""
        if (rows := self._rows.get(variable)) is None:
            rows = self._rows[variable] = self._binding(variable)
        row = iter(rows)
        return zip(row, row, strict=True)

    def _binding(self, variable: int) -> "array[int]":
        """Constraint after constraint, each with the coefficient."""
        tally = self._tally
        linears, clauses = tally.model.linears, tally.model.clauses
        found = array("q")
        for number, coefficient in tally.sums_with(variable):
            if all(map(self._holds, linears[number].given)):
                found.extend((number, coefficient))
        for number in tally.clauses_with(variable):
            literals = clauses[number].literals
            if not any(_variable(literal) in self._unions for literal in literals):
                sign = literals.count(variable) - literals.count(~variable)
                found.extend((self._row_of(number), sign))
        return found

    def _row_of(self, clause: int) -> int:
        """The number of the clause as a sum of its literals, which is to be one or more."""
        if (row := self._row_of_clause.get(clause)) is None:
            row = self._row_of_clause[clause] = len(self._low)
            self._clauses.append(clause)
            self._low.append(1)
            self._high.append(_UNBOUNDED)
            self._sums.append(self._true_in(clause))
        return row

    def _true_in(self, clause: int) -> int:
        return sum(map(self._holds, self._tally.model.clauses[clause].literals))

    def _holds(self, literal: int) -> bool:
        return bool(self._values[literal]) if literal >= 0 else not self._values[~literal]

    def _enter(self, number: int, option: int) -> None:
        here = self._here[self._wave[option]]
        self._place[number] = len(here)
        here.append(number)
        self._now[number] = option

    def _leave(self, number: int) -> None:
        here = self._here[self._wave[self._now[number]]]
        place, last = self._place[number], here.pop()
        if last != number:
            here[place], self._place[last] = last, place

    # --- who may move -----------------------------------------------------------------------

    def _may_move(self, number: int, now: int) -> bool:
        """Whether the group has a choice, and may go somewhere at no cost to an earlier goal."""
        choice = self._choices[number]
        if len(choice) == 1 or any(map(self._tally.is_condition, choice)):
            return False
        return all(
            any(price.get(v, 0) <= price.get(now, 0) for v in choice if v != now)
            for price, _ in self._goals[: self._rank]
            if price
        )

    def _wanted(self, movable: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Groups with where they are wanted, by goals up to this one that are about few waves of
        each.
        """
        among = set(movable)
        for price, _ in self._goals[: self._rank + 1]:
            if len(price) <= 2 * len(self._choices):
                for variable, cost in price.items():
                    if cost < 0 and (number := self._number[variable]) in among:
                        yield number, variable

    # --- steps ------------------------------------------------------------------------------

    def _typical(self, movable: Sequence[int]) -> float:
        """What difference a step makes, to measure warmth by."""
        seen: list[float] = []
        draw = self._dice.random
        for _ in range(OFTEN):
            number = movable[int(draw() * len(movable))]
            choice, now = self._choices[number], self._now[number]
            option = choice[int(draw() * len(choice))]
            if option != now and (difference := abs(self._cost(((now, -1), (option, 1))))):
                seen.append(difference)
        return sorted(seen)[len(seen) // 2] if seen else 1.0

    def _try(self, number: int, option: int, limit: float, second_limit: float) -> None:
        """Put the group there, with another one if it has to be, unless that breaks a constraint or
        costs more than the limit.
        """
        first = (self._now[number], -1), (option, 1)
        cost = self._cost(first)
        if cost > second_limit:
            return
        differences = self._differences(first)
        broken = self._broken(differences)
        if broken is None:
            if cost <= limit and not self._costs_before(first):
                self._take(first, differences, ((number, option),))
            return
        for other, there in self._seconds(number, option, broken):
            both = *first, (self._now[other], -1), (there, 1)
            if self._cost(both) <= limit and not self._costs_before(both):
                differences = self._differences(both)
                if self._broken(differences) is None:
                    self._take(both, differences, ((number, option), (other, there)))
                    return

    def _seconds(self, number: int, option: int, broken: int) -> Iterator[tuple[int, int]]:
        """Some others, each with where it may go, so that the group can go there: whom a constraint
        on few is about, or who may change places with it.
        """
        draw, back = self._dice.random, self._wave[self._now[number]]
        few = self._groups_of(broken)
        if len(few) <= MANY_VARIABLES:
            for _ in range(SECOND_TRIES):
                other = few[int(draw() * len(few))]
                choice = self._choices[other]
                there = choice[int(draw() * len(choice))]
                if other != number and there != self._now[other] and self._is_free(choice):
                    yield other, there
        elif here := self._here[self._wave[option]]:
            for _ in range(SECOND_TRIES):
                other = here[int(draw() * len(here))]
                way_back = self._options_of(other).get(back)
                if way_back is not None and self._is_free(self._choices[other]):
                    yield other, way_back

    def _options_of(self, number: int) -> Mapping[str, int]:
        """The option of the group in each wave."""
        if (found := self._option_in.get(number)) is None:
            found = {self._wave[option]: option for option in self._choices[number]}
            self._option_in[number] = found
        return found

    def _is_free(self, choice: Sequence[int]) -> bool:
        return not any(map(self._tally.is_condition, choice))

    def _groups_of(self, row: int) -> Sequence[int]:
        """The groups that a constraint is about."""
        if (found := self._groups_in.get(row)) is None:
            model, linears = self._tally.model, len(self._tally.sums)
            if row < linears:
                named: Sequence[int] = model.linears[row].variables
            else:
                literals = model.clauses[self._clauses[row - linears]].literals
                named = list(map(_variable, literals))
            numbers = dict.fromkeys(self._number[variable] for variable in named)
            numbers.pop(_NOBODY, None)
            found = self._groups_in[row] = list(numbers)
        return found

    def _cost(self, step: Step) -> float:
        """What a step costs by the goal, with something off where many come together."""
        return _cost(step, self._goals[self._rank], self._count, self._together)

    def _costs_before(self, step: Step) -> bool:
        """Whether a step costs an earlier goal anything."""
        return any(
            _cost(step, goal, self._count, self._any) > 0 for goal in self._goals[: self._rank]
        )

    def _differences(self, step: Step) -> dict[int, int]:
        """By how much the step changes the sums of constraints."""
        found: dict[int, int] = {}
        for variable, sign in step:
            for row, coefficient in self._rows_with(variable):
                found[row] = found.get(row, 0) + sign * coefficient
        return found

    def _broken(self, differences: Mapping[int, int]) -> int | None:
        """A constraint that would be broken, or more so than it is."""
        sums, low, high = self._sums, self._low, self._high
        for row, difference in differences.items():
            if difference > 0:
                if sums[row] + difference > high[row]:
                    return row
            elif difference and sums[row] + difference < low[row]:
                return row
        return None

    def _take(
        self, step: Step, differences: Mapping[int, int], moves: Sequence[tuple[int, int]]
    ) -> None:
        self._gained += _cost(step, self._goals[self._rank], self._count, self._any)
        for row, difference in differences.items():
            self._sums[row] += difference
        for variable, sign in step:
            self._values[variable] = int(sign > 0)
            for helper, way in self._members.get(variable, ()):
                self._count[helper] += sign * way
        for number, option in moves:
            self._taken.append((number, self._now[number]))
            self._leave(number)
            self._enter(number, option)


def _cost(
    step: Step, goal: tuple[Mapping[int, int], Cells], count: Mapping[int, int], worth: list[float]
) -> float:
    """What a step costs by a goal, where a helper of so many literals is `worth` so much."""
    price, cells = goal
    total = 0.0
    now: dict[int, int] = {}
    for variable, sign in step:
        if variable in price:
            total += sign * price[variable]
        for helper, way, cost in cells.get(variable, ()):
            before = now.get(helper, count[helper])
            now[helper] = after = before + sign * way
            total += cost * (worth[after] - worth[before])
    return total


def _variable(literal: int) -> int:
    return literal if literal >= 0 else ~literal
