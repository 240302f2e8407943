"""`participation`: the measure that is placed."""

from pathlib import Path

import pytest

from hpplan.goals.base import Sense
from tests.builders import known, measured
from tests.goals import words

GIVEN = """
trusts: [{id: t, name: St. Olavs}]
municipalities:
  - {id: a, name: Aure, size: {inhabitants: 3500, staff: 4}}
  - {id: b, name: Bjugn, size: {inhabitants: 4500}}
  - {id: l, name: Levanger, size: {inhabitants: 20000}, claims: [{says: live, wave: W1, on: 2023}]}
  - {id: out, name: Oppdal, size: {inhabitants: 7000}, claims: [{says: declined}]}
waves: [{id: W1, go_live: 2023-10}, {id: W2}]
goals:
"""


@pytest.mark.parametrize(
    ("goal", "line", "value"),
    [
        ("kind: participation", "", 0),
        ("kind: participation", "l:W1", 1),
        ("kind: participation", "l:W1 a:W2 t:W1", 3),
        ("kind: participation, measure: sites", "l:W1 a:W2", 2),
        ("kind: participation, measure: inhabitants", "l:W1 a:W2", 23500),
        # Who states nothing of a measure adds nothing to it.
        ("kind: participation, measure: staff", "l:W1 a:W2 b:W2", 4),
    ],
)
def test_participation_is_the_measure_of_the_sites_that_are_placed(
    tmp_path: Path, goal: str, line: str, value: int
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{{goal}}}")
    assert measured(given, line) == [value]
    assert given.goals[0].sense is Sense.MAXIMISE


def test_without_goals_a_programme_gets_the_usual_four(tmp_path: Path) -> None:
    def kinds(text: str) -> list[tuple[str, str]]:
        return [
            (goal.kind, getattr(goal, "measure_of", "")) for goal in known(tmp_path, text).goals
        ]

    assert kinds(GIVEN.replace("goals:", "")) == [
        ("participation", "sites"),
        ("stability", "sites"),
        ("earliest", "inhabitants"),
        ("wishes", ""),
    ]
    assert kinds("municipalities: [{id: a, name: Aure, size: {staff: 4}}]") == [
        ("participation", "sites"),
        ("stability", "sites"),
        ("earliest", "sites"),
        ("wishes", ""),
    ]


def test_it_is_said_who_is_placed_of_how_many(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN + "  - {kind: participation}")
    assert words.unit(given) == "sites"
    assert words.value(given, "t:W1 a:W1 b:W2 l:W1") == "all 4 sites are placed"
    assert words.value(given, "a:W1 l:W1") == "2 of 4 sites are placed"
    assert words.difference(given, "a:W1", "a:W1 b:W2") == "1 more municipality is placed: Bjugn"
    assert words.difference(given, "t:W1 a:W1", "") == "2 fewer sites are placed: St. Olavs, Aure"
    heads = known(tmp_path, GIVEN + "  - {kind: participation, measure: inhabitants}")
    assert words.unit(heads) == "inhabitants"
    assert words.value(heads, "a:W1") == "3,500 of 28,000 inhabitants have a wave"
    assert words.difference(heads, "a:W1 b:W1", "b:W1") == (
        "3,500 fewer inhabitants have a wave: Aure"
    )
