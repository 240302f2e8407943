"""A plan as CSV, which a spreadsheet opens without running any of it."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from hpplan.programme.plan import Proof, plan_of
from hpplan.views import plan_csv
from hpplan.views.formats import csv_text
from tests.builders import plan
from tests.views import planned, situation


def test_a_row_for_each_site_those_in_no_wave_last(tmp_path: Path) -> None:
    made = planned(tmp_path)
    assert (
        plan_csv.render(made.situation, made.plan)
        == """\
site,name,wave,label,go_live,from,to,status,firm,moved_from,reason
t,St. Olavs,W0,W0,2023-11-11,2023-11-11,2023-11-11,live,yes,,went live on 11 November 2023
a,Aure,W1,W1,2024-11-09,2024-11-09,2024-11-09,planned,no,,planned for W1 [brev]
b,Bjugn,W1,W1,2024-11-09,2024-11-09,2024-11-09,decided,yes,,decided on W1 in June 2023
r,Rauma,W2,KI2,2025-autumn,2025-09-01,2025-11-30,candidate,no,W1,"leaves W1: W1 holds \
at most 9,000 inhabitants, but would have to hold 15,000 (cap)"
o,Oppdal,,,,,,declined,no,,declined [brev]: takes no part
"""
    )


def test_who_is_in_no_wave_but_had_one_tells_which_it_left(tmp_path: Path) -> None:
    known = situation(tmp_path)
    nobody = plan_of(known, plan("t:W0"), Proof.CURRENT)
    assert plan_csv.render(known, nobody).splitlines()[2:] == [
        "a,Aure,,,,,,planned,no,W1,planned for W1 [brev]",
        "b,Bjugn,,,,,,decided,no,W1,decided on W1 in June 2023",
        "r,Rauma,,,,,,candidate,no,W1,a candidate for W1",
        "o,Oppdal,,,,,,declined,no,,declined [brev]: takes no part",
    ]


def test_a_wave_without_a_date_leaves_its_cells_empty(tmp_path: Path) -> None:
    text = """
programme: {id: p, name: P}
municipalities: [{id: a, name: Aure, claims: [{says: planned, wave: W1}]}]
waves: [{id: W1}]
"""
    made = planned(tmp_path, text)
    assert plan_csv.render(made.situation, made.plan).splitlines()[1:] == [
        "a,Aure,W1,W1,,,,planned,no,,planned for W1"
    ]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        # What a spreadsheet takes for a formula is marked as text.
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        # Inside of a cell they are harmless.
        ("1=1", "1=1"),
        ("a-b", "a-b"),
        # Nothing may start or move a line, or be hidden in front of a formula.
        ("a\nb", r"a\nb"),
        ("\t=1", r"\t=1"),
        ("\r=1", r"\r=1"),
        ("\x1b[31m", r"\x1b[31m"),
        ("\u200b=1", r"\u200b=1"),
        # Commas and quotation marks are the cell's own.
        ('a, "b"', 'a, "b"'),
        ("Ålesund", "Ålesund"),
    ],
)
def test_a_cell_is_text_whatever_stands_in_it(cell: str, written: str) -> None:
    rendered = csv_text.render(["title"], [[cell]])
    assert list(csv.reader(StringIO(rendered))) == [["title"], [written]]
    assert rendered.count("\n") == 2


def test_names_and_reasons_from_the_data_run_nothing(tmp_path: Path) -> None:
    text = """
programme: {id: p, name: P}
municipalities: [{id: a, name: '=cmd|"/c calc"!A1', claims: [{says: planned, wave: W1}]}]
waves: [{id: W1}]
"""
    made = planned(tmp_path, text)
    row = plan_csv.render(made.situation, made.plan).splitlines()[1]
    assert row == """a,"'=cmd|""/c calc""!A1",W1,W1,,,,planned,no,,planned for W1"""


def test_a_norwegian_table_has_semicolons_decimal_commas_and_says_that_it_is_utf_8(
    tmp_path: Path,
) -> None:
    made = planned(tmp_path)
    text = plan_csv.render(made.situation, made.plan, csv_text.NORWEGIAN)
    standard = plan_csv.render(made.situation, made.plan)
    assert text.startswith("\ufeffsite;name;wave;")
    assert list(csv.reader(StringIO(text[1:]), delimiter=";")) == list(
        csv.reader(StringIO(standard))
    )
    assert csv_text.render(["a", "b"], [[1.5, "=1;2"]], csv_text.NORWEGIAN) == (
        '\ufeffa;b\n1,5;"\'=1;2"\n'
    )
