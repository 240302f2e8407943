"""Workers for work that has many parts: processes of this machine, or a cluster."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from hpplan.cli.given_values import whole_number
from hpplan.cli.output import say
from hpplan.text import literal

if TYPE_CHECKING:
    from hpplan.execution.executor import Executor, Item, Result, Task, WorkItems

JOBS, DASK = "--jobs", "--dask"
Jobs = Annotated[
    int | None,
    typer.Option(
        JOBS,
        parser=whole_number(1, 512),
        metavar="N",
        help="How many processes; if not given, one for each processor, where that is worth it.",
        show_default=False,
    ),
]
Dask = Annotated[
    str | None,
    typer.Option(
        DASK,
        metavar="ADDRESS",
        help="Work on the dask.distributed cluster with this scheduler, such as "
        "tcp://10.0.0.5:8786; needs hpplan[cluster] here and on its workers.",
        show_default=False,
    ),
]


def refuse_workers(jobs: int | None, dask: str | None, *, unless: str) -> None:
    """Refuse workers for work without parts."""
    for option, value in ((JOBS, jobs), (DASK, dask)):
        if value is not None:
            raise typer.BadParameter(f"it applies to {unless} only", param_hint=option)


def workers(jobs: int | None, dask: str | None) -> "AbstractContextManager[Executor]":
    """The workers that were asked for, if they are available. A failing cluster is a usage error of
    its address.
    """
    if dask is None:
        return _of_this_machine(jobs)
    if jobs is not None:
        message = "how many processes work is the cluster's to say"
        raise typer.BadParameter(message, param_hint=JOBS)
    if find_spec("distributed") is None:
        message = "it needs the package distributed: install hpplan[cluster]"
        raise typer.BadParameter(message, param_hint=DASK)
    return _of_a_cluster(dask)


@contextmanager
def _of_this_machine(jobs: int | None) -> "Iterator[Executor]":
    from hpplan.execution.local import local

    yield _Reporting(local(jobs))


@contextmanager
def _of_a_cluster(dask: str) -> "Iterator[Executor]":
    from hpplan.execution.cluster import NoCluster, OtherVersion, connected

    try:
        with connected(dask) as cluster:
            yield _Reporting(cluster)
    except NoCluster as why:
        message = f"no cluster at '{literal(dask)}': {why}"
        raise typer.BadParameter(message, param_hint=DASK) from None
    except OtherVersion as why:
        raise typer.BadParameter(literal(str(why)), param_hint=DASK) from None


class _Reporting:
    """An executor whose losses are reported on stderr."""

    def __init__(self, executor: "Executor") -> None:
        self._executor = executor

    @property
    def at_once(self) -> int:
        return self._executor.at_once

    def run(self, task: "Task[Item, Result]", items: "WorkItems[Item]") -> "Iterator[Result]":
        from hpplan.execution.executor import WorkersLost

        try:
            yield from self._executor.run(task, items)
        except WorkersLost as why:
            say(str(why))
            raise
