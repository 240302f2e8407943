"""Where the lines of a text begin, as YAML sees them."""

import re
from array import array
from collections.abc import Sequence
from typing import Final

BREAKS: Final = "\n\r\x85\u2028\u2029"
_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def line_starts(text: str) -> Sequence[int]:
    """The offset of the first character of each line."""
    return array("I", [0, *(found.end() for found in _BREAK.finditer(text))])
