"""What all checks have in common: each looks for one thing, under a code that never changes its
meaning.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import ClassVar

from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Fix, Note, Severity
from hpplan.diagnostics.place import Place
from hpplan.programme.programme import SituationData


class Check(ABC):
    """Something to look for in a programme as known on a date."""

    code: ClassVar[Code]

    @property
    def worst(self) -> Severity:
        """The highest severity of its findings."""
        return self.code.severity

    @abstractmethod
    def findings(self, situation: SituationData) -> Iterable[Finding]:
        """Every place where the fault occurs."""

    def finding(
        self,
        message: str,
        place: Place | None,
        *,
        severity: Severity | None = None,
        hint: str | None = None,
        notes: Sequence[Note] = (),
        fix: Fix | None = None,
        cause: str | None = None,
    ) -> Finding:
        """A finding of this check."""
        return self.code.finding(
            message, place, severity=severity, hint=hint, notes=notes, fix=fix, cause=cause
        )
