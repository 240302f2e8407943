"""Findings as Markdown, for a job's summary or a comment on a merge request."""

from collections.abc import Sequence

from hpplan.findings import Finding, Place
from hpplan.literal import literal_markdown as plain
from hpplan.reports.counts import in_all
from hpplan.reports.repository import Repository


def render(findings: Sequence[Finding], repository: Repository) -> str:
    """The counts as heading, then a table with a row for each finding."""
    heading = f"## hpplan check: {in_all(findings)}\n"
    if not findings:
        return heading
    rows = [
        ("Severity", "Code", "Where", "What"),
        ("---", "---", "---", "---"),
        *(
            (str(one.severity), plain(one.code), _where(one.place, repository), _told(one))
            for one in findings
        ),
    ]
    return heading + "\n" + "".join(f"| {' | '.join(cells)} |\n" for cells in rows)


def _where(place: Place | None, repository: Repository) -> str:
    return "" if place is None else plain(f"{repository.path(place.file)}:{place.line}")


def _told(finding: Finding) -> str:
    notes = [f"note: {note.message}" for note in finding.notes]
    hint = [] if finding.hint is None else [f"help: {finding.hint}"]
    return "<br>".join(map(plain, [finding.message, *notes, *hint]))
