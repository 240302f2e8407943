"""The backtest page is what its script makes of the shipped data."""

import runpy
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "backtest.md"


def run(monkeypatch: pytest.MonkeyPatch, *options: str) -> None:
    script = ROOT / "benchmarks" / "backtest.py"
    monkeypatch.setattr("sys.argv", [str(script), *options])
    runpy.run_path(str(script), run_name="__main__")


def test_the_page_is_what_the_script_makes_of_the_shipped_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = tmp_path / "backtest.md"

    run(monkeypatch, "--output", str(made))

    assert made.read_text(encoding="utf-8") == PAGE.read_text(encoding="utf-8")


def test_a_folder_without_data_is_reported_and_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(SystemExit, match="contains no"):
        run(monkeypatch, "--data", str(tmp_path), "--output", str(tmp_path / "page.md"))

    assert list(tmp_path.iterdir()) == []
