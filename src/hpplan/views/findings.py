"""Findings as text: the message, the place, the line itself with a caret under it, and
what to do.
"""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Final

from hpplan.diagnostics.finding import Finding, Severity
from hpplan.diagnostics.place import Locator, Place
from hpplan.text import literal
from hpplan.views.finding_counts import MANY, by_code, by_severity
from hpplan.views.finding_parts import parts
from hpplan.views.folding import Fold, folded, unfolded

BOLD: Final = "1"
RED, YELLOW, BLUE, CYAN = "1;31", "1;33", "1;34", "1;36"
COLOURS: Final = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.INFO: CYAN}
"""Bold, in the terminal's own colours."""
TAB: Final = 4
"""The width of a tab in columns."""


def render(
    findings: Sequence[Finding], locator: Locator, *, colour: bool, width: int, full: bool = False
) -> str:
    """Each finding with its source line, those with the same cause as one unless all are wanted in
    full; then the counts. `width` is in terminal columns.
    """
    writer = _Writer(locator, colour=colour, width=width)
    folds = unfolded(findings) if full else folded(findings)
    blocks = ["\n".join(writer.fold(fold)) for fold in folds]
    return "\n\n".join([*blocks, writer.summary(findings)]) + "\n"


class _Writer:
    def __init__(self, locator: Locator, *, colour: bool, width: int) -> None:
        self._locator = locator
        self._colour = colour
        self._width = width

    def fold(self, fold: Fold) -> Iterator[str]:
        yield from self.finding(fold.first)
        if not fold.others:
            return
        yield f"  {fold.heading}"
        for other in fold.listed:
            at = other.place
            place = "" if at in (None, fold.first.place) else f"{at}: "
            yield from self._wrapped(f"    {literal(place + other.message)}", "      ")
        if fold.left:
            yield f"    {fold.left}"

    def finding(self, finding: Finding) -> Iterator[str]:
        tone = COLOURS[finding.severity]
        head = f"{finding.severity}[{finding.code}]"
        first, *rest = self._wrapped(f"{head}: {literal(finding.message)}", "  ")
        yield self._styled(head, tone) + self._styled(first[len(head) :], BOLD)
        yield from rest
        yield from self._shown(finding.place, tone)
        for part in parts(finding)[1:]:
            yield from self._wrapped(f"  {literal(part.line)}", "        ")
            yield from self._shown(part.place, BLUE)

    def _shown(self, place: Place | None, tone: str) -> Iterator[str]:
        if place is None:
            return
        yield f"  --> {literal(str(place))}"
        line = self._locator.source_line(place)
        if not line or not line.strip():
            return
        end = place.end_column if place.end_line == place.line else len(line) + 1
        margin = f"{place.line} | "
        text, start, length = clipped(line, place.column, end, self._width - len(margin))
        yield f"{margin}{text}"
        yield " " * (len(margin) - 2) + "| " + " " * start + self._styled("^" * length, tone)

    def summary(self, findings: Sequence[Finding]) -> str:
        """The number of findings of each severity; if there are many, also by code."""
        texts = [self._styled(words, COLOURS[tone]) for tone, words in by_severity(findings)]
        return "\n".join([*self._spread(findings), ", ".join(texts) or "no findings"])

    def _spread(self, findings: Sequence[Finding]) -> Iterator[str]:
        if len(findings) <= MANY:
            return
        for one in by_code(findings):
            at = one.first.place
            first = "" if at is None else f"  first in {literal(str(at))}"
            head = self._styled(f"{one.severity}[{one.code}]", COLOURS[one.severity])
            pad = " " * (len("warning") - len(one.severity))
            yield f"{one.count:6}  {head}{pad}{first}"

    def _wrapped(self, text: str, indent: str) -> list[str]:
        return wrap(text, self._width, subsequent_indent=indent, break_on_hyphens=False) or [text]

    def _styled(self, text: str, tone: str) -> str:
        return f"\x1b[{tone}m{text}\x1b[0m" if self._colour and text else text


def clipped(line: str, column: int, end: int, width: int) -> tuple[str, int, int]:
    """The part of a line around its columns `column` to `end` that fits the width, as shown; and
    the position and length of the caret in it, in terminal columns.
    """
    first = min(column - 1, len(line))
    past = max(first + 1, min(end - 1, len(line)))
    # A line may be a whole file: no more of it is looked at than can be shown.
    low, high = max(0, first - width), min(len(line), first + width + 1)
    shown = [_as_shown(character) for character in line[low:high]]
    widths = [cells(text) for text in shown]
    first, past = first - low, past - low
    if (low, high) == (0, len(line)) and sum(widths) <= width:
        return "".join(shown), sum(widths[:first]), max(1, sum(widths[first:past]))
    start, used = first, 0
    left = max(width // 2 - 4, width - 2 - sum(widths[first:]))  # the other half comes after it
    if low == 0 and sum(widths[: min(past, first + 8)]) <= width * 3 // 4:
        start = 0
    while start and used + widths[start - 1] <= left:
        start -= 1
        used += widths[start]
    before = "… " if low + start else ""
    stop, used = start, len(before)
    if high == len(line) and used + sum(widths[start:]) <= width:
        stop = len(shown)
    while stop < len(shown) and used + widths[stop] <= width - 2:
        used += widths[stop]
        stop += 1
    after = " …" if low + stop < len(line) else ""
    caret = len(before) + sum(widths[start:first])
    length = max(1, sum(widths[first : min(past, stop)]))
    return before + "".join(shown[start:stop]) + after, caret, length


def _as_shown(character: str) -> str:
    return " " * TAB if character == "\t" else literal(character)


def cells(text: str) -> int:
    """How many terminal columns the text takes."""
    if text.isascii() or all(character < "\u0300" for character in text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
