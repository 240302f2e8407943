"""Labels next to each other: none covers another."""

from collections.abc import Sequence
from dataclasses import field
from typing import Literal

from hpplan.values import dataclass
from hpplan.views.pictures.svg import LETTERINGS, Element, words

Anchor = Literal["start", "middle", "end"]
_SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass
class Labels:
    """The labels of a picture between its edges: one that would cover another moves up or down a
    little, or is left to the title of its shape.
    """

    width: float
    height: float
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def put(
        self,
        x: float,
        y: float,
        text: str,
        lettering: str = "note",
        *,
        paint: str = "ink",
        anchor: Anchor = "start",
        tries: Sequence[float] = (0, -12, 12, -24),
    ) -> list[Element]:
        """The label, if there is room for it at the position or near it."""
        letters = LETTERINGS[lettering]
        wide = letters.wide(text)
        left = x - _SHARE[anchor] * wide
        if left < 0 or left + wide > self.width:
            return []
        for by in tries:
            box = (left - 2, y + by - 0.8 * letters.size, left + wide + 2, y + by + 3)
            inside = box[1] >= 0 and box[3] <= self.height
            if inside and not any(_meet(box, other) for other in self.taken):
                self.taken.append(box)
                stated = None if anchor == "start" else anchor
                return [words(x, y + by, text, lettering, paint=paint, anchor=stated)]
        return []


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def spread(heights: Sequence[float], apart: float, top: float, bottom: float) -> list[float]:
    """The heights, moved as little as keeps them this far apart, in their order, between the ends;
    closer if there is no room for all.
    """
    if not heights:
        return []
    apart = min(apart, (bottom - top) / max(1, len(heights) - 1))
    order = sorted(range(len(heights)), key=lambda at: (heights[at], at))
    placed = [0.0] * len(heights)
    last = top - apart
    for at in order:
        last = placed[at] = max(heights[at], last + apart)
    last = bottom + apart
    for at in reversed(order):
        last = placed[at] = min(placed[at], last - apart)
    return placed
