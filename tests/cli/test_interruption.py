"""Ctrl-C and SIGTERM end a search with the best plan so far, and leave files as they were."""

import contextlib
import json
import os
import pty
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.programmes import endless, tight, write
from tests.cli.running import PLAIN, Ran, command, run
from tests.patience import PATIENCE

SIGNALS = [signal.SIGINT, signal.SIGTERM]


def interrupted_with_a_plan(folder: Path, by: signal.Signals, *arguments: str) -> Ran:
    """How an endless search ends that gets the signal as soon as it tells of a plan, as it does on
    a terminal: nobody is to be moved, so that the first goal is met at once. Of what is said there
    the lines about goals are left out.
    """
    write(folder, endless().replace("goals: [", "goals: [{kind: stability}, "))
    ours, theirs = pty.openpty()
    with searching(folder, *arguments, stderr=theirs) as running:
        os.close(theirs)
        said = b""
        while b"\n" not in said:
            said += os.read(ours, 65536)
        running.send_signal(by)
        stdout, _ = running.communicate(timeout=PATIENCE)
        with contextlib.suppress(OSError):  # the other side is closed
            while read := os.read(ours, 65536):
                said += read
    os.close(ours)
    lines = said.decode().replace("\r\n", "\n").splitlines(keepends=True)
    goals = [line for line in lines if re.match(r"  \d/3 ", line)]
    assert goals
    return Ran(running.returncode, stdout, "".join(line for line in lines if line not in goals))


def interrupted_without_a_plan(
    folder: Path, by: signal.Signals, *arguments: str, asked: str = "assign"
) -> Ran:
    """How a search that finds nothing for minutes ends that gets the signal once the engine has
    begun: it searches in a thread of its own.
    """
    write(folder, tight())
    with searching(folder, *arguments, stderr=subprocess.PIPE, asked=asked) as running:
        threads = Path(f"/proc/{running.pid}/task")
        until = time.monotonic() + PATIENCE
        while len(list(threads.iterdir())) == 1 and time.monotonic() < until:
            time.sleep(0.05)
        running.send_signal(by)
        stdout, stderr = running.communicate(timeout=PATIENCE)
    return Ran(running.returncode, stdout, stderr)


def searching(
    folder: Path, *arguments: str, stderr: int, asked: str = "assign"
) -> "subprocess.Popen[str]":
    """A process that plans what is in the folder, for as long as it is let."""
    return subprocess.Popen(
        command([asked, "--time-limit", f"{PATIENCE:g}", *arguments]),
        cwd=folder,
        env=PLAIN,
        stdout=subprocess.PIPE,
        stderr=stderr,
        encoding="utf-8",
    )


@pytest.mark.slow
@pytest.mark.parametrize("by", SIGNALS)
def test_the_best_plan_so_far_is_printed_and_marked(tmp_path: Path, by: signal.Signals) -> None:
    ran = interrupted_with_a_plan(tmp_path, by)
    assert (ran.exit_code, ran.stderr) == (130, "")
    assert ran.stdout.startswith("Endless: a plan for ")
    assert ran.stdout.endswith("\ninterrupted: this is the best plan so far.\n")


@pytest.mark.slow
def test_the_best_plan_so_far_as_json_is_feasible(tmp_path: Path) -> None:
    ran = interrupted_with_a_plan(tmp_path, signal.SIGINT, "--format", "json")
    assert (ran.exit_code, ran.stderr) == (130, "interrupted: this is the best plan so far\n")
    assert json.loads(ran.stdout)["status"] == "feasible"


@pytest.mark.slow
@pytest.mark.parametrize("by", SIGNALS)
def test_before_there_is_a_plan_nothing_is_printed(tmp_path: Path, by: signal.Signals) -> None:
    ran = interrupted_without_a_plan(tmp_path, by)
    assert (ran.exit_code, ran.stdout) == (130, "")
    assert "Traceback" not in ran.stderr


@pytest.mark.slow
def test_before_there_is_a_plan_json_is_undecided(tmp_path: Path) -> None:
    ran = interrupted_without_a_plan(tmp_path, signal.SIGINT, "--format", "json")
    assert (ran.exit_code, ran.stderr) == (130, "interrupted: there is no plan yet\n")
    assert json.loads(ran.stdout)["status"] == "undecided"


@pytest.mark.slow
def test_before_there_is_a_plan_there_are_no_futures(tmp_path: Path) -> None:
    ran = interrupted_without_a_plan(tmp_path, signal.SIGINT, asked="risk")
    assert ran == Ran(130, "", "interrupted: there is no plan yet\n")


@pytest.mark.slow
def test_a_file_keeps_its_old_plan(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("old")
    ran = interrupted_with_a_plan(tmp_path, signal.SIGTERM, "--output", "plan.json")
    assert ran.exit_code == 130
    assert json.loads(ran.stdout)["status"] == "feasible"
    assert ran.stderr == (
        "interrupted: this is the best plan so far\nplan.json is left as it was\n"
    )
    assert (tmp_path / "plan.json").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "plan.json"]


def test_a_time_limit_ends_with_a_plan_and_exit_code_0(tmp_path: Path) -> None:
    data = write(tmp_path, endless())
    ran = run("assign", "--data", data, "--time-limit", "0.001", "--format", "json")
    document = json.loads(ran.stdout)
    assert (ran.exit_code, ran.stderr, document["status"]) == (0, "", "feasible")
    goal = document["goals"][0]
    assert goal["bound"] is None or goal["bound"] > goal["value"]


@pytest.mark.parametrize(
    ("form", "shown_on", "begins"),
    [("text", "stdout", ""), ("csv", "stderr", ""), ("markdown", "stdout", "# ")],
)
def test_too_little_time_for_a_plan_or_a_proof_is_undecided(
    tmp_path: Path, form: str, shown_on: str, begins: str
) -> None:
    data = write(tmp_path, tight())
    ran = run("assign", "--data", data, "--time-limit", "0.001", "--format", form)
    said = {"stdout": ran.stdout, "stderr": ran.stderr}
    assert ran.exit_code == 4
    assert said.pop(shown_on).startswith(f"{begins}Tight on 1 January 2024: undecided.")
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
