"""Kinds of findings: their meaning, why they matter, and what to do."""

from collections.abc import Iterable
from textwrap import dedent

from hpplan.diagnostics.finding import Finding, Fix, Note, Severity
from hpplan.diagnostics.place import Place
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding, with everything there is to say about it. Its meaning never changes.

    `bad` and `good` are data directories in one text; the first has the finding, the second does
    not: « and » mark its place, `=== plan.yml` begins another file (see `examples`). Where they
    differ in one stretch only, `instead` is the text that replaces the marked one in the second; or
    a stretch of the first, and its replacement.
    """

    id: str
    name: str
    severity: Severity
    """The severity of its findings, unless a finding states another."""
    meaning: str
    why: str
    fix: str
    bad: str
    good: str = ""
    instead: str | tuple[str, str] | None = None
    command: str = "check"
    """The command that finds it, as typed in the directory."""
    good_command: str | None = None
    """The command that does not find it in `good`, where that is a different one."""

    @property
    def sound(self) -> str:
        """The example without the finding."""
        if self.instead is None:
            return self.good
        before, _, rest = self.bad.partition("«")
        marked, _, after = rest.partition("»")
        if isinstance(self.instead, str):
            return f"{before}{self.instead}{after}"
        return dedent(f"{before}{marked}{after}").replace(*self.instead)

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
        """A finding of this kind, at this place."""
        listed = tuple(notes)
        return Finding(self.id, severity or self.severity, message, place, hint, listed, fix, cause)
