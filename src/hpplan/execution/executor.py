"""Work in many parts, and who does it: what comes out is the same, and in the same order."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Protocol, TypeVar

from hpplan.values import dataclass

WORTH: Final = 4.0
"""So many seconds of work are worth starting processes for: that takes each about one."""
SURE: Final = 1.0
"""After so many seconds it is judged how long the rest will take."""

Item = TypeVar("Item")
Item_co = TypeVar("Item_co", covariant=True)
Item_contra = TypeVar("Item_contra", contravariant=True)
Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)


class Task(Protocol[Item_contra, Result_co]):
    """What is done for each item. It goes to other processes whole, once to each."""

    def begin(self) -> Callable[[Item_contra], Result_co]:
        """Who does it for one item after the other; what it remembers changes no result."""
        ...

    @property
    def shared(self) -> Sequence[object]:
        """What results may hold that whoever asks has already: it comes back as the same."""
        ...


class WorkItems(Protocol[Item_co]):
    """What is handed out, each when somebody takes it up, and how many there are."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Item_co]: ...


class Executor(Protocol):
    """Whoever does the work. Ctrl-C, or a loss, comes between two results."""

    @property
    def at_once(self) -> int:
        """How many items are worked on at the same time."""
        ...

    def run(self, task: Task[Item, Result], items: WorkItems[Item]) -> Iterator[Result]:
        """The results, in the order of the items."""
        ...


Progress = Callable[[int, int], None]
"""Hears of how much is done, of how much."""


def unheard(done: int, of: int) -> None:
    """Nobody listens."""


class WorkersLost(Exception):
    """Those who did the work are gone, and what they had with them; the message says who."""


@dataclass(frozen=True, slots=True)
class InProcess:
    """One item after the other, here."""

    at_once: int = 1

    def run(self, task: Task[Item, Result], items: WorkItems[Item]) -> Iterator[Result]:
        do = task.begin()
        for item in items:
            yield do(item)


HERE: Final = InProcess()


class AsWorthwhile:
    """Here at first; by several processes, once it is seen that the rest takes long enough."""

    def __init__(self, jobs: int) -> None:
        self.at_once = 1
        self._jobs = jobs

    def run(self, task: Task[Item, Result], items: WorkItems[Item]) -> Iterator[Result]:
        do, started, rest = task.begin(), time.monotonic(), _Rest(items)
        self.at_once = 1
        for done, item in enumerate(rest, start=1):
            yield do(item)
            spent = time.monotonic() - started
            if spent > SURE and spent / done * len(rest) > WORTH:
                break
        if len(rest):
            from hpplan.execution.processes import Processes

            several = Processes(self._jobs)
            self.at_once = several.at_once
            yield from several.run(task, rest)


class _Rest(WorkItems[Item]):
    """What is left of the items."""

    def __init__(self, items: WorkItems[Item]) -> None:
        self._items = iter(items)
        self._left = len(items)

    def __len__(self) -> int:
        return self._left

    def __iter__(self) -> Iterator[Item]:
        for item in self._items:
            self._left -= 1
            yield item


def local(jobs: int | None) -> Executor:
    """So many processes of this machine; by default as many as it has processors, where that is
    worth it.
    """
    if jobs is None and (processors := _processors()) > 1:
        return AsWorthwhile(processors)
    if jobs is None or jobs == 1:
        return HERE
    from hpplan.execution.processes import Processes

    return Processes(jobs)


def _processors() -> int:
    """How many this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
