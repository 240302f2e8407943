"""Tables and wrapped lines for a terminal of a given width."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from textwrap import wrap
from typing import Literal

from hpplan.literal import literal


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; one that `wraps` takes the width that the others leave."""

    title: str
    align: Literal["left", "right"] = "left"
    wraps: bool = False


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], *, width: int, colour: bool
) -> str:
    """Rows under their titles, no wider than the width. Text from data is shown literally."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        drawn.add_column(
            Text(column.title),
            justify=column.align,
            no_wrap=not column.wraps,
            overflow="fold",
            ratio=1 if column.wraps else None,
        )
    for row in rows:
        drawn.add_row(*(Text(literal(cell)) for cell in row))
    stream = StringIO()
    console = Console(
        file=stream,
        width=width,
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    console.print(drawn)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


def lines(text: str, width: int, indent: str = "  ") -> str:
    """A sentence, wrapped; later lines are indented."""
    return "\n".join(wrap(literal(text), width, subsequent_indent=indent, break_on_hyphens=False))


def percent(share: float | None) -> str:
    return "" if share is None else f"{share:.1f} %"


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
