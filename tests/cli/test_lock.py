"""`hpplan lock`: the plan beside the data, and whether it still holds."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.programmes import CALM, tight, write
from tests.cli.running import DATA, run

LOCKED = "ask: W0\nbo: W1\ndal: W1\neid: W1\nfet: null\nnorth: W2\n"
LOCK = Path("data/hpplan.lock")


@pytest.fixture(autouse=True)
def _calm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    monkeypatch.chdir(tmp_path)


def lock(text: str = LOCKED) -> None:
    LOCK.write_text(text, encoding="utf-8")


def stated(text: str) -> None:
    Path("data/programme.yaml").write_text(text, encoding="utf-8")


# --- hpplan lock --------------------------------------------------------------------------------


def test_the_best_plan_is_locked_a_line_a_site() -> None:
    ran = run("lock")
    assert (ran.exit_code, ran.stderr) == (0, "wrote data/hpplan.lock\n")
    assert ran.stdout == (
        "data/hpplan.lock: 5 sites in 3 waves, 1 in none, proved best   on 1 January 2024\n"
    )
    assert LOCK.read_text(encoding="utf-8") == LOCKED


def test_the_as_of_date_stands_in_it_only_if_it_was_given() -> None:
    run("lock", "--as-of", "2024-02")
    assert LOCK.read_text(encoding="utf-8") == f"as_of: 2024-02-29\n\n{LOCKED}"
    assert "on 29 February 2024" in run("lock", "--check").stdout
    assert "on 31 March 2024" in run("lock", "--check", "--as-of", "2024-03").stdout


def test_what_is_locked_already_is_not_written_again() -> None:
    run("lock")
    ran = run("lock")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert "It is locked already; nothing is written." in ran.stdout


def test_of_equally_good_plans_that_is_locked_which_changes_the_fewest_lines() -> None:
    stated(
        "waves: [{id: W1}, {id: W2}]\n"
        "municipalities: [{id: ask}, {id: bo}, {id: dal}, {id: eid}]\n"
        "rules: [{kind: capacity, max: 2}]\n"
    )
    lock("ask: W2\nbo: W1\ndal: W2\neid: W1\n")
    assert run("lock", "--check").exit_code == 0
    assert run("lock").stderr == ""
    lock("ask: W2\nbo: W1\ndal: W2\n")
    run("lock")
    assert LOCK.read_text(encoding="utf-8") == "ask: W2\nbo: W1\ndal: W2\neid: W1\n"


def test_a_plan_of_ones_own_is_locked_if_it_keeps_the_rules() -> None:
    Path("plan.yaml").write_text(
        "placements: [{site: ask, wave: W0}, {site: bo, wave: W1}, {site: dal, wave: W1},\n"
        "  {site: eid, wave: W2}, {site: north, wave: W2}]\n"
    )
    assert run("lock", "plan.yaml").exit_code == 0
    assert LOCK.read_text(encoding="utf-8") == LOCKED.replace("eid: W1", "eid: W2")


def test_a_plan_that_breaks_what_is_known_is_not_locked() -> None:
    Path("plan.yaml").write_text("placements: [{site: ask, wave: W0}, {site: bo, wave: W2}]\n")
    ran = run("lock", "plan.yaml")
    assert (ran.exit_code, LOCK.exists()) == (1, False)
    assert ran.stderr.startswith("plan.yaml is not locked: it breaks what is known\n")
    assert "error[HP814]: Bø is in W2 (called Second), but is firm in W1" in ran.stderr


def test_a_dry_run_shows_the_lines_and_writes_nothing() -> None:
    lock(LOCKED.replace("eid: W1", "eid: W2"))
    ran = run("lock", "--dry-run")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout == (
        """\
data/hpplan.lock: 5 sites in 3 waves, 1 in none, proved best   on 1 January 2024

data/hpplan.lock:

    3   dal: W1
      - eid: W2
    4 + eid: W1
    5   fet: null

By the goals, in rank order:
  better  inhabitants wait 11 days less on average (21,000 inhabitant-days)

Moves:
  Eid: Second 26 April 2025 -> W1 9 November 2024, about 6 months earlier
    did not stay: inhabitants wait 11 days longer on average (21,000
    inhabitant-days)

