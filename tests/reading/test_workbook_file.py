"""Files that are named like workbooks, whatever they are."""

import zipfile
from pathlib import Path

import pytest

from hpplan.diagnostics.finding import Finding
from hpplan.reading import workbook_file
from hpplan.reading.workbook_file import Sheet, Workbook, read_workbook
from tests.importing.workbooks import Rows, old_workbook, open_document, rewritten, texts, workbook


def refused(path: Path) -> tuple[str, str]:
    found = read_workbook(path)
    assert isinstance(found, Finding), found
    return found.code, found.message.removeprefix(f"{path} ")


def sheet(path: Path, name: str) -> Sheet:
    book = read_workbook(path)
    assert isinstance(book, Workbook)
    found = book.sheet(name)
    assert isinstance(found, Sheet)
    return found


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no workbook: it is empty"),
        (b"site,wave\n", "is no workbook: save it as xlsx, or as csv and name it so"),
        (b"<html><table>", "is no workbook: it is a page of HTML or XML that only ends like one"),
        (b"PK\x03\x04" + b"x" * 99, "is damaged, or no workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 999, "is damaged, or no workbook"),
    ],
)
def test_what_is_no_workbook_is_none(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    code, message = refused(path)
    assert (code, message.startswith(said)) == ("HP017", True), message


def test_a_workbook_without_sheets_is_none(tmp_path: Path) -> None:
    path = rewritten(workbook(tmp_path / "a.xlsx", [["a"]]), "xl/workbook.xml", lambda _: b"<a/>")
    found = read_workbook(path)
    assert isinstance(found, Finding) or found.names == []


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_password_is_named(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    if ending == "ods":
        open_document(path, texts("a"), "<manifest:encryption-data/>")
    elif ending == "xls":
        old_workbook(path, [["a"]], protected="x" * 54)
    else:
        name = "EncryptedPackage".encode("utf-16-le")
        path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 1000 + name)
    assert refused(path) == ("HP001", "is protected by a password")


def test_what_unpacks_to_too_much_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_file, "MOST_UNPACKED", 1 << 20)
    path = workbook(tmp_path / "a.xlsx", [["a"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/bomb.xml", b"<a/>" + b" " * (2 << 20))
    assert path.stat().st_size < 20_000
    assert refused(path) == ("HP004", "unpacks to more than 1 MiB")


@pytest.mark.parametrize(
    "far",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b"<row r='999999'><c><v>1</v></c><c r='AAA999999'><v>1</v></c></row>",
    ],
)
def test_a_cell_far_away_does_not_take_all_memory(tmp_path: Path, far: bytes) -> None:
    path = rewritten(
        workbook(tmp_path / "a.xlsx", [["a"]]),
        "xl/worksheets/sheet1.xml",
        lambda content: content.replace(b"</sheetData>", far + b"</sheetData>"),
    )
    code, message = refused(path)
    assert (code, message.startswith("is too large: a sheet has cells as far as row")) == (
        "HP004",
        True,
    )


def test_repeated_cells_of_an_open_document_do_not_take_all_memory(tmp_path: Path) -> None:
    cell = (
        '<table:table-cell office:value-type="string" table:number-columns-repeated="16384">'
        "<text:p>a</text:p></table:table-cell>"
    )
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    assert refused(open_document(tmp_path / "a.ods", rows))[0] == "HP004"


def test_a_million_empty_rows_are_nothing(tmp_path: Path) -> None:
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = f'<table:table-row table:number-rows-repeated="1048575">{empty}</table:table-row>'
    found = sheet(open_document(tmp_path / "a.ods", texts("a") + rows), "Ark1")
    assert found.rows == [["a"]]


def test_errors_are_known_by_their_cells(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {"First": [["a", "b"], [1, "#REF!"]], "Second": [["#N/A"]]}
    path = workbook(tmp_path / "a.xlsx", sheets)
    assert sheet(path, "First").errors == {(2, 2): "#REF!"}
    assert sheet(path, "Second").errors == {(1, 1): "#N/A"}


def test_a_part_that_lies_about_its_size_is_seen(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a"]])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as packed:
        part = packed.getinfo("xl/worksheets/sheet1.xml")
    at = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    content[at + 24 : at + 28] = (part.file_size - 10).to_bytes(4, "little")
    path.write_bytes(content)
    assert refused(path) == ("HP017", "is damaged, or no workbook")
