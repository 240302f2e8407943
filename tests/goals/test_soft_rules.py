"""`soft-rules`: how often rules that are not hard are broken."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import known, measured
from tests.goals import words

GIVEN = """
municipalities:
  - {id: a, name: Aure}
  - {id: b, name: Bjugn}
  - {id: c, name: Vega}
  - {id: l, name: Levanger, claims: [{says: live, wave: W0, on: 2023-10-14}]}
  - {id: m, name: Meråker, claims: [{says: live, wave: W0, on: 2023-10-14}]}
trusts: [{id: t, name: St. Olavs}]
waves:
  - {id: W0, go_live: 2023-10-14}
  - {id: W1, go_live: 2024-04-27}
  - {id: W2, go_live: 2024-11}
  - {id: W3}
"""
GOALS = "goals: [{kind: wishes}, {kind: participation}, {kind: stability}]\n"


@pytest.mark.parametrize(
    ("rule", "line", "breaks"),
    [
        # A wave.
        ("kind: capacity, max: 1", "a:W1 b:W1 c:W2", 1),
        ("kind: capacity, max: 0", "a:W1 b:W1 c:W2", 2),
        ("kind: apart, sites: all", "a:W1 b:W1 c:W2 t:W2", 2),
        # A pair.
        ("kind: before, first: [a, b], then: c", "a:W2 b:W2 c:W1", 2),
        ("kind: before, first: [a, b], then: c", "a:W1 b:W2 c:W2", 1),
        # A site.
        ("kind: window, waves: W1", "a:W1 b:W2 c:W3", 2),
        ("kind: forbid, sites: [a, b], waves: [W1, W2]", "a:W1 b:W2", 2),
        ("kind: pin, site: a, wave: W1", "", 1),
        ("kind: notice, months: 12", "a:W1 b:W2", 2),
        ("kind: blackout, period: 2024-H1", "a:W1 b:W1", 2),
        # Two consecutive waves.
        ("kind: spacing, min: 12m", "a:W0 b:W1 c:W2", 2),
        # The rule.
        ("kind: together, sites: [a, b, c]", "a:W1 b:W2 c:W3", 1),
        # History and doubts are no breaks.
        ("kind: forbid, sites: all, waves: W0", "l:W0 m:W0", 0),
        ("kind: blackout, period: 2024", "a:W3", 0),
    ],
)
def test_a_soft_rule_counts_its_breaks_by_what_one_break_is(
    tmp_path: Path, rule: str, line: str, breaks: int
) -> None:
    text = GIVEN + f"rules: [{{{rule}, hard: false}}]\ngoals: [{{kind: participation}}]"
    given = known(tmp_path, text)
    assert [goal.kind for goal in given.goals] == ["participation", "soft-rules"]
    assert measured(given, line)[1] == breaks


def test_the_follower_and_its_trust_are_a_pair(tmp_path: Path) -> None:
    text = GIVEN.replace("name: Aure", "name: Aure, trust: t").replace("Vega", "Vega, trust: t")
    given = known(tmp_path, text + "rules: [{kind: follows, hard: false}]\n" + GOALS)
    assert measured(given, "t:W2 a:W1 c:W1")[2] == 2


def test_breaks_of_several_soft_rules_add_up_and_hard_ones_do_not_count(tmp_path: Path) -> None:
    rules = """
rules:
  - {kind: forbid, sites: [a, b], waves: W1, hard: false}
  - {kind: capacity, max: 1, waves: W1, hard: false}
  - {kind: forbid, sites: c, waves: W1}
  - {kind: forbid, sites: c, waves: W1, hard: false, in_force: {until: 2023}}
"""
    given = known(tmp_path, GIVEN + rules + GOALS)
    assert measured(given, "a:W1 b:W1 c:W1")[2] == 3


@pytest.mark.parametrize(
    ("goals", "ranked"),
    [
        (GOALS, ["wishes", "participation", "soft-rules", "stability"]),
        ("goals: [{kind: wishes}, {kind: stability}]", ["soft-rules", "wishes", "stability"]),
        ("", ["participation", "soft-rules", "stability", "earliest", "wishes"]),
    ],
)
def test_soft_rules_rank_right_after_participation_and_first_without_it(
    tmp_path: Path, goals: str, ranked: list[str]
) -> None:
    text = GIVEN + "rules: [{kind: capacity, max: 9, hard: false}]\n" + goals
    assert [goal.kind for goal in known(tmp_path, text).goals] == ranked


def test_without_soft_rules_there_is_no_such_goal(tmp_path: Path) -> None:
    text = GIVEN + "rules: [{kind: capacity, max: 9}]\n" + GOALS
    assert [goal.kind for goal in known(tmp_path, text).goals] == [
        "wishes",
        "participation",
        "stability",
    ]


SOFT = """
rules:
  - {kind: capacity, id: small waves, max: 1, hard: false}
  - {kind: window, id: first, sites: a, waves: W1, hard: false}
goals: [{kind: participation}]
"""


def test_the_rules_that_are_broken_more_are_named(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN + SOFT)
    (soft,) = (goal for goal in given.goals if goal.kind == "soft-rules")
    given = replace(given, goals=(soft,))
    assert words.unit(given) == "breaks"
    assert words.value(given, "a:W1 b:W2") == "every soft rule is kept"
    assert words.value(given, "a:W2 b:W2 c:W1") == "soft rules are broken 2 times"
    assert words.difference(given, "a:W1 b:W2", "a:W1 b:W2 c:W2") == (
        "1 more break of soft rules: small waves"
    )
    assert words.difference(given, "a:W1 b:W2", "a:W2 b:W2") == (
        "2 more breaks of soft rules: small waves, first"
    )
