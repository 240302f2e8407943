"""Work done by the workers of a cluster; the only file that knows dask.distributed.

The task is sent to the workers as a piece of work of its own: if the worker that holds it dies,
another one gets it, together with the items that the dead one had.
"""

import logging
import pickle
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from operator import call
from queue import Empty, SimpleQueue
from threading import local
from typing import Any, Final

from hpplan.execution.executor import Item, Result, Task, WorkersLost, WorkItems
from hpplan.execution.interrupts import held_until_asked_for
from hpplan.execution.sharing import Worker, unpacked
from hpplan.execution.window import in_order
from hpplan.values import dataclass

PATIENCE: Final = 20.0
"""Seconds that a cluster may take to answer, and to have a worker."""
LOOK: Final = 1.0
"""Seconds without a result after which it is checked that there is still a worker."""
OURS: Final = version("hpplan")
NONE: Final = "no hpplan"
"""The version of a worker without hpplan."""
GONE: Final = "the cluster no longer answers"
RETRIES: Final = 3
"""How often an item is retried whose worker failed."""


class NoCluster(Exception):
    """There is no answer at the address, or no worker; the message says which."""


class OtherVersion(Exception):
    """Workers have another version of hpplan, or none; the message names both versions."""


@contextmanager
def connected(address: str) -> "Iterator[Cluster]":
    """The workers behind a scheduler's address, which must have this version of hpplan."""
    client = _client(address)
    try:
        _refuse_other_workers(client)
        yield Cluster(client)
    finally:
        # Running work is of no use any more; and a lost scheduler cannot be closed properly.
        with suppress(Exception):
            client.close(timeout=5)


def _client(address: str) -> Any:
    from distributed import Client

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    connect: Any = Client  # it has no types
    client: Any = None
    try:
        client = connect(address, timeout=PATIENCE, set_as_default=False)
        client.wait_for_workers(1, timeout=PATIENCE)
    except Exception as fault:
        with suppress(Exception):
            client.close(timeout=5)
        why = "no worker" if client is not None and isinstance(fault, TimeoutError) else ""
        raise NoCluster(why or "nobody answers") from fault
    return client


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers of a cluster, through its client."""

    client: Any

    @property
    def at_once(self) -> int:
        try:
            threads: dict[str, int] = self.client.nthreads()
        except OSError as fault:
            raise WorkersLost(GONE) from fault
        return max(1, sum(threads.values()))

    def run(self, task: Task[Item, Result], items: WorkItems[Item]) -> Iterator[Result]:
        shared, said = task.shared, pickle.dumps(task)
        submit, again = self.client.submit, {"pure": False, "retries": RETRIES}
        packed = pickle.dumps(_Handed(said, sha256(said).hexdigest()))
        named = submit(pickle.loads, packed, **again)
        done: SimpleQueue[Any] = SimpleQueue()
        watch = _Watch(self.client)
        with held_until_asked_for(lambda: done.put(None)) as let_interrupts_come:

            def hand_out(item: Item) -> Any:
                work = submit(call, named, pickle.dumps(item), OURS, **again)
                work.add_done_callback(done.put)
                return work

            one_more = partial(watch.one_more, done)
            for work in in_order(items, hand_out, one_more, self.at_once, let_interrupts_come):
                try:
                    said = _said(work)
                except WorkersLost:
                    raise
                except Exception:
                    # Workers that joined since may have another version, and fail in any way.
                    with suppress(NoCluster):
                        _refuse_other_workers(self.client)
                    raise
                yield unpacked(said, shared)


class _Watch:
    """Waits for work as long as there is a worker."""

    def __init__(self, client: Any) -> None:
        self._client, self._seen = client, time.monotonic()

    def one_more(self, done: "SimpleQueue[Any]") -> int:
        with suppress(Empty):
            done.get(timeout=LOOK)
            self._seen = time.monotonic()
            return 1
        if self._client.scheduler_info()["workers"]:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > PATIENCE:
            raise WorkersLost("the cluster has no worker any more")
        return 0


def _said(work: Any) -> bytes:
    """A worker's report on its item."""
    from distributed import CancelledError, KilledWorker

    try:
        said: bytes = work.result()
    except ModuleNotFoundError as fault:
        raise OtherVersion(f"a worker has no module {fault.name} of hpplan {OURS}") from fault
    except KilledWorker as fault:
        raise WorkersLost(
            "every worker of the cluster died that was given the same work"
        ) from fault
    except (CancelledError, OSError) as fault:
        raise WorkersLost(GONE) from fault
    return said


# --- what workers are asked, and what they say --------------------------------------------------

_HERE: Final = local()
"""The task of a worker's thread, and its name."""


@dataclass(frozen=True, slots=True)
class _NamedTask:
    """A task with a unique name."""

    name: str
    task: Task[Any, Any]

    def __call__(self, said: bytes, theirs: str) -> bytes:
        """The result of an item."""
        _refuse_others([version("hpplan")], theirs)
        name, worker = getattr(_HERE, "worker", ("", None))
        if name != self.name or not isinstance(worker, Worker):
            worker = Worker(self.task)
            _HERE.worker = self.name, worker
        return worker.result(pickle.loads(said))  # noqa: S301  # the same


@dataclass(frozen=True, slots=True)
class _Handed:
    """A task on its way. It stays bytes until a worker starts on it: a worker with another hpplan,
    or none, would crash on something that it cannot unpickle, but it reports work that it cannot
    do.
    """

    said: bytes
    name: str

    def __reduce__(
        self,
    ) -> "tuple[Callable[[bytes, str, str], _NamedTask], tuple[str | bytes, ...]]":
        return _named, (self.said, self.name, OURS)


def _named(said: bytes, name: str, theirs: str) -> _NamedTask:
    _refuse_others([version("hpplan")], theirs)
    task: Task[Any, Any] = pickle.loads(said)  # noqa: S301  # who may give a cluster work can do anything there
    return _NamedTask(name, task)


def _refuse_other_workers(client: Any) -> None:
    """Ask every worker for its version, in a way that does not need hpplan there."""
    try:
        said = client.run(version, "hpplan", on_error="return").values()
    except (OSError, TimeoutError) as fault:
        raise NoCluster("its workers do not answer") from fault
    known = [each for each in said if not isinstance(each, OSError)]  # the others have just left
    theirs = {NONE if isinstance(each, PackageNotFoundError) else str(each) for each in known}
    _refuse_others(theirs, OURS)


def _refuse_others(theirs: Collection[str], ours: str) -> None:
    if others := sorted({*theirs} - {ours}):
        listed = " and ".join(NONE if each == NONE else f"hpplan {each}" for each in others)
        raise OtherVersion(f"workers have {listed}, and this is hpplan {ours}")
