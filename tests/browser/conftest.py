"""A real browser: the one that HPPLAN_BROWSER names, or chromium. Without one these tests say so;
where CI is true that is a failure.
"""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.patience import PATIENCE

NO_BROWSER = "no browser: HPPLAN_BROWSER names none, and there is no chromium in PATH"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They start a program; all of them are slow."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = os.environ.get("HPPLAN_BROWSER") or shutil.which("chromium")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(NO_BROWSER)
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        # The sandbox wants rights that containers lack; nothing but our own file is opened.
        started = playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox"],
            timeout=PATIENCE * 1000,  # milliseconds
        )
        yield started
        started.close()
