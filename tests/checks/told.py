"""What checks tell, in lines that a test can compare whole."""

from hpplan.checks import check
from hpplan.diagnostics.finding import Finding
from hpplan.diagnostics.place import Place
from hpplan.programme.programme import SituationData


def told(situation: SituationData, code: str) -> list[str]:
    """Each finding of the code with its line and column, its hint and its notes."""
    return [
        line for finding in check(situation) if finding.code == code for line in _lines(finding)
    ]


def _lines(finding: Finding) -> list[str]:
    hint = [] if finding.hint is None else [f"  hint: {finding.hint}"]
    notes = [f"  note{_at(note.place)}: {note.message}" for note in finding.notes]
    return [f"{finding.severity}{_at(finding.place)}: {finding.message}", *hint, *notes]


def _at(place: Place | None) -> str:
    return "" if place is None else f" {place.line}:{place.column}"
