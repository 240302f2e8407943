"""A document as Markdown, for a report or a merge request."""

from typing import assert_never

from hpplan.exports.document import Block, Document, Grid, Headline, Listed, Sentence
from hpplan.literal import literal

SPECIAL = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|#&~@"})


def render(document: Document) -> str:
    """The blocks, with an empty line between any two."""
    return "\n\n".join(map(_block, document)) + "\n"


def _block(block: Block) -> str:
    match block:
        case Headline(text):
            return f"# {_plain(text)}"
        case Sentence(text):
            return _plain(text)
        case Listed(title, told, numbered):
            items = []
            for number, line in enumerate(told, start=1):
                mark = f"{number}. " if numbered else "- "
                items.append(mark + _plain(line.text))
                items += [f"{' ' * len(mark)}- {_plain(text)}" for text in line.beneath]
            return "\n".join([f"## {_plain(title)}", "", *items])
        case Grid(columns, rows, title):
            ruled = ["--:" if column.align == "right" else "---" for column in columns]
            drawn = [
                [_plain(column.title) for column in columns],
                ruled,
                *([_plain(cell) for cell in row] for row in rows),
            ]
            grid = "\n".join("| " + " | ".join(cells) + " |" for cells in drawn)
            return f"## {_plain(title)}\n\n{grid}" if title else grid
        case _:
            assert_never(block)


def _plain(text: str) -> str:
    return literal(text).translate(SPECIAL)
