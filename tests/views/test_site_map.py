"""The map as text and as GeoJSON."""

import json
from pathlib import Path

from hpplan.analysis.site_map import SiteMap, site_map
from hpplan.analysis.timeline import timeline
from hpplan.programme.plan import current_plan
from hpplan.views import site_map as view
from hpplan.views import site_map_geojson
from hpplan.views.formats import markdown
from hpplan.views.formats import text as as_text
from tests.builders import known

DATA = """
programme: {id: p, name: Coast}
municipalities:
  - {id: ask, name: Ask, location: [63, 8], wave: W1}
  - {id: berg, name: Berg, location: [63, 9], claims: [{says: live, wave: W1, on: 2023-11-11}]}
  - {id: dal, name: Dal, location: [64, 9], wave: W2}
  - {id: eid, name: Eid, wave: W2}
  - {id: gard, name: Gard, claims: [{says: declined}]}
waves: [{id: W1, go_live: 2023-11-11}, {id: W2, claims: [{go_live: 2025-autumn}, {called: KI1}]}]
"""


def found(folder: Path, text: str = DATA) -> SiteMap:
    situation = known(folder, text)
    return site_map(situation, timeline(situation, current_plan(situation)))


def point(longitude: float, latitude: float) -> dict[str, object]:
    return {"type": "Point", "coordinates": [longitude, latitude]}


def test_geojson_has_a_point_for_each_site_with_its_wave_and_status(tmp_path: Path) -> None:
    text = site_map_geojson.render(found(tmp_path))
    ask = {"site": "ask", "name": "Ask", "wave": "W1", "label": "W1", "status": "planned"}
    berg = {"site": "berg", "name": "Berg", "wave": "W1", "label": "W1", "status": "live"}
    dal = {"site": "dal", "name": "Dal", "wave": "W2", "label": "KI1", "status": "planned"}
    eid = {"site": "eid", "name": "Eid", "wave": "W2", "label": "KI1", "status": "planned"}
    gard = {"site": "gard", "name": "Gard", "wave": None, "label": None, "status": "declined"}
    assert json.loads(text) == {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "id": "ask", "geometry": point(8, 63), "properties": ask},
            {"type": "Feature", "id": "berg", "geometry": point(9, 63), "properties": berg},
            {"type": "Feature", "id": "dal", "geometry": point(9, 64), "properties": dal},
            {"type": "Feature", "id": "eid", "geometry": None, "properties": eid},
            {"type": "Feature", "id": "gard", "geometry": None, "properties": gard},
        ],
    }
    assert text.count("\n") == 7


def test_names_in_geojson_are_what_they_are_and_nothing_is_raw(tmp_path: Path) -> None:
    name = '<script> & "q" \\u202e\\n=1+1'
    text = DATA.replace("name: Ask", 'name: "<script> & \\"q\\" \\u202e\\n=1+1"')
    made = site_map_geojson.render(found(tmp_path, text))
    assert "\u202e" not in made
    shown = json.loads(made)["features"][0]["properties"]["name"]
    assert shown == name.replace("\\u202e", "\u202e").replace("\\n", "\n")


def test_nobody_is_a_collection_without_features(tmp_path: Path) -> None:
    made = site_map_geojson.render(found(tmp_path, "programme: {id: p}\nwaves: [{id: W1}]\n"))
    assert json.loads(made) == {"type": "FeatureCollection", "features": []}


def test_the_text_has_tiles_and_who_is_in_each_wave(tmp_path: Path) -> None:
    drawn = as_text.render(view.document(found(tmp_path)), colour=False, width=80)
    assert drawn.splitlines() == [
        "Coast: 5 sites in 2 waves                                      on 1 January 2024",
        "",
        "Each site by its wave, near to where it lies:",
        "",
        "       W2",
        "    W1 W1",
        "",
        "W1  11 Nov 2023: Ask, Berg",
        "W2  autumn 2025: Dal, Eid",
        "–   in no wave: Gard",
        "",
        "Not on the map: Eid, Gard",
    ]


def test_without_any_location_there_are_no_tiles(tmp_path: Path) -> None:
    text = DATA.replace("location: [63, 8], ", "").replace("location: [63, 9], ", "")
    drawn = markdown.render(view.document(found(tmp_path, text.replace("location: [64, 9], ", ""))))
    assert "No site has a location." in drawn
    assert "```" not in drawn
