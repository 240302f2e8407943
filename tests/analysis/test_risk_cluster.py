"""Futures on a cluster of processes of this machine: the same endings, also when a worker dies."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from hpplan.analysis.risk.cluster import Cluster, NoCluster, OtherVersion
from hpplan.analysis.risk.executors import Futures, InProcess, Piece
from hpplan.analysis.risk.futures import dice_of
from hpplan.planning import Solved, best_plan
from tests.builders import programme
from tests.cli.programmes import write
from tests.cli.running import run
from tests.patience import ENOUGH, PATIENCE

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


@dataclass
class Running:
    """A scheduler and its two workers, each a process of its own."""

    address: str
    workers: list[subprocess.Popen[bytes]]


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    monkeypatch.setattr("hpplan.analysis.risk.cluster.PATIENCE", f"{PATIENCE:g}s")

    def begun(*words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    named = tmp_path / "scheduler.json"
    where = ("--host", "127.0.0.1", "--no-dashboard")
    processes = [
        begun(
            "distributed.cli.dask_scheduler", *where, "--port", "0", "--scheduler-file", str(named)
        )
    ]
    try:
        while not named.exists() or not named.read_text():
            assert processes[0].poll() is None
            time.sleep(0.05)
        address = json.loads(named.read_text())["address"]
        alone = ("--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path))
        workers = [begun("distributed.cli.dask_worker", address, *where, *alone) for _ in "ab"]
        processes += workers
        yield Running(address, workers)
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


def futures_of(tmp_path: Path) -> Futures:
    situation = programme(tmp_path, DATA).on()
    found = best_plan(situation, ENOUGH)
    assert isinstance(found, Solved)
    return Futures(situation, found.plan.waves, dice_of(situation, found.plan.waves), 1)


def test_a_worker_that_dies_leaves_its_work_to_the_other(tmp_path: Path, cluster: Running) -> None:
    futures = futures_of(tmp_path)
    pieces: list[Piece] = [(range(n, n + 10), None) for n in range(0, 400, 10)]
    coming = Cluster(cluster.address).each(futures, pieces)
    found = [next(coming)]
    cluster.workers[0].kill()
    found += coming
    lived = (ending for part in InProcess().each(futures, pieces) for ending in part)
    assert [ending for part in found for ending in part] == list(lived)


def test_a_cluster_answers_as_this_machine_and_its_version_counts(
    tmp_path: Path, cluster: Running
) -> None:
    data = str(write(tmp_path, DATA))
    asked = ["risk", "--data", data, "--runs", "30", "--format", "json"]
    theirs = run(*asked, "--dask", cluster.address)
    assert theirs.exit_code == 0, theirs.stderr
    assert theirs.stdout == run(*asked).stdout
    old = Cluster(cluster.address, version="9.8.7")
    with pytest.raises(OtherVersion, match=r"workers have hpplan .*, and this is 9\.8\.7"):
        next(old.each(futures_of(tmp_path), [(range(1), None)]))


def test_a_dead_address_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hpplan.analysis.risk.cluster.PATIENCE", "1s")
    with pytest.raises(NoCluster, match="nobody answers"):
        next(Cluster(NOBODY).each(futures_of(tmp_path), [(range(1), None)]))
    ran = run("risk", "--data", write(tmp_path, DATA), "--runs", "5", "--dask", NOBODY)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert f"no cluster at '{NOBODY}': nobody answers" in " ".join(ran.stderr.split())


def test_processes_of_this_machine_and_a_cluster_are_not_both_asked(tmp_path: Path) -> None:
    ran = run("risk", "--data", write(tmp_path, DATA), "--jobs", "2", "--dask", NOBODY)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "how many processes work is the cluster's to say" in " ".join(ran.stderr.split())
