"""Findings as JSON, as FORMAT.md has it."""

import json
from collections.abc import Sequence
from typing import Any

from hpplan.diagnostics.finding import Edit, Finding, Fix, Note, Severity
from hpplan.text import literal_json


def render(findings: Sequence[Finding]) -> str:
    """One object with all findings and the counts, ending in a line break.

    What stands nowhere has null for its file, line and column.
    """
    report = {
        "findings": [_finding(finding) for finding in findings],
        "errors": sum(finding.severity is Severity.ERROR for finding in findings),
        "warnings": sum(finding.severity is Severity.WARNING for finding in findings),
    }
    return literal_json(json.dumps(report, ensure_ascii=False, indent=2)) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "file": place and place.file,
        "line": place and place.line,
        "column": place and place.column,
        "end_line": place and place.end_line,
        "end_column": place and place.end_column,
        "hint": finding.hint,
        "notes": [_note(note) for note in finding.notes],
        "fix": finding.fix and _fix(finding.fix),
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {"safe": fix.safe, "edits": [_edit(edit) for edit in fix.edits]}


def _edit(edit: Edit) -> dict[str, Any]:
    place = edit.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "text": edit.text,
    }


def _note(note: Note) -> dict[str, Any]:
    place = note.place
    return {
        "message": note.message,
        "file": place and place.file,
        "line": place and place.line,
        "column": place and place.column,
    }
