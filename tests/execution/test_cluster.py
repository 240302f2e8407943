"""Work on a cluster of processes of this machine: the same answers, also when some of them die."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from distributed import Client

import hpplan
from hpplan.execution import cluster as clusters
from hpplan.execution.cluster import OtherVersion, connected
from hpplan.execution.executor import HERE, WorkersLost
from tests.cli.programmes import write
from tests.cli.running import REPOSITORY, run
from tests.cli.terminals import interrupted
from tests.execution.tasks import DIE, Doubling, Interrupting
from tests.patience import PATIENCE

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

DATA = """\
programme: {id: p, as_of: 2024-01-01}
sites:
  - {id: a, kind: k, claims: [{says: planned, wave: W1}]}
  - {id: b, kind: k, claims: [{says: planned, wave: W1}]}
waves: [{id: W1, go_live: 2025-06-01}, {id: W2, go_live: 2025-09-01}, {id: W3, go_live: 2026-03-01}]
risks:
  - {id: late, kind: slip, waves: all, chance: 0.5, by: {1m: 1, 5m: 1}}
  - {id: alone, kind: slip, sites: all, chance: 0.5, by: 3m}
"""
NOBODY = "tcp://127.0.0.1:9"
OTHERWISE = """\
import importlib.metadata, runpy, sys
there = importlib.metadata.version
def version(name):
    if name == "hpplan":
        {what}
    return there(name)
importlib.metadata.version = version
del sys.argv[0]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""
"""Begins a module where hpplan is another one, or none."""
OLD = OTHERWISE.format(what="return '0.0.1'")
NONE = OTHERWISE.format(what="raise importlib.metadata.PackageNotFoundError(name)")


