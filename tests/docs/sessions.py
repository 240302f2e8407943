"""Sessions with hpplan that pages show: `console` blocks of commands and what they print.

A session may begin with commands that make the data it is about: `cp`, `sed`, `echo`, a file that
is written out (`cat > FILE <<'END'`), and `git`. Each block is a session in a folder of its own;
the blocks of a page of STORIES are one session in one folder, which they change.

    .venv/bin/python -m tests.docs.sessions

runs them and writes into the pages what is printed now. Read the difference before it is committed.
"""

import contextlib
import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from typer.testing import CliRunner

from hpplan.cli.app import app
from tests.patience import COMMANDS
from tests.repositories import IDENTITY, outside

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").glob("*.md")),
)
STORIES: Final = ("docs/a-year.md", "docs/spreadsheets.md")
MAKING_DATA: Final = ("cp", "sed", "echo", "cat", "git")
LEFT_OUT: Final = "…\n"
"""The line that stands for the middle of what a command prints."""

_BLOCK: Final = re.compile(
    r"(?<=^```console\n)\$ (?:hpplan|cp|sed|cat|git)\b.*?(?=^```$)", re.MULTILINE | re.DOTALL
)
_COMMAND: Final = re.compile(r"^\$ (.*<<'END'\n(?s:.*?)^END|.*)\n", re.MULTILINE)


@dataclass(frozen=True)
class Session:
    """A block of a page, or all of a story: commands, each with what it is said to print."""

    page: str
    line: int
    commands: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def sessions(page: Path) -> Iterator[Session]:
    """The sessions of the page, from top to bottom."""
    return sessions_in(page.read_text(encoding="utf-8"), page.relative_to(ROOT).as_posix())


def sessions_in(text: str, name: str) -> Iterator[Session]:
    """The sessions of a page of this name and text."""
    blocks = [
        Session(name, text.count("\n", 0, block.start()) + 1, tuple(_commands(block[0])))
        for block in _BLOCK.finditer(text)
    ]
    if name in STORIES:
        yield Session(name, blocks[0].line, tuple(c for block in blocks for c in block.commands))
    else:
        yield from blocks


def _commands(block: str) -> Iterator[tuple[str, str]]:
    parts = _COMMAND.split(block)
    return zip(parts[1::2], parts[2::2], strict=True)


def printed(session: Session, folder: Path) -> Iterator[str]:
    """What each command prints when they are run in the folder, one after the other."""
    # A terminal of 80 columns would give the same text, but coloured.
    environment = {"COLUMNS": "80", "NO_COLOR": "1", "GITHUB_ACTIONS": None}
    exit_code = 0
    for name in ("data", "docs"):
        (folder / name).symlink_to(ROOT / name)
    with contextlib.chdir(folder):
        for command, _ in session.commands:
            if command == "echo $?":
                yield f"{exit_code}\n"
                continue
            program = command.split(maxsplit=1)[0]
            if program in MAKING_DATA:
                made = subprocess.run(
                    command, shell=True, check=True, capture_output=True, env=outside() | IDENTITY
                )
                yield made.stdout.decode()
                continue
            program, *arguments = shlex.split(command)
            if program == "cd":
                os.chdir(*arguments)
                yield ""
                continue
            assert program == "hpplan", f"{session}: {command}"
            result = CliRunner().invoke(
                app, arguments, env=environment, prog_name=program, default_map=COMMANDS
            )
            exit_code = int(result.exit_code)
            yield result.output


def shortened(text: str, like: str) -> str:
    """The text with as much left out as in the other: as many lines of the beginning and of the
    end are kept, and a part between two omissions begins where its first line is found. A text
    without that line stays whole.
    """
    beginning, *parts = re.split(f"^{LEFT_OUT}", like, flags=re.MULTILINE)
    if not parts:
        return text
    *middle, end = parts
    lines = text.splitlines(keepends=True)
    kept = lines[: beginning.count("\n")]
    rest = lines[len(kept) : len(lines) - end.count("\n")]
    for part in middle:
        first = part.partition("\n")[0] + "\n"
        if first not in rest:
            return text
        rest = rest[rest.index(first) :]
        kept += [LEFT_OUT, *rest[: part.count("\n")]]
        rest = rest[part.count("\n") :]
    return "".join([*kept, LEFT_OUT, *lines[len(lines) - end.count("\n") :]])


def refreshed(text: str, name: str) -> str:
    """The text of the page of this name, with what its commands print now."""
    answers: list[str] = []
    for session in sessions_in(text, name):
        with tempfile.TemporaryDirectory() as folder:
            answers += printed(session, Path(folder))
    again = iter(answers)

    def block(found: re.Match[str]) -> str:
        return "".join(
            f"$ {command}\n{shortened(next(again), like)}" for command, like in _commands(found[0])
        )

    return _BLOCK.sub(block, text)


def refresh() -> None:
    """Write into the pages what is printed now."""
    for page in PAGES:
        now = refreshed(page.read_text(encoding="utf-8"), page.relative_to(ROOT).as_posix())
        page.write_text(now, encoding="utf-8")


if __name__ == "__main__":
    refresh()
