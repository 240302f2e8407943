"""Risks: what is read of them, and what is a finding at its word."""

from pathlib import Path

import pytest

from hpplan.domain.risks import CapacityRisk, GateRisk, SlipRisk, WithdrawRisk
from hpplan.periods import Duration
from hpplan.reading import read
from tests.builders import programme

DATA = """\
programme: {id: p, as_of: 2024-01-01, gates: [{id: ready, at: -90d}]}
sources: [{id: letter, published: 2023-07-04}]
municipalities: [{id: ask}, {id: berg}]
waves: [{id: W1, go_live: 2024-05}, {id: W2, go_live: 2024-11}]
rules: [{id: cap, kind: capacity, max: 9}, {id: order, kind: before, first: ask, then: berg}]
"""


def test_one_delay_is_short_for_itself_and_several_have_weights(tmp_path: Path) -> None:
    read = programme(
        tmp_path,
        DATA
        + """\
risks:
  - {id: late, kind: slip, waves: W2, chance: 0.3, by: {3m: 2, 6m: 1}, together: true}
  - {kind: slip, sites: all, chance: 1, by: {months: 3}, on: 2024-06, because: so it was}
  - {kind: withdraw, sites: {status: none}, chance: 0.1}
  - {kind: capacity, rule: cap, chance: 0.2, max: 0}
  - {kind: gate, gate: ready, chance: 0.15, by: 6w}
""",
    )
    late, each, out, fewer, failed = read.risks
    assert isinstance(late, SlipRisk)
    assert late.waves is not None
    assert late.waves.ids == ("W2",)
    assert late.delays == {Duration(months=3): 2, Duration(months=6): 1}
    assert (late.chance, late.is_common, each.is_common) == (0.3, True, False)
    assert each.delays == {Duration(months=3): 1}
    assert isinstance(out, WithdrawRisk)
    assert out.delays == {}
    assert isinstance(fewer, CapacityRisk)
    assert (fewer.rule, fewer.max) == ("cap", 0)
    assert isinstance(failed, GateRisk)
    assert failed.sites.everyone
    assert failed.delays == {Duration(days=42): 1}
    assert [name for name, _ in read.named_risks] == [
        "late",
        "risks[1]",
        "risks[2]",
        "risks[3]",
        "risks[4]",
    ]


@pytest.mark.parametrize(
    ("risk", "finding"),
    [
        ("{kind: slp, chance: 0.1}", "7:10: HP107 unknown kind of risk 'slp'"),
        ("{kind: slip, waves: W9, chance: 1, by: 3m}", "7:23: HP201 there is no wave 'W9'"),
        ("{kind: slip, sites: bask, chance: 1, by: 3m}", "7:23: HP201 there is no site 'bask'"),
        ("{kind: slip, chance: 1, by: 3m}", "7:3: HP106 a slip needs 'sites' or 'waves', one of"),
        (
            "{kind: slip, sites: all, waves: W1, chance: 1, by: 3m}",
            "7:3: HP106 a slip needs 'sites' or 'waves', one of",
        ),
        (
            "{kind: slip, waves: W1, chance: 1.5, by: 3m}",
            "7:35: HP103 expected at most 1, got '1.5'",
        ),
        ("{kind: slip, waves: W1, by: 3m}", "7:3: HP102 the key 'chance' is missing"),
        ("{kind: slip, waves: W1, chance: 1}", "7:3: HP102 the key 'by' is missing"),
        (
            "{kind: slip, waves: W1, chance: 1, by: -3m}",
            "7:42: HP106 a delay is a time later: write '3m', not '-3 months'",
        ),
        (
            "{kind: slip, waves: W1, chance: 1, by: {3m: 0}}",
            "7:47: HP103 expected more than 0, got '0'",
        ),
        (
            "{kind: slip, waves: W1, chance: 1, by: {3 months: 1}}",
            "7:43: HP105 '3 months' is not a duration",
        ),
        ("{kind: withdraw, chance: 0.1}", "7:3: HP102 the key 'sites' is missing"),
        (
            "{kind: withdraw, sites: all, chance: 1, by: 3m}",
            "7:43: HP101 unknown key 'by'",
        ),
        ("{kind: capacity, rule: cup, chance: 1, max: 3}", "7:26: HP201 there is no rule 'cup'"),
        (
            "{kind: capacity, rule: order, chance: 1, max: 3}",
            "7:26: HP104 'order' has no 'max' that could be another",
        ),
        ("{kind: gate, gate: redy, chance: 1, by: 3m}", "7:22: HP201 there is no gate 'redy'"),
        ("{id: all, kind: withdraw, sites: ask, chance: 1}", "7:8: HP104 'all' is reserved"),
    ],
)
def test_a_bad_risk_is_a_finding_at_its_word(tmp_path: Path, risk: str, finding: str) -> None:
    (tmp_path / "p.yaml").write_text(f"{DATA}risks:\n- {risk}\n")
    found = read(tmp_path).findings
    assert len(found) == 1
    (one,) = found
    assert one.place is not None
    assert f"{one.place.line}:{one.place.column}: {one.code} {one.message}".startswith(finding)
