"""`hpplan record`: a fact is written once, in its place, or refused with the reason."""

import json
import shutil
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from hpplan.reading import read
from hpplan.writing.lock import locked
from tests.cli.programmes import CALM, write
from tests.cli.running import DATA, Ran, run

OLD = "{id: eid, name: Eid, size: {inhabitants: 125}"
JOINED = f"{OLD}, claims: [{{says: joined, source: letter}}]}}"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The calm programme, in the folder `data` of the current one."""
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    return Path("data")


def rewritten(data: Path, old: str, new: str) -> None:
    """With other words for some of it."""
    assert old in CALM
    (data / "programme.yaml").write_text(CALM.replace(old, new), encoding="utf-8")


def record(data: Path, *words: str) -> Ran:
    return run("record", *words, "--data", data)


def text_of(data: Path) -> str:
    return (data / "programme.yaml").read_text(encoding="utf-8")


def refused(data: Path, *words: str) -> str:
    """Why it is; nothing is written then, however it is asked for."""
    before = text_of(data)
    ran = record(data, *words)
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert text_of(data) == before
    (why,) = [line for line in ran.stderr.splitlines() if line.startswith("Error: ")]
    return why.removeprefix("Error: ")


def wrong(data: Path, *words: str) -> str:
    before = text_of(data)
    ran = record(data, *words)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert text_of(data) == before
    return ran.stderr.splitlines()[-1].removeprefix("Error: ")


def test_a_claim_is_written_and_what_it_changes_is_shown(data: Path) -> None:
    words = ["dal", "decided", "W1", "--on", "2023-05", "--known", "2024-02-02"]
    ran = record(data, *words, "--source", "letter")
    assert ran.exit_code == 0
    assert ran.stderr == f"wrote {data}/programme.yaml\n"
    new = "{says: decided, wave: W1, on: 2023-05, known: 2024-02-02, source: letter}"
    old = "{says: planned, wave: W1, source: letter}"
    assert text_of(data) == CALM.replace(
        f"size: {{inhabitants: 250}}\n    claims: [{old}]",
        f"size: {{inhabitants: 250}}\n    claims: [{old}, {new}]",
    )
    assert (
        ran.stdout
        == f"""\
Recorded: Dal, decided on W1                          known from 2 February 2024

data/programme.yaml:

    21       size: {{inhabitants: 250}}
       -     claims: [{old}]
    22 +     claims: [{old}, {new}]
    23     - {OLD}}}

What it changes, on 2 February 2024:
  Dal: planned -> decided
  3 of 5 municipalities live or decided, 90.4 % of the inhabitants
  the best plan stays
  it counts only from 2 February 2024 (--advance moves the date there)
"""
    )


def test_what_is_there_already_is_not_written_again(data: Path) -> None:
    assert record(data, "eid", "joined", "--source", "letter").exit_code == 0
    assert text_of(data) == CALM.replace(f"{OLD}}}", JOINED)
    again = record(data, "eid", "joined", "--source", "letter", "--known", "2023-06-01")
    assert (again.exit_code, again.stderr) == (0, "")
    assert (
        again.stdout
        == """\
Recorded already: Eid, joined. Nothing is written.

  known from 1 June 2023                                  data/programme.yaml:23
