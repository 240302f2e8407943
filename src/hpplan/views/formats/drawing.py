"""Tables and wrapped lines for a terminal of a given width. Widths are in columns of the terminal;
a letter may take two.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from io import StringIO
from textwrap import wrap
from typing import Final, Literal

from hpplan.text import literal, shown
from hpplan.values import dataclass

GAP: Final = 2
"""How many columns are left free between two cells."""
_WORDS: Final = re.compile(r"([^ ]+)( *)")
_PERCENT: Final = re.compile(r"[^ ]*\d %")
_ANY: Final = re.compile(r".+")
_BOUND: Final = "\ue000"
"""A placeholder for a blank at which no line ends; literal text never contains it."""
_LATIN: Final = re.compile(r"[ -~\u00a1-\u00ac\u00ae-\u02ff\ue000]*").fullmatch
"""Letters of one column each, known without rich: European names do not require loading it."""
READABLE: Final = 100
"""The column at which lines end, where the terminal is wider."""
LEAST: Final = 20
"""The least readable width of a cell with sentences."""
NAME: Final = 14
"""The least width of a name, whose last word may be in the next line."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; one that `wraps` takes the width that the others leave, if that is at
    least `least`, its readable width; one with `most` is as wide as its cells, up to that. Neither
    breaks a word.
    """

    title: str
    align: Literal["left", "right"] = "left"
    wraps: bool = False
    most: int | None = None
    least: int = LEAST


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], *, width: int, colour: bool
) -> str:
    """Rows under their titles, no wider than the width. Text from data is shown literally. If the
    columns do not fit side by side, each row is a line with its name instead, and the other cells
    beneath it.
    """
    columns = [replace(column, title=literal(column.title)) for column in columns]
    shown = [[literal(cell) for cell in row] for row in rows]
    if (widths := _widths(columns, shown, width)) is None:
        return "\n".join(line for row in shown for line in _detailed(columns, row, width))
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    titled = any(column.title for column in columns)
    drawn = Table(
        box=None,
        pad_edge=False,
        padding=(0, GAP, 0, 0),
        header_style="bold",
        show_header=titled,
    )
    for column, taken in zip(columns, widths, strict=True):
        drawn.add_column(
            Text(column.title),
            justify=column.align,
            no_wrap=not column.wraps and column.most is None,
            overflow="fold",
            width=taken,
        )
    for row in shown:  # rich would end a line within a number, at the blank between its thousands
        cells = zip(row, widths, strict=True)
        drawn.add_row(*(Text(lines(cell, taken, "") if cell else "") for cell, taken in cells))
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


def _widths(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int
) -> list[int] | None:
    """The width of each column, with those that wrap as equal as their cells allow; None if they do
    not fit side by side without breaking a word.
    """
    widths, wanted = list[int](), list[int]()
    for number, column in enumerate(columns):
        cells = [column.title, *(row[number] for row in rows)]
        widest = max(map(_columns, cells))
        longest = max(_columns(word) for cell in cells for word in cell.split(" "))
        if column.most is not None:
            widest = max(longest, min(column.most, widest))
        wanted.append(widest)
        widths.append(max(longest, min(widest, column.least)) if column.wraps else widest)
    spare = width - sum(widths) - GAP * (len(columns) - 1)
    if spare < 0:
        return None
    for _ in range(min(spare, sum(wanted) - sum(widths))):
        wider = [number for number, taken in enumerate(widths) if taken < wanted[number]]
        widths[min(reversed(wider), key=widths.__getitem__)] += 1
    return widths


def _detailed(columns: Sequence[Column], row: Sequence[str], width: int) -> Iterator[str]:
    """The row as a line with its name; beneath it what is short in one line, and each cell that
    wraps in lines of its own.
    """
    titled = next((n for n, column in enumerate(columns) if column.title), 0) + 1
    yield lines(" ".join(filter(None, row[:titled])), width)
    brief: list[str] = []
    for column, cell in zip(columns[titled:], row[titled:], strict=True):
        text = f"{column.title}: {cell}" if column.title else cell
        if cell and column.wraps:
            if brief:
                yield lines("  " + ", ".join(brief), width, "    ")
            yield lines("  " + text, width, "    ")
            brief = []
        elif cell:
            brief.append(text)
    if brief:
        yield lines("  " + ", ".join(brief), width, "    ")


def lines(text: str, width: int, indent: str = "  ") -> str:
    """A sentence, wrapped; later lines are indented. A number stays beside its per cent sign."""
    return _lines(
        _PERCENT.sub(partial(_bound, room=width - len(indent)), literal(text)), width, indent
    )


def legend(entries: Sequence[str], width: int) -> str:
    """The meaning of each sign of a chart, with line breaks only between two of them."""
    apart = " " * GAP
    whole = (_ANY.sub(partial(_bound, room=width - GAP), literal(entry)) for entry in entries)
    return _lines(apart.join(whole), width, apart)


def _bound(part: re.Match[str], room: int) -> str:
    """The words without line breaks within, if a line has room for them."""
    return part[0].replace(" ", _BOUND) if _columns(part[0]) <= room else part[0]


def _lines(shown: str, width: int, indent: str) -> str:
    if _LATIN(shown) or all(map(_narrow, set(shown))):
        wrapped = wrap(shown, width, subsequent_indent=indent, break_on_hyphens=False)
    else:
        wrapped = list(_wrapped(shown, width, indent))
    return "\n".join(wrapped).replace(_BOUND, " ")


def beside(text: str, aside: str, width: int) -> str:
    """The lines with a word at the right end of the last one, or of a line of its own."""
    if not aside:
        return text
    shown, last = literal(aside), text.rpartition("\n")[2]
    taken, wide = _columns(last) + GAP, _columns(shown)
    if wide > width:
        return f"{text}\n{lines(aside, width, '')}"
    if taken + wide <= width:
        return text + " " * (max(taken, min(width, READABLE) - wide) - taken + GAP) + shown
    return f"{text}\n{' ' * max(0, min(width, READABLE) - wide)}{shown}"


def _wrapped(text: str, width: int, indent: str) -> Iterator[str]:
    """Like `wrap`, for text in which some letters take two columns."""
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
    """The text cut off, or padded with blanks, to exactly the width."""
    from rich.cells import set_cell_size

    return set_cell_size(literal(text), width)


def _columns(text: str) -> int:
    if _LATIN(text):
        return len(text)
    from rich.cells import cell_len

    return sum(map(cell_len, text))  # what a terminal draws as one, it may also draw apart


def _narrow(letter: str) -> bool:
    return _columns(letter) == 1


def percent(share: float | None) -> str:
    return "" if share is None else shown(share, 1)


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
