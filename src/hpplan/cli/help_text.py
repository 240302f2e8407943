"""The layout of help texts."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from shutil import get_terminal_size
from textwrap import wrap
from typing import Final

HELP_WIDTH: Final = max(min(get_terminal_size().columns, 80), 50) - 2
"""The width of help texts in columns; in fewer, words beside options would be broken."""
OPTION_INDENT: Final = len("  --format ")


def words_of(words: Iterable[StrEnum], *, of_argument: bool = False) -> str:
    """The words, as far as they fit: typer shows those of an argument twice."""
    text = f"[{'|'.join(words)}]"
    takes = 2 * len(text) + len("   ") if of_argument else len(text) + OPTION_INDENT
    return text if takes <= HELP_WIDTH else "WORD"


def help_text(summary: str, examples: Mapping[str, str], *paragraphs: str) -> str:
    """A help text that leads with examples, in two columns; if the terminal is too narrow for them,
    one beneath the other.
    """
    wide = max(map(len, examples))
    lines = [f"  {command:{wide}}  {what}" for command, what in examples.items()]
    room = HELP_WIDTH - 2
    if max(map(len, lines)) > room:
        lines = [
            line
            for command, what in examples.items()
            for text, indent in ((command, "  "), (what, "      "))
            for line in wrap(
                text,
                room,
                initial_indent=indent,
                subsequent_indent=indent + "  ",
                break_on_hyphens=False,
            )
        ]
    return "\n\n".join([summary, "\n".join(["\b", "Examples:", *lines]), *paragraphs])
