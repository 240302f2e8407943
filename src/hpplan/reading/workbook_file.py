"""Workbooks (xlsx, xls, ods) as sheets of cells. Nothing in one is trusted before it is measured:
its unpacked size, and how far its cells reach.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hpplan.diagnostics.finding import Finding
from hpplan.diagnostics.place import Place
from hpplan.reading.codes.files import CANNOT_READ, TOO_LARGE
from hpplan.reading.codes.tables import NO_WORKBOOK
from hpplan.reading.file_content import NOW, Files, unread
from hpplan.values import dataclass

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

CellValue = str | int | float | bool | date | datetime | time | timedelta | None
"""The value of a cell; None where it is empty. Whole numbers of a workbook are floats."""

ENDINGS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
MOST_UNPACKED: Final = 256 * 1024 * 1024
"""The largest unpacked size of a workbook, in bytes."""
MOST_PARTS: Final = 5_000
MOST_CELLS: Final = 4_000_000
"""The largest number of cells between the first and the last one of a sheet that is not empty."""

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
"""The part of an encrypted workbook of Excel, in the directory of the file that holds it."""
_FILE_PASS: Final = re.compile(
    rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL
)
"""The record that marks a workbook of Excel 97 to 2003 as encrypted."""
_NEEDED: Final = (".xml", ".rels")
_MIME: Final = "mimetype"
_TAG: Final = re.compile(rb"<(?:[\w.-]+:)?(row|c)\b([^>]*)>")
_REFERENCE: Final = re.compile(rb"""(?<![\w:])r\s*=\s*["']([A-Za-z]*)(\d*)["']""")
_ERROR: Final = re.compile(rb"""(?<![\w:])t\s*=\s*["']e["']""")
_SAID: Final = re.compile(rb"<(?:[\w.-]+:)?v\b[^>]*>([^<]{0,20})<")
_OPEN_TAG: Final = re.compile(
    rb"<(?:[\w.-]+:)?(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>"
)
_REPEATED: Final = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,9})["']""")
_SPANNED: Final = re.compile(rb"""number-rows-spanned\s*=\s*["'](\d{1,9})["']""")
_MODIFIED: Final = {
    "docProps/core.xml": re.compile(rb"<dcterms:modified\b[^>]*>\s*(\d{4}-\d\d-\d\d)"),
    "meta.xml": re.compile(rb"<dc:date\b[^>]*>\s*(\d{4}-\d\d-\d\d)"),
}

