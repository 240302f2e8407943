"""The meaning of unquoted text in YAML."""

import re
from math import isfinite
from typing import Final, Self

_INTEGER: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,18})")
_DECIMAL: Final = re.compile(
    r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*|(?=[eE])))(?:[eE][-+]?[0-9]+)?"
)
WORDS: Final[dict[str, object]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class WrittenNumber(float):
    """A number that Python would write differently: as text, 1.10 and 1e3 stay as written."""

    __slots__ = ("_written",)
    _written: str

    def __new__(cls, written: str) -> Self:
        number = super().__new__(cls, written)
        number._written = written
        return number

    def __str__(self) -> str:
        return self._written


def plain_value(text: str) -> object:
    """The meaning of unquoted text: YAML 1.2's core schema, except for what planners mean as text.
    These stay text: numbers with a leading zero (0301), in hexadecimal or octal, of more than 19
    digits, and those that are infinite or not a number.
    """
    if text in WORDS:
        return WORDS[text]
    if text[0] > "9":  # digits, signs and the point come before all letters
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text) and isfinite(number := float(text)):
        return number if str(number) == text else WrittenNumber(text)
    return text
