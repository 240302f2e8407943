"""`apart`: no two, or at most so many, in the same wave."""

from pathlib import Path

import pytest

from hpplan.rules.base import Verdict, Violation
from tests.builders import judged, known, plan

GIVEN = """
municipalities:
  - {id: a, name: Aure}
  - {id: b, name: Bjugn}
  - {id: c, name: Vega}
  - {id: out, name: Oppdal, claims: [{says: withdrawn}]}
  - {id: l, name: Levanger, claims: [{says: live, wave: W1, on: 2023-10}]}
  - {id: m, name: Meråker, claims: [{says: live, wave: W1, on: 2023-10}]}
waves: [{id: W1, go_live: 2023-10}, {id: W2, go_live: 2024-11}]
rules:
"""


@pytest.mark.parametrize(
    ("rule", "line", "breaks"),
    [
        ("sites: [a, b, c]", "a:W1 b:W2", []),
        ("sites: [a, b, c]", "a:W1 b:W1 c:W2", ["W1: broken"]),
        ("sites: [a, b, c], at_most: 2", "a:W2 b:W2", []),
        ("sites: [a, b, c], at_most: 2", "a:W2 b:W2 c:W2", ["W2: broken"]),
        # One break for each wave.
        ("sites: all", "a:W1 b:W1 c:W2 l:W2", ["W1: broken", "W2: broken"]),
        # Only placed sites, only those that are selected, only those that take part.
        ("sites: [a, b, c]", "", []),
        ("sites: [a, out]", "a:W1 b:W1", []),
        # History once every member in that wave is live, wherever the others are.
        ("sites: [l, m, a]", "l:W1 m:W1", ["W1: history"]),
        ("sites: [l, m, a]", "l:W1 m:W1 a:W2", ["W1: history"]),
        ("sites: [l, m, a]", "l:W1 m:W1 a:W1", ["W1: broken"]),
        ("sites: [l, m], at_most: 1", "l:W1 m:W1 a:W1", ["W1: history"]),
    ],
)
def test_no_wave_holds_more_of_them(
    tmp_path: Path, rule: str, line: str, breaks: list[str]
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: apart, {rule}}}")
    assert judged(given, line) == breaks


def test_a_break_says_who_is_in_the_wave_and_who_could_move(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN + "  - {kind: apart, sites: all}")
    (rule,) = given.rules
    assert rule.violations(given.snapshot, plan("l:W1 a:W1 b:W2")) == [
        Violation(("W1",), "W1 holds Aure, Levanger", Verdict.BROKEN, ("a",))
    ]