@dataclass
class Running:
    """A scheduler and its workers, each a process of its own."""

    folder: Path
    address: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def begin(self, *words: str) -> subprocess.Popen[bytes]:
        here = ("--host", "127.0.0.1", "--no-dashboard")
        self.processes.append(
            begun := subprocess.Popen(
                [sys.executable, *words, *here],
                cwd=REPOSITORY,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
        return begun

    def scheduler(self) -> None:
        named = self.folder / "scheduler.json"
        words = ("--port", "0", "--scheduler-file", str(named))
        begun = self.begin("-m", "distributed.cli.dask_scheduler", *words)
        while not named.exists() or not named.read_text():
            assert begun.poll() is None
            time.sleep(0.05)
        self.address = json.loads(named.read_text())["address"]

    def worker(self, *begins: str) -> subprocess.Popen[bytes]:
        alone = ("--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder))
        module = "distributed.cli.dask_worker"
        return self.begin(*(begins or ("-m",)), module, self.address, *alone)

    def end(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Two workers, which are there: a command waits for them only so long."""
    running = Running(tmp_path_factory.mktemp("cluster"))
    try:
        running.scheduler()
        running.worker()
        running.worker()
        connect: Any = Client  # it has no types
        with connect(running.address, timeout=PATIENCE, set_as_default=False) as client:
            client.wait_for_workers(2)
        yield running
    finally:
        running.end()


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", PATIENCE)


@pytest.mark.parametrize(
    "question",
    ["risk --runs 30", "whatif a=W2 b=W3 W1+2m --each", "recommend --all"],
)
def test_a_cluster_answers_as_this_machine(tmp_path: Path, cluster: Running, question: str) -> None:
    asked = [*question.split(), "--data", str(write(tmp_path, DATA)), "--format", "json"]
    theirs, ours = run(*asked, "--dask", cluster.address), run(*asked)
    assert (theirs.exit_code, theirs) == (0, ours)


ASKED: dict[str, Callable[[hpplan.Situation, str | None], object]] = {
    "futures": lambda s, dask: s.current_plan().risk(30, dask=dask, lang="nn"),
    "what if": lambda s, dask: s.what_if("a=W2", "W1+2m", dask=dask, seconds=PATIENCE, lang="nn"),
    "all": lambda s, dask: s.recommend_all(dask=dask, seconds=PATIENCE, lang="nn"),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_a_cluster_answers_the_library_as_this_machine(
    tmp_path: Path, cluster: Running, ask: Callable[[hpplan.Situation, str | None], object]
) -> None:
    known = hpplan.load(write(tmp_path, DATA)).at()
    assert str(ask(known, cluster.address)) == str(ask(known, None))


def test_a_dead_address_is_a_value_error_of_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 1.0)
    with pytest.raises(ValueError, match=f"^dask: no cluster at '{NOBODY}': nobody answers$"):
        hpplan.load(write(tmp_path, DATA)).at().current_plan().risk(2, dask=NOBODY)


def test_ctrl_c_leaves_what_the_cluster_had_done(tmp_path: Path, cluster: Running) -> None:
    asked = ["risk", "--data", str(write(tmp_path, DATA)), "--runs", "1000000", "--format", "json"]
    ran = interrupted([*asked, "--dask", cluster.address], "of 1,000,000 futures")
    answer = json.loads(ran.stdout)
    assert (ran.exit_code, answer["interrupted"]) == (130, True)
    assert 0 < answer["runs"] < 1_000_000
    assert "Traceback" not in ran.stderr


def test_ctrl_c_ends_the_work_also_while_an_object_is_deleted(cluster: Running) -> None:
    """As the client's own are, one for each piece of work."""
    with connected(cluster.address) as known:
        found = known.run(Doubling(), range(200))
        assert next(found) == (0, ("me",))
        deleted = [Interrupting()]
        deleted.clear()
        rest: list[object] = []
        with pytest.raises(KeyboardInterrupt):
            rest.extend(found)
        assert len(rest) < 199  # not only once all is done


def test_a_dead_address_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 1.0)
    ran = run("risk", "--data", write(tmp_path, DATA), "--runs", "5", "--dask", NOBODY)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert f"no cluster at '{NOBODY}': nobody answers" in " ".join(ran.stderr.split())


def test_processes_of_this_machine_and_a_cluster_are_not_both_asked(tmp_path: Path) -> None:
    ran = run("risk", "--data", write(tmp_path, DATA), "--jobs", "2", "--dask", NOBODY)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "how many processes work is the cluster's to say" in " ".join(ran.stderr.split())


def test_who_dies_leaves_the_work_to_others_and_who_comes_then_has_this_version(
    cluster: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = re.escape(f"workers have hpplan 0.0.1 and no hpplan, and this is hpplan {clusters.OURS}")
    _, first, *_ = cluster.processes
    with connected(cluster.address) as known:
        doubled = known.run(Doubling(), range(200))
        found = [next(doubled)]
        first.kill()
        assert [*found, *doubled] == list(HERE.run(Doubling(), range(200)))
        known.client.run_on_scheduler(_forgive_nobody)
        with pytest.raises(WorkersLost, match="every worker of the cluster died that was given"):
            list(known.run(Doubling(), [DIE]))
        monkeypatch.setattr(clusters, "PATIENCE", 0.1)
        with pytest.raises(WorkersLost, match="the cluster has no worker any more"):
            list(known.run(Doubling(), [1]))
        monkeypatch.setattr(clusters, "PATIENCE", PATIENCE)
        others = [cluster.worker("-c", OLD), cluster.worker("-c", NONE)]
        known.client.wait_for_workers(2)
        with pytest.raises(OtherVersion, match=f"^{both}$"):
            list(known.run(Doubling(), [1]))
        with pytest.raises(OtherVersion, match=f"^{both}$"), connected(cluster.address):
            pass
        for other in others:
            other.kill()
        while known.client.scheduler_info()["workers"]:
            time.sleep(0.05)
        monkeypatch.setattr(clusters, "LOOK", PATIENCE)
        with pytest.raises(WorkersLost, match=clusters.GONE):
            list(known.run(Doubling(), Last(1, cluster.processes[0])))
        known.client.rpc.timeout = 0.001
        with pytest.raises(WorkersLost, match=clusters.GONE):
            list(known.run(Doubling(), [1]))


@dataclass
class Last:
    """Work of which the scheduler dies once it is handed out."""

    number: int
    scheduler: "subprocess.Popen[bytes]"

    def __len__(self) -> int:
        return 1

    def __iter__(self) -> Iterator[int]:
        yield self.number
        self.scheduler.kill()
        self.scheduler.wait()


def _forgive_nobody(dask_scheduler: object) -> None:
    """Work is given up that killed its worker."""
    dask_scheduler.allowed_failures = 0  # type: ignore[attr-defined]
