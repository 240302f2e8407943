"""The row of a table that has its titles, and the meaning of each column."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from hpplan.diagnostics.finding import Finding, Note
from hpplan.diagnostics.place import Place, column_letters
from hpplan.importing.cells import text_of
from hpplan.importing.headers import LEFT_OUT, NAMING, is_of_municipalities, plain, proposed
from hpplan.reading.codes.tables import BAD_COLUMNS
from hpplan.reading.tables import Table
from hpplan.values import dataclass

LOOKED_AT: Final = 30
"""How many rows are searched for the titles."""
MOST_COLUMNS: Final = 1_000


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column with its number and title, and its meaning, where that is known. `given` says that
    the user stated it.
    """

    number: int
    title: str
    key: str | None
    place: Place
    given: bool = False

    @property
    def letters(self) -> str:
        return column_letters(self.number)

    @property
    def shown(self) -> str:
        """The column in a form that people can find: `C 'Merknad'`."""
        return f"{self.letters} '{self.title}'" if self.title else self.letters


@dataclass(frozen=True, slots=True)
class NoSuchColumn:
    """A column that was named and does not exist; the titles are those that do."""

    named: str
    titles: Sequence[str]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table, by the row of their titles."""

    row: int
    columns: Sequence[TableColumn]

    def of(self, key: str) -> TableColumn | None:
        return next((column for column in self.columns if column.key == key), None)

    @property
    def used(self) -> Iterator[TableColumn]:
        return (column for column in self.columns if column.key not in (None, LEFT_OUT))

    @property
    def of_municipalities(self) -> bool:
        """Whether a title says that the sites are municipalities."""
        naming = (self.of(key) for key in NAMING)
        return any(column is not None and is_of_municipalities(column.title) for column in naming)


def columns_of(table: Table, given: Mapping[str, str]) -> Columns | NoSuchColumn | Finding:
    """The columns: the titles are in the first row with one for the names of sites. `given` says by
    title, else by letter, what a column is.
    """
    found = None
    for row in range(1, min(len(table.rows), LOOKED_AT) + 1):
        columns = _read(table, row, given)
        if any(column.key in NAMING for column in columns):
            found = Columns(row, columns)
            break
    if found is None:
        first = next((n for n, row in enumerate(table.rows, 1) if any(map(text_of, row))), None)
        if first is None:
            return BAD_COLUMNS.finding("the table is empty", table.place(1, 1))
        found = Columns(first, _read(table, first, given))
    for named in given:
        if not any(column.given and _is(column, named, found) for column in found.columns):
            return NoSuchColumn(named, [column.title for column in found.columns if column.title])
    return found


def faults(found: Columns) -> Iterator[Finding]:
    """Findings about columns with unclear meaning, or about rows with unclear subjects."""
    if not any(column.key in NAMING for column in found.columns):
        place = found.columns[0].place
        titles = ", ".join(f"'{column.title}'" for column in found.columns[:12] if column.title)
        message = f"no column names the sites; the titles are {titles or 'missing'}"
        yield BAD_COLUMNS.finding(message, place, hint="say which one does: --map COLUMN=name")
    first: dict[str, TableColumn] = {}
    for column in found.used:
        assert column.key is not None
        before = first.setdefault(column.key, column)
        if before is not column:
            message = f"two columns say what '{column.key}' is: {before.shown} and {column.shown}"
            hint = f"leave one out: --map {column.letters}=-"
            note = Note("the other one", before.place)
            yield BAD_COLUMNS.finding(message, column.place, hint=hint, notes=[note])


def _read(table: Table, row: int, given: Mapping[str, str]) -> list[TableColumn]:
    titles = [text_of(value) for value in table.rows[row - 1][:MOST_COLUMNS]]
    words = {plain(title) for title in titles if title}
    columns = []
    for number, title in enumerate(titles, 1):
        letters = column_letters(number)
        said = next(
            (
                key
                for named, key in given.items()
                if (plain(named) and plain(named) == plain(title))
                or (named.upper() == letters and plain(named) not in words)
            ),
            None,
        )
        key = said if said is not None else (proposed(title) if title else None)
        columns.append(TableColumn(number, title, key, table.place(row, number), said is not None))
    return columns


def _is(column: TableColumn, named: str, found: Columns) -> bool:
    words = {plain(one.title) for one in found.columns if one.title}
    by_title = plain(named) != "" and plain(named) == plain(column.title)
    return by_title or (named.upper() == column.letters and plain(named) not in words)
