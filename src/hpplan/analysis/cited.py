"""Claims as they are cited: their content, source and place."""

from datetime import date

from hpplan.diagnostics.place import Place
from hpplan.domain.claims import Dated
from hpplan.programme.programme import ProgrammeData
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim that made a difference: its content, its source, and since when it was known."""

    says: str
    source: str | None
    title: str | None
    known: date | None
    note: str | None
    place: Place | None


def cited(programme: ProgrammeData, claim: Dated) -> Cited:
    """The claim, with the title of its source and its place."""
    source = programme.sources.get(claim.source) if claim.source is not None else None
    return Cited(
        says=claim.said,
        source=claim.source,
        title=None if source is None else source.title,
        known=claim.known_from(programme.sources),
        note=claim.note,
        place=programme.places.place(claim.address),
    )
