"""A document for a terminal."""

from collections.abc import Iterator, Sequence
from textwrap import indent
from typing import Final, assert_never

from hpplan.language import _
from hpplan.text import literal
from hpplan.views.document import (
    HANG,
    Bars,
    Block,
    Chart,
    Document,
    Example,
    Folded,
    Grid,
    Headline,
    Line,
    Listed,
    Sentence,
    Terms,
)
from hpplan.views.formats.drawing import beside, lines, table

LEAST: Final = 24
"""The least width in characters that is left beside a term or the beginning of a line."""


def render(document: Document, *, colour: bool, width: int, ascii_only: bool = False) -> str:
    """The blocks, with an empty line between any two. Charts are drawn with letters only where the
    terminal cannot show anything else.
    """
    drawn = (_block(block, colour, width, ascii_only) for block in document)
    return "\n\n".join(filter(None, drawn)) + "\n"


def _block(block: Block, colour: bool, width: int, ascii_only: bool) -> str:
    match block:
        case Headline(text, options, aside):
            asked = [lines(_("asked for: {options}", options=options), width)] if options else []
            return "\n".join([beside(lines(text, width), aside, width), *asked])
        case Sentence(text, beneath):
            below = (lines(f"  {line}", width, " " * HANG) for line in beneath)
            return "\n".join([lines(text, width), *below])
        case Listed(title=title):
            titled = [lines(f"{title}:", width)] if title else []
            return "\n".join([*titled, *_listed(block, width)])
        case Grid():
            grid, title = block.filled(), block.title
            within = HANG // 2 if title and not any(each.title for each in grid.columns) else 0
            drawn = table(grid.columns, grid.rows, width=width - within, colour=colour)
            drawn = indent(drawn, " " * within)
            return "\n".join([lines(f"{title}:", width), drawn]) if title else drawn
        case Terms(pairs):
            return "\n".join(_terms(pairs, width))
        case Chart(timeline):
            from hpplan.views.formats import gantt

            return gantt.render(timeline, width=width, ascii_only=ascii_only)
        case Bars(moved):
            from hpplan.views.formats import bars

            return bars.render(moved, width=width, ascii_only=ascii_only)
        case Example(title, text):
            shown = indent("\n".join(map(literal, text.split("\n"))), " " * HANG)
            return f"{lines(f'{title}:', width)}\n\n{shown}"
        case Folded(title, within):
            return _block(Listed(title, within), colour, width, ascii_only)
        case _:
            assert_never(block)


def _terms(pairs: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Each term with its explanation beside it, or beneath it where terms leave too little room."""
    wide = max((len(term) for term, __ in pairs), default=0) + 2
    beneath = width - wide < LEAST
    under = " " * (HANG if beneath else wide)
    for term, text in pairs:
        if beneath:
            yield f"{literal(term)}\n{lines(under + text, width, under)}"
        else:
            yield lines(f"{term:{wide}}{text}", width, under)


def _listed(block: Listed, width: int) -> Iterator[str]:
    number = 0
    for line in block.lines:
        number += not line.goes_on
        mark = f"  {number}. " if block.numbered else "  "
        if line.goes_on:
            mark = " " * (len(mark) if block.numbered else HANG)
        hang = line.hang if width - line.hang >= LEAST else HANG
        under = " " * (len(mark) if block.numbered else hang)
        yield from _item(line, mark, under, width)


def _item(line: Line, mark: str, under: str, width: int) -> Iterator[str]:
    yield beside(lines(mark + line.text, width, under), line.place, width)
    yield from (lines(under + text, width, under) for text in line.beneath)
