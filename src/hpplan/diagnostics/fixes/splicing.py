"""Edits applied to the text of a file. Everything else stays the same, byte for byte."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from hpplan.diagnostics.finding import Edit, Fix
from hpplan.diagnostics.place import Place, line_starts

MARK = "\ufeff"
"""The byte order mark that some editors put before the first line; lines and columns do not count
it.
"""


def apart(fixes: Iterable[Fix]) -> list[Fix]:
    """The fixes that do not overlap, each as a whole or not at all; of two that do, the first one.
    Equal ones are applied once.
    """
    taken: list[Place] = []
    chosen: list[Fix] = []
    for fix in sorted(dict.fromkeys(fixes), key=lambda fix: [e.place for e in fix.edits]):
        spans = [edit.place for edit in fix.edits]
        if not any(_touches(taken, span) for span in spans):
            for span in spans:
                insort(taken, span)
            chosen.append(fix)
    return chosen


def _touches(taken: Sequence[Place], span: Place) -> bool:
    """Whether it begins where another one does, or overlaps with one."""
    at = bisect_left(taken, span)
    return any(
        other.file == span.file
        and (
            _start(other) == _start(span)
            or (_start(other) < _end(span) and _start(span) < _end(other))
        )
        for other in taken[max(0, at - 1) : at + 1]
    )


def _start(place: Place) -> tuple[int, int]:
    return place.line, place.column


def _end(place: Place) -> tuple[int, int]:
    return place.end_line, place.end_column


def spliced(text: str, edits: Iterable[Edit]) -> str:
    """The text with each edit applied. No two of them may touch."""
    body = text.lstrip(MARK)
    starts = line_starts(body)
    parts, done = [text[: len(text) - len(body)]], 0
    for edit in sorted(edits, key=lambda edit: edit.place):
        start = _offset(starts, body, *_start(edit.place))
        assert start >= done, f"two edits touch in {edit.place}"
        parts += [body[done:start], edit.text]
        done = _offset(starts, body, *_end(edit.place))
    return "".join([*parts, body[done:]])


def _offset(starts: Sequence[int], text: str, line: int, column: int) -> int:
    return min(starts[line - 1] + column - 1, len(text)) if line <= len(starts) else len(text)
