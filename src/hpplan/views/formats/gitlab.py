"""Findings as a code quality report of GitLab."""

import json
from collections.abc import Sequence
from typing import Any, Final

from hpplan.diagnostics.finding import Finding, Severity
from hpplan.diagnostics.place import Locator
from hpplan.text import literal, literal_json
from hpplan.views.finding_parts import parts
from hpplan.views.formats.fingerprints import fingerprints
from hpplan.views.formats.repository import Repository

SEVERITIES: Final = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.INFO: "info",
}


def render(findings: Sequence[Finding], places: Locator, repository: Repository) -> str:
    """A list of all findings. Findings without a place are reported for the data directory."""
    known = fingerprints(findings, places, repository)
    issues = [
        _issue(finding, fingerprint, repository)
        for finding, fingerprint in zip(findings, known, strict=True)
    ]
    return literal_json(json.dumps(issues, ensure_ascii=False, indent=2)) + "\n"


def _issue(finding: Finding, fingerprint: str, repository: Repository) -> dict[str, Any]:
    place = finding.place
    message, *others = parts(finding)
    hint = "".join(f" ({part.line})" for part in others if part.label == "help")
    return {
        "description": literal(f"{message.line}{hint}"),
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": SEVERITIES[finding.severity],
        "location": {
            "path": repository.path(repository.folder if place is None else place.file),
            "lines": {"begin": 1, "end": 1}
            if place is None
            else {"begin": place.line, "end": place.end_line},
        },
    }
