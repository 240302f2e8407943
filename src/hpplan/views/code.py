"""What there is to say of a code, for people to read."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import indent, wrap
from typing import Final

from hpplan.diagnostics.code import Code
from hpplan.diagnostics.examples import shown
from hpplan.text import literal

MARGIN: Final = "    "


def render(codes: Sequence[Code], *, width: int) -> str:
    """All that is to be said of each, with an empty line between two."""
    return "\n\n".join("\n".join(_told(code, width)) for code in codes) + "\n"


def _told(code: Code, width: int) -> Iterator[str]:
    yield f"{code.id} {code.name} ({code.severity})"
    yield ""
    yield from wrap(code.meaning, width)
    yield ""
    yield from wrap(f"Why it matters: {code.why}", width)
    yield ""
    yield from wrap(f"What to do: {code.fix}", width)
    yield ""
    yield f"hpplan {code.command} finds it here:"
    yield ""
    yield _example(code.bad)
    yield ""
    other = "" if code.good_command is None else f"hpplan {code.good_command} does "
    yield f"and {other}not here:"
    yield ""
    yield _example(code.good)


def _example(text: str) -> str:
    return indent("\n".join(map(literal, shown(text).split("\n"))), MARGIN)


def render_list(codes: Sequence[Code], groups: Mapping[str, str]) -> str:
    """A line for each code, under the headings of their groups."""
    wide = max(len(code.name) for code in codes)
    blocks = []
    for begin, what in groups.items():
        if members := [code for code in codes if code.id.startswith(begin)]:
            lines = [f"  {code.id}  {code.name:{wide}}  {code.severity}" for code in members]
            blocks.append("\n".join([what, *lines]))
    return "\n\n".join(blocks) + "\n"
