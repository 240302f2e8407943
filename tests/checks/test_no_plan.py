"""`check --deep`: whether any plan exists, and the facts that conflict where none does."""

import json
from pathlib import Path

from hpplan.checks.run import inspect
from hpplan.diagnostics.finding import Note, Severity
from hpplan.planning import Infeasible, best_plan
from tests.builders import known, programme
from tests.cli.programmes import CALM, write
from tests.cli.running import run
from tests.patience import ENOUGH, PATIENCE

CONFLICT = """\
programme: {id: coast, name: The coast, as_of: 2023-07-04}
sources: [{id: letter, kind: document, published: 2023-07-04}]
waves: [{id: W1}, {id: W2}]
municipalities:
  - {id: a, name: A, claims: [{says: decided, wave: W1, source: letter}]}
  - {id: b, name: B}
  - {id: c, name: C}
rules:
  - {id: three, kind: apart, sites: [a, b, c]}
  - {id: pair, kind: apart, sites: [b, c], hard: false}
"""


ONLY_SEARCHED = CONFLICT.replace("apart, sites: [a, b, c]", "hosts, sites: b, at_least: 3")
"""What no check finds by itself."""


def test_each_conflict_is_reported_with_its_facts_at_the_first_of_them(tmp_path: Path) -> None:
    impossible = programme(tmp_path, ONLY_SEARCHED)
    outcome = best_plan(impossible.on(), ENOUGH)
    assert isinstance(outcome, Infeasible)
    (conflict,) = outcome.conflicts
    (fact,) = conflict.facts
    (found,) = (finding for finding in inspect(impossible.on(), ENOUGH) if finding.code == "HP803")
    assert found.message == f"no plan keeps this: {conflict.headline}"
    assert (found.place, found.severity) == (fact.place, Severity.ERROR)
    assert found.place is not None
    assert (found.place.line, found.place.column) == (9, 5)
    assert found.notes == (Note(fact.text, fact.place), *fact.notes)


def test_where_a_plan_exists_nothing_more_is_reported(tmp_path: Path) -> None:
    calm = programme(tmp_path, CALM)
    assert inspect(calm.on(), ENOUGH) == inspect(calm.on())


def test_goals_are_ignored_and_an_empty_plan_is_a_plan(tmp_path: Path) -> None:
    situation = known(
        tmp_path, "waves: [{id: W1}]\nsites: [{id: a, kind: shop, required: false}]\n"
    )
    assert inspect(situation.programme.on(), ENOUGH) == []


def test_no_plan_makes_the_command_fail_and_only_deep_looks_for_one(tmp_path: Path) -> None:
    data = write(tmp_path, ONLY_SEARCHED)
    assert run("check", data).exit_code == 0
    ran = run("check", data, "--deep", "--format", "json", "--time-limit", f"{PATIENCE:g}")
    assert ran.exit_code == 1
    assert [found["code"] for found in json.loads(ran.stdout)["findings"]] == ["HP803"]


def test_what_counting_shows_makes_the_command_fail_without_deep(tmp_path: Path) -> None:
    ran = run("check", write(tmp_path, CONFLICT), "--format", "json")
    assert ran.exit_code == 1
    assert [found["code"] for found in json.loads(ran.stdout)["findings"]] == ["HP506"]


def test_what_a_check_finds_by_itself_is_not_proved_once_more(tmp_path: Path) -> None:
    situation = known(
        tmp_path,
        "waves: [{id: W1}, {id: W2}]\n"
        "municipalities: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]\n"
        "rules:\n"
        "  - {kind: before, first: a, then: b}\n"
        "  - {kind: before, first: b, then: a}\n"
        "  - {kind: hosts, sites: c, at_least: 3}\n",
    )
    assert [found.code for found in inspect(situation, ENOUGH)] == ["HP401", "HP803"]


def test_a_failed_gate_that_leaves_no_plan_is_one_finding(tmp_path: Path) -> None:
    situation = programme(
        tmp_path,
        "programme: {id: p, name: P, as_of: 2024-02-01, gates: [{id: ready, at: -90d}]}\n"
        "sources: [{id: review, kind: document, published: 2024-01-30}]\n"
        "waves: [{id: W1, go_live: 2024-04-27}]\n"
        "municipalities:\n"
        "  - id: a\n"
        "    claims:\n"
        "      - {says: decided, wave: W1, known: 2023-07-04, source: review}\n"
        "      - {says: failed, gate: ready, on: 2024-01-29, source: review}\n",
    ).on()
    assert [f.code for f in inspect(situation) if f.severity is Severity.ERROR] == ["HP615"]
    found = [f for f in inspect(situation, ENOUGH) if f.severity is Severity.ERROR]
    assert [(f.code, f.place.line if f.place else 0) for f in found] == [("HP803", 8)]


def test_a_time_limit_is_for_deep_only(tmp_path: Path) -> None:
    ran = run("check", write(tmp_path, CALM), "--time-limit", "5")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "only --deep searches" in ran.stderr
