"""Work done by several processes of this machine."""

from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context
from queue import SimpleQueue
from typing import Any, Final

from hpplan.execution.deaf import deaf, hear_nothing
from hpplan.execution.executor import Item, Result, Task, WorkersLost, WorkItems
from hpplan.execution.sharing import Worker, unpacked
from hpplan.execution.window import in_order
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Processes:
    """So many processes; no more than there are items."""

    at_once: int

    def run(self, task: Task[Item, Result], items: WorkItems[Item]) -> Iterator[Result]:
        shared, jobs, others = task.shared, min(self.at_once, max(len(items), 1)), active_children()
        pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_begin, initargs=(task,))
        done: SimpleQueue[Future[bytes]] = SimpleQueue()

        def hand_out(item: Item) -> Future[bytes]:
            with deaf():
                work = pool.submit(_result, item)
                work.add_done_callback(done.put)
            return work

        finished = False
        try:
            for work in in_order(items, hand_out, lambda: _one_more(done), jobs):
                yield unpacked(work.result(), shared)
            finished = True
        except BrokenProcessPool as fault:
            raise WorkersLost("a process of this machine died that did the work") from fault
        finally:
            with deaf():
                if not finished:  # what still runs is of no use
                    for each in active_children():
                        if each not in others:
                            each.kill()
                    # Who was killed in the middle of a result would be waited for without end, by
                    # a reader that does not see that nobody but itself may write any more.
                    pool._result_queue._writer.close()  # type: ignore[attr-defined]  # noqa: SLF001
                pool.shutdown(wait=True, cancel_futures=True)


def _one_more(done: "SimpleQueue[Future[bytes]]") -> int:
    done.get()
    return 1


_WORKER: Final[list[Worker[Any, Any]]] = []
"""Who does the work in this process."""


def _begin(task: Task[Any, Any]) -> None:
    hear_nothing()
    _WORKER[:] = [Worker(task)]


def _result(item: Any) -> bytes:
    (worker,) = _WORKER
    return worker.result(item)
