"""Pages as a browser opens them: under their own policy, with every request and complaint noted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.patience import PATIENCE

AXE = files("axe_playwright_python").joinpath("axe.min.js")


@dataclass(frozen=True)
class Opened:
    """A page, what it asked for but itself, and what the browser complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def opened(browser: Browser, file: Path, fragment: str = "", **options: Any) -> Iterator[Opened]:
    """The file in a window of its own; every request but the one for the file is refused."""
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE * 1000)  # milliseconds
    try:
        found = Opened(context.new_page())
        own = file.as_uri()

        def answer(route: Any) -> None:
            if route.request.url.partition("#")[0] == own:
                route.continue_()
            else:
                found.requests.append(route.request.url)
                route.abort()

        context.route("**/*", answer)
        found.page.on("console", lambda message: found.complaints.append(message.text))
        found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
        found.page.goto(own + fragment)
        yield found
    finally:
        context.close()


def violations(page: Page, *, colours: bool = True) -> list[tuple[str, str]]:
    """What axe finds: the rule, and where first. The page was opened with its policy bypassed."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[list[str]] = page.evaluate(
        "(options) => axe.run(options)"
        ".then((all) => all.violations.map((one) => [one.id, one.nodes[0].html]))",
        {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": colours}}},
    )
    return [(rule, html) for rule, html in found]
