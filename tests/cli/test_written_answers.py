"""`assign --apply-repair … --write` and `whatif … --write`: what is shown is also written."""

import json
from pathlib import Path

import pytest

from tests.cli.programmes import CALM, write
from tests.cli.running import Ran, run

RULED = f"{CALM}rules:\n  - {{kind: capacity, id: cap, waves: W1, max: 4, because: as agreed}}\n"
SOURCE = ["--source", "letter", "--known", "2024-01-02"]
BY = "known: 2024-01-02, source: letter}"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path, RULED)
    monkeypatch.chdir(tmp_path)
    return Path("data")


def text_of(data: Path) -> str:
    return (data / "programme.yaml").read_text(encoding="utf-8")


def whatif(*words: str) -> Ran:
    return run("whatif", *words)


def test_a_repair_is_written_with_the_moves_of_its_plan(data: Path) -> None:
    ran = run("assign", "--pin", "bo=W2", "--apply-repair", "1B", "--write", *SOURCE)
    assert (ran.exit_code, ran.stderr) == (0, f"wrote {data}/programme.yaml\n")
    decided = "{says: decided, wave: W1, source: letter}"
    added = f"{{says: undecided, {BY}, {{says: planned, wave: W2, {BY}"
    assert text_of(data) == RULED.replace(f"[{decided}]", f"[{decided}, {added}]")
    assert ran.stdout.startswith("With 1B, Bø leaves W1:\n")
    assert "\nWritten:\n\ndata/programme.yaml:\n" in ran.stdout
    assert "What it changes, on 2 January 2024:\n" in ran.stdout


def test_moves_are_written_as_planned_claims(data: Path) -> None:
    ran = whatif("dal=W2", "--write", *SOURCE)
    assert ran.exit_code == 0, ran.stderr
    planned = "{says: planned, wave: W1, source: letter}"
    assert text_of(data) == RULED.replace(
        f"[{planned}]", f"[{planned}, {{says: planned, wave: W2, {BY}]"
    )
    again = whatif("dal=W2", "--write", *SOURCE)
    assert (again.exit_code, again.stderr) == (
        0,
        "nothing to write: the data says so already\n",
    )


@pytest.mark.parametrize("change", ["dal failed ready", "W2 passed ready"])
def test_what_was_passed_or_failed_is_written_once(data: Path, change: str) -> None:
    gated = RULED.replace("as_of", "gates: [{id: ready, at: -90d}], as_of", 1)
    (data / "programme.yaml").write_text(gated, encoding="utf-8")
    assert whatif(change, "--write", *SOURCE).exit_code == 0
    before = text_of(data)
    again = whatif(change, "--write", *SOURCE)
    assert (again.exit_code, again.stderr) == (0, "nothing to write: the data says so already\n")
    assert text_of(data) == before


def test_what_was_cut_off_between_two_files_is_finished_by_the_same_command(data: Path) -> None:
    at = RULED.index("waves:")
    files = {"sites.yaml": RULED[:at], "waves.yaml": RULED[at:]}
    (data / "programme.yaml").unlink()
    for name, text in files.items():
        (data / name).write_text(text, encoding="utf-8")
    words = ["dal=W2", "W2.go_live=2025-05-03", "--write", *SOURCE]
    assert whatif(*words).exit_code == 0
    whole = {name: (data / name).read_text(encoding="utf-8") for name in files}
    (data / "sites.yaml").write_text(files["sites.yaml"], encoding="utf-8")
    ran = whatif(*words)
    assert (ran.exit_code, ran.stderr) == (0, f"wrote {data}/sites.yaml\n")
    assert {name: (data / name).read_text(encoding="utf-8") for name in files} == whole


def test_a_delay_is_written_as_go_lives(data: Path) -> None:
    ran = whatif("W1+6m", "--write", *SOURCE)
    assert ran.exit_code == 0, ran.stderr
    assert f"- {{id: W1, go_live: 2024-11-09, claims: [{{go_live: 2025-05-09, {BY}]}}" in text_of(
        data
    )
    assert f"{{called: Second, source: letter}}, {{go_live: 2025-05-09, {BY}]" in text_of(data)


