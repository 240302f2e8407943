"""Added and removed lines of a text."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

Step = tuple[Literal["equal", "insert"], int, int, int, int]


def hunks(
    old: Sequence[str], new: Sequence[str], around: int
) -> Iterator[list[tuple[str, int, int, int, int]]]:
    """The changes, with a few lines before and after, in groups of steps as in difflib."""
    matcher = SequenceMatcher(None, old, new)
    # Recording adds lines, also to long files: difflib would search for each line again.
    if (added := _only_added(old, new)) is not None:
        matcher.opcodes = added  # type: ignore[attr-defined]  # what it has found already
    yield from matcher.get_grouped_opcodes(around)


def _only_added(old: Sequence[str], new: Sequence[str]) -> list[Step] | None:
    """The steps, if every old line is kept; else None."""
    steps: list[Step] = []
    at = begun = place = 0
    adding = False
    for number in range(len(new) + 1):
        ends = number == len(new)
        kept = not ends and at < len(old) and new[number] == old[at]
        if number > begun and (ends or kept == adding):
            if adding:
                steps.append(("insert", at, at, begun, number))
            else:
                steps.append(("equal", place, at, begun, number))
            begun, place = number, at
        adding = not kept
        at += kept
    return steps if at == len(old) else None


def unified(old: Sequence[str], new: Sequence[str], names: tuple[str, str]) -> Iterator[str]:
    """A unified diff, which `patch` reads; each line with its ending."""
    for number, hunk in enumerate(hunks(old, new, 3)):
        if not number:
            yield f"--- {names[0]}\n"
            yield f"+++ {names[1]}\n"
        first, last = hunk[0], hunk[-1]
        yield f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@\n"
        for kind, old_start, old_end, new_start, new_end in hunk:
            if kind == "equal":
                yield from (f" {line}" for line in old[old_start:old_end])
                continue
            yield from (f"-{line}" for line in old[old_start:old_end])
            yield from (f"+{line}" for line in new[new_start:new_end])


def _range(start: int, end: int) -> str:
    if end - start == 1:
        return str(start + 1)
    return f"{start + (end > start)},{end - start}"
