"""What a command writes: never over what it reads, in the format that the ending says, in UTF-8."""

import csv
import io
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.programmes import CALM, write
from tests.cli.running import PLAIN, command, run
from tests.patience import PATIENCE

HELD = CALM + "goals: [{kind: stability, against: ../kept.json}]\n"


@pytest.fixture(autouse=True)
def _calm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in ("p.json", "q.json", "kept.json"):
        run("assign", "--output", name)
    run("check", "--write-baseline", "b.json")
    Path("data/programme.yaml").write_text(HELD, encoding="utf-8")


def contents() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


# --- what is read is not written over ---------------------------------------------------------

WHAT = "would be written over"
IN_DATA = "is read as data"
PAIRS = [
    ("verify p.json --output p.json", WHAT),
    ("verify p.json --report json:p.json", WHAT),
    ("verify p.json --report sarif:p.json --format json", WHAT),
    ("verify p.json --output kept.json", WHAT),
    ("timeline --plan p.json --output p.json", WHAT),
    ("timeline --plan p.json --output ./data/../p.json", WHAT),
    ("timeline --output kept.json", WHAT),
    ("diff p.json q.json --output p.json", WHAT),
    ("diff p.json q.json --output q.json", WHAT),
    ("diff 2023 q.json --output q.json", WHAT),
    ("assign --output kept.json", WHAT),
    ("explain dal --output kept.json", WHAT),
    ("recommend dal --output kept.json", WHAT),
    ("whatif dal=W2 --output kept.json", WHAT),
    ("check --baseline b.json --output b.json", WHAT),
    ("check --baseline b.json --report json:b.json", WHAT),
    ("check --baseline b.json --write-baseline b.json", WHAT),
    ("check --output kept.json", WHAT),
    ("adopt p.json --source s --output p.json", WHAT),
    ("lock p.json --output p.json", WHAT),
    ("check --write-baseline b.yaml", "ends in '.yaml'; its endings: .json"),
    ("check --write-baseline data/b.yaml", IN_DATA),
    ("check --output data/b.yaml", IN_DATA),
    ("check --report json:data/b.yaml", IN_DATA),
    ("check --output data/b.yml", IN_DATA),
    ("verify p.json --output data/b.yaml", IN_DATA),
    ("timeline --output data/programme.yaml", IN_DATA),
    ("diff p.json q.json --output data/b.yaml", IN_DATA),
    ("explain dal --output data/b.yaml", IN_DATA),
    ("recommend dal --output data/b.yaml", IN_DATA),
    ("whatif dal=W2 --output data/b.yaml", IN_DATA),
    ("assign --output data/b.yaml", IN_DATA),
    ("schema --output data/s.yaml", IN_DATA),
    ("code --all --output data/s.yaml", IN_DATA),
    ("check --output o.json --report json:o.json", "is also named with --output"),
    ("check --output o.json --write-baseline o.json", "is also named with --output"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("line", "sentence"), PAIRS)
def test_no_output_takes_the_place_of_an_input(line: str, sentence: str) -> None:
    before = contents()
    ran = run(*line.split())
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert sentence in " ".join(ran.stderr.split())
    assert contents() == before


def move_the_data() -> None:
    Path("data/programme.yaml").rename("other.json")
    Path("data/programme.yaml").symlink_to("../other.json")


LINKS: dict[str, Callable[[], object]] = {
    "link": lambda: Path("other.json").symlink_to("p.json"),
    "hard link": lambda: os.link("p.json", "other.json"),
    "linked folder": lambda: Path("there").symlink_to("."),
    "link to data": lambda: Path("other.json").symlink_to("data/programme.yaml"),
    "data is a link": move_the_data,
}


@pytest.mark.parametrize("way", LINKS)
def test_a_link_leads_to_what_it_leads_to(way: str) -> None:
    LINKS[way]()
    output = "there/p.json" if way == "linked folder" else "other.json"
    before = contents()
    ran = run("verify", "p.json", "--output", output)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert contents() == before


def test_a_data_folder_that_is_not_read_yet_as_one_is_spared_too() -> None:
    Path("new").mkdir()
    Path("new/who.yaml").write_text("{", encoding="utf-8")
    ran = run("check", "new", "--output", "new/report.yaml")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "every *.yaml in 'new' is read as data; call it report.json" in ran.stderr


def test_a_device_may_be_named_again_and_again() -> None:
    null = os.devnull
    assert run("check", "--output", null, "--report", f"json:{null}").exit_code == 0


# --- the ending -------------------------------------------------------------------------------

WRITING = [
    "check",
    "assign",
    "timeline",
    "diff p.json q.json",
    "explain dal",
    "recommend dal",
    "whatif dal=W2",
    "verify p.json",
    "code --all",
    "schema",
]


@pytest.mark.slow
@pytest.mark.parametrize("line", WRITING)
@pytest.mark.parametrize("ending", [".docx", ".html", ".ical", ".pdf", ".PDF", ".\x1b[31m"])
def test_an_ending_that_no_format_has_is_wrong_usage(line: str, ending: str) -> None:
    before = contents()
    ran = run(*line.split(), "--output", f"plan{ending}")
    assert (ran.exit_code, ran.stdout, contents()) == (2, "", before)
    shown = ending.lower().replace("\x1b", "\\x1b")
    assert f"nothing that this command writes ends in '{shown}'; its endings: ." in ran.stderr


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "assign --format csv --output p.json",
            "'.json' stands for json, and --format asks for csv, which ends in .csv",
        ),
        (
            "check --format junit --output o.md",
            "'.md' stands for markdown, and --format asks for junit, which ends in .xml",
        ),
        (
            "check --format text --output o.sarif.json",
            "'.sarif.json' stands for sarif, and --format asks for text, which ends in .txt",
        ),
        ("check --diff --output o.json", "ends in '.json'; its endings: .diff, .patch, .txt"),
    ],
)
def test_a_format_that_contradicts_the_ending_is_wrong_usage(line: str, sentence: str) -> None:
    before = contents()
    ran = run(*line.split())
    assert (ran.exit_code, ran.stdout, contents()) == (2, "", before)
    assert sentence in ran.stderr


