"""A plan as a map: each site in the colour and with the id of its wave.

With borders it is a map of them, where a site without one is a point: at its location, else within
the site that it was split from. Without borders every site is a tile of the same size, near its
location. Sites without a location are listed beneath. A wave that is live or decided is filled, any
other is pale.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import field
from functools import cached_property
from math import cos, hypot, pi, sin
from typing import Final

from hpplan.analysis.site_map import Located, SiteMap
from hpplan.analysis.timeline import TimelineEntry
from hpplan.domain.status import Status
from hpplan.language import _, plural
from hpplan.periods import Period, day_in_words
from hpplan.values import dataclass
from hpplan.views.pictures.areas import Area
from hpplan.views.pictures.gantt import status_word
from hpplan.views.pictures.marks import status_mark
from hpplan.views.pictures.palette import WavePalette
from hpplan.views.pictures.projection import Fitted, Point, Projection, Rectangle, around, meet
from hpplan.views.pictures.svg import LETTERINGS, Element, Svg, element, group, line, rect, words
from hpplan.views.pictures.tiles import tile_grid

NAME: Final = "map"
WIDTH: Final = 960
TALLEST: Final = 860
LEFT: Final = 100
"""The free space beside a map of borders, for the names of sites at its edge."""
BELOW: Final = 24
TILE: Final = (84.0, 54.0)
"""The width and height of a tile."""
GAP: Final = 4.0
PALE: Final = "0.26"
"""The opacity of a wave that is not firm: text is legible on it."""
CHIP: Final = 17.0
ROW: Final = 20.0
LEGEND: Final = 300.0
POINT: Final = 4.5
SPARE: Final = 0.95
"""The share of its width that a label must have within its border: letters are measured
generously.
"""
_FIRM: Final = frozenset({Status.LIVE, Status.DECIDED})
_NEVER: Final = "–"
"""The placeholder for the id of a wave, if there is none."""


def map_picture(sites: SiteMap, *, tiles: bool = False) -> Svg:
    """The map: of the borders, where there are any, unless tiles are asked for."""
    drawing = _Tiles(sites) if tiles or not sites.has_borders else _Borders(sites)
    return drawing.picture()


@dataclass(frozen=True)
class _Look:
    """The style of a site's shape."""

    shape: str
    text: str
    opacity: str | None

    @classmethod
    def of(cls, entry: TimelineEntry, waves: WavePalette) -> "_Look":
        if entry.wave is None:
            return cls("thin f-page s-muted dashed", "ink", None)
        paint = waves.paint(entry.wave)
        if entry.status in _FIRM:
            return cls(f"thin f-{paint} s-page", f"on-{paint}", None)
        return cls(f"thin f-{paint} s-{paint}", "ink", PALE)


