"""Dates and other values written in another way, that can only mean one thing."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from hpplan.periods import Period

_SEASONS: Final = {
    "spring": "spring",
    "vår": "spring",
    "våren": "spring",
    "summer": "summer",
    "sommer": "summer",
    "sommeren": "summer",
    "autumn": "autumn",
    "høst": "autumn",
    "høsten": "autumn",
    "winter": "winter",
    "vinter": "winter",
    "vinteren": "winter",
}
_YEAR_FIRST: Final = r"(\d{4})([-./])(\d\d?)(?:\2(\d\d?))?"
_YEAR_LAST: Final = r"(?:(\d\d?)([-./]))?(\d\d?)([-./])(\d{4})"
_DIGITS: Final = r"(\d{4})(\d\d)(\d\d)"
_PART: Final = r"(\d{4})[- ]?([^\W\d_]+\d?)|([^\W\d_]+\d?)[- ]?(\d{4})"


def period_meant(text: str) -> str | None:
    """The period as hpplan reads it, if the text has but one meaning in another form.

    >>> period_meant("27.04.2024")
    '2024-04-27'
    >>> period_meant("04/05/2024") is None
    True
    """
    meant = {label for label in _readings(text.strip()) if _exists(label)}
    return meant.pop() if len(meant) == 1 else None


def _readings(text: str) -> Iterator[str]:
    if found := re.fullmatch(_YEAR_FIRST, text, re.ASCII):
        year, _, month, day = found.groups()
        yield _joined(year, month, day)
    if found := re.fullmatch(_DIGITS, text, re.ASCII):
        yield _joined(*found.groups())
    if found := re.fullmatch(_YEAR_LAST, text, re.ASCII):
        first, mark, second, again, year = found.groups()
        if first is None:
            yield _joined(year, second, None)
        elif mark == again:
            yield _joined(year, second, first)
            if mark != ".":  # with points the day comes first, wherever it is written so
                yield _joined(year, first, second)
    if found := re.fullmatch(_PART, text):
        year, part = found[1] or found[4], (found[2] or found[3]).lower()
        yield f"{year}-{_SEASONS.get(part, part.upper())}"


def _joined(year: str, month: str, day: str | None) -> str:
    return f"{year}-{month:0>2}" + (f"-{day:0>2}" if day is not None else "")


def _exists(label: str) -> bool:
    with suppress(ValueError):
        Period.parse(label)
        return True
    return False
