"""`hpplan whatif`: what becomes of the plan, and how the command ends."""

import json
from pathlib import Path

import pytest

from tests.cli.programmes import write
from tests.cli.running import run


@pytest.fixture(autouse=True)
def _calm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    monkeypatch.chdir(tmp_path)


def test_what_differs_is_the_answer() -> None:
    ran = run("whatif", "dal=W2")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout == (
        "What if: Dal in W2 (called Second)                             on 1 January 2024\n"
        "\n"
        "A plan exists: 1 site moves; 1 more municipality leaves its wave: Dal.\n"
        "\n"
        "By the goals, in rank order:\n"
        "  worse  1 more municipality leaves its wave: Dal\n"
        "  worse  inhabitants wait 22 days longer on average (42,000 inhabitant-days)\n"
        "\n"
        "Moves:\n"
        "  Dal: W1 9 November 2024 -> Second 26 April 2025, about 6 months later\n"
        "\n"
        "Inhabitants live by:\n"
        "  31 December 2024: 84.0 % instead of 96.9 %\n"
        "\n"
        "Upheaval: 1 site leaves its wave; 168 site-days later.\n"
    )


def test_a_change_that_changes_nothing_is_reported_as_such() -> None:
    ran = run("whatif", "W1.capacity=99")
    assert ran.exit_code == 0
    assert "Nothing changes: the same plan is best." in ran.stdout


def test_a_site_that_decided_is_supposed_not_to_have_decided() -> None:
    ran = run("whatif", "bo=W2", "--format", "json")
    (case,) = json.loads(ran.stdout)["cases"]
    assert case["supposed"] == ["Bø may leave W1", "Bø in W2 (called Second)"]
    assert (ran.exit_code, case["status"]) == (0, "optimal")


def test_what_cannot_be_exits_with_3_and_the_facts() -> None:
    ran = run("whatif", "W1.capacity=0")
    assert (ran.exit_code, ran.stderr) == (3, "")
    assert "No plan exists then. This is proved." in ran.stdout
    assert "data/programme.yaml:18\n" in ran.stdout
    assert "  supposed here\n" in ran.stdout


def test_several_hold_together_and_with_each_by_itself() -> None:
    together = json.loads(run("whatif", "dal=W2", "W1 closed", "--format", "json").stdout)
    assert [case["supposed"] for case in together["cases"]] == [
        ["Dal in W2 (called Second)", "W1 takes no more sites"]
    ]
    apart = run("whatif", "dal=W2", "W1.capacity=0", "--each", "--format", "json")
    assert [case["status"] for case in json.loads(apart.stdout)["cases"]] == [
        "optimal",
        "infeasible",
    ]
    assert apart.exit_code == 0


def test_what_means_nothing_is_wrong_usage_with_the_column() -> None:
    ran = run("whatif", "dal=W2", "dall=W2")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.endswith(
        "Error: Invalid value for EXPR: 'dall=W2', column 1: there is no site 'dall'; "
        "did you mean 'dal'?\n"
    )


def test_escapes_in_an_expression_are_not_sent_to_the_terminal() -> None:
    assert "\x1b" not in run("whatif", "\x1b[31m=W2").stderr


def test_too_short_a_time_is_undecided() -> None:
    ran = run("whatif", "dal=W2", "--time-limit", "0.000001")
    assert (ran.exit_code, ran.stderr) == (4, "")
    assert "Undecided: the time ended" in ran.stdout


def test_the_answer_goes_to_a_file_by_its_ending() -> None:
    assert run("whatif", "dal=W2", "--output", "answer.md").exit_code == 0
    assert Path("answer.md").read_text(encoding="utf-8").startswith("# What if: ")


def test_days_are_chosen_for_delays_only() -> None:
    ran = run("whatif", "dal=W2", "--dates")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.endswith(
        "Error: Invalid value for --dates: applies to a delay such as KI2+6m; "
        "hpplan assign --dates chooses other days\n"
    )
    slipped = json.loads(run("whatif", "W2+1m", "--dates", "--format", "json").stdout)
    (case,) = slipped["cases"]
    assert (case["status"], case["dates"]["status"]) == ("feasible", "optimal")


def test_the_plan_behind_a_delay_is_not_called_the_best() -> None:
    """It is kept; with the new dates another one may be better."""
    (case,) = json.loads(run("whatif", "W2+1m", "--format", "json").stdout)["cases"]
    assert case["status"] == "feasible"
    assert not any(goal["proved"] for goal in case["goals"])


EACH = ["dal=W2", "W1.capacity=0", "bo=W2", "W1+2m", "W1 closed", "dal withdrawn"]


@pytest.mark.slow
def test_each_case_is_the_same_for_any_number_of_processes() -> None:
    asked = ["whatif", *EACH, "--each", "--format", "json"]
    one, two = run(*asked, "--jobs", "1"), run(*asked, "--jobs", "2")
    assert (one.exit_code, two) == (0, one)


@pytest.mark.parametrize("option", [["--jobs", "2"], ["--dask", "tcp://127.0.0.1:9"]])
def test_what_is_one_question_is_one_process_s(option: list[str]) -> None:
    ran = run("whatif", "dal=W2", *option)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert f"Invalid value for {option[0]}: it applies to --each only" in ran.stderr


def test_a_case_that_is_over_early_says_what_is_live_until_the_last_is(tmp_path: Path) -> None:
    text = """\
programme: {id: p, name: P, as_of: 2024-01-01}
sites: [{id: a, kind: school, wave: W1}, {id: b, kind: school, wave: W2}]
waves: [{id: W1, go_live: 2024-02-01}, {id: W2, go_live: 2024-08-01}]
"""
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    shown = run("whatif", "W1+1m", "W2+12m", "--each", "--data", str(tmp_path)).stdout
    assert [line.split()[2:] for line in shown.splitlines() if "live by" in line] == [
        ["30", "June", "2024", "50.0", "%", "50.0", "%", "50.0", "%"],
        ["31", "December", "2024", "100.0", "%", "100.0", "%", "50.0", "%"],
        ["30", "June", "2025", "100.0", "%", "100.0", "%", "50.0", "%"],
        ["31", "December", "2025", "100.0", "%", "100.0", "%", "100.0", "%"],
    ]


PRICED = ("  1A", "  1B", "  1C")


def test_what_resolves_a_delay_is_priced_beside_the_plan_whose_waves_slip(tmp_path: Path) -> None:
    """Not beside the current waves: b and c are in W1 in the best plan only."""
    text = """\
programme: {id: p, name: P, as_of: 2024-11-15, seasons: {winter: [12, 2], spring: [3, 5]}}
municipalities: [{id: a, wave: W1}, {id: b, wave: W2}, {id: c}]
waves: [{id: W1, go_live: 2025-spring}, {id: W2, go_live: 2026-01}]
rules: [{id: peak, kind: blackout, period: 2024-winter, recurs: yearly}]
"""
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    ran = run("whatif", "W1+9m", "--data", str(tmp_path), env={"COLUMNS": "200"})
    assert ran.exit_code == 3
    assert [
        line.split("  ")[-1].strip() for line in ran.stdout.splitlines() if line[:4] in PRICED
    ] == [
        "yours to decide; 8 months later for 3 sites; nobody moves",
        "yours to decide; 10 months later for 3 sites; nobody moves",
        "9 months later for 3 sites; nobody moves",
    ]
