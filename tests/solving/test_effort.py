"""Where effort is the limit and not the clock, the machine does not matter."""

from math import inf
from pathlib import Path

import pytest

from hpplan.analysis.scenario import SolvedScenario
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.planning import Solved, best_plan
from hpplan.programme.changes import pinned
from hpplan.programme.plan import PlanData
from hpplan.programme.programme import SituationData
from hpplan.solving.cpsat import Settings
from hpplan.solving.effort import Effort
from hpplan.solving.result import Limits, Undecided
from hpplan.solving.strategies import EFFORT
from tests.builders import known
from tests.patience import PATIENCE

TEXT = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
waves: [{id: W1, go_live: 2024-11}, {id: W2, go_live: 2025-04}]
rules: [{kind: capacity, max: 2}]
goals: [{kind: participation}, {kind: earliest}]
"""


def limits(effort: float) -> Limits:
    return Limits(seconds=inf, effort=Effort(effort))


def planned(situation: SituationData, given: Limits) -> PlanData:
    found = best_plan(situation, given)
    assert isinstance(found, Solved)
    return found.plan


def test_what_a_share_spends_is_spent_of_the_whole() -> None:
    whole = Effort(8.0)
    half = whole.share(2)
    half.spend(3.0)
    assert (half.left, whole.left) == (1.0, 5.0)
    half.spend(1.0)
    assert (half.over, whole.over) == (True, False)


@pytest.mark.parametrize(("left", "searched_with"), [(0.5, 0.5), (2.0, 1.0), (-1.0, 1e-6)])
def test_a_search_has_the_effort_that_is_left_and_no_more_than_its_share(
    left: float, searched_with: float
) -> None:
    settings = Settings(PATIENCE, more={EFFORT: 1.0}, effort=Effort(left))
    assert settings.parameters()[EFFORT] == searched_with


def test_effort_that_is_enough_changes_no_answer(tmp_path: Path) -> None:
    situation = known(tmp_path, TEXT)
    assert planned(situation, Limits(inf)) == planned(situation, limits(1.0))


def test_questions_end_when_the_effort_is_spent(tmp_path: Path) -> None:
    given = limits(0.02)
    assert given.effort is not None
    asking = ScenarioSolver(known(tmp_path, TEXT), given)
    first = asking.solve_with([pinned("a", "W2")], remaining_questions=2)
    assert isinstance(first, SolvedScenario)
    assert 0 < given.effort.left < 0.02
    given.effort.spend(given.effort.left)
    assert isinstance(asking.solve_with([pinned("a", "W2")]), Undecided)


@pytest.mark.parametrize("effort", [1e-9, 1e-4])
def test_a_plan_cut_short_by_effort_is_the_same_each_time(tmp_path: Path, effort: float) -> None:
    situation = known(tmp_path, TEXT)
    assert planned(situation, limits(effort)) == planned(situation, limits(effort))
