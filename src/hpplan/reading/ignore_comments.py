"""Comments that begin with `# hpplan:`.

YAML's events skip comments, so these are looked for in the text; a file without the word costs a
single search.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from hpplan.diagnostics.ignores import Ignore
from hpplan.periods import Period, Seasons
from hpplan.reading.places import FilePlaces

MARKER: Final = "hpplan:"
MOST: Final = 1_000
"""How many such comments of one file are read; the next one is reported as a fault."""
TOO_MANY: Final = f"no more than {MOST:,} ignore comments per file are read"
_COMMENT: Final = re.compile(r"(?:^|(?<=[ \t\r]))#[ \t]*hpplan:[^\r\n]*", re.MULTILINE)
_SAYS: Final = re.compile(
    r"#[ \t]*hpplan:[ \t]*ignore[ \t]*\[(?P<codes>[^\]]*)\]"
    r"(?:[ \t]+until[ \t]+(?P<until>[^\s:]+))?[ \t]*(?:[—–:-]+[ \t]*(?P<reason>.*))?"
)


def ignores(file: FilePlaces, seasons: Seasons) -> Iterator[Ignore]:
    """Each such comment of the file, as it is written; whether it is valid is decided later."""
    if MARKER not in file.text:
        return
    number = line = about = 0
    for found in _COMMENT.finditer(file.text):
        if _in_a_scalar(file, found.start()):
            continue
        comment = found[0].rstrip()
        place = file.between(found.start(), found.start() + len(comment))
        number += 1
        if number > MOST:
            yield Ignore((), TOO_MANY, "", place, place.line)
            return
        if not line <= place.line < about:  # several in a row are about the same line
            line, about = place.line, _about(file, place.line)
        said = _SAYS.fullmatch(comment)
        if said is None:
            yield Ignore((), None, "", place, about)
            continue
        codes = tuple(word.strip().upper() for word in said["codes"].split(",") if word.strip())
        reason = (said["reason"] or "").strip()
        yield Ignore(codes, _until(said["until"], seasons), reason, place, about)


def _until(text: str | None, seasons: Seasons) -> Period | str | None:
    if text is None:
        return None
    try:
        return Period.parse(text, seasons)
    except ValueError as fault:
        return str(fault)


def _about(file: FilePlaces, line: int) -> int:
    """The line that the comment is about: its own; for a comment on a line of its own, the next
    line that is no comment.
    """
    if not file.line(line).lstrip().startswith("#"):
        return line
    last = len(file.line_starts)
    while line < last and file.line(line).lstrip()[:1] in ("#", ""):
        line += 1
    return line


def _in_a_scalar(file: FilePlaces, offset: int) -> bool:
    """Whether the text is part of a value, in quotes or after `|`, and therefore no comment."""
    node = bisect_right(file.starts, offset) - 1
    return node >= 0 and file.sizes[node] == 1 and offset < file.ends[node]
