"""`spacing`: time between one wave that holds a site and the next."""

from pathlib import Path

import pytest

from hpplan.rules.base import Verdict, Violation
from tests.builders import judged, known, plan

GIVEN = """
municipalities:
  - {id: a, name: Aure}
  - {id: b, name: Bjugn}
  - {id: c, name: Vega}
  - {id: l, name: Levanger, claims: [{says: live, wave: W1, on: 2024-01-31}]}
  - {id: m, name: Meråker, claims: [{says: live, wave: W2, on: 2024-02-28}]}
waves:
  - {id: W1, go_live: 2024-01-31}
  - {id: W2, go_live: 2024-02-28}
  - {id: W3, go_live: 2024-02-29}
  - {id: W4, go_live: 2024-04-30}
  - {id: SUMMER, go_live: 2024-Q3}
  - {id: UNDATED}
rules:
"""


@pytest.mark.parametrize(
    ("keys", "line", "breaks"),
    [
        # A month after 31 January is the last day of February.
        ("min: 1m", "a:W1 b:W3", []),
        ("min: 1m", "a:W1 b:W2", ["W1 W2: broken"]),
        ("min: 29d", "a:W1 b:W3", []),
        ("min: 30d", "a:W1 b:W3", ["W1 W3: broken"]),
        ("max: 1m", "a:W1 b:W3", []),
        ("max: 1m", "a:W1 b:W4", ["W1 W4: broken"]),
        ("max: {days: 90}", "a:W1 b:W4", []),
        ("max: {days: 89}", "a:W1 b:W4", ["W1 W4: broken"]),
        ("min: 1d, max: 1d", "a:W2 b:W3", []),
        # Waves that hold nobody do not count: the one before and the one after are consecutive.
        ("min: 2m", "a:W1 b:W4", []),
        ("min: 2m", "a:W1 b:W3 c:W4", ["W1 W3: broken"]),
        ("min: 3m", "a:W1 b:W3 c:W4", ["W1 W3: broken", "W3 W4: broken"]),
        ("max: 1m", "a:W1 b:W3 c:W4", ["W3 W4: broken"]),
        ("min: 12m", "a:W1 b:W1", []),
        ("min: 12m", "", []),
        # The quarter begins 62 days after W4 and ends 153 days after it.
        ("min: 62d", "a:W4 b:SUMMER", []),
        ("min: 63d", "a:W4 b:SUMMER", ["W4 SUMMER: unsure"]),
        ("min: 153d", "a:W4 b:SUMMER", ["W4 SUMMER: unsure"]),
        ("min: 154d", "a:W4 b:SUMMER", ["W4 SUMMER: broken"]),
        ("max: 153d", "a:W4 b:SUMMER", []),
        ("max: 62d", "a:W4 b:SUMMER", ["W4 SUMMER: unsure"]),
        ("max: 61d", "a:W4 b:SUMMER", ["W4 SUMMER: broken"]),
        ("min: 12m", "a:W4 b:UNDATED", ["W4 UNDATED: unsure"]),
        # History once everybody in both waves is live.
        ("min: 1m", "l:W1 m:W2", ["W1 W2: history"]),
        ("min: 1m", "l:W1 m:W2 a:W2", ["W1 W2: broken"]),
        ("min: 1m", "l:W1 m:W2 a:W3", ["W1 W2: history", "W2 W3: broken"]),
    ],
)
def test_consecutive_waves_that_hold_a_site_are_so_far_apart(
    tmp_path: Path, keys: str, line: str, breaks: list[str]
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: spacing, {keys}}}", "2024-03-01")
    assert judged(given, line) == breaks


def test_a_break_says_when_both_are_and_who_could_move(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN + "  - {kind: spacing, min: 1m}", "2024-03-01")
    (rule,) = given.rules
    assert rule.violations(given.snapshot, plan("l:W1 a:W2 m:W2 b:W4")) == [
        Violation(
            ("W1", "W2"),
            "W1 (31 January 2024) and W2 (28 February 2024) are not at least 1 month apart",
            Verdict.BROKEN,
            ("a",),
        )
    ]
