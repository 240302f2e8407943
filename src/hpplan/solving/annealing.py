"""Simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983): a plan is improved by one goal in many
small steps, some of which make it worse; such steps become rarer over time.

A step puts one group into another wave; or two groups, where the first breaks something: with it
goes one that swaps places with it, or one that it must not meet. Trying a step takes some
hundred-thousandths of a second, where a neighbourhood takes tenths. No step breaks a constraint or
costs an earlier goal, and nothing is proved. Helpers that say whether any of some literals holds,
and that only goals ask for, follow the groups; all others keep their values, so fewer steps are
allowed than are possible.

Random numbers are seeded and steps are counted, so that two runs can only differ where the time
ends.
"""

from collections.abc import Iterator, Sequence
from math import log
from random import Random
from typing import Final

from hpplan.solving.assignment import IncrementalAssignment
from hpplan.solving.deadline import Budget
from hpplan.solving.encoding import Encoded
from hpplan.solving.group_constraints import GroupConstraints
from hpplan.solving.group_positions import GroupPositions, Move, Step
from hpplan.solving.model import Expression
from hpplan.solving.step_costs import StepCosts
from hpplan.solving.strategies import (
    COLDEST,
    EFFORT_OF_A_STEP,
    HOTTEST,
    MANY_VARIABLES,
    OFTEN,
    SECOND_TRIES,
    STEPS_OF_THE_WANTED,
)

_TINY: Final = 1e-300


