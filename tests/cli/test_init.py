"""`hpplan init`: an example that works, and never a file overwritten."""

import json
from pathlib import Path

import pytest
import yaml

from tests.cli.running import run

JOBS = {"github": ".github/workflows/rollout.yml", "gitlab": ".gitlab-ci.yml"}
STARTER = ["data/schema/programme.json", "data/when.yaml", "data/who.yaml"]


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ci", "job"), [("github", [JOBS["github"]]), ("gitlab", [JOBS["gitlab"]]), ("none", [])]
)
def test_it_writes_the_example_its_schema_and_the_job(
    tmp_path: Path, ci: str, job: list[str]
) -> None:
    ran = run("init", tmp_path / "mine", "--ci", ci)
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert sorted(files(tmp_path / "mine")) == sorted([*STARTER, *job])
    said = ran.stderr.splitlines()
    answer = [line.removeprefix("wrote ") for line in said if line.startswith("wrote ")]
    assert sorted(answer) == sorted(f"{tmp_path}/mine/{name}" for name in [*STARTER, *job])


def test_without_a_choice_the_job_is_for_github(tmp_path: Path) -> None:
    run("init", tmp_path)
    assert JOBS["github"] in files(tmp_path)


def test_the_example_is_without_a_finding_and_every_goal_is_proved(tmp_path: Path) -> None:
    run("init", tmp_path)
    assert run("check", tmp_path / "data").stdout == "no findings\n"
    planned = json.loads(run("assign", "--data", tmp_path / "data", "--format", "json").stdout)
    assert (planned["status"], planned["unplaced"]) == ("optimal", [])


def test_the_example_has_no_date_of_its_own_so_that_what_is_recorded_counts(
    tmp_path: Path,
) -> None:
    run("init", tmp_path)
    data = tmp_path / "data"
    assert "as_of" not in (data / "when.yaml").read_text(encoding="utf-8")
    new = ["--new-source", "vote", "--title", "Minutes", "--published", "2025-04-02"]
    ran = run("record", "eidem", "joined", *new, "--data", data)
    assert (ran.exit_code, "What it changes, on 2 April 2025:" in ran.stdout) == (0, True)
    assert "it counts only from" not in ran.stdout
    assert "on 2 April 2025" in run("--data", data).stdout


def test_the_example_names_the_schema_that_lies_beside_it(tmp_path: Path) -> None:
    run("init", tmp_path)
    for name in ("who", "when"):
        first = (tmp_path / "data" / f"{name}.yaml").read_text(encoding="utf-8").split("\n")[0]
        assert first == "# yaml-language-server: $schema=schema/programme.json"
    printed = run("schema").stdout
    assert (tmp_path / "data/schema/programme.json").read_text(encoding="utf-8") == printed


@pytest.mark.parametrize("ci", JOBS)
def test_the_job_is_yaml_and_lets_hpplan_check_and_plan_the_example(
    tmp_path: Path, ci: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init", tmp_path, "--ci", ci)
    job = yaml.safe_load((tmp_path / JOBS[ci]).read_text(encoding="utf-8"))
    lines = (
        [step["run"] for step in job["jobs"]["check"]["steps"] if "run" in step]
        if ci == "github"
        else job["rollout"]["script"]
    )
    commands = [line.split()[1:] for line in lines if line.startswith("hpplan ")]
    assert [words[0] for words in commands] == ["check", "assign"]
    monkeypatch.chdir(tmp_path)
    assert [run(*words).exit_code for words in commands] == [0, 0]
    assert (tmp_path / "plan.md").read_text(encoding="utf-8").startswith("# My rollout")


@pytest.mark.slow
@pytest.mark.parametrize("name", [*STARTER, JOBS["github"], "data/other.yaml"])
def test_nothing_is_written_where_something_is(tmp_path: Path, name: str) -> None:
    there = tmp_path / name
    there.parent.mkdir(parents=True, exist_ok=True)
    there.write_text("mine", encoding="utf-8")
    ran = run("init", tmp_path)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr == (
        f"Error: '{there}' exists already; nothing was written. Name another folder\n"
    )
    assert files(tmp_path) == {name: b"mine"}


def test_a_link_to_nowhere_is_something_too(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "who.yaml").symlink_to(tmp_path / "nowhere")
    assert run("init", tmp_path).exit_code == 2
    assert not (tmp_path / "nowhere").exists()


def test_what_cannot_be_written_to_its_end_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / ".github").write_text("a file", encoding="utf-8")
    ran = run("init", tmp_path)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr == (
        f"Error: '{tmp_path}' cannot be written: not a directory; name another folder\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == [".github"]


@pytest.mark.parametrize(("ci", "job"), JOBS.items())
def test_the_job_installs_from_the_repository_and_init_says_where_to_write_that(
    tmp_path: Path, ci: str, job: str
) -> None:
    said = run("init", tmp_path, "--ci", ci).stderr
    text = (tmp_path / job).read_text(encoding="utf-8")
    assert "pip install hpplan" not in text
    assert "HPPLAN: git+https://" in text
    assert 'python -m pip install "hpplan @ $HPPLAN"' in text
    assert f"set HPPLAN in {tmp_path / job}: where to install hpplan from\n" in said
