"""A bound of goals that count what groups have in common, such as the waves of each region, by dual
ascent (Bilde and Krarup 1977; Erlenkotter 1978): without an engine, at any size.

The cost of a helper that is true as soon as one group is somewhere is shared among the groups that
make it so: whoever goes there pays its share, and no plan becomes dearer by that. Each group then
contributes as much as its cheapest option costs, as far as the shares go. Earlier goals are held by
a price; capacities, waits and the like are left out. All in whole numbers.
"""

from collections.abc import Callable, Mapping, Sequence

from hpplan.solving.deadline import Deadline
from hpplan.solving.model import Expression, Model
from hpplan.solving.strategies import DEARER_HOLDS, OFTEN

Choice = Sequence[int]
"""The variables of one group: one for each wave it can be in, and perhaps one for none."""


def bound_by_ascent(
    model: Model,
    aim: Expression,
    unions: Mapping[int, Sequence[int]],
    options: Callable[[Choice], Choice],
    held: Sequence[tuple[Expression, int]],
    deadline: Deadline,
) -> int:
    """A value that the expression does not fall below in any plan in which each choice is made from
    these options and each of those `held` is no more than that. `unions` are the helpers that hold
    where any of some literals does. Raises TimeIsOver.
    """
    ascent = _Ascent(model, aim, unions, options, held, deadline)
    prices = [max(map(abs, aim.coefficients), default=0)] * len(held)
    best = ascent.bound(prices)
    for number in range(len(held)):
        for _ in range(DEARER_HOLDS):
            dearer = [*prices]
            dearer[number] *= 2
            if (found := ascent.bound(dearer)) <= best:
                break
            best, prices = found, dearer
    return max(best, model.floor(aim))


class _Ascent:
    def __init__(
        self,
        model: Model,
        aim: Expression,
        unions: Mapping[int, Sequence[int]],
        options: Callable[[Choice], Choice],
        held: Sequence[tuple[Expression, int]],
        deadline: Deadline,
    ) -> None:
        self._model, self._aim, self._held, self._deadline = model, aim, held, deadline
        self._choices = [options(choice) for choice in model.exactly_one]
        self._decides = model.deciding
        self._helpers: dict[int, list[int]] = {}
        """The helpers that each variable of a choice makes true."""
        named = {v for total in (aim, *(total for total, _ in held)) for v in total.variables}
        for helper in sorted(named & unions.keys()):
            deadline.ask()
            for literal in unions[helper]:
                if literal > 0 and self._decides[literal]:
                    self._helpers.setdefault(literal, []).append(helper)

    def bound(self, prices: Sequence[int]) -> int:
        """The bound at this price for each unit of what is held."""
        costs = [0] * self._model.size
        least = self._aim.constant
        for coefficient, variable in self._aim.terms:
            costs[variable] += coefficient
        for (total, most), price in zip(self._held, prices, strict=True):
            least += price * (total.constant - most)
            for coefficient, variable in total.terms:
                costs[variable] += price * coefficient
        self._share_out(costs)
        least += sum(min([costs[variable] for variable in choice]) for choice in self._choices)
        for variable, cost in enumerate(costs):
            if cost and not self._decides[variable]:
                low, high = self._model.ranges.get(variable, (0, 1))
                least += min(cost * low, cost * high)
        return least

    def _share_out(self, costs: list[int]) -> None:
        """Let groups pay for helpers, starting with those that have the fewest cheapest options."""
        for number, choice in enumerate(self._in_order(costs)):
            if number % OFTEN == 0:
                self._deadline.ask()
            before = min([costs[variable] for variable in choice])
            paid = self._most_to_ask(choice, costs, before)
            if paid == before:
                continue
            for variable in choice:
                for helper in self._helpers.get(variable, ()):
                    share = min(paid - costs[variable], costs[helper])
                    if share > 0:
                        costs[helper] -= share
                        costs[variable] += share

    def _in_order(self, costs: Sequence[int]) -> list[Choice]:
        """The choices in which each of the cheapest options makes a helper true."""
        found: list[tuple[int, Choice]] = []
        for choice in self._choices:
            least = min([costs[variable] for variable in choice])
            cheapest = [variable for variable in choice if costs[variable] == least]
            if all(variable in self._helpers for variable in cheapest):
                found.append((len(cheapest), choice))
        found.sort(key=lambda each: each[0])
        return [choice for _, choice in found]

    def _most_to_ask(self, choice: Choice, costs: Sequence[int], least: int) -> int:
        """The cost of the cheapest option where each pays all that is left to pay for its helpers;
        it is no less than the least cost without that.
        """
        most: int | None = None
        for variable in choice:
            cost = costs[variable]
            for helper in self._helpers.get(variable, ()):
                cost += max(0, costs[helper])
            if most is None or cost < most:
                most = cost
                if most == least:
                    break
        assert most is not None
        return most
