"""Verifiers and encodings are written apart from each other; here they agree, kind by kind."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.goals import BY_KIND as GOALS
from hpplan.goals.base import Sense
from hpplan.planning import Infeasible, Solved, best_plan
from hpplan.programme.programme import SituationData
from hpplan.rules import BY_KIND as RULES
from hpplan.solving.encoding import Encoded, encode, encode_with_assumptions
from hpplan.solving.model import Model
from hpplan.solving.solve import aim_of
from tests.patience import ENOUGH
from tests.programmes import GOAL_KEYS, RULE_KEYS, every_plan, keeps_hard_rules, situations
from tests.thoroughness import examples


def satisfied(model: Model, values: list[int]) -> bool:
    def holds(literal: int) -> bool:
        return bool(values[literal]) if literal >= 0 else not values[~literal]

    return (
        all(low <= values[v] <= high for v, (low, high) in model.ranges.items())
        and all(sum(map(holds, group)) == 1 for group in model.exactly_one)
        and all(any(map(holds, clause.literals)) for clause in model.clauses)
        and all(
            (linear.low is None or linear.low <= total)
            and (linear.high is None or total <= linear.high)
            for linear in model.linears
            if all(map(holds, linear.given))
            for total in [
                sum(
                    c * values[v]
                    for v, c in zip(linear.variables, linear.coefficients, strict=True)
                )
            ]
        )
    )


def admits(encoded: Encoded, plan: Mapping[str, str]) -> bool:
    """Whether the model has this plan as a solution. The values of helpers follow from it."""
    values = encoded.assignment(plan)
    return encoded.placements(values) == plan and satisfied(encoded.model, values)


def test_every_kind_of_rule_is_generated_here() -> None:
    assert set(RULE_KEYS) == set(RULES)


def test_every_kind_of_goal_is_generated_here() -> None:
    assert set(GOAL_KEYS) == set(GOALS)


@pytest.mark.parametrize("kind", sorted(RULES))
@examples(20)
@given(data=st.data())
def test_the_plans_without_violations_are_exactly_the_solutions(
    kind: str, data: st.DataObject
) -> None:
    situation = data.draw(situations(kind, most_rules=2))
    encoded = encode(situation)
    for plan in every_plan(situation):
        assert admits(encoded, plan) == keeps_hard_rules(situation, plan), plan


@pytest.mark.parametrize("kind", sorted(RULES))
@examples(12)
@given(data=st.data())
def test_the_model_that_questions_every_fact_has_the_same_solutions(
    kind: str, data: st.DataObject
) -> None:
    situation = data.draw(situations(kind, most_rules=2))
    encoded, _ = encode_with_assumptions(situation)
    for plan in every_plan(situation):
        assert admits(encoded, plan) == keeps_hard_rules(situation, plan), plan


def ranked(situation: SituationData, plan: Mapping[str, str]) -> tuple[int, ...]:
    """The goal values of a plan, so that smaller is better."""
    return tuple(
        goal.measure(situation.snapshot, plan) * (1 if goal.sense is Sense.MINIMISE else -1)
        for goal in situation.goals
    )


@pytest.mark.parametrize("goal", sorted(GOALS))
@examples(12)
@given(data=st.data())
def test_the_proved_optimum_is_the_best_measured_plan(goal: str, data: st.DataObject) -> None:
    situation = data.draw(situations(goal=goal, most_rules=3, soft=True))
    possible = [plan for plan in every_plan(situation) if keeps_hard_rules(situation, plan)]
    outcome = best_plan(situation, ENOUGH)
    if not possible:
        assert isinstance(outcome, Infeasible)
        return
    assert isinstance(outcome, Solved)
    assert keeps_hard_rules(situation, outcome.plan.waves)
    assert all(goal.proved for goal in outcome.plan.goals)
    best = min(ranked(situation, plan) for plan in possible)
    assert ranked(situation, outcome.plan.waves) == best


@pytest.mark.parametrize("goal", sorted(GOALS))
@examples(12)
@given(data=st.data())
def test_the_values_that_mean_a_plan_keep_the_model_and_are_worth_what_the_plan_measures(
    goal: str, data: st.DataObject
) -> None:
    situation = data.draw(situations(goal=goal, most_rules=2, soft=True))
    encoded = encode(situation)
    aims = [aim_of(each, encoded, situation) for each in situation.goals]
    for plan in every_plan(situation):
        if keeps_hard_rules(situation, plan):
            values = encoded.assignment(plan)
            assert satisfied(encoded.model, values), plan
            worth = tuple(aim.minimise.value(values) for aim in aims)
            assert worth == ranked(situation, plan), plan


@examples(12)
@given(situation=situations())
def test_no_plan_measures_below_what_its_goal_calls_the_least(situation: SituationData) -> None:
    for goal in situation.goals:
        if goal.least is not None:
            measured = [goal.measure(situation.snapshot, plan) for plan in every_plan(situation)]
            assert min(measured) >= goal.least
