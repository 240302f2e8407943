"""Tables as a workbook of Excel, in which no text of the data is a formula or a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from hpplan.text import literal

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

WorkbookCell = str | int | float | date | None
FIRST_DAY: Final = date(1900, 3, 1)
"""Excel counts a day before this one that never was."""
LONGEST: Final = 32_767
"""Letters that a cell may have."""
ISO: Final = "yyyy-mm-dd"
LARGEST: Final = 10**15
"""Whole numbers from here on are not exact in Excel."""
WIDEST: Final = 60
CREATED: Final = time(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """A table with a row of titles."""

    name: str
    titles: Sequence[str]
    rows: Sequence[Sequence[WorkbookCell]]
    as_text: bool = False
    """Whether what is typed into a column of texts stays text: `0301`, `2024-11`."""


class _Exact(float):
    """A number that is written with all of its digits, not with the sixteen of Excel."""

    def __format__(self, _: str) -> str:
        return repr(float(self))


def render(sheets: Sequence[WorkbookSheet], created: date) -> bytes:
    """The workbook; the same tables and day make the same bytes."""
    from xlsxwriter import Workbook

    stream = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(stream, {"in_memory": True, **plain}) as book:
        book.set_properties({"created": datetime.combine(created, CREATED).replace(tzinfo=None)})
        formats = [
            book.add_format(look)
            for look in ({"bold": True}, {"num_format": ISO}, {"num_format": "@"})
        ]
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, *formats)
    return stream.getvalue()


def _write(page: "Worksheet", sheet: WorkbookSheet, bold: Any, day: Any, text: Any) -> None:
    for column, title in enumerate(sheet.titles):
        page.write_string(0, column, literal(title), bold)
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            match cell:
                case None | "":
                    pass
                case date() if cell >= FIRST_DAY:
                    page.write_datetime(number, column, datetime.combine(cell, time()), day)
                case bool():
                    page.write_boolean(number, column, cell)
                case int() | float() if abs(cell) < LARGEST:
                    page.write_number(number, column, _Exact(cell) if cell % 1 else cell)
                case _:
                    page.write_string(number, column, literal(str(cell))[:LONGEST])
    for column, title in enumerate(sheet.titles):
        wide = max((len(str(row[column] or "")) for row in sheet.rows), default=0)
        texts = sheet.as_text and all(isinstance(row[column], str | None) for row in sheet.rows)
        width = min(max(wide, len(title)) + 1, WIDEST)
        page.set_column(column, column, width, text if texts else None)
    page.freeze_panes(1, 0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.titles) - 1)
