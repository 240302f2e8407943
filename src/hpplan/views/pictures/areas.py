"""Areas on a map, and the places in them where a label fits."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from math import hypot
from typing import Final

from hpplan.values import dataclass
from hpplan.views.pictures.projection import Point, Rectangle, around, meet

_NEAR: Final = 0.6
"""Points closer than this are one."""
_TRIES: Final = 25
"""How many places across and down an area are tried for its label."""
_EDGE: Final = 2
"""How far a corner of an outline may reach into a label."""
_WIDER: Final = 1.6
"""How much more room a label needs at its sides than above and below."""


@dataclass(frozen=True)
class Area:
    """Polygons, each an outer ring and its holes, each closed by its first point."""

    polygons: tuple[tuple[tuple[Point, ...], ...], ...]

    @classmethod
    def of(cls, polygons: Iterable[Iterable[Sequence[Point]]]) -> "Area | None":
        """The area without parts that are too small to be seen; None if all of it is."""
        kept = []
        for polygon in polygons:
            outer, *holes = (_thinned(ring) for ring in polygon)
            if outer is not None:
                kept.append((outer, *(hole for hole in holes if hole is not None)))
        return cls(tuple(kept)) if kept else None

    @cached_property
    def largest(self) -> tuple[tuple[Point, ...], ...]:
        """The polygon that a label belongs to."""
        return max(self.polygons, key=lambda polygon: abs(_signed(polygon[0])))

    @cached_property
    def size(self) -> float:
        return sum(abs(_signed(polygon[0])) for polygon in self.polygons)

    @cached_property
    def inner(self) -> tuple[Point, ...]:
        """Places within the largest polygon, those with the most room around them first."""
        left, top, right, bottom = around(self.largest[0])
        steps = [(at + 0.5) / _TRIES for at in range(_TRIES)]
        across = [left + step * (right - left) for step in steps]
        along = [top + step * (bottom - top) for step in steps]
        rows = [self._crossings(y, 1) for y in along]
        columns = [self._crossings(x, 0) for x in across]
        found = []
        for y, row in zip(along, rows, strict=True):
            for x, column in zip(across, columns, strict=True):
                room = min(_room(row, x) / _WIDER, _room(column, y))
                if room > 0:
                    found.append((-room, (x, y)))
        return tuple(point for _room_there, point in sorted(found)) or (self.largest[0][0],)

    def room_for(
        self, wide: float, tall: float, taken: Sequence[Rectangle], share: float = 1.0
    ) -> Rectangle | None:
        """A place where a box of this size overlaps nothing, and this share of its width
        is within.
        """
        for x, y in self.inner:
            box = (x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)
            within = share * wide / 2
            if self._holds((x - within, box[1], x + within, box[3])) and not any(
                meet(box, other) for other in taken
            ):
                return box
        return None

    def pieces(self) -> Iterator[Rectangle]:
        """Small boxes along the outlines, for finding free space."""
        for polygon in self.polygons:
            for one, other in pairwise(polygon[0]):
                yield around((one, other))

    def path(self) -> str:
        """The outlines as an SVG path, rounded to tenths."""
        return "".join(_drawn(ring) for polygon in self.polygons for ring in polygon)

    def _has(self, point: Point) -> bool:
        """Whether the point is within the largest polygon, and in none of its holes."""
        inside = False
        x, y = point
        for ring in self.largest:
            for (x1, y1), (x2, y2) in pairwise(ring):
                if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                    inside = not inside
        return inside

    def _holds(self, box: Rectangle) -> bool:
        left, top, right, bottom = box
        ends = [(x, y) for x in (left, (left + right) / 2, right) for y in (top, bottom)]
        if not all(map(self._has, ends)):
            return False
        left, top, right, bottom = left + _EDGE, top + _EDGE, right - _EDGE, bottom - _EDGE
        return not any(
            left < x < right and top < y < bottom for ring in self.largest for x, y in ring
        )

    def _crossings(self, at: float, axis: int) -> list[float]:
        """Where a line across (1) or down (0) crosses the edges of the largest polygon,
        in order.
        """
        found = []
        for ring in self.largest:
            for one, other in pairwise(ring):
                if (one[axis] > at) != (other[axis] > at):
                    share = (at - one[axis]) / (other[axis] - one[axis])
                    found.append(one[1 - axis] + share * (other[1 - axis] - one[1 - axis]))
        return sorted(found)


def _room(crossings: Sequence[float], at: float) -> float:
    """The distance to the nearest edge, from within; 0 from outside."""
    for start, end in zip(crossings[::2], crossings[1::2], strict=False):
        if start < at < end:
            return min(at - start, end - at)
    return 0.0


def _thinned(ring: Sequence[Point]) -> tuple[Point, ...] | None:
    """The ring with one point for those that look like one; None if no area is left."""
    kept = [ring[0]]
    for x, y in ring[1:-1]:
        if hypot(x - kept[-1][0], y - kept[-1][1]) >= _NEAR:
            kept.append((x, y))
    return (*kept, kept[0]) if len(kept) >= 3 and abs(_signed((*kept, kept[0]))) >= 1 else None


def _signed(ring: Sequence[Point]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def _drawn(ring: Sequence[Point]) -> str:
    tenths = [(round(10 * x), round(10 * y)) for x, y in ring[:-1]]
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(tenths)]
    moves = [_tenth(by) for step in steps if step != (0, 0) for by in step]
    drawn = f"M{_tenth(tenths[0][0])} {_tenth(tenths[0][1])}l{' '.join(moves)}z"
    return drawn.replace(" -", "-")  # a sign separates numbers as well


def _tenth(tenths: int) -> str:
    if tenths % 10 == 0:
        return f"{tenths // 10}"
    return f"{tenths / 10:.1f}".replace("0.", ".", 1) if abs(tenths) < 10 else f"{tenths / 10:.1f}"
