"""Answers that are read by people, before they are drawn: blocks that every format has."""

from collections.abc import Iterable
from dataclasses import dataclass

from hpplan.views.formats.drawing import Column


@dataclass(frozen=True, slots=True)
class Headline:
    """What the answer is about; the first block."""

    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list, and what stands beneath it, such as a place in the data."""

    text: str
    beneath: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """Lines under a title."""

    title: str
    lines: tuple[Line, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, under a title if it has one."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""


Block = Headline | Sentence | Listed | Grid
Document = tuple[Block, ...]


def listed(title: str, told: Iterable[str], *, numbered: bool = False) -> Listed:
    """Lines with nothing beneath them."""
    return Listed(title, tuple(Line(text) for text in told), numbered)
