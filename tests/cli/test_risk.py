"""`hpplan risk`: figures of many futures, the same for any number of processes."""

import json
import os
import pty
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.programmes import write
from tests.cli.running import PLAIN, command, run

DATA = """\
programme: {id: p, as_of: 2024-01-01}
sites:
  - {id: a, kind: k, name: "=A <b>[red]", claims: [{says: planned, wave: W2}]}
  - {id: b, kind: k, claims: [{says: decided, wave: W2}]}
  - {id: c, kind: k, claims: [{says: live, wave: W1, on: 2023-05-01}]}
waves: [{id: W1, go_live: 2023-05-01}, {id: W2, go_live: 2025-06-01}, {id: W3, go_live: 2025-09-01}]
risks:
  - {id: late, kind: slip, waves: W2, chance: 0.5, by: 1m}
  - {id: out, kind: withdraw, sites: a, chance: 0.25}
"""


def test_json_has_shares_with_errors_and_dates_with_intervals(tmp_path: Path) -> None:
    data = write(tmp_path, DATA)
    asked = ("--runs", "400", "--jobs", "1", "--format", "json", "--contributions")
    ran = run("risk", "--data", data, *asked)
    assert (ran.exit_code, ran.stderr) == (0, "")
    answer = json.loads(ran.stdout)
    a, b, c = answer.pop("sites")
    assert a["as_planned"] == pytest.approx(0.375, abs=0.06)
    assert a["error"] == pytest.approx((a["as_planned"] * (1 - a["as_planned"]) / 400) ** 0.5, 1e-3)
    assert (a["by_50"], a["by_80"], a["interval"]) == (  # in a quarter of the futures never
        "2025-07-01",
        None,
        [None, None],
    )
    assert (b["by_80"], b["interval"]) == ("2025-07-01", ["2025-07-01", "2025-07-01"])
    assert c == {
        "site": "c",
        "name": "c",
        "wave": "W1",
        "as_planned": 1.0,
        "error": 0.0,
        "by_50": "2023-05-01",
        "by_80": "2023-05-01",
        "interval": ["2023-05-01", "2023-05-01"],
    }
    same = answer.pop("no_change")
    assert same["same_plan"] == pytest.approx(0.75, abs=0.06)
    assert same["same_dates"] == a["as_planned"]
    assert [wave["wave"] for wave in answer.pop("waves")] == ["W1", "W2"]
    assert [on["day"] for on in answer["coverage"]] == ["2024-01-01", "2025-06-01", "2025-07-01"]
    assert answer.pop("coverage")[1] == {
        "day": "2025-06-01",
        "planned": 1.0,
        "p10": 0.333333,
        "p25": 0.333333,
        "p50": 0.666667,
        "p75": 1.0,
        "p90": 1.0,
    }
    no_plan = answer.pop("no_plan")
    assert no_plan.pop("error") == pytest.approx(0.003492)  # none of 400 is not never
    assert no_plan == {"share": 0.0, "undecided": 0.0, "conflicts": []}
    everybody = answer.pop("everybody")
    assert [each["share"] for each in everybody] == [0.5, 0.8, 0.9]
    assert answer.pop("placed") == everybody
    assert answer == {
        "format": 2,
        "programme": "p",
        "as_of": "2024-01-01",
        "runs": 400,
        "seed": 1,
        "interrupted": False,
        "risks": [{"risk": "late", "days_80": 30}, {"risk": "out", "days_80": 0}],
    }


def test_a_table_has_a_row_a_site(tmp_path: Path) -> None:
    ran = run("risk", "--data", write(tmp_path, DATA), "--runs", "50", "--format", "csv")
    titles, a, _, c = ran.stdout.splitlines()
    assert titles == "site,name,wave,as_planned,error,by_80,earliest,latest"
    assert a.startswith("a,'=A <b>[red],W2,0.")
    assert c == "c,c,W1,1.0000,0.0000,2023-05-01,2023-05-01,2023-05-01"


def test_people_read_everybody_first(tmp_path: Path) -> None:
    ran = run("risk", "--data", write(tmp_path, DATA), "--runs", "50", "--contributions")
    assert ran.exit_code == 0
    first, blank, everybody, *rest = ran.stdout.splitlines()
    assert (first, blank) == ("50 futures of the plan of 1 January 2024", "")
    assert everybody.startswith("Everybody live  50 % by 1 ")
    assert "late            30 days earlier" in rest
    assert "out             no difference to the date" in rest
    assert rest[-1].endswith("percentage points (one standard error).")


def test_sites_without_a_wave_do_not_hide_when_the_others_are_live(tmp_path: Path) -> None:
    data = write(
        tmp_path,
        DATA.replace("waves:", "  - {id: d, kind: k, required: false}\nwaves:", 1)
        + "rules: [{kind: forbid, sites: d, waves: all}]\n",
    )
    ran = run("risk", "--data", data, "--runs", "50")
    _, _, everybody, placed, *_ = ran.stdout.splitlines()
    assert everybody == "Everybody live    never: the plan has no wave for 1 site"
    assert placed.startswith("Placed ones live  50 % by 1 ")
    answer = json.loads(run("risk", "--data", data, "--runs", "50", "--format", "json").stdout)
    assert [each["by"] for each in answer["everybody"]] == [None, None, None]
    assert [each["by"] is None for each in answer["placed"]] == [False, False, False]


def test_without_risks_every_future_is_the_plan(tmp_path: Path) -> None:
    data = write(tmp_path, DATA.partition("risks:")[0])
    ran = run("risk", "--data", data, "--runs", "5")
    assert (ran.exit_code, ran.stdout.splitlines()[-1]) == (
        0,
        "The data name no risks: every future is the plan.",
    )


def test_without_a_plan_there_is_nothing_to_live_through(tmp_path: Path) -> None:
    rule = "rules: [{kind: capacity, waves: W2, max: 0}]\n"
    ran = run("risk", "--data", write(tmp_path, DATA + rule))
    assert (ran.exit_code, ran.stdout) == (3, "")
    assert "no plan exists (proved)" in ran.stderr
    assert "W2 holds at most 0 sites, but 1 is decided for it." in ran.stderr


@pytest.mark.slow
def test_any_number_of_processes_gives_the_same_bytes(tmp_path: Path) -> None:
    data = write(tmp_path, DATA)
    asked = ["risk", "--data", str(data), "--runs", "130", "--format", "json"]
    one, two = (
        subprocess.run(
            command([*asked, "--jobs", jobs]), env=PLAIN, capture_output=True, check=True
        ).stdout
        for jobs in ("1", "2")
    )
    assert one == two


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_with_the_figures_of_the_first_futures(tmp_path: Path, jobs: str) -> None:
    data = write(tmp_path, DATA)
    ours, theirs = pty.openpty()
    asked = ["risk", "--data", str(data), "--runs", "1000000", "--jobs", jobs, "--format", "json"]
    with subprocess.Popen(
        command(asked),
        env=PLAIN,
        stdout=subprocess.PIPE,
        stderr=theirs,
        encoding="utf-8",
        start_new_session=True,
    ) as running:
        os.close(theirs)
        said = b""
        while b"of 1,000,000 futures" not in said:
            said += os.read(ours, 65536)
        os.killpg(running.pid, signal.SIGINT)
        stdout, _ = running.communicate()
        with suppress(OSError):
            while read := os.read(ours, 65536):
                said += read
    os.close(ours)
    answer = json.loads(stdout)
    assert (running.returncode, answer["interrupted"]) == (130, True)
    assert 0 < answer["runs"] < 1_000_000
    assert b"interrupted: these are the figures of the first " in said
    assert b"Traceback" not in said
