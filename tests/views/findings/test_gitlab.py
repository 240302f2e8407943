"""Findings as GitLab reads them."""

import json

from hpplan.views.formats.fingerprints import fingerprints
from hpplan.views.formats.gitlab import render
from tests.views.findings.given import ALL, LINES, REPOSITORY, hostile


def test_an_issue_for_each_finding() -> None:
    known = fingerprints(ALL, LINES, REPOSITORY)

    def issue(number: int, what: str, code: str, severity: str, path: str, *lines: int) -> object:
        return {
            "description": what,
            "check_name": code,
            "fingerprint": known[number],
            "severity": severity,
            "location": {"path": path, "lines": {"begin": lines[0], "end": lines[1]}},
        }

    file = "rollout/data/p.yaml"
    assert json.loads(render(ALL, LINES, REPOSITORY)) == [
        issue(
            0, "'data' holds no programme (help: write one)", "HP012", "major", "rollout/data", 1, 1
        ),
        issue(1, "W1 goes live on 2024-04-28, a Sunday", "HP304", "minor", file, 2, 2),
        issue(2, "Røros is late", "HP603", "info", file, 4, 5),
        issue(3, "there is no wave 'W9' (help: did you mean 'W1'?)", "HP201", "major", file, 5, 5),
    ]


def test_without_findings_the_list_is_empty() -> None:
    assert render([], LINES, REPOSITORY) == "[]\n"


def test_no_name_reaches_the_terminal_raw() -> None:
    text = render(hostile(), LINES, REPOSITORY)
    assert [line for line in text.split("\n") if not line.isprintable()] == []
    assert len(json.loads(text)) == len(hostile())
