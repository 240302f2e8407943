"""A claim that was recorded, for people and as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hpplan.analysis.data_effect import DataEffect
from hpplan.diagnostics.place import Place
from hpplan.periods import day_in_words
from hpplan.views import data_effect as view
from hpplan.views.data_effect import FindingsEffect
from hpplan.views.document import Block, Document, Headline, Line, Listed
from hpplan.views.facts import at
from hpplan.views.formats.json import place, render


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded, or would be: of whom, in words and by its keys, where it stands; and which
    files were, or would be, written. `already`: it was there. `counts_from`: the day from which it
    counts, where the programme's date is earlier.
    """

    section: str
    id: str
    name: str
    said: str
    keys: Mapping[str, object]
    place: Place | None
    known: date | None
    already: bool
    dry_run: bool
    files: Sequence[str]
    counts_from: date | None
    diff: str
    lines: Sequence[Block]
    effect: DataEffect | None
    findings: FindingsEffect


def document(recorded: Recorded) -> Document:
    """What was written where, and what it changes."""
    return tuple(_blocks(recorded))


def _blocks(recorded: Recorded) -> Iterator[Block]:
    said = f"{recorded.name}, {recorded.said}"
    known = "" if recorded.known is None else f"known from {day_in_words(recorded.known)}"
    if not recorded.files:
        yield Headline(f"Recorded already: {said}. Nothing is written.")
        yield Listed("", (Line(known or "always known", place=at(recorded.place)),))
        return
    done = "Recorded" if not recorded.dry_run else "To be recorded"
    already = " already; the rest is missing" if recorded.already else ""
    yield Headline(f"{done}{already}: {said}", aside=known)
    yield from recorded.lines
    if recorded.effect is not None:
        later = recorded.counts_from
        more = [] if later is None else [f"it counts only from {day_in_words(later)} ({ADVANCE})"]
        yield view.what_it_changes(recorded.effect, recorded.findings, *more)


ADVANCE = "--advance moves the date there"


def as_json(recorded: Recorded) -> str:
    """One object, ending in a line break."""
    changes = None
    if recorded.effect is not None:
        changes = view.as_json(recorded.effect, recorded.findings)
    subject = "site" if recorded.section == "sites" else "wave"
    return render(
        {
            subject: recorded.id,
            "claim": recorded.keys,
            **place(recorded.place),
            "known": recorded.known,
            "counts_from": recorded.counts_from,
            "already": recorded.already,
            "dry_run": recorded.dry_run,
            "written": [] if recorded.dry_run else recorded.files,
            "diff": recorded.diff,
            "changes": changes,
        },
        view.KEYS,
    )
