"""A plan as CSV: what `assign --format csv` wrote, or a table that somebody made by hand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hpplan.diagnostics.finding import Finding, Note, in_order
from hpplan.diagnostics.fixes.dates import period_meant
from hpplan.diagnostics.place import Place
from hpplan.periods import Period, Precision
from hpplan.reading.codes.files import NOT_UTF8
from hpplan.reading.codes.references import DUPLICATE_ID
from hpplan.reading.codes.schema import BAD_DATE, INCOMPLETE
from hpplan.reading.file_content import NOW, Files, unread
from hpplan.reading.places import FilePlaces, Places
from hpplan.reading.plan_file import PlanFile, PlanReading
from hpplan.reading.table_text import Cell, decoded, rows_of, separator_of

NEEDED: Final = ("site", "wave")
WRITE_THEM: Final = "write a first line such as site,wave; assign --format csv does"


def read_plan_table(path: Path, files: Files = NOW) -> PlanReading:
    """Read a plan as CSV. Columns `site` and `wave` are enough; a site without a wave is in none.
    Titles in any order; columns that only inform are passed over.
    """
    places, shown = Places(), files.shown(path)
    content = files.content(path)
    if isinstance(content, Finding):
        return PlanReading(None, (content,), places)
    if b"\0" in content:
        why = unread(NOT_UTF8, shown, "is no text", "save it as CSV in UTF-8")
        return PlanReading(None, (why,), places)
    text = decoded(content)
    file = places.open(shown, text)
    rows = list(rows_of(text, separator_of(text)))
    titles = [cell.text.strip().lower() for cell in rows[0]] if rows else []
    missing = [name for name in NEEDED if name not in titles]
    if missing:
        message = f"the table has no column '{missing[0]}'"
        fault = INCOMPLETE.finding(message, Place(shown, 1, 1, 1, 1), hint=WRITE_THEM)
        return PlanReading(None, (fault,), places)
    columns = {title: titles.index(title) for title in titles}
    table = _Table(file, [_Row(row, columns) for row in rows[1:]])
    findings = in_order(table.faults())
    return PlanReading(None if findings else table.plan(), tuple(findings), places)


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the table, its cells by title."""

    cells: Sequence[Cell]
    columns: Mapping[str, int]

    def cell(self, title: str) -> Cell:
        number = self.columns.get(title)
        end = self.cells[-1].end
        return (
            Cell("", end, end)
            if number is None or number >= len(self.cells)
            else self.cells[number]
        )

    def text(self, title: str) -> str:
        return self.cell(title).text.strip()

    @property
    def go_live(self) -> Period | None:
        """When the wave goes live, by its ends, else by its label; dates may be written as a
        spreadsheet of another country writes them.
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
class _Table:
    file: FilePlaces
    rows: Sequence[_Row]

    def _place(self, cell: Cell) -> Place:
        return self.file.between(cell.start, cell.end)

    def faults(self) -> Iterator[Finding]:
        seen: dict[str, Cell] = {}
        for row in self.rows:
            site = row.cell("site")
            if not row.text("site"):
                hint = "write the id of the site, or remove the line"
                yield INCOMPLETE.finding("the line names no site", self._place(site), hint=hint)
                continue
            first = seen.setdefault(row.text("site"), site)
            if first is not site:
                note = Note("first here", self._place(first))
                message = f"'{row.text('site')}' is in the table twice"
                place = self._place(site)
                yield DUPLICATE_ID.finding(message, place, hint="keep one", notes=[note])
            for title in ("from", "to", "go_live"):
                if row.text(title) and _period(row.text(title)) is None and row.go_live is None:
                    message = f"'{row.text(title)}' is not a period"
                    hint = "write a period such as 2024-11, or leave the cell empty"
                    yield BAD_DATE.finding(message, self._place(row.cell(title)), hint=hint)

    def plan(self) -> PlanFile:
        placed = {row.text("site"): row for row in self.rows if row.text("wave")}
        dates = {
            site: (row.text("label") or row.text("wave"), go_live)
            for site, row in placed.items()
            if (go_live := row.go_live) is not None
        }
        return PlanFile(
            waves={site: row.text("wave") for site, row in placed.items()},
            at={site: self._place(row.cell("wave")) for site, row in placed.items()},
            reasons={
                row.text("site"): row.text("reason") for row in self.rows if row.text("reason")
            },
            dates=dates,
            chosen={
                site: dates[site][1].first
                for site, row in placed.items()
                if site in dates and row.text("chosen") == "yes"
            },
        )


def _period(text: str) -> Period | None:
    try:
        return Period.parse(period_meant(text) or text)
    except ValueError:
        return None
