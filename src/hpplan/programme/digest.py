"""A digest of the facts that a plan was made from: equal facts have equal digests, however they are
written.

It covers everything known on the as-of date that may change a plan: sites, waves, rules, goals and
the calendar. Names, notes, sources and the arrangement of the files do not count; nor do claims
that repeat what the plan says, so that a plan which is adopted step by step, by one body after the
other, remains a plan of the same data.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache, partial
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from hpplan.domain.claims import Claim, Dated, Says, WaveClaim
from hpplan.domain.snapshot import Placements
from hpplan.domain.sources import Source
from hpplan.periods import Period
from hpplan.programme.programme import ProgrammeData

C = TypeVar("C", bound=Dated)

_SHOWN_ONLY: Final = frozenset(
    {
        "address",
        "because",
        "claims",  # written by themselves
        "coverage",
        "decision",
        "gps",
        "in_force",
        "known",  # as the day from which a claim counts
        "language",
        "location",
        "milestones",
        "name",
        "note",
        "number",
        "provenance",
        "reason",
        "reported",
        "source",
    }
)
"""Keys that never change a plan, or whose effect shows in what else is known on a date."""

_in_one_order: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode
"""Equal values as equal text, whatever the order of their keys."""

_PLACES: Final = frozenset({Says.PLANNED, Says.DECIDED})
"""The claims that an adopted plan makes of a site."""


def digest(
    programme: ProgrammeData,
    as_of: date,
    placements: Placements,
    days: Mapping[str, date],
) -> str:
    """The digest of what is known on the date, for the plan with these placements and days."""
    sources = programme.sources

    def claimed(claims: Iterable[C], says_so: Callable[[C], bool]) -> list[Any]:
        known = (c for c in claims if (c.known_from(sources) or date.min) <= as_of)
        found = [_claim(c, sources) for c in known if not says_so(c)]
        return sorted(found, key=_in_one_order) if len(found) > 1 else found

    sites = {
        site.id: {
            **_plain(site),
            "wave": None,  # short for one of its claims
            "claims": claimed(site.claims, partial(places, wave=placements.get(site.id))),
        }
        for site in programme.sites
    }
    waves = [
        [wave.id, claimed(wave.all_claims(), partial(sets, day=days.get(wave.id)))]
        for wave in programme.waves
    ]
    facts = {
        "programme": {**_plain(programme.agenda), "as_of": None},
        "sites": sites,
        "waves": waves,
        "rules": [
            [rule.kind, _plain(rule)]
            for rule in programme.rules
            if rule.in_force is None or rule.in_force.holds(as_of)
        ],
        "goals": [[goal.kind, _plain(goal)] for goal in programme.goals],
    }
    if adopted := _about_gates(programme, as_of):
        facts["decisions"] = adopted
    return hashlib.sha256(_in_one_order(facts).encode()).hexdigest()


def _about_gates(programme: ProgrammeData, as_of: date) -> list[list[Any]]:
    """The decisions that may adopt a failed gate: no others can change a plan."""
    gates = frozenset(gate.id for gate in programme.agenda.gates)
    found = [
        [sorted(decision.about), decision.says, decision.on.last.isoformat()]
        for decision in programme.decisions.values()
        if not gates.isdisjoint(decision.about) and decision.known_from(programme.sources) <= as_of
    ]
    return sorted(found, key=_in_one_order)


def places(claim: Claim, wave: str | None) -> bool:
    """Whether the claim puts its site into the wave that the plan has for it."""
    return wave is not None and claim.says in _PLACES and claim.wave == wave


def sets(claim: WaveClaim, day: date | None) -> bool:
    """Whether the claim only states that its wave goes live on the day of the plan."""
    period = claim.period
    alone = claim.open is None and claim.called is None and claim.dropped is None
    return day is not None and alone and period is not None and period.first == day == period.last


def _claim(claim: Dated, sources: Mapping[str, Source]) -> Any:
    known = claim.known_from(sources)
    stated = {**_plain(claim), "settles": claim.settles is not None}
    return [None if known is None else known.isoformat(), stated]


@cache
def _defaults(model: type[BaseModel]) -> Mapping[str, object]:
    """The keys of an entry that count, with their defaults."""
    fields = model.model_fields
    return {
        name: field.get_default(call_default_factory=True)
        for name, field in fields.items()
        if name not in _SHOWN_ONLY
    }


def _plain(value: object) -> Any:
    """The value as in JSON, without what is only shown and without defaults."""
    if value is None or type(value) in (str, int, bool):
        return value
    match value:
        case BaseModel():
            defaults = _defaults(type(value))
            return {
                name: _plain(stated)
                for name in value.model_fields_set
                if name in defaults and (stated := getattr(value, name)) != defaults[name]
            }
        case Period():
            return [value.first.isoformat(), value.last.isoformat()]
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case Enum():
            return value.value
        case str() | int() | float():
            return value
        case Sequence():
            return [_plain(one) for one in value]
        case frozenset() | set():
            return sorted(map(_plain, value), key=_in_one_order)
        case _:
            return str(value)
