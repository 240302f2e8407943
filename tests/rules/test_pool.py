"""Kind `pool`: what passes and what fails, at the boundaries of days, weeks and months."""

from pathlib import Path

import pytest

from tests.builders import judged, known, plan

GIVEN = """
programme: {id: p, name: P, phases: [{id: support, name: Support, from: 0d, to: 3d}]}
municipalities:
  - {id: a, name: A, size: {staff: 2}}
  - {id: b, name: B, size: {staff: 3}}
waves:
  - {id: MONDAY, go_live: 2024-05-06}
  - {id: WEDNESDAY, go_live: 2024-05-08}
  - {id: THURSDAY, go_live: 2024-05-09}
  - {id: SUNDAY, go_live: 2024-05-12}
  - {id: NEXT_MONDAY, go_live: 2024-05-13}
  - {id: JUNE, go_live: 2024-06-01}
rules:
"""


@pytest.mark.parametrize(
    ("keys", "line", "breaks"),
    [
        # Support of Monday's runs to Wednesday: it ends before Thursday.
        ("max: 1", "a:MONDAY b:WEDNESDAY", ["the rule: broken"]),
        ("max: 1", "a:MONDAY b:THURSDAY", []),
        ("max: 2", "a:MONDAY b:WEDNESDAY", []),
        ("max: 5, measure: staff", "a:MONDAY b:WEDNESDAY", []),
        ("max: 4, measure: staff", "a:MONDAY b:WEDNESDAY", ["the rule: broken"]),
        ("max: 1, sites: a", "a:MONDAY b:WEDNESDAY", []),
        # By week it counts from Monday to Sunday.
        ("max: 1, by: week", "a:MONDAY b:SUNDAY", ["the rule: broken"]),
        ("max: 1, by: week", "a:MONDAY b:NEXT_MONDAY", []),
        ("max: 1, by: month", "a:MONDAY b:NEXT_MONDAY", ["the rule: broken"]),
        ("max: 1, by: month", "a:MONDAY b:JUNE", []),
    ],
)
def test_those_who_need_it_at_a_time_need_no_more_than_there_is(
    tmp_path: Path, keys: str, line: str, breaks: list[str]
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: pool, use: {{support: 1}}, {keys}}}")
    assert judged(given, line) == breaks


@pytest.mark.parametrize(
    ("by", "sentence", "message"),
    [
        ("week", "in any week", "2 are needed in the week of 6 May 2024"),
        ("month", "in any month", "2 are needed in May 2024"),
    ],
)
def test_what_counts_by_week_or_month_names_the_week_or_month(
    tmp_path: Path, by: str, sentence: str, message: str
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: pool, use: {{support: 1}}, max: 1, by: {by}}}")
    (rule,) = given.rules
    (broken,) = rule.violations(given.snapshot, plan("a:MONDAY b:SUNDAY"))
    assert (rule.sentence(given.snapshot), broken.message) == (
        f"all sites need at most 1 {sentence} (1 per site in support)",
        f"{message}, 1 over 1: A, B",
    )


PERIODS = """
programme:
  id: p
  name: P
  phases:
    - {id: main, name: Main, from: -2m, to: 0d}
    - {id: support, name: Support, from: 0d, to: 3w}
    - {id: care, name: Care, from: 20d, to: 30d}
municipalities:
  - {id: a, name: A, size: {staff: 2}}
  - {id: b, name: B, size: {staff: 3}}
  - {id: c, name: C}
  - {id: l, name: L, claims: [{says: live, wave: OCTOBER}]}
  - {id: m, name: M, claims: [{says: live, wave: OCTOBER, on: 2024-10-05}]}
waves:
  - {id: OCTOBER, go_live: 2024-10}
  - {id: NOVEMBER, go_live: 2024-11}
  - {id: LAST, go_live: 9999-12-31}
  - {id: FIRST, go_live: 0001-01-01}
  - {id: UNDATED}
rules:
"""


@pytest.mark.parametrize(
    ("keys", "line", "breaks"),
    [
        # Whichever day of October it is, they need it at the same time.
        ("use: {support: 1}, max: 1", "a:OCTOBER b:OCTOBER", ["the rule: broken"]),
        ("use: {support: 1}, max: 1", "a:OCTOBER b:NOVEMBER", []),
        ("use: {support: 1}, max: 2", "a:OCTOBER b:OCTOBER", []),
        ("use: {support: 1}, max: 4, measure: staff", "a:OCTOBER b:OCTOBER", ["the rule: broken"]),
        ("use: {support: 1}, max: 5, measure: staff", "a:OCTOBER b:OCTOBER", []),
        ("use: {support: 1}, max: 0", "a:OCTOBER", ["the rule: broken"]),
        # The main project is over as support begins; care begins before support is over.
        ("use: {main: 1, support: 1}, max: 1", "a:OCTOBER", []),
        ("use: {care: 1, support: 1}, max: 1", "a:OCTOBER", ["the rule: broken"]),
        # By month the two meet, except where the wave goes live on the first of the month.
        ("use: {main: 1, support: 1}, max: 1, by: month", "a:OCTOBER", []),
        ("use: {main: 1, support: 1}, max: 1, by: week", "a:OCTOBER", []),
        # Who is live without a day went live when the wave did; who has one, on that day.
        ("use: {support: 1}, max: 1", "a:OCTOBER l:OCTOBER", ["the rule: broken"]),
        ("use: {support: 1}, max: 1", "a:OCTOBER m:OCTOBER", []),
        ("use: {support: 1}, max: 0", "l:OCTOBER", ["the rule: history"]),
        # The ends of the calendar, and no date at all.
        ("use: {support: 1}, max: 1", "a:LAST b:LAST", ["the rule: broken"]),
        ("use: {support: 1}, max: 1, by: week", "a:LAST b:LAST", ["the rule: broken"]),
        ("use: {main: 1}, max: 1, by: month", "a:FIRST b:FIRST", ["the rule: broken"]),
        ("use: {support: 1}, max: 1", "a:UNDATED b:UNDATED", []),
    ],
)
def test_one_wave_has_one_go_live_so_those_in_it_need_it_at_the_same_time(
    tmp_path: Path, keys: str, line: str, breaks: list[str]
) -> None:
    given = known(tmp_path, PERIODS + f"  - {{kind: pool, {keys}}}", "2024-12-01")
    assert judged(given, line) == breaks


def test_a_break_of_a_wave_without_a_day_says_so(tmp_path: Path) -> None:
    given = known(tmp_path, PERIODS + "  - {kind: pool, use: {support: 1}, max: 1}", "2024-12-01")
    (rule,) = given.rules
    (broken,) = rule.violations(given.snapshot, plan("a:OCTOBER b:OCTOBER"))
    assert (broken.message, broken.sites) == (
        "2 are needed at a time whenever OCTOBER goes live (October 2024), 1 over 1: A, B",
        ("a", "b"),
    )
