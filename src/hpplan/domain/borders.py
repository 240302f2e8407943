"""The positions of sites on a map: the outlines that a file of borders gives them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date

from hpplan.domain.sites import Site
from hpplan.values import dataclass

Position = tuple[float, float]
"""Longitude and latitude in degrees (WGS84), in the order of GeoJSON."""
Ring = tuple[Position, ...]
"""A closed line: its last position is its first."""
Polygon = tuple[Ring, ...]
"""An outer ring, and the rings of its holes."""


@dataclass(frozen=True, slots=True)
class Border:
    """The outline of a site; where it had several in turn, `until` is the last day of this one."""

    polygons: tuple[Polygon, ...]
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Borders:
    """All outlines of a file, by the id of a site and by official number; of several for one site
    the earlier ones come first. `attribution` says whose they are.
    """

    by_id: Mapping[str, Sequence[Border]] = field(default_factory=dict)
    by_number: Mapping[str, Sequence[Border]] = field(default_factory=dict)
    attribution: str | None = None

    def of(self, site: Site, day: date) -> Border | None:
        """The outline of the site on the day: by its id, else by its number then, else by a number
        that it had before, the latest first, or has later.
        """
        if (found := _on(self.by_id.get(site.id, ()), day)) is not None:
            return found
        of_numbers = (_on(self.by_number.get(number, ()), day) for number in _numbers(site, day))
        return next((border for border in of_numbers if border is not None), None)


def _on(borders: Sequence[Border], day: date) -> Border | None:
    standing = (each for each in borders if each.until is None or day <= each.until)
    return next(standing, borders[-1] if borders else None)


def _numbers(site: Site, day: date) -> Iterator[str]:
    earlier = sorted(site.earlier, key=lambda past: past.until.last)
    before = [past.number for past in earlier if past.until.last < day]
    later = [past.number for past in earlier if past.until.last >= day]
    for number in (site.fields_on(day).number, *reversed(before), *later, site.number):
        if number is not None:
            yield number
