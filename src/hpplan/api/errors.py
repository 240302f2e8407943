"""Data and plan files that cannot be understood, as exceptions with their findings."""

from collections.abc import Sequence
from typing import Final

from hpplan.diagnostics.finding import Finding
from hpplan.text import literal

_FEW: Final = 20
"""How many findings the message of an exception contains."""


class InvalidProgramme(ValueError):
    """The data could not be understood; its `findings` say why, and where."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(in_lines(findings))
        self.findings = tuple(findings)


class InvalidPlan(ValueError):
    """A plan file could not be understood; its `findings` say why, and where."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(in_lines(findings))
        self.findings = tuple(findings)


class NotWritten(ValueError):
    """Nothing was written into the data; its `findings` are what would be wrong, if any."""

    def __init__(self, message: str, findings: Sequence[Finding] = ()) -> None:
        lines = [f"{literal(message)}; nothing was written"]
        super().__init__("\n".join([*lines, in_lines(findings)] if findings else lines))
        self.findings = tuple(findings)


def in_lines(findings: Sequence[Finding]) -> str:
    from hpplan.views.formats.concise import line

    lines = [line(finding) for finding in findings[:_FEW]]
    more = len(findings) - _FEW
    return "\n".join([*lines, f"… and {more} more"] if more > 0 else lines)
