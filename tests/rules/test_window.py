"""`window`: only in these waves, or only between these dates."""

from pathlib import Path

import pytest

from hpplan.rules.base import Verdict, Violation
from tests.builders import judged, known, plan

GIVEN = """
municipalities:
  - {id: a, name: Aure}
  - {id: b, name: Bjugn}
  - {id: out, name: Oppdal, claims: [{says: declined}]}
  - {id: l, name: Levanger, claims: [{says: live, wave: W1, on: 2023-10-31}]}
waves:
  - {id: W1, go_live: 2023-10-31}
  - {id: W2, go_live: 2024-03-31}
  - {id: W3, go_live: 2024-04-01}
  - {id: SPRING, go_live: 2024-Q2}
  - {id: UNDATED}
rules:
"""


@pytest.mark.parametrize(
    ("rule", "line", "breaks"),
    [
        ("sites: [a, b], waves: [W2, W3]", "a:W2 b:W3", []),
        ("sites: [a, b], waves: [W2, W3]", "a:W1 b:UNDATED", ["a: broken", "b: broken"]),
        ("sites: a, waves: W2", "b:W1", []),
        ("waves: W2", "a:W3", ["a: broken"]),
        # Only placed sites.
        ("sites: [a, b, out], waves: [W2]", "", []),
        # `not_after` admits the last day of its period, `not_before` the first one.
        ("sites: a, not_after: 2024-03", "a:W2", []),
        ("sites: a, not_after: 2024-03", "a:W3", ["a: broken"]),
        ("sites: a, not_after: 2024-03-30", "a:W2", ["a: broken"]),
        ("sites: a, not_before: 2024-04", "a:W3", []),
        ("sites: a, not_before: 2024-04", "a:W2", ["a: broken"]),
        ("sites: a, not_before: 2024-04-02", "a:W3", ["a: broken"]),
        # Broken only if no day of the period is admitted.
        ("sites: a, not_after: 2024-06-30", "a:SPRING", []),
        ("sites: a, not_after: 2024-06-29", "a:SPRING", ["a: unsure"]),
        ("sites: a, not_after: 2024-04-01", "a:SPRING", ["a: unsure"]),
        ("sites: a, not_after: 2024-03-31", "a:SPRING", ["a: broken"]),
        ("sites: a, not_before: 2024-06", "a:SPRING", ["a: unsure"]),
        ("sites: a, not_before: 2024-07", "a:SPRING", ["a: broken"]),
        ("sites: a, not_before: 2024-05, not_after: 2024-05", "a:SPRING", ["a: unsure"]),
        ("sites: a, not_before: 2024-05", "a:UNDATED", ["a: unsure"]),
        # Waves and dates together.
        ("sites: a, waves: [W3, SPRING], not_after: 2024-04-01", "a:W3", []),
        ("sites: a, waves: [SPRING], not_after: 2024-04-01", "a:W3", ["a: broken"]),
        # History once the site is live.
        ("waves: W2", "l:W1", ["l: history"]),
        ("not_before: 2024", "l:W1 a:W1", ["a: broken", "l: history"]),
    ],
)
def test_a_placed_site_is_inside_its_window(
    tmp_path: Path, rule: str, line: str, breaks: list[str]
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: window, {rule}}}")
    assert judged(given, line) == breaks


def test_a_break_says_where_the_site_is_and_that_it_could_move(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN + "  - {kind: window, waves: [W2, W3], not_after: 2024-03}")
    (rule,) = given.rules
    assert rule.violations(given.snapshot, plan("a:W3 b:SPRING l:W1")) == [
        Violation(("a",), "Aure is in W3, live on 1 April 2024", Verdict.BROKEN, ("a",)),
        Violation(("b",), "Bjugn is in SPRING, outside its waves", Verdict.BROKEN, ("b",)),
        Violation(("l",), "Levanger is in W1, outside its waves", Verdict.HISTORY, ()),
    ]
