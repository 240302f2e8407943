"""Tables and text for a page: all that comes from data is escaped."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from hpplan.language import _
from hpplan.text import literal
from hpplan.views.document import Document, Grid, Headline

_LEFT: Final = ' style="text-align: left"'


def tables(document: Document) -> str:
    """The headline of the document with its day, and its tables: the form for notebooks."""
    return "".join(_tables(document))


def _tables(document: Document) -> Iterator[str]:
    caption = ""
    for block in document:
        match block:
            case Headline(said, options, aside):
                asked = _("asked for: {options}", options=options) if options else ""
                caption = ", ".join(filter(None, (said, asked, aside)))
            case Grid():
                yield _table(block.filled(), caption or block.title or block.section)
                caption = ""
            case _:
                pass
    if caption:
        yield sentence(caption)


def _table(grid: Grid, caption: str) -> str:
    styles = [f' style="text-align: {column.align}"' for column in grid.columns]
    head = _cells("th", styles, [column.title for column in grid.columns])
    body = "".join(f"<tr>{_cells('td', styles, row)}</tr>" for row in grid.rows)
    above = f"<caption{_LEFT}>{plain(caption)}</caption>" if caption else ""
    return f"<table>{above}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cells(tag: str, styles: Sequence[str], cells: Sequence[str]) -> str:
    return "".join(
        f"<{tag}{style}>{plain(cell)}</{tag}>" for style, cell in zip(styles, cells, strict=True)
    )


def sentence(words: str) -> str:
    """A paragraph."""
    return f"<p>{plain(words)}</p>"


def text(drawn: str) -> str:
    """Lines drawn for a terminal, unchanged."""
    return "<pre>" + "\n".join(plain(line) for line in drawn.splitlines()) + "</pre>"


def plain(words: str) -> str:
    """The words as HTML without any markup."""
    return escape(literal(words))
