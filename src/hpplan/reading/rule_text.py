"""A rule, or a value of a rule, given on the command line as YAML."""

from typing import Final

from pydantic import ValidationError

from hpplan.diagnostics.finding import Finding
from hpplan.domain.entry import Vocabulary
from hpplan.reading.codes.schema import MISSING_KEY
from hpplan.reading.places import Places
from hpplan.reading.validation import findings_of, kind_of, one_of
from hpplan.reading.yaml_text import parse
from hpplan.rules import BY_KIND, Rule

HERE: Final = "rule"
"""The name of the text in places."""


def read_rule(text: str, known: Vocabulary) -> Rule | Finding:
    """The rule, which has no address, or the first fault of its text with its place there."""
    places = Places()
    value, faults = parse(text, HERE, places)
    if faults:
        return faults[0]
    if value is None:  # a comment alone, of which no place is known
        return MISSING_KEY.finding("the key 'kind' is missing", None, hint=one_of(list(BY_KIND)))
    kind = kind_of(value, "rule", BY_KIND, places, 0)
    if isinstance(kind, Finding):
        return kind
    try:
        return kind.model_validate(_without_addresses(value), context=known)
    except ValidationError as fault:
        return next(findings_of(fault, kind, 0, (), places, known))


def read_value(text: str) -> object:
    """The value of a YAML text, or a finding where it cannot be read."""
    value, faults = parse(text, HERE, Places())
    return faults[0] if faults else _without_addresses(value)


def _without_addresses(value: object) -> object:
    match value:
        case dict():
            return {key: _without_addresses(v) for key, v in value.items() if key != "@"}
        case list():
            return [_without_addresses(each) for each in value]
        case _:
            return value
