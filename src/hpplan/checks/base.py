"""What every check is: a code that never changes its meaning, what it tells, and how it looks."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import ClassVar

from hpplan.findings import Finding, Note, Place, Severity
from hpplan.programme import Situation


class Check(ABC):
    """Something to look for in a programme as known on a date."""

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    """How much it matters, unless a finding of it says otherwise."""
    meaning: ClassVar[str]
    why: ClassVar[str]
    fix: ClassVar[str]

    @abstractmethod
    def findings(self, situation: Situation) -> Iterable[Finding]:
        """Every place where it is so."""

    def finding(
        self,
        message: str,
        place: Place | None,
        *,
        severity: Severity | None = None,
        hint: str | None = None,
        notes: Sequence[Note] = (),
    ) -> Finding:
        """A finding of this check."""
        return Finding(self.code, severity or self.severity, message, place, hint, tuple(notes))
