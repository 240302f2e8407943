"""`hpplan risk`: figures of many futures, the same for any number of processes."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.programmes import write
from tests.cli.running import PLAIN, command, run
from tests.cli.terminals import interrupted
from tests.patience import PATIENCE

DATA = """\
programme: {id: p, as_of: 2024-01-01}
sites:
  - {id: a, kind: k, name: "=A <b>[red]", claims: [{says: planned, wave: W2}]}
  - {id: b, kind: k, claims: [{says: decided, wave: W2}]}
  - {id: c, kind: k, claims: [{says: live, wave: W1, on: 2023-05-01}]}
waves: [{id: W1, go_live: 2023-05-01}, {id: W2, go_live: 2025-06-01}, {id: W3, go_live: 2025-09-01}]
risks:
  - {id: late, kind: slip, waves: W2, chance: 0.5, by: 1m, because: the last one was late}
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
    planned = answer.pop("planned")
    assert (planned["by"], planned["share"]) == ("2025-06-01", b["as_planned"])
    assert planned["error"] == b["error"]
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
        "risks": [
            {"risk": "late", "days_80": 30, "by_80": "2025-06-01"},
            {"risk": "out", "days_80": 0, "by_80": "2025-07-01"},
        ],
    }


def test_a_table_has_a_row_a_site(tmp_path: Path) -> None:
    ran = run("risk", "--data", write(tmp_path, DATA), "--runs", "50", "--format", "csv")
    titles, a, _, c = ran.stdout.splitlines()
    assert titles == "site,name,wave,as_planned,error,by_80,earliest,latest"
    assert a.startswith("a,'=A <b>[red],W2,0.")
    assert c == "c,c,W1,1.0000,0.0000,2023-05-01,2023-05-01,2023-05-01"


def test_people_read_everybody_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, DATA)
    monkeypatch.chdir(tmp_path)
    ran = run("risk", "--data", "data", "--runs", "50", "--contributions", "--as-of", "2024-01-02")
    assert ran.exit_code == 0
    assert (
        ran.stdout
        == """\
50 futures of the plan of 2 January 2024

All are live by 1 July 2025 in at least 8 of 10 futures, 30 days later than
  planned: that is the day to promise. The planned day, 1 June 2025, is kept in
  48 % of the futures. Who withdraws is not counted here.

All are live            By          Against the plan  95 % interval
as planned              1 Jun 2025
in 50 % of the futures  1 Jul 2025  30 days later     Jun 2025 to Jul 2025
in 80 % of the futures  1 Jul 2025  30 days later
in 90 % of the futures  1 Jul 2025  30 days later

As planned       60 % of the sites on average
Nothing changes  32 % of the futures
Nobody moves     76 % of the futures
No plan          none of 50 futures (below 7.1 %)

What drives it  80 % date without it  Reason
late            30 days earlier       the last one was late
out             no difference

Wave  Go-live      On its date  In 80 % by
W2    1 June 2025         48 %  1 Jul 2025

Site         Wave  As planned  In 80 % by
=A <b>[red]  W2          32 %  never
b            W2          48 %  1 Jul 2025

Shares are good to ±7.1 percentage points (one standard error). Drawn again, a
  day would lie in its interval in 95 of 100 cases.

What to ask next:
  hpplan risk data --as-of 2024-01-02 --runs 1000: figures that are surer
  hpplan assign data --as-of 2024-01-02 --robust 10: whether a plan as good
    bears them better
  hpplan report data --as-of 2024-01-02 --risk 100: a page with these figures as
    pictures
"""
    )


def test_of_some_sites_all_is_shown_and_nothing_of_others(tmp_path: Path) -> None:
    asked = ("risk", "--data", write(tmp_path, DATA), "--runs", "50", "--site", "a", "--site", "c")
    assert (
        run(*asked)
        .stdout.partition("\n\n")[2]
        .startswith(
            """\
Site         Wave  Go-live     As planned  In 50 % by  In 80 % by
=A <b>[red]  W2    1 Jun 2025        32 %  1 Jul 2025  never
c            W1    1 May 2023       100 %  1 May 2023  1 May 2023

Shares are good to"""
        )
    )
    assert run(*asked, "--contributions").stdout.split("\n\n")[2:4] == [
        "By how much earlier all are live in 80 % of the futures, without each risk by\n  itself.",
        """\
What drives it  80 % date without it  Reason
late            30 days earlier       the last one was late
out             no difference""",
    ]
    answer = json.loads(run(*asked, "--format", "json").stdout)
    assert [site["site"] for site in answer["sites"]] == ["a", "c"]
    assert [wave["wave"] for wave in answer["waves"]] == ["W1", "W2"]
    assert len(run(*asked, "--format", "csv").stdout.splitlines()) == 3


def test_of_a_wave_it_is_the_sites_that_the_plan_has_in_it(tmp_path: Path) -> None:
    data = write(tmp_path, DATA)
    asked = ("risk", "--data", data, "--runs", "20", "--format", "json")
    figures = json.loads(run(*asked).stdout)["sites"]
    for wave in ("W1", "W2"):
        shown = json.loads(run(*asked, "--wave", wave).stdout)["sites"]
        assert shown == [site for site in figures if site["wave"] == wave] != []
    both = run(*asked, "--wave", "W2", "--site", "c").stdout
    assert json.loads(both)["sites"] == figures