def test_a_changed_rule_ends_and_another_begins(data: Path) -> None:
    ran = whatif("cap.max=1", "--write", *SOURCE)
    assert ran.exit_code == 0, ran.stderr
    old = "  - {kind: capacity, id: cap, waves: W1, max: 4, because: as agreed"
    new = "  - {kind: capacity, id: cap-2024-01-02, waves: [W1], max: 1, "
    assert f"{old}, in_force: {{until: 2024-01-01}}}}\n{new}in_force: {{from: 2024-01-02}}" in (
        text_of(data)
    )


def test_json_stays_json_and_what_is_written_is_shown_beside_it(data: Path) -> None:
    ran = whatif("dal=W2", "--write", *SOURCE, "--format", "json")
    assert ran.exit_code == 0
    assert [move["site"] for move in json.loads(ran.stdout)["cases"][0]["moves"]] == ["dal"]
    assert f"wrote {data}/programme.yaml\nWritten:\n\ndata/programme.yaml:\n" in ran.stderr


def test_a_dry_run_is_the_default_said_aloud_and_with_write_shows_the_change(data: Path) -> None:
    assert whatif("dal=W2", "--dry-run") == whatif("dal=W2")
    pinned = ["assign", "--pin", "bo=W2", "--apply-repair", "1B"]
    assert run(*pinned, "--dry-run") == run(*pinned)
    ran = whatif("dal=W2", "--write", "--dry-run", *SOURCE)
    assert (ran.exit_code, ran.stderr, text_of(data)) == (0, "", RULED)
    assert "\nTo be written:\n\ndata/programme.yaml:\n" in ran.stdout


def test_nothing_is_written_where_there_is_no_plan(data: Path) -> None:
    ran = whatif("W1 closed", "dal=W0", "--write", *SOURCE)
    assert (ran.exit_code, ran.stderr, text_of(data)) == (3, "nothing was written\n", RULED)


def test_what_was_known_otherwise_when_it_would_count_is_to_be_asked_again(data: Path) -> None:
    """W3 is known from June."""
    ran = whatif("dal=W2", "--write", "--source", "letter", "--known", "2024-07-01")
    assert (ran.exit_code, text_of(data)) == (1, RULED)
    assert ran.stderr == (
        "Error: this would count from 2024-07-01, when other things are known than on 2024-01-01: "
        "ask with --as-of 2024-07-01; nothing was written\n"
    )
    later = ["--source", "letter", "--known", "2024-07-01", "--as-of", "2024-07-01"]
    assert whatif("dal=W2", "--write", *later).exit_code == 0


def test_a_claim_that_would_not_count_is_refused(data: Path) -> None:
    ran = whatif("dal=W2", "--write", "--source", "letter", "--known", "2023-05-01")
    assert (ran.exit_code, text_of(data)) == (1, RULED)
    assert "Dal: 'planned for W2' would change nothing, as 'planned for W1' counts" in ran.stderr


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["dal=W2", "--write"], "who says so? Name a source"),
        (["dal=W2", "--source", "letter"], "it applies to --write only"),
        (["dal=W2", "eid=W2", "--each", "--write", *SOURCE], "cannot be combined with --each"),
        (
            ["dal.size.inhabitants=7", "--write", *SOURCE],
            "it cannot write this: Dal's size is a plain field, that has no date",
        ),
    ],
)
def test_what_cannot_be_written_is_wrong_usage(data: Path, words: list[str], why: str) -> None:
    ran = whatif(*words)
    assert (ran.exit_code, ran.stdout, text_of(data)) == (2, "", RULED)
    assert why in " ".join(ran.stderr.split())


@pytest.mark.parametrize("option", [["--write", *SOURCE], ["--dry-run"]])
def test_assign_writes_repairs_only(data: Path, option: list[str]) -> None:
    ran = run("assign", *option)
    assert (ran.exit_code, ran.stdout, text_of(data)) == (2, "", RULED)
    assert "it applies to --apply-repair only" in " ".join(ran.stderr.split())


def test_the_bundled_data_is_never_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # else ./data would be the data, as it is of a checkout
    for words in (["whatif", "heim=KI3"], ["assign", "--apply-repair", "1A"]):
        ran = run(*words, "--write", "--source", "newsletter-2023-07")
        assert ran.exit_code == 2
        assert "this data comes with hpplan" in " ".join(ran.stderr.split())