Cell = tuple[int, int]
"""The row and the column of a cell, from 1."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook. Its rows begin with the first of the sheet, its columns likewise; the
    value of merged cells stands in the first of them. `errors` are cells such as `#REF!`.
    """

    file: str
    name: str
    rows: Sequence[Sequence[CellValue]]
    merged: Sequence[tuple[Cell, Cell]] = ()
    errors: Mapping[Cell, str] = field(default_factory=dict)

    def place(self, row: int, column: int) -> Place:
        return Place.of_cell(self.file, self.name, row, column)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a workbook in their order, including hidden ones, and the date of its last
    change according to the file.
    """

    shown: str
    names: Sequence[str]
    hidden: frozenset[str]
    modified: date | None
    book: "CalamineWorkbook"
    measures: "Sequence[_Measure]"

    def sheet(self, name: str) -> Sheet | Finding:
        """The content of the sheet; or why it cannot be read."""
        try:
            found = self.book.get_sheet_by_name(name)
            rows = [[None if cell == "" else cell for cell in row] for row in _rows(found)]
        except BaseException as fault:  # noqa: BLE001  # a panic of the library is no Exception
            return _unreadable(self.shown, fault)
        merged = [
            ((row + 1, column + 1), (last + 1, end + 1))
            for (row, column), (last, end) in found.merged_cell_ranges or ()
        ]
        errors: Mapping[Cell, str] = {}
        number = self.names.index(name)
        if len(self.measures) == len(self.names):
            errors = self.measures[number].errors
            merged += self.measures[number].spans
        return Sheet(self.shown, name, rows, merged, errors)


def _rows(sheet: "CalamineSheet") -> list[list[str | int | float | bool | time | date]]:
    rows: list[list[str | int | float | bool | time | date]]
    rows = sheet.to_python(skip_empty_area=False)  # type: ignore[assignment]  # and timedelta
    return rows


def read_workbook(path: Path, files: Files = NOW) -> Workbook | Finding:
    """The workbook in the file, or the finding if it is none."""
    shown = files.shown(path)
    content = files.content(path)
    if isinstance(content, Finding):
        return content
    measures: Sequence[_Measure] = ()
    modified = None
    if content.startswith(_ZIP):
        parts = _unpacked(bytes(content), shown)
        if isinstance(parts, Finding):
            return parts
        found = _measured(parts, shown)
        if isinstance(found, Finding):
            return found
        measures, modified = found, _modified(parts)
        content = bytearray(_packed(parts))
    elif not content.startswith(_OLE):
        return NO_WORKBOOK.finding(f"{shown} is no workbook: {_what(content)}", _start(shown))
    elif _ENCRYPTED in content or _FILE_PASS.search(content) is not None:
        return _protected(shown)
    return _opened(bytes(content), shown, measures, modified)


def _opened(
    content: bytes, shown: str, measures: "Sequence[_Measure]", modified: date | None
) -> Workbook | Finding:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        listed = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    except BaseException as fault:  # noqa: BLE001  # a panic of the library is no Exception
        return _unreadable(shown, fault)
    return Workbook(
        shown=shown,
        names=[one.name for one in listed],
        hidden=frozenset(one.name for one in listed if one.visible != SheetVisibleEnum.Visible),
        modified=modified,
        book=book,
        measures=measures,
    )


def _start(shown: str) -> Place:
    return Place(shown, 1, 1, 1, 1)


def _what(content: bytes | bytearray) -> str:
    if not content:
        return "it is empty"
    if re.match(rb"\s*<(?:!doctype|html|table|meta|\?xml)", content[:200], re.IGNORECASE):
        return "it is a page of HTML or XML that only ends like one; save it as xlsx"
    return "save it as xlsx, or as csv and name it so"


def _protected(shown: str) -> Finding:
    hint = "open it, and save it without a password"
    return unread(CANNOT_READ, shown, "is protected by a password", hint)


def _unreadable(shown: str, fault: BaseException) -> Finding:
    """The finding for a file that the library cannot read; the library may fail in any way."""
    if isinstance(fault, KeyboardInterrupt | SystemExit | GeneratorExit | MemoryError):
        raise fault
    if type(fault).__name__ == "PasswordError":
        return _protected(shown)
    message = f"{shown} is damaged, or no workbook"
    hint = "open it in a spreadsheet, and save it as xlsx"
    return NO_WORKBOOK.finding(message, _start(shown), hint=hint)


# --- packed workbooks -----------------------------------------------------------------------------


def _unpacked(content: bytes, shown: str) -> Mapping[str, bytes] | Finding:
    """The parts that hold text, together no larger than a workbook may be."""
    too_large = f"unpacks to more than {MOST_UNPACKED // 1024**2} MiB"
    hint = "keep only the sheet that lists the sites"
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            for part in packed.infolist()[:MOST_PARTS]:
                name = part.filename
                if not (name.endswith(_NEEDED) or name == _MIME):
                    continue
                if part.flag_bits & 1:
                    return _protected(shown)
                if part.file_size > left:
                    return unread(TOO_LARGE, shown, too_large, hint)
                with packed.open(part) as opened:
                    parts[name] = opened.read(left + 1)
                left -= len(parts[name])
                if left < 0:
                    return unread(TOO_LARGE, shown, too_large, hint)
    except Exception as fault:  # noqa: BLE001  # zlib, zipfile and the system, each in its own way
        return _unreadable(shown, fault)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        return _protected(shown)
    return parts


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """A workbook of only the parts that were measured."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in parts.items():
            packed.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


def _modified(parts: Mapping[str, bytes]) -> date | None:
    for name, said in _MODIFIED.items():
        if (found := said.search(parts.get(name, b""))) is not None:
            with suppress(ValueError):
                return date.fromisoformat(found[1].decode())
    return None


