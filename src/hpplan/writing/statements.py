"""Statements as changes of the data files."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pydantic import BaseModel

from hpplan.programme.statements import (
    RuleBegun,
    RuleEnded,
    SiteSays,
    Statement,
    WaveBegun,
    WaveSays,
)
from hpplan.reading.written_values import PlainValue, written
from hpplan.writing.changes import DataChange, NewClaim, NewEntry, NewRule, RuleEnds

_FIRST: Final = ("kind", "id", "says", "wave", "gate", "go_live", "open", "called", "dropped")
_LAST: Final = ("in_force", "source", "decision", "because", "note", "settles", "claims")
"""The keys of an entry that come before and after all others."""


def changes_of(statements: Iterable[Statement]) -> Iterator[DataChange]:
    """The changes that make the files state this as well."""
    for each in statements:
        match each:
            case SiteSays(site, claim):
                yield NewClaim("sites", site, keys_of(claim))
            case WaveSays(wave, said):
                yield NewClaim("waves", wave, keys_of(said))
            case WaveBegun(wave):
                claims = [keys_of(claim) for claim in wave.claims]
                yield NewEntry("waves", {**keys_of(wave), "claims": claims})
            case RuleEnded(rule, until):
                yield RuleEnds(rule.address, until.isoformat())
            case RuleBegun(rule, of):
                yield NewRule(keys_of(rule), None if of is None else of.address)


def keys_of(entry: BaseModel) -> Mapping[str, PlainValue]:
    """The keys of an entry in the order in which people write them."""
    stated = written(entry)
    assert isinstance(stated, Mapping)
    middle = [key for key in stated if key not in (*_FIRST, *_LAST)]
    return {key: stated[key] for key in (*_FIRST, *middle, *_LAST) if key in stated}
