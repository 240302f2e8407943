"""The kind `wishes`."""

from typing import Final, Literal

from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.sums import Extent, Sum
from hpplan.goals.base import Goal, Measured, Objective
from hpplan.language import _, marked
from hpplan.rules.base import Decisions
from hpplan.text import Unit

POINTS: Final = Unit("point", "points")


class Wishes(Goal):
    """The goal `wishes`."""

    title = "sites get the waves they like"
    meaning = """
    The cost that each placed site gives its wave (`wishes`), summed; minimised. A wave that a
    site does not name costs it nothing.
    """
    measures = "the cost of the waves, by the sites' `wishes`"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    municipalities:
      - {id: ask, name: Ask, wishes: {W1: 0, W2: 3}}
      - {id: berg, name: Berg, wishes: {W1: 0, W2: 1}}
    waves: [{id: W1}, {id: W2}]
    rules:
      - {kind: apart, sites: [ask, berg]}
    goals:
      - {kind: wishes}
    """
    better = "ask:W1 berg:W2"
    worse = "berg:W1 ask:W2"

    least = None

    purpose = marked("to meet a wish")

    kind: Literal["wishes"] = "wishes"

    def sentence(self) -> str:
        return _("sites get the waves they wish for")

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        return sum(
            snapshot.sites[site].site.wishes.get(wave, 0) for site, wave in placements.items()
        )

    def unit(self, snapshot: Snapshot) -> Unit:  # noqa: ARG002
        return POINTS

    def says_value(self, snapshot: Snapshot, value: int) -> str | None:
        if not any(snapshot.sites[site].site.wishes for site in snapshot.taking_part):
            return None
        if not value:
            return _("wishes cost nothing")
        return _("wishes cost {points}", points=POINTS.amount(value))

    def says_difference(self, before: Measured, after: Measured) -> str:
        change = after.value - before.value
        points = POINTS.amount(abs(change))
        if change > 0:
            return _("wishes cost {points} more", points=points)
        return _("wishes cost {points} less", points=points)

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
