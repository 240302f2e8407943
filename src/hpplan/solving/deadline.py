"""When a search must end, by the monotonic clock and by effort, and on how many threads it runs."""

import time
from collections.abc import Callable
from math import inf
from typing import Final

from hpplan.solving.cpsat import Settings
from hpplan.solving.effort import Effort
from hpplan.solving.strategies import SolverParameters
from hpplan.values import dataclass


class TimeIsOver(Exception):
    """The deadline came while something was being made that is of no use half made."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment by the monotonic clock, or by another one."""

    at: float
    clock: Callable[[], float] = time.monotonic

    @classmethod
    def after(cls, seconds: float, clock: Callable[[], float] = time.monotonic) -> "Deadline":
        return cls(clock() + seconds, clock)

    @property
    def left(self) -> float:
        """Seconds until then; negative once it is over."""
        return self.at - self.clock()

    @property
    def over(self) -> bool:
        return self.left <= 0

    def later(self, seconds: float) -> "Deadline":
        """The deadline this many seconds later; or that long from now where it is over."""
        return Deadline(max(self.at, self.clock()) + seconds, self.clock)

    def earlier(self, seconds: float) -> "Deadline":
        """The deadline this many seconds earlier."""
        return Deadline(self.at - seconds, self.clock)

    def ask(self) -> None:
        """Raise TimeIsOver if the deadline has passed; long work calls it every few hundredths of a
        second.
        """
        if self.over:
            raise TimeIsOver

    def share(self, among: float) -> "Deadline":
        """The end of an equal share of the time left, among this many."""
        return Deadline.after(self.left / among, self.clock)


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

    def share(self, among: float) -> "Budget":
        """An equal share of what is left, among this many."""
        effort = None if self.effort is None else self.effort.share(among)
        return Budget(self.deadline.share(among), self.workers, effort)

    def earlier(self, seconds: float) -> "Budget":
        """The budget that ends this many seconds earlier."""
        return Budget(self.deadline.earlier(seconds), self.workers, self.effort)

    def settings(self, more: SolverParameters) -> Settings:
        """Settings for the engine with these parameters, within what is left."""
        return Settings(self.left, self.workers, more=more, effort=self.effort)


NO_END: Final = Deadline(inf)
"""A deadline that never comes."""
