"""Bare `hpplan`: where the programme stands, on the data that is found."""

import re
from pathlib import Path

import pytest

from tests.cli.programmes import CALM, write
from tests.cli.running import run, run_process

COMMANDS = """
hpplan timeline  who goes live when, and what is next
hpplan assign    the best plan, with a proof
hpplan check     what is wrong or doubtful in the data
hpplan --help    all commands; each has examples in its own --help
"""


def test_it_tells_where_the_programme_stands_and_what_to_do_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    ran = run()
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout == (
        "Calm on 1 January 2024\n"
        "\n"
        "Live      1 of 5 municipalities, 52 % of the inhabitants\n"
        "Decided   1 more, 78 % with them\n"
        "Open      1 in a wave but not decided, 1 in no wave, 1 takes no part\n"
        "Next      W1 on 9 November 2024, in 313 days: Bø, Dal\n"
        "Findings  1 info\n" + COMMANDS
    )


NYNORSK = """\
Calm, 1. januar 2024

I drift              1 av 5 kommunar, 52 % av alle innbyggjarar
Vedteke              1 til, 78 % med dei
Ope                  1 i ei bølgje, men ikkje vedteke, 1 ikkje i noka bølgje, 1
                     deltek ikkje
Det neste som skjer  W1 9. november 2024, om 313 dagar: Bø, Dal
Funn                 1 til orientering

hpplan timeline --lang nn  kven som går i drift når, og kva som står for tur
hpplan assign --lang nn    den beste planen, med bevis
hpplan check               kva som er feil eller tvilsamt i dataa (på engelsk)
hpplan --help              alle kommandoar, kvar med døme i sin eigen --help (på
                           engelsk)
"""


def test_it_speaks_the_language_that_was_asked_for_and_leads_to_answers_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run("--lang", "nn").stdout == NYNORSK


def test_it_speaks_the_language_of_the_programme(tmp_path: Path) -> None:
    folder = write(tmp_path, CALM.replace("id: calm,", "id: calm, language: nb,"))
    assert run("--data", folder).stdout.startswith("Calm, 1. januar 2024\n\nI drift ")


HOSPITALS = """
programme: {id: p, name: Hospitals, as_of: 2024-01-01, coverage: {measure: staff}}
sources: [{id: s, kind: register}]
from: {size: s}
sites:
  - id: a
    kind: hospital
    name: A
    size: {staff: 9996}
    claims: [{says: live, wave: W1, on: 2023, source: s}]
  - {id: b, kind: hospital, name: B, size: {staff: 4}}
waves: [{id: W1, go_live: 2023-04}]
"""


def test_where_there_are_no_municipalities_sites_and_what_the_programme_names_are_counted(
    tmp_path: Path,
) -> None:
    ran = run("--data", write(tmp_path, HOSPITALS))
    assert ran.stdout.splitlines()[2:4] == [
        "Live      1 of 2 sites, 99 % of the staff",
        "Decided   nobody else",
    ]
    (tmp_path / "sites").mkdir()
    ran = run("--data", write(tmp_path / "sites", HOSPITALS.replace("{measure: staff}", "{}")))
    assert ran.stdout.splitlines()[2:4] == [
        "Live      1 of 2 sites, 50 %",
        "Decided   nobody else",
    ]


def test_what_to_do_next_is_to_be_done_with_the_same_data_and_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    Path("data").rename("ours")
    ran = run("--data", "ours", "--as-of", "2023")
    assert ran.stdout.splitlines()[-5:] == [
        "hpplan timeline ours --as-of 2023  who goes live when, and what is next",
        "hpplan assign ours --as-of 2023    the best plan, with a proof",
        "hpplan check ours --as-of 2023     what is wrong or doubtful in the data",
        "hpplan --help                      all commands; each has examples in its own",
        "                                   --help",
    ]
    Path("ours").rename("what the county's own programme office keeps")
    ran = run("--data", "what the county's own programme office keeps", "--as-of", "2023")
    timeline = "hpplan timeline 'what the county'\"'\"'s own programme office keeps' --as-of 2023"
    assert ran.stdout.splitlines()[-8:-6] == [
        timeline,
        "    who goes live when, and what is next",
    ]


def test_it_tells_of_another_day(tmp_path: Path) -> None:
    ran = run("--data", write(tmp_path), "--as-of", "2025")
    assert ran.stdout.splitlines()[0] == "Calm on 31 December 2025"
    assert "Next      nobody has a go-live ahead" in ran.stdout
    assert "Findings  3 warnings" in ran.stdout