@dataclass(slots=True)
class _Measure:
    """How far the non-empty cells of a sheet reach, which of them are errors, and which are merged
    over several rows.
    """

    rows: int = 0
    columns: int = 0
    errors: dict[Cell, str] = field(default_factory=dict)
    spans: list[tuple[Cell, Cell]] = field(default_factory=list)

    def reaches(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)


def _measured(parts: Mapping[str, bytes], shown: str) -> Sequence[_Measure] | Finding:
    """The measures of the sheets, in the order of the workbook where that is known."""
    found: dict[str, _Measure] = {}
    tables: list[_Measure] = []
    for name, content in parts.items():
        if b"\0" in content[:4] or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return _unreadable(shown, ValueError())
        if b"sheetData" in content:
            found[name] = _of_excel(content)
        elif name == "content.xml":
            tables = list(_of_open_document(content))
    for measure in (*found.values(), *tables):
        if measure.rows * measure.columns > MOST_CELLS:
            reach = f"a sheet has cells as far as row {measure.rows}, column {measure.columns}"
            hint = "delete what stands far away from the table, or copy the table to a new workbook"
            return TOO_LARGE.finding(f"{shown} is too large: {reach}", _start(shown), hint=hint)
    return tables or [found[name] for name in _in_order(parts) if name in found]


def _in_order(parts: Mapping[str, bytes]) -> Iterator[str]:
    """The parts of the sheets, in the order of an Excel workbook."""
    book, ways = parts.get("xl/workbook.xml", b""), parts.get("xl/_rels/workbook.xml.rels", b"")
    targets: dict[bytes, str] = {}
    for way in re.findall(rb"<(?:[\w.-]+:)?Relationship\b[^>]*>", ways):
        name = re.search(rb"""\bId\s*=\s*["']([^"']*)""", way)
        target = re.search(rb"""\bTarget\s*=\s*["']([^"']*)""", way)
        if name is not None and target is not None:
            path = target[1].decode(errors="replace")
            targets[name[1]] = path[1:] if path.startswith("/") else f"xl/{path}"
    for sheet in re.findall(rb"<(?:[\w.-]+:)?sheet\b[^>]*>", book):
        name = re.search(rb""":id\s*=\s*["']([^"']*)""", sheet)
        if name is not None and "worksheets/" in (path := targets.get(name[1], "")):
            yield path


def _of_excel(content: bytes) -> _Measure:
    found, row, column = _Measure(), 0, 0
    for tag in _TAG.finditer(content):
        stated = _REFERENCE.search(tag[2])
        if tag[1] == b"row":
            row = int(stated[2]) if stated is not None and stated[2] else row + 1
            column = 0
            continue
        column += 1
        if stated is not None and stated[1] and stated[2]:
            column, row = _number(stated[1]), int(stated[2])
        if tag[2].endswith(b"/"):
            continue
        found.reaches(max(row, 1), column)
        if _ERROR.search(tag[2]):
            said = _SAID.search(content, tag.end(), tag.end() + 2_000)
            found.errors[row, column] = "" if said is None else said[1].decode(errors="replace")
    return found


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _of_open_document(content: bytes) -> Iterator[_Measure]:
    found: _Measure | None = None
    row = column = times = 0
    for tag in _OPEN_TAG.finditer(content):
        said = _REPEATED.search(tag[2])
        repeated = int(said[1]) if said is not None else 1
        if tag[1] == b"table":
            if found is not None:
                yield found
            found, row, times = _Measure(), 0, 1
        elif found is None:
            continue
        elif tag[1] == b"table-row":
            row, column, times = row + times, 0, repeated
        else:
            first, column = column + 1, column + repeated
            if tag[2].endswith(b"/") and b"value-type" not in tag[2]:
                continue
            row = max(row, 1)
            found.reaches(row + times - 1, column)
            if b'calcext:value-type="error"' in tag[2]:
                found.errors[row, first] = "an error"
            spanned = _SPANNED.search(tag[2])
            if spanned is not None and int(spanned[1]) > 1:
                found.spans.append(((row, first), (row + int(spanned[1]) - 1, first)))
    if found is not None:
        yield found
