"""Tables as a workbook of Excel, in which no text of the data is a formula or a link."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from hpplan.diagnostics.place import column_letters
from hpplan.text import literal
from hpplan.values import dataclass
from hpplan.views.pictures.palette import ACCENT, MUTED, PAGE, Tone, covered

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Book
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

WorkbookCell = str | bool | int | float | date | None
FIRST_DAY: Final = date(1900, 3, 1)
"""Excel counts one day too many before this one."""
LONGEST: Final = 32_767
"""How many letters a cell may contain."""
ISO: Final = "yyyy-mm-dd"
LARGEST: Final = 10**15
"""Whole numbers from here on are not exact in Excel."""
WIDEST: Final = 60
CREATED: Final = time(tzinfo=UTC)
BAR: Final = covered(PAGE.light, MUTED.light, 0.35)
"""The colour of a bar, pale enough for the number on it."""
A4: Final = 9
_PLAIN: Final = re.compile(r"[\w][\w .-]{0,99}")
"""Text that may be part of the condition of a colour. No other text of the data is."""


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """A table with a row of titles."""

    name: str
    titles: Sequence[str]
    rows: Sequence[Sequence[WorkbookCell]]
    as_text: bool = False
    """Whether text typed into a column of texts stays text: `0301`, `2024-11`."""
    colours: Mapping[int, Mapping[str, Tone]] = field(default_factory=dict)
    """Of columns by their numbers: the colours of cells by their text, even after editing. A colour
    is never alone: the text is in the cell.
    """
    bars: Sequence[int] = ()
    """Columns with shares in percent that are drawn as bars, too."""
    bounds: Sequence[tuple[int, int]] = ()
    """Columns that should not exceed another one; cells that do are highlighted."""
    heads: int = 0
    """How many columns stay visible, like the titles."""


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
        looks = _Looks(book)
        for sheet in sheets:
            _Page(book.add_worksheet(sheet.name), sheet, looks).write()
    return stream.getvalue()


class _Looks:
    """The formats of cells, each created once."""

    def __init__(self, book: "Book") -> None:
        self.book = book
        self.title = book.add_format({"bold": True})
        self.day = book.add_format({"num_format": ISO})
        self.text = book.add_format({"num_format": "@"})
        self.tones: dict[Tone, Format] = {}

    def toned(self, tone: Tone) -> "Format":
        if tone not in self.tones:
            colours = {"bg_color": tone.light, "font_color": tone.text.light}
            self.tones[tone] = self.book.add_format(colours)
        return self.tones[tone]


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet being written."""

    page: "Worksheet"
    sheet: WorkbookSheet
    looks: _Looks

    def write(self) -> None:
        page, sheet = self.page, self.sheet
        for column, title in enumerate(sheet.titles):
            page.write_string(0, column, literal(title), self.looks.title)
        for number, row in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(row):
                self._cell(number, column, cell)
        for column, title in enumerate(sheet.titles):
            wide = max((len(str(row[column] or "")) for row in sheet.rows), default=0)
            texts = sheet.as_text and all(isinstance(row[column], str | None) for row in sheet.rows)
            width = min(max(wide, len(title)) + 1, WIDEST)
            page.set_column(column, column, width, self.looks.text if texts else None)
        page.freeze_panes(1, sheet.heads)
        if sheet.rows:
            page.autofilter(0, 0, len(sheet.rows), len(sheet.titles) - 1)
            for column, condition in self._conditions():
                page.conditional_format(1, column, len(sheet.rows), column, condition)
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)

    def _cell(self, row: int, column: int, cell: WorkbookCell) -> None:
        page = self.page
        match cell:
            case None | "":
                pass
            case date() if cell >= FIRST_DAY:
                page.write_datetime(row, column, datetime.combine(cell, time()), self.looks.day)
            case bool():
                page.write_boolean(row, column, cell)
            case int() | float() if abs(cell) < LARGEST:
                page.write_number(row, column, _Exact(cell) if cell % 1 else cell)
            case _:
                page.write_string(row, column, literal(str(cell))[:LONGEST])

    def _conditions(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The conditions that colour cells, by column."""
        sheet, looks = self.sheet, self.looks
        for column, tones in sheet.colours.items():
            for said, tone in tones.items():
                if _PLAIN.fullmatch(said):
                    look = {"format": looks.toned(tone)}
                    yield column, {"type": "cell", "criteria": "==", "value": f'"{said}"', **look}
        for column, bound in sheet.bounds:
            value = f"=${column_letters(bound + 1)}2"
            look = {"format": looks.toned(ACCENT)}
            yield column, {"type": "cell", "criteria": ">", "value": value, **look}
        ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 100}
        for column in sheet.bars:
            yield column, {"type": "data_bar", "bar_solid": True, "bar_color": BAR, **ends}
