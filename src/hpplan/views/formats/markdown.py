"""A document as Markdown, for a report or a merge request."""

from typing import assert_never

from hpplan.text import literal_markdown
from hpplan.views.document import Block, Document, Grid, Headline, Listed, Sentence


def render(document: Document) -> str:
    """The blocks, with an empty line between any two."""
    return "\n\n".join(map(_block, document)) + "\n"


def _block(block: Block) -> str:
    match block:
        case Headline(text):
            return f"# {literal_markdown(text)}"
        case Sentence(text):
            return literal_markdown(text)
        case Listed(title, told, numbered):
            items = []
            for number, line in enumerate(told, start=1):
                mark = f"{number}. " if numbered else "- "
                items.append(mark + literal_markdown(line.text))
                items += [f"{' ' * len(mark)}- {literal_markdown(text)}" for text in line.beneath]
            return "\n".join([f"## {literal_markdown(title)}", "", *items])
        case Grid(columns, rows, title):
            ruled = ["--:" if column.align == "right" else "---" for column in columns]
            drawn = [
                [literal_markdown(column.title) for column in columns],
                ruled,
                *([literal_markdown(cell) for cell in row] for row in rows),
            ]
            grid = "\n".join("| " + " | ".join(cells) + " |" for cells in drawn)
            return f"## {literal_markdown(title)}\n\n{grid}" if title else grid
        case _:
            assert_never(block)
