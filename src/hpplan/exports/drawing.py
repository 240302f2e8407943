"""Tables and wrapped lines for a terminal of a given width.

Widths are in columns of the terminal, of which a letter may take two.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from textwrap import wrap
from typing import Final, Literal

from hpplan.literal import literal
from hpplan.shares import shown

GAP: Final = 2
"""How many columns are left free between two cells."""
_WORDS: Final = re.compile(r"([^ ]+)( *)")
LEAST: Final = 12
"""How many columns a cell that wraps must have to be readable."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; one that `wraps` takes the width that the others leave, one with `most`
    is as wide as its cells, up to so much, and breaks none of their words.
    """

    title: str
    align: Literal["left", "right"] = "left"
    wraps: bool = False
    most: int | None = None


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], *, width: int, colour: bool
) -> str:
    """Rows under their titles, no wider than the width. Text from data is shown literally.

    Where the columns do not fit side by side, each row is a sentence instead.
    """
    shown = [[literal(cell) for cell in row] for row in rows]
    if _least(columns, shown) > width:
        return "\n".join(_sentence(columns, row, width) for row in shown)
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for number, column in enumerate(columns):
        drawn.add_column(
            Text(column.title),
            justify=column.align,
            no_wrap=not column.wraps and column.most is None,
            overflow="fold",
            ratio=1 if column.wraps else None,
            width=None if column.most is None else _bounded(column, number, shown),
        )
    for row in shown:
        drawn.add_row(*map(Text, row))
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


def _least(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> int:
    """How many columns the table needs so that nothing in it is cut off."""
    needed = GAP * (len(columns) - 1)
    for number, column in enumerate(columns):
        if column.most is not None:
            needed += _bounded(column, number, rows)
            continue
        widest = max(_columns(cell) for cell in (column.title, *(row[number] for row in rows)))
        needed += min(widest, LEAST) if column.wraps else widest
    return needed


def _bounded(column: Column, number: int, rows: Sequence[Sequence[str]]) -> int:
    """How wide a column with a `most` is: as its cells, or as the longest word of any."""
    cells = [column.title, *(row[number] for row in rows)]
    longest = max(_columns(word) for cell in cells for word in (cell.split() or [""]))
    return max(longest, min(column.most or 0, max(map(_columns, cells))))


def _sentence(columns: Sequence[Column], row: Sequence[str], width: int) -> str:
    told = (
        f"{column.title} {cell}".strip() for column, cell in zip(columns, row, strict=True) if cell
    )
    return lines(", ".join(told), width)


def lines(text: str, width: int, indent: str = "  ") -> str:
    """A sentence, wrapped; later lines are indented."""
    shown = literal(text)
    if shown.isascii() or all(map(_narrow, set(shown))):
        return "\n".join(wrap(shown, width, subsequent_indent=indent, break_on_hyphens=False))
    return "\n".join(_wrapped(shown, width, indent))


def _wrapped(text: str, width: int, indent: str) -> Iterator[str]:
    """What `wrap` gives, for text in which some letters take two columns."""
    line = " " * (len(text) - len(text.lstrip(" ")))
    gap, bare = "", True
    for word, blanks in _WORDS.findall(text):
        if not bare and _columns(line) + len(gap) + _columns(word) > width:
            yield line
            line, gap = indent, ""
        line += gap
        for letter in word:
            if _columns(line) + _columns(letter) > width:
                yield line
                line = indent
            line += letter
        gap, bare = blanks, False
    if not bare:
        yield line


def fitted(text: str, width: int) -> str:
    """The text cut off, or filled up with blanks, to exactly the width."""
    from rich.cells import set_cell_size

    return set_cell_size(literal(text), width)


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return sum(map(cell_len, text))  # what a terminal draws as one, it may also draw apart


def _narrow(letter: str) -> bool:
    return _columns(letter) == 1


def percent(share: float | None) -> str:
    return "" if share is None else shown(share, 1)


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
