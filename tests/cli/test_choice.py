"""`check --select --ignore --fail-on --exit-zero`: which findings are reported or make it fail."""

import json
from pathlib import Path

import pytest

from tests.cli.programmes import write
from tests.cli.running import run

DATA = """\
waves: [{id: W1, go_live: 2024-04-27}]
municipalities:
  - {id: ask, name: Ask, required: false, claims: [{says: planned, wave: W1}]}
rules:
  - {kind: forbid, sites: {county: Nowhere}, waves: W1}
  - {kind: window, sites: ask, not_before: 2024-04-28}
programme: {id: coast, name: The coast, as_of: 2023-07-04, calendar: {go_live_days: [friday]}}
"""
"""Warnings HP203, HP304, HP701 and HP801."""


def codes(folder: Path, *options: str) -> list[str]:
    ran = run("check", write(folder, DATA), "--format", "json", *options)
    assert ran.stderr == ""
    return sorted(found["code"] for found in json.loads(ran.stdout)["findings"])


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        ([], ["HP203", "HP304", "HP701", "HP801"]),
        (["--select", "HP7"], ["HP701"]),
        (["--select", "HP7,HP3"], ["HP304", "HP701"]),
        (["--select", "HP7", "--select", "empty-selector"], ["HP203", "HP701"]),
        (["--ignore", "hp7, HP304"], ["HP203", "HP801"]),
        (["--ignore", "HP", "--select", "HP203"], ["HP203"]),
        (["--select", "HP4"], []),
    ],
)
def test_codes_their_beginnings_and_names_select_and_ignore(
    tmp_path: Path, options: list[str], answer: list[str]
) -> None:
    assert codes(tmp_path, *options) == answer


@pytest.mark.parametrize(
    ("options", "exits"),
    [
        ([], 0),
        (["--fail-on", "error"], 0),
        (["--fail-on", "warning"], 1),
        (["--fail-on", "info"], 1),
        (["--fail-on", "warning", "--select", "HP4"], 0),
    ],
)
def test_the_severity_that_fails_is_the_users_choice(
    tmp_path: Path, options: list[str], exits: int
) -> None:
    assert run("check", write(tmp_path, DATA), *options).exit_code == exits


def test_data_that_cannot_be_read_is_reported_whatever_is_selected(tmp_path: Path) -> None:
    ran = run("check", write(tmp_path, "waves: ["), "--select", "HP7", "--ignore", "HP0")
    assert ran.exit_code == 1
    assert "error[HP006]" in ran.stdout


def test_exit_zero_is_for_those_who_only_want_to_read(tmp_path: Path) -> None:
    ran = run("check", write(tmp_path, "waves: ["), "--exit-zero")
    assert ran.exit_code == 0
    assert "error[HP006]" in ran.stdout


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--select", "xyz"], "for --select: there is no code 'xyz'; hpplan code lists"),
        (["--select", "claim-without-sorce"], "did you mean 'claim-without-source'?"),
        (["--ignore", "HP9"], "Invalid value for --ignore: there is no code 'HP9'"),
        (["--ignore", ""], "Invalid value for --ignore: there is no code ''"),
        (["--fail-on", "warnings"], "'warnings' is not one of error, warning, info"),
        (
            ["--fail-on", "info", "--exit-zero"],
            "Invalid value for --exit-zero: it contradicts --fail-on",
        ),
    ],
)
def test_what_no_code_or_severity_is_called_is_wrong_usage(
    tmp_path: Path, options: list[str], sentence: str
) -> None:
    ran = run("check", write(tmp_path, DATA), *options)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert sentence in " ".join(ran.stderr.split())
