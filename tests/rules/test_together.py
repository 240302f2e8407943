"""`together`: one wave, or nobody."""

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
  - {id: m, name: Meråker, claims: [{says: live, wave: W2, on: 2023-11}]}
waves: [{id: W1, go_live: 2023-10}, {id: W2, go_live: 2023-11}, {id: W3, go_live: 2024-11}]
rules:
"""


@pytest.mark.parametrize(
    ("sites", "line", "breaks"),
    [
        ("[a, b, c]", "a:W3 b:W3 c:W3", []),
        ("[a, b, c]", "a:W3 b:W3 c:W2", ["the rule: broken"]),
        # One break, however many waves they are spread over.
        ("[a, b, c]", "a:W3 b:W2 c:W1", ["the rule: broken"]),
        # Not placed counts as after the last wave: so does a wave of its own.
        ("[a, b, c]", "", []),
        ("[a, b, c]", "a:W3 b:W3", ["the rule: broken"]),
        # Who takes no part is not there.
        ("[a, b, out]", "a:W3 b:W3", []),
        ("[a, out]", "a:W3", []),
        # History once every member is live.
        ("[l, m]", "l:W1 m:W2", ["the rule: history"]),
        ("[l, m, a]", "l:W1 m:W2 a:W2", ["the rule: broken"]),
        ("[l, a]", "l:W1 a:W1", []),
    ],
)
def test_all_are_in_one_wave_or_none_is_placed(
    tmp_path: Path, sites: str, line: str, breaks: list[str]
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: together, sites: {sites}}}")
    assert judged(given, line) == breaks


def test_a_break_says_who_is_where_and_who_could_move(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN + "  - {kind: together, sites: [l, a, b]}")
    (rule,) = given.rules
    assert rule.violations(given.snapshot, plan("l:W1 a:W3")) == [
        Violation(
            (),
            "not in one wave (W1: Levanger; W3: Aure; nowhere: Bjugn)",
            Verdict.BROKEN,
            ("a", "b"),
        )
    ]
