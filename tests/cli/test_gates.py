"""Gates on the command line: what must be ready, what a failure does, a plan that ignores it."""

import json
from pathlib import Path

from tests.cli.programmes import write
from tests.cli.running import run

GIVEN = """
programme:
  id: p
  name: Coast
  as_of: 2024-01-25
  gates: [{id: r90, name: Review, at: -90d}, {id: r30, name: Last review, at: -30d}]
sources: [{id: s, published: 2023-12-28}]
waves: [{id: W1, go_live: 2024-03-23}, {id: W2, go_live: 2024-10-05}]
municipalities:
  - id: a
    name: Ask
    claims: [{says: decided, wave: W1, source: s}, {says: passed, gate: r90, source: s}]
  - id: b
    name: Bo
    claims: [{says: planned, wave: W1, source: s}, {says: failed, gate: r90, source: s}]
"""


def test_explain_says_what_must_be_ready_and_how_that_stands(tmp_path: Path) -> None:
    shown = run("explain", "a", "--data", write(tmp_path, GIVEN)).stdout
    assert shown.partition("What must be ready:\n")[2].partition("\n\n")[0] == (
        "  24 Dec 2023  Review (passed)\n  22 Feb 2024  Last review (due)"
    )


def test_explain_says_of_a_wave_what_must_be_ready_and_for_whom(tmp_path: Path) -> None:
    data = write(tmp_path, GIVEN)
    shown = run("explain", "wave", "W1", "--data", data).stdout
    assert shown.partition("What must be ready:\n")[2].partition("\n\n")[0] == (
        "  24 Dec 2023  Review (passed): Ask\n  22 Feb 2024  Last review (due): Ask"
    )
    found = json.loads(run("explain", "wave", "W1", "--format", "json", "--data", data).stdout)
    assert [(each["id"], each["state"], each["sites"]) for each in found["gates"]] == [
        ("r90", "passed", ["a"]),
        ("r30", "due", ["a"]),
    ]


def test_a_plan_moves_who_failed_to_a_wave_whose_gate_is_ahead(tmp_path: Path) -> None:
    ran = run("assign", "--format", "json", "--data", write(tmp_path, GIVEN))
    placed = {each["site"]: each["wave"] for each in json.loads(ran.stdout)["placements"]}
    assert (ran.exit_code, placed) == (0, {"a": "W1", "b": "W2"})


def test_a_failure_that_is_supposed_of_who_has_decided_is_a_conflict_whose_repairs_keep_it(
    tmp_path: Path,
) -> None:
    data = write(tmp_path, GIVEN)
    ran = run("whatif", "a failed r90", "--format", "json", "--data", data)
    (case,) = json.loads(ran.stdout)["cases"]
    (conflict,) = case["conflicts"]
    assert ran.exit_code == 3
    assert [fact.get("line") for fact in conflict["facts"]] == [12, None]
    assert [[change["change"] for change in r["changes"]] for r in conflict["repairs"]] == [
        ["wave-moved"],
        ["reopened"],
    ]


def test_one_that_is_stated_may_be_passed_after_all(tmp_path: Path) -> None:
    text = GIVEN.replace("{says: planned, wave: W1", "{says: decided, wave: W1")
    ran = run("assign", "--format", "json", "--data", write(tmp_path, text))
    (conflict,) = json.loads(ran.stdout)["conflicts"]
    assert ran.exit_code == 3
    assert [(fact["line"], fact["column"]) for fact in conflict["facts"]] == [(15, 14), (15, 52)]
    *_, last = conflict["repairs"]
    (change,) = last["changes"]
    assert (change["change"], change["site"], change["gate"], change["edit"]) == (
        "gate-passed",
        "b",
        "r90",
        ("add to the claims of Bo: {says: passed, gate: r90, known: 2024-01-25}"),
    )


def test_verify_reports_a_plan_that_ignores_a_failure(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    placed = [{"site": "a", "wave": "W1"}, {"site": "b", "wave": "W1"}]
    plan.write_text(json.dumps({"placements": placed}), encoding="utf-8")
    ran = run("verify", str(plan), "--format", "json", "--data", write(tmp_path, GIVEN))
    (found,) = [one for one in json.loads(ran.stdout)["findings"] if one["severity"] == "error"]
    assert (ran.exit_code, found["code"], found["line"], found["message"]) == (
        1,
        "HP826",
        15,
        (
            "Bo failed r90, and the plan does not wait for it: Bo is in W1, whose day for r90 was"
            " 24 December 2023"
        ),
    )
