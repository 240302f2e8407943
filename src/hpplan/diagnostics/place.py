"""Places in files: stretches of text, who knows where a value stands, and where lines begin."""

import re
from array import array
from collections.abc import Sequence
from itertools import chain
from typing import Final, Protocol

from hpplan.values import dataclass

BREAKS: Final = "\n\r"
_PLAIN: Final = re.compile(r"[^\W\d]\w*")
"""A name of a sheet that needs no quotes."""
_BREAK: Final = re.compile("\r\n|[\n\r]")
_NEWLINE: Final = re.compile("\n")
"""The only break of most texts; one letter is searched for many times faster than a choice."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of a file: lines and columns from 1, in code points; the end is just past it. In a
    workbook it is a cell of the sheet: its row and its column.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    sheet: str = ""

    @classmethod
    def of_cell(cls, file: str, sheet: str, row: int, column: int) -> "Place":
        """The cell, both counted from 1."""
        return cls(file, row, column, row, column + 1, sheet)

    @property
    def cell(self) -> str:
        """The cell as spreadsheets name it: `Sites!C7`; nothing in a file of text."""
        if not self.sheet:
            return ""
        plain = _PLAIN.fullmatch(self.sheet)
        sheet = self.sheet if plain else "'" + self.sheet.replace("'", "''") + "'"
        return f"{sheet}!{column_letters(self.column)}{self.line}"

    def __str__(self) -> str:
        where = self.cell or f"{self.line}:{self.column}"
        return f"{self.file}:{where}"


def column_letters(number: int) -> str:
    """How spreadsheets name a column: 1 is A, 28 is AB."""
    letters = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


class Locator(Protocol):
    """Where the values of the data files stand, by their address."""

    def place(self, address: int) -> Place | None:
        """The place of the value itself; None for a value that stands in no file."""

    def inside(self, address: int, *path: str | int) -> Place | None:
        """The place of what the path leads to; steps that name nothing are passed over."""

    def key(self, address: int, *path: str | int) -> Place | None:
        """The place of the key that the path ends with."""

    def source_line(self, place: Place) -> str | None:
        """The line of the file that the place starts on."""

    def written(self, address: int, *path: str | int) -> str | None:
        """The text of what the path leads to, in one line; None where nothing stands."""


def line_starts(text: str) -> Sequence[int]:
    """The offset of the first character of each line."""
    breaks = (_BREAK if "\r" in text else _NEWLINE).finditer(text)
    return array("I", chain((0,), map(re.Match.end, breaks)))
