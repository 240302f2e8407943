"""What is called proved is so: on programmes on which it once was not."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hpplan import planning
from hpplan.analysis.ripple import ripple
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.goals import Participation, Stability
from hpplan.goals.base import Goal
from hpplan.periods import Duration
from hpplan.planning import Solved, UnverifiedPlan, best_plan
from hpplan.programme.changes import WaveSlip
from hpplan.programme.plan import Proof, plan_of
from hpplan.programme.programme import Overrides, SituationData
from hpplan.solving.cpsat import EngineContradiction
from hpplan.solving.deadline import NO_END
from hpplan.solving.result import Limits, Undecided
from hpplan.solving.solve import solve
from tests.builders import known
from tests.clocks import Counter
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


FULL = """
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A, claims: [{says: decided, wave: W1, known: 2023}]}
  - {id: b, name: B, claims: [{says: decided, wave: W1, known: 2023}]}
waves: [{id: W1, go_live: 2024-11}, {id: W2, go_live: 2025-04}]
rules: [{kind: capacity, max: 1}]
"""


def with_days(folder: Path) -> object:
    programme = known(folder, FULL.replace("max: 1", "max: 2")).programme
    return best_plan(programme.on(overrides=Overrides(dates=True)), ENOUGH)


def delayed(folder: Path) -> object:
    situation = known(folder, FULL.replace("max: 1", "max: 2"))
    plan = plan_of(situation, {"a": "W1", "b": "W1"}, Proof.FEASIBLE)
    return ripple(situation, plan, [WaveSlip("W1", Duration(months=1))], NO_END)


@pytest.mark.parametrize(
    ("made", "of_days"),
    [
        (lambda folder: best_plan(known(folder, RAMP_OF_THREE), ENOUGH), False),
        (lambda folder: best_plan(known(folder, FULL), ENOUGH), False),  # the plan of a repair
        (with_days, True),
        (delayed, False),
    ],
    ids=["best", "of a repair", "with days", "delayed"],
)
def test_a_plan_that_fails_verification_is_never_handed_out(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    made: Callable[[Path], object],
    *,
    of_days: bool,
) -> None:
    def objection(
        situation: SituationData, waves: Placements, days: Mapping[str, date] | None = None
    ) -> list[Finding]:
        return [Finding("HP801", Severity.ERROR, "no", None)] if bool(days) == of_days else []

    monkeypatch.setattr(planning, "errors_of", objection)
    with pytest.raises(UnverifiedPlan, match="does not pass verification: no"):
        made(tmp_path)


# --- what the solver saw is what is measured ------------------------------------------------------

ONE_A_WAVE = """
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A, wave: W1}
  - {id: b, name: B, wave: W1}
  - {id: c, name: C, wave: W1, required: false}
waves: [{id: W1}, {id: W2}]
rules: [{kind: capacity, max: 1}]
"""
"""Two of three can be placed, and then two leave their wave: c, in none, and one of the others."""


class MismeasuredStability(Stability):
    """Measures so many more than it has the solver count."""

    off: int

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        return super().measure(snapshot, placements) + self.off


class MismeasuredParticipation(Participation):
    """Measures so many more than it has the solver count."""

    off: int

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        return super().measure(snapshot, placements) + self.off


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        (MismeasuredStability(off=1), ["stability measures 3, but the solver saw 2"]),
        (
            MismeasuredStability(off=-3),  # better than seen, as what is not proved may be
            [
                "stability measures -1, beyond the bound 0",
                "stability measures -1, but the solver saw 2",
            ],
        ),
        (MismeasuredParticipation(off=-1), ["participation measures 1, but the solver saw 2"]),
        (
            MismeasuredParticipation(off=2),
            [
                "participation measures 4, beyond the bound 3",
                "participation measures 4, but the solver saw 2",
            ],
        ),
    ],
)
def test_a_plan_that_measures_otherwise_than_was_proved_is_a_contradiction(
    tmp_path: Path, goal: Goal, said: list[str]
) -> None:
    situation = replace(known(tmp_path, ONE_A_WAVE), goals=(goal,))
    seen: list[str] = []
    for looks in range(1, 60, 3):  # until all is proved
        try:
            found = solve(situation, Limits(looks, clock=Counter()))
        except EngineContradiction as contradiction:
            if str(contradiction) not in seen:
                seen.append(str(contradiction))
        else:
            assert isinstance(found, Undecided)
    assert seen == said
