"""Large models are improved part by part: no step breaks a rule, or costs an earlier goal."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import product
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hpplan.goals.base import Sense
from hpplan.planning import Solved, best_plan
from hpplan.programme.programme import SituationData
from hpplan.solving.assignment import IncrementalAssignment
from hpplan.solving.deadline import Budget, Deadline
from hpplan.solving.encoding import Encoded, encode
from hpplan.solving.large_neighbourhood import Neighbourhoods
from hpplan.solving.lexicographic import Sizes
from hpplan.solving.model import Expression, Model
from hpplan.solving.result import Limits
from hpplan.solving.solve import Step, aim_of
from hpplan.solving.symmetry.interchangeable_waves import break_wave_symmetry
from tests.builders import known, plan
from tests.patience import ENOUGH, PATIENCE
from tests.programmes import every_plan, keeps_hard_rules, situations
from tests.solving.test_agreement import ranked, satisfied
from tests.solving.test_cpsat import models
from tests.thoroughness import examples

LARGE, VERY_LARGE = Sizes(0, 10**9), Sizes(0, 0)
EVERY_WAY = pytest.mark.parametrize("sizes", [Sizes(), LARGE, VERY_LARGE])


ALIKE = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
waves: [{id: W1}, {id: W2}, {id: W3}]
rules: [{kind: capacity, max: 2}]
goals: [{kind: fewest-waves}]
"""


def test_sums_are_made_anew_once_wave_symmetry_is_broken(
    tmp_path: Path,
) -> None:
    situation = known(tmp_path, ALIKE)
    encoded, aims = encoded_with_aims(situation)
    values = encoded.assignment(plan("a:W1 b:W1 c:W2"))
    tally = IncrementalAssignment(encoded.model, values)
    assert tally.is_current
    assert Neighbourhoods(encoded, values, aims, tally).tally is tally
    break_wave_symmetry(situation, encoded)
    assert not tally.is_current
    renewed = Neighbourhoods(encoded, values, aims, tally).tally
    assert renewed.sums == IncrementalAssignment(encoded.model, values).sums != tally.sums


RING = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A, wave: W3}
  - {id: b, name: B, wave: W1}
  - {id: c, name: C, wave: W2}
waves: [{id: W1}, {id: W2}, {id: W3}]
rules:
  - {kind: capacity, max: 1}
  - {kind: forbid, sites: a, waves: W2}
  - {kind: forbid, sites: b, waves: W3}
  - {kind: forbid, sites: c, waves: W1}
