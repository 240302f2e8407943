"""What was written into the data, for people and as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from hpplan.analysis.data_effect import DataEffect
from hpplan.periods import day_in_words
from hpplan.values import dataclass
from hpplan.views import data_effect as view
from hpplan.views.data_effect import FindingsEffect
from hpplan.views.document import Block

_ADVANCE: Final = " (--advance moves the date there)"


@dataclass(frozen=True, slots=True)
class DataWritten:
    """What was written, or would be: from when it is known, and the day from which it counts, where
    the programme's date is earlier; into which files, which lines; and what that changes.
    """

    known: date | None
    counts_from: date | None
    dry_run: bool
    files: Sequence[str]
    diff: str
    lines: Sequence[Block]
    effect: DataEffect | None
    findings: FindingsEffect

    def changes(self) -> Iterator[Block]:
        """What it changes, in at most ten lines."""
        if self.effect is not None:
            later = self.counts_from
            more = [] if later is None else [f"it counts only from {day_in_words(later)}{_ADVANCE}"]
            yield view.what_it_changes(self.effect, self.findings, *more)

    def as_json(self) -> Mapping[str, object]:
        """The keys of what was written."""
        changes = None
        if self.effect is not None:
            changes = view.as_json(self.effect, self.findings)
        return {
            "known": self.known,
            "counts_from": self.counts_from,
            "dry_run": self.dry_run,
            "written": [] if self.dry_run else self.files,
            "diff": self.diff,
            "changes": changes,
        }