def test_futures_are_those_of_the_plan_that_is_given(tmp_path: Path) -> None:
    month = DATA.replace("go_live: 2025-06-01", "go_live: 2025-06")
    data, plan = write(tmp_path, month.partition("risks:")[0]), tmp_path / "plan.json"
    asked = ("risk", "--data", data, "--plan", plan, "--runs", "20", "--format")
    assert run("assign", "--data", data, "--pin", "a=W3", "--output", plan).exit_code == 0
    answer = json.loads(run(*asked, "json").stdout)
    assert [site["wave"] for site in answer["sites"]] == ["W3", "W2", "W1"]
    assert answer["planned"] == {"by": "2025-09-01", "share": 1.0, "error": 0.0}

    run("assign", "--data", data, "--dates", "--output", plan)
    answer = json.loads(run(*asked, "json").stdout)
    assert [site["by_80"] for site in answer["sites"]] == ["2025-06-01", "2025-06-01", "2023-05-01"]

    (data / "programme.yaml").write_text(DATA, encoding="utf-8")
    ran = run(*asked, "text")
    said = "".join(ran.stdout.split())  # a long path is broken anywhere
    assert f"hpplanrisk{data}--plan{plan}--runs1000" in said
    assert "data" in ran.stderr  # they are others than the plan was made from


def test_a_plan_that_breaks_a_rule_has_no_futures(tmp_path: Path) -> None:
    data, plan = write(tmp_path, DATA), tmp_path / "plan.csv"
    plan.write_text("site,wave\na,W2\nb,W3\nc,W1\n")
    ran = run("risk", "--data", data, "--plan", plan, "--format", "json")
    assert (ran.exit_code, [f["code"] for f in json.loads(ran.stdout)["findings"]]) == (
        1,
        ["HP814"],
    )
    assert run("risk", "--data", data, "--plan", tmp_path / "none.json").exit_code == 2


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--site", "d"], "there is no site 'd'"),
        (["--site", "b"], "b takes no part"),
        (["--site", "a", "--format", "svg"], "a picture of coverage is of everybody"),
        (["--wave", "W9"], "there is no wave 'W9'"),
        (["--wave", "W3"], "the plan has nobody in W3"),
        (["--wave", "W2", "--format", "svg"], "a picture of coverage is of everybody"),
        (["--contributions", "--format", "csv"], "csv does not show what each risk adds"),
        (["--contributions", "--format", "svg"], "svg does not show what each risk adds"),
    ],
)
def test_what_has_no_figures_is_wrong_usage(tmp_path: Path, options: list[str], why: str) -> None:
    data = write(tmp_path, DATA.replace("{says: decided, wave: W2}", "{says: declined}"))
    ran = run("risk", "--data", data, *options)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert why in " ".join(ran.stderr.split())


@pytest.mark.parametrize(
    ("risk", "promise"),
    [
        (
            "{kind: slip, waves: W2, chance: 0.1, by: 1m}",
            "The planned day, 1 June 2025, is one to promise: it is kept in",
        ),
        (
            "{kind: withdraw, sites: all, chance: 1}",
            (
                "All are live by 1 May 2023 in at least 8 of 10 futures, 762 days earlier than "
                "planned: that is the day to promise. The planned day, 1 June 2025, is kept in all"
            ),
        ),
        (
            "{kind: slip, sites: b, chance: 1, by: 12m}",
            (
                "No day can be promised: in more than 2 of 10 futures not all are ever live. The "
                "planned day, 1 June 2025, is kept in none of 10 futures"
            ),
        ),
    ],
)
def test_the_day_to_promise_comes_first(tmp_path: Path, risk: str, promise: str) -> None:
    data = write(tmp_path, f"{DATA.partition('risks:')[0]}risks: [{risk}]\n")
    ran = run("risk", "--data", data, "--runs", "10")
    assert " ".join(ran.stdout.partition("\n\n")[2].split()).startswith(promise)


@pytest.mark.parametrize(
    ("lang", "first", "none"),
    [
        ("nb", "5 forløp for planen per 1. januar 2024", "Ingen plan        0 av 5 forløp"),
        ("nn", "5 forløp for planen per 1. januar 2024", "Ingen plan            0 av 5 forløp"),
    ],
)
def test_text_is_in_the_language_that_is_asked_for_and_json_never(
    tmp_path: Path, lang: str, first: str, none: str
) -> None:
    data = write(tmp_path, DATA)
    ran = run("risk", "--data", data, "--runs", "5", "--lang", lang)
    assert ran.stdout.startswith(f"{first}\n")
    assert none in ran.stdout
    asked = ("risk", "--data", data, "--runs", "5", "--format", "json")
    assert run(*asked, "--lang", lang).stdout == run(*asked).stdout


