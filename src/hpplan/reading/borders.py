"""The borders that `programme.map` names: a GeoJSON file in the data directory."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from datetime import date
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, Final, NoReturn

from hpplan.diagnostics.finding import Finding, Note
from hpplan.diagnostics.place import Place
from hpplan.domain.borders import Border, Borders, Polygon, Position, Ring
from hpplan.reading.file_content import Files
from hpplan.reading.places import FilePlaces
from hpplan.values import dataclass

MOST_BYTES: Final = 1024 * 1024
"""The largest file of borders, in bytes: no picture shows more."""
MOST_NOTES: Final = 5
"""How many faults of the file are shown."""
IN_ORDER: Final = "a position is [longitude, latitude] in degrees"
_POLYGON, _POLYGONS = "Polygon", "MultiPolygon"


@dataclass(frozen=True, slots=True)
class NoBorders:
    """Why the file gives no borders, and the places in it that show that."""

    message: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlined:
    """A feature: the id or number of the site it outlines, and its place."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class BorderFile:
    """Borders as read, and the file that they stand in."""

    borders: Borders
    file: FilePlaces
    first: Mapping[tuple[str, str], int]
    """For each name, the feature that outlines it first."""

    def strangers(self, ids: Collection[str], numbers: Collection[str]) -> list[Outlined]:
        """The features that outline none of these sites, the first of each name."""
        known = {"id": ids, "number": numbers}
        found = [(name, n) for (key, name), n in self.first.items() if name not in known[key]]
        starts = _starts(self.file.text) if found else []
        return [Outlined(name, _at(self.file, starts[number])) for name, number in found]


class _Fault(Exception):
    """What is wrong with a feature."""