@dataclass(frozen=True)
class _Drawing(ABC):
    """What a map of borders and one of tiles have in common."""

    sites: SiteMap

    def picture(self) -> Svg:
        shapes, width, bottom = self._shapes()
        if self.credit:
            source = _("Borders: {source}", source=self.credit)
            note = LETTERINGS["note"].wrapped(source, width, 1)[0]
            bottom += 18
            shapes.append(words(0, bottom - 4, note, "note", paint="muted"))
        timeline = self.sites.timeline
        return Svg(
            NAME,
            _("{programme}: who goes with which wave", programme=timeline.programme),
            self._described(),
            width,
            bottom,
            tuple(shapes),
            self.waves,
            lead=_("As known on {day}", day=day_in_words(timeline.as_of)),
        )

    @property
    def credit(self) -> str | None:
        """The owner of the borders."""
        return None

    @abstractmethod
    def _shapes(self) -> tuple[list[Element], float, float]:
        """All shapes, and their extent to the right and down."""

    @cached_property
    def waves(self) -> WavePalette:
        timeline = self.sites.timeline
        named = dict.fromkeys(timeline.slots)
        named |= dict.fromkeys(e.wave for e in timeline.entries if e.wave is not None)
        return WavePalette(tuple(named))

    @cached_property
    def blocks(self) -> list[tuple[str | None, list[TimelineEntry]]]:
        """The entries of each wave, in the order of the go-lives, and of none."""
        waves: dict[str | None, list[TimelineEntry]] = {}
        for entry in self.sites.timeline.entries:
            waves.setdefault(entry.wave, []).append(entry)
        return list(waves.items())

    def _described(self) -> str:
        """The map as sentences, for those who do not see it."""
        said = [_("As known on {day}", day=day_in_words(self.sites.timeline.as_of))]
        for wave, entries in self.blocks:
            names = ", ".join(entry.name for entry in entries)
            if wave is None:
                said.append(_("in no wave: {sites}", sites=names))
            else:
                called = entries[0].label or wave
                said.append(f"{called}, {_when(entries[0].go_live)}: {names}")
        return "; ".join(said)

    # --- the legend ----------------------------------------------------------------------

    @cached_property
    def legend(self) -> "_Legend":
        """The meanings of the colours and marks, one a row."""
        drawn, y, wide = list[Element](), 0.0, 0.0
        note, strong = LETTERINGS["note"], LETTERINGS["strong"]
        chips = [strong.wide(strong.wrapped(w, 90, 1)[0]) + 12 for w, _e in self.blocks if w]
        indent = max(chips, default=0) + 8
        for wave, entries in self.blocks:
            if wave is None:
                continue
            paint, first = self.waves.paint(wave), entries[0]
            name = strong.wrapped(wave, 90, 1)[0]
            many = plural("{n} site", "{n} sites", len(entries))
            own = self.sites.timeline.waves.get(wave)
            called = first.label if first.label not in (None, wave) else own
            said = [called] if called and len(called) < 12 else []
            text = " · ".join([*said, _when(first.go_live), many])
            text = note.wrapped(text, LEGEND - indent, 1)[0]
            row = [
                rect(0, y, indent - 8, CHIP, f"f-{paint}", rx=3),
                words(6, y + 13, name, "strong", paint=f"on-{paint}"),
                words(indent, y + 13, text, "note"),
            ]
            drawn.append(group(row, wave=wave))
            wide = max(wide, indent + note.wide(text))
            y += ROW
        y += 6 if y else 0
        for status in Status:
            if any(entry.status is status for entry in self.sites.timeline.entries):
                text = status_word(status) or _("nothing is known")
                text = note.wrapped(text, LEGEND - 20, 1)[0]
                drawn += [status_mark(7, y + 8, status), words(20, y + 12, text, "note")]
                wide = max(wide, 20 + note.wide(text))
                y += ROW - 3
        for firm, text in ((True, _("filled: live or decided")), (False, _("pale: not decided"))):
            if any(e.wave and (e.status in _FIRM) is firm for e in self.sites.timeline.entries):
                look = "thin f-ink s-muted"
                opacity = None if firm else PALE
                drawn.append(rect(0, y + 3, 14, 10, look, fill_opacity=opacity))
                drawn.append(words(20, y + 12, text, "note"))
                wide = max(wide, 20 + note.wide(text))
                y += ROW - 3
        return _Legend(tuple(drawn), wide, y)

    # --- chips ---------------------------------------------------------------------------

    def _chip(self, site: Located, x: float, y: float, room: float) -> tuple[Element, float]:
        """A site as a small box: its mark, the id of its wave, its name; and the width of
        the box.
        """
        entry, look = site.entry, _Look.of(site.entry, self.waves)
        strong, note = LETTERINGS["strong"], LETTERINGS["note"]
        wave = strong.wrapped(entry.wave or _NEVER, 80, 1)[0]
        inner = 18 + strong.wide(wave)
        name = note.wrapped(entry.name, room - inner - 11, 1)[0]
        wide = inner + 5 + note.wide(name) + 6
        shapes = [
            rect(x, y, wide, CHIP, "f-page", rx=3),
            rect(x, y, wide, CHIP, look.shape, rx=3, fill_opacity=look.opacity),
            status_mark(x + 9, y + CHIP / 2, entry.status, paint=look.text),
            words(x + 17, y + 13, wave, "strong", paint=look.text),
            words(x + inner + 4, y + 13, name, "note", paint=look.text),
        ]
        return self._group(site, shapes), wide

    def _group(self, site: Located, shapes: Iterable[Element]) -> Element:
        entry = site.entry
        return group(shapes, title=_said(entry), site=entry.site, wave=entry.wave)

    def _beneath(
        self, sites: Sequence[Located], width: float, top: float
    ) -> tuple[list[Element], float]:
        """The sites without a location, in rows, and the end of these."""
        if not sites:
            return [], top
        title = _("Not on the map")
        drawn: list[Element] = [words(0, top + 22, title, "strong", paint="muted")]
        x, y = 0.0, top + 32
        for site in sites:
            chip, wide = self._chip(site, x, y, width)
            if x and x + wide > width:
                x, y = 0.0, y + CHIP + GAP
                chip, wide = self._chip(site, x, y, width)
            drawn.append(chip)
            x += wide + 6
        return drawn, y + CHIP + 6


