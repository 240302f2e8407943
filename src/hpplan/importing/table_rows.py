"""The columns and rows of a table to be imported, or what is unclear in them."""

from typing import Final

from hpplan.diagnostics.finding import Finding
from hpplan.diagnostics.suggestion import did_you_mean
from hpplan.importing.asked import ImportAsked, NotImported, WrongArgument, not_imported
from hpplan.importing.columns import Columns, NoSuchColumn, columns_of, faults
from hpplan.importing.rows import RowsRead
from hpplan.periods import Seasons
from hpplan.reading.codes.tables import BAD_COLUMNS
from hpplan.reading.tables import TableFile
from hpplan.values import dataclass

TITLES_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class TableRows:
    """The meaning of each column, and the statements of the rows about sites."""

    columns: Columns
    rows: RowsRead


def table_rows(
    asked: ImportAsked, found: TableFile, seasons: Seasons
) -> TableRows | WrongArgument | NotImported:
    """The rows of the table, read by its columns."""
    columns = columns_of(found.table, asked.columns or {})
    if isinstance(columns, NoSuchColumn):
        return WrongArgument("columns", _no_such(columns))
    if isinstance(columns, Finding):
        return not_imported([columns], found.places)
    if unclear := list(faults(columns)):
        return not_imported(unclear, found.places)
    rows = RowsRead(found.table, columns, seasons)
    rows.read()
    if not rows.sites and not rows.findings:
        place = columns.columns[0].place
        empty = BAD_COLUMNS.finding("the table has titles, and no row that names a site", place)
        return not_imported([empty], found.places)
    return TableRows(columns, rows)


def _no_such(column: NoSuchColumn) -> str:
    titles = ", ".join(f"'{title}'" for title in column.titles[:TITLES_SHOWN])
    hint = did_you_mean(column.named, column.titles) or f"its titles are {titles}"
    return f"the table has no column '{column.named}'; {hint}"
