"""The grounds of claims that are to be written: a source of the data, or a new one."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from pydantic import ValidationError

from hpplan.diagnostics.suggestion import did_you_mean
from hpplan.domain.sources import Source
from hpplan.periods import Period
from hpplan.programme.programme import ProgrammeData
from hpplan.programme.statements import Grounds
from hpplan.reading.vocabulary import vocabulary
from hpplan.recording.trial import RefusedChange
from hpplan.values import dataclass
from hpplan.writing.changes import DataChange, NewDate, NewEntry
from hpplan.writing.yaml_flow import Value

FEW: Final = 12
"""How many names are listed where none is similar."""


@dataclass(frozen=True, slots=True)
class BadSource:
    """Why the keys are not those of a source."""

    message: str


def known_source(name: str, programme: ProgrammeData) -> Source | RefusedChange:
    """The source with this id in the data."""
    found = programme.sources.get(name)
    return unknown("source", name, programme.sources) if found is None else found


def new_source(
    keys: Mapping[str, Value], programme: ProgrammeData
) -> Source | BadSource | RefusedChange:
    """The source with these keys, which the data may already have exactly so; not a different one
    with that id.
    """
    try:
        source = Source.model_validate(keys, context=vocabulary(programme))
    except ValidationError as fault:
        return BadSource(fault.errors()[0]["msg"])
    there = programme.sources.get(source.id)
    if there is not None and there.model_dump() != source.model_dump():
        place = programme.places.place(there.address)
        return RefusedChange(f"there is another source '{source.id}'", place)
    return there or source


def grounds_on(
    source: Source,
    programme: ProgrammeData,
    known: str | None,
    decision: str | None,
    note: str | None,
) -> Grounds | RefusedChange:
    """The source with the rest of what claims rest on."""
    if decision is not None and decision not in programme.decisions:
        return unknown("decision", decision, programme.decisions)
    period = None
    if known is not None:
        seasons = {str(key): months for key, months in programme.agenda.seasons.items()}
        period = Period.parse(known, seasons)
    return Grounds(source, period, decision, note)


def source_not_there(
    keys: Mapping[str, Value] | None, programme: ProgrammeData
) -> Iterator[NewEntry]:
    """The new source as an entry, unless there is none or the data has exactly this one; a
    different one with that id is an error of the data then.
    """
    if keys is None:
        return
    found = new_source(keys, programme)
    if not (isinstance(found, Source) and found.id in programme.sources):
        yield NewEntry("sources", keys)


def moved_date(
    programme: ProgrammeData, known: date | None, *, advance: bool
) -> Iterator[DataChange]:
    """The programme's date moved to the day, if that is wanted and it is earlier."""
    stated = programme.agenda.as_of
    if advance and known is not None and (stated is None or stated.last < known):
        yield NewDate(known.isoformat(), {"id": programme.agenda.id})


def unknown(noun: str, name: str, known: Iterable[str]) -> RefusedChange:
    """The error that a name is not in the data yet."""
    names = list(known)
    few = ", ".join(names[:FEW]) + (" …" if len(names) > FEW else "")
    hint = did_you_mean(name, names) or (f"known: {few}" if names else f"the data has no {noun}")
    return RefusedChange(f"there is no {noun} '{name}'; {hint}")
