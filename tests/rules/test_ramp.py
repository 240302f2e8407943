"""`ramp`: a wave is no more than so much larger than the largest before it."""

from pathlib import Path

import pytest

from hpplan.rules import Ramp
from hpplan.rules.base import Verdict, Violation
from tests.builders import judged, known, plan

GIVEN = """
municipalities:
  - {id: a, name: Aure, size: {staff: 4}}
  - {id: b, name: Bjugn, size: {staff: 6}}
  - {id: c, name: Vega, size: {staff: 7}}
  - {id: d, name: Dønna}
  - {id: out, name: Oppdal, size: {staff: 9}, claims: [{says: withdrawn}]}
  - {id: l, name: Levanger, size: {staff: 2}, claims: [{says: live, wave: W1, on: 2023-10}]}
  - {id: m, name: Meråker, size: {staff: 9}, claims: [{says: live, wave: W2, on: 2023-11}]}
waves: [{id: W1, go_live: 2023-10}, {id: W2, go_live: 2023-11}, {id: W3}, {id: W4}, {id: W5}]
rules:
"""


@pytest.mark.parametrize(
    ("rule", "line", "breaks"),
    [
        # The first wave that holds the measure is free.
        ("step: 0", "a:W3 b:W3 c:W3", []),
        ("measure: staff, factor: 1", "d:W3 c:W4", []),
        # Exactly the factor, and one over.
        ("measure: staff, factor: 1.5", "a:W3 b:W4", []),
        ("measure: staff, factor: 1.5", "a:W3 c:W4", ["W4: broken"]),
        ("measure: staff, factor: 1.75", "a:W3 c:W4", []),
        # Exactly the step, and one over.
        ("measure: staff, step: 3", "a:W3 c:W4", []),
        ("measure: staff, step: 2", "a:W3 c:W4", ["W4: broken"]),
        ("step: 1", "a:W3 b:W4 c:W4", []),
        ("step: 0", "a:W3 b:W4 c:W4", ["W4: broken"]),
        # The largest of all before counts, not the one just before; empty waves count nothing.
        ("step: 0", "a:W3 b:W3 c:W4", []),
        ("step: 0", "a:W2 b:W2 c:W4 d:W5", []),
        ("measure: staff, step: 0", "c:W3 a:W4 b:W5", []),
        # One break for each wave that outgrows those before it.
        ("measure: staff, factor: 1", "a:W3 b:W4 c:W5", ["W4: broken", "W5: broken"]),
        # Only those who are selected, placed, and take part.
        ("measure: staff, step: 0, sites: [a, b]", "a:W3 c:W4", []),
        ("measure: staff, step: 0", "a:W3 out:W4", []),
        # History where every selected site of the wave is live.
        ("measure: staff, step: 0", "l:W1 m:W2", ["W2: history"]),
        ("measure: staff, step: 0", "l:W1 m:W2 d:W2", ["W2: broken"]),
        ("measure: staff, step: 0, sites: [l, m]", "l:W1 m:W2 d:W2", ["W2: history"]),
    ],
)
def test_a_wave_holds_little_more_than_the_largest_before_it(
    tmp_path: Path, rule: str, line: str, breaks: list[str]
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: ramp, {rule}}}")
    assert judged(given, line) == breaks


def test_a_break_says_how_much_the_wave_holds_and_who_could_move(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN + "  - {kind: ramp, measure: staff, step: 3}")
    (rule,) = given.rules
    assert rule.violations(given.snapshot, plan("l:W1 a:W1 m:W2 b:W2")) == [
        Violation(
            ("W2",),
            "W2 holds 15 staff, and may hold at most 3 more than the 6 staff of the largest wave "
            "before it",
            Verdict.BROKEN,
            ("b",),
        )
    ]


@pytest.mark.parametrize(
    ("rule", "sentence", "steps"),
    [
        (
            "measure: staff, factor: 1.5",
            "a wave holds at most 1.5 times the staff of the largest wave before it",
            [],
        ),
        (
            "step: 2",
            "a wave holds at most 2 more than the sites of the largest wave before it",
            [6],
        ),
    ],
)
def test_a_step_can_be_larger_and_a_factor_is_what_it_is(
    tmp_path: Path, rule: str, sentence: str, steps: list[int]
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: ramp, {rule}}}")
    (found,) = given.rules
    assert isinstance(found, Ramp)
    assert found.sentence(given.snapshot) == sentence
    assert [way.steps for way in found.relaxations(given.snapshot)] == steps
