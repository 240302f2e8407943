"""Kind `fewest-waves`: no more waves than needed."""

from typing import Literal

from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.goals.base import WAVES, Goal, Measured, Objective
from hpplan.rules.base import Decisions, WaveSymmetry
from hpplan.text import Unit


class FewestWaves(Goal):
    """The number of waves that hold a site; minimised."""

    purpose = "to save a wave"

    kind: Literal["fewest-waves"] = "fewest-waves"

    def sentence(self) -> str:
        return "as few waves as possible"

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:  # noqa: ARG002
        return len(set(placements.values()))

    def unit(self, snapshot: Snapshot) -> Unit:  # noqa: ARG002
        return WAVES

    def says_value(self, snapshot: Snapshot, value: int) -> str:  # noqa: ARG002
        return f"{WAVES.amount(value)} {_used(value)}"

    def says_difference(self, before: Measured, after: Measured) -> str:
        change = after.value - before.value
        return f"{WAVES.more(change)} {_used(change)}"

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:
        return Objective(tuple((1, decisions.uses(slot)) for slot in snapshot.waves))

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:  # noqa: ARG002
        return WaveSymmetry.ANY_ORDER


def _used(number: int) -> str:
    return "is used" if abs(number) == 1 else "are used"
