"""`fewest-waves`: the waves that hold a site."""

from pathlib import Path

import pytest

from tests.builders import known, measured
from tests.goals import words

GIVEN = """
municipalities:
  - {id: a, name: Aure}
  - {id: b, name: Bjugn}
  - {id: l, name: Levanger, claims: [{says: live, wave: W1, on: 2023}]}
waves: [{id: W1, go_live: 2023}, {id: W2}, {id: W3}]
goals: [{kind: fewest-waves}]
"""


@pytest.mark.parametrize(
    ("line", "value"),
    [("", 0), ("l:W1", 1), ("l:W1 a:W2 b:W2", 2), ("l:W1 a:W3 b:W2", 3), ("a:W3 b:W3", 1)],
)
def test_a_wave_counts_once_whoever_is_in_it(tmp_path: Path, line: str, value: int) -> None:
    assert measured(known(tmp_path, GIVEN), line) == [value]


def test_waves_are_counted_in_words(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN)
    assert words.unit(given) == "waves"
    assert words.value(given, "a:W2 b:W2") == "1 wave is used"
    assert words.value(given, "a:W2 b:W3") == "2 waves are used"
    assert words.difference(given, "a:W2 b:W2", "a:W2 b:W3") == "1 more wave is used"
    assert words.difference(given, "a:W2 b:W3 l:W1", "") == "3 fewer waves are used"
