"""`forbid`: never in these waves."""

from pathlib import Path

import pytest

from hpplan.rules.base import Verdict, Violation
from tests.builders import judged, known, plan

GIVEN = """
municipalities:
  - {id: a, name: Aure}
  - {id: b, name: Bjugn}
  - {id: out, name: Oppdal, claims: [{says: declined}]}
  - {id: l, name: Levanger, claims: [{says: live, wave: W1, on: 2023-10}]}
waves: [{id: W1, go_live: 2023-10}, {id: W2, go_live: 2024-04}, {id: W3}]
rules:
"""


@pytest.mark.parametrize(
    ("rule", "line", "breaks"),
    [
        ("sites: a, waves: W2", "a:W1 b:W2", []),
        ("sites: a, waves: W2", "a:W2", ["a: broken"]),
        ("sites: [a, b], waves: [W2, W3]", "a:W2 b:W3", ["a: broken", "b: broken"]),
        ("sites: a, waves: all", "a:W3", ["a: broken"]),
        ("sites: a, waves: all", "", []),
        ("sites: [a, out], waves: W2", "", []),
        ("sites: [a, l], waves: W1", "a:W1 l:W1", ["a: broken", "l: history"]),
    ],
)
def test_a_site_is_in_none_of_the_waves(
    tmp_path: Path, rule: str, line: str, breaks: list[str]
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: forbid, {rule}}}")
    assert judged(given, line) == breaks


def test_a_break_says_where_the_site_is_and_that_it_could_move(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN + "  - {kind: forbid, sites: all, waves: W1}")
    (rule,) = given.rules
    assert rule.violations(given.snapshot, plan("a:W1 l:W1")) == [
        Violation(("a",), "Aure is in W1", Verdict.BROKEN, ("a",)),
        Violation(("l",), "Levanger is in W1", Verdict.HISTORY, ()),
    ]
