"""Pictures from the command line: of a timeline, of the best plan, of who waits for whom."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.running import DATA, PLAIN, run
from tests.views import GIVEN

TITLE = "{http://www.w3.org/2000/svg}title"
NO_PLAN = """
programme: {id: p}
municipalities: [{id: a}, {id: b}]
waves: [{id: W1}]
rules: [{kind: before, first: a, then: b, gap: {waves: 1}}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "p.yaml").write_text(GIVEN, encoding="utf-8")
    return tmp_path / "data"


def title(text: str) -> str | None:
    return ET.fromstring(text.encode()).findtext(TITLE)


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("timeline", "Plattformen: who goes live when"),
        ("assign", "Plattformen: who goes live when"),
        ("graph", "Plattformen: who waits for whom"),
    ],
)
def test_a_picture_by_its_format_and_by_its_ending(
    folder: Path, tmp_path: Path, command: str, shown: str
) -> None:
    printed = run(command, folder, "--as-of", "2024-01-01", "--format", "svg")
    file = tmp_path / "picture.svg"
    written = run(command, folder, "--as-of", "2024-01-01", "--output", file)
    assert (printed.exit_code, written.exit_code, written.stdout) == (0, 0, "")
    assert file.read_text(encoding="utf-8") == printed.stdout
    assert title(printed.stdout) == shown


def test_only_what_is_asked_for_is_drawn(folder: Path) -> None:
    drawn = run("timeline", folder, "--site", "a", "--as-of", "2024-01-01", "--format", "svg")
    assert "Aure" in drawn.stdout
    assert "Bjugn" not in drawn.stdout


def test_without_a_plan_there_is_no_picture(folder: Path, tmp_path: Path) -> None:
    (folder / "p.yaml").write_text(NO_PLAN, encoding="utf-8")
    ran = run("assign", folder, "--as-of", "2024-01-01", "--output", tmp_path / "plan.svg")
    assert ran.exit_code == 3
    assert not (tmp_path / "plan.svg").exists()


def test_a_picture_shows_one_plan(folder: Path) -> None:
    ran = run("assign", folder, "--alternatives", "2", "--format", "svg")
    assert ran.exit_code == 2
    assert "a picture shows one plan" in ran.stderr


@pytest.mark.slow
@pytest.mark.parametrize("command", ["timeline", "graph"])
def test_every_process_writes_the_same_bytes(command: str) -> None:
    found = {
        subprocess.run(
            [sys.executable, "-m", "hpplan", command, "--data", str(DATA), "--format", "svg"],
            capture_output=True,
            check=True,
            env={**PLAIN, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1
