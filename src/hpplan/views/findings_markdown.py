"""Findings as Markdown, for a job's summary or a comment on a merge request."""

from collections.abc import Sequence

from hpplan.diagnostics.finding import Finding
from hpplan.diagnostics.place import Place
from hpplan.text import literal_markdown as plain
from hpplan.views.finding_counts import in_all
from hpplan.views.finding_parts import parts
from hpplan.views.folding import Fold, folded, unfolded
from hpplan.views.formats.repository import Repository


def render(findings: Sequence[Finding], repository: Repository, *, full: bool = False) -> str:
    """The counts as heading, then a table with a row for each finding, or for all with the same
    cause.
    """
    heading = f"## hpplan check: {in_all(findings)}\n"
    if not findings:
        return heading
    rows = [
        ("Severity", "Code", "Where", "What"),
        ("---", "---", "---", "---"),
        *(_row(fold, repository) for fold in (unfolded if full else folded)(findings)),
    ]
    return heading + "\n" + "".join(f"| {' | '.join(cells)} |\n" for cells in rows)


def _where(place: Place | None, repository: Repository) -> str:
    return "" if place is None else plain(f"{repository.path(place.file)}:{place.line}")


def _row(fold: Fold, repository: Repository) -> tuple[str, ...]:
    one = fold.first
    what = [plain(part.line) for part in parts(one)]
    if fold.others:
        what += [plain(fold.heading), *(_other(other, one, repository) for other in fold.listed)]
        what += [fold.left] if fold.left else []
    where = _where(one.place, repository)
    return str(one.severity), plain(one.code), where, "<br>".join(what)


def _other(finding: Finding, first: Finding, repository: Repository) -> str:
    where = "" if finding.place == first.place else _where(finding.place, repository)
    return f"{where}: {plain(finding.message)}" if where else plain(finding.message)