def test_today_is_a_day_like_any_other(tmp_path: Path) -> None:
    ran = run("--data", write(tmp_path), "--as-of", "today")
    assert re.match(r"Calm on \d+ [A-Z][a-z]+ \d{4}\n", ran.stdout)
    assert not ran.stdout.startswith("Calm on 1 January 2024\n")


def test_a_season_is_what_the_programme_says_it_is(tmp_path: Path) -> None:
    seasons = CALM.replace("name: Calm", "name: Calm, seasons: {spring: [1, 6]}")
    ran = run("--data", write(tmp_path, seasons), "--as-of", "2024-spring")
    assert ran.stdout.startswith("Calm on 30 June 2024\n")


def test_the_data_here_is_taken_without_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    ran = run()
    assert (ran.stdout.splitlines()[0], ran.stderr) == ("Calm on 1 January 2024", "")


@pytest.mark.slow
def test_from_any_folder_the_bundled_data_is_planned(tmp_path: Path) -> None:
    ran = run_process(folder=tmp_path)
    assert ran.exit_code == 0
    assert ran.stdout.startswith("Helseplattformen on 4 July 2023\n")
    assert ran.stderr.startswith("planning the bundled Helseplattformen data (")


@pytest.mark.slow
def test_the_shipped_overview_fits_80_columns() -> None:
    assert [line for line in run_process().stdout.splitlines() if len(line) > 80] == []


def test_data_with_faults_ends_with_its_findings_on_stderr(tmp_path: Path) -> None:
    data = write(tmp_path, CALM.replace("wave: W1", "wave: W9"))
    ran = run("--data", data)
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert f"{data}/programme.yaml:" in ran.stderr
    assert "there is no wave 'W9'" in ran.stderr


def test_a_day_without_a_wave_ends_with_that_one_finding(tmp_path: Path) -> None:
    data = write(tmp_path, "waves: [{id: W1, claims: [{go_live: 2024, known: 2023}]}]\n")
    ran = run("--data", data, "--as-of", "2022")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "no wave exists on 2022-12-31: the first is known on 2023-12-31" in ran.stderr


GATED = """
programme:
  id: p
  name: Gated
  as_of: 2024-01-01
  gates: [{id: r90, name: Review, at: -90d}, {id: r60, name: Last review, at: -60d}]
waves: [{id: W1, go_live: 2024-03-23}, {id: W2, go_live: 2024-06-01}]
sources: [{id: s, published: 2023-12-28}]
municipalities:
  - {id: a, name: A, claims: [{says: decided, wave: W1, source: s}FAILED]}
  - {id: b, name: B, claims: [{says: planned, wave: W1, source: s}]}
  - {id: c, name: C, claims: [{says: planned, wave: W2, source: s}]}
"""
FAILED = ", {says: failed, gate: r90, source: s}"


def due(folder: Path, text: str) -> str:
    folder.mkdir()
    shown = run("--data", write(folder, text)).stdout
    (stated,) = re.findall(r"^Due(.*(?:\n .*)*)", shown, re.MULTILINE)
    return " ".join(stated.split())


def test_it_tells_which_gates_are_due_within_thirty_days_failed_and_overdue(tmp_path: Path) -> None:
    assert due(tmp_path / "failed", GATED.replace("FAILED", FAILED)) == (
        "Last review for W1 on 23 January 2024 (2 sites); failed: Review of W1 (1 site);"
        " overdue: Review of W1 (1 site)"
    )
    assert due(tmp_path / "unnamed", GATED.replace("FAILED", "").replace("name: Review, ", "")) == (
        "Last review for W1 on 23 January 2024 (2 sites); overdue: r90 of W1 (2 sites)"
    )
    alike = GATED.replace("FAILED", "").replace("Last review", "Review")
    assert due(tmp_path / "alike", alike.replace("2024-03-23", "2024-02-23")) == (
        "Review for W2 on 3 March 2024 (1 site); overdue: Review (2) of W1 (2 sites)"
    )
    ahead = GATED.replace("FAILED", "").replace("2024-03-23", "2024-04-30")
    assert (
        due(tmp_path / "ahead", ahead)
        == "Review for W1 on 31 January 2024 (2 sites); no gate overdue"
    )
