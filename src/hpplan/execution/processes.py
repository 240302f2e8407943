"""Work done by several processes of this machine."""

import os
import pickle
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from multiprocessing import Pipe, active_children, get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, Final

from hpplan.execution.executor import Item, Result, Task, WorkersLost, WorkItems
from hpplan.execution.interrupts import (
    deferring_interrupts,
    held_until_asked_for,
    ignore_interrupts,
)
from hpplan.execution.sharing import Worker, unpacked
from hpplan.execution.window import in_order
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Processes:
    """Processes of this machine: `at_once` of them, but no more than there are items."""

    at_once: int

    def run(self, task: Task[Item, Result], items: WorkItems[Item]) -> Iterator[Result]:
        jobs = min(self.at_once, max(len(items), 1))
        with _written(task) as said:
            pool, finished = _Pool(said, jobs), False
            with held_until_asked_for(pool.wake) as let_interrupts_come:
                try:
                    done = in_order(items, pool.hand_out, pool.one_more, jobs, let_interrupts_come)
                    for work in done:
                        yield unpacked(work.result(), task.shared)
                    finished = True
                except BrokenProcessPool as fault:
                    raise WorkersLost("a process of this machine died that did the work") from fault
                finally:
                    if not finished:
                        pool.kill()
                    pool.close()


@contextmanager
def _written(task: Task[Any, Any]) -> Iterator[Path]:
    """A file that holds the task; processes get its name. If a long task were written to a process
    that died before reading all of it, writing would never end.
    """
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(TemporaryDirectory(prefix="hpplan-"))
            (said := Path(folder, "task")).write_bytes(pickle.dumps(task))
        except OSError as fault:
            raise WorkersLost(
                f"processes cannot be given their work in a temporary file: {fault.strerror}"
            ) from fault
        yield said


class _Pool:
    """Processes that do the task in a file, and the items that they have done."""

    def __init__(self, said: Path, jobs: int) -> None:
        self._others, self._ours = active_children(), list[BaseProcess]()
        self._pool = ProcessPoolExecutor(
            jobs, get_context("spawn"), initializer=_begin, initargs=(said,)
        )
        self._done, self._says_done = Pipe(duplex=False)

    def hand_out(self, item: Any) -> Future[bytes]:
        with deferring_interrupts():
            work = self._pool.submit(_result, item)
            work.add_done_callback(lambda _: self.wake())
            self._ours += [
                each for each in active_children() if each not in (*self._others, *self._ours)
            ]
        return work

    def wake(self) -> None:
        """End a wait for one more item, as if one were done."""
        self._says_done.send_bytes(b"")

    def one_more(self) -> int:
        """Wait until one more item is done, or until a worker dies."""
        if self._done not in wait((self._done, *(each.sentinel for each in self._ours))):
            self.kill()  # if one dies, all are lost
        self._done.recv_bytes()
        return 1

    def kill(self) -> None:
        """Kill the workers, even where one of them died in the middle of a result: others, and this
        process, would wait forever for the rest of it, or for their turn.
        """
        for each in self._ours:
            each.kill()
        # No other process may keep the ends of its pipes open.
        self._pool._result_queue._writer.close()  # type: ignore[attr-defined]  # noqa: SLF001
        self._pool._call_queue._reader.close()  # type: ignore[attr-defined]  # noqa: SLF001

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._done.close()
        self._says_done.close()


_WORKER: Final[list[Worker[Any, Any]]] = []
"""The worker of this process."""


def _begin(said: Path) -> None:
    ignore_interrupts()
    Thread(target=_end_with_the_parent, daemon=True).start()
    task: Task[Any, Any] = pickle.loads(said.read_bytes())  # noqa: S301  # by who began this one
    _WORKER[:] = [Worker(task)]


def _end_with_the_parent() -> None:
    """End this process when its parent is killed: no more work will come."""
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def _result(item: Any) -> bytes:
    (worker,) = _WORKER
    return worker.result(item)
