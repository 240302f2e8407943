"""A document for a terminal."""

from collections.abc import Iterator
from typing import assert_never

from hpplan.views.document import Block, Document, Grid, Headline, Listed, Sentence
from hpplan.views.formats.drawing import lines, table


def render(document: Document, *, colour: bool, width: int) -> str:
    """The blocks, with an empty line between any two."""
    return "\n\n".join(_block(block, colour, width) for block in document) + "\n"


def _block(block: Block, colour: bool, width: int) -> str:
    match block:
        case Headline(text) | Sentence(text):
            return lines(text, width)
        case Listed(title=title):
            return "\n".join([lines(f"{title}:", width), *_listed(block, width)])
        case Grid(columns, rows, title):
            drawn = table(columns, rows, width=width, colour=colour)
            return "\n".join([lines(f"{title}:", width), drawn]) if title else drawn
        case _:
            assert_never(block)


def _listed(block: Listed, width: int) -> Iterator[str]:
    for number, line in enumerate(block.lines, start=1):
        mark = f"  {number}. " if block.numbered else "  "
        under = " " * len(mark) if block.numbered else "    "
        yield lines(mark + line.text, width, under)
        yield from (lines(under + text, width, under) for text in line.beneath)