def read_borders(directory: Path, name: str, files: Files) -> BorderFile | NoBorders:
    """The borders in the file of this name, relative to the data directory."""
    if _leads_out(name):
        return NoBorders(f"'{name}' leads out of the data directory")
    path = directory / name
    content = files.content(path)
    if isinstance(content, Finding):
        return NoBorders(content.message)
    shown = files.shown(path)
    if len(content) > MOST_BYTES:
        return NoBorders(
            f"'{name}' has more than {MOST_BYTES // 1024**2} MiB: simplify the borders, which a "
            "picture does not show in such detail"
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return NoBorders(f"'{name}' is not UTF-8 text")
    return _Features(name, FilePlaces(shown, text, 0)).read()


def _leads_out(name: str) -> bool:
    """Whether a path leads out of the directory that it is relative to, on some system."""
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    return bool(posix.is_absolute() or windows.anchor or ".." in {*posix.parts, *windows.parts})


@dataclass(slots=True)
class _Features:
    """The features of a file, as they are read."""

    name: str
    file: FilePlaces
    by_id: dict[str, dict[date | None, list[Polygon]]] = field(default_factory=dict)
    by_number: dict[str, dict[date | None, list[Polygon]]] = field(default_factory=dict)
    first: dict[tuple[str, str], int] = field(default_factory=dict)

    def read(self) -> BorderFile | NoBorders:
        """All features, or what is wrong with the file."""
        try:
            stated = json.loads(self.file.text, parse_constant=_no_number)
        except json.JSONDecodeError as fault:
            note = Note(f"{fault.msg[:1].lower()}{fault.msg[1:]}", _at(self.file, fault.pos))
            return NoBorders(f"'{self.name}' is not JSON", (note,))
        except (ValueError, RecursionError):
            return NoBorders(f"'{self.name}' is not JSON that can be read")
        features = stated.get("features") if isinstance(stated, dict) else None
        if not isinstance(features, list) or stated.get("type") != "FeatureCollection":
            return NoBorders(f"'{self.name}' is not a GeoJSON FeatureCollection")
        added = (self._add(number, each) for number, each in enumerate(features))
        faults = [wrong for wrong in added if wrong is not None]
        if faults:
            starts = _starts(self.file.text)
            notes = [
                Note(why, _at(self.file, starts[number])) for number, why in faults[:MOST_NOTES]
            ]
            more = len(faults) - len(notes)
            notes += [Note(f"{more} more features cannot be used")] if more else []
            return NoBorders(f"'{self.name}' has borders that cannot be used", tuple(notes))
        attribution = stated.get("attribution")
        borders = Borders(
            _in_order_of_time(self.by_id),
            _in_order_of_time(self.by_number),
            attribution if isinstance(attribution, str) else None,
        )
        return BorderFile(borders, self.file, self.first)

    def _add(self, number: int, feature: Any) -> tuple[int, str] | None:
        """Add a feature; the fault in it, if there is one."""
        try:
            key, name = _named(feature)
            until = _until(feature)
            polygons = list(_polygons(feature.get("geometry")))
        except _Fault as fault:
            return number, str(fault)
        named = self.by_id if key == "id" else self.by_number
        self.first.setdefault((key, name), number)
        named.setdefault(name, {}).setdefault(until, []).extend(polygons)
        return None


def _in_order_of_time(
    found: Mapping[str, Mapping[date | None, list[Polygon]]],
) -> Mapping[str, tuple[Border, ...]]:
    return {
        name: tuple(
            Border(tuple(polygons), until)
            for until, polygons in sorted(versions.items(), key=lambda each: each[0] or date.max)
            if polygons
        )
        for name, versions in found.items()
    }


def _named(feature: Any) -> tuple[str, str]:
    """The key by which a feature names its site, `id` or `number`, and the value."""
    if not isinstance(feature, dict):
        raise _Fault("expected a feature, a mapping")
    stated = feature.get("properties")
    properties = stated if isinstance(stated, dict) else {}
    for key, value in (
        ("id", properties.get("id")),
        ("number", properties.get("number")),
        ("id", feature.get("id")),
    ):
        if isinstance(value, str) and value:
            return key, value
        if isinstance(value, int) and not isinstance(value, bool):
            return key, str(value)
    raise _Fault("the feature has neither 'id' nor 'number' among its properties")


def _until(feature: Mapping[str, Any]) -> date | None:
    properties = feature.get("properties")
    stated = properties.get("until") if isinstance(properties, dict) else None
    if stated is None:
        return None
    try:
        return date.fromisoformat(stated)
    except (TypeError, ValueError):
        raise _Fault("'until' is the last day of the border, such as 2023-12-31") from None


def _polygons(geometry: Any) -> Iterator[Polygon]:
    if geometry is None:
        return
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in (_POLYGON, _POLYGONS):
        raise _Fault(f"a border is a {_POLYGON} or a {_POLYGONS}")
    stated = geometry.get("coordinates")
    for polygon in _listed([stated] if kind == _POLYGON else stated):
        rings = tuple(_ring(ring) for ring in _listed(polygon))
        if not rings:
            raise _Fault("a polygon has no ring")
        yield rings


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise _Fault(f"coordinates that are not nested as in a {_POLYGON} or a {_POLYGONS}")
    return value


def _ring(stated: Any) -> Ring:
    ring = tuple(_position(each) for each in _listed(stated))
    if len(ring) < 4 or ring[0] != ring[-1]:
        raise _Fault("a ring has four positions or more, and ends where it begins")
    return ring


def _position(stated: Any) -> Position:
    if not isinstance(stated, list) or len(stated) < 2:
        raise _Fault(IN_ORDER)
    x, y = stated[0], stated[1]
    if type(x) not in (int, float) or type(y) not in (int, float):
        raise _Fault(IN_ORDER)
    if not (-180 <= x <= 180 and -90 <= y <= 90):
        raise _Fault(f"{IN_ORDER}, and [{x}, {y}] lies nowhere")
    return x, y


def _no_number(constant: str) -> NoReturn:
    raise ValueError(constant)


def _starts(text: str) -> list[int]:
    """Where each feature begins in a text that is known to be JSON with features in it."""
    scan = json.JSONDecoder().raw_decode
    starts: list[int] = []

    def past(offset: int, skipped: str) -> int:
        while text[offset] in skipped:
            offset += 1
        return offset

    blank = " \t\r\n"
    at = past(past(0, blank) + 1, blank)
    while text[at] != "}":
        key, at = scan(text, past(at, blank + ","))
        at = past(at, blank + ":")
        if key != "features" or text[at] != "[":
            _, at = scan(text, at)
        else:
            starts.clear()
            at = past(at + 1, blank)
            while text[at] != "]":
                starts.append(at)
                _, at = scan(text, at)
                at = past(at, blank + ",")
            at += 1
        at = past(at, blank + ",")
    return starts


def _at(file: FilePlaces, offset: int) -> Place:
    """The place of one character, at which something begins."""
    return file.between(offset, min(offset + 1, len(file.text)))
