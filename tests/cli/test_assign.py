"""`hpplan assign`: a plan on stdout or in a file, or why there is none, and how it exits."""

import json
from pathlib import Path
from typing import Any

import pytest

from hpplan.programme.plan import Proof
from tests.cli.programmes import CALM, write
from tests.cli.running import Ran, run, run_process

CALM_PLAN = """\
site,name,wave,label,go_live,from,to,status,firm,moved_from,reason
ask,Ask,W0,W0,2023-05-06,2023-05-06,2023-05-06,live,yes,,went live on 6 May 2023 [letter]
bo,Bø,W1,W1,2024-11-09,2024-11-09,2024-11-09,decided,yes,,decided on W1 [letter]
dal,Dal,W1,W1,2024-11-09,2024-11-09,2024-11-09,planned,no,,planned for W1 [letter]
eid,Eid,W1,W1,2024-11-09,2024-11-09,2024-11-09,none,no,,no wave named yet; \
W1 is the first that takes it
north,North Trust,W2,Second,2025-04-26,2025-04-26,2025-04-26,planned,no,,\
planned for W2 (called Second) [letter]
fet,Fet,,,,,,declined,no,,declined [letter]: takes no part
"""


@pytest.fixture
def calm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that holds `data`, and is the current one."""
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").splitlines()


def waves(ran: Ran) -> dict[str, str]:
    document = json.loads(ran.stdout)
    return {placed["site"]: placed["wave"] for placed in document["placements"]}


def test_the_plan_is_the_answer_and_there_is_nothing_else_to_say(calm: Path) -> None:
    ran = run("assign", "--format", "csv")
    assert (ran.exit_code, lines(ran.stdout), ran.stderr) == (0, lines(CALM_PLAN), "")


def test_as_text_it_closes_with_what_is_proved(calm: Path) -> None:
    ran = run("assign")
    first, *_, last = lines(ran.stdout)
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert first.split("  ")[0] == "Calm: a plan for 5 of 6 sites, proved best"
    assert first.endswith("  on 1 January 2024")
    assert last == "Status: optimal, every goal is proved best."


def test_a_second_opinion_is_given_on_each_proved_goal(calm: Path) -> None:
    ran = run("assign", "--second-opinion", "--format", "json")
    opinions = json.loads(ran.stdout)["second_opinion"]
    assert (ran.exit_code, [(opinion["kind"], opinion["confirmed"]) for opinion in opinions]) == (
        0,
        [("participation", True), ("stability", True), ("earliest", True), ("wishes", True)],
    )
    *_, last = lines(run("assign", "--second-opinion").stdout)
    assert last == "  tree search for the lower bound)."


def test_a_second_opinion_on_several_plans_is_wrong_usage(calm: Path) -> None:
    ran = run("assign", "--second-opinion", "--alternatives", "2")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "cannot be combined with --second-opinion" in ran.stderr


def test_a_programme_without_sites_has_a_plan_without_any(tmp_path: Path) -> None:
    data = tmp_path / "empty.yaml"
    data.write_text("programme: {id: none, name: None, as_of: 2024-01-01}\nwaves: [{id: W1}]\n")
    ran = run("assign", "--data", tmp_path)
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert lines(ran.stdout)[0].startswith("None: a plan for 0 sites, proved best  ")


@pytest.mark.slow
def test_the_shipped_programme_of_july_2023_is_planned_and_proved() -> None:
    ran = run_process("assign", "--as-of", "2023-07-04", "--format", "json")
    document = json.loads(ran.stdout)
    assert (ran.exit_code, ran.stderr, document["status"]) == (0, "", "optimal")
    assert len(document["placements"]) == 66 + 3


@pytest.mark.slow
def test_the_shipped_plan_fits_80_columns() -> None:
    assert [line for line in lines(run_process("assign").stdout) if len(line) > 80] == []


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("plan.json", "{"),
        ("plan.yaml", "{"),
        ("plan.csv", "site,name,"),
        ("plan.md", "# Calm"),
        ("plan.txt", "Calm: a plan for"),
        ("plan", "Calm: a plan for"),
    ],
)
def test_the_ending_of_the_file_says_the_format(calm: Path, name: str, begins: str) -> None:
    ran = run("assign", "--output", name)
    assert (ran.exit_code, ran.stdout, ran.stderr) == (0, "", f"wrote {name}\n")
    assert Path(name).read_text(encoding="utf-8").startswith(begins)


def test_a_file_and_stdout_get_the_same(calm: Path) -> None:
    run("assign", "--output", "plan.json")
    assert Path("plan.json").read_text(encoding="utf-8") == (
        run("assign", "--format", "json").stdout
    )


def test_a_file_that_cannot_be_written_is_wrong_usage_before_any_planning(calm: Path) -> None:
    ran = run("assign", "--output", "plans/plan.json")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "Invalid value for '--output' / '-o': there is no folder 'plans'" in ran.stderr


def test_a_plan_is_not_written_among_the_data_where_it_would_be_read_as_data(calm: Path) -> None:
    ran = run("assign", "--output", "data/plan.yaml")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "every *.yaml in 'data' is read as data; call it plan.json" in ran.stderr
    assert run("assign", "--output", "data/plan.json").exit_code == 0


def test_a_link_that_leads_back_to_itself_gives_way_to_the_plan(calm: Path) -> None:
    plan = Path("plan.yaml")
    plan.symlink_to("plan.yaml")
    assert run("assign", "--output", "plan.yaml").exit_code == 0
    assert (
        plan.is_symlink(),
        plan.read_text().startswith('{\n  "format": 2,\n  "programme": "calm"'),
    ) == (
        False,
        True,
    )


def test_a_pin_moves_a_site_and_is_named_in_the_text(calm: Path) -> None:
    assert waves(run("assign", "--pin", "dal=W2", "--format", "json"))["dal"] == "W2"
    text = run("assign", "--pin", "dal=W2", "--forbid", "eid=W1").stdout
    assert "asked for: --pin dal=W2 --forbid eid=W1" in text


def test_a_forbidden_wave_is_left_for_the_next(calm: Path) -> None:
    assert waves(run("assign", "--forbid", "eid=W1", "--format", "json"))["eid"] == "W2"


def test_a_pin_against_a_decision_is_a_conflict_unless_the_site_is_reopened(calm: Path) -> None:
    assert run("assign", "--pin", "bo=W2").exit_code == 3
    reopened = run("assign", "--pin", "bo=W2", "--reopen", "bo", "--format", "json")
    assert (reopened.exit_code, waves(reopened)["bo"]) == (0, "W2")


def test_a_conflict_names_its_facts_with_their_places_and_the_repairs(calm: Path) -> None:
    ran = run("assign", "--pin", "bo=W2")
    assert (ran.exit_code, ran.stderr) == (3, "")
    assert ran.stdout == (
        "No plan exists (proved).                                  Calm on 1 January 2024\n"
        "\n"
        "Bø has decided on W1, and --pin asks for W2 (called Second).\n"
        "\n"
        "  1. Bø decided on W1 [letter]                            data/programme.yaml:18\n"
        "  2. --pin bo=W2\n"
        "\n"
        "To resolve it:\n"
        "  1A  drop --pin bo=W2  yours to decide; nothing else changes\n"
        "  1B  Bø leaves W1      against its own decision; about 6 months later for 500\n"
        "                        inhabitants; nobody else moves\n"
        "\n"
        "hpplan assign --pin bo=W2 --apply-repair 1B shows that plan.\n"
    )


def test_as_many_repairs_are_shown_as_are_asked_for(calm: Path) -> None:
    def ways(*options: str) -> list[str]:
        ran = run("assign", "--pin", "bo=W2", "--format", "json", *options)
        (conflict,) = json.loads(ran.stdout)["conflicts"]
        return [repair["id"] for repair in conflict["repairs"]]

    assert ways() == ["1A", "1B"]
    assert ways("--repairs", "1") == ["1A"]
    assert ways("--repairs", "0") == []


def test_the_plan_of_a_repair_is_shown_with_what_to_change(calm: Path) -> None:
    ran = run("assign", "--pin", "bo=W2", "--apply-repair", "1B", "--dry-run")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.startswith(
        "With 1B, Bø leaves W1:\n"
        "  add to the claims of Bø: {says: undecided, known: 2024-01-01}\n"
        f"{' ' * 58}data/programme.yaml:18\n"
        "\n"
        "Calm: a plan for 5 of 6 sites, proved best                     on 1 January 2024\n"
        "asked for: --pin bo=W2\n"
    )
    assert "Second" in ran.stdout
    assert (calm / "data" / "programme.yaml").read_text(encoding="utf-8") == CALM


@pytest.mark.parametrize("form", ["json", "csv", "markdown"])
def test_the_plan_of_a_repair_is_written_in_every_format(calm: Path, form: str) -> None:
    asked = ["assign", "--pin", "bo=W2", "--apply-repair", "1B", "--dry-run"]
    ran = run(*asked, "--format", form)
    assert ran.exit_code == 0
    assert "Bø leaves W1" in ran.stdout + ran.stderr
    assert "W2" in ran.stdout


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--dry-run"], "it applies to --apply-repair only"),
        (["--apply-repair", "2A", "--dry-run"], "there is no repair '2A': there are 1A, 1B"),
        (["--apply-repair", "[x]", "--dry-run", "--repairs", "0"], "'[x]': none was found"),
    ],
)
def test_a_repair_that_cannot_be_applied_is_wrong_usage(
    calm: Path, options: list[str], complaint: str
) -> None:
    ran = run("assign", "--pin", "bo=W2", *options)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert complaint in " ".join(ran.stderr.replace("│", "").split())


def test_there_is_nothing_to_repair_where_there_is_a_plan(calm: Path) -> None:
    ran = run("assign", "--apply-repair", "1A", "--dry-run")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "a plan exists without it" in " ".join(ran.stderr.split())


def test_a_conflict_as_json_is_a_document_without_placements(calm: Path) -> None:
    ran = run("assign", "--pin", "bo=W2", "--format", "json")
    document: dict[str, Any] = json.loads(ran.stdout)
    assert ran.exit_code == 3
    assert (document["status"], document["placements"], document["unplaced"]) == (
        "infeasible",
        [],
        [],
    )
    assert [
        {key: fact[key] for key in ("file", "line", "column")}
        for fact in document["conflicts"][0]["facts"]
    ] == [
        {"file": "data/programme.yaml", "line": 18, "column": 14},
        {"file": "<command line>", "line": 1, "column": 1},
    ]


def test_why_there_is_no_plan_is_a_page_of_markdown(calm: Path) -> None:
    ran = run("assign", "--pin", "bo=W2", "--format", "markdown")
    assert (ran.exit_code, ran.stderr) == (3, "")
    assert ran.stdout.startswith("# No plan exists (proved).\n\nCalm on 1 January 2024\n\nBø")


def test_a_table_cannot_say_why_there_is_no_plan_so_stderr_does(calm: Path) -> None:
    ran = run("assign", "--pin", "bo=W2", "--format", "csv")
    assert (ran.exit_code, ran.stdout) == (3, "")
    assert "No plan exists" in ran.stderr


def test_without_a_plan_an_old_file_stays_and_the_reason_is_printed(calm: Path) -> None:
    Path("plan.json").write_text("old")
    ran = run("assign", "--pin", "bo=W2", "--output", "plan.json")
    assert (ran.exit_code, ran.stderr) == (3, "plan.json is left as it was\n")
    assert ran.stdout.startswith("No plan exists (proved).")
    assert Path("plan.json").read_text() == "old"
    ran = run("assign", "--pin", "bo=W2", "--output", "new.json")
    assert (ran.exit_code, ran.stderr) == (3, "new.json is not written\n")
    assert not Path("new.json").exists()


def test_errors_that_check_finds_are_reported_beside_the_plan(tmp_path: Path) -> None:
    contradictory = CALM.replace(
        "- {id: W1, go_live: 2024-11-09}",
        "- {id: W1, claims: [{go_live: 2024-11-09, source: letter}, "
        "{go_live: 2024-05-04, source: letter}]}",
    )
    ran = run("assign", "--data", write(tmp_path, contradictory), "--format", "json")
    assert (ran.exit_code, ran.stderr) == (0, "the data has 1 error: see hpplan check\n")
    assert json.loads(ran.stdout)["status"] == Proof.OPTIMAL


@pytest.mark.parametrize("form", ["text", "csv", "markdown"])
def test_data_that_cannot_be_understood_leaves_stdout_empty(tmp_path: Path, form: str) -> None:
    ran = run("assign", "--data", write(tmp_path, "waves: [{id: W1"), "--format", form)
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert f"{tmp_path}/data/programme.yaml:1:" in ran.stderr


def test_a_day_without_a_wave_is_one_finding(calm: Path) -> None:
    ran = run("assign", "--data", write_none(calm))
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "the programme has no waves" in ran.stderr


def write_none(folder: Path) -> Path:
    (folder / "none").mkdir()
    return write(folder / "none", "municipalities: [{id: a, name: A}]\n")


def test_wrong_names_are_wrong_usage(calm: Path) -> None:
    ran = run("assign", "--reopen", "dall")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.endswith(
        "\n\nError: Invalid value for --reopen: there is no site 'dall'; did you mean 'dal'?\n"
    )


@pytest.mark.slow
def test_equal_input_gives_equal_bytes() -> None:
    first, again = (
        run_process("assign", "--format", "json", env={"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    )
    assert first == again


def test_places_are_shown_with_the_users_own_path(
    calm: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pinned = ["assign", "--pin", "bo=W2", "--repairs", "0"]
    here, absolute = run(*pinned), run(*pinned, "--data", calm / "data")
    (calm / "docs").mkdir()
    monkeypatch.chdir(calm / "docs")
    there = run(*pinned, "--data", "../data")
    assert "     data/programme.yaml:" in here.stdout
    assert "  ../data/programme.yaml:" in there.stdout
    assert (calm / "data").as_posix() + "/programme.yaml:" in absolute.stdout.replace("\n", "")
