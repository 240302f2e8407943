"""Findings in the formats of CI servers: as the answer, and in files beside it."""

import contextlib
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.programmes import CALM, write
from tests.cli.running import Ran, run
from tests.cli.test_check import FAULTY

IN_ACTIONS = {"GITHUB_ACTIONS": "true"}


def in_folder(folder: Path, *arguments: str, **env: str) -> Ran:
    with contextlib.chdir(folder):
        return run(*arguments, env=env)


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("text", "error[HP201]: there is no wave 'W9'\n"),
        ("concise", "data/programme.yaml:4:72: error: there is no wave 'W9' [HP201]\n"),
        ("json", '{\n  "format": 2,\n  "findings": ['),
        ("github", "::error file=data/programme.yaml,line=4,col=72,endColumn=74,title=HP201::"),
        ("gitlab", '[\n  {\n    "description": "there is no wave'),
        ("sarif", '{\n  "$schema": "https://'),
        ("junit", '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites '),
        ("markdown", "## hpplan check: 2 errors\n"),
    ],
)
def test_each_format_is_an_answer_and_a_report(tmp_path: Path, form: str, begins: str) -> None:
    write(tmp_path, FAULTY)
    answered = in_folder(tmp_path, "check", "--format", form)
    assert (answered.exit_code, answered.stderr) == (1, "")
    assert answered.stdout.startswith(begins)
    reported = in_folder(tmp_path, "check", "--report", f"{form}:report")
    assert (reported.exit_code, reported.stderr) == (1, "wrote report\n")
    assert reported.stdout == in_folder(tmp_path, "check").stdout
    assert (tmp_path / "report").read_text(encoding="utf-8") == answered.stdout


def test_several_reports_are_written_in_one_run(tmp_path: Path) -> None:
    data, sarif, junit = write(tmp_path, FAULTY), tmp_path / "o.sarif", tmp_path / "o.xml"
    ran = run("check", data, "--report", f"sarif:{sarif}", "--report", f"junit:{junit}")
    assert (ran.exit_code, ran.stderr) == (1, f"wrote {sarif}\nwrote {junit}\n")
    assert ran.stdout.endswith("2 errors\n")
    assert len(json.loads(sarif.read_text(encoding="utf-8"))["runs"][0]["results"]) == 2
    assert ET.parse(junit).getroot().get("failures") == "2"


@pytest.mark.parametrize(
    ("ending", "begins"), [(".sarif", '{\n  "$schema"'), (".xml", "<?xml"), (".md", "## hpplan")]
)
def test_the_ending_of_the_output_says_the_format(tmp_path: Path, ending: str, begins: str) -> None:
    output = tmp_path / f"out{ending}"
    assert run("check", write(tmp_path), "--output", output).exit_code == 0
    assert output.read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize(
    ("options", "failures", "exit_code"),
    [([], "0", 0), (["--fail-on", "warning"], "1", 1), (["--exit-zero"], "0", 0)],
)
def test_what_fails_in_junit_is_what_makes_the_command_fail(
    tmp_path: Path, options: list[str], failures: str, exit_code: int
) -> None:
    doubtful = CALM.replace("on: 2023-05-06, source: letter", "on: 2023-05-06")
    ran = run("check", write(tmp_path, doubtful), "--format", "junit", *options)
    assert (ran.exit_code, ET.fromstring(ran.stdout.encode()).get("failures")) == (
        exit_code,
        failures,
    )


def test_verify_reports_in_the_same_formats(tmp_path: Path) -> None:
    data, plan, report = write(tmp_path), tmp_path / "plan.json", tmp_path / "o.sarif"
    run("assign", "--data", data, "--output", plan)
    ran = run("verify", plan, "--data", data, "--report", f"sarif:{report}")
    assert (ran.exit_code, ran.stdout.splitlines()[-1]) == (
        0,
        "the plan keeps every hard rule on 1 January 2024",
    )
    assert json.loads(report.read_text(encoding="utf-8"))["version"] == "2.1.0"


# --- under GitHub Actions ---------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "concise", "markdown"])
def test_annotations_come_by_themselves_beside_what_people_read(tmp_path: Path, form: str) -> None:
    data = write(tmp_path, FAULTY)
    ran = run("check", data, "--format", form, env=IN_ACTIONS)
    assert ran.stdout == run("check", data, "--format", form).stdout
    assert ran.stderr == run("check", data, "--format", "github").stdout


@pytest.mark.parametrize("form", ["json", "sarif", "github", "gitlab", "junit"])
def test_what_programs_read_has_no_annotations_beside_it(tmp_path: Path, form: str) -> None:
    data = write(tmp_path, FAULTY)
    ran = run("check", data, "--format", form, env=IN_ACTIONS)
    assert ran == run("check", data, "--format", form)


