"""`last-wave`: the position of the last wave that holds a site."""

from pathlib import Path

import pytest

from tests.builders import known, measured
from tests.goals import words

GIVEN = """
municipalities:
  - {id: a, name: Aure}
  - {id: b, name: Bjugn}
waves:
  - {id: LAST, go_live: 2025}
  - {id: W1, go_live: 2024-03}
  - {id: W2, go_live: 2024-09, claims: [{go_live: 2024-09}, {called: Autumn}]}
goals: [{kind: last-wave}]
"""


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("", 0),
        # Waves count in order of go-live, not of the list, and empty ones too.
        ("a:W1", 1),
        ("a:W1 b:W2", 2),
        ("a:LAST b:W1", 3),
        ("a:LAST", 3),
    ],
)
def test_the_position_of_the_last_one_counts_from_one(
    tmp_path: Path, line: str, value: int
) -> None:
    assert measured(known(tmp_path, GIVEN), line) == [value]


def test_the_wave_is_called_by_its_label(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN)
    assert words.unit(given) == "waves"
    assert words.value(given, "") == "no wave is used"
    assert words.value(given, "a:W2") == "the last wave used is Autumn"
    assert words.difference(given, "a:W2 b:W1", "a:W2 b:LAST") == (
        "the last wave used is LAST instead of Autumn"
    )
    assert words.difference(given, "", "a:W1") == "the last wave used is W1 instead of none"
