"""Findings that have everything a format must show, and names that no format may let through."""

from dataclasses import dataclass, field
from typing import Final

from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.diagnostics.place import Place
from hpplan.views.formats.repository import Repository
from tests.programmes import Nowhere

REPOSITORY: Final = Repository("/repo", "/repo/rollout", "data")
"""hpplan was started in a folder of the repository, on the data in it."""


@dataclass
class Lines(Nowhere):
    """A file that is only its lines."""

    lines: list[str] = field(default_factory=list)

    def written(self, address: int, *path: str | int) -> str | None:
        return None

    def source_line(self, place: Place) -> str | None:
        return self.lines[place.line - 1] if place.line <= len(self.lines) else ""


LINES: Final = Lines(
    [
        "waves:",
        "  - {id: W1, go_live: 2024-04-28}",
        "municipalities:",
        "  - id: røros",
        "    claims: [{says: planned, wave: W9}]",
    ]
)


def at(line: int, column: int, end_column: int, end_line: int = 0) -> Place:
    return Place("data/p.yaml", line, column, end_line or line, end_column)


NO_WAVES: Final = Finding("HP012", Severity.ERROR, "'data' holds no programme", None, "write one")
SUNDAY: Final = Finding(
    "HP304",
    Severity.WARNING,
    "W1 goes live on 2024-04-28, a Sunday",
    at(2, 23, 33),
    notes=(Note("the waves", at(1, 1, 6)), Note("no Sundays")),
)
LATE: Final = Finding("HP603", Severity.INFO, "Røros is late", at(4, 5, 39, end_line=5))
UNKNOWN: Final = Finding(
    "HP201", Severity.ERROR, "there is no wave 'W9'", at(5, 36, 38), "did you mean 'W1'?"
)
ALL: Final = (NO_WAVES, SUNDAY, LATE, UNKNOWN)
"""In the order of their places: of each severity, with and without a place, a note and a hint."""

HOSTILE: Final = (
    "\x1b[31mred\x1b[0m",
    "a\r\n::error::b\n##[error]c",
    "\u202eolleh\u2066",
    "</failure><script>alert(1)</script>&amp; ]]>",
    "| a | `b` [c](d) <!-- e -->",
    '"; DROP, a:b,c=d %0A %',
    "\x00\x08\ufffe\uffff\udc00",
    "\u2028\u2029\ufeff\u200b",
)
"""Names that could move a cursor, break a line, or be taken for markup or a command."""


def hostile() -> list[Finding]:
    """Findings whose every text is a hostile one."""
    return [
        Finding(
            "HP201",
            severity,
            name,
            Place(f"data/{name}.yaml", 5, 36, 5, 38),
            hint=name,
            notes=(Note(name, Place(name, 1, 1, 1, 2)), Note(name)),
        )
        for name in HOSTILE
        for severity in Severity
    ]
