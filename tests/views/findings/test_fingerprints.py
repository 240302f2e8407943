"""A finding is known again after lines have moved, and distinguished from every other one."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hpplan.diagnostics.finding import Finding, Severity
from hpplan.diagnostics.place import Place
from hpplan.views.formats.fingerprints import fingerprints
from hpplan.views.formats.repository import Repository
from tests.views.findings.given import ALL, LINES, REPOSITORY, SUNDAY, UNKNOWN, Lines


def moved(finding: Finding, down: int) -> Finding:
    place = finding.place
    if place is None:
        return finding
    lower = replace(place, line=place.line + down, end_line=place.end_line + down)
    return replace(finding, place=lower)


@given(st.integers(0, 50))
def test_lines_above_do_not_change_them(down: int) -> None:
    lower = Lines([*["# a comment"] * down, *LINES.lines])
    assert fingerprints([moved(f, down) for f in ALL], lower, REPOSITORY) == (
        fingerprints(ALL, LINES, REPOSITORY)
    )


def test_indentation_does_not_change_them() -> None:
    deeper = replace(UNKNOWN, place=Place("data/p.yaml", 5, 40, 5, 42))
    lines = Lines([*LINES.lines[:4], " " * 4 + LINES.lines[4]])
    assert fingerprints([deeper], lines, REPOSITORY) == fingerprints([UNKNOWN], LINES, REPOSITORY)


def test_they_are_the_same_wherever_hpplan_is_started() -> None:
    assert UNKNOWN.place is not None
    above = replace(UNKNOWN, place=replace(UNKNOWN.place, file="rollout/data/p.yaml"))
    assert fingerprints([above], LINES, Repository("/repo", "/repo", "rollout/data")) == (
        fingerprints([UNKNOWN], LINES, REPOSITORY)
    )


def test_no_two_are_the_same_even_of_findings_that_are_alike() -> None:
    again = moved(UNKNOWN, 0)
    lines = Lines([*LINES.lines, LINES.lines[4]])
    found = [*ALL, again, moved(UNKNOWN, 1), replace(UNKNOWN, code="HP202")]
    assert len(set(fingerprints(found, lines, REPOSITORY))) == len(found)


def test_another_text_another_sentence_or_another_file_is_another_finding() -> None:
    place = SUNDAY.place
    assert place is not None
    others = [
        (SUNDAY, LINES),
        (replace(SUNDAY, message="W1 goes live on a Sunday"), LINES),
        (replace(SUNDAY, place=replace(place, file="data/q.yaml")), LINES),
        (SUNDAY, Lines(["", "  - {id: W1, go_live: 2024-05-05}"])),
    ]
    known = [fingerprints([one], lines, REPOSITORY)[0] for one, lines in others]
    assert len(set(known)) == len(known)


def test_the_severity_does_not_count() -> None:
    graver = replace(SUNDAY, severity=Severity.ERROR)
    assert fingerprints([graver], LINES, REPOSITORY) == fingerprints([SUNDAY], LINES, REPOSITORY)
