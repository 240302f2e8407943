"""Who goes live later than was first said."""

from pathlib import Path

from hpplan.analysis.slips import slips
from hpplan.programme.plan import current_plan
from tests.builders import known

GIVEN = """
programme: {id: p, name: P, as_of: 2024-01-01}
waves:
  - {id: W1, claims: [{go_live: 2024-03, known: 2022}, {go_live: 2024-05, known: 2023}]}
  - {id: W2, go_live: 2025-03}
municipalities:
  # Its wave moved; it moved to a later wave.
  - {id: a, name: Aure, claims: [{says: planned, wave: W1, known: 2022}]}
  - id: b
    name: Bjugn
    claims:
      - {says: candidate, wave: W1, known: 2022}
      - {says: planned, wave: W2, known: 2023}
  # As first said; earlier than first said; named for the first time when the wave had moved.
  - {id: c, name: Rauma, claims: [{says: planned, wave: W2, known: 2022}]}
  - id: d
    name: Vega
    claims: [{says: planned, wave: W2, known: 2022}, {says: planned, wave: W1, known: 2023}]
  - {id: e, name: Osen, claims: [{says: planned, wave: W1, known: 2023}]}
  # In no wave, and live.
  - {id: f, name: Leka}
  - id: g
    name: Grong
    claims: [{says: planned, wave: W1, known: 2022}, {says: live, wave: W1, on: 2023-12-31}]
"""


def test_who_is_later_than_was_first_said_is_reported_with_the_furthest_first(
    tmp_path: Path,
) -> None:
    situation = known(tmp_path, GIVEN)
    late = slips(situation, current_plan(situation))
    assert [(slip.name, str(slip.shift), slip.first.label) for slip in late] == [
        ("Bjugn", "12 months later", "2024-03"),
        ("Aure", "2 months later", "2024-03"),
    ]
