"""Findings as lines that a test can compare whole; the one helper for it.

`reported` runs every check and keeps one code; `found` runs one check and shows what is marked.
"""

from collections.abc import Iterable, Iterator

from hpplan.checks.base import Check
from hpplan.checks.run import check
from hpplan.diagnostics.finding import Finding
from hpplan.diagnostics.place import Place
from hpplan.programme.programme import ProgrammeData, SituationData


def reported(situation: SituationData, code: str) -> list[str]:
    """Each finding of the code with its line and column, its hint and its notes."""
    return [
        line for finding in check(situation) if finding.code == code for line in _brief(finding)
    ]


def found(check: Check, situation: SituationData) -> str:
    """The findings of the check, as `sentences` writes them."""
    return sentences(situation.programme, check.findings(situation))


def sentences(programme: ProgrammeData, findings: Iterable[Finding]) -> str:
    """Each finding as `severity[code] line:column «what is marked»: message`, then its notes and
    its hint, each on a line of its own.
    """
    return "".join(f"{line}\n" for finding in findings for line in _full(programme, finding))


def _brief(finding: Finding) -> Iterator[str]:
    yield f"{finding.severity}{_at(finding.place)}: {finding.message}"
    if finding.hint is not None:
        yield f"  hint: {finding.hint}"
    for note in finding.notes:
        yield f"  note{_at(note.place)}: {note.message}"


def _at(place: Place | None) -> str:
    return "" if place is None else f" {place.line}:{place.column}"


def _full(programme: ProgrammeData, finding: Finding) -> Iterator[str]:
    head = f"{finding.severity}[{finding.code}]"
    yield f"{head}{_marked(programme, finding.place)}: {finding.message}"
    for note in finding.notes:
        yield f"  note{_marked(programme, note.place)}: {note.message}"
    if finding.hint is not None:
        yield f"  help: {finding.hint}"


def _marked(programme: ProgrammeData, place: Place | None) -> str:
    """Where the place begins in the only file, and the text from there to its end."""
    if place is None:
        return ""
    assert [place.file] == [file.path for file in programme.files]
    assert place.end_line == place.line, "write what is to be marked on one line"
    line = programme.places.source_line(place)
    assert line is not None
    return f"{_at(place)} «{line[place.column - 1 : place.end_column - 1]}»"
