"""What we tell the user: each finding has a code, a severity, a sentence and, mostly, a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Severity(StrEnum):
    """How much a finding matters: an error is one that no command works past."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of a file: lines and columns from 1, in code points; the end is just past it."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Note:
    """A second sentence to a finding, which may point at a place of its own."""

    message: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the user should know; `hint` says what to do about it."""

    code: str
    severity: Severity
    message: str
    place: Place | None = None
    hint: str | None = None
    notes: tuple[Note, ...] = ()


_BEFORE_ALL_PLACES: Final = Place("", 0, 0, 0, 0)


def _order(finding: Finding) -> tuple[Place, str, str]:
    return finding.place or _BEFORE_ALL_PLACES, finding.code, finding.message


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once, by place (those without one first), then code, then message."""
    return sorted(dict.fromkeys(findings), key=_order)
