"""The served share over time in all futures: the levels that few futures miss, that half have
reached, and that few exceed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from hpplan.values import dataclass

PERCENTILES: Final = (10, 25, 50, 75, 90)

Weight = int | Fraction
Gains = Sequence[tuple[date, int]]
"""The additional amount served from each day."""


@dataclass(frozen=True, slots=True)
class CoverageOn:
    """From this day on: the share that is served by the plan, and the percentiles of all futures.
    The tenth is the largest share that at least 90 of 100 futures have reached.
    """

    day: date
    planned: float
    percentiles: tuple[float, ...]


class Served:
    """How many futures serve which amount from which day on: only changes are kept, so that many
    futures take no more memory than their days and amounts.
    """

    def __init__(self) -> None:
        self.futures: Weight = 0
        self.changes: dict[tuple[date, int], Weight] = {}
        """How many futures more, or fewer, have that amount from that day on."""

    def add(self, gains: Gains, weight: Weight, as_of: date) -> None:
        """Add a future with its weight."""
        self.futures += weight
        amount = 0
        for day, gained in _in_order(gains, as_of):
            self._change((day, amount), -weight)
            amount += gained
            self._change((day, amount), weight)

    def take(self, others: "Served") -> None:
        """Add the counts of other futures."""
        self.futures += others.futures
        for place, weight in others.changes.items():
            self._change(place, weight)

    def by_day(self) -> Mapping[date, Mapping[int, Weight]]:
        """For each day how many futures more or fewer have each amount."""
        found: dict[date, dict[int, Weight]] = defaultdict(dict)
        for (day, amount), weight in self.changes.items():
            found[day][amount] = weight
        return found

    def _change(self, place: tuple[date, int], by: Weight) -> None:
        if changed := self.changes.get(place, 0) + by:
            self.changes[place] = changed
        else:
            self.changes.pop(place, None)


def coverage_fan(planned: Gains, served: Served, whole: int, as_of: date) -> tuple[CoverageOn, ...]:
    """The shares of the whole on the as-of date, and on each later day that changes any of them;
    none where nothing is counted.
    """
    return tuple(_changes(planned, served, whole, as_of)) if whole else ()


def _in_order(gains: Gains, as_of: date) -> Sequence[tuple[date, int]]:
    """The gain on each day, with everything gained by the as-of date on that date."""
    by_day: dict[date, int] = defaultdict(int)
    for day, amount in gains:
        by_day[max(day, as_of)] += amount
    return sorted(by_day.items())


def _changes(planned: Gains, served: Served, whole: int, as_of: date) -> Iterator[CoverageOn]:
    by_plan, by_day, here = dict(_in_order(planned, as_of)), served.by_day(), 0
    futures: dict[int, Weight] = {0: served.futures}
    """How many futures have how much served."""
    last: tuple[float, ...] | None = None
    for day in sorted({as_of, *by_plan, *by_day}):
        here += by_plan.get(day, 0)
        for amount, more in by_day.get(day, {}).items():
            futures[amount] = futures.get(amount, 0) + more
        futures = {amount: number for amount, number in futures.items() if number}
        levels = tuple(amount / whole for amount in _percentiles(futures, served.futures))
        if (here / whole, *levels) != last:
            yield CoverageOn(day, here / whole, levels)
        last = here / whole, *levels


def _percentiles(futures: Mapping[int, Weight], total: Weight) -> Iterable[int]:
    """For each percentile the largest amount that the remaining futures have reached."""
    reached: Weight = 0
    found: list[int] = []
    wanted = [Fraction(100 - percent, 100) for percent in reversed(PERCENTILES)]
    for amount in sorted(futures, reverse=True):
        reached += futures[amount]
        while len(found) < len(wanted) and reached >= wanted[len(found)] * total:
            found.append(amount)
    return reversed(found)
