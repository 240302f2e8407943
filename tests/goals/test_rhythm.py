"""`rhythm`: how far waves that follow each other are from an even distance, in days."""

from pathlib import Path

import pytest

from hpplan.goals.base import Measured
from hpplan.programme.programme import SituationData
from hpplan.reading import read
from tests.builders import known, plan

GIVEN = """
programme: {id: coast, name: The coast, as_of: 2024-03-01}
sources: [{id: letter, kind: document, published: 2024-02-01}]
municipalities:
  - {id: a, name: Aure, claims: [{says: live, wave: W1, on: 2024-01-06, source: letter}]}
  - {id: b, name: Bjugn, claims: [{says: live, wave: W2, on: 2024-02-03, source: letter}]}
  - {id: c, name: Vega}
  - {id: d, name: Dovre}
waves:
  - {id: W1, go_live: 2024-01-06}
  - {id: W2, go_live: 2024-02-03}
  - {id: W3, go_live: 2024-04-06}
  - {id: W4, go_live: 2024-06-01}
  - {id: W5, go_live: 2024-autumn}
goals:
  - {kind: rhythm, gap: 8w}
"""


def measured(situation: SituationData, line: str) -> int:
    (goal,) = (goal for goal in situation.day_goals if goal.kind == "rhythm")
    return goal.measure(situation.snapshot, plan(line))


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("a:W1 b:W2", 0),  # both are live: that is how it was
        ("a:W1 b:W2 c:W3", 7),  # 63 days after W2, not 56
        ("a:W1 b:W2 c:W3 d:W4", 7),
        ("a:W1 b:W2 c:W2 d:W3", 28 + 7),  # who joins W2 is not live
        ("a:W1 b:W2 d:W4", 119 - 56),  # W3 holds nobody
        ("a:W1 b:W2 d:W5", 0),  # W5 has no day
        ("", 0),
    ],
)
def test_the_days_off_the_gap_are_summed_over_waves_that_follow_each_other(
    tmp_path: Path, line: str, value: int
) -> None:
    assert measured(known(tmp_path, GIVEN, "2024-03-01"), line) == value


def test_it_is_passed_over_where_no_days_are_chosen(tmp_path: Path) -> None:
    situation = known(tmp_path, GIVEN, "2024-03-01")
    kinds = ["participation", "stability", "earliest", "wishes"]
    assert [goal.kind for goal in situation.goals] == kinds
    assert [goal.kind for goal in situation.day_goals] == ["rhythm", "earliest"]


def test_it_says_how_far_the_waves_are_from_it(tmp_path: Path) -> None:
    situation = known(tmp_path, GIVEN, "2024-03-01")
    (goal, _) = situation.day_goals
    snapshot = situation.snapshot
    assert goal.sentence() == "from one wave to the next 8 weeks, as nearly as possible"
    assert goal.says_value(snapshot, 0) == "the waves follow each other every 8 weeks"
    assert (
        goal.says_value(snapshot, 7) == "the distances between waves are 7 days off 8 weeks in all"
    )
    assert goal.says_difference(Measured(snapshot, {}, 7), Measured(snapshot, {}, 8)) == (
        "the distances between waves are 1 more day off 8 weeks"
    )


@pytest.mark.parametrize("gap", ["2m", "0d", "-3w"])
def test_its_gap_is_in_weeks_or_days(tmp_path: Path, gap: str) -> None:
    (tmp_path / "coast.yaml").write_text(GIVEN.replace("8w", gap), encoding="utf-8")
    (fault,) = read(tmp_path).findings
    assert fault.message.endswith("months differ in length")
