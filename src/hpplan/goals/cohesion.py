"""Kind `cohesion`: partners go together."""

from typing import Literal

from pydantic import Field

from hpplan.domain.snapshot import Grouping, Placements, Snapshot
from hpplan.goals.base import Goal, Objective
from hpplan.rules.base import Decisions, WaveSymmetry


class Cohesion(Goal):
    """The number of waves that a group of sites is spread over, less one, summed over the groups;
    minimised.

    `of` says which groups: regions (a site may be in several), or the catchments of the trusts. A
    group of which nobody is placed costs nothing.
    """

    kind: Literal["cohesion"] = "cohesion"
    of: Grouping = Field(
        "region", description="which groups: those of a region, or the catchments of the trusts"
    )

    def sentence(self) -> str:
        return f"the sites of a {self.of} in as few waves as possible"

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        used = (
            {placements[site] for site in members if site in placements}
            for members in snapshot.groups(self.of).values()
        )
        return sum(len(waves) - 1 for waves in used if waves)

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:
        terms = []
        for members in snapshot.groups(self.of).values():
            terms += [
                (1, decisions.any_of(decisions.in_wave(site, slot) for site in members))
                for slot in snapshot.waves
            ]
            terms.append((-1, decisions.any_of(map(decisions.placed, members))))
        return Objective(tuple(terms))

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:  # noqa: ARG002
        return WaveSymmetry.ANY_ORDER
