"""Findings one a line, like the messages of compilers: editors jump to `file:line:column`."""

from collections.abc import Sequence

from hpplan.diagnostics.finding import Finding
from hpplan.text import literal
from hpplan.views.finding_counts import in_all


def render(findings: Sequence[Finding]) -> str:
    """A line for each finding, then the counts."""
    return "".join(f"{one}\n" for one in [*map(line, findings), in_all(findings)])


def line(finding: Finding) -> str:
    """One finding: place, severity, message, and code."""
    at = finding.place
    where = f"{at}: " if at is not None else ""
    return literal(f"{where}{finding.severity}: {finding.message} [{finding.code}]")
