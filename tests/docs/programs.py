"""Python programs that pages show: a `python` block, and under it what it prints as `text`.

    .venv/bin/python -m tests.docs.programs

runs them and writes into the page what is printed now. The blocks of a page are one program.
"""

import contextlib
import io
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tests.docs.sessions import ROOT

PAGE: Final = ROOT / "docs" / "api.md"
_BLOCK: Final = re.compile(
    r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL
)


def blocks(text: str) -> list[tuple[str, str]]:
    """Each program of the page with what it is said to print."""
    return [(block[1], block[2]) for block in _BLOCK.finditer(text)]


def printed(text: str, folder: Path) -> Iterator[str]:
    """What the programs print when they are run in the folder, one after the other."""
    (folder / "data").symlink_to(ROOT / "data")
    names: dict[str, Any] = {}
    with contextlib.chdir(folder):
        for program, _ in blocks(text):
            with contextlib.redirect_stdout(io.StringIO()) as answer:
                exec(compile(program, PAGE.name, "exec"), names)  # our own page
            yield answer.getvalue()


def refreshed(text: str) -> str:
    """The page with what its programs print now."""
    with tempfile.TemporaryDirectory() as folder:
        now = iter(list(printed(text, Path(folder))))
    return _BLOCK.sub(lambda block: f"```python\n{block[1]}```\n\n```text\n{next(now)}```", text)


def refresh() -> None:
    """Write into the page what is printed now."""
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    refresh()
