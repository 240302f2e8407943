"""`pin`: exactly there."""

from pathlib import Path

import pytest

from hpplan.rules.base import Verdict, Violation
from tests.builders import judged, known, plan

GIVEN = """
municipalities:
  - {id: a, name: Aure}
  - {id: out, name: Oppdal, claims: [{says: declined}]}
  - {id: unborn, name: Haram, since: 2024-01-02}
  - {id: l, name: Levanger, claims: [{says: live, wave: W1, on: 2023-10}]}
waves: [{id: W1, go_live: 2023-10}, {id: W2}, {id: GONE, claims: [{dropped: true}]}]
rules:
"""


@pytest.mark.parametrize(
    ("rule", "line", "breaks"),
    [
        ("site: a, wave: W2", "a:W2", []),
        ("site: a, wave: W2", "a:W1", ["a: broken"]),
        # `pin` needs its wave: a site that is not placed breaks it.
        ("site: a, wave: W2", "", ["a: broken"]),
        # Who takes no part, or does not exist yet, is not there.
        ("site: out, wave: W2", "", []),
        ("site: unborn, wave: W2", "", []),
        # History once the site is live.
        ("site: l, wave: W2", "l:W1", ["l: history"]),
        ("site: l, wave: W1", "l:W1", []),
        # A decision for a wave that is dropped binds nobody.
        ("site: a, wave: GONE", "a:W2", []),
    ],
)
def test_the_site_is_in_its_wave(tmp_path: Path, rule: str, line: str, breaks: list[str]) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: pin, {rule}, decision: sak 44/23}}")
    assert judged(given, line) == breaks


@pytest.mark.parametrize(
    ("site", "line", "broken"),
    [
        ("a", "a:W1", Violation(("a",), "Aure is in W1", Verdict.BROKEN, ("a",))),
        ("a", "", Violation(("a",), "Aure is not placed", Verdict.BROKEN, ("a",))),
        ("l", "l:W1", Violation(("l",), "Levanger is in W1", Verdict.HISTORY, ())),
    ],
)
def test_a_break_says_where_the_site_is_and_that_it_could_move(
    tmp_path: Path, site: str, line: str, broken: Violation
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: pin, site: {site}, wave: W2}}")
    (rule,) = given.rules
    assert rule.violations(given.snapshot, plan(line)) == [broken]


def test_a_decided_site_is_named_by_its_decision_wherever_a_plan_has_it(tmp_path: Path) -> None:
    decided = "  - {id: d, name: Dal, claims: [{says: decided, wave: W3, known: 2023}]}\nwaves:"
    text = GIVEN.replace("waves:", decided).replace("{id: W2}", "{id: W2}, {id: W3}")
    given = known(tmp_path, text + "  - {id: late, kind: pin, site: d, wave: W2}")
    (rule,) = (rule for rule in given.rules if not rule.of_claims)
    (broken,) = rule.violations(given.snapshot, {})
    for placements in ({}, {"d": "W3"}, {"d": "W1"}):
        said = rule.explain(given.snapshot, placements, broken)
        assert said == "Dal has decided on W3, and late asks for W2"
