"""The constraints on groups as annealing moves them, where all other helpers keep their values, and
what their sums come to in the current plan.
"""

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from hpplan.solving.assignment import IncrementalAssignment, variable_of
from hpplan.solving.group_positions import NOBODY, Step

_UNBOUNDED: Final = 2**62


class GroupConstraints:
    """The constraints of the model of a tally as sums within bounds: first those that are sums,
    then clauses, as they are needed.

    Clauses about helpers that are `following` the groups only define these, and constrain nothing.
    """

    def __init__(
        self, tally: IncrementalAssignment, following: Collection[int], group_of: Sequence[int]
    ) -> None:
        self._tally, self._following, self._group_of = tally, following, group_of
        self._kept = [
            variable
            for variable in range(1, tally.model.size)
            if not tally.decides[variable] and variable not in following
        ]
        self._kept_at: list[int] = []
        self._values: Sequence[int] = tally.values
        self._sums: list[int] = []
        self._forget()

    def begin(self, values: Sequence[int]) -> None:
        """Start from the plan that these values mean; the caller that moves groups keeps the values
        up to date.
        """
        self._values = values
        kept_at = [values[helper] for helper in self._kept]
        if kept_at != self._kept_at:  # what a constraint asks rests on them
            self._kept_at = kept_at
            self._forget()
        self._sums = [*self._tally.sums, *map(self._true_in, self._clauses)]

    def _forget(self) -> None:
        linears = self._tally.model.linears[: len(self._tally.sums)]
        self._low = [-_UNBOUNDED if row.low is None else row.low for row in linears]
        self._high = [_UNBOUNDED if row.high is None else row.high for row in linears]
        self._rows: dict[int, array[int]] = {}
        self._clauses: list[int] = []
        self._row_of_clause: dict[int, int] = {}
        self._groups_in: dict[int, Sequence[int]] = {}

    def differences(self, step: Step) -> dict[int, int]:
        """How much the step changes the sums of constraints."""
        found: dict[int, int] = {}
        for variable, sign in step:
            for row, coefficient in self._rows_with(variable):
                found[row] = found.get(row, 0) + sign * coefficient
        return found

    def broken_by(self, differences: Mapping[int, int]) -> int | None:
        """A constraint that these differences would break, or break more than before; None if there
        is none.
        """
        sums, low, high = self._sums, self._low, self._high
        for row, difference in differences.items():
            if difference > 0:
                if sums[row] + difference > high[row]:
                    return row
            elif difference and sums[row] + difference < low[row]:
                return row
        return None

    def add(self, differences: Mapping[int, int]) -> None:
        """Keep the sums up to date after a step."""
        for row, difference in differences.items():
            self._sums[row] += difference

    def groups_in(self, row: int) -> Sequence[int]:
        """The groups that a constraint concerns."""
        if (found := self._groups_in.get(row)) is None:
            model, linears = self._tally.model, len(self._tally.sums)
            if row < linears:
                named: Sequence[int] = model.linears[row].variables
            else:
                named = list(map(variable_of, model.clauses[self._clauses[row - linears]].literals))
            groups = dict.fromkeys(self._group_of[variable] for variable in named)
            groups.pop(NOBODY, None)
            found = self._groups_in[row] = list(groups)
        return found

    def _rows_with(self, variable: int) -> Iterator[tuple[int, int]]:
        """The constraints on the variable, and its coefficients there."""
        if (rows := self._rows.get(variable)) is None:
            rows = self._rows[variable] = self._binding(variable)
        row = iter(rows)
        return zip(row, row, strict=True)

    def _binding(self, variable: int) -> "array[int]":
        """The constraints one by one, each with the coefficient."""
        tally = self._tally
        linears, clauses = tally.model.linears, tally.model.clauses
        found = array("q")
        for number, coefficient in tally.sums_with(variable):
            if all(map(self._holds, linears[number].given)):
                found.extend((number, coefficient))
        for number in tally.clauses_with(variable):
            literals = clauses[number].literals
            if not any(variable_of(literal) in self._following for literal in literals):
                sign = literals.count(variable) - literals.count(~variable)
                found.extend((self._row_of(number), sign))
        return found

    def _row_of(self, clause: int) -> int:
        """The number of the clause as a sum of its literals, which must be at least one."""
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
