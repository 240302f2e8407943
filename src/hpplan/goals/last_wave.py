"""The kind `last-wave`."""

from collections.abc import Iterable
from typing import Literal

from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.goals.base import WAVES, Goal, Measured, Objective
from hpplan.goals.earliest import places_later
from hpplan.language import _, marked
from hpplan.rules.base import Decisions, WaveSymmetry
from hpplan.text import Unit


class LastWave(Goal):
    """The goal `last-wave`."""

    title = "done as soon as possible"
    meaning = """
    The position of the last wave that holds a site, 1 for the first wave, 0 for an empty plan;
    minimised.
    """
    measures = "the position of the last one that does, counted from 1"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    municipalities:
      - {id: ask, name: Ask}
      - {id: berg, name: Berg}
    waves: [{id: W1}, {id: W2}, {id: W3}]
    rules:
      - {kind: apart, sites: [ask, berg]}
    goals:
      - {kind: last-wave}
    """
    better = "ask:W1 berg:W2"
    worse = "ask:W1 berg:W3"

    purpose = marked("to be done earlier")

    kind: Literal["last-wave"] = "last-wave"

    def sentence(self) -> str:
        return _("the last wave as early as possible")

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        return max((snapshot.wave[wave].position + 1 for wave in placements.values()), default=0)

    def unit(self, snapshot: Snapshot) -> Unit:  # noqa: ARG002
        return WAVES

    def says_value(self, snapshot: Snapshot, value: int) -> str:
        if not value:
            return _("no wave is used")
        if value > len(snapshot.waves):  # counted from an earlier first wave
            return _("the last wave used is number {n}", n=value)
        return _("the last wave used is {wave}", wave=snapshot.waves[value - 1].label)

    def says_difference(self, before: Measured, after: Measured) -> str:
        was, now = (self._last(each) for each in (before, after))
        return _("the last wave used is {wave} instead of {before}", wave=now, before=was)

    def _last(self, plan: Measured) -> str:
        position = self.measure(plan.snapshot, plan.placements)
        return plan.snapshot.waves[position - 1].label if position else _("none")

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:
        uses = [decisions.uses(slot) for slot in snapshot.waves]
        return Objective(tuple((1, decisions.any_of(uses[n:])) for n in range(len(uses))))

    def comparable(self, value: int, snapshot: Snapshot, others: Iterable[Snapshot]) -> int:
        return value + places_later(snapshot, others) if value else value

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:  # noqa: ARG002
        return WaveSymmetry.PACKABLE
