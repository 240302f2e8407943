"""hpplan as a library: the names that the package has, and what its functions return."""

import ast
import subprocess
import sys
from datetime import date
from importlib import import_module
from inspect import getsource
from pathlib import Path

import pytest

import hpplan
from tests.patience import ENOUGH
from tests.test_house import modules

GIVEN = """
programme: {id: example, name: Example, as_of: 2024-01-01}
sources:
  - {id: plan, kind: document, title: Plan, published: 2023-12-12}
municipalities:
  - {id: ask, name: Ask, claims: [{says: planned, wave: W1, source: plan}]}
  - {id: berg, name: Berg}
waves:
  - {id: W1, go_live: 2024-05-04}
  - {id: W2, go_live: 2024-11-02}
rules:
  - {kind: apart, sites: [ask, berg]}
"""


@pytest.fixture
def programme(tmp_path: Path) -> hpplan.Programme:
    (tmp_path / "programme.yaml").write_text(GIVEN, encoding="utf-8")
    reading = hpplan.load(tmp_path)
    assert reading.programme is not None
    return reading.programme


def test_the_names_for_type_checkers_are_those_at_run_time() -> None:
    (guarded,) = (
        node
        for node in ast.parse(getsource(hpplan)).body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    )
    homes = {
        (node.module or "").removeprefix("hpplan."): tuple(name.name for name in node.names)
        for node in guarded.body
        if isinstance(node, ast.ImportFrom)
    }
    assert homes == hpplan._HOMES  # noqa: SLF001  # the other list of the same names
    assert sorted(name for names in homes.values() for name in names) == hpplan.__all__


def test_no_module_takes_the_place_of_a_function_of_its_name() -> None:
    for module in modules():
        import_module(module)
    for home, names in hpplan._HOMES.items():  # noqa: SLF001
        room = import_module(f"hpplan.{home}")
        assert {name: getattr(hpplan, name) for name in names} == {
            name: getattr(room, name) for name in names
        }


def test_the_package_lists_its_names_and_has_no_others() -> None:
    assert set(hpplan.__all__) <= set(dir(hpplan))
    with pytest.raises(AttributeError, match="module 'hpplan' has no attribute 'plan_everything'"):
        getattr(hpplan, "plan_everything")  # noqa: B009  # a type checker would not let it pass


def test_importing_the_package_imports_nothing_else_of_ours_nor_what_we_depend_on() -> None:
    code = """
import sys
import hpplan
ours = [name for name in sys.modules if name.partition(".")[0] in {"hpplan", "pydantic", "yaml"}]
print(ours)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "['hpplan']\n"


def test_a_programme_is_loaded_checked_planned_and_verified(programme: hpplan.Programme) -> None:
    assert hpplan.check(programme) == []
    outcome = hpplan.assign(programme, limits=ENOUGH)
    assert isinstance(outcome, hpplan.Solved)
    assert outcome.plan.waves == {"ask": "W1", "berg": "W2"}
    assert outcome.plan.proof is hpplan.Proof.OPTIMAL
    assert hpplan.verify(programme, outcome.plan) == []


def test_a_plan_that_breaks_a_rule_is_told_by_verify(
    programme: hpplan.Programme, tmp_path: Path
) -> None:
    stated = '{"placements": [{"site": "ask", "wave": "W1"}, {"site": "berg", "wave": "W1"}]}'
    (tmp_path / "plan.json").write_text(stated, encoding="utf-8")
    reading = hpplan.read_plan(tmp_path / "plan.json")
    assert reading.plan is not None
    plan = reading.plan.plan(hpplan.situation(programme))
    (finding,) = hpplan.verify(programme, plan)
    assert finding.severity is hpplan.Severity.ERROR
    assert finding.message == "the plan breaks rule 'apart': W1 holds Ask, Berg"


def test_a_plan_against_what_is_asked_for_is_impossible(programme: hpplan.Programme) -> None:
    asked = hpplan.Overrides(pins=(("ask", "W2"), ("berg", "W2")))
    outcome = hpplan.assign(programme, overrides=asked, limits=ENOUGH)
    assert isinstance(outcome, hpplan.Infeasible)
    (conflict,) = outcome.conflicts
    assert [fact.text for fact in conflict.facts] == [
        "apart: no two of Ask, Berg in the same wave",
        "--pin ask=W2: Ask in W2",
        "--pin berg=W2: Berg in W2",
    ]


def test_a_timeline_is_of_the_plan_or_of_the_claims(programme: hpplan.Programme) -> None:
    def waves(timeline: hpplan.Timeline) -> dict[str, str | None]:
        return {entry.site: entry.wave for entry in timeline.entries}

    outcome = hpplan.assign(programme, limits=ENOUGH)
    assert isinstance(outcome, hpplan.Solved)
    assert waves(hpplan.timeline(programme)) == {"ask": "W1", "berg": None}
    assert waves(hpplan.timeline(programme, plan=outcome.plan)) == {"ask": "W1", "berg": "W2"}


def test_a_difference_is_between_days_and_plans(programme: hpplan.Programme) -> None:
    outcome = hpplan.assign(programme, limits=ENOUGH)
    assert isinstance(outcome, hpplan.Solved)

    def moved(old: date | hpplan.Plan, new: date | hpplan.Plan) -> list[tuple[str, str | None]]:
        told = hpplan.diff(programme, old, new).sites
        return [(change.site, change.new.wave if change.new else None) for change in told]

    then, now = date(2023, 12, 1), date(2024, 1, 1)
    assert moved(then, now) == [("ask", "W1")]
    assert moved(now, outcome.plan) == [("berg", "W2")]
    assert moved(outcome.plan, outcome.plan) == []


def test_data_that_cannot_be_read_is_told_as_findings(tmp_path: Path) -> None:
    reading = hpplan.load(tmp_path / "nowhere")
    assert reading.programme is None
    (finding,) = reading.findings
    assert finding.message == f"there is no folder '{tmp_path / 'nowhere'}'"
