"""Kinds of findings: what each means, why it matters, and what to do."""

from collections.abc import Iterable
from textwrap import dedent

from hpplan.diagnostics.finding import Finding, Fix, Note, Severity
from hpplan.diagnostics.place import Place
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding, with all that is to be said of it. It never changes what it means.

    `bad` and `good` are data directories in one text; the first has the finding, the second
    does not: « and » mark its place, `=== plan.yml` begins another file (see `examples`). Where
    they differ in one stretch only, `instead` is what stands in the second in place of what is
    marked; or a stretch of the first, and what stands there.
    """

    id: str
    name: str
    severity: Severity
    """How much it matters, unless a finding of it says otherwise."""
    meaning: str
    why: str
    fix: str
    bad: str
    good: str = ""
    instead: str | tuple[str, str] | None = None
    command: str = "check"
    """The command that finds it, as one would type it in the directory."""
    good_command: str | None = None
    """The command that does not find it in `good`, where that is another one."""

    @property
    def sound(self) -> str:
        """The example that has not the finding."""
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
        """One place where it is so."""
        listed = tuple(notes)
        return Finding(self.id, severity or self.severity, message, place, hint, listed, fix, cause)