def test_why_there_is_no_plan_is_in_the_language_too(tmp_path: Path) -> None:
    """B is late by more than any wave is later."""
    late = "risks: [{kind: slip, sites: b, chance: 1, by: 12m}]\n"
    text = DATA.partition("risks:")[0].replace("decided", "planned") + late
    ran = run("risk", "--data", write(tmp_path, text), "--runs", "2", "--lang", "nb")
    assert "forsinkelsen til b)" in ran.stdout


def test_a_picture_is_coverage_over_time(tmp_path: Path) -> None:
    ran = run("risk", "--data", write(tmp_path, DATA), "--runs", "5", "--format", "svg")
    assert (ran.exit_code, ran.stdout[:38]) == (0, '<?xml version="1.0" encoding="UTF-8"?>')
    assert "p: coverage in all futures</title>" in ran.stdout


def test_one_future_is_no_promise(tmp_path: Path) -> None:
    ran = run("risk", "--data", write(tmp_path, DATA), "--runs", "1")
    assert ran.stdout.startswith("1 future of the plan of 1 January 2024\n")
    assert "No plan          none of 1 future (below 97.5 %)" in ran.stdout
    assert run("risk", "--runs", "0").exit_code == 2


def test_sites_without_a_wave_do_not_hide_when_the_others_are_live(tmp_path: Path) -> None:
    data = write(
        tmp_path,
        DATA.replace("waves:", "  - {id: d, kind: k, required: false}\nwaves:", 1)
        + "rules: [{kind: forbid, sites: d, waves: all}]\n",
    )
    ran = run("risk", "--data", data, "--runs", "50")
    _, _, nowhere, _, promise, *_ = ran.stdout.splitlines()
    assert nowhere == "Not all will be live: the plan has no wave for 1 site."
    assert promise.startswith("Who has a wave is live by 1 July 2025 in at least 8 of 10 futures")
    title = ran.stdout.split("\n\n")[3]
    assert title.startswith("Who has a wave is live  By ")
    answer = json.loads(run("risk", "--data", data, "--runs", "50", "--format", "json").stdout)
    assert [each["by"] for each in answer["everybody"]] == [None, None, None]
    assert [each["by"] is None for each in answer["placed"]] == [False, False, False]


def test_without_risks_every_future_is_the_plan(tmp_path: Path) -> None:
    data = write(tmp_path, DATA.partition("risks:")[0])
    ran = run("risk", "--data", data, "--runs", "5")
    assert ran.exit_code == 0
    assert ran.stdout.endswith("""
No plan          none of the futures

The data name no risks, so every future is the plan. They stand in the section
  risks, each with its chance.
""")


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
@pytest.mark.parametrize(
    ("asked", "answered", "when"),
    [
        (["whatif", *["a=W2", "a=W3"] * 250, "--each"], "cases", "of 500 cases"),
        (["recommend", "--all", "--jobs", "2"], "sites", "of 300 sites"),
    ],
)
def test_ctrl_c_leaves_the_first_answers_to_many_questions(
    tmp_path: Path, asked: list[str], answered: str, when: str
) -> None:
    many = "".join(f"  - {{id: s{n}, kind: k, required: false}}\n" for n in range(298))
    sites = DATA.replace("waves:", f"{many}waves:", 1).replace("decided, wave", "planned, wave")
    data = write(tmp_path, sites if "--all" in asked else DATA)
    enough = f"{500 * PATIENCE:g}"  # for each of them
    ran = interrupted([*asked, "--data", data, "--format", "json", "--time-limit", enough], when)
    answers = json.loads(ran.stdout)[answered]
    decided = ["undecided" not in json.dumps(each) for each in answers]
    assert (ran.exit_code, ran.stderr.splitlines()[-1]) == (
        130,
        "interrupted: what was not answered yet is undecided",
    )
    assert decided == sorted(decided, reverse=True)
    assert 0 < decided.count(True) < len(decided)


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_with_the_figures_of_the_first_futures(tmp_path: Path, jobs: str) -> None:
    data = write(tmp_path, DATA)
    asked = ["risk", "--data", data, "--runs", "1000000", "--jobs", jobs, "--format", "json"]
    ran = interrupted([*map(str, asked)], "of 1,000,000 futures")
    answer = json.loads(ran.stdout)
    assert (ran.exit_code, answer["interrupted"]) == (130, True)
    assert 0 < answer["runs"] < 1_000_000
    assert "interrupted: these are the figures of the first " in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("waves", "said"),
    [
        (
            "{id: W1}",
            "W1 has no date, so nobody knows when its sites are live: they count as never.",
        ),
        ("{id: W1, go_live: 2024}", None),
        ("{id: W1, go_live: 2024}, {id: W2}", None),
    ],
)
def test_a_wave_of_the_plan_without_a_date_is_why_nobody_knows_when_all_are_live(
    tmp_path: Path, waves: str, said: str | None
) -> None:
    text = (
        f"programme: {{id: p, as_of: 2024-01-01}}\nmunicipalities: [{{id: a}}]\nwaves: [{waves}]\n"
    )
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    ran = run("risk", "--runs", "5", "--jobs", "1", "--data", str(tmp_path), env={"COLUMNS": "200"})
    assert [line for line in ran.stdout.splitlines() if "no date" in line] == (
        [said] if said else []
    )
