"""`hosts`: when a site goes live, others that it can visit are live in earlier waves."""

from pathlib import Path

import pytest

from hpplan.rules import Hosts
from hpplan.rules.base import Verdict, Violation
from tests.builders import judged, known, plan

GIVEN = """
regions: [{id: fosen, name: Fosen}, {id: innherred, name: Innherred}]
trusts: [{id: hnt, name: Helse Nord-Trøndelag}]
municipalities:
  - {id: a, name: Åfjord, regions: fosen}
  - {id: b, name: Bjugn, regions: [fosen, innherred], trust: hnt}
  - {id: v, name: Verdal, regions: innherred, trust: hnt}
  - {id: o, name: Oppdal}
  - {id: out, name: Rindal, regions: fosen, claims: [{says: withdrawn}]}
  - {id: l, name: Levanger, claims: [{says: live, wave: W1, on: 2023-10}]}
waves: [{id: W1, go_live: 2023-10}, {id: W2}, {id: W3}, {id: W4}]
rules:
"""


@pytest.mark.parametrize(
    ("rule", "line", "breaks"),
    [
        # One other in a strictly earlier wave, of all if nothing is said.
        ("sites: a", "v:W2 a:W3", []),
        ("sites: a", "v:W3 a:W3", ["a: broken"]),
        ("sites: a", "a:W2 v:W3", ["a: broken"]),
        ("sites: a", "l:W1 a:W2", []),
        # Exactly as many as it takes, and one fewer.
        ("sites: a, at_least: 2", "v:W2 o:W3 a:W4", []),
        ("sites: a, at_least: 2", "v:W2 a:W4", ["a: broken"]),
        ("sites: a, at_least: 2", "v:W2 o:W4 a:W4", ["a: broken"]),
        # Of its regions: any of them.
        ("sites: a, within: region", "v:W2 a:W3", ["a: broken"]),
        ("sites: a, within: region", "b:W2 a:W3", []),
        ("sites: b, within: region, at_least: 2", "a:W2 v:W2 b:W3", []),
        # Of the catchment of its trust, the trust itself included.
        ("sites: b, within: trust", "a:W2 b:W3", ["b: broken"]),
        ("sites: b, within: trust", "v:W2 b:W3", []),
        ("sites: b, within: trust", "hnt:W2 b:W3", []),
        # Who lies in no region has nobody to visit within it.
        ("sites: o, within: region", "a:W2 b:W2 v:W2 o:W3", ["o: broken"]),
        # Who is in no wave needs nobody, and can be visited by nobody; nor can who takes no part.
        ("sites: a", "", []),
        ("sites: a, within: region", "out:W2 a:W3", ["a: broken"]),
        # One break for each site; without `sites` all are bound.
        ("at_least: 1", "a:W2 b:W2", ["a: broken", "b: broken"]),
        # History where the site itself is live.
        ("sites: l", "l:W1", ["l: history"]),
    ],
)
def test_a_site_goes_live_after_so_many_others(
    tmp_path: Path, rule: str, line: str, breaks: list[str]
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: hosts, {rule}}}")
    assert judged(given, line) == breaks


def test_a_break_says_how_many_there_are_to_visit(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN + "  - {kind: hosts, sites: a, at_least: 3}")
    (rule,) = given.rules
    assert rule.violations(given.snapshot, plan("v:W2 o:W3 b:W4 a:W4")) == [
        Violation(
            ("a",),
            "Åfjord is in W4 with 2 other sites live before it: 3 are needed",
            Verdict.BROKEN,
            ("a",),
        )
    ]


def test_it_can_ask_for_fewer_down_to_one(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN + "  - {kind: hosts, sites: a, at_least: 3}")
    (rule,) = given.rules
    assert isinstance(rule, Hosts)
    (fewer,) = rule.relaxations(given.snapshot)
    asked = [fewer.at(step).sentence(given.snapshot) for step in range(1, fewer.steps + 1)]
    assert asked == [
        "before each of Åfjord, 2 other sites are live",
        "before each of Åfjord, 1 other site is live",
    ]
