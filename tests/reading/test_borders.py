"""Borders: whose outline is which on what day, and what is wrong with a file of them."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hpplan.diagnostics.finding import Finding
from hpplan.domain.borders import Border, Borders
from hpplan.reading import read
from hpplan.reading.borders import MOST_BYTES
from tests.builders import programme

DATA = """\
programme: {id: p, as_of: 2024-01-01, map: borders.geojson}
municipalities:
  - {id: ask, number: "0301", earlier: [{until: 2023-12-31, number: "0201"}]}
  - {id: berg}
waves: [{id: W1}]
"""


def square(west: float, south: float = 63) -> list[list[float]]:
    """A ring of one degree."""
    corners = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    return [[west + x, south + y] for x, y in corners]


def feature(properties: Mapping[str, object], *rings: object, **more: object) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": list(rings or [square(8)])}
    return {"type": "Feature", "properties": properties, "geometry": geometry, **more}


def collection(*features: object, **more: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features, **more})


def borders(folder: Path, *features: object, **more: object) -> Borders:
    (folder / "borders.geojson").write_text(collection(*features, **more), encoding="utf-8")
    found = programme(folder, DATA).borders
    assert found is not None
    return found


def findings(folder: Path, text: str | bytes | None, data: str = DATA) -> list[Finding]:
    """What is found in the data with this file of borders, which gives none."""
    if text is not None:
        content = text if isinstance(text, bytes) else text.encode()
        (folder / "borders.geojson").write_bytes(content)
    (folder / "programme.yaml").write_text(data, encoding="utf-8")
    reading = read(folder)
    assert reading.programme is None or reading.programme.borders is None
    return list(reading.findings)


def west(border: Border | None) -> float | None:
    """Where the outline begins, by which the tests know it."""
    return None if border is None else border.polygons[0][0][0][0]


def of(found: Borders, folder: Path, site: str, day: str) -> float | None:
    who = programme(folder, DATA).site[site]
    return west(found.of(who, date.fromisoformat(day)))


def test_a_programme_without_a_map_has_no_borders(tmp_path: Path) -> None:
    assert programme(tmp_path, DATA.replace(", map: borders.geojson", "")).borders is None


def test_a_site_has_the_border_of_its_id_before_that_of_its_number(tmp_path: Path) -> None:
    found = borders(
        tmp_path,
        feature({"number": "0301"}, square(8)),
        feature({"id": "ask"}, square(9)),
        feature({}, square(10), id="berg"),
        attribution="Kartverket",
    )
    assert of(found, tmp_path, "ask", "2024-01-01") == 9
    assert of(found, tmp_path, "berg", "2024-01-01") == 10
    assert found.attribution == "Kartverket"


def test_a_site_has_the_border_of_the_number_it_had_on_the_day(tmp_path: Path) -> None:
    found = borders(
        tmp_path,
        feature({"number": "0201"}, square(8)),
        feature({"number": "0301"}, square(9)),
    )
    assert of(found, tmp_path, "ask", "2023-12-31") == 8
    assert of(found, tmp_path, "ask", "2024-01-01") == 9


def test_a_border_of_an_earlier_number_stands_where_there_is_no_later_one(tmp_path: Path) -> None:
    found = borders(tmp_path, feature({"number": "0201"}, square(8)))
    assert of(found, tmp_path, "ask", "2024-01-01") == 8
    assert of(found, tmp_path, "berg", "2024-01-01") is None


def test_a_border_may_be_that_of_a_time(tmp_path: Path) -> None:
    found = borders(
        tmp_path,
        feature({"id": "ask"}, square(9)),
        feature({"id": "ask", "until": "2023-12-31"}, square(8)),
    )
    assert of(found, tmp_path, "ask", "2023-12-31") == 8
    assert of(found, tmp_path, "ask", "2024-01-01") == 9


def test_several_features_of_a_site_are_its_parts(tmp_path: Path) -> None:
    found = borders(tmp_path, feature({"id": "ask"}, square(8)), feature({"id": "ask"}, square(10)))
    (only,) = found.by_id["ask"]
    assert [rings[0][0][0] for rings in only.polygons] == [8, 10]


def test_a_feature_without_a_geometry_is_no_border(tmp_path: Path) -> None:
    empty = {"type": "Feature", "properties": {"id": "ask"}, "geometry": None}
    found = borders(tmp_path, empty)
    assert of(found, tmp_path, "ask", "2024-01-01") is None


def test_a_border_of_nobody_is_an_info_that_shows_its_place(tmp_path: Path) -> None:
    text = collection(feature({"id": "askr"}), feature({"number": "0301"}), feature({"id": "x"}))
    (tmp_path / "borders.geojson").write_text(text, encoding="utf-8")
    (tmp_path / "programme.yaml").write_text(DATA, encoding="utf-8")
    (found,) = read(tmp_path).findings
    assert (found.code, found.severity) == ("HP211", "info")
    assert found.message == "'borders.geojson' outlines what is no site: 'askr', 'x'"
    places = [note.place.column for note in found.notes if note.place is not None]
    assert [text[column - 1] for column in places] == ["{", "{"]
    assert places[0] == text.index('{"type": "Feature"') + 1


@pytest.mark.parametrize(
    ("features", "note"),
    [
        ("x", "expected a feature, a mapping"),
        (feature({}), "the feature has neither 'id' nor 'number' among its properties"),
        (feature({"id": True}), "the feature has neither 'id' nor 'number' among its properties"),
        (
            feature({"id": "ask", "until": "2023"}),
            "'until' is the last day of the border, such as 2023-12-31",
        ),
        (
            {"properties": {"id": "ask"}, "geometry": {"type": "Point", "coordinates": [8, 63]}},
            "a border is a Polygon or a MultiPolygon",
        ),
        (
            feature({"id": "ask"}, [[8, 63], [9, 63], [8, 63]]),
            "a ring has four positions or more, and ends where it begins",
        ),
        (
            feature({"id": "ask"}, square(8)[:-1]),
            "a ring has four positions or more, and ends where it begins",
        ),
        (
            feature({"id": "ask"}, square(8, 90)),
            "a position is [longitude, latitude] in degrees, and [9, 91] lies nowhere",
        ),
        (
            {"properties": {"id": "ask"}, "geometry": {"type": "Polygon", "coordinates": [8, 63]}},
            "coordinates that are not nested as in a Polygon or a MultiPolygon",
        ),
        (
            {"properties": {"id": "ask"}, "geometry": {"type": "Polygon", "coordinates": []}},
            "a polygon has no ring",
        ),
        (
            feature({"id": "ask"}, [["8", "63"]] * 4),
            "a position is [longitude, latitude] in degrees",
        ),
    ],
)
def test_a_feature_that_cannot_be_drawn_is_a_warning_at_its_place(
    tmp_path: Path, features: object, note: str
) -> None:
    text = collection(feature({"id": "berg"}), features)
    (found,) = findings(tmp_path, text)
    assert (found.code, found.severity, found.message) == (
        "HP112",
        "warning",
        "'borders.geojson' has borders that cannot be used",
    )
    assert found.place is not None
    assert (found.place.line, found.place.column) == (1, 44)
    (said,) = found.notes
    assert (said.message, said.place is not None) == (note, True)
    assert said.place is not None
    assert text[said.place.column - 1 :].startswith(json.dumps(features))


def test_few_faults_of_a_file_are_shown(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, collection(*[feature({})] * 9))
    assert len(found.notes) == 6
    assert found.notes[-1].message == "4 more features cannot be used"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "{folder}/borders.geojson does not exist"),
        ("", "'borders.geojson' is not JSON"),
        ("{", "'borders.geojson' is not JSON"),
        ("[" * 100_000, "'borders.geojson' is not JSON that can be read"),
        ('{"a": NaN}', "'borders.geojson' is not JSON that can be read"),
        (f'{{"a": {"9" * 5000}}}', "'borders.geojson' is not JSON that can be read"),
        (b"\xff\xfe", "'borders.geojson' is not UTF-8 text"),
        ("[]", "'borders.geojson' is not a GeoJSON FeatureCollection"),
        ('{"type": "Topology"}', "'borders.geojson' is not a GeoJSON FeatureCollection"),
        (
            " " * (MOST_BYTES + 1),
            (
                "'borders.geojson' has more than 1 MiB: simplify the borders, which a picture does "
                "not show in such detail"
            ),
        ),
    ],
    ids=["none", "empty", "cut", "deep", "NaN", "digits", "bytes", "list", "topology", "large"],
)
def test_a_file_that_is_no_map_keeps_nobody_from_planning_and_is_a_warning_at_its_name(
    tmp_path: Path, text: str | bytes | None, message: str
) -> None:
    (found,) = findings(tmp_path, text)
    assert (found.code, found.message) == ("HP112", message.format(folder=tmp_path))


@pytest.mark.parametrize("name", ["/etc/passwd", "../borders.geojson", "C:\\x", "a/../../b", "."])
def test_no_file_outside_of_the_data_is_read(tmp_path: Path, name: str) -> None:
    data = DATA.replace("map: borders.geojson", f"map: '{name}'")
    (found,) = findings(tmp_path, None, data)
    assert found.code == "HP112"
    assert found.message.endswith("leads out of the data directory") == (name != ".")


def test_a_fault_of_another_file_keeps_strangers_unsaid(tmp_path: Path) -> None:
    """Who is in the file that cannot be read may be whom a border is of."""
    (tmp_path / "other.yaml").write_text("municipalities: [", encoding="utf-8")
    found = findings(tmp_path, collection(feature({"id": "askr"})))
    assert "HP211" not in {each.code for each in found}
