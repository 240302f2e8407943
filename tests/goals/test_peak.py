"""`peak`: the largest load of a wave."""

from pathlib import Path

import pytest

from tests.builders import known, measured
from tests.goals import words

GIVEN = """
municipalities:
  - {id: a, name: Aure, size: {staff: 1200}}
  - {id: b, name: Bjugn, size: {staff: 20}}
  - {id: c, name: Vega}
  - {id: out, name: Oppdal, size: {staff: 9000}, claims: [{says: declined}]}
waves: [{id: W1}, {id: W2}, {id: W3}]
goals:
"""


@pytest.mark.parametrize(
    ("keys", "line", "value"),
    [
        ("", "a:W1 b:W2 c:W3", 1),
        ("", "a:W1 b:W2 c:W2", 2),
        ("", "a:W3 b:W3 c:W3", 3),
        # Who is in no wave weighs nothing, and an empty plan is as light as can be.
        ("", "a:W1", 1),
        ("", "", 0),
        # A site that does not state the measure has none of it.
        (", measure: staff", "a:W1 b:W2 c:W2", 1200),
        (", measure: staff", "a:W1 b:W1 c:W1", 1220),
        (", measure: staff", "c:W1", 0),
    ],
)
def test_the_wave_that_holds_most_counts(tmp_path: Path, keys: str, line: str, value: int) -> None:
    assert measured(known(tmp_path, GIVEN + f"  - {{kind: peak{keys}}}"), line) == [value]


def test_it_is_said_of_the_largest_wave_with_what_is_counted(tmp_path: Path) -> None:
    sites = known(tmp_path, GIVEN + "  - {kind: peak}")
    assert words.unit(sites) == "sites"
    assert words.value(sites, "a:W1 b:W1") == "the largest wave holds 2 municipalities"
    assert words.difference(sites, "a:W1 b:W1 c:W1", "a:W1 b:W2 c:W2") == (
        "the largest wave holds 1 fewer municipality"
    )
    staff = known(tmp_path, GIVEN + "  - {kind: peak, measure: staff}")
    assert words.unit(staff) == "staff"
    assert words.value(staff, "a:W1 b:W1") == "the largest wave holds 1,220 staff"
    assert words.difference(staff, "a:W1 b:W2", "a:W1 b:W1") == (
        "the largest wave holds 20 more staff"
    )
