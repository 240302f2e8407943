"""Plans under changes never beat, in silence, the plan that they are compared with."""

from dataclasses import replace
from pathlib import Path

import pytest

from hpplan.analysis.choices import Here, choices
from hpplan.analysis.recommendation import recommend
from hpplan.analysis.scenario import SolvedScenario
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.domain.waves import Wave
from hpplan.periods import Period
from hpplan.planning import Infeasible, Solved, best_plan
from hpplan.programme.changes import WaveAdded, barred, changed, pinned
from hpplan.programme.plan import Proof, plan_of
from hpplan.solving.cpsat import EngineContradiction
from hpplan.solving.result import Limits, Undecided
from tests.builders import known, plan
from tests.clocks import Ended
from tests.patience import ENOUGH

TEXT = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: Ask, size: {inhabitants: 900}}
  - {id: b, name: Bø, size: {inhabitants: 500}}
waves: [{id: W1, go_live: 2024-11}, {id: W2, go_live: 2025-04}, {id: W3, go_live: 2025-11}]
rules:
  - {id: cap, kind: capacity, max: 1}
  - {id: late, kind: window, sites: b, not_before: 2025-03-01}
goals: [{kind: participation}, {kind: earliest, measure: inhabitants}]
"""


def with_base(tmp_path: Path, line: str, bounds: list[int | None]) -> ScenarioSolver:
    """A solver that has no better plan than this at hand: Ask in W1, Bø in W2 is the best."""
    situation = known(tmp_path, TEXT)
    asking = ScenarioSolver(situation, ENOUGH)
    asking.base = Solved(plan_of(situation, plan(line), Proof.FEASIBLE, bounds), 0.0)
    asking.waves = asking.base.plan.waves
    return asking


def test_a_plan_under_a_restriction_that_is_better_than_the_base_takes_its_place(
    tmp_path: Path,
) -> None:
    asking = with_base(tmp_path, "a:W1 b:W3", [2, None])
    answer = asking.solve_with([barred("b", "W3")])
    assert isinstance(answer, SolvedScenario)
    assert answer.effect.worse_by[1] < 0
    assert asking.adopt_better()
    assert asking.waves == plan("a:W1 b:W2")
    assert asking.compared(answer.situation, answer.plan).effect.worse_by == (0, 0)
    assert not asking.adopt_better()


def test_a_plan_better_than_one_that_was_proved_best_is_a_contradiction(tmp_path: Path) -> None:
    asking = with_base(tmp_path, "a:W1 b:W3", [2, None])
    assert isinstance(asking.base, Solved)
    value = asking.base.plan.goals[1].value
    asking = with_base(tmp_path, "a:W1 b:W3", [2, value])
    with pytest.raises(EngineContradiction, match=r"earliest .* was proved best"):
        asking.solve_with([barred("b", "W3")])


def test_a_plan_that_breaks_a_rule_as_things_stand_does_not_take_the_place_of_the_base(
    tmp_path: Path,
) -> None:
    asking = with_base(tmp_path, "a:W1 b:W2", [2, None])
    free = known(tmp_path, TEXT.replace("max: 1", "max: 2").replace("2025-03-01", "2024-03-01"))
    answer = asking.solve(free)
    assert isinstance(answer, SolvedScenario)
    assert answer.plan.waves == plan("a:W1 b:W1")
    assert not asking.adopt_better()


def test_a_plan_with_a_wave_that_is_not_there_as_things_stand_does_not_take_the_place_of_the_base(
    tmp_path: Path,
) -> None:
    asking = with_base(tmp_path, "a:W1 b:W2", [2, None])
    answer = asking.solve_with([WaveAdded(Wave(id="W1b", go_live=Period.parse("2025-03")))])
    assert isinstance(answer, SolvedScenario)
    assert answer.plan.waves == plan("a:W1 b:W1b")
    assert not asking.adopt_better()


NO_TIME = Limits(1e-9, clock=lambda: 0.0)


@pytest.mark.parametrize("limits", [ENOUGH, NO_TIME])
def test_a_wave_that_its_own_window_bars_is_proved_impossible_without_a_search(
    tmp_path: Path, limits: Limits
) -> None:
    situation = known(tmp_path, TEXT)
    barred = {c.wave.id: c.answer for c in choices(ScenarioSolver(situation, limits), "b")}["W1"]
    searched = best_plan(changed(situation, [pinned("b", "W1")]), replace(ENOUGH, repairs=0))
    assert isinstance(barred, Infeasible)
    assert isinstance(searched, Infeasible)
    assert barred.conflicts == searched.conflicts


TIED = (
    TEXT.replace(
        "rules:",
        """\
