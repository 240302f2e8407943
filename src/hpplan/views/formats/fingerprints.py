"""Fingerprints, by which a finding is recognised after lines have moved."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from hpplan.diagnostics.finding import Finding
from hpplan.diagnostics.place import Locator
from hpplan.views.formats.repository import Repository


def fingerprints(findings: Sequence[Finding], places: Locator, repository: Repository) -> list[str]:
    """A fingerprint for each finding: of its code, file, sentence and the marked text. Lines and
    columns do not count. Findings that are equal in all of that are numbered from the top, so that
    no two have the same.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    prints = []
    for finding in findings:
        parts = (
            finding.code,
            "" if finding.place is None else repository.path(finding.place.file),
            finding.message,
            " ".join(marked(finding, places).split()),
        )
        text = "\0".join((*parts, str(seen[parts])))
        prints.append(sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32])
        seen[parts] += 1
    return prints


def marked(finding: Finding, places: Locator) -> str:
    """The text that the finding marks, up to the end of its first line; None without a place."""
    place = finding.place
    if place is None:
        return ""
    line = places.source_line(place) or ""
    end = place.end_column - 1 if place.end_line == place.line else None
    return line[place.column - 1 : end]
