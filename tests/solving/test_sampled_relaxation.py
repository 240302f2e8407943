"""What waves hold has its price from a sample, and the bound at that price holds for all."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.programme.programme import SituationData
from hpplan.solving.deadline import Deadline, TimeIsOver
from hpplan.solving.encoding import encode
from hpplan.solving.sampled_relaxation import bound_by_sample
from hpplan.solving.solve import aim_of
from tests.builders import known
from tests.patience import PATIENCE
from tests.programmes import situations
from tests.solving.test_dual_ascent import no_plan_is_better
from tests.thoroughness import examples

FEW = 1


def bound(
    situation: SituationData,
    rank: int,
    values: Sequence[int],
    size: int,
    seconds: float = PATIENCE,
) -> int:
    """The bound of the goal of that rank, where those before it are no more than these values, by a
    sample of so many options.
    """
    encoded = encode(situation)
    aims = [aim_of(goal, encoded, situation).minimise for goal in situation.goals]
    held = list(zip(aims[:rank], values, strict=False))
    return bound_by_sample(encoded.model, aims[rank], held, Deadline.after(seconds), size, FEW)


@examples(6)
@given(situation=situations(most_rules=3, soft=True), data=st.data())
def test_no_plan_as_good_by_the_goals_before_is_better_than_the_bound_of_any_sample(
    situation: SituationData, data: st.DataObject
) -> None:
    size = data.draw(st.integers(1, 12))
    no_plan_is_better(situation, data, lambda rank, held: bound(situation, rank, held, size))


TEXT = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A, size: {staff: 1}}
  - {id: b, name: B, size: {staff: 1}}
  - {id: c, name: C, size: {staff: 1}}
  - {id: d, name: D, size: {staff: 1}}
waves: [{id: W1, go_live: 2024-05-01}, {id: W2, go_live: 2024-05-11}]
rules: [{kind: capacity, max: 2}]
goals: [{kind: participation}, {kind: earliest, measure: staff}]
"""


@pytest.mark.parametrize("options", [6, 12])
def test_half_of_those_of_whom_a_wave_holds_half_wait_for_the_next(
    tmp_path: Path, options: int
) -> None:
    assert bound(known(tmp_path, TEXT), 1, (-4,), options) == 2 * 10


def test_a_bound_that_is_not_found_in_time_is_abandoned(tmp_path: Path) -> None:
    with pytest.raises(TimeIsOver):
        bound(known(tmp_path, TEXT), 1, (-4,), 12, seconds=-1)
