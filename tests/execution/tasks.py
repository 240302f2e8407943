"""Work that tests give to executors, which other processes find here."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread, main_thread

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
class Stopping:
    """Work of which all results but the first are so large that a process stops in the middle of
    one, and says so by a file.
    """

    said: Path

    def begin(self) -> Callable[[int], bytes]:
        return self.result

    @property
    def shared(self) -> Sequence[object]:
        return ()

    def result(self, number: int) -> bytes:
        if not number:
            return b""
        Thread(target=self._stop_in_the_middle, daemon=True).start()
        return bytes(100_000_000)

    def _stop_in_the_middle(self) -> None:
        ident = main_thread().ident
        while ident is not None and sys._current_frames()[ident].f_code.co_name != "_send":  # noqa: SLF001
            pass
        self.said.touch()
        os.kill(os.getpid(), signal.SIGSTOP)
