"""`notice`: who is not firm enters another wave only so long before it goes live."""

from pathlib import Path

import pytest

from hpplan.periods import Duration
from hpplan.rules.base import Verdict, Violation
from hpplan.rules.notice import notice_of
from tests.builders import judged, known, plan

GIVEN = """
municipalities:
  - {id: a, name: Aure}
  - {id: p, name: Rauma, claims: [{says: planned, wave: SOON}]}
  - {id: k, name: Oppdal, claims: [{says: candidate, wave: SOON}]}
  - {id: d, name: Heim, claims: [{says: decided, wave: SOON}]}
  - {id: out, name: Vega, claims: [{says: declined}]}
  - {id: over, name: Smøla, claims: [{says: planned, wave: PAST}]}
  - {id: l, name: Levanger, claims: [{says: live, wave: PAST, on: 2023-10-14}]}
waves:
  - {id: PAST, go_live: 2023-10-14}
  - {id: SOON, go_live: 2024-12-31}
  - {id: EXACT, go_live: 2025-01-01}
  - {id: MONTH, go_live: 2025-01}
  - {id: HALF, go_live: 2024-H2}
  - {id: YEAR, go_live: 2024-12}
  - {id: LAST, go_live: 9999-12-31}
  - {id: UNDATED}
rules:
"""


@pytest.mark.parametrize(
    ("keys", "line", "breaks"),
    [
        # Twelve months after 1 January 2024 is 1 January 2025.
        ("months: 12", "a:EXACT", []),
        ("months: 12", "a:SOON", ["a: broken"]),
        ("months: 0", "a:SOON", []),
        # Broken only if no day of the period is late enough.
        ("months: 12", "a:MONTH", []),
        ("months: 12", "a:YEAR", ["a: broken"]),
        ("months: 11", "a:HALF", ["a: unsure"]),
        ("months: 12", "a:UNDATED", ["a: unsure"]),
        # Staying is always allowed, moving is not.
        ("months: 12", "p:SOON k:SOON", []),
        ("months: 12", "p:HALF k:YEAR", ["p: broken", "k: broken"]),
        ("months: 12", "p:EXACT", []),
        # Who is firm is not asked: live, decided, overdue.
        ("months: 12", "d:HALF l:HALF over:HALF", []),
        # Who is not placed enters no wave.
        ("months: 12", "", []),
        ("months: 12, sites: [p, out]", "a:SOON p:SOON", []),
        # `from` replaces the as-of date.
        ("months: 12, from: 2023-12-31", "a:SOON", []),
        ("months: 12, from: 2024-01-02", "a:EXACT", ["a: broken"]),
        ("months: 1, from: 2025-01-31", "a:MONTH", ["a: broken"]),
        # Where it is a period, its last day counts: seven months later is 30 January 2025.
        ("months: 7, from: 2024-06", "a:EXACT", ["a: broken"]),
        ("months: 6, from: 2024-06", "a:SOON", []),
        # The calendar ends, and with it no notice.
        ("months: 1, from: 9999-11-30", "a:LAST", []),
        ("months: 2, from: 9999-11-30", "a:LAST", ["a: broken"]),
    ],
)
def test_another_wave_goes_live_so_long_after_the_date(
    tmp_path: Path, keys: str, line: str, breaks: list[str]
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: notice, {keys}}}")
    assert judged(given, line) == breaks


@pytest.mark.parametrize(("as_of", "breaks"), [("2024-11-30", []), ("2024-12-01", ["a: broken"])])
def test_a_month_of_notice_from_the_end_of_november_ends_before_new_year(
    tmp_path: Path, as_of: str, breaks: list[str]
) -> None:
    given = known(tmp_path, GIVEN + "  - {kind: notice, months: 1}", as_of)
    assert judged(given, "a:SOON") == breaks


def test_a_break_says_what_comes_too_soon_and_that_the_site_could_stay(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN + "  - {kind: notice, months: 12}")
    (rule,) = given.rules
    assert rule.violations(given.snapshot, plan("a:SOON p:UNDATED")) == [
        Violation(
            ("a",),
            "Aure enters SOON (31 December 2024); with 12 months' notice "
            "it goes live from 1 January 2025 on",
            Verdict.BROKEN,
            ("a",),
        ),
        Violation(("p",), "Rauma enters UNDATED, which has no date", Verdict.UNSURE, ()),
    ]


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (Duration(days=1), "1 day's notice"),
        (Duration(days=7), "1 week's notice"),
        (Duration(days=8), "8 days' notice"),
        (Duration(days=14), "2 weeks' notice"),
        (Duration(months=1), "1 month's notice"),
        (Duration(months=12), "12 months' notice"),
    ],
)
def test_a_notice_of_one_has_no_plural(time: Duration, said: str) -> None:
    assert notice_of(time) == said
