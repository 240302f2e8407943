"""`hpplan adopt`: what a plan says is written as claims, once, or refused with the reason."""

import json
from pathlib import Path

import pytest

from tests.cli.programmes import CALM, write
from tests.cli.running import DATA, Ran, run

WEEK = CALM.replace("{id: W2, go_live: 2025-04-26", "{id: W2, go_live: 2025-W18").replace(
    "as_of: 2024-01-01}", "as_of: 2024-01-01, calendar: {go_live_days: [saturday]}}"
)
"""The calm programme, whose second wave is known to a week."""
BOARD = ["--new-source", "board", "--title", "Sak 7", "--published", "2024-02-01"]
SOURCE = "{id: board, title: Sak 7, published: 2024-02-01}"


@pytest.fixture(scope="module")
def best(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The best plan for it, with days."""
    folder = tmp_path_factory.mktemp("best")
    data, plan = write(folder, WEEK), folder / "plan.json"
    assert run("assign", "--dates", "--data", data, "--output", plan).exit_code == 0
    return plan.read_text(encoding="utf-8")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, best: str) -> Path:
    """The programme in the folder `data` of the current one, and its best plan in `plan.json`."""
    write(tmp_path, WEEK)
    monkeypatch.chdir(tmp_path)
    Path("plan.json").write_text(best, encoding="utf-8")
    return Path("data")


def adopt(*options: str) -> Ran:
    return run("adopt", "plan.json", *options)


def text_of(data: Path) -> str:
    return (data / "programme.yaml").read_text(encoding="utf-8")


def test_a_plan_is_written_as_claims_and_what_that_changes_is_shown(data: Path) -> None:
    ran = adopt(*BOARD, "--advance")
    assert (ran.exit_code, ran.stderr) == (0, f"wrote {data}/programme.yaml\n")
    eid = "{id: eid, name: Eid, size: {inhabitants: 125}"
    assert text_of(data) == (
        WEEK.replace("published: 2023-06-01}]", f"published: 2023-06-01}}, {SOURCE}]")
        .replace("as_of: 2024-01-01", "as_of: 2024-02-01")
        .replace(f"{eid}}}", f"{eid}, claims: [{{says: planned, wave: W1, source: board}}]}}")
        .replace(
            "{called: Second, source: letter}]",
            "{called: Second, source: letter}, {go_live: 2025-05-03, source: board}]",
        )
    )
    head, _, rest = ran.stdout.partition("\n\ndata/programme.yaml:\n")
    assert head == (
        "Adopted: 1 site and the day of 1 wave                 known from 1 February 2024"
    )
    assert rest.partition("\n\n  W2: go-live")[2] == (
        """ 3 May 2025
  planned for W1: Eid
  left as they are, live: Ask
  left as they are, decided: Bø

In no wave, so nothing is written:
  Fet: declined

What it changes, on 1 February 2024:
  W2: Second week 18 of 2025 -> Second 3 May 2025
  Eid: in no wave -> W1 9 November 2024 (planned)
  in the best plan nobody moves; every goal is as good as before
  new finding: info HP613, 1 claim becomes known only after 2024-02-01: it
    counts from 2024-06-01
"""
    )


def test_the_plan_is_the_current_one_then_and_is_not_written_twice(data: Path) -> None:
    assert adopt(*BOARD, "--advance").exit_code == 0
    once = text_of(data)
    stays = json.loads(run("assign", "--dates", "--format", "json").stdout)
    plan = json.loads(Path("plan.json").read_text(encoding="utf-8"))
    assert [(p["site"], p["wave"], p["go_live"]["from"]) for p in stays["placements"]] == [
        (p["site"], p["wave"], p["go_live"]["from"]) for p in plan["placements"]
    ]
    assert stays["upheaval"]["moved"] == 0
    again = adopt(*BOARD, "--advance")
    assert (again.exit_code, again.stderr) == (0, "")
    assert again.stdout.startswith(
        "Adopted already: the data says what the plan says. Nothing is written.\n"
    )
    assert text_of(data) == once


def test_an_adopted_plan_states_itself_truly_although_nobody_moves_by_it_now(data: Path) -> None:
    assert run("assign", "--pin", "dal=W2", "--output", "plan.json").exit_code == 0
    plan = json.loads(Path("plan.json").read_text(encoding="utf-8"))
    assert [(goal["kind"], goal["value"]) for goal in plan["goals"]][1] == ("stability", 1)
    assert adopt("--source", "letter").exit_code == 0
    assert json.loads(run("assign", "--format", "json").stdout)["upheaval"]["moved"] == 0
    verified = run("verify", "plan.json", "--fail-on", "warning")
    assert (verified.exit_code, "HP825" in verified.stdout) == (0, False), verified.stdout


def test_a_dry_run_shows_the_same_and_writes_nothing(data: Path) -> None:
    shown = adopt(*BOARD, "--dry-run")
    assert (shown.exit_code, shown.stderr, text_of(data)) == (0, "", WEEK)
    assert shown.stdout.startswith("To be adopted: 1 site and the day of 1 wave")
    assert "it counts only from 1 February 2024 (--advance moves the date there)" in shown.stdout
    done = adopt(*BOARD)
    assert done.stdout.partition("\n")[2] == shown.stdout.partition("\n")[2]


def test_json_has_the_claims_who_is_left_and_what_it_changes(data: Path) -> None:
    ran = adopt("--source", "letter", "--known", "2024-01-02", "--format", "json")
    assert ran.exit_code == 0
    answer = json.loads(ran.stdout)
    known = {"known": "2024-01-02", "source": "letter"}
    assert answer["claims"] == [
        {"wave": "W2", "claim": {"go_live": "2025-05-03", **known}},
        {"site": "eid", "claim": {"says": "planned", "wave": "W1", **known}},
    ]
    assert (answer["left"], answer["unplaced"]) == (
        ["ask", "bo"],
        [{"site": "fet", "reason": "declined"}],
    )
    assert (answer["written"], answer["dry_run"]) == (["data/programme.yaml"], False)
    assert (answer["known"], answer["counts_from"]) == ("2024-01-02", "2024-01-02")
    assert [change["site"] for change in answer["changes"]["sites"]] == ["north", "eid"]


def test_some_are_adopted_as_decided_one_after_the_other(data: Path) -> None:
    """What was adopted of a plan does not make it one of other data."""
    eid = adopt("--says", "decided", "--sites", "eid", *BOARD)
    assert eid.exit_code == 0, eid.stderr
    others = adopt("--says", "decided", "--sites", "{not: eid}", "--source", "board")
    assert others.exit_code == 0, others.stderr
    assert text_of(data).count("{says: decided, wave: W1, source: board}") == 2  # Dal, Eid
    assert text_of(data).count("{says: decided, wave: W2, source: board}") == 1  # the trust


def test_what_was_cut_off_between_two_files_is_finished_by_the_same_command(data: Path) -> None:
    sections = {"waves": WEEK.index("waves:"), "end": len(WEEK)}
    files = {
        "sites.yaml": WEEK[: sections["waves"]],
        "waves.yaml": WEEK[sections["waves"] :],
    }
    (data / "programme.yaml").unlink()
    for name, text in files.items():
        (data / name).write_text(text, encoding="utf-8")
    assert run("assign", "--dates", "--output", "plan.json").exit_code == 0
    source = ["--source", "letter", "--known", "2024-01-02", "--advance"]
    assert adopt(*source).exit_code == 0
    whole = {name: (data / name).read_text(encoding="utf-8") for name in files}
    for lost, text in files.items():
        (data / lost).write_text(text, encoding="utf-8")
        ran = adopt(*source)
        assert (ran.exit_code, ran.stderr) == (0, f"wrote {data / lost}\n")
        assert {name: (data / name).read_text(encoding="utf-8") for name in files} == whole


def test_a_lock_is_adopted_like_any_plan(data: Path) -> None:
    assert run("lock").exit_code == 0
    ran = run("adopt", "data/hpplan.lock", "--source", "letter", "--known", "2024-01-02")
    assert (ran.exit_code, ran.stderr) == (0, f"wrote {data}/programme.yaml\n")
    planned = "{says: planned, wave: W1, known: 2024-01-02, source: letter}"
    eid = "{id: eid, name: Eid, size: {inhabitants: 125}"
    assert text_of(data) == WEEK.replace(f"{eid}}}", f"{eid}, claims: [{planned}]}}")


def test_whose_decision_it_is_is_said_where_the_data_say_so(data: Path) -> None:
    bodies = "bodies: [{id: council, name: Council, of: {kind: municipality}}, {id: forum}]\n"
    right = "{change: wave, decides: council, consult: forum, pays: site}"
    text = f"{text_of(data)}{bodies}rights: [{right}]\n"
    (data / "programme.yaml").write_text(text, encoding="utf-8")
    assert run("assign", "--pin", "dal=W2", "--output", "plan.json").exit_code == 0
    ran = adopt("--sites", "dal", *BOARD, "--dry-run")
    said = "Who decides:\n  Council (Dal) decides, forum is asked before, Dal pays\n"
    assert f"\n{said}" in ran.stdout
    answer = json.loads(adopt("--sites", "dal", *BOARD, "--format", "json").stdout)
    assert answer["decides"] == [{"body": "council", "site": "dal"}]
    assert answer["consult"] == [{"body": "forum", "site": None}]
    assert answer["pays"] == [{"body": None, "site": "dal"}]


def refused(data: Path, *options: str) -> str:
    before = text_of(data)
    ran = adopt(*options)
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert text_of(data) == before
    assert "nothing was written" in ran.stderr
    return ran.stderr


def test_a_plan_of_other_data_is_refused_unless_it_is_forced(data: Path) -> None:
    text = text_of(data).replace("{inhabitants: 250}", "{inhabitants: 251}")
    (data / "programme.yaml").write_text(text, encoding="utf-8")
    assert (
        "error[HP823]: the plan was made from other data: what was known on 1 January\n"
        "  2024 has changed\n"
        "  help: make the plan again with hpplan assign --output, or adopt it as it is\n"
        "        with --force\n"
    ) in refused(data, *BOARD)
    assert adopt(*BOARD, "--force").exit_code == 0


def test_a_plan_that_breaks_a_rule_of_the_data_is_refused_at_its_place(data: Path) -> None:
    plan = Path("plan.json").read_text(encoding="utf-8")
    Path("plan.json").write_text(plan.replace('"wave": "W1"', '"wave": "W0"'), encoding="utf-8")
    why = refused(data, *BOARD, "--force")
    assert "HP815]: Eid is placed in W0, which is past" in why
    assert "--> plan.json:" in why


def test_a_plan_that_undoes_a_decision_is_refused(data: Path) -> None:
    ran = run("assign", "--reopen", "bo", "--pin", "bo=W2", "--output", "plan.json")
    assert ran.exit_code == 0
    assert "a plan does not undo a decision: record that the site is undecided" in " ".join(
        refused(data, *BOARD).split()
    )


def test_a_claim_that_would_not_count_is_refused(data: Path) -> None:
    assert run("assign", "--pin", "dal=W2", "--output", "plan.json").exit_code == 0
    assert (
        "data/programme.yaml:22: Dal: 'planned for W2' would change nothing, as 'planned for W1' "
        "counts that is no older; write it with a later --known; nothing was written\n"
    ) in refused(data, "--source", "letter", "--known", "2023-05-01")


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--source", "lettre"], "there is no source 'lettre'; did you mean 'letter'?"),
        (["--source", "letter", "--decision", "x"], "there is no decision 'x'; the data has no"),
        (
            ["--new-source", "letter", "--title", "T", "--published", "2024-01-01"],
            "data/programme.yaml:2: there is another source 'letter'",
        ),
    ],
)
def test_grounds_that_the_data_does_not_have_are_refused(
    data: Path, options: list[str], why: str
) -> None:
    assert why in refused(data, *options)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ([], "who says so? Name a source"),
        (["--source", "letter", "--title", "T"], "it is of a new source: add it with"),
        (["--new-source", "x"], "a new source needs it: --new-source x --title"),
        (["--new-source", "x", "--source", "letter"], "the new source 'x' is the one that says"),
        (["--source", "letter", "--says", "live"], "'live' is not one of planned, decided"),
        (["--source", "letter", "--sites", "{kind: farm}"], "there is no kind of site 'farm'"),
        (["--source", "letter", "--sites", "[a"], "expected"),
        (["--source", "letter", "--data", str(DATA)], "this data comes with hpplan"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(data: Path, options: list[str], why: str) -> None:
    ran = adopt(*options)
    assert (ran.exit_code, ran.stdout, text_of(data)) == (2, "", WEEK)
    assert why in " ".join(ran.stderr.split())
