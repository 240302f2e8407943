"""What else there is for everybody who is not firm: as `recommend` says it, and bounded by work."""

from math import inf
from pathlib import Path

import pytest

from hpplan.analysis.choices import Here, Shut, WaveChoice
from hpplan.analysis.recommendation import recommend
from hpplan.analysis.report_alternatives import (
    ReportAlternatives,
    report_alternatives,
    report_limits,
)
from hpplan.analysis.scenario import SolvedScenario
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.planning import Infeasible
from hpplan.solving.effort import Effort
from hpplan.solving.result import Limits
from tests.builders import known
from tests.patience import ENOUGH

TEXT = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: Ask, size: {inhabitants: 900}}
  - {id: b, name: Bø, size: {inhabitants: 500}}
  - {id: c, name: Ca, size: {inhabitants: 400}, claims: [{says: decided, wave: W2, source: s}]}
  - {id: d, name: De, claims: [{says: declined, source: s}]}
sources: [{id: s, kind: document, title: S, published: 2023-01-01}]
waves: [{id: W1, go_live: 2024-11}, {id: W2, go_live: 2025-04}, {id: W3, go_live: 2025-11}]
rules:
  - {id: cap, kind: capacity, max: 2}
  - {id: late, kind: window, sites: b, not_before: 2025-03-01}
goals: [{kind: participation}, {kind: earliest, measure: inhabitants}]
"""


def said(choice: WaveChoice) -> tuple[str, str, object]:
    match choice.answer:
        case SolvedScenario(plan=plan, effect=effect):
            answer: object = (plan.waves, effect.goals)
        case Infeasible(conflicts=conflicts):
            answer = [conflict.headline for conflict in conflicts]
        case Shut(fact=fact):
            answer = fact
        case _:
            answer = None
    return choice.wave.id, type(choice.answer).__name__, answer


def test_everybody_who_is_not_firm_has_the_answers_that_recommend_gives(tmp_path: Path) -> None:
    situation = known(tmp_path, TEXT)
    found = report_alternatives(ScenarioSolver(situation, report_limits()))
    assert (list(found.of), found.not_asked, found.undecided) == (["a", "b"], (), ())
    for site, choices in found.of.items():
        alone = recommend(situation, site, ENOUGH).choices
        assert sorted(map(repr, map(said, choices))) == sorted(map(repr, map(said, alone)))
    assert [type(choice.answer) for choice in found.of["b"]] == [Infeasible, Here, SolvedScenario]


def cut_at(tmp_path: Path, effort: float) -> ReportAlternatives:
    given = Limits(inf, repairs=0, effort=Effort(effort))
    return report_alternatives(ScenarioSolver(known(tmp_path, TEXT), given))


@pytest.mark.parametrize("effort", [1e-9, 0.0004])
def test_what_the_effort_does_not_suffice_for_is_undecided(tmp_path: Path, effort: float) -> None:
    found = cut_at(tmp_path, effort)
    assert {*found.of, *found.not_asked} == {"a", "b"}
    assert found.undecided
    assert found.undecided == cut_at(tmp_path, effort).undecided
