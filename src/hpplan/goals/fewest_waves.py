"""The kind `fewest-waves`."""

from typing import Literal

from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.goals.base import WAVES, Goal, Measured, Objective
from hpplan.language import _, marked, plural
from hpplan.rules.base import Decisions, WaveSymmetry
from hpplan.text import Unit


class FewestWaves(Goal):
    """The goal `fewest-waves`."""

    title = "no more waves than needed"
    meaning = """
    The number of waves that hold a site; minimised.
    """
    measures = "waves that hold a site"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    municipalities:
      - {id: ask, name: Ask}
      - {id: berg, name: Berg}
      - {id: dal, name: Dal}
    waves: [{id: W1}, {id: W2}, {id: W3}]
    rules:
      - {kind: capacity, max: 2}
    goals:
      - {kind: fewest-waves}
    """
    better = "ask:W1 berg:W3 dal:W3"
    worse = "ask:W1 berg:W2 dal:W3"

    purpose = marked("to save a wave")

    kind: Literal["fewest-waves"] = "fewest-waves"

    def sentence(self) -> str:
        return _("as few waves as possible")

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:  # noqa: ARG002
        return len(set(placements.values()))

    def unit(self, snapshot: Snapshot) -> Unit:  # noqa: ARG002
        return WAVES

    def says_value(self, snapshot: Snapshot, value: int) -> str:  # noqa: ARG002
        return _used(value, WAVES.amount(value))

    def says_difference(self, before: Measured, after: Measured) -> str:
        change = after.value - before.value
        return _used(change, WAVES.more(change))

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:
        return Objective(tuple((1, decisions.uses(slot)) for slot in snapshot.waves))

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:  # noqa: ARG002
        return WaveSymmetry.ANY_ORDER


def _used(number: int, waves: str) -> str:
    return plural("{waves} is used", "{waves} are used", number, waves=waves)
