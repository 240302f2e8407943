"""Rows as CSV that a spreadsheet opens without running any of it."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from hpplan.literal import literal


def render(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Titles and rows with commas between cells and a line feed after each row."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    for row in (titles, *rows):
        writer.writerow([_inert(literal(cell)) for cell in row])
    return stream.getvalue()


def _inert(cell: str) -> str:
    """The cell, marked as text where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell
