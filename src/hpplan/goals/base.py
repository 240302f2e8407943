"""What every kind of goal can do."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from hpplan.domain.entry import Explained, Text
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.sums import Extent, Sum
from hpplan.rules.base import Decisions, Term, WaveSymmetry


class Sense(StrEnum):
    """Which values of a goal are better."""

    MINIMISE = "minimise"
    MAXIMISE = "maximise"


@dataclass(frozen=True, slots=True)
class Objective:
    """A goal in the solver's terms: `constant` plus the sum of the terms."""

    terms: tuple[Term, ...]
    constant: int = 0


class Goal(Explained, ABC):
    """What is better. A kind adds its `kind`, its keys, and the methods below."""

    sense: ClassVar[Sense] = Sense.MINIMISE
    least: ClassVar[int | None] = 0
    """A measure that no plan is below, whatever the data."""

    kind: str = Field(description="the kind of goal")
    id: Text | None = Field(None, description="its name; no other goal has it")

    @abstractmethod
    def sentence(self) -> str:
        """The goal as a planner would say it, without a full stop."""

    @abstractmethod
    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        """The value of the goal in a plan."""

    @abstractmethod
    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:
        """An expression whose best value is the best measure of any plan."""

    def comparable(
        self,
        value: int,
        snapshot: Snapshot,  # noqa: ARG002  # most values count from nowhere
        others: Iterable[Snapshot],  # noqa: ARG002
    ) -> int | None:
        """A value of the snapshot, to be compared with those of the others: where it counts from
        the first wave, from the first wave of all of them. None if they count in other units.
        """
        return value

    def compared(self, value: int, snapshot: Snapshot, others: Iterable[Snapshot]) -> int:
        """The value as it compares with those of the others that count in its units."""
        alike = [other for other in others if self.comparable(value, snapshot, [other]) is not None]
        compared = self.comparable(value, snapshot, alike)
        return value if compared is None else compared

    def largest_sum(self, extent: Extent) -> Sum:
        """The most that its expression adds up to; a kind that weighs has to say so."""
        return Sum(extent.sites * max(extent.waves, 1) ** 2)

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:  # noqa: ARG002  # some see each wave
        """What the goal sees of the waves."""
        return WaveSymmetry.NONE
