"""The errors of a pydantic model as findings: place, message and the nearest valid name."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Fix
from hpplan.diagnostics.fixes.dates import duration_meant, period_meant
from hpplan.diagnostics.fixes.offers import text_instead, value_instead, yaml_instead
from hpplan.diagnostics.fixes.scalars import flag_meant, whole_number_meant
from hpplan.diagnostics.place import Locator, Place
from hpplan.diagnostics.suggestion import meant, near_miss
from hpplan.domain.entry import LARGEST, Vocabulary
from hpplan.reading.codes.references import UNKNOWN_NAME
from hpplan.reading.codes.schema import (
    BAD_DATE,
    INCOMPLETE,
    MISSING_KEY,
    NOT_A_CHOICE,
    UNKNOWN_KEY,
    UNKNOWN_KIND,
    WRONG_TYPE,
)

M = TypeVar("M", bound=BaseModel)

_EXPECTED: Final = {
    "string_type": "expected text",
    "int_type": "expected a whole number",
    "int_parsing": "expected a whole number",
    "int_from_float": "expected a whole number",
    "float_type": "expected a number",
    "float_parsing": "expected a number",
    "bool_type": "expected true or false",
    "bool_parsing": "expected true or false",
    "list_type": "expected a list",
    "tuple_type": "expected a list",
    "dict_type": "expected a mapping",
    "mapping_type": "expected a mapping",
    "model_type": "expected a mapping",
    "model_attributes_type": "expected a mapping",
    "string_too_short": "expected a text that is not empty",
    "too_short": "expected at least {min_length} entries",
    "too_long": "expected at most {max_length} entries",
    "greater_than_equal": "expected at least {ge}",
    "greater_than": "expected more than {gt}",
    "less_than_equal": "expected at most {le}",
    "string_pattern_mismatch": "expected the form {pattern}",
}
_DATES: Final = frozenset({"period", "duration"})
A_KEY: Final = "[key]"
"""The step of a pydantic location that marks a fault in a key, not in its value."""
_READ_OTHERWISE: Final[Mapping[str, Callable[[str], str | None]]] = {
    "int_type": whole_number_meant,
    "int_parsing": whole_number_meant,
    "int_from_float": whole_number_meant,
    "bool_type": flag_meant,
    "bool_parsing": flag_meant,
}
"""How to read a value of the wrong type, where only one reading is possible."""
_WHOLE: Final = frozenset({"int_type", "int_parsing", "int_from_float"})
_DECIMAL: Final = frozenset({"float_type", "float_parsing"})
MANY_DIGITS: Final = 20
"""A number with more digits is too large; its value is never computed."""
_CHOICES: Final = frozenset({"literal_error", "enum"})
_MAPPINGS: Final = frozenset({"dict_type", "mapping_type", "model_type", "model_attributes_type"})


def one_of(known: Sequence[str]) -> str:
    """A hint that lists the valid values."""
    return f"one of: {', '.join(known)}"


def kind_of(
    value: object,
    noun: str,
    kinds: Mapping[str, type[M]],
    places: Locator,
    address: int,
    path: tuple[str | int, ...] = (),
) -> type[M] | Finding:
    """The class of the kind that a rule or a goal states, or the finding if there is none."""
    stated = value.get("kind") if isinstance(value, dict) else None
    if isinstance(stated, str) and stated in kinds:
        return kinds[stated]
    place = places.inside(address, *path)
    if value is None:
        return without_value(places, address, path)
    if not isinstance(value, dict):
        named = f"kind: {value}" if isinstance(value, str) and value in kinds else "kind: …, …"
        message = f"expected a mapping: {{{named}}} for a {noun}"
        return WRONG_TYPE.finding(message, place)
    if "kind" in value and stated is None:
        return without_value(places, address, (*path, "kind"), list(kinds))
    if stated is None:
        return MISSING_KEY.finding("the key 'kind' is missing", place, hint=one_of(list(kinds)))
    place = places.inside(address, *path, "kind")
    message = f"unknown kind of {noun} '{stated}'"
    if (miss := near_miss(str(stated), kinds)) is None:
        return UNKNOWN_KIND.finding(message, place, hint=one_of(list(kinds)))
    fix = value_instead(places, place, str(stated), miss)
    return UNKNOWN_KIND.finding(message, place, hint=meant(str(stated), miss), fix=fix)


def findings_of(
    fault: ValidationError,
    model: type[BaseModel],
    address: int,
    where: tuple[str | int, ...],
    places: Locator,
    vocabulary: Vocabulary,
) -> Iterator[Finding]:
    """The findings for a validation error. `where` leads from the node at `address` to the
    invalid value.
    """
    for error in fault.errors(include_url=False, include_input=True):
        loc = tuple(step for step in error["loc"] if step not in ("@", A_KEY))
        finding = _finding(error, model, address, (*where, *loc), loc, places, vocabulary)
        if A_KEY in error["loc"]:  # the fault is in the key itself
            finding = replace(finding, place=places.key(address, *where, *loc))
        yield finding


def _finding(
    error: ErrorDetails,
    model: type[BaseModel],
    address: int,
    path: tuple[str | int, ...],
    loc: tuple[str | int, ...],
    places: Locator,
    vocabulary: Vocabulary,
) -> Finding:
    last = str(loc[-1]) if loc else ""
    place = places.inside(address, *path)
    context = error.get("ctx", {})

    def found(
        code: Code,
        message: str,
        hint: str | None = None,
        at: Place | None = place,
        fix: Fix | None = None,
    ) -> Finding:
        return code.finding(message, at, hint=hint, fix=fix)

    match error["type"]:
        case "extra_forbidden":
            known, at = keys_of(model, loc[:-1]), places.key(address, *path)
            message = f"unknown key '{last}'"
            if (miss := near_miss(last, known)) is None:
                return found(UNKNOWN_KEY, message, one_of(known) if known else None, at)
            there = places.key(address, *path[:-1], miss) != places.key(address, *path[:-1])
            fix = None if there else value_instead(places, at, last, miss)
            return found(UNKNOWN_KEY, message, meant(last, miss), at, fix)
        case "missing" if loc and isinstance(loc[-1], int):
            at = places.inside(address, *path[:-1])
            return found(
                WRONG_TYPE, f"the list is too short: value {loc[-1] + 1} is missing", None, at
            )
        case "missing":
            return found(
                MISSING_KEY,
                f"the key '{last}' is missing",
                f"write '{last}: …' here",
                places.inside(address, *path[:-1]),
            )
        case "unknown_name":
            noun, name = context["noun"], context["name"]
            names = vocabulary.names[noun]
            if (miss := near_miss(name, names)) is None:
                return found(UNKNOWN_NAME, error["msg"], _known_names(noun, names))
            at = places.key(address, *path) if A_KEY in error["loc"] else place
            fix = value_instead(places, at, name, miss)
            return found(UNKNOWN_NAME, error["msg"], meant(name, miss), fix=fix)
        case kind if error["input"] is None and path:
            choices = _choices(str(context.get("expected", ""))) if kind in _CHOICES else ()
            needed = _is_required(model, loc)
            return without_value(places, address, path, choices, needed=needed)
        case kind if kind in _CHOICES:
            written = error["input"]
            choices = _choices(str(context.get("expected", "")))
            message = _invalid_choice(written, path, is_key=A_KEY in error["loc"])
            miss = near_miss(written, choices) if isinstance(written, str) else None
            if miss is None:
                return found(NOT_A_CHOICE, message, one_of(choices))
            fix = value_instead(places, place, written, miss)
            return found(NOT_A_CHOICE, message, meant(written, miss), fix=fix)
        case kind if kind in _DATES and (meant_by := _date_meant(error)) is not None:
            said = str(error["input"])
            fix = text_instead(places, place, said, meant_by)
            message = f"{_shown(said)} is not a duration" if kind == "duration" else error["msg"]
            return found(BAD_DATE, message, f"write {meant_by}", fix=fix)
        case "duration" if type(error["input"]) is int:
            number = error["input"]
            message = f"the duration '{number}' has no unit"
            return found(BAD_DATE, message, f"write {number}d, {number}w or {number}m")
        case kind if kind in _DATES:
            return found(BAD_DATE, error["msg"])
        case "too_short" if isinstance(error["input"], str):
            return found(WRONG_TYPE, "expected a text that is not empty")
        case kind if kind in _EXPECTED:
            message = f"{_expected(kind, context)}, got {_got(error)}"
            if kind in _MAPPINGS:
                message = f"expected {_example(model, loc, error['input'])}, got {_got(error)}"
            read = _READ_OTHERWISE.get(kind)
            if kind in _WHOLE and (limit := _beyond(error["input"])) is not None:
                return found(WRONG_TYPE, f"expected {limit}, got {_shown(error['input'])}")
            if kind in _DECIMAL and _beyond(error["input"]) is not None:
                message = f"expected a number with fewer digits, got {_shown(error['input'])}"
                return found(WRONG_TYPE, message)
            fix = None if read is None else _read_otherwise(error, places, place, read)
            hint = None if fix is None else f"write {fix.edits[0].text}"
            return found(WRONG_TYPE, message, hint, fix=fix)
        case "incomplete":
            return found(INCOMPLETE, error["msg"])
        case _:
            return found(WRONG_TYPE, error["msg"][:1].lower() + error["msg"][1:])


def _invalid_choice(written: object, path: Sequence[str | int], *, is_key: bool) -> str:
    """The message for a word that its key does not accept, or for a key of a mapping."""
    names = [step for step in path if isinstance(step, str)]
    if is_key and len(names) > 1:
        return f"there is no {names[-2].removesuffix('s')} {_shown(written)}"
    return f"invalid value {_shown(written)}" + (f" for '{names[-1]}'" if names else "")


def _example(model: type[BaseModel], loc: Sequence[str | int], written: object) -> str:
    """The mapping that was expected, with its first required key."""
    at = _model_at(model, loc)
    needed = (
        [field.alias or name for name, field in at.model_fields.items() if field.is_required()]
        if at is not None
        else []
    )
    if not needed:
        return "a mapping"
    name = re.sub(r"[^a-z0-9]+", "-", str(written).lower()).strip("-")
    is_id = needed[0] == "id" and isinstance(written, str | int) and name
    return f"a mapping: {{{needed[0]}: {name if is_id else '…'}, …}}"


def _got(error: ErrorDetails) -> str:
    """The value that was written; for a list of the wrong length, its length."""
    length = error.get("ctx", {}).get("actual_length")
    return str(length) if isinstance(length, int) else _shown(error["input"])


def without_value(
    places: Locator,
    address: int,
    path: tuple[str | int, ...],
    choices: Sequence[str] = (),
    *,
    needed: bool = False,
) -> Finding:
    """The finding for a key, or an entry of a list, without a value."""
    at = places.key(address, *path)
    if isinstance(path[-1], int):
        if at == places.key(address, *path[:-1]):  # one value may be written for a list of one
            return without_value(places, address, path[:-1], choices, needed=needed)
        hint = "remove it, or write its value"
        return MISSING_KEY.finding("this entry of the list is empty", at, hint=hint)
    hint = "write a value after the colon" + ("" if needed else ", or remove the key")
    hint = one_of(choices) if choices else hint
    return MISSING_KEY.finding(f"the key '{path[-1]}' has no value", at, hint=hint)


def _expected(kind: str, context: Mapping[str, Any]) -> str:
    """The value that was expected, with whole limits written without a decimal point."""
    limits = {
        name: f"{limit:.0f}" if isinstance(limit, int) or limit == int(limit) else f"{limit:g}"
        for name, limit in context.items()
        if isinstance(limit, int | float)
    }
    return _EXPECTED[kind].format(**{**context, **limits})


def _beyond(said: object) -> str | None:
    """The limit of whole numbers, if the value is a number beyond it."""
    number = whole_number_meant(said) if isinstance(said, str) else None
    if number is None or (len(number) <= MANY_DIGITS and abs(int(number)) <= LARGEST):
        return None
    return f"at least -{LARGEST}" if number.startswith("-") else f"at most {LARGEST}"


def _date_meant(error: ErrorDetails) -> str | None:
    """The period or duration that was clearly meant."""
    said = error["input"]
    if not isinstance(said, str | int | float) or isinstance(said, bool):
        return None
    return (period_meant if error["type"] == "period" else duration_meant)(str(said))


def _read_otherwise(
    error: ErrorDetails, places: Locator, place: Place | None, read: Callable[[str], str | None]
) -> Fix | None:
    """The fix that writes what was clearly meant."""
    said = error["input"]
    if not isinstance(said, str | int | float) or isinstance(said, bool):
        return None
    instead = read(str(said))
    return None if instead is None else yaml_instead(places, place, str(said), instead)


def _known_names(noun: str, names: Iterable[str]) -> str:
    known = sorted(names)
    if not known:
        return f"the programme has no {noun} yet"
    few = 12
    listed = ", ".join(known[:few]) + (" …" if len(known) > few else "")
    return f"known: {listed}"


def _choices(expected: str) -> list[str]:
    """The words in pydantic's list: 'a', 'b' or 'c'."""
    return expected.split("'")[1::2]


