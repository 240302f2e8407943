"""HP506: more sites that may not share a wave than the waves open to them hold."""

from pathlib import Path

import pytest

from tests.builders import known
from tests.findings import reported

GIVEN = """
municipalities:
  - {id: a, name: Aure}
  - {id: b, name: Bjugn}
  - {id: c, name: Vega}
  - {id: d, name: Dønna, required: false}
waves: [{id: W1}, {id: W2}]
rules:
  - {kind: forbid, sites: [a], waves: W2}
"""
LIVE = GIVEN.replace("{id: a, name: Aure}", "{id: a, name: Aure, claims: [{says: live, wave: W1}]}")
NOBODY_LEFT = "  hint: name fewer sites, add a wave, or set 'required: false'"


@pytest.mark.parametrize(
    ("given", "rule", "findings"),
    [
        # One of them leaves a wave for all others.
        (GIVEN, "kind: alone, sites: b", []),
        (GIVEN, "kind: alone, sites: [a, d]", []),
        (
            GIVEN,
            "kind: alone, sites: [a, b]",
            [
                (
                    "error 10:5: Aure and Bjugn must be placed in W1 or W2, each alone by rule "
                    "'r', and none is left for Vega"
                ),
                NOBODY_LEFT,
            ],
        ),
        (
            GIVEN,
            "kind: alone, sites: all",
            [
                (
                    "error 10:5: Aure, Bjugn and Vega must be placed in W1 or W2, "
                    "each alone by rule 'r'"
                ),
                NOBODY_LEFT,
            ],
        ),
        (GIVEN, "kind: alone, sites: all, hard: false", []),
        # Nobody is alone beside who is live; who is live is not bound any more.
        (LIVE, "kind: alone, sites: [a, b]", []),
        (
            LIVE,
            "kind: alone, sites: [b, c]",
            [
                "error 10:5: Bjugn and Vega must be placed in W2, each alone by rule 'r'",
                NOBODY_LEFT,
            ],
        ),
    ],
)
def test_who_is_alone_takes_a_wave_and_the_others_need_one_besides(
    tmp_path: Path, given: str, rule: str, findings: list[str]
) -> None:
    situation = known(tmp_path, f"{given}  - {{id: r, {rule}}}\n")
    assert reported(situation, "HP506") == findings
