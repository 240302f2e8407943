"""`hpplan assign --dates`: the day of every wave, and what other commands make of such a plan."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.running import run

PROGRAMME = """
programme:
  id: coast
  name: The coast
  as_of: 2024-01-01
  calendar: {holidays: "NO", go_live_days: [saturday]}
  phases: [{id: support, from: 0d, to: 2w}]
municipalities:
  - {id: ask, name: Ask}
  - {id: berg, name: Berg}
waves:
  - {id: W1, go_live: 2024-03-04..2024-03-17}
  - {id: W2, go_live: 2024-03-18..2024-04-30}
rules:
  - {kind: before, first: ask, then: berg, gap: {days: 30}, because: the same team}
goals: [{kind: participation}, {kind: earliest}, {kind: rhythm, gap: 5w}]
"""


@pytest.fixture(autouse=True)
def _coast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "coast.yaml").write_text(PROGRAMME, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def write(text: str) -> None:
    Path("coast.yaml").write_text(text, encoding="utf-8")


def test_the_days_stand_in_the_plan_with_what_is_proved_of_them() -> None:
    ran = run("assign", "--dates", "--format", "json")
    assert ran.exit_code == 0
    plan = json.loads(ran.stdout)
    assert [placed["go_live"] for placed in plan["placements"]] == [
        {"label": "2024-03-09", "from": "2024-03-09", "to": "2024-03-09", "chosen": True},
        {"label": "2024-04-13", "from": "2024-04-13", "to": "2024-04-13", "chosen": True},
    ]
    dates = plan["dates"]
    assert dates["status"] == "optimal"
    assert [(g["kind"], g["value"], g["bound"], g["proved"]) for g in dates["goals"]] == [
        ("rhythm", 0, 0, True),
        ("earliest", 5 + 40, 45, True),
    ]
    assert [(w["wave"], w["day"], w["earlier"], w["because"]) for w in dates["waves"]] == [
        ("W1", "2024-03-09", None, "the first allowed weekday of 4 to 17 March 2024"),
        ("W2", "2024-04-13", "2024-04-06", dates["waves"][1]["because"]),
    ]
    assert dates["waves"][1]["because"].startswith("before: ")
    assert dates["without"] == []
    assert plan["options"]["dates"] is True


def test_text_shows_the_weekday_and_why_not_earlier() -> None:
    said = run("assign", "--dates").stdout
    assert "Sat 9 Mar 2024" in said
    assert "W2 Saturday 13 April 2024: not 6 April 2024, as before: " in " ".join(said.split())
    assert "Days: optimal." in said


def test_csv_has_the_days() -> None:
    rows = run("assign", "--dates", "--format", "csv").stdout.splitlines()
    cells = [*csv.reader(rows)]
    assert [(row[4], row[-1]) for row in cells] == [
        ("go_live", "chosen"),
        ("2024-03-09", "yes"),
        ("2024-04-13", "yes"),
    ]
    assert len({*map(len, cells)}) == 1


def test_the_csv_of_a_timeline_says_which_days_a_plan_has_chosen() -> None:
    write(PROGRAMME.replace("2024-03-04..2024-03-17", "2024-03-09"))
    assert run("assign", "--dates", "--output", "plan.json").exit_code == 0
    rows = run("timeline", "--plan", "plan.json", "--format", "csv").stdout.splitlines()
    assert [row.split(",")[-1] for row in rows] == ["chosen", "no", "yes"]
    assert "chosen" not in run("timeline", "--format", "csv").stdout


def test_a_plan_file_keeps_its_days_for_verify_timeline_and_diff() -> None:
    assert run("assign", "--dates", "--output", "plan.json").exit_code == 0
    assert run("verify", "plan.json").exit_code == 0
    entries = json.loads(run("timeline", "--plan", "plan.json", "--format", "json").stdout)[
        "entries"
    ]
    assert [(entry["go_live"]["label"], entry["phases"][0]["to"]) for entry in entries] == [
        ("2024-03-09", "2024-03-23"),
        ("2024-04-13", "2024-04-27"),
    ]
    assert [entry["go_live"]["chosen"] for entry in entries] == [True, True]
    said = " ".join(run("timeline", "--plan", "plan.json").stdout.split())
    assert "The plan chose the days of W1 and W2." in said
    assert run("assign", "--output", "undated.json").exit_code == 0
    differs = json.loads(run("diff", "undated.json", "plan.json", "--format", "json").stdout)
    assert [wave["new"]["go_live"]["label"] for wave in differs["waves"]] == [
        "2024-03-09",
        "2024-04-13",
    ]


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2024-04-05", "a Friday, which the calendar does not allow"),
        ("2024-05-04", "but it goes live between 18 March and 30 April 2024"),
        ("2024-03-09", "but it goes live between 18 March and 30 April 2024"),
    ],
)
def test_verify_reports_a_day_that_the_wave_cannot_have(day: str, says: str) -> None:
    run("assign", "--dates", "--output", "plan.json")
    plan = Path("plan.json")
    plan.write_text(plan.read_text(encoding="utf-8").replace("2024-04-13", day), encoding="utf-8")
    found = json.loads(run("verify", "plan.json", "--format", "json").stdout)["findings"]
    assert [f["code"] for f in found if says in f["message"]] == ["HP820"]


def test_verify_reports_chosen_days_out_of_the_order_of_waves() -> None:
    write(PROGRAMME.replace("2024-03-18..2024-04-30", "2024-03-05..2024-04-30"))
    days = {"ask": ("W1", "2024-03-16"), "berg": ("W2", "2024-03-09")}
    placements = [
        {
            "site": site,
            "wave": wave,
            "go_live": {"label": day, "from": day, "to": day, "chosen": True},
        }
        for site, (wave, day) in days.items()
    ]
    Path("plan.json").write_text(json.dumps({"placements": placements}, indent=1), encoding="utf-8")
    found = json.loads(run("verify", "plan.json", "--format", "json").stdout)["findings"]
    (late,) = (f for f in found if f["code"] == "HP820")
    assert (late["file"], late["line"]) == ("plan.json", 15)
    assert late["message"] == (
        "the plan has W2 go live on 9 March 2024, not after W1, which goes live on 16 March 2024"
    )


def test_diff_says_how_many_days_later_a_wave_goes_live_and_no_reason_of_who_did_not_move() -> None:
    run("assign", "--dates", "--output", "old.json")
    text = Path("old.json").read_text(encoding="utf-8").replace("2024-04-13", "2024-04-27")
    Path("new.json").write_text(text, encoding="utf-8")
    assert run("diff", "old.json", "new.json").stdout == (
        "From old.json to new.json: 1 site with other changes, 1 wave changed.\n"
        "\n"
        "Waves:\n"
        "  W2: 13 April 2024 -> 27 April 2024, 14 days later\n"
        "\n"
        "Other changes:\n"
        "  Berg: W2 13 April 2024 -> W2 27 April 2024, 14 days later\n"
    )
    back = " ".join(run("diff", "new.json", "old.json").stdout.split())
    assert "W2: 27 April 2024 -> 13 April 2024, 14 days earlier" in back


def test_verify_holds_rules_against_the_chosen_days() -> None:
    run("assign", "--dates", "--output", "plan.json")
    plan = Path("plan.json")
    text = plan.read_text(encoding="utf-8").replace("2024-04-13", "2024-04-06")
    plan.write_text(text, encoding="utf-8")
    found = json.loads(run("verify", "plan.json", "--format", "json").stdout)["findings"]
    assert [f["code"] for f in found] == ["HP817", "HP825", "HP825"]


def test_verify_reports_two_days_of_one_wave() -> None:
    placements = ", ".join(
        f'{{"site": "{site}", "wave": "W2", "go_live": {{"label": "{day}", "from": "{day}", '
        f'"to": "{day}", "chosen": true}}}}'
        for site, day in (("ask", "2024-04-13"), ("berg", "2024-04-20"))
    )
    write(PROGRAMME.replace("  - {kind: before", "  - {hard: false, kind: before"))
    Path("plan.json").write_text(f'{{"placements": [{placements}]}}', encoding="utf-8")
    found = json.loads(run("verify", "plan.json", "--format", "json").stdout)["findings"]
    assert [f["message"] for f in found if f["code"] == "HP820"] == [
        "Berg goes live on 20 April 2024, but others in W2 on 13 April 2024"
    ]


def test_stability_by_days_counts_from_the_day_that_a_plan_has_chosen() -> None:
    run("assign", "--dates", "--output", "plan.json")
    later = PROGRAMME.replace("2024-03-18..2024-04-30", "2024-04-15..2024-04-30").replace(
        "goals: [", "goals: [{kind: stability, by: days, against: plan.json}, "
    )
    write(later)
    goals = json.loads(run("assign", "--format", "json").stdout)["goals"]
    assert (goals[0]["kind"], goals[0]["value"]) == ("stability", 2)  # 15 April, not the 13th


@pytest.mark.slow
def test_no_days_are_a_conflict_of_rules_periods_and_the_calendar() -> None:
    write(PROGRAMME.replace("2024-04-30", "2024-04-06"))
    ran = run("assign", "--dates", "--repairs", "5", "--format", "json")
    assert ran.exit_code == 3
    (conflict,) = json.loads(ran.stdout)["conflicts"]
    assert conflict["headline"] == (
        "before and the calendar leave no days for W1 (4 to 17 March 2024) and W2 (18 March to "
        "6 April 2024): Ask before Berg, by at least 30 days"
    )
    assert [(fact["text"], fact["line"], fact["column"]) for fact in conflict["facts"]] == [
        ("before: Ask before Berg, by at least 30 days (the same team)", 15, 5),
        ("W1 goes live between 4 and 17 March 2024", 12, 23),
        ("W2 goes live between 18 March and 6 April 2024", 13, 23),
        ("waves go live on a Saturday", 6, 44),
    ]
    assert conflict["minimal"] is True
    assert {change["change"] for way in conflict["repairs"] for change in way["changes"]} == {
        "wave-moved",
        "rule-altered",
        "calendar-widened",
    }
    changes = [change for way in conflict["repairs"] for change in way["changes"]]
    assert [(each["wave"], each["go_live"]) for each in changes if "wave" in each] == [
        ("W1", "2024-03-02..2024-03-17"),
        ("W2", "2024-03-18..2024-04-13"),
    ]
    assert "was thought to go live at most a year before or after it" in " ".join(
        run("assign", "--dates", "--repairs", "0").stdout.split()
    )


@pytest.mark.slow
def test_the_command_that_shows_a_repair_asks_for_days_too() -> None:
    write(PROGRAMME.replace("rules:", "rules:\n  - {kind: capacity, max: 0, waves: W1}"))
    ran = run("assign", "--dates", "--pin", "ask=W1", "--repairs", "1")
    assert ran.exit_code == 3
    assert "hpplan assign --pin ask=W1 --dates --apply-repair 1A shows that plan.\n" in ran.stdout


@pytest.mark.slow
def test_each_repair_gives_a_plan_with_days() -> None:
    write(PROGRAMME.replace("2024-04-30", "2024-04-06"))
    found: list[list[str]] = []
    for repair in ("1A", "1B", "1C"):  # W1 sooner (best by goals), a smaller gap, W2 later
        ran = run("assign", "--dates", "--apply-repair", repair, "--dry-run", "--format", "json")
        assert ran.exit_code == 0
        found.append([p["go_live"]["label"] for p in json.loads(ran.stdout)["placements"]])
    assert found == [
        ["2024-03-02", "2024-04-06"],
        ["2024-03-09", "2024-04-06"],
        ["2024-03-09", "2024-04-13"],
    ]


@pytest.mark.slow
def test_waves_of_one_day_each_cannot_both_go_live_on_it() -> None:
    write(
        PROGRAMME.replace("2024-03-04..2024-03-17", "2024-W14")
        .replace("2024-03-18..2024-04-30", "2024-W14")
        .replace("gap: {days: 30}", "gap: {waves: 1}")
    )
    ran = run("assign", "--dates", "--repairs", "0", "--format", "json")
    assert ran.exit_code == 3
    (conflict,) = json.loads(ran.stdout)["conflicts"]
    assert [fact["text"] for fact in conflict["facts"]] == [
        "before: Ask before Berg, by at least 1 wave (the same team)",
        "W1 goes live in week 14 of 2024",
        "W2 goes live in week 14 of 2024",
        "waves go live on a Saturday",
        "waves go live in the order of their first days, each on a later day",
    ]


@pytest.mark.slow
def test_a_public_holiday_is_no_day() -> None:
    write(
        PROGRAMME.replace("go_live_days: [saturday]", "go_live_days: [monday]")
        .replace("2024-03-18..2024-04-30", "2024-W14")
        .replace("gap: {days: 30}", "gap: {waves: 1}")
    )
    ran = run("assign", "--dates", "--repairs", "0", "--format", "json")
    assert ran.exit_code == 3  # Easter Monday
    (conflict,) = json.loads(ran.stdout)["conflicts"]
    assert "no wave goes live on a public holiday of NO" in [f["text"] for f in conflict["facts"]]


def test_alternatives_are_compared_without_days() -> None:
    ran = run("assign", "--dates", "--alternatives", "2")
    assert ran.exit_code == 2
    assert "plans are compared without days" in " ".join(ran.stderr.split())


def test_a_second_opinion_is_given_on_the_goals_of_days_too() -> None:
    ran = run("assign", "--dates", "--second-opinion", "--format", "json")
    plan = json.loads(ran.stdout)
    opinions = [(o["kind"], o["of_days"], o["confirmed"]) for o in plan["second_opinion"]]
    assert (ran.exit_code, opinions) == (
        0,
        [
            *((goal["kind"], False, True) for goal in plan["goals"]),
            ("rhythm", True, True),
            ("earliest", True, True),
        ],
    )
    assert (plan["status"], plan["dates"]["status"]) == ("optimal", "optimal")
    said = " ".join(run("assign", "--dates", "--second-opinion").stdout.split())
    assert f"Second opinion: all {len(opinions)} proofs are confirmed without presolve" in said


def test_waves_that_are_over_or_have_no_date_get_none_and_are_listed() -> None:
    write(
        PROGRAMME.replace("as_of: 2024-01-01", "as_of: 2024-03-20")
        .replace("  - {id: W2, go_live: 2024-03-18..2024-04-30}", "  - {id: W2}")
        .replace("name: Ask}", "name: Ask, wave: W1}")
        .replace("gap: {days: 30}", "gap: {waves: 1}")
    )
    plan = json.loads(run("assign", "--dates", "--format", "json").stdout)
    assert plan["dates"]["waves"] == []
    assert plan["dates"]["without"] == [
        {"wave": "W1", "reason": "over (4 to 17 March 2024)"},
        {"wave": "W2", "reason": "no date"},
    ]


def test_explain_says_what_excludes_each_earlier_day() -> None:
    ran = run("explain", "wave", "W2", "--dates", "--format", "json")
    assert ran.exit_code == 0
    answer = json.loads(ran.stdout)
    assert answer["day"] == "2024-04-13"
    assert [(e["from"], e["to"], e["days"], e["why"], e["name"]) for e in answer["earlier"]] == [
        ("2024-03-18", "2024-04-12", 23, "weekday", None),
        ("2024-03-23", "2024-04-06", 3, "rule", "before"),
    ]
    assert {(e["proved"], *e["others"]) for e in answer["earlier"]} == {(True,)}


def test_the_answer_has_what_is_proved_of_the_days_of_the_plan() -> None:
    base = json.loads(run("explain", "wave", "W2", "--dates", "--format", "json").stdout)["base"]
    assert base["status"] == "optimal"
    dates = base["dates"]
    assert (dates["status"], [goal["kind"] for goal in dates["goals"]]) == (
        "optimal",
        ["rhythm", "earliest"],
    )


def test_the_day_of_a_site_is_that_of_its_wave_in_the_plan() -> None:
    of_wave = json.loads(run("explain", "wave", "W2", "--dates", "--format", "json").stdout)
    of_site = json.loads(run("explain", "berg", "--dates", "--format", "json").stdout)
    assert of_site == of_wave | {"site": "berg", "name": "Berg"}
    said = run("explain", "berg", "--dates").stdout
    assert said.startswith("Berg, in W2, goes live on Saturday 13 April 2024")


@pytest.mark.parametrize(
    ("of_ask", "says"),
    [
        ("claims: [{says: live, wave: W1, on: 2023-12-02, source: letter}]", "it is live"),
        ("claims: [{says: withdrawn, source: letter}]", "it is in no wave"),
    ],
)
def test_a_site_without_a_chosen_day_has_the_reason(of_ask: str, says: str) -> None:
    source = "sources: [{id: letter, kind: document, published: 2023-12-03}]\nmunicipalities:"
    text = PROGRAMME.replace("name: Ask}", f"name: Ask, {of_ask}}}").replace(
        "gap: {days: 30}, ", ""
    )
    write(text.replace("municipalities:", source))
    ran = run("explain", "ask", "--dates")
    said = " ".join(ran.stdout.split())
    assert (ran.exit_code, said.startswith(f"No day was chosen for Ask: {says}")) == (0, True)


def test_explain_says_what_a_goal_loses_and_which_days_other_waves_would_take() -> None:
    rule = "rules:\n  - {kind: blackout, id: fair, sites: berg, period: 2024-04-12..2024-04-14}\n"
    write(PROGRAMME.replace("rules:\n", rule).replace("days: 30", "waves: 1"))
    run("assign", "--dates", "--output", "plan.json")
    shown = run("explain", "wave", "W2", "--dates", "--plan", "plan.json").stdout
    assert " ".join(shown.split()) == (
        "W2 goes live on Saturday 20 April 2024 (18 March to 30 April 2024) on 1 January 2024 "
        "Not earlier: "
        "Mon 18 Mar 2024 to Fri 19 Apr 2024 (29 days): not a Saturday "
        "Sat 23 Mar 2024 to Sat 6 Apr 2024 (3 days): rhythm, even on the last: the distances "
        "between waves are 7 more days off 5 weeks, with W1 on Sat 9 Mar 2024 "
        "Sat 13 Apr 2024: fair: Berg is in W2 (13 April 2024) "
        "Proved, with everybody in the same wave, whatever days other waves take."
    )


def test_a_day_is_excluded_with_everybody_in_the_same_wave() -> None:
    """With Ask and Berg exchanged W1 could go live before the fair is over."""
    fair = "rules:\n  - {kind: blackout, id: fair, sites: ask, period: 2024-03-04..2024-03-12}\n"
    apart = "kind: apart, sites: [ask, berg]"
    text = PROGRAMME.replace("rules:\n", fair).replace("{id: ask, name", "{id: ask, wave: W1, name")
    text = text.replace("kind: before, first: ask, then: berg, gap: {days: 30}", apart)
    write(text.replace("{kind: participation}, ", "{kind: participation}, {kind: stability}, "))
    answer = json.loads(run("explain", "wave", "W1", "--dates", "--format", "json").stdout)
    assert answer["day"] == "2024-03-16"
    (_, saturday) = answer["earlier"]
    assert (saturday["from"], saturday["to"], saturday["name"]) == (*2 * ["2024-03-09"], "fair")
    assert (saturday["proved"], saturday["others"]) == (True, [])


def test_explain_says_that_no_day_was_chosen_where_the_data_know_it() -> None:
    write(PROGRAMME.replace("2024-03-04..2024-03-17", "2024-03-09"))
    said = " ".join(run("explain", "wave", "W1", "--dates").stdout.split())
    assert said.startswith("No day was chosen for W1: the data know it: 9 March 2024")


@pytest.mark.slow
def test_explain_shows_the_conflict_where_no_plan_with_days_exists() -> None:
    write(PROGRAMME.replace("2024-04-30", "2024-04-06"))
    ran = run("explain", "wave", "W2", "--dates")
    said = " ".join(ran.stdout.split())
    assert ran.exit_code == 3
    assert "No day was chosen for W2: no plan with days exists, which is proved" in said
    assert "before and the calendar leave no days for W1" in said


def test_a_plan_that_breaks_a_rule_is_not_explained() -> None:
    run("assign", "--dates", "--output", "plan.json")
    plan = Path("plan.json")
    text = plan.read_text(encoding="utf-8").replace("2024-04-13", "2024-04-06")
    plan.write_text(text, encoding="utf-8")
    ran = run("explain", "wave", "W2", "--dates", "--plan", "plan.json")
    assert (ran.exit_code, "HP817" in ran.stderr) == (1, True)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("rule", "before", "--dates"), "applies to a site or a wave only"),
        (("ask", "--dates", "--why-not-earlier"), "--dates another: ask one of them"),
        (("wave", "W2", "--plan", "coast.yaml"), "applies with --dates only"),
    ],
)
def test_days_are_asked_for_of_a_site_or_a_wave(words: tuple[str, ...], says: str) -> None:
    ran = run("explain", *words)
    assert (ran.exit_code, says in ran.stderr) == (2, True)


def test_where_no_wave_has_a_period_no_day_is_waited_for(tmp_path: Path) -> None:
    text = "programme: {id: p, as_of: 2024-01-01}\nmunicipalities: [{id: a}]\nwaves: [{id: W1}]\n"
    folder = tmp_path / "undated"
    folder.mkdir()
    (folder / "p.yaml").write_text(text, encoding="utf-8")
    ran = run("assign", "--dates", "--data", str(folder))
    assert ran.stdout.endswith(
        "Days:\n"
        "  W1: no day chosen, no date\n"
        "\n"
        "No wave of this plan has a period in which to choose a day.\n"
    )
