"""`hpplan verify`: any plan against the data, and exit 1 if it breaks a rule."""

import json
from pathlib import Path

import pytest

from tests.cli.programmes import CALM, write
from tests.cli.running import run, run_process


@pytest.fixture(autouse=True)
def _calm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    monkeypatch.chdir(tmp_path)


def test_a_plan_of_ours_keeps_every_rule() -> None:
    run("assign", "--output", "plan.json")
    ran = run("verify", "plan.json")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout == "no findings\nthe plan keeps every hard rule on 1 January 2024\n"


@pytest.mark.parametrize("dialect", ["standard", "norwegian"])
def test_a_plan_as_csv_is_checked_like_any_other(dialect: str) -> None:
    run("assign", "--output", "plan.csv", "--csv-dialect", dialect)
    assert run("verify", "plan.csv").stdout == (
        "no findings\nthe plan keeps every hard rule on 1 January 2024\n"
    )
    text = Path("plan.csv").read_text(encoding="utf-8")
    separator = ";" if dialect == "norwegian" else ","
    moved = text.replace(f"dal{separator}Dal{separator}W1", f"dal{separator}Dal{separator}W9")
    Path("plan.csv").write_text(moved, encoding="utf-8")
    ran = run("verify", "plan.csv", "--format", "concise")
    assert (ran.exit_code, ran.stdout.count("plan.csv:")) == (1, 1)


def test_it_is_read_as_of_its_own_day_with_the_options_it_was_made_with() -> None:
    run("assign", "--as-of", "2024-07", "--reopen", "bo", "--pin", "bo=W3", "--output", "plan.yaml")
    assert run("verify", "plan.yaml").exit_code == 0
    later = run("verify", "plan.yaml", "--as-of", "2024-08")
    assert "the plan is of 31 July 2024, but is checked as of 31 August 2024" in " ".join(
        later.stdout.split()
    )


def test_a_broken_rule_is_reported_with_the_place_in_the_plan_and_in_the_data() -> None:
    Path("data/programme.yaml").write_text(
        CALM + "rules: [{kind: forbid, sites: dal, waves: [W2]}]\n", encoding="utf-8"
    )
    run("assign", "--output", "plan.json")
    plan = Path("plan.json").read_text(encoding="utf-8")
    dal = '"name": "Dal",\n      "wave": '
    moved = plan.replace(f'{dal}"W1"', f'{dal}"W2"')
    assert moved != plan
    Path("plan.json").write_text(moved, encoding="utf-8")
    ran = run("verify", "plan.json")
    assert (ran.exit_code, ran.stderr) == (1, "")
    assert "error[HP817]: the plan breaks rule 'forbid': Dal is in W2" in ran.stdout
    assert "  --> data/programme.yaml:31:9" in ran.stdout
    assert "  --> plan.json:" in ran.stdout
    assert '       "wave": "W2",' in ran.stdout


def test_findings_as_json_are_those_of_check() -> None:
    Path("plan.yaml").write_text("placements: [{site: ask, wave: W0}, {site: bo, wave: W9}]\n")
    ran = run("verify", "plan.yaml", "--format", "json")
    document = json.loads(ran.stdout)
    assert ran.exit_code == 1
    assert {found["code"] for found in document["findings"]} >= {"HP812", "HP816"}
    assert document["errors"] == len(document["findings"])


def test_a_plan_file_that_is_not_there_is_wrong_usage() -> None:
    ran = run("verify", "plan.json")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "Invalid value for 'PLAN': there is no file 'plan.json'" in ran.stderr


@pytest.mark.parametrize("broken", ["plan.json", "data/programme.yaml"])
def test_what_cannot_be_read_is_reported_in_the_format_and_the_reports_that_were_asked_for(
    broken: str,
) -> None:
    run("assign", "--output", "plan.json")
    Path(broken).write_text("waves: [{id: W1")
    options = ["--format", "json", "--report", "junit:out.xml", "--report", "sarif:out.sarif"]
    ran = run("verify", "plan.json", *options)
    (found,) = json.loads(ran.stdout)["findings"]
    assert (ran.exit_code, ran.stderr) == (1, "wrote out.xml\nwrote out.sarif\n")
    assert (found["file"], found["severity"]) == (broken, "error")
    assert found["message"] in Path("out.xml").read_text().replace("&apos;", "'")
    results = json.loads(Path("out.sarif").read_text())["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == [found["code"]]


def test_a_plan_of_other_data_fails_where_it_is_asked_to() -> None:
    run("assign", "--output", "plan.json")
    data = Path("data/programme.yaml")
    data.write_text(data.read_text("utf-8") + "# a letter has come\n", "utf-8")
    assert run("verify", "plan.json", "--fail-on", "warning").exit_code == 0  # it changes nothing
    larger = data.read_text("utf-8").replace("inhabitants: 250", "inhabitants: 251")
    data.write_text(larger, "utf-8")
    warned = run("verify", "plan.json", "--format", "concise")
    assert (warned.exit_code, "[HP823]" in warned.stdout) == (0, True)
    assert run("verify", "plan.json", "--fail-on", "warning").exit_code == 1
    assert run("verify", "plan.json", "--fail-on", "error").exit_code == 0


@pytest.mark.slow
def test_the_shipped_plan_is_verified_without_the_solver(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    assert run_process("assign", "--output", plan).exit_code == 0
    ran = run_process("verify", plan)
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.endswith("the plan keeps every hard rule on 4 July 2023\n")
