"""The costs of annealing steps by each goal: by where groups are, and by the helpers that follow
them, which say whether any of some literals holds.
"""

from collections.abc import Mapping, Sequence

from hpplan.solving.assignment import IncrementalAssignment, variable_of
from hpplan.solving.group_positions import Step
from hpplan.solving.model import Expression
from hpplan.solving.strategies import CONCENTRATION
from hpplan.values import dataclass

HelperTerm = tuple[int, int, int]
"""A helper of a goal that contains a variable as one of its literals: with which sign, and the cost
of the helper.
"""


@dataclass(frozen=True, slots=True)
class GoalCosts:
    """What a goal costs by where groups are, and by the helpers that follow them, listed by the
    variables that these follow.
    """

    of_options: Mapping[int, int]
    of_helpers: Mapping[int, Sequence[HelperTerm]]

    @property
    def about_groups(self) -> bool:
        """Whether it depends on where groups are."""
        return bool(self.of_options or self.of_helpers)


class StepCosts:
    """The goals, in rank order, and how many literals of each helper hold in the current plan."""

    def __init__(
        self,
        tally: IncrementalAssignment,
        unions: Mapping[int, Sequence[int]],
        aims: Sequence[Expression],
    ) -> None:
        self.following = {
            helper: literals
            for helper, literals in unions.items()
            if _follows(helper, literals, tally)
        }
        """Each helper that follows groups, with its literals."""
        self._members: dict[int, list[tuple[int, int]]] = {}
        for helper, literals in self.following.items():
            for literal in literals:
                member = helper, 1 if literal >= 0 else -1
                self._members.setdefault(variable_of(literal), []).append(member)
        self.goals = [self._goal(aim, tally) for aim in aims]
        most = max(map(len, self.following.values()), default=0)
        self._exact = [0.0, *(1.0 for _ in range(most))]
        self._concentrated = [0.0, *(1 + CONCENTRATION * (1 - 1 / n) for n in range(1, most + 1))]
        self._count: dict[int, int] = {}

    def _goal(self, aim: Expression, tally: IncrementalAssignment) -> GoalCosts:
        of_options: dict[int, int] = {}
        of_helpers: dict[int, list[HelperTerm]] = {}
        for cost, variable in aim.terms:
            if tally.decides[variable]:
                of_options[variable] = cost
            for literal in self.following.get(variable, ()):
                term = variable, 1 if literal >= 0 else -1, cost
                of_helpers.setdefault(variable_of(literal), []).append(term)
        return GoalCosts(of_options, of_helpers)

    def begin(self, values: Sequence[int]) -> None:
        """Start from the plan that these values mean."""
        self._count = {
            helper: sum(bool(values[v]) if v >= 0 else not values[~v] for v in literals)
            for helper, literals in self.following.items()
        }

    def exact(self, step: Step, rank: int) -> float:
        """The cost of the step by the goal of that rank."""
        return self._cost(step, self.goals[rank], self._exact)

    def concentrated(self, step: Step, rank: int) -> float:
        """The cost where a helper is dearer the more of its literals hold, so that groups leave
        where few are.
        """
        return self._cost(step, self.goals[rank], self._concentrated)

    def any_before(self, step: Step, rank: int) -> bool:
        """Whether the step makes a goal before that rank worse."""
        return any(self._cost(step, goal, self._exact) > 0 for goal in self.goals[:rank])

    def take(self, step: Step) -> None:
        """Keep the counts up to date after a step."""
        for variable, sign in step:
            for helper, sense in self._members.get(variable, ()):
                self._count[helper] += sign * sense

    def _cost(self, step: Step, goal: GoalCosts, worth: Sequence[float]) -> float:
        """The cost of a step by a goal, where `worth` is the cost of a helper by its number of true
        literals.
        """
        of_options, of_helpers, count = goal.of_options, goal.of_helpers, self._count
        total = 0.0
        now: dict[int, int] = {}
        for variable, sign in step:
            if variable in of_options:
                total += sign * of_options[variable]
            for helper, sense, cost in of_helpers.get(variable, ()):
                before = now.get(helper, count[helper])
                now[helper] = after = before + sign * sense
                total += cost * (worth[after] - worth[before])
        return total


def _follows(helper: int, literals: Sequence[int], tally: IncrementalAssignment) -> bool:
    """Whether the helper depends on groups alone, and nothing but goals depends on the helper."""
    return (
        all(tally.decides[variable_of(literal)] for literal in literals)
        and not tally.sums_with(helper)
        and not tally.is_condition(helper)
        and len(tally.clauses_with(helper)) == len(literals) + 1
    )
