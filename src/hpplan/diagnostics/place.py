"""Places in files: stretches of text, the places of values, and the beginnings of lines."""

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
"""The only line break of most texts; a single character is found many times faster than
alternatives.
"""


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
        """The cell in the notation of spreadsheets: `Sites!C7`; None in a text file."""
        if not self.sheet:
            return ""
        plain = _PLAIN.fullmatch(self.sheet)
        sheet = self.sheet if plain else "'" + self.sheet.replace("'", "''") + "'"
        return f"{sheet}!{column_letters(self.column)}{self.line}"

    def __str__(self) -> str:
        where = self.cell or f"{self.line}:{self.column}"
        return f"{self.file}:{where}"


def column_letters(number: int) -> str:
    """The column in the notation of spreadsheets: 1 is A, 28 is AB."""
    letters = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


class Locator(Protocol):
    """Gives the places of the values of data files, by their address."""

    def place(self, address: int) -> Place | None:
        """The place of the value itself; None for a value that is in no file."""

    def inside(self, address: int, *path: str | int) -> Place | None:
        """The place of the value that the path leads to; steps that lead nowhere are skipped."""

    def key(self, address: int, *path: str | int) -> Place | None:
        """The place of the key that the path ends with."""

    def source_line(self, place: Place) -> str | None:
        """The line of the file that the place starts on."""

    def written(self, address: int, *path: str | int) -> str | None:
        """The text of the value that the path leads to, in one line; None where there is none."""


def line_starts(text: str) -> Sequence[int]:
    """The offset of the first character of each line."""
    breaks = (_BREAK if "\r" in text else _NEWLINE).finditer(text)
    return array("I", chain((0,), map(re.Match.end, breaks)))
