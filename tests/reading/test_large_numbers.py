"""Numbers that are too large, by themselves or added up, are findings at the number."""

from pathlib import Path

import pytest

from hpplan.reading import read
from tests.cli.running import run

BEGIN = """\
programme: {id: p, name: P, as_of: 2024-01-01, phases: [{id: s, name: S, from: 0d, to: 3w}]}
waves: [{id: W0, go_live: 2024-05-04}, {id: W1, go_live: 9999-05-04}]
"""
MILLION_MILLIONS = 10**12


def found_in(directory: Path, marked: str) -> tuple[list[tuple[str, str, str | None]], str]:
    """Code, place and fix of what is found, and the place that is marked with « and »."""
    before, rest = (BEGIN + marked).split("«")
    word, after = rest.split("»")
    (directory / "p.yaml").write_text(before + word + after, encoding="utf-8")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    found = []
    for finding in read(directory).findings:
        assert finding.place is not None
        place = f"{finding.place.line}:{finding.place.column}-{finding.place.end_column}"
        found.append((finding.code, place, finding.hint if finding.fix else None))
    return found, f"{line}:{column}-{column + len(word)}"


@pytest.mark.parametrize(
    "marked",
    [
        "municipalities: [{id: a, name: A, size: {staff: «1000000000001»}}]",
        "municipalities: [{id: a, name: A, size: {staff: «1000000000000000000»}}]",
        "municipalities: [{id: a, name: A, size: {staff: «10000000000000000000»}}]",
        'municipalities: [{id: a, name: A, size: {staff: «"1000000000000000000"»}}]',
        f"municipalities: [{{id: a, name: A, size: {{staff: «{'9' * 5000}»}}}}]",
        "municipalities: [{id: a, name: A, wishes: {W0: «900000000000000000»}}]",
        "municipalities: [{id: a, name: A, wishes: {W0: «-1000000000001»}}]",
        "rules: [{kind: capacity, max: «1000000000001»}]",
        "rules: [{kind: capacity, min: «1000000000001»}]",
        "rules: [{kind: pool, use: {s: «1000000000001»}, max: 1}]",
        "rules: [{kind: pool, use: {s: 1}, max: «1000000000001»}]",
        "rules: [{kind: ramp, step: «1000000000001»}]",
        "rules: [{kind: ramp, factor: «10000000000000000000»}]",
        "rules: [{kind: hosts, at_least: «1000000000001»}]",
    ],
)
def test_a_number_beyond_the_largest_is_refused_where_it_stands_and_nothing_is_written_for_it(
    tmp_path: Path, marked: str
) -> None:
    found, place = found_in(tmp_path, marked)
    assert found == [("HP103", place, None)]


def test_the_largest_number_is_taken(tmp_path: Path) -> None:
    text = f"municipalities: [{{id: a, name: A, size: {{staff: {MILLION_MILLIONS}}}}}]"
    (tmp_path / "p.yaml").write_text(BEGIN + text, encoding="utf-8")
    assert read(tmp_path).programme is not None


def test_the_message_names_the_limit(tmp_path: Path) -> None:
    text = "municipalities: [{id: a, name: A, size: {staff: 1000000000000000000}}]"
    (tmp_path / "p.yaml").write_text(BEGIN + text, encoding="utf-8")
    (finding,) = read(tmp_path).findings
    message = "expected at most 1000000000000, got '1000000000000000000'"
    assert (finding.message, finding.hint, finding.fix) == (message, None, None)


SITES = """\
municipalities:
  - {id: a, name: A, size: {staff: 999999999999}}
  - {id: b, name: B, size: {staff: «1000000000000»}}
"""
FEWER = "municipalities: [{id: a, name: A, size: {staff: 300000000}}]\n"


@pytest.mark.parametrize(
    "marked",
    [
        SITES + "goals: [{kind: earliest, measure: staff}]",
        SITES + "rules: [{kind: ramp, measure: staff, factor: 1.123456789}]",
        SITES + "rules: [{kind: pool, measure: staff, use: {s: 999999999999}, max: 1}]",
        FEWER + "rules: [{kind: pool, measure: staff, use: {s: «100000000000»}, max: 1}]",
        FEWER + "rules: [{kind: ramp, measure: staff, factor: «1.12345678901»}]",
        SITES.replace("size: {staff: «", "earlier: [{until: 2023, size: {staff: «").replace(
            "»}}", "»}}]}"
        )
        + "goals: [{kind: earliest, measure: staff}]",
    ],
)
def test_a_sum_that_could_leave_62_bits_is_a_finding_at_the_largest_number(
    tmp_path: Path, marked: str
) -> None:
    found, place = found_in(tmp_path, marked)
    assert found == [("HP111", place, None)]


def test_a_plan_is_refused_with_the_finding_before_anything_is_solved(tmp_path: Path) -> None:
    text = SITES.replace("«", "").replace("»", "") + "goals: [{kind: earliest, measure: staff}]"
    (tmp_path / "p.yaml").write_text(BEGIN + text, encoding="utf-8")
    ran = run("assign", "--data", str(tmp_path))
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "error[HP111]: 'earliest' could add up to 17479" in ran.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("r.factor=1.12345678901", "then 'r' could add up to"),
        ("r.factor=99999999999999999999", "expected a number with fewer digits"),
        ("W0.capacity.staff=1000000000001", "expected at most 1000000000000"),
        ("W0.capacity.staff=99999999999999999999", "unexpected text"),
        ("cap.max=1000000000001", "expected at most 1000000000000"),
        ("cap.max+1000000000000", "expected at most 1000000000000"),
        ("W0.capacity.staff+1000000000000", "5 + 1000000000000 is more than 1000000000000"),
    ],
)
def test_a_whatif_that_asks_for_such_a_number_is_wrong_usage(
    tmp_path: Path, change: str, said: str
) -> None:
    rules = (
        "rules: [{id: cap, kind: capacity, measure: staff, max: 5}, "
        "{id: r, kind: ramp, measure: staff, factor: 1.5}]"
    )
    (tmp_path / "p.yaml").write_text(BEGIN + FEWER + rules, encoding="utf-8")
    ran = run("whatif", change, "--data", str(tmp_path))
    assert ran.exit_code == 2
    assert said in " ".join(ran.stderr.split())
