"""Findings as workflow commands: one line each, whatever is in them."""

import re
from urllib.parse import unquote

import pytest

from hpplan.views.formats.github import inert, render
from tests.views.findings.given import ALL, REPOSITORY, hostile


def test_a_command_for_each_finding() -> None:
    assert render(ALL, REPOSITORY).splitlines() == [
        "::error title=HP012::'data' holds no programme%0Ahelp: write one",
        (
            "::warning file=rollout/data/p.yaml,line=2,col=23,endColumn=33,title=HP304::"
            "W1 goes live on 2024-04-28, a Sunday%0Anote: the waves (rollout/data/p.yaml:1)"
            "%0Anote: no Sundays"
        ),
        "::notice file=rollout/data/p.yaml,line=4,endLine=5,title=HP603::Røros is late",
        (
            "::error file=rollout/data/p.yaml,line=5,col=36,endColumn=38,title=HP201::"
            "there is no wave 'W9'%0Ahelp: did you mean 'W1'?"
        ),
    ]


def test_without_findings_there_is_no_command() -> None:
    assert render([], REPOSITORY) == ""


def test_no_name_ends_a_command_or_a_property() -> None:
    found = hostile()
    lines = render(found, REPOSITORY).split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(found)
    for line in lines:
        assert line.isprintable()
        command, listed, _ = re.fullmatch(r"::(\w+) (.*?)::(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]  # else it fails
        assert command in {"error", "warning", "notice"}
        names = [one.partition("=")[0] for one in listed.split(",")]
        assert names == ["file", "line", "col", "endColumn", "title"]


def test_a_percent_sign_is_what_it_was_after_unquoting() -> None:
    (found,) = [f for f in hostile() if "DROP" in f.message and f.severity == "error"]
    message = render([found], REPOSITORY).rpartition("::")[2]
    assert unquote(message).startswith('"; DROP, a:b,c=d %0A %\n')


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", r"\x3a:error::x"),
        ("a\n  ::stop-commands::x\n", "a\n  \\x3a:stop-commands::x\n"),
        ("x ##[error]y", r"x \x23#[error]y"),
        ("a::b # c ## d", "a::b # c ## d"),
    ],
)
def test_text_beside_annotations_holds_no_command(text: str, shown: str) -> None:
    assert inert(text) == shown
