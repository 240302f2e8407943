"""Kind `wishes`: sites get the waves they like."""

from typing import Literal

from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.sums import Extent, Sum
from hpplan.goals.base import Goal, Objective
from hpplan.rules.base import Decisions


class Wishes(Goal):
    """The cost that each placed site gives its wave (`wishes`), summed; minimised. A wave that a
    site does not name costs it nothing.
    """

    least = None

    kind: Literal["wishes"] = "wishes"

    def sentence(self) -> str:
        return "sites get the waves they wish for"

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        return sum(
            snapshot.sites[site].site.wishes.get(wave, 0) for site, wave in placements.items()
        )

    def largest_sum(self, extent: Extent) -> Sum:
        return Sum(extent.wishes)

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:
        return Objective(
            tuple(
                (cost, decisions.in_wave(site, snapshot.wave[wave]))
                for site in snapshot.taking_part
                for wave, cost in snapshot.sites[site].site.wishes.items()
                if wave in snapshot.wave
            )
        )
