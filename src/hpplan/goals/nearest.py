"""A goal of our own, which no programme states: as few sites as possible move."""

from collections.abc import Mapping
from typing import Literal

from hpplan.domain.measures import SITES
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.goals.base import Goal, Measured, Objective, sites_unit
from hpplan.language import _, marked, plural
from hpplan.rules.base import Decisions
from hpplan.text import Unit


class Nearest(Goal):
    """The number of sites that are elsewhere than in the other plan; minimised. Being in no wave
    counts as a place.
    """

    purpose = marked("to stay near the other plan")
    only_ties = True

    kind: Literal["nearest"] = "nearest"
    other: Mapping[str, str]

    def sentence(self) -> str:
        return _("as few sites as possible are elsewhere than in another plan")

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        return sum(placements.get(s) != self.other.get(s) for s in snapshot.taking_part)

    def unit(self, snapshot: Snapshot) -> Unit:  # noqa: ARG002
        return SITES

    def says_value(self, snapshot: Snapshot, value: int) -> str:
        return _elsewhere(value, sites_unit(snapshot).amount(value))

    def says_difference(self, before: Measured, after: Measured) -> str:
        change = after.value - before.value
        return _elsewhere(change, sites_unit(after.snapshot).more(change))

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


def _elsewhere(number: int, sites: str) -> str:
    return plural("{sites} is elsewhere", "{sites} are elsewhere", number, sites=sites)
