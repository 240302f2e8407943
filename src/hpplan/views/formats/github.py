"""Findings as workflow commands of GitHub Actions, which shows them beside the lines."""

import re
from collections.abc import Sequence
from typing import Final

from hpplan.diagnostics.finding import Finding, Severity
from hpplan.text import literal
from hpplan.views.finding_parts import lines
from hpplan.views.formats.repository import Repository

COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}
_DATA: Final = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY: Final = str.maketrans({**_DATA, ":": "%3A", ",": "%2C"})
_MESSAGE: Final = str.maketrans(_DATA)
_COMMAND: Final = re.compile(r"^(\s*):(?=:)|#(?=#\[)", re.MULTILINE)


def render(findings: Sequence[Finding], repository: Repository) -> str:
    """A command for each finding. Notes and the hint follow the sentence on lines of their own."""
    return "".join(f"{_command(finding, repository)}\n" for finding in findings)


def inert(text: str) -> str:
    r"""The text without anything that a runner would take for a command of ours.

    >>> print(inert("  ::add-mask::Heim"))
      \x3a:add-mask::Heim
    """
    return _COMMAND.sub(lambda found: f"{found[1] or ''}\\x{ord(found[0][-1]):02x}", text)


def _command(finding: Finding, repository: Repository) -> str:
    texts = lines(finding, lambda at: f"{repository.path(at.file)}:{at.line}")
    message = "\n".join(map(literal, texts)).translate(_MESSAGE)
    properties = {**_where(finding, repository), "title": finding.code}
    listed = ",".join(
        f"{name}={literal(value).translate(_PROPERTY)}" for name, value in properties.items()
    )
    return f"::{COMMANDS[finding.severity]} {listed}::{message}"


def _where(finding: Finding, repository: Repository) -> dict[str, str]:
    """The place; GitHub reads columns only where the finding ends on the line that it begins on."""
    place = finding.place
    if place is None:
        return {}
    where = {"file": repository.path(place.file), "line": str(place.line)}
    if place.end_line > place.line:
        return {**where, "endLine": str(place.end_line)}
    return {**where, "col": str(place.column), "endColumn": str(place.end_column)}
