"""Where the lines of a text begin, as YAML 1.2 and editors see them: after LF, CR, or both."""

import re
from array import array
from collections.abc import Sequence
from typing import Final

BREAKS: Final = "\n\r"
_BREAK: Final = re.compile("\r\n|[\n\r]")


def line_starts(text: str) -> Sequence[int]:
    """The offset of the first character of each line."""
    return array("I", [0, *(found.end() for found in _BREAK.finditer(text))])
