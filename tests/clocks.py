"""Clocks that go by how often they are looked at, so that no test depends on seconds."""

from math import inf

from tests.patience import PATIENCE


class Counter:
    """A clock on which each look takes a second."""

    def __init__(self) -> None:
        self.looks = 0

    def __call__(self) -> float:
        self.looks += 1
        return float(self.looks)


class Interrupted(Counter):
    """A clock during whose look, at some moment, the user presses Ctrl-C."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self._at = at

    def __call__(self) -> float:
        if self.looks == self._at:
            self.looks += 1
            raise KeyboardInterrupt
        return super().__call__()


class Ended(Counter):
    """A clock that stands still, until after so many looks all time is over."""

    def __init__(self, after: float = inf) -> None:
        super().__init__()
        self._after = after

    def __call__(self) -> float:
        return 0.0 if super().__call__() <= self._after else 2 * PATIENCE
