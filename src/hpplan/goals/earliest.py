"""Kind `earliest`: those who wait, wait as short as possible."""

from typing import Literal

from pydantic import Field

from hpplan.domain.entry import COUNTING_SITES, Measure
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.goals.base import Goal, Objective
from hpplan.periods import Duration
from hpplan.rules.base import Decisions, Sees

A_YEAR = Duration(months=12)


class Earliest(Goal):
    """The measure times the days from the first wave's go-live to the site's, by first days,
    summed over the sites; minimised.

    A site that is not placed counts as twelve months after the last wave. If a wave that may hold
    a site has no date, positions 0, 1, 2 … count instead of days, and not placed is one more.
    """

    kind: Literal["earliest"] = "earliest"
    measure_of: Measure = Field(
        default=COUNTING_SITES,
        alias="measure",
        description="what a day of waiting is multiplied by; `sites` counts each site as one",
    )

    def sentence(self) -> str:
        return f"as early as possible, by {self.measure_of}"

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        delay, never = delays(snapshot)
        return sum(
            snapshot.size(site, self.measure_of)
            * (delay[placements[site]] if site in placements else never)
            for site in snapshot.taking_part
        )

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:
        delay, never = delays(snapshot)
        sizes = snapshot.sizes(self.measure_of)
        # Counted back from not being placed, so that a wave earns what it saves.
        constant = never * sum(sizes.get(site, 0) for site in snapshot.taking_part)
        terms = [
            (size * (delay[slot.id] - never), here)
            for slot in snapshot.waves
            for size, here in decisions.weigh(sizes, slot)
        ]
        return Objective(tuple(terms), constant)

    def sees(self, snapshot: Snapshot) -> Sees:  # noqa: ARG002
        return Sees.ORDER


def delays(snapshot: Snapshot) -> tuple[dict[str, int], int]:
    """How late each wave is, in days after the first one or in positions; and never at all."""
    dated = {slot.id: slot.go_live for slot in snapshot.waves if slot.go_live is not None}
    if any(slot.go_live is None for slot in snapshot.enterable) or not dated:
        return {slot.id: slot.position for slot in snapshot.waves}, len(snapshot.waves)
    start = min(period.first for period in dated.values())
    last = max(period.first for period in dated.values())
    days = {wave: (period.first - start).days for wave, period in dated.items()}
    never = A_YEAR.ordinal(last) - start.toordinal()
    return {slot.id: days.get(slot.id, never) for slot in snapshot.waves}, never