Inhabitants live by:
  31 December 2024: 96.9 % instead of 90.4 %

Nothing is written; without --dry-run it is.
"""
    )
    assert "eid: W2" in LOCK.read_text(encoding="utf-8")


def test_our_own_data_is_never_written() -> None:
    ran = run("lock", "--data", DATA)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "name a folder of yours: this data comes with hpplan" in ran.stderr


def test_where_no_plan_exists_the_lock_stays() -> None:
    lock()
    stated(CALM + "rules: [{kind: forbid, sites: dal, waves: [W1, W2]}]\n")
    ran = run("lock")
    assert (ran.exit_code, ran.stderr) == (
        3,
        "the data has 1 error: see hpplan check\ndata/hpplan.lock is left as it was\n",
    )
    assert "No plan exists (proved)." in ran.stdout
    assert LOCK.read_text(encoding="utf-8") == LOCKED


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--check", "--dry-run"], "for --dry-run: with --check nothing is written"),
        (["--check", "--dates"], "for --dates: with --check nothing is written"),
        (["plan.json", "--check"], "for PLAN: with --check nothing is written"),
        (["plan.json", "--dates"], "for --dates: the days are those of PLAN"),
        (["--output", "data/hpplan.lock"], "nothing that this command writes ends in '.lock'"),
        (["--output", "lock.csv"], "nothing that this command writes ends in '.csv'"),
    ],
)
def test_what_has_no_meaning_together_is_wrong_usage(words: list[str], why: str) -> None:
    run("assign", "--output", "plan.json")
    lock()
    ran = run("lock", *words)
    assert (ran.exit_code, ran.stdout, LOCK.read_text(encoding="utf-8")) == (2, "", LOCKED)
    assert why in ran.stderr


# --- hpplan lock --check ------------------------------------------------------------------------


def test_a_lock_holds_that_keeps_the_rules_and_is_as_good_as_the_best_plan() -> None:
    lock()
    ran = run("lock", "--check")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout == (
        "data/hpplan.lock holds: it keeps the rules, and no plan is better (proved).\n"
        "                                                               on 1 January 2024\n"
    )
    answer = json.loads(run("lock", "--check", "--format", "json").stdout)
    assert answer == {
        "format": 2,
        "lock": "data/hpplan.lock",
        "as_of": "2024-01-01",
        "verdict": "holds",
        "proved": True,
        "status": "optimal",
        "findings": [],
        "without_line": [],
        "without_day": [],
        "goals": [],
        "moves": [],
        "waves": [],
        "coverage": [],
        "conflicts": [],
    }


def test_that_a_better_plan_exists_is_shown_by_what_is_better_and_who_moves() -> None:
    lock(LOCKED.replace("eid: W1", "eid: W2"))
    ran = run("lock", "--check", "--format", "markdown")
    assert (ran.exit_code, ran.stderr) == (1, "")
    assert ran.stdout.splitlines()[0] == (
        "# data/hpplan.lock no longer holds: a better plan exists."
    )
    assert "better" in ran.stdout
    assert "inhabitants wait 11 days less on average (21,000 inhabitant-days)" in ran.stdout
    assert "Eid: Second 26 April 2025 -\\> W1 9 November 2024, about 6 months earlier" in ran.stdout
    answer = json.loads(run("lock", "--check", "--format", "json").stdout)
    assert (answer["verdict"], answer["proved"]) == ("better-exists", True)
    assert [(move["site"], move["to"]["wave"]) for move in answer["moves"]] == [("eid", "W1")]
    assert [goal["worse_by"] for goal in answer["goals"]] == [0, 0, -21000, 0]


def test_a_broken_lock_says_where_and_what_the_best_plan_has_instead() -> None:
    lock(LOCKED.replace("bo: W1", "bo: W2"))
    ran = run("lock", "--check")
    assert ran.exit_code == 1
    assert ran.stdout.startswith(
        """\
data/hpplan.lock is broken: 1 fault.                           on 1 January 2024

Broken:
  1. Bø is in W2 (called Second), but is firm in W1           data/hpplan.lock:2
     decided on W1 [letter]                               data/programme.yaml:18

