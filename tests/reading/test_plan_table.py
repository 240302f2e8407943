"""A plan as CSV is read back as it was written, in each dialect, and as a spreadsheet saves it."""

from datetime import date
from pathlib import Path

import pytest

from hpplan.diagnostics.finding import Finding
from hpplan.periods import Period
from hpplan.programme.plan import Proof, plan_of
from hpplan.reading.plan_file import read_plan
from hpplan.reading.table_text import rows_of, separator_of
from hpplan.views import plan_csv
from hpplan.views.formats.csv_text import DIALECTS, render
from tests.builders import known, plan
from tests.importing.workbooks import workbook

ODD = ["=1+1", "'=1", "''-x", "'plain", "-", "@home", "+47", 'a "b"', "a,b;c", "æøå", "", "x\ty"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_cells_are_read_as_they_were_written(dialect: str) -> None:
    written = render(["one", *ODD], [[*ODD, "end"], ["", *ODD]], DIALECTS[dialect])
    text = written.removeprefix("\ufeff")
    rows = [[cell.text for cell in row] for row in rows_of(text, separator_of(text))]
    odd = [cell.replace("\t", "\\t") for cell in ODD]
    assert rows == [["one", *odd], [*odd, "end"], ["", *odd]]


def test_a_cell_knows_where_it_stands() -> None:
    text = 'a;"b ""c""" ;\r\n\r\n;;\nd;"e\nf"'
    rows = list(rows_of(text, ";"))
    assert [[cell.text for cell in row] for row in rows] == [["a", 'b "c" ', ""], ["d", "e\nf"]]
    assert [[text[cell.start : cell.end] for cell in row] for row in rows] == [
        ["a", '"b ""c""" ', ""],
        ["d", '"e\nf"'],
    ]


GIVEN = """
municipalities:
  - {id: a, name: "=Ask"}
  - {id: b, name: Bø, claims: [{says: planned, wave: W1, on: 2023}]}
  - {id: c, name: "Dal; Eid"}
waves: [{id: W1, go_live: 2024-04-27}, {id: W2, go_live: 2024-autumn}, {id: W3}]
"""


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_plan_that_was_written_is_read_back(tmp_path: Path, dialect: str) -> None:
    situation = known(tmp_path, GIVEN)
    made = plan_of(situation, plan("a:W2 b:W1"), Proof.CURRENT)
    path = tmp_path / "plan.CSV"
    path.write_text(plan_csv.render(situation, made, DIALECTS[dialect]), encoding="utf-8")
    reading = read_plan(path)
    assert (reading.findings, reading.plan is None) == ((), False)
    assert reading.plan is not None
    again = reading.plan.plan(situation)
    assert (again.placements, again.unplaced) == (made.placements, made.unplaced)
    assert reading.plan.dates == {
        "a": ("W2", Period.parse("2024-autumn")),
        "b": ("W1", Period.parse("2024-04-27")),
    }


@pytest.mark.parametrize(
    "content",
    [
        b"wave,site\nW1,a\n,b\n",
        b"\xef\xbb\xbfSite;Wave;name\r\na;W1;B\xc3\xb8\r\nb;;\r\n",
        b"site\twave\tname\na\tW1\tB\xf8\nb",  # cp1252, and a short last line
        b'"site","wave"\n"a","W1"\n\n"b",""\n',
    ],
    ids=["columns in any order", "Excel in Norway", "tabs", "quotes"],
)
def test_a_table_made_by_hand_needs_a_site_and_a_wave(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "plan.csv"
    path.write_bytes(content)
    reading = read_plan(path)
    assert reading.findings == ()
    assert reading.plan is not None
    assert reading.plan.waves == {"a": "W1"}


def test_a_day_that_was_chosen_and_dates_as_excel_saves_them_are_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(
        "site;wave;label;go_live;from;to;chosen\n"
        "a;W2;KI2;07.09.2024;07.09.2024;07.09.2024;yes\n"
        "b;W2;KI2;2024-autumn;2024-08-01;31.12.2024;no\n"
        "c;W1;;2024-04;;;\n"
    )
    found = read_plan(path).plan
    assert found is not None
    stated = found.dates.items()
    ends = {site: f"{label} {when.first} {when.last}" for site, (label, when) in stated}
    assert ends == {
        "a": "KI2 2024-09-07 2024-09-07",
        "b": "KI2 2024-08-01 2024-12-31",
        "c": "W1 2024-04-01 2024-04-30",
    }
    assert {site: day.isoformat() for site, day in found.chosen.items()} == {"a": "2024-09-07"}


def test_a_plan_is_read_from_its_sheet_of_a_workbook(tmp_path: Path) -> None:
    rows = [
        ["wave", "site", "label", "go_live", "from", "to"],
        [2.0, "a", "'=1", date(2024, 9, 7), date(2024, 9, 7), date(2024, 9, 7)],
        [None, "b", None, None, None, None],
        [None, None, None, None, None, None],
        ["W1", 3.0, None, "2024-04", None, None],
    ]
    path = workbook(tmp_path / "plan.xlsx", {"load": [["x"]], "plan": rows})
    found = read_plan(path).plan
    assert found is not None
    assert found.waves == {"a": "2", "3": "W1"}
    assert {site: place.cell for site, place in found.at.items()} == {
        "a": "plan!A2",
        "3": "plan!A5",
    }
    assert found.dates == {
        "a": ("=1", Period.parse("2024-09-07")),
        "3": ("W1", Period.parse("2024-04")),
    }


def test_what_is_wrong_with_a_sheet_has_its_cell(tmp_path: Path) -> None:
    rows = [["site", "wave"], ["a", "#REF!"], [None, "W1"], ["b", "W1"], ["b", "W1"]]
    reading = read_plan(workbook(tmp_path / "plan.xlsx", rows))
    assert [(fault.place and fault.place.cell, fault.message) for fault in reading.findings] == [
        ("Ark1!B2", "the cell holds an error: #REF!"),
        ("Ark1!A3", "the line names no site"),
        ("Ark1!A5", "'b' is in the table twice"),
    ]


def said(finding: Finding) -> str:
    place = finding.place
    return f"{place.line}:{place.column} {finding.message} [{finding.code}]" if place else ""


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", ["1:1 the table has no column 'site' [HP106]"]),
        ("site,name\na,A\n", ["1:1 the table has no column 'wave' [HP106]"]),
        (
            "site,wave\na,W1\nb,W2\na,W2\n",
            ["4:1 'a' is in the table twice [HP202]"],
        ),
        ("site,wave\n,W1\n", ["2:1 the line names no site [HP106]"]),
        (
            "site;go_live;wave\na;nov. 24;W1\n",
            ["2:3 'nov. 24' is not a period [HP105]"],
        ),
        ("PK\0\0", ["1:1 {path} is no text [HP002]"]),
    ],
)
def test_what_is_wrong_with_a_table_has_its_place(
    tmp_path: Path, text: str, faults: list[str]
) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(text)
    reading = read_plan(path)
    assert reading.plan is None
    assert [*map(said, reading.findings)] == [fault.format(path=path) for fault in faults]
