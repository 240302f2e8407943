"""A document as Markdown, for a report or a merge request."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final, assert_never

from hpplan.language import _
from hpplan.text import capital, literal
from hpplan.text import literal_markdown as plain
from hpplan.views.document import (
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
from hpplan.views.formats.drawing import Column

WIDE: Final = 80
"""The width of a chart in letters."""


def render(document: Document) -> str:
    """The blocks, with an empty line between any two."""
    return "\n\n".join(filter(None, map(_block, document))) + "\n"


def _block(block: Block) -> str:
    match block:
        case Headline(text, options, aside):
            day = plain(capital(aside)) if aside else ""
            asked = _("Asked for: {options}", options=_code(options)) if options else ""
            return "\n\n".join(filter(None, [f"# {plain(text)}", day, asked]))
        case Sentence(text, beneath):
            below = "\n".join(f"- {plain(line)}" for line in beneath)
            return f"{plain(text)}\n\n{below}" if below else plain(text)
        case Listed(title, items, numbered):
            titled = [f"## {plain(title)}", ""] if title else []
            return "\n".join([*titled, *_items(items, numbered=numbered)])
        case Grid(title=title, section=section):
            heading = title or section
            filled = block.filled()
            grid = _grid(filled.columns, filled.rows)
            return f"## {plain(heading)}\n\n{grid}" if heading else grid
        case Terms(pairs):
            return "\n".join(f"- {plain(term)}: {plain(text)}" for term, text in pairs)
        case Chart(timeline):
            from hpplan.views.formats import gantt

            drawn = gantt.render(timeline, width=WIDE)
            return _fenced(drawn) if drawn else ""
        case Bars(moved):
            from hpplan.views.formats import bars

            return _fenced(bars.render(moved, width=WIDE))
        case Example(title, text):
            return f"{plain(title)}:\n\n{_fenced(text)}"
        case Folded(title, within):
            shown = escape(literal(title), quote=False)
            opened = f"<details>\n<summary>{shown}</summary>"
            return "\n\n".join([opened, "\n".join(_items(within, numbered=False)), "</details>"])
        case _:
            assert_never(block)


def _items(items: Sequence[Line], *, numbered: bool) -> Iterable[str]:
    number = 0
    for line in items:
        number += not line.goes_on
        mark = f"{number}. " if numbered else "- "
        place = f" ({plain(line.place)})" if line.place else ""
        yield (" " * len(mark) + "- " if line.goes_on else mark) + plain(line.text) + place
        yield from (f"{' ' * len(mark)}- {plain(text)}" for text in line.beneath)


def _grid(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
    if not any(column.title for column in columns):
        said = ((" ".join(filter(None, first)), last) for *first, last in rows)
        return "\n".join(f"- {plain(': '.join(filter(None, parts)))}" for parts in said)
    drawn = [
        [plain(column.title) for column in columns],
        ["--:" if column.align == "right" else "---" for column in columns],
        *([plain(cell) for cell in row] for row in rows),
    ]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in drawn)


def _fenced(text: str) -> str:
    """The lines unchanged, between more backticks than occur in a row in them."""
    fence = "```"
    while fence in text:
        fence += "`"
    return "\n".join([f"{fence}text", *map(literal, text.split("\n")), fence])


def _code(text: str) -> str:
    """The text as code, between more backticks than occur in a row in it."""
    fence = "`"
    while fence in text:
        fence += "`"
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{room}{literal(text)}{room}{fence}"
