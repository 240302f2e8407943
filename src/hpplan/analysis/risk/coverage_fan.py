"""How much is served over time in all futures: what few of them fall short of, what half of them
have reached, what few exceed.
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
"""On which days how much more is served."""


@dataclass(frozen=True, slots=True)
class CoverageOn:
    """From this day on: the share that is served by the plan, and the percentiles of all futures.

    The tenth is the largest share that at least 90 of 100 futures have reached.
    """

    day: date
    planned: float
    percentiles: tuple[float, ...]


def coverage_fan(
    planned: Gains, lived: Sequence[tuple[Weight, Gains]], whole: int, as_of: date
) -> tuple[CoverageOn, ...]:
    """The shares of the whole on the as-of date, and on each later day that changes any of them;
    none where nothing is counted.
    """
    return tuple(_changes(planned, lived, whole, as_of)) if whole else ()


def _changes(
    planned: Gains, lived: Sequence[tuple[Weight, Gains]], whole: int, as_of: date
) -> Iterator[CoverageOn]:
    by_day: dict[date, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for number, gains in enumerate([planned, *(gains for _, gains in lived)]):
        for day, amount in gains:
            by_day[max(day, as_of)][number] += amount
    weights: list[Weight] = [0, *(weight for weight, _ in lived)]
    total = sum(weights)
    served = [0] * len(weights)
    futures: dict[int, Weight] = defaultdict(int, {0: total})
    """How many futures have how much served."""
    last: tuple[float, ...] | None = None
    for day in sorted({as_of, *by_day}):
        for number, amount in by_day[day].items() if day in by_day else ():
            futures[served[number]] -= weights[number]
            served[number] += amount
            futures[served[number]] += weights[number]
        futures = defaultdict(int, {amount: n for amount, n in futures.items() if n})
        levels = tuple(amount / whole for amount in _percentiles(futures, total))
        here = served[0] / whole, *levels
        if here != last:
            yield CoverageOn(day, here[0], levels)
        last = here


def _percentiles(futures: Mapping[int, Weight], total: Weight) -> Iterable[int]:
    """For each percentile the largest amount that the rest of the futures have reached."""
    reached: Weight = 0
    found: list[int] = []
    wanted = [Fraction(100 - percent, 100) for percent in reversed(PERCENTILES)]
    for amount in sorted(futures, reverse=True):
        reached += futures[amount]
        while len(found) < len(wanted) and reached >= wanted[len(found)] * total:
            found.append(amount)
    return reversed(found)
