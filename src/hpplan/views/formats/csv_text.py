"""Rows as CSV that a spreadsheet opens without executing any of it."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

from hpplan.text import literal
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """The form of CSV that a spreadsheet of some language accepts."""

    separator: str = ","
    decimal: str = "."
    begins: str = ""
    """The mark that the file is UTF-8."""


STANDARD: Final = Dialect()
NORWEGIAN: Final = Dialect(";", ",", "\ufeff")
"""As Excel in Norway opens it: since numbers contain commas, cells are separated by semicolons."""

DIALECTS: Final = {"standard": STANDARD, "norwegian": NORWEGIAN}


def render(
    titles: Sequence[str], rows: Iterable[Sequence[str | float]], dialect: Dialect = STANDARD
) -> str:
    """Titles and rows, with a line feed after each row. Days are ISO dates in every dialect."""
    stream = StringIO()
    stream.write(dialect.begins)
    writer = csv.writer(stream, delimiter=dialect.separator, lineterminator="\n")
    for row in (titles, *rows):
        writer.writerow([_shown(cell, dialect) for cell in row])
    return stream.getvalue()


def _shown(cell: str | float, dialect: Dialect) -> str:
    if isinstance(cell, str):
        return _inert(literal(cell))
    return str(cell).replace(".", dialect.decimal)


def _inert(cell: str) -> str:
    """The cell, marked as text where a spreadsheet would take it for a formula; and also where it
    looks marked already, so that removing one mark gives the cell itself.
    """
    return f"'{cell}" if cell.lstrip("'").startswith(("=", "+", "-", "@")) else cell