@dataclass(frozen=True)
class _Legend:
    shapes: tuple[Element, ...]
    wide: float
    tall: float

    def at(self, x: float, y: float) -> Element:
        return element("g", *self.shapes, transform=f"translate({x:.1f} {y:.1f})")


def _corner(
    legend: _Legend, pieces: Sequence[Rectangle], width: float, bottom: float
) -> Point | None:
    """A corner of the picture where the legend covers nothing."""
    for x in (0.0, width - legend.wide):
        for y in (0.0, bottom - legend.tall):
            box = (x - 10, y - 10, x + legend.wide + 10, y + legend.tall + 10)
            if not any(meet(box, piece) for piece in pieces):
                return x, y
    return None


# --- tiles ---------------------------------------------------------------------------------------


class _Tiles(_Drawing):
    def _shapes(self) -> tuple[list[Element], float, float]:
        there = [site for site in self.sites.sites if site.location is not None]
        projection = Projection.around(site.location for site in there if site.location)
        points = [projection.at(*site.location) for site in there if site.location]
        wide, tall = TILE
        grid = tile_grid(points, (wide + GAP) / (tall + GAP))
        across = grid.columns * (wide + GAP)
        width = max(WIDTH, across)
        left = (width - across) / 2
        boxes = [
            (left + x * (wide + GAP), y * (tall + GAP), left + x * (wide + GAP) + wide, 0.0)
            for x, y in grid.cells
        ]
        placed = [(b[0], y * (tall + GAP)) for b, (_x, y) in zip(boxes, grid.cells, strict=True)]
        legend, bottom = self.legend, grid.rows * (tall + GAP)
        pieces = [(x, y, x + wide, y + tall) for x, y in placed]
        corner = _corner(legend, pieces, width, bottom) if bottom >= legend.tall else None
        down = 0.0
        if corner is None and across + legend.wide + 24 <= width:
            placed = [(x - left + legend.wide + 24, y) for x, y in placed]
            corner = (0.0, 0.0)
        elif corner is None:
            corner, down = (0.0, 0.0), legend.tall + 14
        drawn = [legend.at(*corner)]
        for site, (x, y) in zip(there, placed, strict=True):
            drawn.append(self._tile(site, x, y + down))
        nowhere = [site for site in self.sites.sites if site.location is None]
        bottom = max(bottom + down, corner[1] + legend.tall)
        chips, bottom = self._beneath(nowhere, width, bottom)
        return [*drawn, *chips], width, bottom

    def _tile(self, site: Located, x: float, y: float) -> Element:
        entry, look, (wide, tall) = site.entry, _Look.of(site.entry, self.waves), TILE
        wave = LETTERINGS["strong"].wrapped(entry.wave or _NEVER, wide - 24, 1)[0]
        name = LETTERINGS["note"].wrapped(entry.name, wide - 10)
        shapes = [
            rect(x, y, wide, tall, look.shape, rx=4, fill_opacity=look.opacity),
            status_mark(x + 11, y + 12, entry.status, paint=look.text),
            words(x + 20, y + 16, wave, "strong", paint=look.text),
        ]
        shapes += [
            words(x + 6, y + 31 + 13 * at, part, "note", paint=look.text)
            for at, part in enumerate(name)
        ]
        return self._group(site, shapes)


# --- borders -------------------------------------------------------------------------------------


