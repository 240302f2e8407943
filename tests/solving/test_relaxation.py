"""The linear relaxation bounds a goal, and says what cannot be part of any plan as good."""

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hpplan.programme.programme import SituationData
from hpplan.solving.deadline import Deadline, TimeIsOver
from hpplan.solving.encoding import Encoded, encode
from hpplan.solving.linear_programming import multipliers
from hpplan.solving.model import Expression, Model
from hpplan.solving.relaxation import Relaxed, priced, relaxed, without_many
from hpplan.solving.solve import aim_of
from hpplan.solving.strategies import (
    BY_GRADIENT,
    BY_SIMPLEX,
    FEW_BY_GRADIENT,
    MANY_VARIABLES,
    LinearMethod,
)
from tests.builders import known
from tests.patience import PATIENCE
from tests.programmes import every_plan, keeps_hard_rules, situations
from tests.thoroughness import examples

AMPLE = Deadline.after(PATIENCE)
METHODS = (BY_SIMPLEX, BY_GRADIENT, FEW_BY_GRADIENT)


def goal_of(situation: SituationData, data: st.DataObject) -> tuple[Encoded, Model, Expression]:
    """The model with all goals before a drawn one held at what one of the plans comes to."""
    encoded = encode(situation)
    aims = [aim_of(goal, encoded, situation).minimise for goal in situation.goals]
    possible = [p for p in every_plan(situation) if keeps_hard_rules(situation, p)]
    assume(aims)
    assume(possible)
    rank = data.draw(st.integers(0, len(aims) - 1))
    held = encoded.assignment(data.draw(st.sampled_from(possible)))
    model = encoded.model.with_()
    for aim in aims[:rank]:
        model.hold(aim, aim.value(held))
    return encoded, model, aims[rank]


def hold_true(
    found: Relaxed, situation: SituationData, encoded: Encoded, model: Model, aim: Expression
) -> None:
    """No plan of the model is beyond the bound, and each is as what is settled for its value."""
    for plan in every_plan(situation):
        values = encoded.assignment(plan)
        if keeps_hard_rules(situation, plan) and model.keeps(values):
            value = aim.value(values)
            assert found.bound <= value
            for literal in found.settled(value):
                assert values[literal] if literal >= 0 else not values[~literal]


@pytest.mark.parametrize("method", METHODS)
@examples(6)
@given(situation=situations(most_rules=3, soft=True), data=st.data())
def test_no_plan_is_better_than_the_bound(
    method: LinearMethod, situation: SituationData, data: st.DataObject
) -> None:
    encoded, model, aim = goal_of(situation, data)
    left = without_many(model) if method.without_many else model
    found = relaxed(left, aim, method, AMPLE)
    assert found is not None
    hold_true(found, situation, encoded, model, aim)


@examples(10)
@given(situation=situations(most_rules=3, soft=True), data=st.data())
def test_no_plan_is_better_than_the_bound_of_any_prices(
    situation: SituationData, data: st.DataObject
) -> None:
    encoded, model, aim = goal_of(situation, data)
    bound = sum(not row.given for row in model.linears) + len(model.clauses)
    prices = st.lists(st.floats(-1e3, 1e3) | st.just(float("inf")), min_size=bound, max_size=bound)
    hold_true(priced(model, aim, data.draw(prices)), situation, encoded, model, aim)


TEXT = """\
programme: {id: p, name: P, as_of: 2024-01-01}
regions: [{id: north, name: North}]
municipalities:
  - {id: a, name: A, regions: [north], claims: [{says: planned, wave: W1, known: 2023}]}
  - {id: b, name: B, regions: [north], claims: [{says: planned, wave: W2, known: 2023}]}
  - {id: c, name: C}
waves: [{id: W1, go_live: 2024-05-01}, {id: W2, go_live: 2024-11-01}]
rules: [{kind: apart, sites: [a, c]}]
goals: [{kind: stability}, {kind: cohesion}]
"""


@pytest.mark.parametrize("method", METHODS)
def test_two_that_stay_in_two_waves_split_their_region_wherever_the_third_is(
    tmp_path: Path, method: LinearMethod
) -> None:
    situation = known(tmp_path, TEXT)
    encoded = encode(situation)
    stay, split = (aim_of(goal, encoded, situation).minimise for goal in situation.goals)
    model = encoded.model.with_()
    model.hold(stay, 0)
    found = relaxed(model, split, method, AMPLE)
    assert found is not None
    assert found.bound == 1
    at = {site: encoded.choices[site,] for site in "abc"}
    stays = relaxed(model, stay, method, AMPLE)
    assert stays is not None
    assert {~at["a"]["W2"], ~at["b"]["W1"]} <= set(stays.settled(0))


def test_a_core_leaves_as_many_open_as_asked_for_and_keeps_to_the_values() -> None:
    found = Relaxed(0, 0, true=[0, 0, 5, 9, 0], false=[0, 0, 0, 0, 7])
    assert found.core([1, 1, 0, 0, 1], size=2, settled=[]) == [4, ~3]
    assert found.core([1, 1, 0, 0, 1], size=4, settled=[]) == []
    assert found.core([1, 0, 1, 1, 0], size=0, settled=[~3]) == []


def test_constraints_on_many_variables_are_left_out_of_a_copy() -> None:
    model = Model(size=MANY_VARIABLES + 2)
    model.linear([(1, variable) for variable in range(1, MANY_VARIABLES + 2)], None, 1)
    model.linear([(1, 1), (1, 2)], None, 1)
    assert [len(row.variables) for row in without_many(model).linears] == [2]
    assert len(model.linears) == 2


def test_a_programme_that_is_not_built_in_time_is_abandoned() -> None:
    model = Model(size=2, exactly_one=[(1,)])
    with pytest.raises(TimeIsOver):
        relaxed(model, Expression((1,), (1,)), BY_SIMPLEX, Deadline.after(-1))


def test_without_a_result_of_the_engine_there_is_no_bound() -> None:
    unfit = Model(size=2, exactly_one=[(1,)])
    unfit.clause([~1])
    assert not multipliers(2, {}, (), Expression((), ()), BY_SIMPLEX, Deadline.after(-1))
