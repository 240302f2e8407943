"""`hpplan check`: findings of reading and of the checks, together and ordered by place."""

import json
from pathlib import Path

import pytest

from tests.cli.programmes import CALM, write
from tests.cli.running import run, run_process

FAULTY = CALM.replace("wave: W2, source", "wave: W9, source").replace("go_live: 2023-", "go: 2023-")
DOUBTFUL = CALM.replace("on: 2023-05-06, source: letter", "on: 2022-05-06")


def test_calm_data_has_no_findings(tmp_path: Path) -> None:
    ran = run("check", write(tmp_path), "--ignore", "HP613")
    assert (ran.exit_code, ran.stdout, ran.stderr) == (0, "no findings\n", "")


def test_dir_is_the_same_as_data_dir(tmp_path: Path) -> None:
    data = write(tmp_path, FAULTY)
    assert run("check", data) == run("check", "--data", data)
    assert run("check", data, "--data", data).exit_code == 1


def test_all_faults_are_reported_in_one_run_by_place_on_stdout(tmp_path: Path) -> None:
    data = write(tmp_path, FAULTY)
    ran = run("check", data, "--format", "json")
    document = json.loads(ran.stdout)
    places = [(found["line"], found["column"]) for found in document["findings"]]
    assert (ran.exit_code, ran.stderr, document["errors"]) == (1, "", 2)
    assert places == sorted(places)
    assert {found["file"] for found in document["findings"]} == {f"{data}/programme.yaml"}


def test_text_shows_the_line_and_a_caret_under_the_fault(tmp_path: Path) -> None:
    data = write(tmp_path, FAULTY)
    shown = run("check", data).stdout
    assert "error[HP201]: there is no wave 'W9'" in shown
    assert f"  --> {data}/programme.yaml:4:" in shown
    assert "^^" in shown
    assert shown.endswith("2 errors\n")


def test_warnings_alone_are_no_failure(tmp_path: Path) -> None:
    ran = run("check", write(tmp_path, DOUBTFUL), "--format", "json")
    document = json.loads(ran.stdout)
    assert (ran.exit_code, document["errors"]) == (0, 0)
    assert document["warnings"] > 0


@pytest.mark.slow
def test_the_shipped_data_is_free_of_errors_and_its_contradictions_are_listed() -> None:
    ran = run_process("check")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert "claims about Heim disagree" in ran.stdout
    assert [line for line in ran.stdout.splitlines() if len(line) > 80] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "HP012"), ("# nothing\n", "HP012"), ("waves: [", "HP00"), ("- a\n", "HP103")],
)
def test_an_empty_or_broken_file_is_one_finding(tmp_path: Path, text: str, code: str) -> None:
    ran = run("check", write(tmp_path, text), "--format", "json")
    codes = [found["code"] for found in json.loads(ran.stdout)["findings"]]
    assert ran.exit_code == 1
    assert len(codes) == 1
    assert codes[0].startswith(code)


def test_a_day_is_looked_at_as_it_was(tmp_path: Path) -> None:
    ran = run("check", write(tmp_path), "--as-of", "2025", "--format", "json")
    assert {found["code"] for found in json.loads(ran.stdout)["findings"]} == {"HP603"}


def test_a_report_can_be_kept_in_a_file(tmp_path: Path) -> None:
    data, report = write(tmp_path, FAULTY), tmp_path / "report.json"
    ran = run("check", data, "--output", report)
    assert (ran.exit_code, ran.stdout, ran.stderr) == (1, "", f"wrote {report}\n")
    assert json.loads(report.read_text(encoding="utf-8"))["errors"] == 2


def test_a_file_ending_that_stands_for_another_format_is_wrong_usage(tmp_path: Path) -> None:
    ran = run("check", write(tmp_path), "--output", tmp_path / "report.csv")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert (
        "nothing that this command writes ends in '.csv'; its endings: .txt, .json, .yaml"
        in ran.stderr
    )
