"""Kind `participation`: as much as possible takes part."""

from typing import Literal

from pydantic import Field

from hpplan.domain.entry import COUNTING_SITES, Measure
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.sums import Extent, Sum
from hpplan.goals.base import Goal, Objective, Sense
from hpplan.rules.base import Decisions, WaveSymmetry


class Participation(Goal):
    """The measure, summed over the sites that are placed; maximised. `sites` counts them."""

    sense = Sense.MAXIMISE

    kind: Literal["participation"] = "participation"
    measure_of: Measure = Field(
        default=COUNTING_SITES, alias="measure", description="what is summed; `sites` counts them"
    )

    def sentence(self) -> str:
        return f"as many {self.measure_of} as possible take part"

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        return sum(snapshot.size(site, self.measure_of) for site in placements)

    def largest_sum(self, extent: Extent) -> Sum:
        return Sum(extent.total(self.measure_of), self.measure_of)

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:
        return Objective(
            tuple(
                (snapshot.size(site, self.measure_of), decisions.placed(site))
                for site in snapshot.taking_part
            )
        )

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:  # noqa: ARG002
        return WaveSymmetry.ANY_ORDER