@pytest.mark.parametrize(
    ("options", "begins"),
    [
        ("--output o.sarif.json", '{\n  "$schema"'),
        ("--format sarif --output o.json", '{\n  "$schema"'),
        ("--format gitlab --output o.json", "["),
        ("--output o.json", '{\n  "format": 2,\n  "findings"'),
        ("--output o.markdown", "## hpplan check"),
        ("--format concise --output o.txt", "data/programme.yaml:1:42: info: "),
        ("--format junit --output o", "<?xml"),
    ],
)
def test_formats_that_share_an_ending_are_distinguished_by_name(options: str, begins: str) -> None:
    run("check", *options.split())
    (written,) = Path().glob("o*")
    assert written.read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize(
    ("ending", "form"),
    [("md", "markdown"), ("txt", "text"), ("yaml", "json"), ("mmd", "mermaid")],
)
def test_a_format_may_be_asked_for_by_its_ending(ending: str, form: str) -> None:
    shown = run("timeline", "--format", ending)
    assert (shown.exit_code, shown) == (0, run("timeline", "--format", form))
    assert run("timeline", "--format", "dot").exit_code == 2  # another command's


def test_a_dash_is_stdout() -> None:
    assert run("check", "--output", "-", "--format", "json") == run("check", "--format", "json")
    assert not Path("-").exists()


# --- the encoding -----------------------------------------------------------------------------

