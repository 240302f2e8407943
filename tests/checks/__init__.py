"""What checks find in small programmes, compared whole: as lines that a reader can follow."""

from collections.abc import Iterable, Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.finding import Finding
from hpplan.diagnostics.place import Place
from hpplan.programme.programme import ProgrammeData, SituationData


def found(check: Check, situation: SituationData) -> str:
    """What the check finds, in the lines of `sentences`."""
    return sentences(situation.programme, check.findings(situation))


def sentences(programme: ProgrammeData, findings: Iterable[Finding]) -> str:
    """Each finding as `severity[code] line:column «what is marked»: message`, then its notes and
    its hint, each on a line of its own.
    """
    return "".join(f"{line}\n" for finding in findings for line in _lines(programme, finding))


def _lines(programme: ProgrammeData, finding: Finding) -> Iterator[str]:
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
    return f" {place.line}:{place.column} «{line[place.column - 1 : place.end_column - 1]}»"
