"""`cohesion`: over how many waves, less one, a region or a trust's catchment is spread."""

from pathlib import Path

import pytest

from tests.builders import known, measured

GIVEN = """
regions: [{id: fosen, name: Fosen}, {id: namdal, name: Namdal}]
trusts: [{id: t, name: St. Olavs}]
municipalities:
  - {id: a, name: Aure, regions: [fosen], trust: t}
  - {id: b, name: Bjugn, regions: [fosen, namdal], trust: t}
  - {id: c, name: Vega, regions: [namdal]}
  - {id: out, name: Oppdal, regions: [fosen], trust: t, claims: [{says: withdrawn}]}
waves: [{id: W1}, {id: W2}, {id: W3}]
goals:
"""


@pytest.mark.parametrize(
    ("of", "line", "value"),
    [
        ("region", "a:W1 b:W1 c:W1", 0),
        ("region", "a:W1 b:W2 c:W2", 1),
        # A site in two regions counts in both.
        ("region", "a:W1 b:W2 c:W1", 2),
        # Who is not placed counts as nothing, and so does a group of which nobody is placed.
        ("region", "a:W1 c:W2", 0),
        ("region", "a:W1", 0),
        ("region", "", 0),
        # A trust belongs to its own group.
        ("trust", "t:W1 a:W1 b:W1 c:W2", 0),
        ("trust", "t:W1 a:W2 b:W3", 2),
        ("trust", "a:W2 b:W2 c:W3", 0),
    ],
)
def test_a_group_costs_each_wave_it_uses_beyond_the_first(
    tmp_path: Path, of: str, line: str, value: int
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: cohesion, of: {of}}}")
    assert measured(given, line) == [value]
