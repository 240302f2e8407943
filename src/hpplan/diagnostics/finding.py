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
class Edit:
    """A stretch of a file, and the text to put in its place."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend a finding, together or not at all. It is `safe` if nothing else can have been
    meant.
    """

    edits: tuple[Edit, ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the user should know; `hint` says what to do about it. Findings of a code that
    have their `cause` in common are one to people.
    """

    code: str
    severity: Severity
    message: str
    place: Place | None = None
    hint: str | None = None
    notes: tuple[Note, ...] = ()
    fix: Fix | None = None
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding, with all that is to be said of it. It never changes what it means.

    `bad` and `good` are data directories in one text, of which only the first is told of: « and »
    stand around the place that is told, a line `=== plan.yml` begins another file (see `examples`).
    """

    id: str
    name: str
    severity: Severity
    """How much it matters, unless a finding of it says otherwise."""
    meaning: str
    why: str
    fix: str
    bad: str
    good: str
    command: str = "check"
    """The command that finds it, as one would type it in the directory."""
    good_command: str | None = None
    """The command that does not find it in `good`, where that is another one."""

    def finding(
        self,
        message: str,
        place: Place | None,
        *,
        severity: Severity | None = None,
        hint: str | None = None,
        notes: Iterable[Note] = (),
        fix: Fix | None = None,
        cause: str | None = None,
    ) -> Finding:
        """One place where it is so."""
        told = tuple(notes)
        return Finding(self.id, severity or self.severity, message, place, hint, told, fix, cause)


_BEFORE_ALL_PLACES: Final = Place("", 0, 0, 0, 0)


def _order(finding: Finding) -> tuple[Place, str, str]:
    return finding.place or _BEFORE_ALL_PLACES, finding.code, finding.message


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once, by place (those without one first), then code, then message."""
    return sorted(dict.fromkeys(findings), key=_order)
