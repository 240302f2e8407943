"""Codes of findings, for people: what each means, why it matters, what to do, two examples."""

from collections.abc import Iterator, Mapping, Sequence

from hpplan.diagnostics.code import Code
from hpplan.diagnostics.examples import shown
from hpplan.views.document import Block, Document, Example, Headline, Sentence, listed


def document(codes: Sequence[Code]) -> Document:
    """Everything about each code."""
    return tuple(block for code in codes for block in _blocks(code))


def _blocks(code: Code) -> Iterator[Block]:
    yield Headline(f"{code.id} {code.name} ({code.severity})")
    yield Sentence(code.meaning)
    yield Sentence(f"Why it matters: {code.why}")
    yield Sentence(f"What to do: {code.fix}")
    yield Example(f"hpplan {code.command} finds it here", shown(code.bad))
    other = "" if code.good_command is None else f"hpplan {code.good_command} does "
    yield Example(f"and {other}not here", shown(code.sound))


def index(codes: Sequence[Code], groups: Mapping[str, str]) -> Document:
    """A line for each code, under the headings of their groups."""
    wide = max(len(code.name) for code in codes)
    return tuple(
        listed(what, [f"{code.id}  {code.name:{wide}}  {code.severity}" for code in members])
        for begin, what in groups.items()
        if (members := [code for code in codes if code.id.startswith(begin)])
    )
