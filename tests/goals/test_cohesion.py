"""`cohesion`: over how many waves, less one, a region or a trust's catchment is spread."""

from pathlib import Path

import pytest

from tests.builders import known, measured
from tests.goals import words

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


REGIONS = """
regions: [{id: fosen, name: Fosen}, {id: namdal, name: Namdal}]
municipalities:
  - {id: a, name: Aure, regions: [fosen]}
  - {id: b, name: Bjugn, regions: [fosen]}
  - {id: c, name: Vega, regions: [fosen]}
  - {id: d, name: Leka, regions: [namdal]}
  - {id: e, name: Osen, regions: [namdal]}
waves: [{id: W1}, {id: W2}, {id: W3}]
goals: [{kind: cohesion}]
"""
TOGETHER = "a:W1 b:W1 c:W1 d:W1 e:W1"


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (TOGETHER, "a:W1 b:W2 c:W1 d:W1 e:W1", "Fosen is split over two waves"),
        (TOGETHER, "a:W1 b:W2 c:W3 d:W1 e:W1", "Fosen is split over 3 waves"),
        (
            "a:W1 b:W2 c:W1 d:W1 e:W1",
            "a:W1 b:W2 c:W3 d:W1 e:W1",
            "Fosen is split over 3 waves instead of 2",
        ),
        ("a:W1 b:W2 c:W1 d:W1 e:W1", TOGETHER, "Fosen is no longer split over waves"),
        (
            TOGETHER,
            "a:W1 b:W2 c:W1 d:W1 e:W3",
            "2 more regions are split over two waves: Fosen, Namdal",
        ),
        (
            "a:W1 b:W2 c:W1 d:W1 e:W1",
            "a:W1 b:W2 c:W3 d:W1 e:W2",
            "2 regions are split over one more wave each: Fosen, Namdal",
        ),
        (
            "a:W1 b:W2 c:W3 d:W1 e:W2",
            "a:W1 b:W2 c:W2 d:W1 e:W1",
            "2 regions are split over one wave fewer each: Fosen, Namdal",
        ),
        # One better and one worse: no names, who reads them would take all for worse.
        (
            "a:W1 b:W1 c:W1 d:W1 e:W2",
            "a:W1 b:W2 c:W3 d:W1 e:W1",
            "1 more split of regions over waves",
        ),
    ],
)
def test_the_regions_that_are_split_are_named(
    tmp_path: Path, was: str, now: str, said: str
) -> None:
    assert words.difference(known(tmp_path, REGIONS), was, now) == said


def test_splits_are_counted_where_a_plan_is_by_itself(tmp_path: Path) -> None:
    given = known(tmp_path, REGIONS)
    assert words.unit(given) == "splits"
    assert words.value(given, TOGETHER) == "no region is split over waves"
    assert words.value(given, "a:W1 b:W2 c:W3 d:W1") == "2 splits of regions over waves"
