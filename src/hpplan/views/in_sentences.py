"""A document without charts and tables: one sentence for each row, for screen readers."""

from collections.abc import Iterator
from typing import Final

from hpplan.analysis.timeline import TimelineData, TimelineEntry
from hpplan.language import _
from hpplan.periods import A_DAY, day_in_words
from hpplan.views.document import Bars, Block, Chart, Document, Grid, Line, Listed
from hpplan.views.formats.drawing import Column
from hpplan.views.formats.gantt import still_ahead, titled_rows

ARROW: Final = " -> "
"""The sign between an old and a new date."""


def in_sentences(document: Document) -> Document:
    """The same answer, in which each row of a chart or a table is a line of a list."""
    return tuple(_plain(block) for block in document)


def _plain(block: Block) -> Block:
    match block:
        case Chart(timeline):
            return Listed(_("When each phase runs"), tuple(map(Line, _phases(timeline))))
        case Bars(bars):
            moved = ((bar.name, bar.said.replace(ARROW, _(", then "))) for bar in bars)
            return Listed("", tuple(Line(f"{name}: {said}.") for name, said in moved))
        case Grid():
            shown = block.filled()
            rows = tuple(Line(_row(shown.columns, row)) for row in shown.rows)
            return Listed(shown.title, rows)
        case _:
            return block


def _row(columns: tuple[Column, ...], row: tuple[str, ...]) -> str:
    """The subject of the row, then each non-empty cell, with the title of its column."""
    said = [
        f"{column.title}: {_cell(cell)}" if column.title and number else _cell(cell)
        for number, (column, cell) in enumerate(zip(columns, row, strict=True))
        if cell and cell != "-"
    ]
    return " ".join(each if each.endswith((".", "…")) else f"{each}." for each in said)


def _cell(cell: str) -> str:
    """The cell without signs that would be read aloud."""
    return _("{day} at the earliest", day=cell[1:]) if cell.startswith("~") else cell


def _phases(timeline: TimelineData) -> Iterator[str]:
    for title, entry in titled_rows(timeline, still_ahead(timeline)):
        yield f"{title}: {'; '.join(_of(entry))}."


def _of(entry: TimelineEntry) -> Iterator[str]:
    for phase in entry.phases:
        days = {"first": day_in_words(phase.start), "last": day_in_words(A_DAY.before(phase.end))}
        if phase.approximate:
            yield _(
                "{phase} from {first} at the earliest to {last} at the latest",
                phase=phase.name,
                **days,
            )
        else:
            yield _("{phase} from {first} to {last}", phase=phase.name, **days)
    if entry.go_live is not None:
        yield _("go-live {when}", when=entry.go_live.words)
