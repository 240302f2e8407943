"""What is drawn: every die has a stream of its own, and whom a risk may hit, known when."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from hpplan.analysis.risk.futures import Die, EventKind, RiskEvent, dice_of
from hpplan.periods import Duration
from hpplan.programme.plan import current_plan
from tests.builders import programme

DAY = date(2024, 1, 1)
RUNS = 2000


def late(months: int) -> tuple[RiskEvent, ...]:
    return (RiskEvent(DAY, EventKind.WAVE_LATER, "W", Duration(months=months)),)


def die(risk: str = "late", subject: str = "W") -> Die:
    return Die(risk, subject, 0.5, ((3.0, late(1)), (1.0, late(2))))


def drawn(one: Die, seed: int = 1) -> list[tuple[RiskEvent, ...]]:
    return [one.draw(seed, future) for future in range(RUNS)]


@pytest.mark.parametrize(("other", "seed"), [(die("later"), 1), (die(subject="V"), 1), (die(), 2)])
def test_another_risk_subject_or_seed_is_another_stream(other: Die, seed: int) -> None:
    both = Counter(zip(map(bool, drawn(die())), map(bool, drawn(other, seed)), strict=True))
    assert all(abs(both[pair] / RUNS - 0.25) < 0.04 for pair in both)
    assert len(both) == 4


def test_how_long_is_drawn_by_weight_whether_or_not_it_was_near() -> None:
    found = Counter(drawn(die()))
    assert abs(found[()] / RUNS - 0.5) < 0.04
    assert abs(found[late(1)] / RUNS - 0.375) < 0.04
    assert abs(found[late(2)] / RUNS - 0.125) < 0.03


PROGRAMME = """\
programme:
  id: p
  as_of: 2024-01-01
  gates: [{id: ready, at: -90d, sites: [a, b]}, {id: other, at: -30d, sites: [c, d]},
    {id: late, at: -90d, sites: e}]
sites:
  - {id: a, kind: k, claims: [{says: planned, wave: W2}]}
  - id: b
    kind: k
    claims: [{says: planned, wave: W2}, {says: passed, gate: ready, known: 2024-01-01}]
  - {id: c, kind: k, claims: [{says: planned, wave: W3}]}
  - {id: d, kind: k}
  - {id: e, kind: k, claims: [{says: planned, wave: W1}]}
waves: [{id: W1, go_live: 2024-02-01}, {id: W2, go_live: 2025-06-01}, {id: W3, go_live: 2025-09-01}]
rules:
  - {kind: notice, sites: [a, b], months: 6}
  - {kind: notice, sites: a, months: 9}
  - {kind: notice, sites: a, months: 3}
  - {kind: notice, sites: c, months: 18, hard: false}
  - {kind: notice, sites: c, months: 20, in_force: {until: 2023}}
"""


@pytest.mark.parametrize(
    ("risk", "events"),
    [
        # the longest notice of those in the wave, and of no others
        ("{kind: slip, waves: W2, chance: 1, by: 3m}", ["2024-09-01 W2"]),
        ("{kind: slip, sites: [b, d], chance: 1, by: 3m}", ["2024-12-01 b"]),  # d is in no wave
        # a gate that is still ahead, and the one that the risk names
        ("{kind: gate, gate: ready, chance: 1, by: 3m}", ["2024-01-01 a"]),
        ("{kind: gate, gate: late, chance: 1, by: 3m}", ["2024-01-01 e"]),  # overdue, not passed
        ("{kind: slip, sites: c, chance: 1, by: 3m}", ["2024-03-01 c"]),  # that notice still binds
        ("{kind: gate, gate: other, chance: 1, by: 3m}", ["2024-01-01 c"]),
        ("{kind: capacity, rule: cap, chance: 1, max: 1}", []),  # the rule is not in force
    ],
)
def test_a_risk_hits_those_whom_it_can_still_hit(
    tmp_path: Path, risk: str, events: list[str]
) -> None:
    cap = "  - {id: cap, kind: capacity, max: 3, in_force: {until: 2023}}\n"
    situation = programme(tmp_path, f"{PROGRAMME}{cap}risks: [{risk}]\n").on(DAY)
    dice = dice_of(situation, current_plan(situation).waves)
    found = [event for each in dice for event in each.draw(1, 0)]
    assert [f"{event.known} {event.subject}" for event in found] == events