NAMES = "Čáhput Ł Ж, Bø"
STRANGE = f"""\
programme: {{id: p, name: P, as_of: 2024-01-01}}
municipalities:
  - {{id: a, name: "{NAMES}", claims: [{{says: planned, wave: W1}}]}}
waves: [{{id: W1}}]
"""


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
@pytest.mark.parametrize(
    "line",
    [
        "check --format json",
        "check --format gitlab",
        "check --format sarif",
        "check --format junit",
        "check --format github",
        "check --format markdown",
        "assign --format csv",
        "timeline --format json",
        "explain a --format json",
        "explain a --format markdown",
    ],
)
def test_what_programs_read_is_utf_8_whatever_the_terminal_is(line: str, encoding: str) -> None:
    Path("data/programme.yaml").write_text(STRANGE, encoding="utf-8")
    done = subprocess.run(
        command(line.split()),
        env=PLAIN | {"PYTHONIOENCODING": encoding},
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    text = done.stdout.decode("utf-8")
    if line.endswith("json"):
        json.loads(text)
    elif line.endswith("junit"):
        ET.fromstring(done.stdout)
    elif line.endswith("csv"):
        assert next(csv.DictReader(io.StringIO(text)))["name"] == NAMES
    assert "Čáhput Ł Ж" in text


# --- files that all steps of a job share ------------------------------------------------------


@pytest.mark.parametrize("way", ["--report markdown:{}", "--format markdown --output {}"])
@pytest.mark.parametrize("before", ["# Step\n", "# Step", ""])
def test_the_summary_of_a_job_is_added_to(way: str, before: str) -> None:
    Path("summary").write_text(before, encoding="utf-8")
    Path("link").symlink_to("summary")
    ran = run("check", *way.format("link").split(), env={"GITHUB_STEP_SUMMARY": "summary"})
    assert ran.exit_code == 0
    apart = "" if before.endswith("\n") or not before else "\n"
    shown = run("check", "--format", "markdown").stdout
    assert Path("summary").read_text(encoding="utf-8") == before + apart + shown


def test_a_file_of_the_step_itself_is_replaced_as_ever() -> None:
    Path("summary.md").write_text("# Step\n", encoding="utf-8")
    run("check", "--output", "summary.md", env={"GITHUB_STEP_SUMMARY": "elsewhere"})
    assert Path("summary.md").read_text(encoding="utf-8").startswith("## hpplan check")


# --- errors of the data -----------------------------------------------------------------------

ASKING = [
    "assign",
    "timeline",
    "timeline --plan p.json",
    "diff p.json q.json",
    "diff 2023 2024",
    "explain dal",
    "recommend dal",
    "whatif dal=W2",
    "verify p.json",
    "lock",
]


@pytest.mark.slow
@pytest.mark.parametrize("line", ASKING)
@pytest.mark.parametrize("fault", ["waves: [{id: W1", "municipalities: [{id: a, name: A}]\n"])
def test_with_json_errors_of_the_data_are_those_of_check_on_stdout(line: str, fault: str) -> None:
    Path("data/programme.yaml").write_text(fault, encoding="utf-8")
    ran = run(*line.split(), "--format", "json")
    assert ran == run("check", "--format", "json")
    assert (ran.exit_code, json.loads(ran.stdout)["errors"]) == (1, 1)


@pytest.mark.parametrize("line", [line for line in ASKING if not line.startswith("verify")])
def test_then_the_file_that_was_asked_for_is_not_touched(line: str) -> None:
    Path("data/programme.yaml").write_text("waves: [{id: W1", encoding="utf-8")
    Path("old.json").write_text("old", encoding="utf-8")
    ran = run(*line.split(), "--format", "json", "--output", "old.json")
    assert (ran.exit_code, json.loads(ran.stdout)["errors"]) == (1, 1)
    assert Path("old.json").read_text(encoding="utf-8") == "old"


# --- tables for spreadsheets ------------------------------------------------------------------


@pytest.mark.parametrize("command", ["assign", "timeline"])
def test_excel_in_norway_gets_what_it_opens(command: str) -> None:
    ran = run(command, "--output", "o.csv", "--csv-dialect", "norwegian")
    text = Path("o.csv").read_bytes().decode("utf-8")
    assert (ran.exit_code, text.startswith("\ufeffsite;name;")) == (0, True)
    printed = run(command, "--format", "csv", "--csv-dialect", "norwegian").stdout
    assert printed == text
    standard = run(command, "--format", "csv", "--csv-dialect", "standard").stdout
    assert standard == run(command, "--format", "csv").stdout


@pytest.mark.parametrize("command", ["assign", "timeline"])
@pytest.mark.parametrize("options", ["", "--format json", "--output o.txt"])
def test_a_dialect_of_csv_goes_with_csv_only(command: str, options: str) -> None:
    ran = run(command, *options.split(), "--csv-dialect", "norwegian")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert (
        "Invalid value for --csv-dialect: it applies to csv only, and the format is" in ran.stderr
    )
