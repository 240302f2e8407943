"""What fixes would change, as a unified diff."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from hpplan.text import literal
from hpplan.views.line_changes import unified

NO_BREAK: Final = "\\ No newline at end of file\n"


def render(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """The files that differ, in order; empty where none does. `patch` can read it, except where a
    line holds what a terminal would not show.
    """
    return "".join(
        line for file in sorted(after) for line in _lines(file, before[file], after[file])
    )


def _lines(file: str, before: str, after: str) -> Iterator[str]:
    old, new = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (before, after))
    shown = literal(file)
    names = (shown, shown) if file.startswith("/") else (f"a/{shown}", f"b/{shown}")
    for line in unified(old, new, names):
        content = line.rstrip("\r\n")
        ending = line[len(content) :]
        yield "\t".join(map(literal, content.split("\t"))) + (ending or f"\n{NO_BREAK}")