@dataclass
class _Labelled:
    """The occupied parts of a map, so that no label covers another."""

    width: float
    bottom: float
    taken: list[Rectangle] = field(default_factory=list)

    def beside(self, point: Point, wide: float, pieces: Sequence[Rectangle]) -> Rectangle:
        """The nearest free place for a chip around the point, preferably without a border; a line
        to it crosses no other one.
        """
        found = None
        for far in _FAR:
            for step in range(_AROUND):
                box = _box_at(point, far, 2 * pi * step / _AROUND, wide)
                if not self._free(box) or any(
                    meet(other, dot) for dot in _dots(point, box) for other in self.taken
                ):
                    continue
                if not any(meet(box, piece) for piece in pieces):
                    return self._take(point, box)
                if found is None and far >= _FAR[3]:
                    found = box
            if found is not None and far >= _FAR[-3]:
                break
        return self._take(point, found or _box_at(point, _FAR[0], 0, wide))

    def _take(self, point: Point, box: Rectangle) -> Rectangle:
        self.taken += [box, *_dots(point, box)]
        return box

    def _free(self, box: Rectangle) -> bool:
        left, top, right, bottom = box
        if left < 0 or top < 0 or right > self.width or bottom > self.bottom:
            return False
        return not any(meet(box, other) for other in self.taken)


_FAR: Final = (14, 22, 32, 44, 58, 74, 92, 112, 136, 164, 196)
"""The distances of a chip from its point, in the order in which they are tried."""
_AROUND: Final = 24
_DOT: Final = 1.5


def _box_at(point: Point, far: float, angle: float, wide: float) -> Rectangle:
    """A chip in that direction, with its nearest side so far away."""
    x, y = point[0] + far * cos(angle), point[1] + far * sin(angle)
    left = x - wide * (1 - cos(angle)) / 2
    return left, y - CHIP / 2, left + wide, y + CHIP / 2


def _end(point: Point, box: Rectangle) -> Point:
    """The point of the box that is nearest to the point."""
    return min(max(point[0], box[0]), box[2]), min(max(point[1], box[1]), box[3])


def _dots(point: Point, box: Rectangle) -> list[Rectangle]:
    """The line from the point to the box, as small boxes along it, without its ends."""
    x, y = _end(point, box)
    steps = int(hypot(x - point[0], y - point[1]) / 3)
    along = [n / steps for n in range(3, steps)]
    places = [(point[0] + (x - point[0]) * n, point[1] + (y - point[1]) * n) for n in along]
    return [(px - _DOT, py - _DOT, px + _DOT, py + _DOT) for px, py in places]


