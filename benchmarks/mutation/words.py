"""Slips of the fingers that can only be meant for one word."""

from collections.abc import Iterable
from random import Random


def distance(one: str, other: str) -> int:
    """How many letters are missing, too many, wrong, or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row = row, [i]
        for j, b in enumerate(other, 1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if before and i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before = above
    return row[-1]


def slips(word: str) -> list[str]:
    """The word with one slip of the fingers."""
    made = [word[:n] + word[n + 1 :] for n in range(len(word))]
    made += [word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1)]
    made += [word[:n] + word[n] * 2 + word[n + 1 :] for n in range(len(word))]
    return [slip for slip in dict.fromkeys(made) if slip and slip != word]


def misspelt(dice: Random, word: str, known: Iterable[str]) -> str | None:
    """A slip that can only be meant for the word: every other known one is further away."""
    others = [other for other in known if other != word]
    clear = [
        slip
        for slip in slips(word)
        if not slip.isdigit() and min((distance(slip, o) for o in others), default=9) > 1
    ]
    return dice.choice(clear) if clear else None
