"""A goal of ours, which no programme states: nobody moves who need not."""

from collections.abc import Mapping
from typing import Literal

from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.goals.base import Goal, Objective
from hpplan.rules.base import Decisions


class Nearest(Goal):
    """The number of sites that are elsewhere than in the other plan; minimised. To be in no wave is
    to be somewhere too.
    """

    kind: Literal["nearest"] = "nearest"
    other: Mapping[str, str]

    def sentence(self) -> str:
        return "as few sites as possible are elsewhere than in another plan"

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        return sum(placements.get(s) != self.other.get(s) for s in snapshot.taking_part)

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:
        stays, settled = [], 0
        for site in snapshot.taking_part:
            wave = self.other.get(site)
            if wave is None:
                stays.append((1, decisions.placed(site)))
                continue
            settled += 1
            if wave in snapshot.wave:
                stays.append((-1, decisions.in_wave(site, snapshot.wave[wave])))
        return Objective(tuple(stays), settled)
