"""The manual page is that of the commands, and says what it says."""

import re
from pathlib import Path

import pytest

from hpplan.cli.app import COMMANDS
from tests.docs import manual

PAGE = Path(__file__).parents[2] / "docs" / "man" / "hpplan.1"


@pytest.mark.slow
def test_the_page_is_made_from_the_help_of_the_commands() -> None:
    """It is made again by tests/docs/refresh.py."""
    assert manual.refresh("--check") == ""


def test_the_page_has_each_command_and_no_request_but_its_own() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^\.SS hpplan (\S+)", text, re.MULTILINE) == list(COMMANDS)
    requests = set(re.findall(r"^[.'](\S*)", text, re.MULTILINE))
    assert requests <= {'\\"', "TH", "SH", "SS", "PP", "TP", "B", "I"}
    assert re.findall(r"\\[^feE&-]", text.partition("\n")[2]) == []