def test_paths_start_from_the_root_that_the_server_names(tmp_path: Path) -> None:
    (tmp_path / "rollout").mkdir()
    write(tmp_path / "rollout", FAULTY)
    for root in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        ran = in_folder(
            tmp_path / "rollout", "check", "--format", "github", **{root: str(tmp_path)}
        )
        assert ran.stdout.startswith("::error file=rollout/data/programme.yaml,line=4,")


def test_paths_start_from_the_root_of_the_git_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "rollout").mkdir()
    write(tmp_path / "rollout", FAULTY)
    ran = in_folder(tmp_path / "rollout", "check", "--format", "github")
    assert ran.stdout.startswith("::error file=rollout/data/programme.yaml,line=4,")


@pytest.mark.parametrize("way", ["data", "link", "alias/data", "/whole", "../elsewhere"])
@pytest.mark.parametrize("root", [".git", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_paths_start_from_the_root_by_whatever_way_the_data_is_reached(
    tmp_path: Path, way: str, root: str
) -> None:
    rollout = tmp_path / "repo" / "rollout"
    rollout.mkdir(parents=True)
    write(rollout, FAULTY)
    (rollout / "link").symlink_to("data")
    (rollout / "alias").symlink_to(".")
    (tmp_path / "other").symlink_to("repo")
    (tmp_path / "elsewhere").mkdir()
    if root == ".git":
        (tmp_path / "repo" / ".git").mkdir()
    env = {} if root == ".git" else {root: str(tmp_path / "other")}
    match way:
        case "/whole":
            started, named = tmp_path, str(tmp_path / "other" / "rollout" / "data")
        case "../elsewhere":
            started, named = tmp_path / "elsewhere", "../repo/rollout/data"
        case _:
            started, named = rollout, way
    shown = {
        form: in_folder(started, "check", named, "--format", form, **env).stdout
        for form in ("github", "gitlab", "sarif", "junit", "markdown")
    }
    assert shown["github"].startswith("::error file=rollout/data/programme.yaml,line=4,")
    assert '"path": "rollout/data/programme.yaml"' in shown["gitlab"]
    assert '"uri": "rollout/data/programme.yaml"' in shown["sarif"]
    assert 'testsuite name="rollout/data/programme.yaml"' in shown["junit"]
    assert "| rollout/data/programme.yaml:4 |" in shown["markdown"]


def test_data_that_a_link_leads_out_of_the_repository_to_is_reported_of_where_the_link_is(
    tmp_path: Path,
) -> None:
    (tmp_path / "repo").mkdir()
    (tmp_path / "repo" / "data").symlink_to(write(tmp_path, FAULTY))
    ran = in_folder(tmp_path / "repo", "check", "--format", "github")
    assert ran.stdout.startswith("::error file=data/programme.yaml,line=4,")


def test_text_from_data_is_no_command_to_the_runner(tmp_path: Path) -> None:
    long = "x" * 72
    data = write(tmp_path, CALM.replace("wave: W2, source", f"wave: '{long} ::error::y', source"))
    ran = run("check", data, env=IN_ACTIONS)
    commands = [line for line in ran.stdout.splitlines() if line.lstrip().startswith("::")]
    assert (ran.exit_code, commands) == (1, [])
    assert "\n  \\x3a:error::y" in ran.stdout


# --- wrong usage ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reports", "sentence"),
    [
        (["out.sarif"], "'out.sarif' is not FORMAT:FILE, such as sarif:out.sarif"),
        (["sarif:"], "'sarif:' is not FORMAT:FILE"),
        (["pdf:x"], "'pdf:x' is not FORMAT:FILE"),
        (["sarif:nowhere/x"], "there is no folder 'nowhere'"),
        (["sarif:x", "junit:./x"], "'x' is named twice"),
        (["sarif:-"], "a report is a file"),
        (["sarif:x.pdf"], "nothing that this command writes ends in '.pdf'; its endings: .sarif,"),
        (["junit:x.json"], "nothing that this command writes ends in '.json'; its endings: .xml"),
        (["sarif:data/x.yaml"], "every *.yaml in 'data' is read as data"),
        (["sarif:out.json"], "'out.json' is also named with --output"),
    ],
)
def test_a_report_that_cannot_be_written_is_reported_before_anything_is(
    tmp_path: Path, reports: list[str], sentence: str
) -> None:
    write(tmp_path)
    options = [word for report in reports for word in ("--report", report)]
    ran = in_folder(tmp_path, "check", "--output", "out.json", *options)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert sentence in ran.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]
