"""Work that tests give to executors, which other processes find here."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

DIE, STAY = -1, -2


@dataclass(frozen=True)
class Doubling:
    """Doubles numbers, and says by whom they are doubled; dies of one number, and is never done
    with another.
    """

    by: tuple[str, ...] = ("me",)

    def begin(self) -> Callable[[int], tuple[int, tuple[str, ...]]]:
        return self.doubled

    @property
    def shared(self) -> Sequence[object]:
        return (self.by,)

    def doubled(self, number: int) -> tuple[int, tuple[str, ...]]:
        if number == DIE:
            os._exit(1)
        if number == STAY:
            while True:
                os.read(os.pipe()[0], 1)
        return 2 * number, self.by
