"""Findings a line each."""

from hpplan.views.formats.concise import render
from tests.views.findings.given import ALL, hostile


def test_a_line_for_each_finding_and_the_counts() -> None:
    assert render(ALL) == (
        "error: 'data' holds no programme [HP012]\n"
        "data/p.yaml:2:23: warning: W1 goes live on 2024-04-28, a Sunday [HP304]\n"
        "data/p.yaml:4:5: info: Røros is late [HP603]\n"
        "data/p.yaml:5:36: error: there is no wave 'W9' [HP201]\n"
        "2 errors, 1 warning, 1 info\n"
    )


def test_without_findings_it_says_so() -> None:
    assert render([]) == "no findings\n"


def test_no_name_breaks_a_line_or_reaches_the_terminal_raw() -> None:
    lines = render(hostile()).splitlines()
    assert len(lines) == len(hostile()) + 1
    assert [line for line in lines if not line.isprintable()] == []
