"""`hpplan diff`: two days or two plans, and exit 1 if anything differs."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.programmes import write
from tests.cli.running import run, run_process


@pytest.fixture(autouse=True)
def _calm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    monkeypatch.chdir(tmp_path)


def test_a_day_does_not_differ_from_itself() -> None:
    ran = run("diff", "2024-01-01", "2024-01")
    assert (ran.exit_code, ran.stdout, ran.stderr) == (
        0,
        "From 1 January 2024 to January 2024: nothing differs.\n",
        "",
    )


def test_what_differs_between_two_days_is_reported_with_its_claim() -> None:
    ran = run("diff", "2024-01-01", "2024-06-01")
    assert (ran.exit_code, ran.stderr) == (1, "")
    assert ran.stdout == (
        "From 1 January 2024 to 1 June 2024: 1 wave changed.\n"
        "\n"
        "Waves:\n"
        "  W3: new, 2026\n"
        "    go-live 2026 [letter], known since 1 June 2024        data/programme.yaml:30\n"
    )


def test_two_plans_are_compared_and_a_plan_with_a_day() -> None:
    run("assign", "--output", "old.json")
    run("assign", "--pin", "dal=W2", "--output", "new.json")
    plans = run("diff", "old.json", "new.json", "--format", "json")
    assert plans.exit_code == 1
    assert [change["site"] for change in json.loads(plans.stdout)["sites"]] == ["dal"]
    day = run("diff", "2024-01-01", "old.json", "--format", "json")
    assert [change["site"] for change in json.loads(day.stdout)["sites"]] == ["eid"]


def test_a_plan_does_not_differ_from_itself() -> None:
    run("assign", "--output", "plan.json")
    assert run("diff", "plan.json", "plan.json").exit_code == 0


def test_what_could_be_both_is_a_date_and_a_path_says_that_it_is_a_file() -> None:
    run("assign", "--output", "2024", "--format", "json")
    assert run("diff", "2024", "2024-12-31").exit_code == 0
    assert "From 2024 to ./2024" in run("diff", "2024", "./2024").stdout


def test_what_is_neither_a_date_nor_a_file_is_wrong_usage() -> None:
    ran = run("diff", "2024", "2024-13")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "'2024-13' is neither a date, such as 2023-07-04, nor a plan file" in ran.stderr


def test_a_name_too_long_for_a_file_is_wrong_usage() -> None:
    ran = run("diff", "2024", "x" * 5000)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "is neither a date, such as 2023-07-04, nor a plan file" in ran.stderr


def test_a_plan_file_that_is_not_permitted_is_a_finding(tmp_path: Path) -> None:
    for there in (tmp_path, Path("data"), *Path("data").iterdir()):
        there.chmod(0o755)
    Path("closed").mkdir(mode=0)
    run("diff", "2024", "./data")  # so that all is imported that the other user may not read
    user = os.geteuid()
    os.seteuid(user or 65534)  # root may read everything; nobody may not
    try:
        ran = run("diff", "2024", "closed/plan.json")
    finally:
        os.seteuid(user)
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "closed/plan.json cannot be read: permission denied" in ran.stderr


@pytest.mark.slow
def test_verdal_and_levanger_leave_the_november_wave_of_2022_in_the_shipped_data() -> None:
    ran = run_process("diff", "2022-05", "2022-10-31", "--format", "json")
    moved = {change["site"] for change in json.loads(ran.stdout)["sites"] if change["moved"]}
    assert ran.exit_code == 1
    assert {"verdal", "levanger"} <= moved
    assert "hitra" not in moved


@pytest.mark.slow
def test_the_shipped_difference_fits_80_columns() -> None:
    shown = run_process("diff", "2022-04-04", "2023-07-04").stdout
    assert [line for line in shown.splitlines() if len(line) > 80] == []


def test_the_dates_and_new_waves_of_plan_files_are_compared_as_the_files_state_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    def placed(site: str, wave: str, month: str) -> str:
        go_live = f'{{"label": "{month}", "from": "{month}-01", "to": "{month}-31"}}'
        return f'{{"site": "{site}", "wave": "{wave}", "go_live": {go_live}}}'

    Path("two").mkdir()
    Path("two/p.yaml").write_text(
        "programme: {id: p, name: P, as_of: 2024-01-01}\n"
        "municipalities: [{id: a, name: A}, {id: b, name: B}]\n"
        "waves: [{id: W1, go_live: 2025-01}]\n",
        encoding="utf-8",
    )
    old = [placed("a", "W1", "2025-01"), placed("b", "W1", "2025-01")]
    new = [placed("a", "W9", "2025-05"), placed("b", "W1", "2025-03")]
    for name, placements in (("old", old), ("new", new)):
        Path(f"{name}.json").write_text(f'{{"placements": [{", ".join(placements)}]}}', "utf-8")
    ran = run("diff", "old.json", "new.json", "--data", "two")
    assert ran.exit_code == 1
    assert "  W1: January 2025 -> March 2025, 2 months later; left by A\n" in ran.stdout
    assert "  W9: new, May 2025; joined by A\n" in ran.stdout
    assert "  A: W1 January 2025 -> W9 May 2025, 4 months later\n" in ran.stdout
