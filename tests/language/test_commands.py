"""Each command with --lang, with a catalogue that marks every translation: nothing else is there
but data, codes, and messages of findings.
"""

import re
from html import unescape
from pathlib import Path

import pytest

import hpplan
from hpplan.language import words
from tests.cli.programmes import CALM, write
from tests.cli.running import DATA, REPOSITORY, run
from tests.language.marking import Marked, named_in, words_left
from tests.language.shown import of_page, of_workbook

CODE = re.compile(
    r"hpplan [a-z]+( [a-z]+(=\w+)?)?"  # a command
    r"|--[a-z-]+( [\w=]+)?"  # an option, with what it is given
    r"|[\w/.-]+\.yaml(:\d+)?|\[[\w-]+\]"  # a place, a source
    r"|\bHP\d{3}\b|\b\d{4}-(spring|summer|autumn|winter|[HQ]\d)"  # a code, a period in a file
    r"|\{[^}]*\}|\w+: \[[^]]*\]"  # what is written into a file
    r"|\b\w+(\.go_live([+-]\w+)?|=W\d)|'drop rule \w+'"  # what is supposed, as it was asked
    r"|\w+: (max|months|not_after) |\bmax (?=\d)"  # a key of a rule
    r"|^```\w*$"
    r"|^(BEGIN|END|ACTION|STATUS|TRANSP|METHOD|VERSION|PRODID|TRIGGER|UID|SEQUENCE|DT\w+)[:;].*$"
    r"|^(SUMMARY|DESCRIPTION|X-WR-CALNAME):"
    r"|<[^>]*>|^ *(gantt|title|section|dateFormat.*|axisFormat.*|todayMarker.*)"
    r"|:(done|active|crit|milestone)\b.*$",
    re.MULTILINE,
)
"""What is no language: commands, places, YAML, iCalendar, SVG, Mermaid."""
COAST = REPOSITORY / "docs" / "examples" / "coast"
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
IN_CONFLICT = (
    CALM
    + """
rules:
  - {id: first, kind: before, first: dal, then: bo}
  - {id: most, kind: capacity, measure: inhabitants, max: 600}
  - {id: lead, kind: notice, months: 12, because: The project takes a year.}
"""
)
DELAYED = """
programme:
  {id: calm, name: Calm, as_of: 2024-01-01, calendar: {holidays: "NO", go_live_days: [saturday]}}
municipalities:
  - {id: ask, name: Ask, wave: W1, size: {inhabitants: 10}}
  - {id: bo, name: Bø, wave: W2, size: {inhabitants: 20}}
  - {id: dal, name: Dal, wave: W3, size: {inhabitants: 30}}
waves: [{id: W1, go_live: 2024-11-09}, {id: W2, go_live: 2025-02-01}, {id: W3, go_live: 2025-04}]
rules:
  - {id: rest, kind: spacing, min: 2m}
  - {id: end, kind: window, sites: dal, not_after: 2025-05}
  - {id: room, kind: capacity, max: 2}
"""


@pytest.fixture(autouse=True)
def in_a_language_of_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "catalogue", lambda _: Marked())


def english_in(folder: Path, *command: str) -> tuple[int, list[str]]:
    """With what the command ends, and the words that are neither marked nor data."""
    ran = run(*command, "--lang", "nb", "--data", str(folder))
    said = ran.stdout.replace("\r", "")
    if "ics" in command:
        said = of_calendar(said)
    said = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), said)  # entities of Mermaid
    return ran.exit_code, english(said, folder)


def of_calendar(text: str) -> str:
    """Its lines, whole and as they are read."""
    return text.replace("\r", "").replace("\n ", "").replace("\\,", ",").replace("\\n", "\n")


