"""Ctrl-C and SIGTERM end a search with the best plan so far, and leave files as they were."""

import json
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.programmes import endless, tight, write
from tests.cli.running import PLAIN, Ran, command, run

SIGNALS = [signal.SIGINT, signal.SIGTERM]
PATIENCE = 60


def interrupted(
    folder: Path,
    by: signal.Signals,
    *arguments: str,
    once: Callable[[int], bool],
    text: str | None = None,
) -> Ran:
    """How an endless search ends that gets the signal as soon as `once` holds of its process."""
    write(folder, text or endless())
    with subprocess.Popen(
        command(["assign", "--time-limit", "600", *arguments]),
        cwd=folder,
        env=PLAIN,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as running:
        until = time.monotonic() + PATIENCE
        while not once(running.pid) and time.monotonic() < until:
            time.sleep(0.05)
        running.send_signal(by)
        stdout, stderr = running.communicate(timeout=PATIENCE)
    return Ran(running.returncode, stdout, stderr)


def has_searched_for(seconds: float) -> Callable[[int], bool]:
    """Whether the process has used so much time of a processor."""

    def enough(pid: int) -> bool:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100 >= seconds

    return enough


@pytest.mark.parametrize("by", SIGNALS)
def test_the_best_plan_so_far_is_printed_and_marked(tmp_path: Path, by: signal.Signals) -> None:
    ran = interrupted(tmp_path, by, once=has_searched_for(4))
    assert (ran.exit_code, ran.stderr) == (130, "")
    assert ran.stdout.startswith("Endless as of 2024-01-01: ")
    assert ran.stdout.endswith("\ninterrupted: this is the best plan so far.\n")


def test_the_best_plan_so_far_as_json_is_feasible(tmp_path: Path) -> None:
    form = ["--format", "json"]
    ran = interrupted(tmp_path, signal.SIGINT, *form, once=has_searched_for(4))
    assert (ran.exit_code, ran.stderr) == (130, "interrupted: this is the best plan so far\n")
    assert json.loads(ran.stdout)["status"] == "feasible"


@pytest.mark.parametrize("by", SIGNALS)
def test_before_there_is_a_plan_nothing_is_printed(tmp_path: Path, by: signal.Signals) -> None:
    ran = interrupted(tmp_path, by, once=has_searched_for(0.2), text=tight())
    assert (ran.exit_code, ran.stdout) == (130, "")
    assert "Traceback" not in ran.stderr


def test_a_file_keeps_its_old_plan(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("old")
    output = ["--output", "plan.json"]
    ran = interrupted(tmp_path, signal.SIGTERM, *output, once=has_searched_for(4))
    assert ran.exit_code == 130
    assert json.loads(ran.stdout)["status"] == "feasible"
    assert ran.stderr == (
        "interrupted: this is the best plan so far\nplan.json is left as it was\n"
    )
    assert (tmp_path / "plan.json").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "plan.json"]


def test_a_time_limit_ends_with_a_plan_and_exit_code_0(tmp_path: Path) -> None:
    data = write(tmp_path, endless())
    ran = run("assign", "--data", data, "--time-limit", "3", "--format", "json")
    document = json.loads(ran.stdout)
    assert (ran.exit_code, ran.stderr, document["status"]) == (0, "", "feasible")
    assert document["goals"][0]["bound"] > document["goals"][0]["value"]


@pytest.mark.parametrize(
    ("form", "told_on"), [("text", "stdout"), ("csv", "stderr"), ("markdown", "stderr")]
)
def test_too_little_time_for_a_plan_or_a_proof_is_undecided(
    tmp_path: Path, form: str, told_on: str
) -> None:
    data = write(tmp_path, tight())
    ran = run("assign", "--data", data, "--time-limit", "0.001", "--format", form)
    said = {"stdout": ran.stdout, "stderr": ran.stderr}
    assert ran.exit_code == 4
    assert said.pop(told_on).startswith("Tight as of 2024-01-01: undecided.")
    assert list(said.values()) == [""]


def test_undecided_as_json_is_a_document_without_placements(tmp_path: Path) -> None:
    data = write(tmp_path, tight())
    ran = run("assign", "--data", data, "--time-limit", "0.001", "--format", "json")
    document = json.loads(ran.stdout)
    assert (ran.exit_code, ran.stderr) == (4, "")
    assert (document["status"], document["placements"], document["unplaced"]) == (
        "undecided",
        [],
        [],
    )
