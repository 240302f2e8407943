"""Make the page of all codes again: `python -m tests.docs.findings`."""

from typing import Final

from hpplan.checks.registry import CODES, GROUPS
from hpplan.views.code_markdown import render
from tests.docs.sessions import ROOT

PAGE: Final = ROOT / "docs" / "findings.md"


def page() -> str:
    """The page as the source has it now."""
    return render(CODES, GROUPS)


def refresh() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    refresh()
