"""Destinations of text: the answer to stdout or a file, messages to stderr; and its appearance
there.
"""

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

import typer

from hpplan.cli import unwritable
from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.options import Colour
from hpplan.cli.output_file import write
from hpplan.language import _
from hpplan.text import literal
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.diagnostics.finding import Finding
    from hpplan.diagnostics.place import Locator
    from hpplan.views.document import Document

USUAL_WIDTH: Final = 80
NARROWEST: Final = 40
DRAWN: Final = "░▒▓█◆│…"
"""The characters of charts, where the stream can encode them."""
FEW: Final = 10
"""How many findings are shown beside an answer that is not about them."""


@dataclass(frozen=True, slots=True)
class TerminalStyle:
    """The appearance of text at its destination."""

    colour: bool
    width: int
    ascii_only: bool = False


def terminal_style(colour: Colour, output: Path | None = None) -> TerminalStyle:
    """The appearance of the answer."""
    if output is not None:
        return TerminalStyle(colour is Colour.ALWAYS, USUAL_WIDTH)
    return _style(colour, sys.stdout)


def _style(colour: Colour, stream: TextIO | None) -> TerminalStyle:
    width = shutil.get_terminal_size((USUAL_WIDTH, 24)).columns
    ascii_only = stream is not None and not _takes(DRAWN, stream)
    return TerminalStyle(_coloured(colour, stream), max(width, NARROWEST), ascii_only)


def _coloured(colour: Colour, stream: TextIO | None) -> bool:
    match colour:
        case Colour.ALWAYS:
            return True
        case Colour.NEVER:
            return False
        case Colour.AUTO:
            if os.environ.get("NO_COLOR"):
                return False
            if os.environ.get("FORCE_COLOR", "0").lower() not in ("", "0", "false"):
                return True
            return os.environ.get("TERM") != "dumb" and is_terminal(stream)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether the stream is a terminal."""
    return stream is not None and stream.isatty()


def answer(text: str, output: Path | None = None) -> None:
    """Output the answer: write it to the file, and report that, or print it."""
    if output is None:
        _print(text, sys.stdout)
    else:
        write(output, text)
        say(_("wrote {file}", file=literal(str(output))))


def answer_data(text: str, output: Path | None = None) -> None:
    """Output an answer for programs: in UTF-8, whatever the terminal's encoding."""
    if output is None:
        _print(text, sys.stdout, utf8=True)
    else:
        answer(text, output)


def answer_bytes(content: bytes, output: Path | None) -> None:
    """Output a binary answer: to a file, or to a program that reads it."""
    if output is None:
        _print_bytes(content, sys.stdout)
    else:
        write(output, content)
        say(_("wrote {file}", file=literal(str(output))))


def answer_file(content: str | bytes, output: Path | None) -> None:
    """Output the content of a file for programs, text or binary."""
    if isinstance(content, bytes):
        answer_bytes(content, output)
    else:
        answer_data(content, output)


def answer_document(document: "Document", form: str, output: Path | None, colour: Colour) -> None:
    """Output an answer for people: as Markdown, else as text."""
    if form == "markdown":
        from hpplan.views.formats import markdown

        answer_data(markdown.render(document), output)
        return
    from hpplan.views.formats import text

    seen = terminal_style(colour, output)
    drawn = text.render(document, colour=seen.colour, width=seen.width, ascii_only=seen.ascii_only)
    answer(drawn, output)


def say_document(document: "Document", colour: Colour) -> None:
    """Print a document for people, beside the answer or instead of it."""
    from hpplan.views.formats import text

    seen = _style(colour, sys.stderr)
    say(text.render(document, colour=seen.colour, width=seen.width, ascii_only=seen.ascii_only))


def say(text: str) -> None:
    """Print a message beside the answer."""
    _print(text, sys.stderr)


def say_data(text: str) -> None:
    """Print data for programs beside the answer."""
    _print(text, sys.stderr, utf8=True)


def say_findings(findings: Sequence["Finding"], places: "Locator", colour: Colour) -> None:
    """Print findings in full, beside the answer or instead of it."""
    from hpplan.views.findings import render

    if findings:
        seen = _style(colour, sys.stderr)
        say(render(findings, places, colour=seen.colour, width=seen.width))


def say_briefly(findings: Sequence["Finding"]) -> None:
    """Print findings beside an answer that is not about them, a line each."""
    from hpplan.views.formats.concise import line

    for finding in findings[:FEW]:
        say(line(finding))
    if len(findings) > FEW:
        say(f"… and {len(findings) - FEW} more")


def _takes(text: str, stream: TextIO) -> bool:
    try:
        text.encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _print(text: str, stream: TextIO | None, *, utf8: bool = False) -> None:
    if stream is None or not text:
        return
    ended = text if text.endswith("\n") else f"{text}\n"
    if utf8 and hasattr(stream, "buffer"):
        _print_bytes(ended.encode("utf-8", "replace"), stream)
    else:
        _given(lambda: stream.write(ended), stream)


def _print_bytes(content: bytes, stream: TextIO | None) -> None:
    if stream is None:
        return
    with_text = stream

    def put() -> None:
        with_text.flush()
        with_text.buffer.write(content)

    _given(put, stream)


def _given(put: Callable[[], object], stream: TextIO) -> None:
    """Whether everything put on the stream was written, as far as anybody still reads it."""
    try:
        put()
        stream.flush()
    except BrokenPipeError:
        _abandon(stream)  # nobody reads any more; the exit code stays as it is
    except OSError as fault:
        _abandon(stream)
        if stream is not sys.stderr:
            say(unwritable(fault))
            raise typer.Exit(ExitCode.WRONG_USAGE) from None


def _abandon(stream: TextIO) -> None:
    """Discard what the stream still holds, so that closing it does not fail again."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