def english(said: str, folder: Path) -> list[str]:
    """The words of it that are neither marked nor data of the folder."""
    said = unescape(CODE.sub(" ", STYLE.sub(" ", said)))
    return words_left(" ".join(said.split()), named_in(hpplan.load(folder).data))


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        "timeline",
        "timeline --site froya",
        "timeline --format markdown",
        "timeline --format mermaid",
        "timeline --format svg",
        "timeline --format ics",
        "map --format svg",
        "map --tiles --format svg",
        "assign",
        "assign --format markdown",
        "assign --second-opinion",
        "assign --alternatives 2",
        "explain froya",
        "explain froya --why-not-earlier",
        "explain hitra --why-not KI3",
        "explain trondheim",
        "explain wave KI2",
        "explain wave PD5",
        "explain rule cap-inhabitants",
        "explain capacity",
        "explain assumptions",
        "recommend froya",
        "whatif heim=KI4 KI3.go_live+2m --each",
        "history",
        "history --wave KI2 --format markdown",
        "history --site hnt",
    ],
)
def test_of_the_shipped_data_nothing_is_left_in_english(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(DATA.parent)  # places are short, wherever the package is
    assert english_in(Path(DATA.name), *command.split()) == (0, [])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("timeline", 0),
        ("timeline --site ask --site dal --site eid", 0),
        ("timeline --format ics --site bo", 0),
        ("timeline --format svg", 0),
        ("map --format svg", 0),
        ("assign", 3),
        ("assign --full", 3),
        ("assign --pin dal=W0 --pin bo=W2", 3),
        ("assign --pin dal=W0 --apply-repair 1A", 3),
        ("explain dal", 3),
        ("explain eid --dates", 3),
        ("explain eid --why-not W1", 3),
        ("explain wave W1", 3),
        ("explain wave W1 --dates", 3),
        ("explain rule most", 3),
        ("explain capacity", 3),
        ("explain assumptions", 3),
        ("recommend dal", 3),
        ("recommend --all", 3),
        ("whatif eid=W2", 3),
        ("whatif dal=W2 bo!=W1 --each", 3),
    ],
)
def test_of_a_programme_with_conflicts_nothing_is_left_in_english(
    command: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, IN_CONFLICT)
    monkeypatch.chdir(tmp_path)
    assert english_in(Path("data"), *command.split()) == (code, [])


@pytest.mark.slow
def test_of_a_difference_nothing_is_left_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(DATA.parent)
    assert english_in(Path(DATA.name), "diff", "2022-04-04", "2023-07-04") == (1, [])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("supposed", "code"),
    [
        (["W1+2m"], 0),
        (["W1+2m", "--dates"], 0),
        (["W1+7m"], 3),
        (["W1+1w", "W2+1w", "dal.go_live=2025-05", "room.max=1"], 3),
        (["bo.go_live+1m", "ask.go_live-3d", "dal withdrawn", "--each"], 0),
        (["W2.capacity=1", "bo.size.inhabitants=9", "add wave W4 2026", "drop rule rest"], 0),
    ],
    ids=str,
)
def test_of_what_is_supposed_nothing_is_left_in_english(
    supposed: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, DELAYED)
    monkeypatch.chdir(tmp_path)
    assert english_in(Path("data"), "whatif", *supposed) == (code, [])


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        "risk --runs 9 --contributions",
        "risk --runs 9 --full --format markdown",
        "risk --runs 9 --format svg",
    ],
)
def test_of_futures_nothing_is_left_in_english(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(COAST.parent)
    assert english_in(Path(COAST.name), *command.split()) == (0, [])


def test_of_lost_futures_nothing_is_left_in_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (
        (COAST / "programme.yaml")
        .read_text("utf-8")
        .replace("chance: 0.1, max: 2", "chance: 1, max: 0")
    )
    write(tmp_path, text.replace("{says: planned, wave: W1, source: plan}", "{says: joined}", 1))
    assert english_in(Path("data"), "risk", "--runs", "3") == (0, [])


def left_in(folder: Path, command: str, file: Path) -> tuple[int, list[str]]:
    """With what the command ends, and what is left in English in what it writes."""
    asked = (*command.split(), "--output", str(file), "--lang", "nb", "--data", str(folder))
    code = run(*asked).exit_code
    if file.suffix == ".xlsx":
        said = of_workbook(file, [Marked().gettext(each) for each in ("message", "hint")])
    else:
        said = of_page(file.read_text("utf-8"))
    beside = file.with_suffix(".ics")
    calendar = of_calendar(beside.read_bytes().decode()) if beside.exists() else ""
    return code, english(f"{said}\n{calendar}", folder)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("report --no-alternatives", "page.html"),
        ("report --site froya", "page.html"),
        ("timeline", "book.xlsx"),
    ],
)
def test_of_the_shipped_data_nothing_is_left_in_english_in_a_file(
    command: str, name: str, tmp_path: Path
) -> None:
    assert left_in(DATA, command, tmp_path / name) == (0, [])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "name", "code"),
    [
        ("report", "page.html", 3),
        ("report --site dal", "page.html", 3),
        ("timeline", "book.xlsx", 0),
    ],
)
def test_of_a_programme_with_conflicts_nothing_is_left_in_english_in_a_file(
    command: str, name: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, IN_CONFLICT)
    monkeypatch.chdir(tmp_path)
    assert left_in(Path("data"), command, tmp_path / name) == (code, [])


@pytest.mark.slow
def test_of_a_report_with_futures_nothing_is_left_in_english(tmp_path: Path) -> None:
    asked = "report --no-alternatives --risk 9"
    assert left_in(COAST, asked, tmp_path / "page.html") == (0, [])
