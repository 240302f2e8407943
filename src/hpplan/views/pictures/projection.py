"""The globe on a plane: areas keep their proportions, wherever the sites of a programme are."""

from collections.abc import Collection, Iterable
from math import asin, atan2, cos, hypot, radians, sin, sqrt
from typing import Final

from hpplan.values import dataclass

Point = tuple[float, float]
"""Coordinates to the right, and down."""
Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom."""
_FAR: Final = 1e-9
"""Keeps the other side of the globe at a finite distance."""


@dataclass(frozen=True, slots=True)
class Projection:
    """Lambert's azimuthal equal-area projection around a centre, in radians."""

    latitude: float
    longitude: float

    @classmethod
    def around(cls, places: Iterable[tuple[float, float]]) -> "Projection":
        """The projection with its centre between the places, each a latitude and a longitude in
        degrees.
        """
        x = y = z = 0.0
        for latitude, longitude in places:
            phi, lam = radians(latitude), radians(longitude)
            x, y, z = x + cos(phi) * cos(lam), y + cos(phi) * sin(lam), z + sin(phi)
        length = sqrt(x * x + y * y + z * z)
        if length < _FAR:
            return cls(0.0, 0.0)
        return cls(asin(max(-1.0, min(1.0, z / length))), atan2(y, x) if hypot(x, y) else 0.0)

    def at(self, latitude: float, longitude: float) -> Point:
        """The projected place, in radii of the globe."""
        phi, off = radians(latitude), radians(longitude) - self.longitude
        ahead = sin(self.latitude) * sin(phi) + cos(self.latitude) * cos(phi) * cos(off)
        scale = sqrt(2 / max(1 + ahead, _FAR))
        up = cos(self.latitude) * sin(phi) - sin(self.latitude) * cos(phi) * cos(off)
        return scale * cos(phi) * sin(off), -scale * up


@dataclass(frozen=True, slots=True)
class Fitted:
    """Points moved and scaled, equally in both directions, until they fill a rectangle."""

    scale: float
    right: float
    down: float

    @classmethod
    def into(cls, room: Rectangle, points: Collection[Point]) -> "Fitted":
        left, top, end, bottom = room
        box = around(points)
        wide, tall = box[2] - box[0], box[3] - box[1]
        scales = [(end - left) / wide] if wide > _FAR else []
        scales += [(bottom - top) / tall] if tall > _FAR else []
        scale = min(scales, default=0.0)
        middle = (left + end) / 2 - scale * (box[0] + box[2]) / 2
        return cls(scale, middle, (top + bottom) / 2 - scale * (box[1] + box[3]) / 2)

    def at(self, point: Point) -> Point:
        return self.scale * point[0] + self.right, self.scale * point[1] + self.down


def around(points: Collection[Point]) -> Rectangle:
    """The smallest rectangle that contains all of the points, of which there is at least one."""
    across, along = [x for x, _ in points], [y for _, y in points]
    return min(across), min(along), max(across), max(along)


def meet(one: Rectangle, other: Rectangle) -> bool:
    """Whether the rectangles overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
