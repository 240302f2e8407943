"""What was written into the data, for people and as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from hpplan.analysis.data_effect import DataEffect, data_effect
from hpplan.periods import day_in_words
from hpplan.recording.trial import Trial
from hpplan.solving.result import Limits
from hpplan.values import dataclass
from hpplan.views import data_effect as view
from hpplan.views.data_effect import FindingsEffect
from hpplan.views.document import Block
from hpplan.views.file_changes import blocks
from hpplan.views.fix_diff import render

_ADVANCE: Final = " (--advance moves the date there)"


@dataclass(frozen=True, slots=True)
class DataWritten:
    """What was written, or would be: from when it is known, and the day from which it counts, if
    the programme's date is earlier; the files and lines; and the effect.
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
        """The effect, in at most ten lines."""
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


def data_written(
    tried: Trial, day: date | None, known: date | None, limits: Limits, *, dry_run: bool
) -> DataWritten:
    """The effect of the changes as of the day, whether they are written or not; they are `known`
    from another.
    """
    effect = None
    if tried.texts:
        before, after = tried.old.on(day), tried.programme.on(day)
        effect = data_effect(before, after, limits)
    stated = tried.programme.agenda.as_of
    later = stated is not None and known is not None and stated.last < known
    return DataWritten(
        known=known,
        counts_from=known if later else None,
        dry_run=dry_run,
        files=tuple(tried.texts),
        diff=render(tried.files.texts, tried.texts),
        lines=tuple(blocks(tried.files.texts, tried.texts)),
        effect=effect,
        findings=FindingsEffect(tried.new_findings(), tried.gone_findings()),
    )
