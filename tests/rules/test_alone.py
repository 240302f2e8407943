"""`alone`: a site shares its wave with no other site at all."""

from pathlib import Path

import pytest

from hpplan.rules.base import Verdict, Violation
from tests.builders import judged, known, plan

GIVEN = """
municipalities:
  - {id: a, name: Aure}
  - {id: b, name: Bjugn}
  - {id: c, name: Vega}
  - {id: out, name: Oppdal, claims: [{says: withdrawn}]}
  - {id: l, name: Levanger, claims: [{says: live, wave: W1, on: 2023-10}]}
  - {id: m, name: Meråker, claims: [{says: live, wave: W1, on: 2023-10}]}
waves: [{id: W1, go_live: 2023-10}, {id: W2, go_live: 2024-11}, {id: W3, go_live: 2025-04}]
rules:
"""


@pytest.mark.parametrize(
    ("sites", "line", "breaks"),
    [
        # By itself; with one more, selected or not.
        ("a", "a:W2 b:W3 c:W3", []),
        ("a", "a:W2 b:W2", ["a: broken"]),
        ("[a, b]", "a:W2 b:W3", []),
        # One break for each of them.
        ("[a, b]", "a:W2 b:W2 c:W3", ["a: broken", "b: broken"]),
        ("[a, b]", "a:W2 b:W3 c:W3", ["b: broken"]),
        ("{not: [l, m]}", "a:W2 b:W2 c:W2", ["a: broken", "b: broken", "c: broken"]),
        # Who is in no wave, or takes no part, shares none.
        ("[a, b]", "", []),
        ("[a, out]", "a:W2 out:W2", []),
        # History where the site itself is live, whoever came later.
        ("l", "l:W1 m:W1", ["l: history"]),
        ("l", "l:W1 a:W1", ["l: history"]),
        ("a", "l:W1 a:W1", ["a: broken"]),
    ],
)
def test_a_site_shares_its_wave_with_nobody(
    tmp_path: Path, sites: str, line: str, breaks: list[str]
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: alone, sites: {sites}}}")
    assert judged(given, line) == breaks


def test_a_break_says_with_whom_and_who_could_move(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN + "  - {kind: alone, sites: a}")
    (rule,) = given.rules
    seen = given.snapshot
    (broken,) = rule.violations(seen, plan("l:W1 a:W1 b:W1 c:W2"))
    assert broken == Violation(
        ("a",), "Aure is in W1 with Bjugn, Levanger", Verdict.BROKEN, ("a", "b")
    )
    assert rule.explain(seen, plan("l:W1 a:W1 b:W1 c:W2"), broken) == (
        "Aure would be in W1 with Bjugn, Levanger, and is to be alone"
    )


@pytest.mark.parametrize(
    ("sites", "sentence"),
    [
        ("a", "Aure alone in its wave"),
        ("[a, b]", "Aure, Bjugn each alone in a wave"),
        (
            "{kind: municipality, not: a}",
            "sites of kind municipality except Aure each alone in a wave",
        ),
    ],
)
def test_it_is_said_in_a_sentence(tmp_path: Path, sites: str, sentence: str) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: alone, sites: {sites}}}")
    assert given.rules[0].sentence(given.snapshot) == sentence
