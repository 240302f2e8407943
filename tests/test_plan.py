"""A plan states of itself what its bounds prove, no more and no less."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from hpplan.programme.plan import Proof, plan_of
from tests.builders import known, plan

TWO_GOALS = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A}
  - {id: b, name: B}
waves: [{id: W1}, {id: W2}]
goals: [{kind: last-wave}, {kind: earliest}]
"""


@pytest.mark.parametrize(
    ("bounds", "proof", "proved"),
    [
        ((2, 1), Proof.OPTIMAL, [True, True]),
        ((2, 0), Proof.FEASIBLE, [True, False]),
        ((1, 1), Proof.FEASIBLE, [False, False]),
        ((2, None), Proof.FEASIBLE, [True, False]),
    ],
)
def test_a_plan_is_optimal_exactly_if_its_bounds_prove_every_goal(
    tmp_path: Path, bounds: Sequence[int | None], proof: Proof, proved: list[bool]
) -> None:
    situation = known(tmp_path, TWO_GOALS)

    made = plan_of(situation, plan("a:W1 b:W2"), Proof.FEASIBLE, bounds)

    assert [goal.value for goal in made.goals] == [2, 1]
    assert (made.proof, [goal.proved for goal in made.goals]) == (proof, proved)


def test_the_plan_that_the_claims_make_proves_nothing(tmp_path: Path) -> None:
    made = plan_of(known(tmp_path, TWO_GOALS), plan("a:W1 b:W2"), Proof.CURRENT)

    assert (made.proof, [goal.proved for goal in made.goals]) == (Proof.CURRENT, [False, False])
