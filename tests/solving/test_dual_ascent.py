"""Dual ascent bounds goals that count what groups have in common, without an engine."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hpplan.programme.programme import SituationData
from hpplan.solving.deadline import NO_END, Deadline, TimeIsOver
from hpplan.solving.dual_ascent import bound_by_ascent
from hpplan.solving.encoding import encode
from hpplan.solving.solve import aim_of
from tests.builders import known
from tests.programmes import every_plan, keeps_hard_rules, situations
from tests.thoroughness import examples


def bound(
    situation: SituationData, rank: int, values: Sequence[int], deadline: Deadline = NO_END
) -> int:
    """The bound of the goal of that rank, where those before it are no more than these values."""
    encoded = encode(situation)
    aims = [aim_of(goal, encoded, situation).minimise for goal in situation.goals]
    held = list(zip(aims[:rank], values, strict=False))
    return bound_by_ascent(
        encoded.model, aims[rank], encoded.unions, lambda choice: choice, held, deadline
    )


def no_plan_is_better(
    situation: SituationData,
    data: st.DataObject,
    bound_of: Callable[[int, Sequence[int]], int],
) -> None:
    """Each plan that is as good as a drawn one by the goals before each is no better by it than the
    bound.
    """
    encoded = encode(situation)
    aims = [aim_of(goal, encoded, situation).minimise for goal in situation.goals]
    possible = [
        tuple(aim.value(values) for aim in aims)
        for plan in every_plan(situation)
        if keeps_hard_rules(situation, plan) and (values := encoded.assignment(plan))
    ]
    assume(possible)
    held = data.draw(st.sampled_from(possible))
    for rank in range(len(aims)):
        as_good = [
            values
            for values in possible
            if all(now <= most for now, most in zip(values[:rank], held, strict=False))
        ]
        assert bound_of(rank, held) <= min(values[rank] for values in as_good)


@examples(10)
@given(situation=situations(most_rules=3, soft=True), data=st.data())
def test_no_plan_as_good_by_the_goals_before_is_better_than_the_bound(
    situation: SituationData, data: st.DataObject
) -> None:
    no_plan_is_better(situation, data, lambda rank, held: bound(situation, rank, held))


REGIONS = """\
programme: {id: p, name: P, as_of: 2024-01-01}
regions: [{id: north, name: North}, {id: south, name: South}]
municipalities:
  - {id: a, required: false, regions: [north], claims: [{says: planned, wave: W1, known: 2023}]}
  - {id: b, required: false, regions: [north], claims: [{says: planned, wave: W2, known: 2023}]}
  - {id: c, name: C, required: false, regions: [north]}
  - {id: d, name: D, required: false, regions: [south]}
  - {id: e, name: E, required: false, regions: [south]}
waves: [{id: W1, go_live: 2024-05-01}, {id: W2, go_live: 2024-11-01}, {id: W3, go_live: 2025-05-01}]
rules:
  - {kind: window, sites: d, waves: [W1, W2]}
  - {kind: window, sites: e, waves: [W3]}
goals: [{kind: participation}, {kind: stability}, {kind: cohesion}]
"""


@pytest.mark.parametrize(("moves", "least"), [(0, 2), (1, 1)])
def test_each_site_that_stays_and_each_window_alone_asks_for_a_wave_of_its_region(
    tmp_path: Path, moves: int, least: int
) -> None:
    situation = known(tmp_path, REGIONS)
    assert bound(situation, rank=2, values=(-5, moves)) == least


def test_a_bound_that_is_not_found_in_time_is_abandoned(tmp_path: Path) -> None:
    with pytest.raises(TimeIsOver):
        bound(known(tmp_path, REGIONS), 2, (-5, 0), Deadline.after(-1))
