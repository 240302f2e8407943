"""Work that tests give to executors, which other processes find here."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

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


@dataclass(frozen=True)
class Ending:
    """Work of which all results but the first are so large that they are written in two pieces. A
    process gets a signal between them, and says so by a file.
    """

    by: signal.Signals
    said: Path

    def begin(self) -> Callable[[int], bytes]:
        return self.result

    @property
    def shared(self) -> Sequence[object]:
        return ()

    def result(self, number: int) -> bytes:
        if number:
            sys.setprofile(self._end_behind_the_first_piece)
        return bytes(100_000) if number else b""

    def _end_behind_the_first_piece(self, _: FrameType, event: str, done: object) -> None:
        if event == "c_return" and done is os.write:
            sys.setprofile(None)
            self.said.touch()
            os.kill(os.getpid(), self.by)


@dataclass(frozen=True)
class Unreadable:
    """Work that ends a process which begins to read it, long before all of it is said."""

    def begin(self) -> Callable[[int], int]:
        raise NotImplementedError

    @property
    def shared(self) -> Sequence[object]:
        return ()

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return print, (_Deadly(), bytes(1_000_000))


class _Deadly:
    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return os._exit, (1,)


class Interrupting:
    """Python drops what is raised while an object is deleted."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)
