"""Until when a search may go on, by the monotonic clock and by effort, and on how many threads."""

import time
from dataclasses import dataclass

from hpplan.solving.cpsat import Settings
from hpplan.solving.effort import Effort
from hpplan.solving.strategies import SolverParameters


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment by the monotonic clock."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        return cls(time.monotonic() + seconds)

    @property
    def left(self) -> float:
        """Seconds until then; less than nothing once it is over."""
        return self.at - time.monotonic()

    @property
    def over(self) -> bool:
        return self.left <= 0

    def later(self, seconds: float) -> "Deadline":
        """So much later, or so much later than now where it is over."""
        return Deadline(max(self.at, time.monotonic()) + seconds)

    def share(self, among: int) -> "Deadline":
        """The end of an equal share of what is left."""
        return Deadline.after(self.left / among)


@dataclass(frozen=True, slots=True)
class Budget:
    """How long a search may take, on how many threads; and how much effort, if that is limited."""

    deadline: Deadline
    workers: int
    effort: Effort | None = None

    @property
    def left(self) -> float:
        return self.deadline.left

    @property
    def over(self) -> bool:
        return self.deadline.over or (self.effort is not None and self.effort.over)

    def share(self, among: int) -> "Budget":
        """An equal share of what is left."""
        effort = None if self.effort is None else self.effort.share(among)
        return Budget(self.deadline.share(among), self.workers, effort)

    def settings(self, more: SolverParameters) -> Settings:
        """How the engine searches with these parameters, within what is left."""
        return Settings(self.left, self.workers, more=more, effort=self.effort)
