"""Workbooks of a plan: real days, plain text, the same bytes each time."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from hpplan.cli.app import app
from hpplan.views.formats.xlsx import WorkbookCell, WorkbookSheet, render
from tests.cli.programmes import CALM, write
from tests.cli.running import run
from tests.importing.workbooks import rewritten

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DAY_ONE = date(1899, 12, 30)


def read_back(path: Path) -> dict[str, list[list[WorkbookCell]]]:
    """The sheets of a workbook by name, days as days, without what only looks."""
    with ZipFile(path) as parts:
        texts = [
            "".join(part.text or "" for part in entry.iter(f"{MAIN}t"))
            for entry in fromstring(parts.read("xl/sharedStrings.xml"))
        ]
        names = [
            str(sheet.get("name"))
            for sheet in fromstring(parts.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
        ]
        return {
            name: list(_rows(fromstring(parts.read(f"xl/worksheets/sheet{number}.xml")), texts))
            for number, name in enumerate(names, start=1)
        }


def _rows(sheet: Element, texts: list[str]) -> Iterator[list[WorkbookCell]]:
    for row in sheet.iter(f"{MAIN}row"):
        cells: list[WorkbookCell] = []
        for cell in row:
            assert cell.find(f"{MAIN}f") is None  # no formula
            letters = re.sub("[0-9]", "", str(cell.get("r")))
            column = sum((ord(c) - 64) * 26**n for n, c in enumerate(reversed(letters)))
            cells += [None] * (column - 1 - len(cells))
            said = cell.findtext(f"{MAIN}v")
            if said is not None and cell.get("t") == "s":
                cells.append(texts[int(said)])
            elif said is not None and cell.get("s") == "2":
                cells.append(DAY_ONE + timedelta(int(said)))
            elif said is not None:
                cells.append(float(said))
        yield cells


def test_text_is_text_days_are_days_and_numbers_are_numbers(tmp_path: Path) -> None:
    rows: list[list[WorkbookCell]] = [
        ["=1+1", "http://example.org", "007", date(2024, 4, 27), 12.5],
        ["{=A1}", "x\x1by", None, date(1899, 1, 1), 10**15 + 1],
    ]
    path = tmp_path / "o.xlsx"
    path.write_bytes(
        render([WorkbookSheet("s", ["a", "=b", "c", "d", "e"], rows)], date(2024, 1, 1))
    )
    assert read_back(path) == {
        "s": [
            ["a", "=b", "c", "d", "e"],
            ["=1+1", "http://example.org", "007", date(2024, 4, 27), 12.5],
            ["{=A1}", "x\\x1by", None, "1899-01-01", "1000000000000001"],
        ]
    }


def test_the_same_tables_make_the_same_bytes_made_on_the_day_of_the_plan(tmp_path: Path) -> None:
    sheets = [WorkbookSheet("s", ["a"], [["x"]])]
    made = render(sheets, date(2023, 7, 4))
    assert made == render(sheets, date(2023, 7, 4))
    (tmp_path / "o.xlsx").write_bytes(made)
    with ZipFile(tmp_path / "o.xlsx") as parts:
        said = re.findall(r">(2023[^<]*)<", parts.read("docProps/core.xml").decode())
    assert said == ["2023-07-04T00:00:00Z", "2023-07-04T00:00:00Z"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path, CALM + "rules: [{kind: capacity, max: 3}]\n")


@pytest.mark.parametrize("command", ["assign", "timeline"])
def test_a_plan_has_five_sheets(tmp_path: Path, folder: Path, command: str) -> None:
    output = tmp_path / "o.xlsx"
    ran = run(command, folder, "--output", str(output))
    assert (ran.exit_code, ran.stdout) == (0, "")
    sheets = read_back(output)
    assert [*sheets] == ["plan", "timeline", "load", "coverage", "findings"]
    assert sheets["plan"][0] == [
        *("site", "name", "wave", "label", "go_live", "from", "to"),
        *("status", "firm", "moved_from", "reason"),
    ]
    live = sheets["plan"][1]
    assert live[:9] == [
        *("ask", "Ask", "W0", "W0", "2023-05-06", date(2023, 5, 6), date(2023, 5, 6)),
        *("live", "yes"),
    ]
    assert sheets["load"][1][:4] == ["capacity", "sites", 3.0, "W0"]
    assert sheets["coverage"][1] == [
        *("live", None, None, None, None, None, "live", "inhabitants"),
        *(1.0, 1000.0, 1935.0, 51.68),
    ]
    assert [row[:2] for row in sheets["findings"][1:]] == [["info", "HP613"]]


def test_a_plan_that_was_written_and_edited_comes_back(tmp_path: Path, folder: Path) -> None:
    output = tmp_path / "o.xlsx"
    run("assign", folder, "--output", str(output))
    ran = run("verify", output, "--data", folder)
    said = "no findings\nthe plan keeps every hard rule on 1 January 2024\n"
    assert (ran.exit_code, ran.stdout) == (0, said)
    rewritten(output, "xl/sharedStrings.xml", lambda text: text.replace(b"<t>W1<", b"<t>W9<"))
    ran = run("verify", output, "--data", folder, "--format", "concise")
    assert ran.exit_code == 1
    assert f"{output}:plan!C" in ran.stdout


def test_a_timeline_of_one_site_shows_its_own_days(tmp_path: Path, folder: Path) -> None:
    output = tmp_path / "o.xlsx"
    run("timeline", folder, "--site", "ask", "--output", str(output))
    timeline = read_back(output)["timeline"]
    assert [row[0] for row in timeline] == ["site", "ask"]


def test_a_workbook_goes_through_a_pipe_and_holds_one_plan(folder: Path) -> None:
    ran_in_a_pipe = CliRunner().invoke(app, ["assign", str(folder), "--format", "xlsx"])
    assert ran_in_a_pipe.stdout_bytes.startswith(b"PK")
    ran = run("assign", folder, "--format", "xlsx", "--alternatives", "2")
    assert (ran.exit_code, "a workbook holds one plan" in ran.stderr) == (2, True)


def test_where_there_is_no_plan_the_reason_is_given_and_no_file_is_written(
    tmp_path: Path, folder: Path
) -> None:
    output = tmp_path / "o.xlsx"
    ran = run(*f"assign {folder} --forbid dal=W1 --forbid dal=W2 --output {output}".split())
    assert (ran.exit_code, output.exists()) == (3, False)
