"""Examples of faulty and of valid data, written as one text with marks.

« and » enclose the place that a finding points at. A line `=== NAME` begins another file than
`data.yaml`; `=== NAME/` is a folder, and `=== NAME, 65 MiB` is a file of that size.
"""

import re
from collections.abc import Iterator
from textwrap import dedent
from typing import Final

from hpplan.diagnostics.place import Place
from hpplan.values import dataclass

FIRST: Final = "data.yaml"
_FILE: Final = re.compile(r"^=== ([\w.-]+)(/|, (\d+) MiB)?\n", re.MULTILINE)
_MARK: Final = re.compile("«(.*?)»", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """One file of an example. `marks` are the places in it that findings point at."""

    name: str
    text: str = ""
    marks: tuple[Place, ...] = ()
    folder: bool = False
    mebibytes: int = 0


def files(example: str) -> Iterator[ExampleFile]:
    """The files of the example, without marks, in the order in which they are written."""
    text = dedent(example).removeprefix("\n")
    first, *others = _FILE.split(text if text.endswith("\n") or not text else f"{text}\n")
    if first:
        yield _file(FIRST, first)
    for name, what, size, content in zip(*(others[n::4] for n in range(4)), strict=True):
        match what:
            case "/":
                yield ExampleFile(name, folder=True)
            case None:
                yield _file(name, content)
            case _:
                yield ExampleFile(name, mebibytes=int(size))


def _file(name: str, marked: str) -> ExampleFile:
    marks, text = [], ""
    rest = 0
    for found in _MARK.finditer(marked):
        text += marked[rest : found.start()]
        start = _line_and_column(text)
        text += found[1]
        marks.append(Place(name, *start, *_line_and_column(text)))
        rest = found.end()
    return ExampleFile(name, text + marked[rest:], tuple(marks))


def _line_and_column(text: str) -> tuple[int, int]:
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def shown(example: str) -> str:
    """The example as shown to people: other files under their names, carets under the marks."""
    return "\n".join(_shown(file) for file in files(example)).rstrip("\n")


def _shown(file: ExampleFile) -> str:
    if file.folder:
        return f"# {file.name} is a folder\n"
    if file.mebibytes:
        return f"# {file.name} has {file.mebibytes} MiB\n"
    head = "" if file.name == FIRST else f"# {file.name}\n"
    return head + "".join(_lines(file))


def _lines(file: ExampleFile) -> Iterator[str]:
    marks = {mark.line: mark for mark in file.marks}
    for number, line in enumerate(file.text.splitlines(keepends=True), start=1):
        yield line
        if (mark := marks.get(number)) is not None:
            one = mark.end_line == number
            end = mark.end_column if one else len(line.rstrip("\n")) + 1
            yield " " * (mark.column - 1) + "^" * max(1, end - mark.column) + "\n"