def _shown(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case dict():
            return "a mapping"
        case list() | tuple():
            return "a list"
        case _:
            text = str(value)
            limit = 60
            return f"'{text if len(text) <= limit else text[:limit] + '…'}'"


def keys_of(model: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    """The keys that the model at the end of the path takes, as a data file writes them."""
    at = _model_at(model, loc)
    if at is None:
        return []
    keys = (field.alias or name for name, field in at.model_fields.items() if not field.exclude)
    return [key for key in keys if key != "kind" or at.model_fields["kind"].is_required()]


def _is_required(model: type[BaseModel], loc: Sequence[str | int]) -> bool:
    """Whether the mapping around the path's last key requires that key."""
    at = _model_at(model, loc[:-1])
    field = None if at is None or not loc else _field(at, loc[-1])
    return field is not None and field.is_required()


def _model_at(model: type[BaseModel], loc: Sequence[str | int]) -> type[BaseModel] | None:
    at: type[BaseModel] | None = model
    for step in loc:
        if at is not None and not isinstance(step, int):
            field = _field(at, step)
            at = None if field is None else _model_in(field.annotation)
    return at


def _field(model: type[BaseModel], key: str | int) -> FieldInfo | None:
    fields = model.model_fields.items()
    return next((field for name, field in fields if (field.alias or name) == key), None)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        if (found := _model_in(part)) is not None:
            return found
    return None
