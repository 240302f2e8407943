"""Kind `fewest-waves`: no more waves than needed."""

from typing import Literal

from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.goals.base import Goal, Objective
from hpplan.rules.base import Decisions, WaveSymmetry


class FewestWaves(Goal):
    """The number of waves that hold a site; minimised."""

    kind: Literal["fewest-waves"] = "fewest-waves"

    def sentence(self) -> str:
        return "as few waves as possible"

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:  # noqa: ARG002
        return len(set(placements.values()))

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:
        return Objective(tuple((1, decisions.uses(slot)) for slot in snapshot.waves))

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:  # noqa: ARG002
        return WaveSymmetry.ANY_ORDER
