"""docs/ci.md, the action and the hook: what they show is YAML, and its commands work."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from hpplan.cli.formats import FINDINGS
from hpplan.diagnostics.fixes.dates import period_meant
from tests.cli.programmes import CALM, write
from tests.cli.running import PLAIN, run
from tests.docs.sessions import ROOT
from tests.repositories import IDENTITY, commit, repository

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
ACTION: Any = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS: Any = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def commands(value: object) -> Iterator[str]:
    """Every line in it that begins with hpplan."""
    match value:
        case str():
            yield from (line for line in value.splitlines() if line.startswith("hpplan "))
        case dict():
            for inner in value.values():
                yield from commands(inner)
        case list():
            for inner in value:
                yield from commands(inner)
        case _:
            pass


@pytest.mark.slow
@pytest.mark.parametrize("block", BLOCKS)
def test_what_the_page_shows_is_yaml_and_its_commands_work(
    block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = list(commands(yaml.safe_load(block)))
    run("init", tmp_path)
    monkeypatch.chdir(tmp_path)
    for line in shown:
        assert run(*shlex.split(line)[1:]).exit_code == 0
        for report in re.findall(r"--report \w+:(\S+)", line):
            assert (tmp_path / report).stat().st_size > 0


def test_the_page_shows_commands_for_both_servers() -> None:
    assert sum(len(list(commands(yaml.safe_load(block)))) for block in BLOCKS) >= 2


def test_the_schema_can_be_renewed_as_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (line,) = re.findall(r"^\$ (hpplan schema .*)$", PAGE, re.MULTILINE)
    run("init", tmp_path / "my-rollout")
    monkeypatch.chdir(tmp_path)
    assert run(*line.split()[1:]).exit_code == 0


def test_every_format_has_a_row() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
    assert rows == list(FINDINGS)


def test_the_keys_that_the_page_gives_the_action_are_inputs_of_it() -> None:
    given = [
        step["with"]
        for block in BLOCKS
        for job in (yaml.safe_load(block).get("jobs") or {}).values()
        for step in job["steps"]
        if "hpplan@" in step.get("uses", "")
    ]
    assert given
    assert [keys for keys in given if not keys.keys() <= ACTION["inputs"].keys()] == []


def test_the_job_that_init_writes_for_gitlab_begins_like_the_one_of_the_page() -> None:
    starter = (ROOT / "src" / "hpplan" / "starter" / "gitlab.yml").read_text(encoding="utf-8")
    (shown,) = (job for block in BLOCKS if (job := yaml.safe_load(block).get("rollout")))
    written = yaml.safe_load(starter)["rollout"]
    assert shown["script"] == [line for line in written["script"] if "assign" not in line]
    assert shown["artifacts"]["reports"] == written["artifacts"]["reports"]


# --- the action -------------------------------------------------------------------------------


def test_no_step_of_the_action_puts_an_input_into_its_script() -> None:
    scripts = [step["run"] for step in ACTION["runs"]["steps"] if "run" in step]
    assert len(scripts) == 4
    assert [script for script in scripts if "${{" in script] == []


def installed(folder: Path) -> Path:
    """A folder with the command hpplan, as a job installs it."""
    folder.mkdir(parents=True)
    (folder / "hpplan").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hpplan "$@"\n')
    (folder / "hpplan").chmod(0o755)
    return folder


def checked_by_the_action(
    folder: Path, text: str, lock: str | None = None, *, name: str = "Check the data", **inputs: str
) -> tuple[int, str]:
    """How the step of the action of this name ends, in bash, and what it says on stderr."""
    data = write(folder, text)
    if lock is not None:
        (data / "hpplan.lock").write_text(lock, encoding="utf-8")
    installed(folder / "runner" / "hpplan" / "bin")
    (step,) = (step for step in ACTION["runs"]["steps"] if step.get("name") == name)
    defaults = {name: str(answer["default"]) for name, answer in ACTION["inputs"].items()} | inputs
    given = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: defaults[found[1]], value)
        for name, value in step["env"].items()
    }
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env=PLAIN
        | given
        | {
            "RUNNER_TEMP": str(folder / "runner"),
            "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
            "GITHUB_ACTIONS": "true",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


DOUBTFUL = CALM.replace("on: 2023-05-06, source: letter", "on: 2023-05-06")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "inputs", "exit_code"),
    [
        (CALM, {}, 0),
        (DOUBTFUL, {}, 0),
        (DOUBTFUL, {"fail-on": "warning"}, 1),
        (CALM.replace("wave: W2", "wave: W9"), {}, 1),
    ],
)
def test_the_action_checks_annotates_and_reports(
    tmp_path: Path, text: str, inputs: dict[str, str], exit_code: int
) -> None:
    ended, said = checked_by_the_action(tmp_path, text, **inputs)
    assert ended == exit_code, said
    results = json.loads((tmp_path / "hpplan.sarif").read_text(encoding="utf-8"))["runs"][0][
        "results"
    ]
    assert said.count("\n::") == len(results)
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").startswith("## hpplan check: ")


@pytest.mark.slow
def test_the_action_takes_an_input_as_text_and_refuses_a_folder_that_is_not_there(
    tmp_path: Path,
) -> None:
    ended, said = checked_by_the_action(tmp_path, CALM, data="data; touch hacked")
    assert (ended, said.splitlines()[-1]) == (
        2,
        "Error: Invalid value for '--data': there is no folder 'data; touch hacked'",
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "runner"]


LOCKED = "ask: W0\nbo: W1\ndal: W1\neid: W1\nfet: null\nnorth: W2\n"
LOCKING = "Check the lock, where there is one"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lock", "exit_code", "summary"),
    [
        (None, 0, ""),
        (LOCKED, 0, "# data/hpplan.lock holds: it keeps the rules"),
        (LOCKED.replace("eid: W1", "eid: W2"), 1, "# data/hpplan.lock no longer holds: a better"),
        (LOCKED.replace("bo: W1", "bo: W2"), 1, "# data/hpplan.lock is broken: 1 fault"),
        ("<<<<<<< HEAD\n", 1, ""),
    ],
)
def test_the_action_checks_the_lock_where_there_is_one(
    tmp_path: Path, lock: str | None, exit_code: int, summary: str
) -> None:
    ended, said = checked_by_the_action(tmp_path, CALM, lock, name=LOCKING)
    assert ended == exit_code, said
    written = tmp_path / "summary.md"
    assert (written.read_text(encoding="utf-8") if written.exists() else "").startswith(summary)


SNIPPETS = {
    "page": BLOCKS,
    "github": [(ROOT / "src/hpplan/starter/github.yml").read_text(encoding="utf-8")],
    "gitlab": [(ROOT / "src/hpplan/starter/gitlab.yml").read_text(encoding="utf-8")],
}


@pytest.mark.slow
@pytest.mark.parametrize("where", SNIPPETS)
@pytest.mark.parametrize(("lock", "exit_code"), [(None, 0), (LOCKED, 0), ("ask: W1\n", 1)])
def test_the_jobs_check_the_lock_where_there_is_one(
    tmp_path: Path, where: str, lock: str | None, exit_code: int
) -> None:
    lines = {
        line
        for text in SNIPPETS[where]
        for line in re.findall(r"if \[ -e .*; fi$", text, re.MULTILINE)
    }
    data = write(tmp_path, CALM)
    if lock is not None:
        (data / "hpplan.lock").write_text(lock, encoding="utf-8")
    path = f"{installed(tmp_path / 'bin')}:{PLAIN['PATH']}"
    (line,) = lines
    command = ["bash", "-e", "-c", line]
    ended = subprocess.run(
        command, cwd=tmp_path, env=PLAIN | {"PATH": path}, capture_output=True, check=False
    )
    assert ended.returncode == exit_code, ended.stderr


COMPARING = "Compare the data with another revision"


def compared_by_the_action(folder: Path, revision: str, comment: str = "") -> tuple[str, str]:
    """What the step says on stdout, and what it writes into the summary. It never fails."""
    if not (folder / "runner").exists():
        installed(folder / "runner" / "hpplan" / "bin")
    (step,) = (step for step in ACTION["runs"]["steps"] if step.get("name") == COMPARING)
    assert step["env"] == {
        "DATA": "${{ inputs.data }}",
        "REVISION": "${{ inputs.compare-with || github.event.pull_request.base.sha }}",
        "COMMENT": "${{ inputs.comment }}",
    }
    summary = folder / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    environment = {
        "DATA": "data",
        "REVISION": revision,
        "COMMENT": comment,
        "RUNNER_TEMP": str(folder / "runner"),
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_ACTIONS": "true",
        **IDENTITY,
    }
    script = ["bash", "-eo", "pipefail", "-c", step["run"]]
    done = subprocess.run(
        script, cwd=folder, env=PLAIN | environment, capture_output=True, text=True, check=True
    )
    return done.stdout, summary.read_text(encoding="utf-8").removeprefix("before\n")


@pytest.mark.slow
def test_the_action_compares_with_the_base_in_the_summary_and_in_a_file(tmp_path: Path) -> None:
    write(repository(tmp_path), CALM)
    base = commit(tmp_path)
    (tmp_path / "data" / "programme.yaml").write_text(
        CALM.replace("2025-04-26", "2025-05-03"), encoding="utf-8"
    )
    _, summary = compared_by_the_action(tmp_path, base, "comment.md")
    assert summary.startswith(f"# From {base[:10]} to the files: 1 fact changed, nobody moves\n")
    assert (tmp_path / "comment.md").read_text(encoding="utf-8") == summary
    assert compared_by_the_action(tmp_path, "") == ("", "")


@pytest.mark.slow
@pytest.mark.parametrize("revision", ["nope", "--help", "x; touch hacked"])
def test_the_action_goes_on_where_it_cannot_compare(tmp_path: Path, revision: str) -> None:
    write(repository(tmp_path), CALM)
    commit(tmp_path)
    said, summary = compared_by_the_action(tmp_path, revision)
    assert (said.startswith("::notice title=hpplan diff::the data was not"), summary) == (True, "")
    assert not (tmp_path / "hacked").exists()


# --- the hook ---------------------------------------------------------------------------------


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_checks_the_folder_that_it_is_given(
    hook: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (hook["language"], hook["pass_filenames"]) == ("python", False)
    assert re.search(hook["files"], "data/waves.yaml")
    write(tmp_path, CALM.replace("known: 2024-06-01", "known: 2023-06-01"))
    monkeypatch.chdir(tmp_path)
    program, *words = f"{hook['entry']} {' '.join(hook['args'])}".split()
    assert (program, run(*words).stdout) == ("hpplan", "no findings\n")


DATES = PAGE.partition("- a date in another order")[2].partition(";")[0]


@pytest.mark.parametrize("written", re.findall(r"`([^`]+)`", DATES))
def test_the_dates_that_the_page_names_are_read_as_it_says(written: str) -> None:
    assert (period_meant(written) is None) == (written == "04/05/2024")