goals: [{kind: stability}]
"""


def test_more_than_two_waves_are_set_free_where_they_hold_few(tmp_path: Path) -> None:
    """Each site wants the wave that another has, and no two can change places."""
    encoded, aims = encoded_with_aims(known(tmp_path, RING))
    near = Neighbourhoods(encoded, encoded.assignment(plan("a:W1 b:W2 c:W3")), aims)
    near._picks = [near._waves]  # noqa: SLF001  # the others set any groups free
    near.begin(0, near.best)
    (better,) = near.improve(soon(), 1)
    assert encoded.placements(better) == plan("a:W3 b:W1 c:W2")


def soon() -> Budget:
    return Budget(Deadline.after(PATIENCE), workers=1)


def encoded_with_aims(situation: SituationData) -> tuple[Encoded, list[Expression]]:
    encoded = encode(situation)
    return encoded, [aim_of(goal, encoded, situation).minimise for goal in situation.goals]


@examples(25)
@given(drawn=models(), data=st.data())
def test_a_subproblem_has_the_residual_constraints_of_its_variables(
    drawn: tuple[Model, Expression], data: st.DataObject
) -> None:
    model, total = drawn
    variables = range(1, model.size)
    values = [1, *(data.draw(st.integers(0, 1)) for _ in variables)]
    free = {variable for variable in variables if data.draw(st.booleans())}
    for choice in model.exactly_one:  # whoever decides anew may stay
        assume(not free & {*choice} or sum(values[v] for v in choice) == 1)
        assume(not free & {*choice} or any(values[v] for v in free & {*choice}))
    tally = IncrementalAssignment(model, values, [total])
    part = tally.freed(sorted(free))
    for bits in product((0, 1), repeat=len(free)):
        changed = dict(zip(sorted(free), bits, strict=True))
        whole = [changed.get(v, value) for v, value in enumerate(values)]
        own = part.values(whole)
        assert part.changes(own) == changed
        assert tally.total_of(0, part).value(own) == total.value(whole)
        assert satisfied(part.model, own) == satisfied(about(model, free), whole)


def about(model: Model, variables: AbstractSet[int]) -> Model:
    """The constraints that speak of any of these variables."""
    return Model(
        model.size,
        [
            linear
            for linear in model.linears
            if variables & {*linear.variables, *(max(lit, ~lit) for lit in linear.given)}
        ],
        [c for c in model.clauses if variables & {max(lit, ~lit) for lit in c.literals}],
        [choice for choice in model.exactly_one if variables & {*choice}],
    )


@examples(25)
@given(drawn=models(), data=st.data())
def test_sums_follow_the_values(drawn: tuple[Model, Expression], data: st.DataObject) -> None:
    model, total = drawn
    values = st.lists(st.integers(0, 1), min_size=model.size - 1, max_size=model.size - 1)
    before, after = [1, *data.draw(values)], [1, *data.draw(values)]
    tally = IncrementalAssignment(model, before, [total])
    tally.take(dict(enumerate(after)))
    assert tally.values == after
    assert tally.totals == [total.value(after)]
    assert tally.sums == IncrementalAssignment(model, after).sums


@examples(25)
@given(situation=situations(most_rules=3, soft=True), data=st.data())
def test_no_step_breaks_a_rule_or_costs_a_goal_that_comes_before(
    situation: SituationData, data: st.DataObject
) -> None:
    encoded, aims = encoded_with_aims(situation)
    possible = [plan for plan in every_plan(situation) if keeps_hard_rules(situation, plan)]
    assume(possible)
    plan = data.draw(st.sampled_from(possible))
    best: Sequence[int] = encoded.assignment(plan)
    near = Neighbourhoods(encoded, best, aims)
    for rank in range(len(aims)):
        near.begin(rank, best)
        for values in near.improve(soon(), steps=12):
            better = encoded.placements(values)
            assert keeps_hard_rules(situation, better)
            assert satisfied(encoded.model, list(values))
            assert ranked(situation, better)[: rank + 1] <= ranked(situation, plan)[: rank + 1]
            assert [aim.value(values) for aim in aims] == near.tally.totals
            plan, best = better, values


@pytest.mark.parametrize("sizes", [LARGE, VERY_LARGE])
@examples(25)
@given(situation=situations(most_rules=3, soft=True))
def test_part_by_part_the_proved_optimum_is_the_best_measured_plan(
    sizes: Sizes, situation: SituationData
) -> None:
    possible = [plan for plan in every_plan(situation) if keeps_hard_rules(situation, plan)]
    assume(possible)
    outcome = best_plan(situation, ENOUGH, sizes=sizes)
    assert isinstance(outcome, Solved)
    assert keeps_hard_rules(situation, outcome.plan.waves)
    best = min(ranked(situation, plan) for plan in possible)
    bounds = [
        (1 if goal.sense is Sense.MINIMISE else -1) * goal.bound
        for goal in outcome.plan.goals
        if goal.bound is not None
    ]
    assert ranked(situation, outcome.plan.waves) >= best
    if all(goal.proved for goal in outcome.plan.goals):
        assert ranked(situation, outcome.plan.waves) == best
    assert bounds[0] <= best[0]


REGION = """\
programme: {id: p, name: P, as_of: 2024-01-01}
regions: [{id: r, name: R}]
municipalities:
  - {id: a, name: A, regions: r, claims: [{says: planned, wave: W2, known: 2023}]}
  - {id: b, name: B, regions: r, required: false}
  - {id: c, name: C, required: false}
waves: [{id: W1, go_live: 2024-04}, {id: W2, go_live: 2024-11}, {id: W3, go_live: 2025-04}]
rules:
  - {kind: before, first: a, then: b}
  - {kind: capacity, max: 1}
goals: [{kind: participation}, {kind: earliest}]
"""


def test_with_hardly_any_time_the_quick_plan_is_given(tmp_path: Path) -> None:
    outcome = best_plan(known(tmp_path, REGION), Limits(seconds=1e-9))
    assert isinstance(outcome, Solved)
    assert outcome.plan.waves == {"a": "W2", "b": "W3", "c": "W1"}


@EVERY_WAY
def test_who_interrupts_gets_the_best_plan_so_far(tmp_path: Path, sizes: Sizes) -> None:
    def interrupt(step: Step) -> None:
        raise KeyboardInterrupt

    outcome = best_plan(known(tmp_path, REGION), ENOUGH, interrupt, sizes=sizes)
    assert isinstance(outcome, Solved)
    assert outcome.interrupted
    assert outcome.plan.waves == {"a": "W2", "b": "W3", "c": "W1"}
    assert [goal.value for goal in outcome.plan.goals] == [3, 214 + 365]


@EVERY_WAY
def test_equal_data_give_equal_plans(tmp_path: Path, sizes: Sizes) -> None:
    situation = known(tmp_path, REGION)
    outcomes = [best_plan(situation, ENOUGH, None, sizes=sizes) for _ in range(2)]
    plans = [outcome.plan for outcome in outcomes if isinstance(outcome, Solved)]
    assert plans[0] == plans[1]
    assert [goal.value for goal in plans[0].goals] == [3, 579]