class _Borders(_Drawing):
    @property
    def credit(self) -> str | None:
        return self.sites.attribution

    def _shapes(self) -> tuple[list[Element], float, float]:
        areas, points = self._placed()
        pieces = [piece for area in areas.values() for piece in area.pieces()]
        pieces += [(x, y, x, y) for x, y in points.values()]
        bottom = max((piece[3] for piece in pieces), default=0.0) + BELOW
        legend, by = self.legend, {site.entry.site: site for site in self.sites.sites}
        corner, down = _corner(legend, pieces, WIDTH, max(bottom, legend.tall)), 0.0
        if corner is None:
            corner, down = (0.0, bottom + 20), legend.tall + 20
        labels = _Labelled(WIDTH, bottom)
        labels.taken.append(
            (corner[0], corner[1], corner[0] + legend.wide, corner[1] + legend.tall)
        )
        labels.taken += [(x - 6, y - 6, x + 6, y + 6) for x, y in points.values()]
        named = {
            site: self._named(by[site], area, labels)
            for site, area in sorted(areas.items(), key=lambda each: -each[1].size)
        }
        drawn = [self._area(by[site], area, named[site]) for site, area in areas.items()]
        outside = [(by[site], areas[site].inner[0]) for site, shapes in named.items() if not shapes]
        outside += [(by[site], point) for site, point in points.items()]
        for located, point in outside:
            drawn.append(self._outside(located, point, labels, pieces))
        drawn.insert(0, legend.at(*corner))
        nowhere = [s for s in self.sites.sites if s.entry.site not in {*areas, *points}]
        end = max(bottom, corner[1] + legend.tall) if corner[1] == 0 else bottom + down
        chips, end = self._beneath(nowhere, WIDTH, end)
        return [*drawn, *chips], WIDTH, end

    def _placed(self) -> tuple[dict[str, Area], dict[str, Point]]:
        """The area or the point of each site that lies anywhere."""
        outlined = {s.entry.site: s.border for s in self.sites.sites if s.border is not None}
        located = {
            s.entry.site: s.location
            for s in self.sites.sites
            if s.border is None and s.location is not None
        }
        corners = [
            (latitude, longitude)
            for border in outlined.values()
            for polygon in border.polygons
            for longitude, latitude in polygon[0]
        ]
        projection = Projection.around([*corners, *located.values()])
        every = [projection.at(*place) for place in [*corners, *located.values()]]
        fitted = Fitted.into((LEFT, 2, WIDTH - 2, TALLEST), every)
        top = fitted.at((0, around(every)[1]))[1] - 2
        fitted = Fitted(fitted.scale, fitted.right, fitted.down - top)
        areas = dict[str, Area]()
        points = {site: fitted.at(projection.at(*place)) for site, place in located.items()}
        for site, border in outlined.items():
            area = Area.of(
                [
                    [fitted.at(projection.at(latitude, longitude)) for longitude, latitude in ring]
                    for ring in polygon
                ]
                for polygon in border.polygons
            )
            if area is not None:
                areas[site] = area
            else:
                longitude, latitude = border.polygons[0][0][0]
                points[site] = fitted.at(projection.at(latitude, longitude))
        for found in self.sites.sites:
            if found.within in areas and found.entry.site not in {*areas, *points}:
                points[found.entry.site] = _apart(areas[found.within].inner)
        return areas, points

    def _area(self, site: Located, area: Area, label: Sequence[Element]) -> Element:
        look = _Look.of(site.entry, self.waves)
        shape = element("path", cls=look.shape, d=area.path(), fill_opacity=look.opacity)
        return self._group(site, [shape, *label])

    def _named(self, site: Located, area: Area, labels: _Labelled) -> list[Element]:
        """The id of the wave and the name, or the id alone, where they fit within."""
        entry, look = site.entry, _Look.of(site.entry, self.waves)
        strong, note = LETTERINGS["strong"], LETTERINGS["note"]
        wave = strong.wrapped(entry.wave or _NEVER, 80, 1)[0]
        first = strong.wide(wave) + 12
        for names in (note.wrapped(entry.name, 130, 1), note.wrapped(entry.name, 70), ()):
            wide = max([first, *map(note.wide, names)])
            tall = 14.0 + 12 * len(names)
            box = area.room_for(wide, tall, labels.taken, SPARE)
            if box is None:
                continue
            labels.taken.append(box)
            middle, top = (box[0] + box[2]) / 2, box[1]
            start = middle - first / 2
            shapes = [
                status_mark(start + 4, top + 7.5, entry.status, paint=look.text),
                words(start + 12, top + 12, wave, "strong", paint=look.text),
            ]
            shapes += [
                words(middle, top + 24 + 12 * at, part, "note", paint=look.text, anchor="middle")
                for at, part in enumerate(names)
            ]
            return shapes
        return []

    def _outside(
        self, site: Located, point: Point, labels: _Labelled, pieces: Sequence[Rectangle]
    ) -> Element:
        """A chip beside the point, with a line to it."""
        _chip, wide = self._chip(site, 0, 0, 170)
        box = labels.beside(point, wide, pieces)
        chip, _wide = self._chip(site, box[0], box[1], 170)
        x, y = _end(point, box)
        lead = line(point[0], point[1], x, y, "thin s-ink")
        dot = element("circle", cls="thin f-ink s-page", cx=point[0], cy=point[1], r=2.5)
        return element("g", lead, dot, chip)


def _apart(inner: Sequence[Point]) -> Point:
    """A place within that is not the one used for the whole area."""
    x, y = inner[0]
    return next((p for p in inner if hypot(p[0] - x, p[1] - y) >= 4 * POINT), inner[-1])


# --- words ---------------------------------------------------------------------------------------


def _when(go_live: Period | None) -> str:
    return _("no date") if go_live is None else go_live.short


def _said(entry: TimelineEntry) -> str:
    """Everything that the shape of a site shows."""
    said = [status_word(entry.status)] if entry.status is not Status.NONE else []
    if entry.wave is not None:
        said.append(f"{entry.label or entry.wave}, {_when(entry.go_live)}")
    return f"{entry.name}: {'; '.join(said)}" if said else entry.name
