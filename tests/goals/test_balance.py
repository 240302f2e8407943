"""`balance`: the largest load less the smallest, of the waves that hold a site."""

from pathlib import Path

import pytest

from tests.builders import known, measured
from tests.goals import words

GIVEN = """
municipalities:
  - {id: a, name: Aure, size: {staff: 30}}
  - {id: b, name: Bjugn, size: {staff: 20}}
  - {id: c, name: Vega}
  - {id: out, name: Oppdal, size: {staff: 90}, claims: [{says: declined}]}
waves: [{id: W1}, {id: W2}, {id: W3}]
goals:
"""


@pytest.mark.parametrize(
    ("keys", "line", "value"),
    [
        ("", "a:W1 b:W2 c:W3", 0),
        ("", "a:W1 b:W2 c:W2", 1),
        # A wave that holds nobody is no small wave.
        ("", "a:W1 b:W1 c:W1", 0),
        ("", "a:W3", 0),
        ("", "", 0),
        (", measure: staff", "a:W1 b:W2", 10),
        # One that holds a site without any of the measure is.
        (", measure: staff", "a:W1 b:W1 c:W2", 50),
    ],
)
def test_only_waves_that_hold_a_site_are_compared(
    tmp_path: Path, keys: str, line: str, value: int
) -> None:
    assert measured(known(tmp_path, GIVEN + f"  - {{kind: balance{keys}}}"), line) == [value]


def test_it_is_said_of_the_largest_beside_the_smallest_wave(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN + "  - {kind: balance, measure: staff}")
    assert words.unit(given) == "staff"
    assert words.value(given, "a:W1 b:W1") == "every wave holds as many staff"
    assert words.value(given, "a:W1 b:W2") == (
        "the largest wave holds 10 more staff than the smallest"
    )
    assert words.difference(given, "a:W1 b:W2", "a:W1 b:W1 c:W2") == (
        "the largest and the smallest wave differ by 40 staff more"
    )
