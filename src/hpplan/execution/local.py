"""Work done on this machine: by this process, and by several where starting them pays off."""

import os
import time
from collections.abc import Iterator
from typing import Final

from hpplan.execution.executor import HERE, Executor, Item, Result, Task, WorkItems

WORTH: Final = 4.0
"""Seconds of work for which starting processes pays off; each takes about one to start."""
SURE: Final = 1.0
"""Seconds after which the remaining time is estimated."""


class AsWorthwhile:
    """This process at first; several, once the rest is estimated to take long enough."""

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
    """The remaining items."""

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
    """An executor with this many processes; by default one for each processor, where that
    pays off.
    """
    if jobs is None and (processors := _processors()) > 1:
        return AsWorthwhile(processors)
    if jobs is None or jobs == 1:
        return HERE
    from hpplan.execution.processes import Processes

    return Processes(jobs)


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