"""
    )
    assert text_of(data) == CALM.replace(f"{OLD}}}", JOINED)


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", ["KI2 dropped", "KI2 go_live 2027-06", "hnt withdrawn", "KI2 go_live unknown"]
)
def test_however_much_it_changes_ten_lines_say_so(tmp_path: Path, words: str) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    by = ["--known", "2023-07-10", "--source", "newsletter-2023-07", "--dry-run"]
    ran = record(data, *words.split(), *by)
    shown = ran.stdout.partition("What it changes, on 10 July 2023:\n")[2].splitlines()
    assert 3 <= len(shown) < 10
    assert [line for line in shown if len(line) > 80] == []


def test_a_dry_run_shows_the_same_and_writes_nothing(data: Path) -> None:
    words = ["eid", "joined", "--source", "letter"]
    shown = record(data, *words, "--dry-run")
    assert (shown.exit_code, shown.stderr, text_of(data)) == (0, "", CALM)
    done = record(data, *words).stdout
    assert done.partition("\n")[2] == shown.stdout.partition("\n")[2]
    assert shown.stdout.startswith("To be recorded: Eid, joined")


def test_a_new_source_comes_with_it_and_the_programme_s_date_moves(data: Path) -> None:
    words = ["eid", "joined", "--new-source", "minutes", "--title", "Vedtak 71/23"]
    words += ["--published", "2024-03-01", "--url", "https://eid.no/71", "--advance"]
    ran = record(data, *words)
    assert ran.exit_code == 0
    source = "{id: minutes, title: Vedtak 71/23, published: 2024-03-01, url: "
    expected = (
        CALM.replace("2023-06-01}]", f'2023-06-01}}, {source}"https://eid.no/71"}}]', 1)
        .replace("as_of: 2024-01-01", "as_of: 2024-03-01")
        .replace(f"{OLD}}}", JOINED.replace("letter", "minutes"))
    )
    assert text_of(data) == expected
    assert "it counts only from" not in ran.stdout
    assert record(data, *words).stdout.startswith("Recorded already: Eid, joined. Nothing is")
    assert text_of(data) == expected


def test_what_was_cut_off_between_two_files_is_finished_by_the_same_command(
    data: Path,
) -> None:
    words = ["eid", "joined", "--new-source", "minutes", "--title", "Vedtak"]
    words += ["--published", "2024-03-01", "--advance"]
    (data / "more.yaml").write_text(
        "sources:\n- {id: minutes, title: Vedtak, published: 2024-03-01}\n", encoding="utf-8"
    )
    before = (data / "more.yaml").read_bytes()
    assert record(data, *words).exit_code == 0
    assert (data / "more.yaml").read_bytes() == before
    assert "{says: joined, source: minutes}" in text_of(data)
    there = text_of(data).replace("as_of: 2024-03-01", "as_of: 2024-01-01")
    (data / "programme.yaml").write_text(there, encoding="utf-8")
    ran = record(data, *words)
    assert ran.stdout.startswith("Recorded already; the rest is missing: Eid, joined")
    assert text_of(data) == there.replace("as_of: 2024-01-01", "as_of: 2024-03-01")


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        (("W3", "go_live", "2026-05-02"), "{go_live: 2026-05-02, source: letter}"),
        (("W3", "go_live", "unknown"), "{go_live: unknown, source: letter}"),
        (("W3", "go_live", "2026"), "{go_live: 2026, source: letter}"),
        (("W3", "open", "false"), "{open: false, source: letter}"),
        (("wave:W3", "dropped"), "{dropped: true, source: letter}"),
        (("W3", "called", "The third"), "{called: The third, source: letter}"),
    ],
)
def test_each_word_of_a_wave(data: Path, words: tuple[str, ...], claim: str) -> None:
    assert record(data, *words, "--source", "letter").exit_code == 0
    first = "{go_live: 2026, known: 2024-06-01, source: letter}"
    assert text_of(data) == CALM.replace(first, f"{first}, {claim}")


def test_gates_are_passed_and_failed_by_sites_and_waves_and_live_ones_too(data: Path) -> None:
    gates = "as_of: 2024-01-01, gates: [{id: ready, at: -90d, source: letter}]}"
    rewritten(data, "as_of: 2024-01-01}", gates)
    reason = ["--because", "no training yet", "--source", "letter"]
    assert record(data, "dal", "failed", "ready", *reason).exit_code == 0
    assert record(data, "W1", "passed", "ready", "--source", "letter").exit_code == 0
    assert record(data, "ask", "passed", "ready", "--source", "letter").exit_code == 0
    text = text_of(data)
    assert "{says: failed, gate: ready, source: letter, because: no training yet}" in text
    assert (
        "{id: W1, go_live: 2024-11-09, claims: [{says: passed, gate: ready, source: letter}]}"
        in text
    )
    assert "on: 2023-05-06, source: letter}, {says: passed, gate: ready, source: letter}]" in text


def test_a_failed_gate_of_who_has_decided_is_recorded_though_check_calls_it_an_error(
    data: Path,
) -> None:
    gates = "as_of: 2024-01-01, gates: [{id: ready, at: -12m}]}"
    rewritten(data, "as_of: 2024-01-01}", gates)
    ran = record(data, "bo", "failed", "ready", "--source", "letter")
    assert ran.exit_code == 0
    assert "says: failed, gate: ready, source: letter}" in text_of(data)
    assert "HP615" in run("check", str(data)).stdout
    assert "What it changes, on 1 January 2024:\n  the current plan stays as it is\n" in ran.stdout


def test_a_finding_that_only_says_something_else_is_neither_new_nor_gone(data: Path) -> None:
    gates = "as_of: 2024-08-15, gates: [{id: ready, at: -90d, source: letter}]}"
    rewritten(data, "as_of: 2024-01-01}", gates)
    ran = record(data, "bo", "passed", "ready", "--known", "2024-08-15", "--source", "letter")
    assert [line.partition(",")[0].strip() for line in ran.stdout.splitlines() if "HP" in line] == [
        "finding changed: warning HP614"
    ]


# --- refused ------------------------------------------------------------------------------------


def test_an_error_more_is_refused_and_shown_where_it_would_be(data: Path) -> None:
    assert refused(data, "eid", "planned", "W9", "--source", "letter") == (
        "this would be an error then, and is none now: correct what you asked for, or first "
        "record what it needs (a source comes with --new-source); nothing was written"
    )
    assert (
        "there is no wave 'W9'" in record(data, "eid", "planned", "W9", "--source", "letter").stderr
    )
    assert "there is no source 'x'" in record(data, "eid", "joined", "--source", "x").stderr
    ran = record(data, "eid", "joined", "--source", "x", "--format", "json")
    assert [found["code"] for found in json.loads(ran.stdout)["findings"]] == ["HP201"]
    other = ["--new-source", "letter", "--title", "Another", "--published", "2024"]
    assert "the id 'letter' is taken" in record(data, "eid", "joined", *other).stderr
    assert text_of(data) == CALM


def test_a_contradiction_that_nothing_settles_is_refused(data: Path) -> None:
    assert refused(data, "dal", "planned", "W2", "--source", "letter") == (
        "data/programme.yaml:22: Dal: 'planned for W1' and 'planned for W2' cannot both hold, and "
        "neither is newer; say with --settles why this one is to be believed; nothing was written"
    )
    words = ["dal", "planned", "W2", "--source", "letter", "--settles", "the letter's errata"]
    assert record(data, *words).exit_code == 0


def test_a_contradiction_on_an_earlier_day_is_one_too(data: Path) -> None:
    first = "{says: planned, wave: W1, source: letter}]"
    later = ", {says: planned, wave: W2, known: 2023-12-01, source: letter}]"
    rewritten(data, first, first[:-1] + later)
    assert "cannot both hold" in refused(data, "dal", "planned", "W3", "--source", "letter")


def test_what_happened_later_than_it_was_known_is_refused(data: Path) -> None:
    assert refused(data, "eid", "joined", "--on", "2023-07", "--source", "letter") == (
        "Eid: 'joined' would be known on 1 June 2023, when 'letter' was published, before it "
        "happened in July 2023; correct --on or --known; nothing was written"
    )
    assert refused(
        data, "eid", "joined", "--on", "2024-02-02", "--known", "2024-02-01", "--source", "letter"
    ).startswith("Eid: 'joined' would be known on 1 February 2024, before it happened on")
    words = ["--on", "2024-02", "--known", "2024-02-01", "--source", "letter"]
    assert record(data, "eid", "joined", *words).exit_code == 0


def test_of_a_live_site_nothing_is_said_but_what_settles(data: Path) -> None:
    words = ["ask", "withdrawn", "--source", "letter"]
    assert refused(data, *words).startswith("data/programme.yaml:12: Ask is live in W0 since 6 May")
    assert record(data, *words, "--settles", "it never went live").exit_code == 0


def test_why_it_is_refused_is_never_shown_raw(data: Path) -> None:
    rewritten(data, "name: Ask", 'name: "Ask\\e[31m"')
    ran = record(data, "ask", "withdrawn", "--source", "letter")
    assert (ran.exit_code, "Ask\\x1b[31m is live in W0" in ran.stderr) == (1, True)
    assert "\x1b" not in ran.stderr


def test_of_a_site_that_was_not_live_then_it_may_be_said(data: Path) -> None:
    words = ["ask", "decided", "W0", "--known", "2023-01-01", "--source", "letter"]
    assert record(data, *words, "--note", "heard by telephone").exit_code == 0


def test_what_was_known_before_its_source_needs_a_note(data: Path) -> None:
    words = ["eid", "joined", "--known", "2023-05", "--source", "letter"]
    assert refused(data, *words) == (
        "Eid: 'joined' would be known in May 2023, before 'letter' was published on 1 June 2023; "
        "say with --note how; nothing was written"
    )
    assert record(data, *words, "--note", "heard by telephone").exit_code == 0


def test_what_was_known_on_the_day_its_source_was_published_needs_none(data: Path) -> None:
    words = ["eid", "joined", "--known", "2023-06-01", "--source", "letter"]
    assert record(data, *words).exit_code == 0


def test_an_alias_that_would_change_with_it_is_refused(data: Path) -> None:
    claims = "claims: [{says: planned, wave: W1, source: letter}]\n  - {id: eid,"
    shared = "claims: &c [{says: planned, wave: W1, source: letter}]\n  - {id: eid, claims: *c,"
    rewritten(data, claims, shared)
    assert refused(data, "dal", "joined", "--source", "letter") == (
        "data/programme.yaml:22: the alias in line 23 refers to this and would change, too: write "
        "it out there; nothing was written"
    )


def test_a_file_that_changed_meanwhile_is_left_as_it_is(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = f"{CALM}# by somebody else\n"

    def written_before(folder: Path) -> AbstractContextManager[None]:
        (data / "programme.yaml").write_text(other, encoding="utf-8")
        return locked(folder)

    monkeypatch.setattr("hpplan.writing.data_files.locked", written_before)
    ran = record(data, "eid", "joined", "--source", "letter", "--format", "json")
    assert (ran.exit_code, text_of(data)) == (1, other)
    why = "data/programme.yaml has changed meanwhile; nothing was written"
    assert json.loads(ran.stdout) == {"format": 2, "written": [], "refused": why}


# --- wrong usage --------------------------------------------------------------------------------


def test_words_that_do_not_fit_are_wrong_usage(data: Path) -> None:
    rewritten(data, "{id: W0,", "{id: eid, go_live: 2027}\n  - {id: W0,")
    by = ["--source", "letter"]
    assert wrong(data, "eid", "joined", *by) == (
        "Invalid value for SITE|WAVE: 'eid' is a site and a wave: write site:eid or wave:eid"
    )
    assert wrong(data, "adl", "joined", *by).endswith("wave 'adl'; did you mean 'dal'?")
    assert wrong(data, "dal", "join", *by).endswith("not say 'join'; did you mean 'joined'?")
    assert wrong(data, "dal", "decided", *by).endswith("hpplan record … decided WAVE")
    assert wrong(data, "dal", "joined", "W1", *by).endswith(
        "'joined' names no wave, and 'W1' stands behind it"
    )
    assert wrong(data, "W1", "open", "no", *by).endswith("'open' is true or false, not 'no'")
    assert wrong(data, "W1", "go_live", "2024-13", *by).endswith(
        "'2024-13' is not a date that exists"
    )
    assert wrong(data, "dal", "joined").endswith("who says so? Name a source")
    assert wrong(data, "dal", "joined", "--until", "2024", *by).endswith("not one that is 'joined'")
    assert wrong(data, "dal", "joined", "--title", "T", *by).endswith("add it with --new-source ID")
    assert wrong(data, "dal", "joined", "--new-source", "n", *by).endswith("not 'letter'")
    assert wrong(data, "dal", "joined", "--new-source", "n").endswith("--new-source n --title …")


def test_the_data_that_comes_with_hpplan_is_never_written() -> None:
    before = {path.name: path.read_bytes() for path in DATA.glob("*.yaml")}
    ran = run("record", "froya", "joined", "--source", "hp-2023-06", "--data", DATA)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "name a folder of yours: this data comes with hpplan" in ran.stderr
    assert {path.name: path.read_bytes() for path in DATA.glob("*.yaml")} == before


def test_nor_is_it_through_a_link(tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in DATA.glob("*.yaml")}
    for name in before:
        (tmp_path / name).symlink_to(DATA / name)
    words = ["froya", "joined", "--source", "newsletter-2023-07"]
    ran = record(tmp_path, *words)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert f"'{tmp_path}/municipalities.yaml' comes with hpplan" in " ".join(ran.stderr.split())
    assert {path.name: path.read_bytes() for path in DATA.glob("*.yaml")} == before


def test_what_was_always_known_can_be_recorded(data: Path) -> None:
    rewritten(data, "sources: [", "sources: [{id: guess, kind: assumption}, ")
    ran = record(data, "eid", "candidate", "W1", "--source", "guess", "--advance")
    assert ran.exit_code == 0
    assert ran.stdout.startswith("Recorded: Eid, a candidate for W1\n")
    assert "claims: [{says: candidate, wave: W1, source: guess}]" in text_of(data)
    assert "as_of: 2024-01-01" in text_of(data)


# --- JSON ---------------------------------------------------------------------------------------


def test_json_says_what_was_written_and_what_that_changes(data: Path) -> None:
    ran = record(data, "dal", "withdrawn", "--source", "letter", "--format", "json")
    found = json.loads(ran.stdout)
    changes, diff = found.pop("changes"), found.pop("diff")
    file = str(data / "programme.yaml")
    assert found == {
        "format": 2,
        "site": "dal",
        "claim": {"says": "withdrawn", "source": "letter"},
        "file": file,
        "line": 22,
        "column": 57,
        "known": "2023-06-01",
        "counts_from": None,
        "already": False,
        "dry_run": False,
        "written": [file],
    }
    assert diff.startswith(f"--- a/{file}\n+++ b/{file}\n@@ ")
    assert changes["as_of"] == "2024-01-01"
    assert [(site["site"], site["new"]["status"]) for site in changes["sites"]] == [
        ("dal", "withdrawn")
    ]
    assert (changes["plan"]["before"], changes["plan"]["status"]) == ("optimal", "optimal")
    assert [move["site"] for move in changes["plan"]["moves"]] == ["dal"]
    assert changes["findings"]["new"] == []


def test_a_claim_reads_back_as_it_was_given(data: Path) -> None:
    noted = 'He said: "no" # twice, [maybe]'
    words = ["eid", "undecided", "--until", "2025-Q3", "--on", "2023", "--known", "2024-01-01"]
    assert record(data, *words, "--source", "letter", "--note", noted).exit_code == 0
    programme = read(data).programme
    assert programme is not None
    (claim,) = programme.site["eid"].claims
    assert claim.model_dump(mode="json", exclude_none=True) == {
        "says": "undecided",
        "until": "2025-Q3",
        "on": "2023",
        "known": "2024-01-01",
        "source": "letter",
        "note": noted,
    }