class Annealing:
    """Improves the plan that a tally holds. `aims` are the goals, in rank order."""

    def __init__(
        self, encoded: Encoded, tally: IncrementalAssignment, aims: Sequence[Expression]
    ) -> None:
        self._tally = tally
        self._dice = Random(0)  # noqa: S311  # it hides nothing
        self._at = GroupPositions(encoded)
        self._costs = StepCosts(tally, encoded.unions, aims)
        self._constraints = GroupConstraints(tally, self._costs.following, self._at.group_of)

    def improve(self, rank: int, budget: Budget, steps_each: int) -> dict[int, int]:
        """Changes that make the current plan better by this goal, as values of deciding variables;
        none if nothing is found. `steps_each` steps are tried for each group that may move.
        """
        if not self._costs.goals[rank].about_groups:
            return {}
        self._begin(rank)
        at, choices = self._at, self._at.choices
        movable = [group for group in range(len(choices)) if self._may_move(group)]
        if not movable:
            return {}
        before, best, since_best = [*at.now], 0.0, 0
        draw, unit, time = self._dice.random, self._typical(movable), budget.left
        wanted, displaced = list(self._wanted(movable)), list[Move]()
        steps, warmth = steps_each * len(movable), 0.0
        for step in range(steps):
            if step % OFTEN == 0:
                if budget.over:
                    break
                if budget.effort is not None:
                    budget.effort.spend(OFTEN * EFFORT_OF_A_STEP)
                # Where the time does not suffice for all steps, it cools with the time.
                done = max(step / steps, 1 - budget.left / time)
                warmth = unit * HOTTEST * (COLDEST / HOTTEST) ** done
                displaced = [(group, option) for group, option in wanted if at.now[group] != option]
            if displaced and step % STEPS_OF_THE_WANTED == 0:
                group, option = displaced[int(draw() * len(displaced))]
            else:
                group = movable[int(draw() * len(movable))]
                choice = choices[group]
                option = choice[int(draw() * len(choice))]
            if option != at.now[group]:
                limit = -warmth * log(draw() + _TINY)
                self._try((group, option), limit, limit + unit)
                if self._gained < best:
                    best, since_best = self._gained, len(self._left)
        after = [*at.now]
        for group, option in reversed(self._left[since_best:]):
            after[group] = option
        changes: dict[int, int] = {}
        for then, now in zip(before, after, strict=True):
            if then != now:
                changes |= {then: 0, now: 1}
        return changes if best < 0 else {}

    def _begin(self, rank: int) -> None:
        """Start from the current plan."""
        self._values = [*self._tally.values]
        self._at.begin(self._values)
        self._costs.begin(self._values)
        self._constraints.begin(self._values)
        self._rank, self._gained = rank, 0.0
        self._left: list[Move] = []
        """The options that groups have left, one after the other."""

    def _may_move(self, group: int) -> bool:
        """Whether the group has a choice, and may go somewhere at no cost to an earlier goal."""
        choice, now = self._at.choices[group], self._at.now[group]
        if len(choice) == 1 or not self._is_free(group):
            return False
        prices = (goal.of_options for goal in self._costs.goals[: self._rank] if goal.of_options)
        return all(
            any(price.get(v, 0) <= price.get(now, 0) for v in choice if v != now)
            for price in prices
        )

    def _is_free(self, group: int) -> bool:
        """Whether no constraint depends on where the group is."""
        return not any(map(self._tally.is_condition, self._at.choices[group]))

    def _wanted(self, movable: Sequence[int]) -> Iterator[Move]:
        """Groups with the options that goals up to this one want for them, where goals concern few
        waves of each group.
        """
        among, group_of = set(movable), self._at.group_of
        for goal in self._costs.goals[: self._rank + 1]:
            price = goal.of_options
            if len(price) <= 2 * len(self._at.choices):
                for option, cost in price.items():
                    if cost < 0 and (group := group_of[option]) in among:
                        yield group, option

    def _typical(self, movable: Sequence[int]) -> float:
        """The typical difference that a step makes, as the unit of temperature."""
        seen: list[float] = []
        draw = self._dice.random
        for _ in range(OFTEN):
            group = movable[int(draw() * len(movable))]
            choice, now = self._at.choices[group], self._at.now[group]
            option = choice[int(draw() * len(choice))]
            if option != now:
                step = (now, -1), (option, 1)
                if difference := abs(self._costs.concentrated(step, self._rank)):
                    seen.append(difference)
        return sorted(seen)[len(seen) // 2] if seen else 1.0

    def _try(self, move: Move, limit: float, limit_alone: float) -> None:
        """Put the group there, together with another one if necessary, unless that breaks a
        constraint or costs more than the limit; by itself it may cost more if another one has to go
        with it.
        """
        costs, constraints, rank = self._costs, self._constraints, self._rank
        group, option = move
        first = (self._at.now[group], -1), (option, 1)
        cost = costs.concentrated(first, rank)
        if cost > limit_alone:
            return
        differences = constraints.differences(first)
        broken = constraints.broken_by(differences)
        if broken is None:
            if cost <= limit and not costs.any_before(first, rank):
                constraints.add(differences)
                self._take(first, (move,))
            return
        for other in self._companions(move, broken):
            both = *first, (self._at.now[other[0]], -1), (other[1], 1)
            if costs.concentrated(both, rank) <= limit and not costs.any_before(both, rank):
                differences = constraints.differences(both)
                if constraints.broken_by(differences) is None:
                    constraints.add(differences)
                    self._take(both, (move, other))
                    return

    def _companions(self, move: Move, broken: int) -> Iterator[Move]:
        """Some moves of others that may let the group go there: of those that a broken constraint
        on few variables concerns, or of those that may swap places with it.
        """
        at, draw = self._at, self._dice.random
        group, option = move
        few = self._constraints.groups_in(broken)
        if len(few) <= MANY_VARIABLES:
            for _ in range(SECOND_TRIES):
                other = few[int(draw() * len(few))]
                choice = at.choices[other]
                there = choice[int(draw() * len(choice))]
                if other != group and there != at.now[other] and self._is_free(other):
                    yield other, there
        elif members := at.members[at.wave_of[option]]:
            back = at.wave_of[at.now[group]]
            for _ in range(SECOND_TRIES):
                other = members[int(draw() * len(members))]
                way_back = at.options_of(other).get(back)
                if way_back is not None and self._is_free(other):
                    yield other, way_back

    def _take(self, step: Step, moves: Sequence[Move]) -> None:
        self._gained += self._costs.exact(step, self._rank)
        for variable, sign in step:
            self._values[variable] = int(sign > 0)
        self._costs.take(step)
        for group, option in moves:
            self._left.append((group, self._at.now[group]))
            self._at.take(group, option)
