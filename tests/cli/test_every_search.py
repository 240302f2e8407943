"""Ctrl-C is heard whichever search it comes in, and whatever that finds in its last moment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final

import pytest

from hpplan.solving import cpsat
from tests.cli.programmes import write
from tests.cli.running import run

DATA = """\
programme: {id: p, as_of: 2024-01-01}
sites:
  - {id: a, kind: k, claims: [{says: planned, wave: W1}]}
  - {id: b, kind: k, claims: [{says: planned, wave: W1}]}
  - {id: c, kind: k, required: false}
waves: [{id: W1, go_live: 2025-06}, {id: W2, go_live: 2025-09}, {id: W3, go_live: 2026-03}]
rules: [{id: cap, kind: capacity, max: 2}, {kind: before, first: a, then: c, gap: {months: 4}}]
goals: [{kind: participation}, {kind: stability}, {kind: earliest}]
"""


SEARCHED: Final = cpsat.in_thread


@dataclass
class Interrupting:
    """Searches, during one of which the user presses Ctrl-C as it ends."""

    at: int
    searches: int = 0

    def __call__(self, search: Callable[[], Any], stop: Callable[[], None]) -> tuple[Any, bool]:
        answer, _ = SEARCHED(search, stop)
        self.searches += 1
        return answer, self.searches == self.at


@pytest.mark.slow
@pytest.mark.parametrize(
    "asked",
    [
        ["assign", "--dates"],
        ["assign", "--dates", "--second-opinion"],
        ["assign", "--alternatives", "3"],
        ["assign", "--pin", "a=W3"],
        ["whatif", "a=W3"],
        ["recommend", "a"],
        ["explain", "a"],
    ],
    ids=" ".join,
)
def test_ctrl_c_in_any_search_ends_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: Sequence[str]
) -> None:
    data = write(tmp_path, DATA)
    for at in count(1):
        searching = Interrupting(at)
        monkeypatch.setattr(cpsat, "in_thread", searching)
        ran = run(*asked, "--data", data)
        if searching.searches < at:
            assert ran.exit_code != 130
            assert at > 2
            break
        assert (at, ran.exit_code) == (at, 130)
