"""Flags and whole numbers written as text, that can only mean one thing."""

import re
from typing import Final

_FLAGS: Final = {
    "true": "true",
    "yes": "true",
    "ja": "true",
    "on": "true",
    "false": "false",
    "no": "false",
    "nei": "false",
    "off": "false",
}
_GROUPED: Final = r"[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+"
_WHOLE: Final = r"(-?(?:0|[1-9]\d*))(?:\.0{0,2})?"


def flag_meant(text: str) -> str | None:
    """`true` or `false`, if the text is a word for it."""
    return _FLAGS.get(text.lower())


def whole_number_meant(text: str) -> str | None:
    """The number in digits alone, if the text is one in quotes, in groups, or ends in `.0`.

    >>> whole_number_meant("21 000")
    '21000'
    """
    if re.fullmatch(_GROUPED, text, re.ASCII):
        return re.sub(r"\D", "", text)
    found = re.fullmatch(_WHOLE, text, re.ASCII)
    return None if found is None else found[1]
