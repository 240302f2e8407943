"""`wishes`: what the waves cost those who are in them."""

from pathlib import Path

import pytest

from tests.builders import known, measured
from tests.goals import words

GIVEN = """
municipalities:
  - {id: a, name: Aure, wishes: {W1: 0, W2: 3, W3: -2}}
  - {id: b, name: Bjugn, wishes: {W2: 10}}
  - {id: c, name: Vega}
waves: [{id: W1}, {id: W2}, {id: W3}]
goals: [{kind: wishes}]
"""


@pytest.mark.parametrize(
    ("line", "cost"),
    [
        ("", 0),
        ("a:W1", 0),
        ("a:W2", 3),
        ("a:W2 b:W2", 13),
        ("a:W3 b:W2 c:W2", 8),
        # A wave that is not named costs nothing.
        ("b:W1 c:W3", 0),
    ],
)
def test_wishes_are_the_summed_costs_of_the_waves_taken(
    tmp_path: Path, line: str, cost: int
) -> None:
    assert measured(known(tmp_path, GIVEN), line) == [cost]


def test_the_cost_is_in_points_and_not_reported_where_nobody_wishes(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN)
    assert words.unit(given) == "points"
    assert words.value(given, "a:W1") == "wishes cost nothing"
    assert words.value(given, "b:W2") == "wishes cost 10 points"
    assert words.difference(given, "b:W2", "a:W3 b:W1") == "wishes cost 12 points less"
    nobody = "municipalities: [{id: a}]\nwaves: [{id: W1}]\ngoals: [{kind: wishes}]"
    assert words.value(known(tmp_path, nobody), "a:W1") is None
