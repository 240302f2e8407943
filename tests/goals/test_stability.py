"""`stability`: the sites whose wave is not their current one."""

from pathlib import Path

import pytest

from tests.builders import known, measured

GIVEN = """
municipalities:
  - {id: d, name: Heim, claims: [{says: decided, wave: W2}]}
  - {id: p, name: Rauma, claims: [{says: planned, wave: W2}]}
  - {id: k, name: Oppdal, claims: [{says: candidate, wave: W3}]}
  - {id: free, name: Aure}
  - {id: gone, name: Vega, claims: [{says: planned, wave: GONE}]}
  - {id: l, name: Levanger, claims: [{says: live, wave: W1, on: 2023}]}
  - {id: out, name: Smøla, claims: [{says: planned, wave: W2, known: 2022}, {says: declined}]}
waves: [{id: W1, go_live: 2023}, {id: W2}, {id: W3}, {id: GONE, claims: [{dropped: true}]}]
goals: [{kind: stability}]
"""
CURRENT = "d:W2 p:W2 k:W3 l:W1"


@pytest.mark.parametrize(
    ("line", "moves"),
    [
        # Who was planned for a wave that is dropped leaves it wherever it goes, or nowhere.
        (CURRENT, 1),
        (CURRENT + " gone:W2", 1),
        ("d:W2 p:W3 k:W3 l:W1", 2),
        ("d:W3 p:W3 k:W2 l:W2", 5),
        # Not placed is a move for who has a current wave.
        ("d:W2 k:W3 l:W1", 2),
        ("", 5),
        # Who has none moves nowhere.
        (CURRENT + " free:W3 gone:W2", 1),
    ],
)
def test_a_site_moves_where_its_wave_is_not_its_current_one(
    tmp_path: Path, line: str, moves: int
) -> None:
    given = known(tmp_path, GIVEN.replace("{says: declined}", "{says: declined, known: 2023}"))
    assert measured(given, line) == [moves]
