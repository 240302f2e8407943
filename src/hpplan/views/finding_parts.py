"""A finding as a sequence of sentences: its message, its notes, what to do about it."""

from collections.abc import Callable

from hpplan.diagnostics.finding import Finding
from hpplan.diagnostics.place import Place
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of a finding, its role, and the place that it points at."""

    label: str
    text: str
    place: Place | None = None

    @property
    def line(self) -> str:
        """The sentence, after the word for its role: `help: drop one of the rules`."""
        return f"{self.label}: {self.text}" if self.label else self.text


def parts(finding: Finding) -> list[Part]:
    """The message, each note, and the hint if there is one."""
    hint = [] if finding.hint is None else [Part("help", finding.hint)]
    notes = [Part("note", note.message, note.place) for note in finding.notes]
    return [Part("", finding.message, finding.place), *notes, *hint]


def lines(finding: Finding, where: Callable[[Place], str]) -> list[str]:
    """Each part on a line of its own; a note ends with its place, as `where` writes it."""
    return [
        part.line if part.place is None or not part.label else f"{part.line} ({where(part.place)})"
        for part in parts(finding)
    ]
