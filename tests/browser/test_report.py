"""The report of the real programme in a real browser: it asks for nothing, and prints."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.browser.opened import opened, violations
from tests.cli.running import DATA, run
from tests.once import made_once

LARGEST = 300_000
"""How large the report of the real programme may be, in bytes."""
SHEETS = 12
"""On how many sheets of A4 it must have room."""
A4 = {"format": "A4", "prefer_css_page_size": True}


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the real programme, with all that it has."""
    return reported(tmp_path_factory, "report.html")


@pytest.fixture(scope="session")
def of_a_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return reported(tmp_path_factory, "froya.html", "--site", "froya")


def reported(factory: pytest.TempPathFactory, name: str, *options: str) -> Path:
    def make(path: Path) -> None:
        ran = run("report", "--data", DATA, *options, "--output", path)
        assert ran.exit_code == 0
        assert ran.stderr.startswith(f"wrote {path}\n")

    return made_once(factory, name, make)


@pytest.fixture(scope="session")
def without_script(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same page with its elements of scripts removed."""
    path = tmp_path_factory.mktemp("report") / "plain.html"
    text = re.sub(r"<script.*?</script>", "", file.read_text("utf-8"), flags=re.DOTALL)
    path.write_text(text, "utf-8")
    return path


def test_it_is_small_and_asks_for_nothing(browser: Browser, file: Path) -> None:
    assert file.stat().st_size <= LARGEST
    with opened(browser, file) as found:
        assert found.page.locator("html.scripted").count() == 1
        assert (found.requests, found.complaints) == ([], [])


def test_everybody_who_is_not_firm_has_alternatives(browser: Browser, file: Path) -> None:
    with opened(browser, file, "#site=froya") as found:
        others = [each.inner_text() for each in found.page.locator(".choice strong").all()]
        assert sorted(others) == [
            "KI2, autumn 2024",
            "KI3, April 2025",
            "KI4, October 2025",
            "KI5, April 2026",
        ]
        assert found.complaints == []


@pytest.mark.parametrize(
    ("width", "scheme", "colours"),
    [(320, "light", True), (768, "dark", False), (1280, "light", False)],
)
def test_axe_finds_nothing_at_any_width(
    browser: Browser, file: Path, width: int, scheme: Any, colours: bool
) -> None:
    """Colours cost nine tenths of the time: they are tried here narrow and light, without the
    script wide and dark, and on a small page (test_script.py) the other way round.
    """
    size: Any = {"width": width, "height": 900}
    with opened(
        browser, file, "#site=froya", color_scheme=scheme, viewport=size, bypass_csp=True
    ) as found:
        assert found.page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(found.page, colours=colours) == []


def test_axe_finds_nothing_without_script(browser: Browser, without_script: Path) -> None:
    with opened(browser, without_script, color_scheme="dark", bypass_csp=True) as found:
        assert violations(found.page) == []
        assert found.page.locator("button, select, input").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_page_of_a_site(
    browser: Browser, of_a_site: Path, scheme: Any
) -> None:
    with opened(browser, of_a_site, color_scheme=scheme, bypass_csp=True) as found:
        assert violations(found.page) == []
        assert found.page.locator("button, select, input").count() == 0


def sheets(browser: Browser, path: Path) -> Iterator[str]:
    with opened(browser, path) as found:
        printed = path.with_suffix(".pdf")
        found.page.pdf(path=printed, **A4)  # type: ignore[arg-type]
        yield from (page.extract_text() for page in PdfReader(printed).pages)


def test_it_is_printed_on_few_sheets_with_every_site(browser: Browser, file: Path) -> None:
    printed = list(sheets(browser, file))
    assert len(printed) <= SHEETS
    text = " ".join(printed)
    assert {"Frøya", "Trondheim", "Steinkjer"} <= set(text.split())
    assert "Choose a site" not in text


def test_the_page_of_a_site_is_printed_on_one_sheet(browser: Browser, of_a_site: Path) -> None:
    assert len(list(sheets(browser, of_a_site))) == 1
