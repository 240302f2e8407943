"""The largest numbers that adding up a programme can lead to, whatever the plan."""

from collections.abc import Mapping
from dataclasses import field
from typing import Final

from hpplan.domain.entry import COUNTING_SITES
from hpplan.values import dataclass

LARGEST_SUM: Final = 2**62 - 1
"""The limit of sums; larger ones are refused, since engines compute in 64 bits."""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Extent:
    """The totals of a programme: each measure summed over all sites, each at its largest value
    ever; the costs of all wishes; and the longest wait possible, in days or waves.
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
