"""What is called proved is so: on programmes on which it once was not."""

from pathlib import Path

import pytest

from hpplan import planning
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.domain.snapshot import Placements
from hpplan.planning import Solved, UnverifiedPlan, best_plan
from hpplan.programme.programme import SituationData
from tests.builders import known
from tests.patience import ENOUGH
from tests.programmes import every_plan, keeps_hard_rules
from tests.solving.test_agreement import ranked

RAMP_OF_THREE = """
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A, size: {inhabitants: 349239}}
  - {id: b, name: B, size: {inhabitants: 480000}, wishes: {W0: 2}}
  - {id: c, name: C, size: {inhabitants: 200000}, wishes: {W0: 1}, required: false}
waves: [{id: W0}, {id: W1}, {id: W2}]
rules: [{kind: ramp, measure: inhabitants, factor: 1.3333}]
goals: [{kind: wishes}]
"""

RAMP_OF_SIX = """
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A, size: {inhabitants: 478648}}
  - {id: b, name: B, size: {inhabitants: 277756}}
  - {id: c, name: C, size: {inhabitants: 662963}}
  - {id: d, name: D, size: {inhabitants: 500078}, required: false}
  - {id: e, name: E, size: {inhabitants: 420083}}
  - {id: f, name: F, size: {inhabitants: 513167}}
waves: [{id: W0}, {id: W1}, {id: W2}]
rules:
  - {kind: ramp, measure: inhabitants, factor: 1.333}
  - {kind: capacity, measure: inhabitants, max: 1409007}
  - {kind: pin, site: e, wave: W2}
goals: [{kind: fewest-waves}, {kind: earliest, measure: inhabitants}]
"""

LEAST_BEYOND_32_BITS = """
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A, size: {staff: 3126016995}}
  - {id: b, name: B, size: {staff: 3545423436}}
  - {id: c, name: C, size: {staff: 3053200522}, required: false}
  - {id: d, name: D}
  - {id: e, name: E, claims: [{says: decided, wave: W1, known: 2023}]}
waves: [{id: W0}, {id: W1}, {id: W2}]
rules: [{kind: before, first: a, then: [c, e]}]
goals: [{kind: peak}, {kind: balance, measure: staff}]
"""


@pytest.mark.parametrize("text", [RAMP_OF_THREE, RAMP_OF_SIX, LEAST_BEYOND_32_BITS])
def test_large_sizes_are_planned_as_by_brute_force(tmp_path: Path, text: str) -> None:
    """google/or-tools#5293: presolve adds products in 32 bits; and what was found beside it."""
    situation = known(tmp_path, text)
    possible = [plan for plan in every_plan(situation) if keeps_hard_rules(situation, plan)]
    outcome = best_plan(situation, ENOUGH)
    assert isinstance(outcome, Solved)
    assert all(goal.proved for goal in outcome.plan.goals)
    best = min(ranked(situation, plan) for plan in possible)
    assert ranked(situation, outcome.plan.waves) == best


def test_a_plan_that_fails_verification_is_never_handed_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def objection(situation: SituationData, waves: Placements, **days: object) -> list[Finding]:
        return [Finding("HP801", Severity.ERROR, "no", None)]

    monkeypatch.setattr(planning, "errors_of", objection)
    with pytest.raises(UnverifiedPlan, match="does not pass verification: no"):
        best_plan(known(tmp_path, RAMP_OF_THREE), ENOUGH)
