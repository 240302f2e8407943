"""`hpplan timeline`: who goes live when, in the current plan or in one from a file."""

import json
from pathlib import Path

import pytest

from tests.cli.programmes import CALM, write
from tests.cli.running import Ran, run, run_process


@pytest.fixture(autouse=True)
def _calm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    monkeypatch.chdir(tmp_path)


def placed(ran: Ran) -> dict[str, str | None]:
    assert ran.exit_code == 0
    return {entry["site"]: entry["wave"] for entry in json.loads(ran.stdout)["entries"]}


def test_the_current_plan_is_reported_in_order_of_go_live_and_who_is_in_no_wave_last() -> None:
    ran = run("timeline", "--format", "json")
    assert ran.stderr == ""
    assert list(placed(ran).items()) == [
        ("ask", "W0"),
        ("bo", "W1"),
        ("dal", "W1"),
        ("north", "W2"),
        ("eid", None),
        ("fet", None),
    ]


@pytest.mark.parametrize(
    ("arguments", "sites"),
    [
        (["--site", "dal"], ["dal"]),
        (["--site", "dal", "--site", "ask"], ["ask", "dal"]),
        (["--wave", "W1"], ["bo", "dal"]),
        (["--region", "coast"], ["ask", "bo"]),
        (["--trust", "north"], ["ask", "bo", "north"]),
        (["--wave", "W2", "--site", "eid"], ["north", "eid"]),
    ],
)
def test_those_that_any_option_names_are_shown(arguments: list[str], sites: list[str]) -> None:
    assert list(placed(run("timeline", *arguments, "--format", "json"))) == sites


@pytest.mark.parametrize(
    ("option", "name", "hint"),
    [
        ("--site", "daal", "did you mean 'dal'?"),
        ("--wave", "w1", "did you mean 'W1'?"),
        ("--region", "cost", "did you mean 'coast'?"),
        ("--trust", "nord", "did you mean 'north'?"),
    ],
)
def test_a_name_that_does_not_exist_is_wrong_usage(option: str, name: str, hint: str) -> None:
    ran = run("timeline", option, name)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert f"{option}: there is no {option[2:]} '{name}'; {hint}" in ran.stderr


def test_a_plan_from_a_file_is_shown_as_of_its_own_day() -> None:
    run("assign", "--pin", "dal=W2", "--output", "plan.json")
    ran = run("timeline", "--plan", "plan.json", "--format", "json")
    assert (ran.stderr, placed(ran)["dal"], placed(ran)["eid"]) == ("", "W2", "W1")


def test_a_plan_that_was_made_from_other_data_is_said_to_be() -> None:
    run("assign", "--output", "plan.json")
    changed = CALM + "rules: [{kind: forbid, sites: dal, waves: W0}]\n"
    Path("data/programme.yaml").write_text(changed, encoding="utf-8")
    ran = run("timeline", "--plan", "plan.json", "--format", "csv")
    assert ran.exit_code == 0
    assert ran.stderr == (
        "warning: the plan was made from other data: programme.yaml changed [HP823]\n"
    )


def test_what_a_plan_breaks_is_said_a_line_each_beside_it() -> None:
    Path("plan.yaml").write_text("placements: [{site: ask, wave: W1}]\n")
    ran = run("timeline", "--plan", "plan.yaml", "--format", "csv")
    assert ran.exit_code == 0
    assert ran.stdout.startswith("site,name,")
    assert "plan.yaml:1:32: error: Ask is in W1, but is firm in W0 [HP814]\n" in ran.stderr


def test_rules_that_the_current_plan_breaks_are_said_beside_it() -> None:
    ruled = CALM + "rules: [{kind: forbid, sites: dal, waves: [W1]}]\n"
    Path("data/programme.yaml").write_text(ruled, encoding="utf-8")
    ran = run("timeline", "--format", "csv")
    assert ran.exit_code == 0
    assert ran.stderr == (
        "data/programme.yaml:31:9: warning: the current plan breaks rule 'forbid': "
        "Dal is in W1 [HP801]\n"
    )


def test_many_broken_rules_are_cut_short() -> None:
    sites = ", ".join(f"{{id: s{n}, name: S{n}}}" for n in range(20))
    Path("data/programme.yaml").write_text(f"municipalities: [{sites}]\nwaves: [{{id: W}}]\n")
    Path("plan.yaml").write_text("placements: []\n")
    said = run("timeline", "--plan", "plan.yaml").stderr.splitlines()
    assert (len(said), said[-1]) == (11, "… and 10 more")


@pytest.mark.parametrize(
    ("contents", "code"),
    [("", "HP103"), ("[]", "HP103"), ("{", "HP00"), ("{}", "HP102")],
)
def test_a_plan_file_that_cannot_be_understood_is_a_finding(contents: str, code: str) -> None:
    Path("plan.json").write_text(contents)
    ran = run("timeline", "--plan", "plan.json")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert f"error[{code}" in ran.stderr


def test_a_plan_file_that_is_not_there_is_wrong_usage() -> None:
    ran = run("timeline", "--plan", "plan.json")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "there is no file 'plan.json'" in ran.stderr


@pytest.mark.slow
def test_the_shipped_timeline_fits_80_columns_with_its_chart() -> None:
    shown = run_process("timeline").stdout
    assert "◆ go-live" in shown
    assert [line for line in shown.splitlines() if len(line) > 80] == []


@pytest.mark.slow
def test_a_terminal_without_its_letters_gets_a_chart_all_the_same() -> None:
    shown = run_process("timeline", env={"PYTHONIOENCODING": "ascii"}).stdout
    assert "* go-live" in shown
    assert "Tr?ndelag" in shown


def test_markdown_has_the_table_the_chart_and_what_is_next() -> None:
    shown = run("timeline", "--format", "markdown").stdout
    assert shown.startswith("# Calm: when ")
    assert "| Site | Wave | Go-live | Status |\n" in shown
    assert "\n## Next\n\n- " in shown
