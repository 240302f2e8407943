"""Findings with the same cause as one, for people: the first in full, the others as a list."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from hpplan.diagnostics.finding import Finding, Note
from hpplan.values import dataclass

LISTED: Final = 20
"""How many of the others are listed."""
NOTED: Final = 6
"""How many notes of a finding are shown."""


@dataclass(frozen=True, slots=True)
class Fold:
    """A finding, and those of the same cause after it."""

    first: Finding
    others: tuple[Finding, ...] = ()

    @property
    def heading(self) -> str:
        return f"{len(self.others)} more of the same cause:"

    @property
    def listed(self) -> tuple[Finding, ...]:
        return self.others[:LISTED]

    @property
    def left(self) -> str:
        """A line for those that are not listed; empty where all are."""
        more = len(self.others) - LISTED
        return f"… and {more} more" if more > 0 else ""


def folded(findings: Sequence[Finding]) -> list[Fold]:
    """Each finding with those of the same code, severity and cause, at the position of the first,
    and with its first notes. Without a stated cause, findings at the same place have the same one.
    """
    together: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        cause = finding.place if finding.cause is None else finding.cause
        key = number if cause is None else (finding.code, finding.severity, cause)
        together.setdefault(key, []).append(finding)
    return [Fold(_abridged(first), tuple(others)) for first, *others in together.values()]


def unfolded(findings: Sequence[Finding]) -> list[Fold]:
    """Each finding by itself."""
    return [Fold(finding) for finding in findings]


def _abridged(finding: Finding) -> Finding:
    """The finding with as many notes as can be read at a glance, and one that counts the others."""
    more = len(finding.notes) - NOTED
    if more <= 1:
        return finding
    counted = Note(f"{more} more notes like these (all of them: --full)")
    return replace(finding, notes=(*finding.notes[:NOTED], counted))
