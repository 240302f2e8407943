"""A table in a user's file: CSV, or a sheet of a workbook; each cell with its place."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Final, Protocol

from hpplan.diagnostics.finding import Finding
from hpplan.diagnostics.place import Place
from hpplan.reading.codes.files import NOT_UTF8
from hpplan.reading.codes.tables import BAD_CELL, NO_WORKBOOK
from hpplan.reading.file_content import NOW, Files, unread
from hpplan.reading.places import FilePlaces, Places
from hpplan.reading.table_text import MARKED, Cell, UnclosedQuote, decoded, rows_of, separator_of
from hpplan.reading.workbook_file import CellValue, Sheet, Workbook
from hpplan.values import dataclass

LARGEST: Final = 1e15
"""From here on workbooks do not store whole numbers exactly."""
TEXT_ENDINGS: Final = (".csv", ".tsv", ".txt")


class Table(Protocol):
    """Rows of cells; both are counted from 1, as in spreadsheets."""

    @property
    def rows(self) -> Sequence[Sequence[CellValue]]: ...

    def place(self, row: int, column: int) -> Place:
        """The place of the cell, even if it is empty."""

    def error(self, row: int, column: int) -> str | None:
        """The error in the cell, if there is one."""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet. Cells that are merged downwards all hold the merged value. An apostrophe that marks
    a text as no formula, in CSV that was saved as a workbook, is not part of it.
    """

    sheet: Sheet
    rows: Sequence[Sequence[CellValue]]

    @classmethod
    def of(cls, sheet: Sheet) -> "SheetTable":
        rows = [[_unmarked(value) for value in row] for row in sheet.rows]
        for (row, column), (last, _) in sheet.merged:
            if row <= len(rows) and column <= len(rows[row - 1]):
                for below in range(row + 1, min(last, len(rows)) + 1):
                    line = rows[below - 1]
                    if column <= len(line) and line[column - 1] is None:
                        line[column - 1] = rows[row - 1][column - 1]
        return cls(sheet, rows)

    def place(self, row: int, column: int) -> Place:
        return self.sheet.place(row, column)

    def error(self, row: int, column: int) -> str | None:
        return self.sheet.errors.get((row, column)) if self.sheet.errors else None


@dataclass(frozen=True, slots=True)
class TextTable:
    """The table in a text file. A row is a line that is not empty."""

    file: FilePlaces
    cells: Sequence[Sequence[Cell]]
    rows: Sequence[Sequence[CellValue]]

    def place(self, row: int, column: int) -> Place:
        if row > len(self.cells):
            return self.file.between(0, 0)
        cells = self.cells[row - 1]
        if column <= len(cells):
            cell = cells[column - 1]
            return self.file.between(cell.start, cell.end)
        end = cells[-1].end
        return self.file.between(end, end)

    def error(self, row: int, column: int) -> str | None:  # noqa: ARG002  # text holds text
        return None


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table of a file, the names of the sheets beside it, the date of its last change according
    to the file, and where its text stands.
    """

    table: Table
    sheet: str | None
    others: Sequence[str]
    modified: date | None
    places: Places


def _unmarked(value: CellValue) -> CellValue:
    return value[1:] if isinstance(value, str) and MARKED.match(value) else value


def cell_text(value: CellValue) -> str:
    """The cell as text."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < LARGEST:
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def text_table(path: Path, files: Files = NOW) -> TableFile | Finding:
    """The table in a text file: UTF-8, or the encoding of Excel in Western Europe."""
    shown, content, places = files.shown(path), files.content(path), Places()
    if isinstance(content, Finding):
        return content
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return unread(NOT_UTF8, shown, "is UTF-16 or UTF-32", "save it as CSV in UTF-8")
    if b"\0" in content:
        return unread(NOT_UTF8, shown, "is no text", "save it as CSV in UTF-8")
    text = decoded(content)
    file = places.open(shown, text)
    try:
        cells = list(rows_of(text, separator_of(text)))
    except UnclosedQuote as quote:
        return BAD_CELL.finding(
            "the quotation mark that begins the cell is never closed",
            file.between(quote.at, quote.at + 1),
            hint='close it; one that is part of the text stands twice: """Hill"" school"',
        )
    rows = [[cell.text or None for cell in row] for row in cells]
    return TableFile(TextTable(file, cells, rows), None, (), None, places)


def sheet_table(book: Workbook, wanted: str | None) -> TableFile | Finding:
    """The sheet by its name or its number, else the first that is visible and not empty."""
    place = Place(book.shown, 1, 1, 1, 1)
    if wanted is not None:
        name = wanted
        if wanted not in book.names and wanted.isdecimal() and 0 < int(wanted) <= len(book.names):
            name = book.names[int(wanted) - 1]
        if name not in book.names:
            listed = ", ".join(f"{n} '{one}'" for n, one in enumerate(book.names, 1)) or "none"
            message = f"{book.shown} has no sheet '{wanted}'"
            return NO_WORKBOOK.finding(message, place, hint=f"its sheets: {listed}")
        sheet = book.sheet(name)
        return sheet if isinstance(sheet, Finding) else _table_of(book, sheet)
    for name in book.names:
        if name not in book.hidden:
            sheet = book.sheet(name)
            if isinstance(sheet, Finding):
                return sheet
            if sheet.rows:
                return _table_of(book, sheet)
    hint = None
    if book.hidden:
        hint = f"hidden are: {', '.join(name for name in book.names if name in book.hidden)}"
    return NO_WORKBOOK.finding(f"{book.shown} has no sheet with a table", place, hint=hint)


def _table_of(book: Workbook, sheet: Sheet) -> TableFile:
    others = [name for name in book.names if name != sheet.name]
    return TableFile(SheetTable.of(sheet), sheet.name, others, book.modified, Places())
