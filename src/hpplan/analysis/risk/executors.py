"""Who lives through the futures: this process or several of them; what comes out is the same."""

import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from queue import SimpleQueue
from typing import Final, Protocol

from hpplan.analysis.risk.futures import Die, drawn
from hpplan.analysis.risk.replanning import Ending, Replanner
from hpplan.domain.snapshot import Placements
from hpplan.programme.programme import SituationData
from hpplan.values import dataclass

AT_ONCE: Final = 10
"""So many futures are a piece of work: about a second."""
MOST_PIECES: Final = 1_000
"""Of very many futures the pieces are larger."""
FEW: Final = 100
"""So many futures are worth no other process."""

Piece = tuple[range, str | None]
"""Numbers of futures, and the risk that they are lived without."""


@dataclass(frozen=True)
class Futures:
    """The futures of a plan, by their numbers: all that somebody has to know to live them."""

    situation: SituationData
    placements: Placements
    dice: tuple[Die, ...]
    seed: int

    @property
    def replanner(self) -> Replanner:
        """Who remembers what was planned; one for each process."""
        return Replanner(self.situation, dict(self.placements))

    def lived(self, replanner: Replanner, numbers: range, without: str | None) -> list[Ending]:
        """What comes of each of these futures; as if one risk were not there."""
        dice = [die for die in self.dice if die.risk != without]
        return [replanner.through(drawn(dice, self.seed, number)) for number in numbers]


class Executor(Protocol):
    """Whoever lives through futures, piece by piece."""

    def each(self, futures: Futures, pieces: Sequence[Piece]) -> Iterator[list[Ending]]:
        """What comes of the pieces, in their order; a piece may come in parts."""
        ...


@dataclass(frozen=True, slots=True)
class InProcess:
    """One future after the other, so that Ctrl-C leaves all that are done."""

    def each(self, futures: Futures, pieces: Sequence[Piece]) -> Iterator[list[Ending]]:
        replanner = futures.replanner
        for numbers, without in pieces:
            for number in numbers:
                yield futures.lived(replanner, range(number, number + 1), without)


@dataclass(frozen=True, slots=True)
class Processes:
    """So many processes of this machine."""

    jobs: int

    def each(self, futures: Futures, pieces: Sequence[Piece]) -> Iterator[list[Ending]]:
        pool = ProcessPoolExecutor(
            self.jobs, get_context("spawn"), initializer=_begin, initargs=(futures,)
        )
        done: SimpleQueue[Future[list[Ending]]] = SimpleQueue()
        try:
            with _deaf():
                waiting = [pool.submit(_piece, *piece) for piece in pieces]
                for each in waiting:
                    each.add_done_callback(done.put)
            finished: set[Future[list[Ending]]] = set()
            for each in waiting:
                while each not in finished:
                    finished.add(done.get())
                finished.remove(each)
                yield each.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C is heard behind it. In the middle of the pool's own code, or while a future is waited
    for, it could leave a lock taken, and nobody would ever be done.
    """
    signals = (signal.SIGINT, signal.SIGTERM)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def local(jobs: int | None, futures: int) -> Executor:
    """So many processes, as many as there are processors by default; for few futures none more."""
    jobs = jobs or os.cpu_count() or 1
    return InProcess() if jobs == 1 or futures <= FEW else Processes(jobs)


_HERE: Final[list[tuple[Futures, Replanner]]] = []
"""What this process has been given to live through."""


def _begin(futures: Futures) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for whoever hands out the work
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    _HERE[:] = [(futures, futures.replanner)]


def _piece(numbers: range, without: str | None) -> list[Ending]:
    ((futures, replanner),) = _HERE
    return futures.lived(replanner, numbers, without)
