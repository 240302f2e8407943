"""The cells of CSV, each with its place in the text, as spreadsheets and hpplan write it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from hpplan.values import dataclass

SEPARATORS: Final = (",", ";", "\t")
MARKED: Final = re.compile(r"'+[=+\-@]")
"""A text with an apostrophe in front, without which it would be a formula."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, and the offsets between which it is written."""

    text: str
    start: int
    end: int


class UnclosedQuote(ValueError):
    """A quotation mark at the beginning of a cell that is never closed."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def decoded(content: bytes | bytearray) -> str:
    """The text of a table: UTF-8, or the encoding of Excel in Western Europe."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def separator_of(text: str) -> str:
    """The separator of cells: the one that occurs most often in the first line with any."""
    lines = text.splitlines()
    first = next((line for line in lines if any(map(line.count, SEPARATORS))), "")
    return max(SEPARATORS, key=first.count)


def rows_of(text: str, separator: str) -> Iterator[Sequence[Cell]]:
    """The rows that are not empty. A cell in quotes may contain separators and line breaks, and a
    doubled quotation mark. An apostrophe that marks a text as no formula is not part of it. Raises
    UnclosedQuote.
    """
    row: list[Cell] = []
    at, end = 0, len(text)
    plain = re.compile(rf"[^{re.escape(separator)}\r\n]*")
    while at < end:
        start, said = at, ""
        if text[at] == '"':
            said, at = _quoted(text, at)
        if (rest := plain.match(text, at)) is not None:
            said, at = said + rest[0], rest.end()
        if MARKED.match(said):
            said = said[1:]
        row.append(Cell(said, start, at))
        if text.startswith(separator, at):
            at += 1
            if at == end:
                row.append(Cell("", at, at))
            continue
        at = _after_break(text, at)
        if any(cell.text for cell in row):
            yield row
        row = []
    if any(cell.text for cell in row):
        yield row


def _quoted(text: str, at: int) -> tuple[str, int]:
    """The text in quotes, and where it ends."""
    parts: list[str] = []
    opened, at = at, at + 1
    while True:
        close = text.find('"', at)
        if close < 0:
            raise UnclosedQuote(opened)
        parts.append(text[at:close])
        if not text.startswith('"', close + 1):
            return "".join(parts), close + 1
        parts.append('"')
        at = close + 2


def _after_break(text: str, at: int) -> int:
    return at + 2 if text.startswith("\r\n", at) else at + 1
