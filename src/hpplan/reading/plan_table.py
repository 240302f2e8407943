"""A plan as a table: CSV or a workbook that `assign` wrote, or one made by hand."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from hpplan.diagnostics.finding import Finding, Note, in_order
from hpplan.diagnostics.fixes.dates import period_meant
from hpplan.diagnostics.place import Place
from hpplan.periods import Period, Precision
from hpplan.reading.codes.references import DUPLICATE_ID
from hpplan.reading.codes.schema import BAD_DATE, INCOMPLETE
from hpplan.reading.codes.tables import BAD_CELL
from hpplan.reading.column_titles import affirmative, column_meant, plan_sheets
from hpplan.reading.file_content import NOW, Files
from hpplan.reading.places import Places
from hpplan.reading.stated_plan import PlanFile, PlanReading
from hpplan.reading.tables import Table, TableFile, cell_text, sheet_table, text_table
from hpplan.reading.workbook_file import ENDINGS, CellValue, read_workbook
from hpplan.values import dataclass

NEEDED: Final = ("site", "wave")
WRITE_THEM: Final = "write a first line such as site,wave; assign --format csv does"


def read_plan_table(path: Path, files: Files = NOW) -> PlanReading:
    """Read a plan as CSV or as a sheet.

    Columns `site` and `wave` are enough; a site without a wave is in none. Titles may be in any
    order, and in any language that hpplan writes; columns that are only informative are ignored.
    """
    found = _opened(path, files)
    if isinstance(found, Finding):
        return PlanReading(None, (found,), Places())
    rows, places = found.table.rows, found.places
    titles = [cell_text(value).strip().casefold() for value in rows[0]] if rows else []
    if not {*NEEDED} <= {*titles}:
        titles = [column_meant(title) for title in titles]
    missing = [name for name in NEEDED if name not in titles]
    if missing:
        message = f"the table has no column '{missing[0]}'"
        place = found.table.place(1, 1) if rows else Place(files.shown(path), 1, 1, 1, 1)
        fault = INCOMPLETE.finding(message, place, hint=WRITE_THEM)
        return PlanReading(None, (fault,), places)
    columns = {title: titles.index(title) + 1 for title in titles}
    numbers = [n for n, row in enumerate(rows, 1) if n > 1 and any(map(cell_text, row))]
    table = _PlanTable([_Row(found.table, number, columns) for number in numbers])
    findings = in_order(table.faults())
    return PlanReading(None if findings else table.plan(), tuple(findings), places)


def _opened(path: Path, files: Files) -> TableFile | Finding:
    if path.suffix.lower() not in ENDINGS:
        return text_table(path, files)
    book = read_workbook(path, files)
    if isinstance(book, Finding):
        return book
    return sheet_table(book, next((name for name in book.names if name in plan_sheets()), None))


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the table, its cells by title."""

    table: Table
    number: int
    columns: Mapping[str, int]

    def place(self, title: str) -> Place:
        """The place of the cell; the end of the row, if it has no such column."""
        return self.table.place(self.number, self.columns.get(title, len(self._cells) + 1))

    def text(self, title: str) -> str:
        at = self.columns.get(title, 0)
        return cell_text(self._cells[at - 1]).strip() if 0 < at <= len(self._cells) else ""

    def error(self, title: str) -> str | None:
        return self.table.error(self.number, self.columns[title])

    @property
    def _cells(self) -> Sequence[CellValue]:
        return self.table.rows[self.number - 1]

    @property
    def go_live(self) -> Period | None:
        """The go-live of the wave, by its first and last day, else by its label; dates may be
        written as a spreadsheet of another country writes them.
        """
        first, last = _period(self.text("from")), _period(self.text("to"))
        label = self.text("go_live")
        if first is None or last is None:
            return _period(label)
        named = _period(label)
        precision = Precision.DAY if first == last else Precision.SEASON
        precision = precision if named is None else named.precision
        return Period(label or f"{first}..{last}", first.first, last.last, precision)


@dataclass(frozen=True, slots=True)
class _PlanTable:
    rows: Sequence[_Row]

    def faults(self) -> Iterator[Finding]:
        seen: dict[str, Place] = {}
        for row in self.rows:
            site = row.place("site")
            for title in NEEDED:
                if (error := row.error(title)) is not None:
                    message = f"the cell holds an error: {error}"
                    yield BAD_CELL.finding(message, row.place(title))
            if not row.text("site"):
                hint = "write the id of the site, or remove the line"
                yield INCOMPLETE.finding("the line names no site", site, hint=hint)
                continue
            first = seen.setdefault(row.text("site"), site)
            if first is not site:
                note = Note("first here", first)
                message = f"'{row.text('site')}' is in the table twice"
                yield DUPLICATE_ID.finding(message, site, hint="keep one", notes=[note])
            for title in ("from", "to", "go_live"):
                if row.text(title) and _period(row.text(title)) is None and row.go_live is None:
                    message = f"'{row.text(title)}' is not a period"
                    hint = "write a period such as 2024-11, or leave the cell empty"
                    yield BAD_DATE.finding(message, row.place(title), hint=hint)

    def plan(self) -> PlanFile:
        placed = {row.text("site"): row for row in self.rows if row.text("wave")}
        dates = {
            site: (row.text("label") or row.text("wave"), go_live)
            for site, row in placed.items()
            if (go_live := row.go_live) is not None
        }
        return PlanFile(
            waves={site: row.text("wave") for site, row in placed.items()},
            at={site: row.place("wave") for site, row in placed.items()},
            reasons={
                row.text("site"): row.text("reason") for row in self.rows if row.text("reason")
            },
            dates=dates,
            chosen={
                site: dates[site][1].first
                for site, row in placed.items()
                if site in dates and row.text("chosen") in affirmative()
            },
        )


def _period(text: str) -> Period | None:
    try:
        return Period.parse(period_meant(text) or text)
    except ValueError:
        return None
