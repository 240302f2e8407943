"""`order`: pairs of sites that go live in the opposite order of their current waves."""

from pathlib import Path

import pytest

from hpplan.goals import Order
from hpplan.goals.base import Measured
from tests.builders import known, measured, plan

GIVEN = """
regions: [{id: fosen, name: Fosen}, {id: namdal, name: Namdal}]
trusts: [{id: t, name: St. Olavs}]
municipalities:
  - {id: a, name: Aure, regions: [fosen], trust: t, claims: [{says: planned, wave: W1}]}
  - {id: b, name: Bjugn, regions: [fosen, namdal], claims: [{says: planned, wave: W2}]}
  - {id: c, name: Vega, regions: [fosen, namdal], trust: t, claims: [{says: candidate, wave: W3}]}
  - {id: free, name: Rauma, regions: [fosen]}
  - {id: gone, name: Smøla, regions: [fosen], claims: [{says: planned, wave: GONE}]}
  - {id: out, name: Oppdal, claims: [{says: planned, wave: W3}, {says: declined}]}
"""
DATED = """
waves:
  - {id: W1, go_live: 2024-03-01}
  - {id: W2, go_live: 2024-05-01}
  - {id: W3, go_live: 2024-09-01}
  - {id: GONE, claims: [{dropped: true}]}
goals:
"""
UNDATED = "waves: [{id: W1}, {id: W2}, {id: W3}, {id: GONE, claims: [{dropped: true}]}]\ngoals:"


@pytest.mark.parametrize("waves", [DATED, UNDATED])
@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("a:W1 b:W2 c:W3", 0),
        # The order counts, not the waves.
        ("a:W2 b:W3", 0),
        # Who goes live together is not overtaken.
        ("a:W2 b:W2 c:W2", 0),
        ("a:W2 b:W1 c:W3", 1),
        ("a:W3 b:W2 c:W1", 3),
        ("a:W3 b:W2 c:W2", 2),
        # Not placed is after the last wave, and two who are not placed are together.
        ("b:W3 c:W3", 2),
        ("a:W3 b:W3", 0),
        ("c:W3", 2),
        ("", 0),
        # Who has no current wave, or one that was dropped, is in no pair.
        ("a:W3 b:W3 c:W3 free:W1 gone:W1", 0),
    ],
)
def test_a_pair_counts_where_the_later_one_goes_live_first(
    tmp_path: Path, waves: str, line: str, pairs: int
) -> None:
    given = known(tmp_path, GIVEN + waves + "\n  - {kind: order}")
    assert measured(given, line) == [pairs]


@pytest.mark.parametrize(("within", "pairs"), [("all", 3), ("region", 3), ("trust", 1)])
def test_within_leaves_only_pairs_that_share_a_group_each_once(
    tmp_path: Path, within: str, pairs: int
) -> None:
    given = known(tmp_path, GIVEN + DATED + f"  - {{kind: order, within: {within}}}")
    assert measured(given, "a:W3 b:W2 c:W1") == [pairs]


def test_waves_of_one_day_are_together_and_undated_ones_are_not(tmp_path: Path) -> None:
    one_day = DATED.replace("2024-05-01", "2024-03-01")
    assert measured(known(tmp_path, GIVEN + one_day + "  - {kind: order}"), "a:W2 b:W1") == [0]
    without = known(tmp_path, GIVEN + UNDATED + "\n  - {kind: order}")
    assert measured(without, "a:W2 b:W1") == [1]


def test_against_a_plan_file_its_waves_count_as_the_current_ones(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(
        '{"placements": [{"site": "free", "wave": "W1"}, {"site": "a", "wave": "W2"}]}'
    )
    given = known(tmp_path, GIVEN + DATED + "  - {kind: order, against: plan.json}")
    assert measured(given, "a:W1 free:W2 c:W1 b:W3") == [1]


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("a:W1 b:W2 c:W3", "a:W2 b:W1 c:W3", "Bjugn overtakes Aure"),
        ("a:W2 b:W1 c:W3", "a:W1 b:W2 c:W3", "Bjugn no longer overtakes Aure"),
        ("a:W1 b:W2 c:W3", "a:W3 b:W2 c:W1", "3 more pairs of sites swap their order"),
        ("a:W3 b:W2 c:W1", "a:W1 b:W3 c:W2", "2 fewer pairs of sites swap their order"),
    ],
)
def test_who_overtakes_whom_is_named_where_it_is_one_pair(
    tmp_path: Path, was: str, now: str, said: str
) -> None:
    given = known(tmp_path, GIVEN + DATED + "  - {kind: order}")
    (goal,) = given.goals
    assert isinstance(goal, Order)
    before, after = (
        Measured(given.snapshot, plan(line), *measured(given, line)) for line in (was, now)
    )
    assert goal.says_difference(before, after) == said
