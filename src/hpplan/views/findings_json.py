"""Findings as JSON."""

from collections.abc import Sequence
from typing import Final

from hpplan.diagnostics.finding import Edit, Finding, Fix, Note, Severity
from hpplan.views.formats.json import Shapes, place, stretch
from hpplan.views.formats.json import render as as_json


def render(findings: Sequence[Finding]) -> str:
    """One object with all findings and the counts, ending in a line break."""
    return as_json(
        {
            "findings": list(findings),
            "errors": sum(finding.severity is Severity.ERROR for finding in findings),
            "warnings": sum(finding.severity is Severity.WARNING for finding in findings),
        },
        KEYS,
    )


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        **stretch(finding.place),
        "hint": finding.hint,
        "notes": finding.notes,
        "fix": finding.fix,
    }


def _fix(fix: Fix) -> dict[str, object]:
    return {"safe": fix.safe, "edits": fix.edits}


def _edit(edit: Edit) -> dict[str, object]:
    return {**stretch(edit.place), "text": edit.text}


def _note(note: Note) -> dict[str, object]:
    return {"message": note.message, **place(note.place)}


KEYS: Final[Shapes] = {Finding: _finding, Fix: _fix, Edit: _edit, Note: _note}
