"""Tables and text for a page: all that comes from data is escaped."""

from collections.abc import Sequence
from html import escape
from typing import Final

from hpplan.text import literal

_LEFT: Final = ' style="text-align: left"'


def table(
    caption: str, titles: Sequence[str], rows: Sequence[Sequence[str]], beneath: str = ""
) -> str:
    """A table with a caption, and a sentence beneath it."""
    head = "".join(f"<th{_LEFT}>{plain(title)}</th>" for title in titles)
    body = "".join(
        "<tr>" + "".join(f"<td{_LEFT}>{plain(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    drawn = (
        f"<table><caption{_LEFT}>{plain(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
    return drawn + sentence(beneath) if beneath else drawn


def sentence(words: str) -> str:
    """A paragraph."""
    return f"<p>{plain(words)}</p>"


def text(drawn: str) -> str:
    """Lines that were drawn for a terminal, as they are."""
    return "<pre>" + "\n".join(plain(line) for line in drawn.splitlines()) + "</pre>"


def plain(words: str) -> str:
    """The words as HTML that says just that."""
    return escape(literal(words))
