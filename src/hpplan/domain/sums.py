"""How large the numbers of a programme can become when they are added up, whatever the plan."""

from collections.abc import Mapping
from dataclasses import field
from typing import Final

from hpplan.domain.entry import COUNTING_SITES
from hpplan.values import dataclass

LARGEST_SUM: Final = 2**62 - 1
"""Sums that may become larger are not counted with: engines compute in 64 bits."""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Extent:
    """What a programme amounts to: each measure summed over all sites, each at the largest it ever
    was; the costs of all wishes; and the days, or waves, that one can wait.
    """

    totals: Mapping[str, int]
    wishes: int
    sites: int
    waves: int
    days: int

    def total(self, measure: str) -> int:
        return self.sites if measure == COUNTING_SITES else self.totals.get(measure, 0)


@dataclass(frozen=True, slots=True)
class Sum:
    """The largest sum that a rule or goal can come to in a solver's hands, signs left out.

    It adds up a `measure`, or else wishes, times numbers of its own, `factors`, by the way to each
    in the data.
    """

    most: int
    measure: str | None = None
    factors: Mapping[Path, int] = field(default_factory=dict)
