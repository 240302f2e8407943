"""Changes of files, for people: added and removed lines, with their numbers."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from hpplan.diagnostics.place import line_starts
from hpplan.text import literal
from hpplan.views.document import Block, Example
from hpplan.views.line_changes import hunks

AROUND: Final = 1
"""How many unchanged lines are shown before and after changed ones."""
WIDE: Final = 68
"""How much of such a line is shown."""


def blocks(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Block]:
    """Each changed file, with the changed lines and their neighbours, numbered as in the new file;
    removed lines have no number.
    """
    for file, text in after.items():
        if text != before[file]:
            yield Example(literal(file), "\n".join(_lines(before[file], text)))


def _lines(before: str, after: str) -> Iterator[str]:
    old, new = _split(before), _split(after)
    width = len(str(len(new)))
    for number, hunk in enumerate(hunks(old, new, AROUND)):
        if number:
            yield "…"
        for kind, old_start, old_end, new_start, new_end in hunk:
            if kind == "equal":
                for at in range(new_start, new_end):
                    yield f"{at + 1:>{width}}   {_shortened(new[at])}".rstrip()
                continue
            for line in old[old_start:old_end]:
                yield f"{'':>{width}} - {line}"
            for at in range(new_start, new_end):
                yield f"{at + 1:>{width}} + {new[at]}"


def _split(text: str) -> list[str]:
    starts = [*line_starts(text), len(text)]
    found = [text[start:end].rstrip("\r\n") for start, end in pairwise(starts)]
    if found and not found[-1]:
        found.pop()
    return [line.expandtabs().rstrip() for line in found]


def _shortened(line: str) -> str:
    return line if len(line) <= WIDE else f"{line[: WIDE - 1]}…"
