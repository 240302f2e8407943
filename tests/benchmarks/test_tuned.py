"""The hand-tuned model that hpplan is measured against is one of the same problem."""

from pathlib import Path

import pytest

from hpplan.planning import Solved, best_plan
from hpplan.reading import read
from hpplan.rules.before import Before
from rollouts import rollout, write
from tests.patience import ENOUGH, PATIENCE
from tuned import by_tuned, thinned


def test_a_published_rollout_can_place_everybody_in_its_planted_plan(tmp_path: Path) -> None:
    problem = rollout(120, "published", seed=2)
    write(problem, tmp_path)
    programme = read(tmp_path).programme
    assert programme is not None
    planted = {site.id: f"w{site.planted:02}" for site in problem.sites}
    situation = programme.on()
    broken = [
        found.message
        for rule in situation.hard_rules
        for found in rule.violations(situation.snapshot, planted)
    ]
    assert broken == []
    assert {rule.kind for rule in situation.hard_rules} >= {"apart", "before", "together", "window"}
    waits = [rule for rule in situation.hard_rules if isinstance(rule, Before)]
    assert max(rule.gap.waves or 0 for rule in waits) > 1


@pytest.mark.slow
def test_the_tuned_model_and_hpplan_prove_the_same_values(tmp_path: Path) -> None:
    write(rollout(60, "published", seed=3), tmp_path)
    programme = read(tmp_path).programme
    assert programme is not None
    outcome = best_plan(programme.on(), ENOUGH)
    assert isinstance(outcome, Solved)
    tuned = by_tuned(tmp_path, PATIENCE)
    assert tuned.faults == 0
    assert tuned.curve[-1][1][:3] == tuple(goal.value for goal in outcome.plan.goals)[:3]


def test_a_curve_is_shown_by_its_ends_and_by_steps_of_five_seconds() -> None:
    curve = [(1.0, (9,)), (2.0, (8,)), (6.5, (8,)), (7.0, (7,)), (8.0, (6,))]
    assert thinned(curve) == [(1.0, (9,)), (6.5, (8,)), (8.0, (6,))]
