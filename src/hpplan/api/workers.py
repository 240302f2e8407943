"""Where an answer that has many parts is worked out: in processes of this machine, or on
a cluster.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from hpplan.api.arguments import a_number, wrong
from hpplan.text import literal

if TYPE_CHECKING:
    from hpplan.execution.executor import Executor

MOST_JOBS: Final = 512


@contextmanager
def workers_of(jobs: object, dask: object) -> "Iterator[Executor]":
    """That many processes, or the workers of the cluster with this scheduler, as a context. Raises
    ValueError where there is none, or where it has another version of hpplan.
    """
    several = a_number(jobs, "jobs", least=1, most=MOST_JOBS)
    if dask is None:
        from hpplan.execution.local import local

        yield local(several)
        return
    if not isinstance(dask, str):
        wrong("dask", "the address of a scheduler, such as 'tcp://10.0.0.5:8786'", dask)
    if several != 1:
        raise ValueError("jobs: how many processes work is the cluster's to say")
    if find_spec("distributed") is None:
        message = "dask needs the package distributed: pip install 'hpplan[cluster]'"
        raise ModuleNotFoundError(message, name="distributed")
    from hpplan.execution.cluster import NoCluster, OtherVersion, connected

    try:
        with connected(dask) as cluster:
            yield cluster
    except NoCluster as why:
        raise ValueError(literal(f"dask: no cluster at '{dask}': {why}")) from None
    except OtherVersion as why:
        raise ValueError(literal(f"dask: {why}")) from None
