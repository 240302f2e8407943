"""A second opinion confirms what is best, withholds what it cannot prove, refutes what is not."""

from dataclasses import replace
from pathlib import Path

import pytest

from hpplan.planning import Solved, best_plan_proved_twice, only_confirmed
from hpplan.programme.plan import GoalValue, PlanData, Proof, plan_of
from hpplan.programme.programme import SituationData
from hpplan.solving.cpsat import EngineContradiction
from hpplan.solving.deadline import Budget, Deadline
from hpplan.solving.result import Opinion
from hpplan.solving.second_opinion import second_opinions
from tests.builders import known, plan
from tests.patience import ENOUGH
from tests.solving.test_proofs import RAMP_OF_SIX

TWO_WAVES = """
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A, size: {inhabitants: 7}}
  - {id: b, name: B, size: {inhabitants: 5}}
  - {id: c, name: C, size: {inhabitants: 3}}
waves: [{id: W1}, {id: W2}]
rules: [{kind: capacity, max: 2}]
goals: [{kind: participation}, {kind: earliest, measure: inhabitants}]
"""
"""The best plan has the smallest, C, in the second wave: 3 wait one position."""


def budget() -> Budget:
    return Budget(Deadline.after(ENOUGH.seconds), 1)


def said_to_be_best(situation: SituationData, line: str) -> PlanData:
    """The plan of the line, with every goal called proved."""
    placed = plan_of(situation, plan(line), Proof.OPTIMAL)
    goals = (replace(goal, bound=goal.value, proved=True) for goal in placed.goals)
    return replace(placed, goals=tuple(goals))


def test_a_plan_that_is_best_is_confirmed_goal_by_goal(tmp_path: Path) -> None:
    outcome = best_plan_proved_twice(known(tmp_path, TWO_WAVES), ENOUGH)
    assert isinstance(outcome, Solved)
    assert outcome.opinions == (
        Opinion("participation", confirmed=True, by="linear relaxation", bound=3),
        Opinion("earliest", confirmed=True, by="tree search for the lower bound", bound=3),
    )
    assert outcome.plan.proof is Proof.OPTIMAL


def test_large_numbers_and_helpers_are_confirmed_too(tmp_path: Path) -> None:
    outcome = best_plan_proved_twice(known(tmp_path, RAMP_OF_SIX), ENOUGH)
    assert isinstance(outcome, Solved)
    assert outcome.opinions is not None
    assert [opinion.confirmed for opinion in outcome.opinions] == [True, True]


def test_a_better_plan_refutes_the_first_proof_with_both_values(tmp_path: Path) -> None:
    situation = known(tmp_path, TWO_WAVES)
    worse = said_to_be_best(situation, "a:W2 b:W1 c:W1")
    with pytest.raises(EngineContradiction, match="earliest 7 was proved best, and 3 was found"):
        second_opinions(situation, worse, budget())


def test_an_earlier_goal_is_held_at_the_value_of_the_plan(tmp_path: Path) -> None:
    """Without A nobody waits: better by the second goal, but worse by the first."""
    situation = known(tmp_path, TWO_WAVES.replace("capacity, max: 2", "apart, sites: [a, b]"))
    best = said_to_be_best(situation, "a:W1 b:W2 c:W1")
    opinions = second_opinions(situation, best, budget())
    assert [(o.kind, o.confirmed, o.bound) for o in opinions] == [
        ("participation", True, 3),
        ("earliest", True, 5),
    ]


def test_what_the_time_does_not_suffice_for_is_not_confirmed(tmp_path: Path) -> None:
    situation = known(tmp_path, TWO_WAVES)
    best = said_to_be_best(situation, "a:W1 b:W1 c:W2")
    opinions = second_opinions(situation, best, Budget(Deadline.after(0), 1))
    assert opinions == (
        Opinion("participation", confirmed=False, by=None, bound=None),
        Opinion("earliest", confirmed=False, by=None, bound=None),
    )


def test_a_goal_that_is_not_confirmed_counts_as_unproved_with_those_after_it(
    tmp_path: Path,
) -> None:
    best = said_to_be_best(known(tmp_path, TWO_WAVES), "a:W1 b:W1 c:W2")
    doubted = only_confirmed(
        best,
        [
            Opinion("participation", confirmed=False, by=None, bound=4),
            Opinion("earliest", confirmed=True, by="cores", bound=3),
        ],
    )
    assert doubted.proof is Proof.FEASIBLE
    assert [shown(goal) for goal in doubted.goals] == [(3, 4, False), (3, 3, False)]


def shown(goal: GoalValue) -> tuple[int, int | None, bool]:
    return goal.value, goal.bound, goal.proved
