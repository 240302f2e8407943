"""A bound by parts: groups that share constraints on few variables, as in waits, form a part of the
model. Without the capacities of waves each part can be planned by itself, and no plan costs less
than all parts together.

So goals that count where groups are have a bound near their value, at sizes where a search of the
whole finds none; and it is known which parts cost more than they need to.
"""

from collections.abc import Callable, Mapping, Sequence

from hpplan.solving.assignment import IncrementalAssignment
from hpplan.solving.cpsat import solve
from hpplan.solving.deadline import Budget
from hpplan.solving.model import Expression, Linear, Model, expression
from hpplan.solving.strategies import BARE_CORES, MANY_VARIABLES, PART_EFFORT, within
from hpplan.values import dataclass

Choice = tuple[int, ...]
"""The variables of one group: one for each wave it can be in, and perhaps one for none."""


@dataclass(frozen=True, slots=True)
class BoundByParts:
    """A value that no plan falls below, and the parts that cost more in the current plan than they
    do by themselves.
    """

    bound: int
    dear: Sequence[Sequence[Choice]]


def bound_by_parts(
    tally: IncrementalAssignment,
    aim: Expression,
    options: Callable[[Choice], Sequence[int]],
    budget: Budget,
) -> BoundByParts:
    """The bound of an expression whose variables all stand in choices, where each choice is made
    from these options. A part that the time does not suffice for counts with the least that its
    choices cost.
    """
    price = dict(zip(aim.variables, aim.coefficients, strict=True))

    def least(choices: Sequence[Choice]) -> int:
        return sum(min(price.get(v, 0) for v in options(choice)) for choice in choices)

    def cost(choices: Sequence[Choice]) -> int:
        return sum(price.get(v, 0) for choice in choices for v in choice if tally.values[v])

    bound, dear = aim.constant + least(tally.model.exactly_one), list[Sequence[Choice]]()
    seen: set[Choice] = set()
    for choice in tally.model.exactly_one:
        if choice not in seen and cost([choice]) > least([choice]):
            part, rows = _part_of(choice, tally)
            seen.update(part)
            by_itself = least(part)
            if len(part) > 1 and not budget.over:
                by_itself = max(by_itself, _least(part, rows, price, options, budget))
            bound += by_itself - least(part)
            if cost(part) > by_itself:
                dear.append(part)
    return BoundByParts(bound, dear)


def _part_of(
    start: Choice, tally: IncrementalAssignment
) -> tuple[Sequence[Choice], Sequence[Linear]]:
    """The choices that constraints on few variables connect with this one, and these
    constraints.
    """
    part, rows = {start: None}, dict[int, Linear]()
    waiting = [start]
    while waiting:
        for variable in waiting.pop():
            for number, _ in tally.sums_with(variable):
                linear = tally.model.linears[number]
                if number not in rows and _relates(linear, tally):
                    rows[number] = linear
                    for other in (tally.choice_of[v] for v in linear.variables):
                        if other not in part:
                            part[other] = None
                            waiting.append(other)
    return [*part], [*rows.values()]


def _relates(linear: Linear, tally: IncrementalAssignment) -> bool:
    """Whether the constraint concerns few groups, and nothing else."""
    few = len(linear.variables) <= MANY_VARIABLES and not linear.given
    return few and all(v in tally.choice_of for v in linear.variables)


def _least(
    part: Sequence[Choice],
    rows: Sequence[Linear],
    price: Mapping[int, int],
    options: Callable[[Choice], Sequence[int]],
    budget: Budget,
) -> int:
    """The least that the part costs by itself, as far as that is proved."""
    model = Model()
    number = {v: model.variable() for choice in part for v in options(choice)}
    model.exactly_one += [tuple(number[v] for v in options(choice)) for choice in part]
    for linear in rows:
        terms = [(c, number[v]) for c, v in linear.terms if v in number]
        model.linear(terms, linear.low, linear.high)
    aim = expression((cost, number[v]) for v, cost in price.items() if v in number)
    answer = solve(model, budget.settings({**BARE_CORES, **within(PART_EFFORT)}), aim, None)
    if answer.interrupted:
        raise KeyboardInterrupt
    return model.floor(aim) if answer.bound is None else answer.bound
