"""The kind `balance`."""

from typing import Literal

from pydantic import Field

from hpplan.domain.entry import COUNTING_SITES, Measure
from hpplan.domain.measures import (
    measure_unit,
    measure_word,
)
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.sums import Extent, Sum
from hpplan.goals.base import Goal, Measured, Objective, noun_of
from hpplan.goals.peak import loads
from hpplan.language import _, marked
from hpplan.rules.base import Decisions, WaveSymmetry
from hpplan.text import Unit


class Balance(Goal):
    """The goal `balance`."""

    title = "waves of much the same size"
    meaning = """
    The largest load of a used wave less the smallest, by the measure; minimised.
    """
    measures = "the largest load less the smallest, of waves that hold a site"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    municipalities:
      - {id: ask, name: Ask, size: {staff: 6}}
      - {id: berg, name: Berg, size: {staff: 3}}
      - {id: dal, name: Dal, size: {staff: 2}}
    waves: [{id: W1}, {id: W2}]
    rules:
      - {kind: apart, sites: [ask, berg]}
    goals:
      - {kind: balance, measure: staff}
    """
    better = "ask:W1 berg:W2 dal:W2"
    worse = "ask:W1 dal:W1 berg:W2"

    purpose = marked("to even out the waves")

    limits_waves = True

    kind: Literal["balance"] = "balance"
    measure_of: Measure = Field(
        default=COUNTING_SITES, alias="measure", description="whose load; `sites` counts them"
    )

    def sentence(self) -> str:
        return _("waves as equal as possible, by {measure}", measure=measure_word(self.measure_of))

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        held = loads(snapshot, placements, self.measure_of).values()
        return max(held) - min(held) if held else 0

    def unit(self, snapshot: Snapshot) -> Unit:  # noqa: ARG002
        return measure_unit(self.measure_of)

    def says_value(self, snapshot: Snapshot, value: int) -> str:
        noun = noun_of(snapshot, self.measure_of)
        if not value:
            return _("every wave holds as many {units}", units=noun.of(2))
        return _("the largest wave holds {more} than the smallest", more=noun.more(value))

    def says_difference(self, before: Measured, after: Measured) -> str:
        change = after.value - before.value
        far = noun_of(after.snapshot, self.measure_of).amount(abs(change))
        if change > 0:
            return _("the largest and the smallest wave differ by {amount} more", amount=far)
        return _("the largest and the smallest wave differ by {amount} less", amount=far)

    def largest_sum(self, extent: Extent) -> Sum:
        return Sum(2 * extent.total(self.measure_of), self.measure_of)

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:
        sizes = snapshot.sizes(self.measure_of)
        sums = {slot.id: decisions.load(sizes, slot) for slot in snapshot.waves}
        largest = decisions.largest(sums.values())
        smallest = decisions.smallest(
            [(decisions.uses(slot), sums[slot.id]) for slot in snapshot.waves], largest
        )
        return Objective(((1, largest), (-1, smallest)))

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:  # noqa: ARG002
        return WaveSymmetry.ANY_ORDER
