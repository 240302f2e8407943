"""Values as YAML on one line, as a person would write them."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final

from hpplan.reading.scalars import plain_value

Value = str | int | float | None | Sequence["Value"] | Mapping[str, "Value"]
"""The values that YAML can hold."""

_PLAIN: Final = re.compile(r"[^\W_][\w./+-]*(?: [\w./+()-]+)*")
_PERIOD: Final = re.compile(r"\d[\w.:-]*")
_OLD_WORDS: Final = frozenset({"yes", "no", "on", "off", "y", "n", "nan", "null", "true", "false"})
"""Words that YAML 1.1, or a careless reader, does not take for text."""


def flow(value: Value, *, as_json: bool = False) -> str:
    """The value in flow style, fit to stand within other flow style too.

    >>> flow({"says": "decided", "wave": "KI2", "on": "2023-10-12", "note": "no: not yet"})
    '{says: decided, wave: KI2, on: 2023-10-12, note: "no: not yet"}'
    """
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str():
            return _text(value, as_json=as_json)
        case Mapping():
            entries = (
                f"{key_text(key, as_json=as_json)} {flow(entry, as_json=as_json)}"
                for key, entry in value.items()
            )
            return f"{{{', '.join(entries)}}}"
        case Sequence():
            return f"[{', '.join(flow(item, as_json=as_json) for item in value)}]"
        case _:
            return json.dumps(value)


def key_text(key: str, *, as_json: bool = False) -> str:
    """The key with its colon, in quotes if some reader could take it for anything else, such as
    `on`.
    """
    plain = _PLAIN.fullmatch(key) and not as_json
    return f"{key if plain else _text(key, as_json=as_json)}:"


def _text(text: str, *, as_json: bool) -> str:
    """The text as it is, if it is read back the same; else in double quotes."""
    plain = _PLAIN.fullmatch(text) or (_PERIOD.fullmatch(text) and text[-1] not in ".:")
    plain = plain and not text.isdecimal()  # 0301 is a number to other readers
    if plain and not as_json and text.lower() not in _OLD_WORDS and plain_value(text) == text:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else _escape(letter) for letter in quoted)


def _escape(letter: str) -> str:
    """An escape that both YAML and, except for characters beyond 16 bits, JSON read."""
    code = ord(letter)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
