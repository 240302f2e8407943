"""Workbooks of a plan: real days, plain text, the same bytes each time."""

import re
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from hpplan.analysis.timeline import timeline
from hpplan.cli.app import app
from hpplan.language import Language, speaking
from hpplan.programme.plan import Proof, current_plan, plan_of
from hpplan.reading.plan_file import read_plan
from hpplan.reading.workbook_file import CellValue, Sheet, Workbook, read_workbook
from hpplan.views import plan_workbook
from hpplan.views.formats.xlsx import WorkbookCell, WorkbookSheet, render
from tests.builders import known, plan
from tests.cli.programmes import CALM, write
from tests.cli.running import run
from tests.importing.workbooks import rewritten


def read_back(path: Path) -> dict[str, list[list[CellValue]]]:
    """The sheets of a workbook by name, as another program reads them; no cell is a formula."""
    with ZipFile(path) as parts:
        for name in parts.namelist():
            assert not re.search(rb"<f[ >]", parts.read(name)), name
    book = read_workbook(path)
    assert isinstance(book, Workbook)
    found = {}
    for name in book.names:
        sheet = book.sheet(name)
        assert isinstance(sheet, Sheet)
        found[name] = [[*row] for row in sheet.rows]
    return found


def part(path: Path, number: int) -> str:
    """A sheet of the workbook as it is written."""
    with ZipFile(path) as parts:
        return parts.read(f"xl/worksheets/sheet{number}.xml").decode()


def test_text_is_text_days_are_days_and_numbers_are_numbers(tmp_path: Path) -> None:
    rows: list[list[WorkbookCell]] = [
        ["=1+1", "http://example.org", "007", date(2024, 4, 27), 12.5],
        ["{=A1}", "x\x1by", True, date(1899, 1, 1), 10**15 + 1],
    ]
    path = tmp_path / "o.xlsx"
    path.write_bytes(
        render([WorkbookSheet("s", ["a", "=b", "c", "d", "e"], rows)], date(2024, 1, 1))
    )
    assert read_back(path) == {
        "s": [
            ["a", "=b", "c", "d", "e"],
            ["=1+1", "http://example.org", "007", date(2024, 4, 27), 12.5],
            ["{=A1}", "x\\x1by", True, "1899-01-01", "1000000000000001"],
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
    assert sheets["load"][1] == [
        *("capacity", "sites", 3.0, "W0", "W0", "2023-05-06", date(2023, 5, 6), date(2023, 5, 6)),
        *(1.0, 33.33),
    ]
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


COLOURED = """
municipalities:
  - {id: a, name: "=Ask", claims: [{says: live, wave: W1, on: 2023-02-11}]}
  - {id: b, name: Bø, claims: [{says: planned, wave: 'W"2', on: 2023}]}
waves:
  - {id: W1, go_live: 2023-02-11}
  - {id: 'W"2', go_live: 2024-spring}
  - {id: "0301", go_live: 2024-11}
rules: [{kind: capacity, max: 3}]
"""


def test_colours_follow_what_a_cell_says_and_no_text_of_the_data_is_in_a_condition(
    tmp_path: Path,
) -> None:
    situation = known(tmp_path, COLOURED)
    stated = current_plan(situation)
    path = tmp_path / "o.xlsx"
    made = plan_workbook.render(situation, stated, timeline(situation, stated), [])
    path.write_bytes(made)
    assert made == plan_workbook.render(situation, stated, timeline(situation, stated), [])
    placed, load, coverage = part(path, 1), part(path, 3), part(path, 4)
    formulas = re.findall(r"<formula>(.*?)</formula>", placed)
    assert formulas[:2] == ['"W1"', '"0301"']  # of the wave that is called W"2 there is none
    assert '"live"' in formulas
    assert '<pane xSplit="2" ySplit="1" topLeftCell="C2"' in placed
    assert '<autoFilter ref="A1:K3"/>' in placed
    assert '<cfRule type="cellIs"' in load
    assert "<formula>$C2</formula>" in load  # more than the most
    assert '<cfRule type="dataBar"' in coverage


@pytest.mark.parametrize(
    ("language", "titles", "live", "names"),
    [
        (
            Language.NB,
            ["virksomhet", "navn", "bølge", "betegnelse", "oppstart", "fra", "til", "status"],
            ["i drift", "ja"],
            ["plan", "tidslinje", "belastning", "dekning", "funn"],
        ),
        (
            Language.NN,
            ["verksemd", "namn", "bølgje", "nemning", "oppstart", "frå", "til", "status"],
            ["i drift", "ja"],
            ["plan", "tidslinje", "belasting", "dekning", "funn"],
        ),
    ],
)
def test_a_workbook_in_norwegian_is_read_back_as_one_in_english_is(
    tmp_path: Path, language: Language, titles: list[str], live: list[str], names: list[str]
) -> None:
    phase = (
        "programme: {id: p, name: P, phases: [{id: main, name: Hovedprosjekt, from: -6m, to: 0d}]}"
    )
    situation = known(tmp_path, phase + COLOURED.replace('W"2', "W2"))
    with speaking(language):
        stated = plan_of(situation, plan("a:W1 b:0301"), Proof.CURRENT)
        made = plan_workbook.render(situation, stated, timeline(situation, stated), [])
    path = tmp_path / "o.xlsx"
    path.write_bytes(made)
    sheets = read_back(path)
    assert [*sheets] == names
    assert (sheets["plan"][0][:8], sheets["plan"][1][7:9]) == (titles, live)
    assert sheets["plan"][2][9] == "W2"  # the wave that it leaves
    first = {Language.NB: "Hovedprosjekt fra", Language.NN: "Hovedprosjekt frå"}[language]
    assert first in sheets["tidslinje"][0]
    assert [*zip(*sheets["tidslinje"], strict=True)][2] == ("type", "kommune", "kommune")
    found = read_plan(path).plan
    assert found is not None
    assert found.waves == {"a": "W1", "b": "0301"}


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
