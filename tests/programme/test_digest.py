"""What of decisions makes a plan one of other data."""

from datetime import date
from pathlib import Path

import pytest

from hpplan.programme.digest import digest
from tests.builders import programme

DATA = """\
programme: {id: p, gates: [{id: ready, at: -90d}]}
sources: [{id: letter, published: 2024-02-01}]
bodies: [{id: board}]
municipalities: [{id: a}]
waves: [{id: W1, go_live: 2024-11-09}]
"""
DECISION = (
    "decisions: [{id: d, by: board, on: 2024-01-15, says: adopted, about: ABOUT, source: letter}]"
)


@pytest.mark.parametrize(
    ("about", "day", "alike"),
    [
        ("[a, ready]", "2024-02-01", False),
        ("[a, ready]", "2024-01-31", True),  # not known yet
        ("[a, W1]", "2024-02-01", True),
    ],
)
def test_only_a_known_decision_about_a_gate_makes_a_plan_one_of_other_data(
    tmp_path: Path, about: str, day: str, *, alike: bool
) -> None:
    def made(text: str) -> str:
        return digest(programme(tmp_path, text), date.fromisoformat(day), {"a": "W1"}, {})

    assert (made(DATA) == made(DATA + DECISION.replace("ABOUT", about))) is alike
