"""`follows`: nobody goes live before the trust whose catchment it lies in."""

from pathlib import Path

import pytest

from hpplan.rules.base import Verdict, Violation
from tests.builders import judged, known, plan

GIVEN = """
trusts:
  - {id: t, name: St. Olavs}
  - {id: u, name: Helse Nord-Trøndelag}
  - {id: no, name: Sykehusapotekene, claims: [{says: declined}]}
  - {id: late, name: Helse Fosen, since: 2025}
municipalities:
  - {id: a, name: Aure, trust: t}
  - {id: b, name: Bjugn, trust: u}
  - {id: c, name: Vega}
  - {id: d, name: Frøya, trust: no}
  - {id: e, name: Ørland, trust: late}
  - {id: l, name: Levanger, trust: t, claims: [{says: live, wave: W1, on: 2023-10-14}]}
waves:
  - {id: W1, go_live: 2023-10-14}
  - {id: W2, go_live: 2024-04-13}
  - {id: W3, go_live: 2024-04-14}
  - {id: AUTUMN, go_live: 2024-Q4}
  - {id: UNDATED}
rules:
"""


@pytest.mark.parametrize(
    ("keys", "line", "breaks"),
    [
        # The same wave is allowed, an earlier one is not.
        ("", "t:W2 a:W2", []),
        ("", "t:W2 a:W3", []),
        ("", "t:W2 a:W1", ["t a: broken"]),
        ("", "t:UNDATED a:AUTUMN", ["t a: broken"]),
        # Its own trust, not another one; a trust follows nobody.
        ("", "t:W2 u:W1 a:W2 b:W1", []),
        ("", "t:W3 u:W1 a:W2 b:W2", ["t a: broken"]),
        # Not placed counts as after the last wave.
        ("", "a:AUTUMN", ["t a: broken"]),
        ("", "t:W1", []),
        ("", "", []),
        # In no catchment, or in that of a trust that takes no part or does not exist yet.
        ("", "c:W1 d:W1 e:W1", []),
        # A gap.
        (", gap: {waves: 1}", "t:W2 a:W2", ["t a: broken"]),
        (", gap: {waves: 1}", "t:W2 a:W3", []),
        (", gap: {months: 6}", "t:W1 a:W3", []),
        (", gap: {months: 6}", "t:W1 a:W2", ["t a: broken"]),
        (", gap: {months: 6}", "t:W3 a:AUTUMN", ["t a: unsure"]),
        (", gap: {months: 6}", "t:W3 a:UNDATED", ["t a: unsure"]),
        (", sites: a, gap: {waves: 0, at_most: {months: 6}}", "t:W1 a:W3", []),
        (", sites: a, gap: {waves: 0, at_most: {waves: 1}}", "t:W1 a:W3", ["t a: broken"]),
        # An upper bound alone does not let the site go first.
        (", sites: a, gap: {at_most: {months: 6}}", "t:W1 a:W1", []),
        (", sites: a, gap: {at_most: {months: 6}}", "t:W3 a:W2", ["t a: broken"]),
        # With an upper bound nobody is left behind; a live follower that a plan forgets is history.
        (", sites: a, gap: {waves: 0, at_most: {waves: 1}}", "t:W1", ["t a: broken"]),
        (", sites: l, gap: {waves: 0, at_most: {waves: 1}}", "t:W1", ["t l: history"]),
        # Narrowed by trust and by sites.
        (", trust: u", "t:W3 u:W3 a:W1 b:W2", ["u b: broken"]),
        (", sites: [a, c]", "t:W3 u:W3 a:W1 b:W2", ["t a: broken"]),
        (", trust: u, sites: [a, c]", "t:W3 u:W3 a:W1 b:W2", []),
        # History once the follower is live; that the trust is live frees nobody.
        ("", "t:W2 l:W1", ["t l: history"]),
        ("", "l:W1", ["t l: history"]),
    ],
)
def test_a_site_does_not_go_live_before_its_own_trust(
    tmp_path: Path, keys: str, line: str, breaks: list[str]
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: follows{keys}}}")
    assert judged(given, line) == breaks


def test_a_break_says_where_both_are_and_who_could_move(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN + "  - {kind: follows}")
    (rule,) = given.rules
    assert rule.violations(given.snapshot, plan("t:W2 a:W1 l:W1 b:W3")) == [
        Violation(
            ("t", "a"),
            "Aure must not come before its trust St. Olavs, but is in W1 (14 October 2023), "
            "and St. Olavs in W2 (13 April 2024)",
            Verdict.BROKEN,
            ("t", "a"),
        ),
        Violation(
            ("u", "b"),
            "Bjugn is in W3, but Helse Nord-Trøndelag, which it waits for, is not placed",
            Verdict.BROKEN,
            ("u", "b"),
        ),
        Violation(
            ("t", "l"),
            "Levanger must not come before its trust St. Olavs, but is in W1 (14 October 2023), "
            "and St. Olavs in W2 (13 April 2024)",
            Verdict.HISTORY,
            ("t",),
        ),
    ]