The best plan, beside what is locked:
"""
    )
    assert ran.stdout.endswith("hpplan lock takes that plan.\n")
    (found,) = json.loads(run("lock", "--check", "--format", "json").stdout)["findings"]
    assert (found["code"], found["file"], found["line"]) == ("HP814", "data/hpplan.lock", 2)


def test_names_that_there_are_not_have_a_place_whether_they_are_placed_or_not() -> None:
    lock(LOCKED.replace("eid: W1", "eidd: W1").replace("fet", "fett").replace("W2", "W22"))
    found = json.loads(run("lock", "--check", "--format", "json").stdout)["findings"]
    assert [(one["code"], one["line"], one["column"]) for one in found] == [
        ("HP811", 4, 1),
        ("HP811", 5, 1),
        ("HP812", 6, 1),
    ]
    assert [one["hint"] for one in found[:2]] == ["did you mean 'eid'?", "did you mean 'fet'?"]
    ran = run("verify", LOCK)
    assert ran.exit_code == 1
    assert "data/hpplan.lock:5:1" in ran.stdout


def test_a_site_without_a_line_is_named_with_where_the_best_plan_has_it() -> None:
    lock(LOCKED.replace("eid: W1\nfet: null\n", ""))
    ran = run("lock", "--check")
    assert ran.exit_code == 1
    assert "data/hpplan.lock is not complete: it lacks 2 sites." in ran.stdout
    assert "Without a line: Eid, Fet." in ran.stdout
    assert "Eid: no wave -> W1 9 November 2024" in ran.stdout
    answer = json.loads(run("lock", "--check", "--format", "json").stdout)
    assert (answer["verdict"], answer["findings"]) == ("incomplete", [])
    assert answer["without_line"] == ["eid", "fet"]


def test_a_site_that_must_be_placed_and_is_locked_in_no_wave_breaks_the_lock() -> None:
    lock(LOCKED.replace("dal: W1", "dal: null").replace("eid: W1\n", ""))
    answer = json.loads(run("lock", "--check", "--format", "json").stdout)
    assert (answer["verdict"], answer["without_line"]) == ("broken", ["eid"])
    assert [found["message"] for found in answer["findings"]] == ["Dal must be placed, but is not"]


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_nothing_of_a_lock_is_shown_raw(form: str) -> None:
    lock(LOCKED + '"\\e[31m\\u202e\\nNEXT": null\n"zoo": "\\e[31m<b>"\n')
    for words in (["lock", "--check"], ["lock", "--dry-run"]):
        ran = run(*words, "--format", form)
        assert not {"\x1b", "\u202e"} & {*ran.stdout, *ran.stderr}
        assert "\nNEXT" not in ran.stdout


def test_without_a_lock_there_is_nothing_to_check() -> None:
    ran = run("lock", "--check", "--format", "json")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "there is no 'data/hpplan.lock'; hpplan lock writes it" in ran.stderr


def test_where_no_plan_exists_the_facts_are_shown() -> None:
    lock()
    stated(CALM + "rules: [{kind: forbid, sites: dal, waves: [W1, W2]}]\n")
    ran = run("lock", "--check")
    assert ran.exit_code == 3
    assert "cannot hold: no plan keeps the rules" in " ".join(ran.stdout.split())
    assert "data/programme.yaml:31" in ran.stdout
    answer = json.loads(run("lock", "--check", "--format", "json").stdout)
    assert (answer["verdict"], answer["status"], answer["proved"]) == (
        "no-plan",
        "infeasible",
        True,
    )
    assert answer["conflicts"]


def test_where_no_plan_was_found_it_is_undecided() -> None:
    stated(tight())
    lock("".join(f"s{n}: W0\n" for n in sorted(range(80), key=str)))
    ran = run("lock", "--check", "--time-limit", "0.0001", "--format", "json")
    answer = json.loads(ran.stdout)
    assert (ran.exit_code, answer["verdict"], answer["proved"]) == (4, "undecided", False)
    assert {found["code"] for found in answer["findings"]} == {"HP817"}


def test_what_is_not_proved_says_so() -> None:
    text = tight()
    stated(text)
    lock("".join(f"s{n}: W{n % 8}\n" for n in sorted(range(80), key=str)))
    ran = run("lock", "--check", "--time-limit", "0.0001")
    said = " ".join(ran.stdout.split())
    assert ran.exit_code == 0
    assert "holds: it keeps the rules, and no better plan was found (not proved)." in said
    assert "Not proved best: 'as early as possible, by sites'" in said


def test_a_lock_that_a_merge_broke_is_no_traceback_and_locking_again_settles_it() -> None:
    lock("<<<<<<< HEAD\nask: W0\n=======\nask: W1\n>>>>>>> other\n")
    ran = run("lock", "--check")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "data/hpplan.lock is broken by a merge" in ran.stderr
    assert "run hpplan lock, which settles it" in ran.stderr
    found = json.loads(run("lock", "--check", "--format", "json").stdout)["findings"]
    assert [(one["code"], one["line"]) for one in found] == [("HP006", 1)]
    assert run("lock").exit_code == 0
    assert LOCK.read_text(encoding="utf-8") == LOCKED
    assert run("lock", "--check").exit_code == 0


# --- days ---------------------------------------------------------------------------------------

DATED = CALM.replace("go_live: 2024-11-09}", "go_live: 2024-11}").replace(
    "as_of: 2024-01-01}", "as_of: 2024-01-01, calendar: {go_live_days: [saturday]}}"
)


def test_the_days_of_waves_are_locked_and_stay_locked() -> None:
    stated(DATED)
    run("lock", "--dates")
    assert LOCK.read_text(encoding="utf-8") == f"W1: 2024-11-02\n\n{LOCKED}"
    assert run("lock", "--check").exit_code == 0
    assert "It is locked already" in run("lock").stdout
    run("lock", "--no-dates")
    assert LOCK.read_text(encoding="utf-8") == LOCKED


def test_of_a_wave_that_is_past_no_day_is_lacking() -> None:
    overdue = DATED.replace("{id: W0, go_live: 2023-05-06}", "{id: W0, go_live: 2023-05}")
    stated(overdue.replace("decided, wave: W1", "decided, wave: W0"))
    run("lock", "--dates")
    assert LOCK.read_text(encoding="utf-8").startswith("W1: 2024-11-02\n\nask: W0\nbo: W0\n")
    assert run("lock", "--check").exit_code == 0


def test_a_better_day_is_a_better_plan() -> None:
    stated(DATED)
    lock(f"W1: 2024-11-09\n\n{LOCKED}")
    ran = run("lock", "--check")
    assert ran.exit_code == 1
    assert "W1: 9 November 2024 -> 2 November 2024, 7 days earlier" in ran.stdout


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("W1: 2024-11-03", "a Sunday, which the calendar does not allow"),
        ("W1: 2024-12-07", "but it goes live in November 2024"),
        ("W9: 2024-11-02", "the plan gives a day to W9, which is not in the data"),
    ],
)
def test_a_day_that_cannot_be_is_a_fault_of_its_line(line: str, why: str) -> None:
    stated(DATED)
    lock(f"{line}\n\n{LOCKED}")
    ran = run("verify", LOCK)
    assert ran.exit_code == 1
    assert why in " ".join(ran.stdout.split())
    assert "--> data/hpplan.lock:1:1" in ran.stdout
    assert run("lock", "--check").exit_code == 1


def test_a_day_of_a_wave_whose_date_was_taken_back_is_a_fault() -> None:
    stated(CALM.replace("id: W1, go_live: 2024-11-09", "id: W1"))
    lock(f"W1: 2024-11-02\n\n{LOCKED}")
    ran = run("verify", LOCK)
    assert ran.exit_code == 1
    assert "W1 go live on 2 November 2024, but it has no date" in " ".join(ran.stdout.split())


def test_a_wave_without_its_day_makes_the_lock_incomplete() -> None:
    stated(DATED.replace("go_live: 2025-04-26", "go_live: 2025-04"))
    lock(f"W1: 2024-11-02\n\n{LOCKED}")
    ran = run("lock", "--check")
    assert ran.exit_code == 1
    assert "Without a day, while other waves have one: W2 (called Second)." in ran.stdout


# --- read by others -----------------------------------------------------------------------------


def test_a_lock_is_read_as_a_plan() -> None:
    run("assign", "--output", "plan.json")
    run("lock")
    shown = run("timeline", "--plan", LOCK).stdout
    assert shown == run("timeline", "--plan", "plan.json").stdout
    assert run("verify", LOCK).stdout == run("verify", "plan.json").stdout
    assert run("diff", LOCK, "plan.json").stdout == (
        "From data/hpplan.lock to plan.json: nothing differs.\n"
    )
    lock(LOCKED.replace("eid: W1", "eid: W2"))
    ran = run("diff", LOCK, "plan.json")
    assert ran.exit_code == 1
    assert "Eid: Second 26 April 2025 -> W1 9 November 2024, about 6 months earlier" in ran.stdout


AGAINST = CALM + "goals: [{kind: stability, against: hpplan.lock}]\n"


def test_stability_against_the_lock_keeps_what_is_locked() -> None:
    stated(AGAINST)
    lock(LOCKED.replace("eid: W1", "eid: W2"))
    placed = json.loads(run("assign", "--format", "json").stdout)["placements"]
    assert {one["site"]: one["wave"] for one in placed}["eid"] == "W2"
    assert run("lock", "--check").exit_code == 0


@pytest.mark.parametrize("text", ["", "<<<<<<< HEAD\n"])
def test_a_goal_against_the_lock_does_not_keep_it_from_being_written(text: str) -> None:
    stated(AGAINST)
    if text:
        lock(text)
    ran = run("assign")
    assert ran.exit_code == 1
    assert "error[HP108]: 'hpplan.lock' is not a plan file" in ran.stderr
    assert "help: hpplan lock writes it" in ran.stderr
    assert run("lock").exit_code == 0
    assert run("lock", "--check").exit_code == 0


def test_check_neither_reads_a_lock_nor_complains_of_it() -> None:
    before = run("check", "--format", "json").stdout
    lock("<<<<<<< not YAML: [")
    assert run("check", "--format", "json").stdout == before


# --- git ----------------------------------------------------------------------------------------


def git(*words: str) -> int:
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.com"]
    command = ["git", *who, *words]
    return subprocess.run(command, capture_output=True, check=False).returncode


def branches(one: tuple[str, str], other: tuple[str, str]) -> int:
    """How git ends when it merges two branches, each of which put other text into the lock."""
    run("lock")
    assert git("init", "--initial-branch", "main") == 0
    for branch, (before, after) in (("main", ("", "")), ("one", one), ("other", other)):
        git("checkout", "-q", "main")
        git("checkout", "-q", "-B", branch)
        text = LOCK.read_text(encoding="utf-8")
        assert before in text
        lock(text.replace(before, after) if before else text)
        git("add", "--all")
        assert git("commit", "--allow-empty", "-m", branch) == 0
    return git("merge", "one", "--no-edit")


def test_branches_that_move_sites_that_are_no_neighbours_merge_cleanly() -> None:
    assert branches(("bo: W1", "bo: W2"), ("eid: W1", "eid: W2")) == 0
    merged = LOCKED.replace("bo: W1", "bo: W2").replace("eid: W1", "eid: W2")
    assert LOCK.read_text(encoding="utf-8") == merged


def test_a_site_added_on_one_branch_and_another_moved_on_the_other_merge_cleanly() -> None:
    assert branches(("eid: W1\n", "eid: W1\nelv: W1\n"), ("bo: W1", "bo: W2")) == 0
    assert "bo: W2\ndal: W1\neid: W1\nelv: W1\n" in LOCK.read_text(encoding="utf-8")


def test_days_and_sites_merge_cleanly() -> None:
    stated(DATED)
    run("lock", "--dates")
    assert branches(("W1: 2024-11-02", "W1: 2024-11-09"), ("ask: W0", "ask: W1")) == 0
    assert LOCK.read_text(encoding="utf-8").startswith("W1: 2024-11-09\n\nask: W1\n")


def test_another_conflict_is_settled_by_locking_again() -> None:
    assert branches(("eid: W1", "eid: W2"), ("eid: W1", "eid: null")) == 1
    assert "<<<<<<<" in LOCK.read_text(encoding="utf-8")
    assert run("lock").exit_code == 0
    assert LOCK.read_text(encoding="utf-8") == LOCKED
