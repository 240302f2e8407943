"""A claim that was recorded, for people and as JSON."""

from collections.abc import Iterator, Mapping

from hpplan.diagnostics.place import Place
from hpplan.periods import day_in_words
from hpplan.recording.claim import ClaimTried
from hpplan.values import dataclass
from hpplan.views.data_effect import KEYS
from hpplan.views.data_written import DataWritten
from hpplan.views.document import Block, Document, Headline, Line, Listed
from hpplan.views.facts import at
from hpplan.views.formats.json import place, render


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded, or would be: its subject, in words and by its keys, and its place.
    `already`: it existed before.
    """

    section: str
    id: str
    name: str
    said: str
    keys: Mapping[str, object]
    place: Place | None
    already: bool
    written: DataWritten

    @classmethod
    def of(cls, tried: ClaimTried, written: DataWritten) -> "Recorded":
        return cls(
            section=tried.of.section,
            id=tried.of.id,
            name=tried.of.name,
            said=tried.said,
            keys=tried.keys,
            place=tried.place,
            already=tried.already,
            written=written,
        )


def document(recorded: Recorded) -> Document:
    """What was written where, and its effect."""
    return tuple(_blocks(recorded))


def _blocks(recorded: Recorded) -> Iterator[Block]:
    said, done = f"{recorded.name}, {recorded.said}", recorded.written
    known = "" if done.known is None else f"known from {day_in_words(done.known)}"
    if not done.files:
        yield Headline(f"Recorded already: {said}. Nothing is written.")
        yield Listed("", (Line(known or "always known", place=at(recorded.place)),))
        return
    verb = "Recorded" if not done.dry_run else "To be recorded"
    already = " already; the rest is missing" if recorded.already else ""
    yield Headline(f"{verb}{already}: {said}", aside=known)
    yield from done.lines
    yield from done.changes()


def as_json(recorded: Recorded) -> str:
    """One object, ending in a line break."""
    subject = "site" if recorded.section == "sites" else "wave"
    return render(
        {
            subject: recorded.id,
            "claim": recorded.keys,
            **place(recorded.place),
            "already": recorded.already,
            **recorded.written.as_json(),
        },
        KEYS,
    )
