"""The kind `participation`."""

from typing import Literal

from pydantic import Field

from hpplan.domain.entry import COUNTING_SITES, Measure
from hpplan.domain.measures import (
    measure_unit,
    measure_word,
)
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.sums import Extent, Sum
from hpplan.goals.base import (
    Goal,
    Measured,
    Objective,
    Sense,
    names_of_change,
    noun_of,
    with_names,
)
from hpplan.language import _, marked, plural
from hpplan.rules.base import Decisions, WaveSymmetry
from hpplan.text import Unit, whole


class Participation(Goal):
    """The goal `participation`."""

    title = "as much as possible takes part"
    meaning = """
    The measure, summed over the sites that are placed; maximised. `sites` counts them.
    """
    measures = "how much is placed; as much as possible"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    municipalities:
      - {id: ask, name: Ask, required: false, size: {inhabitants: 21000}}
      - {id: berg, name: Berg, required: false, size: {inhabitants: 5900}}
      - {id: dal, name: Dal, required: false, size: {inhabitants: 2400}}
    waves: [{id: W1}]
    rules:
      - {kind: capacity, max: 2}
    goals:
      - {kind: participation, measure: inhabitants}
    """
    better = "ask:W1 berg:W1"
    worse = "berg:W1 dal:W1"

    sense = Sense.MAXIMISE

    purpose = marked("so that more take part")

    kind: Literal["participation"] = "participation"
    measure_of: Measure = Field(
        default=COUNTING_SITES, alias="measure", description="what is summed; `sites` counts them"
    )

    def sentence(self) -> str:
        return _("as many {measure} as possible take part", measure=measure_word(self.measure_of))

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        return sum(snapshot.size(site, self.measure_of) for site in placements)

    def ideal(self, snapshot: Snapshot) -> int:
        return sum(snapshot.size(site, self.measure_of) for site in snapshot.taking_part)

    def unit(self, snapshot: Snapshot) -> Unit:  # noqa: ARG002
        return measure_unit(self.measure_of)

    def says_value(self, snapshot: Snapshot, value: int) -> str:
        everybody = sum(snapshot.size(site, self.measure_of) for site in snapshot.taking_part)
        all_of_it = noun_of(snapshot, self.measure_of).amount(everybody)
        if value == everybody and everybody > 1:
            return self._placed(everybody, _("all {amount}", amount=all_of_it))
        if value == everybody:
            return self._placed(everybody, all_of_it)
        some = _("{part} of {amount}", part=whole(value), amount=all_of_it)
        return self._placed(everybody, some)

    def says_difference(self, before: Measured, after: Measured) -> str:
        change = after.value - before.value
        noun, names = names_of_change(before, after, before.placements, after.placements)
        unit = noun if self.measure_of == COUNTING_SITES else self.unit(after.snapshot)
        return with_names(self._placed(change, unit.more(change)), names)

    def _placed(self, number: int, amount: str) -> str:
        if self.measure_of == COUNTING_SITES:
            return plural("{amount} is placed", "{amount} are placed", number, amount=amount)
        return plural("{amount} has a wave", "{amount} have a wave", number, amount=amount)

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
