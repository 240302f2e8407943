"""The script of a report in a real browser, under the policy of the page."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from hpplan.analysis.report import report
from hpplan.analysis.report_alternatives import report_limits
from hpplan.analysis.risk.assessment import RiskData, RunsAsked, assess
from hpplan.execution.executor import InProcess
from hpplan.programme.plan import PlanData
from hpplan.programme.programme import SituationData
from hpplan.views.report.page import render
from hpplan.views.report.programme import page as page_of
from tests.browser.opened import Opened, opened, violations
from tests.builders import known

HOSTILE = "<img src=x onerror=document.title='run'></script>\u202e&\"' =1+1"
TEXT = f"""\
programme: {{id: p, name: P, as_of: 2024-01-01}}
regions: [{{id: north, name: North}}, {{id: south, name: South}}]
municipalities:
  - id: a
    name: {json.dumps(HOSTILE)}
    regions: north
    claims: [{{says: planned, wave: W1, source: s}}]
  - id: b b#
    name: Bø
    regions: south
    claims: [{{says: planned, wave: W2, source: s}}, {{says: planned, wave: W3, source: t}}]
  - {{id: c, name: Ca, regions: south, claims: [{{says: decided, wave: W2, source: t}}]}}
  - {{id: d, name: De}}
sources:
  - {{id: s, kind: document, title: First plan, published: 2023-01-01}}
  - {{id: t, kind: document, title: Council, published: 2023-06-01}}
waves: [{{id: W1, go_live: 2024-11}}, {{id: W2, go_live: 2025-04}}, {{id: W3, go_live: 2025-11}}]
rules: [{{id: cap, kind: capacity, max: 2}}]
goals: [{{kind: participation}}, {{kind: stability}}, {{kind: earliest}}]
risks: [{{id: late, kind: slip, waves: W2, chance: 0.5, by: 3m}}]
"""
SCRIPT = files("hpplan.views.report").joinpath("templates", "script.js").read_bytes()
ROWS = "#all-sites tr"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a small programme, with its futures."""
    folder = tmp_path_factory.mktemp("page")
    path = folder / "page.html"
    made = report(known(folder, TEXT), limits=report_limits(), assess=lived)
    path.write_text(render(page_of(made)), "utf-8")
    return path


def lived(situation: SituationData, plan: PlanData) -> RiskData:
    return assess(situation, plan, RunsAsked(5, contributions=True), InProcess())


def test_what_picks_a_site_stands_above_the_table_of_all_sites(shown: Opened) -> None:
    assert shown.page.locator("#risk tr[data-site]").count() == 4
    assert shown.page.locator("#sites #chooser").count() == 1


@pytest.fixture
def shown(browser: Browser, file: Path) -> Iterator[Opened]:
    """The page, of which nothing may have been asked or complained of at the end."""
    with opened(browser, file) as found:
        yield found
        assert (found.requests, found.complaints) == ([], [])
        assert found.page.title() == "P"


@pytest.fixture
def page(shown: Opened) -> Page:
    return shown.page


def heading(page: Page) -> str:
    return page.locator("#picked").inner_text()


def visible(page: Page) -> list[str]:
    rows = page.locator(f"{ROWS}[data-site]:visible")
    return [row.get_attribute("data-site") or "" for row in rows.all()]


def test_the_script_is_small_and_asks_for_nothing(shown: Opened) -> None:
    assert len(SCRIPT) <= 20_000
    assert shown.page.locator("html.scripted").count() == 1


def test_a_site_is_picked_by_keyboard_and_left_where_it_was_picked(page: Page) -> None:
    row = page.locator(f'{ROWS}[data-site="c"] button')
    row.focus()
    page.keyboard.press("Enter")
    assert (heading(page), page.evaluate("document.activeElement.id")) == ("Ca", "picked")
    assert page.locator(".announced").inner_text() == "Ca: W2, April 2025"
    page.keyboard.press("Escape")
    assert page.locator(".panel").is_hidden()
    assert page.evaluate("document.activeElement.textContent") == "Ca"


def test_a_site_is_picked_from_a_picture_and_from_the_list(page: Page) -> None:
    page.locator('g[data-site="b b#"] text').first.click()
    assert heading(page) == "Bø"
    assert page.locator(".picked").count() == 4  # in two pictures and two tables
    page.select_option("#chooser", label="De")
    assert heading(page) == "De"


