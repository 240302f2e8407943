"""How full each wave of a plan is, beside what each capacity lets it hold."""

from pathlib import Path

from hpplan.analysis.load_by_wave import load_by_wave
from hpplan.programme.plan import current_plan
from tests.builders import known

TEXT = """\
programme: {id: p, name: P}
municipalities:
  - {id: a, wave: W1, size: {beds: 5}}
  - {id: b, wave: W1, size: {beds: 7}}
  - {id: c, wave: W3, size: {beds: 2}}
waves: [{id: W1, go_live: 2025}, {id: W2, go_live: 2026}, {id: W3, go_live: 2027}]
rules:
  - {id: beds, kind: capacity, measure: beds, max: 10, waves: [W1, W2]}
  - {id: many, kind: capacity, max: 2}
  - {id: never, kind: capacity, max: 2, waves: W2}
"""


def test_waves_that_nobody_is_in_and_capacities_of_only_these_are_left_out(tmp_path: Path) -> None:
    situation = known(tmp_path, TEXT)
    found = load_by_wave(situation, current_plan(situation))
    assert [
        (each.rule, each.measure, each.most, [(bar.wave, bar.load) for bar in each.bars])
        for each in found.capacities
    ] == [
        ("beds", "beds", 10, [("W1", 12)]),
        ("many", "sites", 2, [("W1", 2), ("W3", 1)]),
    ]
