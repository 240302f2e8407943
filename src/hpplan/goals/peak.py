"""The kind `peak`."""

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
from hpplan.language import _, marked
from hpplan.rules.base import Decisions, WaveSymmetry
from hpplan.text import Unit


class Peak(Goal):
    """The goal `peak`."""

    title = "no wave is much larger than it must be"
    meaning = """
    The largest load of a wave, by the measure; minimised.
    """
    measures = "the largest load of a wave"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    municipalities:
      - {id: ask, name: Ask, size: {staff: 4}}
      - {id: berg, name: Berg, size: {staff: 3}}
      - {id: dal, name: Dal, size: {staff: 2}}
    waves: [{id: W1}, {id: W2}]
    goals:
      - {kind: peak, measure: staff}
    """
    better = "ask:W1 berg:W2 dal:W2"
    worse = "ask:W1 dal:W1 berg:W2"

    purpose = marked("to relieve the largest wave")

    limits_waves = True

    kind: Literal["peak"] = "peak"
    measure_of: Measure = Field(
        default=COUNTING_SITES, alias="measure", description="whose load; `sites` counts them"
    )

    def sentence(self) -> str:
        measure = measure_word(self.measure_of)
        return _("the largest wave as small as possible, by {measure}", measure=measure)

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        return max(loads(snapshot, placements, self.measure_of).values(), default=0)

    def unit(self, snapshot: Snapshot) -> Unit:  # noqa: ARG002
        return measure_unit(self.measure_of)

    def says_value(self, snapshot: Snapshot, value: int) -> str:
        amount = noun_of(snapshot, self.measure_of).amount(value)
        return _("the largest wave holds {amount}", amount=amount)

    def says_difference(self, before: Measured, after: Measured) -> str:
        noun = noun_of(after.snapshot, self.measure_of)
        more = noun.more(after.value - before.value)
        return _("the largest wave holds {amount}", amount=more)

    def largest_sum(self, extent: Extent) -> Sum:
        return Sum(2 * extent.total(self.measure_of), self.measure_of)

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:
        sizes = snapshot.sizes(self.measure_of)
        sums = [decisions.load(sizes, slot) for slot in snapshot.waves]
        return Objective(((1, decisions.largest(sums)),))

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:  # noqa: ARG002
        return WaveSymmetry.ANY_ORDER


def loads(snapshot: Snapshot, placements: Placements, measure: str) -> dict[str, int]:
    """The total of the measure in each wave that is used."""
    held: dict[str, int] = {}
    for site, wave in placements.items():
        held[wave] = held.get(wave, 0) + snapshot.size(site, measure)
    return held