rules:
  - {id: b-after-a, kind: before, first: a, then: b}
  - {id: c-with-b, kind: together, sites: [b, c]}
  - {id: d-apart, kind: apart, sites: [c, d]}""",
    )
    .replace("max: 1", "max: 3")
    .replace("waves:", "  - {id: c, name: Cirk}\n  - {id: d, name: Dal}\nwaves:")
)


@pytest.mark.parametrize("limits", [ENOUGH, NO_TIME])
def test_a_wave_that_waits_and_ties_bar_is_proved_impossible_by_these_alone(
    tmp_path: Path, limits: Limits
) -> None:
    """Who is with Bø goes live after Ask, too; nobody else is in the conflict."""
    situation = known(tmp_path, TIED)
    found = {c.wave.id: c.answer for c in choices(ScenarioSolver(situation, limits), "c")}
    supposed = changed(situation, [pinned("c", "W1")])
    searched = best_plan(supposed, replace(ENOUGH, repairs=0))
    assert isinstance(found["W1"], Infeasible)
    assert isinstance(searched, Infeasible)
    assert found["W1"].conflicts == searched.conflicts


def test_recommendations_are_in_order_of_what_they_do_to_the_better_base(tmp_path: Path) -> None:
    found = recommend(known(tmp_path, TEXT), "b", ENOUGH)
    assert [(c.wave.id, type(c.answer)) for c in found.choices] == [
        ("W2", Here),
        ("W3", SolvedScenario),
        ("W1", Infeasible),
    ]


CROWN = """\
programme: {{id: p, name: P, as_of: 2024-01-01}}
municipalities:
{sites}
waves: [{{id: W1, go_live: 2024-11}}, {{id: W2, go_live: 2025-04}}]
rules:
{apart}
goals: [{{kind: participation}}]
"""


def test_a_hasty_plan_that_leaves_out_many_sites_is_no_answer(tmp_path: Path) -> None:
    """Each a may share a wave with one b only, so all a are in one wave and all b in the other.
    With a1 out of its wave all of them must change places: group after group, seven b find no wave.
    """
    sites = [f"  - {{id: {s}{n}, name: {s}{n}, required: false}}" for s in "ab" for n in range(8)]
    apart = [
        f"  - {{kind: apart, sites: [a{one}, b{other}]}}"
        for one in range(8)
        for other in range(8)
        if one != other
    ]
    text = CROWN.format(sites="\n".join(sites), apart="\n".join(apart))
    asking = ScenarioSolver(known(tmp_path, text), ENOUGH)
    assert isinstance(asking.base, Solved)
    assert len(asking.waves) == 16
    elsewhere = barred("a1", asking.waves["a1"])
    hasty = asking.solve_with([elsewhere], remaining_questions=10**15)
    assert isinstance(hasty, Undecided)
    patient = asking.solve_with([elsewhere])
    assert isinstance(patient, SolvedScenario)
    assert len(patient.plan.waves) == 16


CROWDED = """\
programme: {id: p, as_of: 2024-01-01}
sites:
  - {id: a, kind: k, required: false, wave: W2, size: {people: 1}}
  - {id: b, kind: k, required: false, wave: W2, size: {people: 4}}
  - {id: c, kind: k, required: false, wave: W4, size: {people: 1}}
  - {id: d, kind: k, required: false, wave: W4, size: {people: 8}}
  - {id: e, kind: k, required: false, wave: W1, size: {people: 8}}
  - {id: f, kind: k, required: false, wave: W1, size: {people: 5}}
  - {id: g, kind: k, required: false, wave: W3, size: {people: 2}}
waves:
  - {id: W1, go_live: 2025-01-01}
  - {id: W2, go_live: 2025-06-01}
  - {id: W3, go_live: 2026-01-01}
  - {id: W4, go_live: 2026-02-01}
rules: [{kind: capacity, max: 1}]
goals: [{kind: participation}, {kind: stability}, {kind: earliest, measure: people}]
"""


def test_a_second_turn_that_ends_early_takes_nothing_from_the_first(tmp_path: Path) -> None:
    """It begins with those who are left out set free, by the first goal only."""
    situation = known(tmp_path, CROWDED)
    base = best_plan(situation, ENOUGH)

    def found(clock: Ended) -> list[tuple[int, ...] | None]:
        asking = ScenarioSolver(situation, replace(ENOUGH, clock=clock), base)
        answers = asking.solve_each([[barred("a", "W1")]], narrower=True, in_turns=True)
        return [each.plan.costs if isinstance(each, SolvedScenario) else None for each in answers]

    whole = Ended()
    best = found(whole)
    assert best == [(-4, 3, 9829)]
    for after in range(whole.looks * 3 // 4, whole.looks):
        assert found(Ended(after)) == best
