"""The page of all codes, `docs/findings.md`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from hpplan.diagnostics.code import Code
from hpplan.diagnostics.examples import shown
from hpplan.text import literal

HEAD: Final = """\
# Findings

What `hpplan check` and `hpplan verify` can report, by code. A code never changes what it means, and
is never used again for something else. `hpplan code HP401` shows the same on the terminal. This
page is made from the source by `python -m tests.docs.findings`; the tests run every example.

An **error** keeps commands from working, or no plan from being right; `check` then exits with 1. A
**warning** is most likely a fault. **Info** is worth knowing. Where a code is reported as more or
less than its usual severity, its text says so.
"""


def render(codes: Sequence[Code], groups: Mapping[str, str]) -> str:
    """The whole page."""
    return "\n".join([HEAD, *_lines(codes, groups)])


def _lines(codes: Sequence[Code], groups: Mapping[str, str]) -> Iterator[str]:
    yield "| code | name | severity |"
    yield "|---|---|---|"
    for code in codes:
        yield f"| [{code.id}](#{_anchor(code)}) | {code.name} | {code.severity} |"
    for begin, what in groups.items():
        members = [code for code in codes if code.id.startswith(begin)]
        if members:
            yield f"\n## {begin}xx: {what}"
        for code in members:
            yield from _page(code)


def _anchor(code: Code) -> str:
    return f"{code.id} {code.name}".lower().replace(" ", "-")


def _page(code: Code) -> Iterator[str]:
    yield f"\n### {code.id} {code.name}\n"
    yield f"*{code.severity}.* {code.meaning}\n"
    yield f"**Why it matters.** {code.why}\n"
    yield f"**What to do.** {code.fix}\n"
    yield f"`hpplan {code.command}` finds it here:\n"
    yield from _example(code.bad)
    other = "" if code.good_command is None else f"`hpplan {code.good_command}` does "
    yield f"\nand {other}not here:\n"
    yield from _example(code.sound)


def _example(text: str) -> Iterator[str]:
    yield "```text"
    yield from map(literal, shown(text).split("\n"))
    yield "```"
