"""The map: each site once, with its wave in words, by borders, points and tiles."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from hpplan.analysis.site_map import SiteMap, site_map
from hpplan.analysis.timeline import timeline
from hpplan.programme.plan import current_plan
from hpplan.views.pictures.map import PALE, map_picture
from hpplan.views.pictures.palette import (
    INK,
    PAGE,
    SHAPE_CONTRAST,
    TEXT_CONTRAST,
    contrast,
    covered,
    waves,
)
from hpplan.views.pictures.svg import Svg
from tests.builders import known
from tests.views.pictures.boxes import shapes, unreadable
from tests.views.pictures.real import DAYS, on

DATA = """
programme: {id: p, name: Coast, map: borders.geojson}
municipalities:
  - {id: ask, name: Ask, location: [63, 8], wave: W1}
  - {id: berg, name: Berg, location: [63, 9], claims: [{says: live, wave: W1, on: 2023-11-11}]}
  - {id: dal, name: Dal, location: [64, 9], wave: W2}
  - {id: eid, name: Eid, wave: W2}
  - {id: fjell, name: Fjell, split_from: berg, since: 2023-12-01, wave: W2}
  - {id: gard, name: Gard, location: [64, 8], claims: [{says: declined}]}
waves: [{id: W1, go_live: 2023-11-11}, {id: W2, go_live: 2025-autumn}]
"""
TILES = DATA.replace(", map: borders.geojson", "")


def square(west: float, south: float) -> list[list[float]]:
    corners = [(0, 0), (0.9, 0), (0.9, 0.9), (0, 0.9), (0, 0)]
    return [[west + x, south + y] for x, y in corners]


BORDERS = {"ask": square(8, 63), "berg": square(9, 63)}


def drawn(folder: Path, text: str, borders: Mapping[str, list[list[float]]] = BORDERS) -> SiteMap:
    features = [
        {"properties": {"id": site}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for site, ring in borders.items()
    ]
    collection = {"type": "FeatureCollection", "attribution": "Kartverket", "features": features}
    (folder / "borders.geojson").write_text(json.dumps(collection), encoding="utf-8")
    situation = known(folder, text)
    return site_map(situation, timeline(situation, current_plan(situation)))


def said(picture: Svg) -> list[str]:
    return [found.text or "" for found in shapes(picture).iter("text")]


def rows(picture: Svg) -> dict[str, str]:
    """What is said of each site."""
    return {
        found.attrib["data-site"]: found.findtext("title") or ""
        for found in shapes(picture).iter("g")
        if "data-site" in found.attrib
    }


def words_of(picture: Svg, site: str) -> list[str]:
    """All text in the shapes of the site."""
    return [
        found.text or ""
        for shape in shapes(picture).iter("g")
        if shape.attrib.get("data-site") == site
        for found in shape.iter("text")
    ]


def paths(picture: Svg) -> int:
    return sum(
        1
        for shape in shapes(picture).iter("g")
        if "data-site" in shape.attrib
        for found in shape.findall("path")
        if "z" in found.attrib["d"] and "l" in found.attrib["d"]
    )


@pytest.mark.parametrize("tiles", [True, False])
def test_each_site_is_there_with_its_wave(tmp_path: Path, tiles: bool) -> None:
    picture = map_picture(drawn(tmp_path, DATA), tiles=tiles)
    assert rows(picture) == {
        "ask": "Ask: planned; W1, 11 Nov 2023",
        "berg": "Berg: live; W1, 11 Nov 2023",
        "dal": "Dal: planned; W2, autumn 2025",
        "eid": "Eid: planned; W2, autumn 2025",
        "fjell": "Fjell: live; W1, 11 Nov 2023",
        "gard": "Gard: declined",
    }


def test_the_picture_in_words_has_every_wave_and_who_is_in_it(tmp_path: Path) -> None:
    assert map_picture(drawn(tmp_path, DATA)).desc == (
        "As known on 1 January 2024; W1, 11 Nov 2023: Ask, Berg, Fjell; W2, autumn 2025: Dal, Eid; "
        "in no wave: Gard"
    )


@pytest.mark.parametrize("tiles", [True, False])
def test_the_id_of_its_wave_is_written_at_every_site(tmp_path: Path, tiles: bool) -> None:
    picture = map_picture(drawn(tmp_path, DATA), tiles=tiles)
    written = {site: words_of(picture, site)[0] for site in rows(picture)}
    assert written == {
        "ask": "W1",
        "berg": "W1",
        "dal": "W2",
        "eid": "W2",
        "fjell": "W1",
        "gard": "–",
    }


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("tiles", [True, False])
def test_the_id_of_its_wave_is_written_at_every_site_of_the_real_programme(
    day: str, tiles: bool
) -> None:
    situation, plan = on(day)
    found = site_map(situation, timeline(situation, plan))
    picture = map_picture(found, tiles=tiles)
    written = {
        shape.attrib["data-site"]: shape.findtext("text")
        for shape in shapes(picture).iter("g")
        if "data-site" in shape.attrib and shape.find("text") is not None
    }
    assert written == {site.entry.site: site.entry.wave or "–" for site in found.sites}
    assert unreadable(picture) == []


def test_borders_are_drawn_where_there_are_any(tmp_path: Path) -> None:
    found = drawn(tmp_path, DATA)
    assert (paths(map_picture(found)), paths(map_picture(found, tiles=True))) == (2, 0)
    assert "Borders: Kartverket" in said(map_picture(found))
    assert "Borders: Kartverket" not in said(map_picture(found, tiles=True))
    assert paths(map_picture(drawn(tmp_path, TILES))) == 0


def test_who_lies_nowhere_stands_beneath(tmp_path: Path) -> None:
    picture = map_picture(drawn(tmp_path, DATA))
    text = said(picture)
    assert text.index("Not on the map") < text.index("Eid")


def test_who_has_no_border_is_a_point_within_that_of_the_one_it_was_split_from(
    tmp_path: Path,
) -> None:
    (fjell,) = (s for s in drawn(tmp_path, DATA).sites if s.entry.site == "fjell")
    assert (fjell.border, fjell.within) == (None, "berg")
    root = shapes(map_picture(drawn(tmp_path, DATA)))
    (dot,) = (
        group.find("circle")
        for group in root.iter("g")
        if any(inner.attrib.get("data-site") == "fjell" for inner in group.findall("g"))
    )
    assert dot is not None
    (outline,) = (
        found.attrib["d"]
        for group in root.iter("g")
        if group.attrib.get("data-site") == "berg"
        for found in group.findall("path")
        if "z" in found.attrib["d"] and "l" in found.attrib["d"]
    )
    start, _, steps = outline.removeprefix("M").removesuffix("z").partition("l")
    x, y = map(float, start.split())
    xs, ys = [x], [y]
    numbers = list(map(float, re.findall(r"-?[\d.]+", steps)))
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        xs, ys = [*xs, xs[-1] + dx], [*ys, ys[-1] + dy]
    assert min(xs) < float(dot.attrib["cx"]) < max(xs)
    assert min(ys) < float(dot.attrib["cy"]) < max(ys)


def test_haram_is_a_point_in_the_borders_of_aalesund() -> None:
    situation, plan = on("2024-01-03")
    found = {s.entry.site: s for s in site_map(situation, timeline(situation, plan)).sites}
    assert (found["haram"].border, found["haram"].within) == (None, "alesund")
    assert found["alesund"].border is not None


@pytest.mark.parametrize("day", DAYS)
def test_every_municipality_of_the_real_programme_but_haram_has_a_border(day: str) -> None:
    situation, plan = on(day)
    sites = site_map(situation, timeline(situation, plan)).sites
    without = {s.entry.site for s in sites if s.entry.kind == "municipality" and s.border is None}
    assert without <= {"haram"}


@pytest.mark.parametrize(
    "text",
    [
        "programme: {id: p, name: P}\n",
        "programme: {id: p, name: P}\nmunicipalities: [{id: a}]\n",
        "programme: {id: p, name: P}\nmunicipalities: [{id: a, location: [63, 8]}]\n",
        TILES.replace("63, 8", "-41.3, 174.8").replace("64, 9", "-43.9, -176.5"),
        "programme: {id: p, name: P}\nwaves: [{id: W}]\nmunicipalities:\n"
        + "".join(f"  - {{id: s{n}, location: [63, 8], wave: W}}\n" for n in range(150)),
    ],
    ids=["nobody", "no location", "one site", "both sides of the date line", "all in one place"],
)
def test_programmes_of_any_kind_can_be_read(tmp_path: Path, text: str) -> None:
    picture = map_picture(drawn(tmp_path, text))
    assert unreadable(picture) == []
    ET.fromstring(picture.document().encode())


def test_a_border_too_small_to_be_seen_is_a_point(tmp_path: Path) -> None:
    tiny = [[8.0, 63.0], [8.0001, 63], [8.0001, 63.0001], [8.0, 63.0]]
    picture = map_picture(drawn(tmp_path, DATA, {"ask": tiny, "berg": square(9, 63)}))
    assert paths(picture) == 1
    assert words_of(picture, "ask")[0] == "W1"


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "a & b", '"q"', "=1+1", "\\u202e"])
@pytest.mark.parametrize("tiles", [True, False])
def test_names_are_only_text(tmp_path: Path, name: str, tiles: bool) -> None:
    quoted = json.dumps(name).replace("\\\\u", "\\u")
    text = DATA.replace("name: Ask", f"name: {quoted}").replace("W1", quoted)
    text = text.replace("name: Coast", f"name: {quoted}")
    picture = map_picture(drawn(tmp_path, text), tiles=tiles)
    root = ET.fromstring(picture.document().partition("?>\n")[2])
    assert not any(found.tag.endswith("script") for found in root.iter())
    assert not any("\u202e" in (found.text or "") for found in root.iter())


def test_text_on_a_pale_shape_can_be_read_and_its_edge_be_seen() -> None:
    for tone in (*waves(11), *waves(40)):
        for page, paint, ink in (
            (PAGE.light, tone.light, INK.light),
            (PAGE.dark, tone.dark, INK.dark),
        ):
            assert contrast(covered(page, paint, float(PALE)), ink) >= TEXT_CONTRAST
            assert contrast(page, paint) >= SHAPE_CONTRAST


def test_the_same_map_has_the_same_bytes(tmp_path: Path) -> None:
    found = drawn(tmp_path, DATA)
    assert map_picture(found).document() == map_picture(found).document()
