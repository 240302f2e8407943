"""`hpplan map`, and sites as GeoJSON from `timeline` and `assign`."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run

DATA = """
programme: {id: p, name: Coast, as_of: 2024-01-01}
municipalities:
  - {id: ask, name: Ask, location: [63, 8], wave: W1}
  - {id: berg, name: Berg, location: [63, 9], wave: W2}
waves: [{id: W1, go_live: 2024-11-11}, {id: W2, go_live: 2025-11-11}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "p.yaml").write_text(DATA, encoding="utf-8")
    return tmp_path / "data"


def waves(text: str) -> dict[str, Any]:
    found = [each["properties"] for each in json.loads(text)["features"]]
    return {each["site"]: each["wave"] for each in found}


def test_the_map_by_its_format_and_by_its_ending(folder: Path, tmp_path: Path) -> None:
    for form, ending in (("svg", "svg"), ("geojson", "geojson"), ("markdown", "md")):
        file = tmp_path / f"map.{ending}"
        printed = run("map", folder, "--format", form)
        written = run("map", folder, "--output", file)
        assert (printed.exit_code, written.exit_code, written.stdout) == (0, 0, "")
        assert file.read_text(encoding="utf-8") == printed.stdout


def test_a_plan_is_shown_instead_of_the_current_one(folder: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    assert run("assign", folder, "--forbid", "ask=W1", "--output", plan).exit_code == 0
    ran = run("map", folder, "--plan", plan, "--format", "geojson")
    assert waves(ran.stdout)["ask"] == "W2"
    assert waves(run("map", folder, "--format", "geojson").stdout)["ask"] == "W1"


def test_timeline_and_assign_give_points(folder: Path) -> None:
    shown = run("timeline", folder, "--site", "berg", "--format", "geojson")
    assert (shown.exit_code, waves(shown.stdout)) == (0, {"berg": "W2"})
    best = run("assign", folder, "--pin", "ask=W2", "--format", "geojson")
    assert (best.exit_code, waves(best.stdout)["ask"]) == (0, "W2")


def test_points_show_one_plan(folder: Path) -> None:
    ran = run("assign", folder, "--alternatives", "2", "--format", "geojson")
    assert ran.exit_code == 2
    assert "a map shows one plan" in ran.stderr


def test_tiles_are_of_no_use_to_points(folder: Path) -> None:
    ran = run("map", folder, "--tiles", "--format", "geojson")
    assert (ran.exit_code, "the format is geojson" in ran.stderr) == (2, True)


def test_a_file_of_borders_that_cannot_be_used_is_reported_and_tiles_are_drawn(
    folder: Path,
) -> None:
    data = DATA.replace("id: p,", "id: p, map: gone.geojson,")
    (folder / "p.yaml").write_text(data, encoding="utf-8")
    ran = run("map", folder, "--format", "svg")
    assert ran.exit_code == 0
    assert "Ask" in ran.stdout
    assert "HP112" in ran.stderr
    assert "gone.geojson does not exist" in ran.stderr
    assert run("check", folder).exit_code == 0


def test_no_ending_of_another_format_is_taken(folder: Path, tmp_path: Path) -> None:
    ran = run("map", folder, "--output", tmp_path / "map.png")
    assert ran.exit_code == 2
    assert not (tmp_path / "map.png").exists()


def test_the_borders_are_not_written_over(folder: Path) -> None:
    file = folder / "b.geojson"
    file.write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    data = DATA.replace("id: p,", "id: p, map: b.geojson,")
    (folder / "p.yaml").write_text(data, encoding="utf-8")
    ran = run("map", folder, "--output", file)
    assert ran.exit_code == 2
    assert file.read_text(encoding="utf-8").startswith('{"type"')


def test_the_map_speaks_the_language_that_is_asked_for(folder: Path) -> None:
    ran = run("map", folder, "--lang", "nn", "--format", "svg")
    assert "Coast: kven som går i drift med kva bølgje" in ran.stdout
