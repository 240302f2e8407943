"""`follows`: nobody goes live before its trust, or the municipality that it serves."""

from pathlib import Path

import pytest

from hpplan.reading import read
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


OFFICES = """
trusts: [{id: t, name: St. Olavs}]
municipalities:
  - {id: m, name: Frøya, trust: t}
  - {id: no, name: Oppdal, claims: [{says: declined}]}
  - {id: late, name: Haram, since: 2025}
sites:
  - {id: o, kind: gp-office, name: Kontoret, serves: m}
  - {id: p, kind: gp-office, name: Piloten, serves: m, trust: t}
  - {id: of-no, kind: gp-office, serves: no}
  - {id: of-late, kind: gp-office, serves: late}
  - {id: branch, kind: gp-branch, name: Avdelingen, serves: o}
  - {id: l, kind: gp-office, name: Legene, serves: m, claims: [{says: live, wave: W1, on: 2023-12}]}
waves:
  - {id: W1, go_live: 2023-12}
  - {id: W2, go_live: 2024-04-13}
  - {id: W3, go_live: 2024-10-13}
rules:
  - {kind: follows, of: serves%s}
"""


@pytest.mark.parametrize(
    ("keys", "line", "breaks"),
    [
        # With its municipality or after it, not before; that its trust is later is nothing here.
        ("", "m:W2 o:W2 p:W3 t:W3", []),
        ("", "m:W3 o:W2 p:W3", ["m o: broken"]),
        # Not placed counts as after the last wave.
        ("", "o:W2", ["m o: broken"]),
        # Who serves somebody that takes no part, or does not exist yet, follows nobody.
        ("", "of-no:W1 of-late:W1", []),
        # It may serve a site that is no municipality.
        ("", "m:W2 o:W3 branch:W2", ["o branch: broken"]),
        # A gap, and who is bound.
        (", gap: 6m", "m:W2 o:W3", []),
        (", gap: {waves: 1}", "m:W2 o:W2 p:W3", ["m o: broken"]),
        (", sites: p", "m:W3 o:W2 p:W2", ["m p: broken"]),
        (", sites: {serves: o}", "m:W3 o:W2 p:W2 branch:W2", []),
        (", trust: t", "m:W3 o:W2 p:W2", ["m p: broken"]),
        # History once the office is live.
        ("", "m:W2 l:W1", ["m l: history"]),
    ],
)
def test_an_office_does_not_go_live_before_the_municipality_that_it_serves(
    tmp_path: Path, keys: str, line: str, breaks: list[str]
) -> None:
    assert judged(known(tmp_path, OFFICES % keys), line) == breaks


def test_a_pilot_office_goes_before_its_municipality_by_a_rule_before(tmp_path: Path) -> None:
    pilot = "  - {kind: before, first: p, then: m}"
    given = known(tmp_path, OFFICES % ", sites: {kind: gp-office, not: p}" + pilot)
    assert judged(given, "p:W1 m:W2 o:W2") == []
    assert judged(given, "p:W2 m:W2 o:W1") == ["m o: broken", "p m: broken"]


def test_a_break_calls_the_municipality_its_own(tmp_path: Path) -> None:
    given = known(tmp_path, OFFICES % ", sites: [o, branch]")
    (rule,) = given.rules
    of_municipality, of_office = rule.violations(given.snapshot, plan("m:W3 o:W2 branch:W1"))
    assert of_municipality.message == (
        "Kontoret must not come before its municipality Frøya, but is in W2 (13 April 2024), "
        "and Frøya in W3 (13 October 2024)"
    )
    assert of_office.message == (
        "Avdelingen must not come before Kontoret, which it serves, but is in W1 (December 2023), "
        "and Kontoret in W2 (13 April 2024)"
    )
    assert rule.sentence(given.snapshot) == "Kontoret, Avdelingen not before whom they serve"


@pytest.mark.parametrize(
    ("served", "found"),
    [
        ("trondheim", []),
        ("o", [("'o' cannot serve itself", "HP104")]),
        ("trondheimm", [("there is no municipality or site 'trondheimm'", "HP201")]),
        ("t", [("there is no municipality or site 't'", "HP201")]),
    ],
)
def test_a_site_serves_a_municipality_or_another_site(
    tmp_path: Path, served: str, found: list[tuple[str, str]]
) -> None:
    (tmp_path / "p.yaml").write_text(f"""
trusts: [{{id: t}}]
municipalities: [{{id: trondheim}}]
sites: [{{id: o, kind: gp-office, serves: {served}}}]
waves: [{{id: W1}}]
""")
    assert [(f.message, f.code) for f in read(tmp_path).findings] == found