def test_the_address_names_the_site_and_leads_back(
    browser: Browser, file: Path, page: Page
) -> None:
    page.select_option("#chooser", label="Bø")
    assert page.url.endswith("#site=b%20b%23")
    page.select_option("#chooser", label="Ca")
    page.go_back()
    assert heading(page) == "Bø"
    with opened(browser, file, "#site=c") as other:
        assert heading(other.page) == "Ca"
    with opened(browser, file, "#site=%E0%A4") as broken:
        assert broken.page.locator(".panel").is_hidden()
        assert broken.complaints == []


def test_alternatives_are_beside_the_best_plan(page: Page) -> None:
    page.select_option("#chooser", label="Bø")
    choices = page.locator(".choice").all()
    first = [choice.inner_text().splitlines()[0] for choice in choices]
    assert first == [
        "W3, November 2025: as in the best plan",
        "W1, November 2024: 12 months earlier; 1 more municipality leaves its wave: Bø",
        "W2, April 2025: 7 months earlier; 1 more municipality leaves its wave: Bø",
    ]
    choices[1].locator("summary").click()
    stability = choices[1].locator("tbody tr").nth(1)
    assert stability.locator("td").all_inner_texts() == [
        "0 sites",
        "1 site",
        "worse: 1 more municipality leaves its wave: Bø",
    ]


def test_filters_leave_those_rows_that_all_of_them_fit(page: Page) -> None:
    page.select_option("#filter-region", label="South")
    assert visible(page) == ["c", "b b#"]
    assert page.locator("g.dim").count() == 4  # two sites in two pictures
    page.select_option("#filter-status", label="decided")
    assert visible(page) == ["c"]
    assert page.locator(".announced").inner_text() == "1 of 4 sites shown"
    page.get_by_role("button", name="Show all").click()
    assert len(visible(page)) == 4
    page.select_option("#filter-wave", label="no wave")
    assert visible(page) == ["d"]


def test_the_slider_shows_each_version_and_what_changed_in_it(page: Page) -> None:
    slider = page.locator("#version")
    assert slider.get_attribute("aria-valuetext") == "Version 3 of 3, 1 June 2023"
    assert page.locator(".player mark").all_inner_texts() == ["Ca", "Bø"]
    slider.focus()
    page.keyboard.press("ArrowLeft")
    assert page.locator(".said").inner_text() == (
        "1 January 2023: 2 sites in a wave for the first time"
    )
    page.keyboard.press("Home")
    assert page.locator(".player label").inner_text() == "Version 1 of 3"


def test_the_history_plays_to_its_end_and_stops(browser: Browser, file: Path) -> None:
    with opened(browser, file) as found:
        page = found.page
        page.clock.install(time="2024-01-01")
        page.clock.pause_at("2024-01-02")  # until then it goes on by itself
        page.reload()
        page.get_by_role("button", name="Play").click()
        label, button = page.locator(".player label"), page.locator(".player button")
        assert (label.inner_text(), button.inner_text()) == ("Version 1 of 3", "Pause")
        page.clock.run_for(1500)
        assert label.inner_text() == "Version 2 of 3"
        page.clock.run_for(1500)
        assert (label.inner_text(), button.inner_text()) == ("Version 3 of 3", "Play")


def test_nothing_plays_by_itself_for_who_asks_for_less_motion(browser: Browser, file: Path) -> None:
    with opened(browser, file, reduced_motion="reduce") as found:
        assert found.page.locator(".player button").is_hidden()
        assert found.page.locator("#version").is_visible()


def test_what_others_put_into_the_page_is_refused(browser: Browser, file: Path) -> None:
    with opened(browser, file) as found:
        page = found.page
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), "
            "{textContent: \"document.title = 'run'\"}))"
        )
        refused = page.evaluate("fetch('https://example.org/').then(() => 'sent', () => 'refused')")
        assert (page.title(), refused, found.requests) == ("P", "refused", [])
        assert len(found.complaints) >= 2


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_axe_finds_nothing_in_what_the_script_adds(
    browser: Browser, file: Path, width: int, scheme: Any
) -> None:
    size: Any = {"width": width, "height": 900}
    with opened(
        browser, file, "#site=a", color_scheme=scheme, viewport=size, bypass_csp=True
    ) as found:
        found.page.locator("details").evaluate_all(
            "all => all.forEach((one) => { one.open = true })"
        )
        assert violations(found.page) == []


def test_without_script_none_of_its_controls_appear(browser: Browser, file: Path) -> None:
    with opened(browser, file, java_script_enabled=False) as found:
        assert found.page.locator(".tool, button, select, input").count() == 0
