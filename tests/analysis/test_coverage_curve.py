"""How the share of those who are served grows over time."""

from pathlib import Path

from hpplan.analysis.coverage_curve import coverage_curves
from hpplan.programme.plan import current_plan
from tests.builders import known

TEXT = """\
programme: {id: p, name: P}
sources: [{id: s, kind: document, title: S, published: 2023-12-01}]
municipalities:
  - {id: a, name: Ask, size: {inhabitants: 10},
     claims: [{says: live, wave: W1, on: 2023-05, source: s}]}
  - {id: b, name: Bø, size: {inhabitants: 20}, claims: [{says: decided, wave: W2, source: s}]}
  - {id: c, name: Ca, size: {inhabitants: 30}, claims: [{says: planned, wave: W3, source: s}]}
  - {id: d, name: De, size: {inhabitants: 30}, claims: [{says: planned, wave: W4, source: s}]}
  - {id: e, name: En, size: {inhabitants: 10}, claims: [{says: planned, wave: W5, source: s}]}
waves:
  - {id: W1, go_live: 2023-05}
  - {id: W2, go_live: 2024-05..2024-12}
  - {id: W3, go_live: 2024-06..2024-11}
  - {id: W4, go_live: 2025-05}
  - {id: W5}
"""


def test_each_curve_counts_those_before_it_by_last_days_without_who_has_no_date(
    tmp_path: Path,
) -> None:
    situation = known(tmp_path, TEXT)
    curves = coverage_curves(situation, current_plan(situation)).curves
    assert {
        curve.of.value: [(step.wave, step.names, step.before, step.after) for step in curve.steps]
        for curve in curves
    } == {
        "live": [("W1", ("Ask",), 0.0, 10.0)],
        "decided": [("W1", ("Ask",), 0.0, 10.0), ("W2", ("Bø",), 10.0, 30.0)],
        "planned": [
            ("W1", ("Ask",), 0.0, 10.0),
            ("W3", ("Ca",), 10.0, 40.0),
            ("W2", ("Bø",), 40.0, 60.0),
            ("W4", ("De",), 60.0, 90.0),
        ],
    }
