"""Findings as SARIF 2.1.0, which code scanning services and editors read."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Fix, Severity
from hpplan.diagnostics.place import Locator, Place
from hpplan.text import literal, literal_json
from hpplan.views.finding_parts import parts
from hpplan.views.formats.fingerprints import fingerprints, marked
from hpplan.views.formats.repository import Repository

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
ROOT: Final = "%SRCROOT%"
"""The name for the root of the repository that services recognise."""
FINGERPRINT: Final = "hpplanFinding/v1"
LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(
    findings: Sequence[Finding],
    places: Locator,
    repository: Repository,
    described: Mapping[str, Code],
    version: str,
) -> str:
    """One run with all findings, the descriptions of their codes, and fingerprints that do not
    depend on lines. Findings without a place are reported for the data directory.
    """
    codes = sorted({finding.code for finding in findings})
    known = fingerprints(findings, places, repository)
    run = {
        "tool": {
            "driver": {
                "name": "hpplan",
                "version": version,
                "semanticVersion": version,
                "rules": [_rule(described[code]) for code in codes],
            }
        },
        "originalUriBaseIds": {ROOT: {"description": {"text": "the root of the repository"}}},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, codes.index(finding.code), fingerprint, places, repository)
            for finding, fingerprint in zip(findings, known, strict=True)
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return literal_json(json.dumps(log, ensure_ascii=False, indent=2)) + "\n"


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.id,
        "name": code.name,
        "shortDescription": {"text": code.meaning},
        "fullDescription": {"text": f"{code.meaning} {code.why}"},
        "help": {"text": f"{code.fix} More: hpplan code {code.id}"},
        "defaultConfiguration": {"level": LEVELS[code.severity]},
    }


def _result(
    finding: Finding, rule: int, fingerprint: str, places: Locator, repository: Repository
) -> dict[str, Any]:
    message, *others = parts(finding)
    texts = [part.line for part in (message, *others) if part is message or part.place is None]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": {"text": "\n".join(map(literal, texts))},
        "locations": [_location(finding.place, repository, marked(finding, places))],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }
    if finding.fix is not None:
        what = finding.hint or "fix it"
        result["fixes"] = [
            {"description": {"text": literal(what)}, **_changes(finding.fix, repository)}
        ]
    related = [
        {"id": number, "message": {"text": literal(part.text)}} | _location(part.place, repository)
        for number, part in enumerate((each for each in others if each.place is not None), 1)
    ]
    return {**result, "relatedLocations": related} if related else result


def _changes(fix: Fix, repository: Repository) -> dict[str, Any]:
    files = sorted({edit.place.file for edit in fix.edits})
    return {
        "artifactChanges": [
            {
                "artifactLocation": _artifact(repository.uri(file)),
                "replacements": [
                    {
                        "deletedRegion": _region(edit.place),
                        "insertedContent": {"text": edit.text},
                    }
                    for edit in fix.edits
                    if edit.place.file == file
                ],
            }
            for file in files
        ]
    }


def _region(place: Place) -> dict[str, Any]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _location(place: Place | None, repository: Repository, snippet: str = "") -> dict[str, Any]:
    if place is None:
        folder = repository.uri(repository.folder).rstrip("/") + "/"
        return {"physicalLocation": {"artifactLocation": _artifact(folder)}}
    region = _region(place)
    if snippet and place.end_line == place.line:
        region["snippet"] = {"text": snippet}
    artifact = _artifact(repository.uri(place.file))
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _artifact(uri: str) -> dict[str, str]:
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": ROOT}
