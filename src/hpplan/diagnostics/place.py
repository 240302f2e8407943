"""Places in files: stretches of text, who knows where a value stands, and where lines begin."""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

BREAKS: Final = "\n\r"
_BREAK: Final = re.compile("\r\n|[\n\r]")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of a file: lines and columns from 1, in code points; the end is just past it."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


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
    return array("I", [0, *(found.end() for found in _BREAK.finditer(text))])
