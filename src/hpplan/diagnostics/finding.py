"""Findings, as reported to the user: code, severity, sentence and usually a place."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from hpplan.diagnostics.place import Place
from hpplan.values import dataclass


class Severity(StrEnum):
    """How much a finding matters: errors are those that no command ignores."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Note:
    """A further sentence of a finding, which may point at a place of its own."""

    message: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a file, and the text to put in its place."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that fix a finding, together or not at all. It is `safe` if nothing else can have been
    meant.
    """

    edits: tuple[Edit, ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the user should know; `hint` says what to do about it. Findings of a code that have
    the same `cause` are shown to people as one.
    """

    code: str
    severity: Severity
    message: str
    place: Place | None = None
    hint: str | None = None
    notes: tuple[Note, ...] = ()
    fix: Fix | None = None
    cause: str | None = None


_BEFORE_ALL_PLACES: Final = Place("", 0, 0, 0, 0)


def _order(finding: Finding) -> tuple[Place, str, str]:
    return finding.place or _BEFORE_ALL_PLACES, finding.code, finding.message


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once, by place (those without one first), then code, then message."""
    return sorted(dict.fromkeys(findings), key=_order)
