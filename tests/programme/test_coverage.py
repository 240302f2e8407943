"""Coverage: which share of the inhabitants is served, now and by each wave of a plan; and of how
many their own trust, and their general practitioners, are too.
"""

from datetime import date
from pathlib import Path

import pytest

from hpplan.periods import Period
from hpplan.programme.coverage import (
    Coverage,
    CoveredByWave,
    Further,
    Share,
    coverage,
    covered_on,
)
from hpplan.programme.coverage_steps import ComesTo, CoverageStep, comes_to
from hpplan.programme.plan import Proof, current_plan, plan_of
from tests.builders import known, plan

GIVEN = """
trusts: [{id: t, name: St. Olavs, size: {inhabitants: 900}, claims: [{says: decided, wave: W1}]}]
sites:
  - id: s
    kind: gp-office
    name: Kontoret
    size: {inhabitants: 800}
    claims: [{says: live, wave: W1, on: 2023}]
municipalities:
  - {id: l, name: Levanger, size: {inhabitants: 100}, claims: [{says: live, wave: W1, on: 2023}]}
  - {id: d, name: Heim, size: {inhabitants: 200}, claims: [{says: decided, wave: W2}]}
  - {id: p, name: Rauma, size: {inhabitants: 300}, claims: [{says: planned, wave: W2}]}
  - {id: o, name: Oppdal, size: {inhabitants: 400}, claims: [{says: declined}]}
  - {id: e, name: Vega}
  - {id: later, name: Haram, size: {inhabitants: 5000}, since: 2024-01-02}
waves:
  - {id: W1, go_live: 2023-10}
  - {id: W2, go_live: 2024-11-09}
  - {id: W3, claims: [{called: KI9}]}
"""


def test_all_municipalities_of_the_date_count_declined_ones_too_and_no_others(
    tmp_path: Path,
) -> None:
    situation = known(tmp_path, GIVEN)
    assert coverage(situation, current_plan(situation)) == Coverage(
        measure="inhabitants",
        noun="municipalities",
        everyone=Share(5, 1000, 1000),
        live=Share(1, 100, 1000),
        live_or_decided=Share(2, 300, 1000),
        by_wave=(
            CoveredByWave("W1", "W1", Period.parse("2023-10"), Share(1, 100, 1000)),
            CoveredByWave("W2", "W2", Period.parse("2024-11-09"), Share(3, 600, 1000)),
        ),
    )


def test_a_municipality_counts_from_the_day_it_exists(tmp_path: Path) -> None:
    situation = known(tmp_path, GIVEN, "2024-01-02")
    assert coverage(situation, current_plan(situation)).everyone == Share(6, 6000, 6000)


def test_each_wave_that_the_plan_uses_serves_those_before_it_too(tmp_path: Path) -> None:
    situation = known(tmp_path, GIVEN)
    placed = plan_of(situation, plan("l:W1 t:W2 e:W3 p:W3"), Proof.CURRENT)
    assert coverage(situation, placed).by_wave == (
        CoveredByWave("W1", "W1", Period.parse("2023-10"), Share(1, 100, 1000)),
        # Only a trust: a step, but nobody more is served.
        CoveredByWave("W2", "W2", Period.parse("2024-11-09"), Share(1, 100, 1000)),
        # Who states no inhabitants is one municipality more.
        CoveredByWave("W3", "KI9", None, Share(3, 400, 1000)),
    )


@pytest.mark.parametrize(
    ("share", "percent"),
    [(Share(1, 100, 1000), 10.0), (Share(0, 0, 1000), 0.0), (Share(2, 0, 0), None)],
)
def test_a_share_of_no_inhabitants_at_all_is_no_percentage(
    share: Share, percent: float | None
) -> None:
    assert share.percent == percent


def test_without_sizes_municipalities_are_counted_and_no_inhabitants(tmp_path: Path) -> None:
    text = """
trusts: [{id: t, name: T}]
municipalities:
  - {id: a, name: Aure, claims: [{says: planned, wave: W1}]}
  - {id: b, name: Bjugn}
waves: [{id: W1}]
"""
    situation = known(tmp_path, text)
    assert coverage(situation, current_plan(situation)) == Coverage(
        measure="sites",
        noun="municipalities",
        everyone=Share(2, 2, 2),
        live=Share(0, 0, 2),
        live_or_decided=Share(0, 0, 2),
        by_wave=(CoveredByWave("W1", "W1", None, Share(1, 1, 2)),),
    )


HOSPITALS = """
programme: {id: p, name: P%s}
trusts: [{id: t, name: T, size: {staff: 900}, claims: [{says: live, wave: W1, on: 2023}]}]
sites:
  - {id: h, kind: hospital, name: H, size: {staff: 30}, claims: [{says: live, wave: W1, on: 2023}]}
  - {id: i, kind: hospital, name: I, size: {staff: 10}, claims: [{says: declined}]}
  - {id: o, kind: gp-office, name: O, claims: [{says: decided, wave: W1}]}
waves: [{id: W1}]
%s
"""


@pytest.mark.parametrize(
    ("stated", "municipality", "counted"),
    [
        # Of no municipality at all every site counts, and where nobody has inhabitants, as one.
        ("", "", ("sites", "sites", Share(4, 4, 4), Share(2, 2, 4), Share(3, 3, 4))),
        (
            ", coverage: {measure: staff, of: {kind: hospital}}",
            "",
            ("staff", "sites", Share(2, 40, 40), Share(1, 30, 40), Share(1, 30, 40)),
        ),
        (
            ", coverage: {measure: staff}",
            "",
            ("staff", "sites", Share(4, 940, 940), Share(2, 930, 940), Share(3, 930, 940)),
        ),
        (
            ", coverage: {of: {kind: trust}}",
            "",
            ("sites", "trusts", Share(1, 1, 1), Share(1, 1, 1), Share(1, 1, 1)),
        ),
        (
            ", coverage: {measure: staff, of: {kind: hospital, not: i}}",
            "",
            ("staff", "sites", Share(1, 30, 30), Share(1, 30, 30), Share(1, 30, 30)),
        ),
        # The offices have no staff: they are counted.
        (
            ", coverage: {measure: staff, of: o}",
            "",
            ("sites", "sites", Share(1, 1, 1), Share(0, 0, 1), Share(1, 1, 1)),
        ),
        (
            ", coverage: {measure: staff, of: all}",
            "municipalities: [{id: m, name: M, size: {staff: 60}}]",
            ("staff", "sites", Share(5, 1000, 1000), Share(2, 930, 1000), Share(3, 930, 1000)),
        ),
        (
            "",
            "municipalities: [{id: m, name: M, size: {staff: 60}}]",
            ("sites", "municipalities", Share(1, 1, 1), Share(0, 0, 1), Share(0, 0, 1)),
        ),
    ],
)
def test_a_programme_says_what_is_counted(
    tmp_path: Path, stated: str, municipality: str, counted: tuple[object, ...]
) -> None:
    situation = known(tmp_path, HOSPITALS % (stated, municipality))
    found = coverage(situation, current_plan(situation))
    assert counted == (
        found.measure,
        found.noun,
        found.everyone,
        found.live,
        found.live_or_decided,
    )


STEPS = """
trusts:
  - {id: t, name: St. Olavs}
  - {id: never, name: Sykehusapotekene, claims: [{says: declined}]}
municipalities:
  - {id: employed, trust: t, gps: employed, size: {inhabitants: 100}}
  - {id: offices, trust: t, gps: self-employed, size: {inhabitants: 200}}
  - {id: mixed, trust: t, gps: mixed, size: {inhabitants: 300}}
  - {id: without, trust: t, gps: self-employed, size: {inhabitants: 400}}
  - {id: unknown, trust: t, size: {inhabitants: 500}}
  - {id: no-trust, gps: employed, size: {inhabitants: 600}}
  - {id: refused, trust: never, gps: employed, size: {inhabitants: 700}}
sites:
  - {id: o1, kind: gp-office, serves: offices}
  - {id: o2, kind: gp-office, serves: offices}
  - {id: out, kind: gp-office, serves: offices, claims: [{says: withdrawn}]}
  - {id: m1, kind: gp-office, serves: mixed}
  - {id: u1, kind: gp-office, serves: unknown}
waves: [{id: W1, go_live: 2024-03}, {id: W2, go_live: 2024-09}, {id: W3, go_live: 2025-03}]
"""


def reached(share: Share) -> dict[str, str]:
    return {one.step.value: " ".join(one.who) for one in share.further}


def by_wave(tmp_path: Path, line: str) -> list[dict[str, str]]:
    """Who has come to each further step after each wave of the plan."""
    situation = known(tmp_path, STEPS)
    covered = coverage(situation, plan_of(situation, plan(line), Proof.CURRENT))
    return [reached(one.share) for one in covered.by_wave]


@pytest.mark.parametrize(
    ("line", "after_each_wave"),
    [
        # Employed ones go live with their municipality; its trust has to be live, too.
        ("employed:W1 t:W1", [{"trust": "employed", "gps": "employed"}]),
        (
            "employed:W1 t:W2",
            [{"trust": "", "gps": ""}, {"trust": "employed", "gps": "employed"}],
        ),
        # Others when every office that is placed and takes part is live.
        (
            "t:W1 offices:W1 o1:W1 o2:W2",
            [{"trust": "offices", "gps": ""}, {"trust": "offices", "gps": "offices"}],
        ),
        ("t:W1 offices:W1 o1:W1", [{"trust": "offices", "gps": "offices"}]),
        (
            "t:W1 o1:W1 m1:W1 mixed:W2",
            [{"trust": "", "gps": ""}, {"trust": "mixed", "gps": "mixed"}],
        ),
        # Without any office, or where nobody says who employs them: not.
        ("t:W1 offices:W1", [{"trust": "offices", "gps": ""}]),
        ("t:W1 without:W1", [{"trust": "without", "gps": ""}]),
        ("t:W1 unknown:W1 u1:W1", [{"trust": "unknown", "gps": ""}]),
        # Without a trust of its own that goes live: not.
        ("t:W1 no-trust:W1 refused:W1", [{"trust": "", "gps": ""}]),
    ],
)
def test_a_municipality_comes_further_with_its_trust_and_then_with_its_gps(
    tmp_path: Path, line: str, after_each_wave: list[dict[str, str]]
) -> None:
    assert by_wave(tmp_path, line) == after_each_wave


def test_each_step_has_its_share_and_a_wave_says_who_is_new(tmp_path: Path) -> None:
    situation = known(tmp_path, STEPS)
    line = plan("employed:W1 t:W1 unknown:W2 offices:W2 o1:W3")
    covered = coverage(situation, plan_of(situation, line, Proof.CURRENT))
    last = covered.by_wave[2]
    assert last.share == Share(
        3,
        800,
        2800,
        (
            Further(CoverageStep.TRUST, ("employed", "offices", "unknown"), Share(3, 800, 2800)),
            Further(CoverageStep.GPS, ("employed", "offices"), Share(2, 300, 2800)),
        ),
    )
    assert last.new == {CoverageStep.TRUST: (), CoverageStep.GPS: ("offices",)}
    assert covered.first(CoverageStep.GPS) is covered.by_wave[0]
    assert covered.first(CoverageStep.GPS) == covered.first(CoverageStep.TRUST)


def test_live_are_those_of_the_date_and_decided_ones_count_beside_them(tmp_path: Path) -> None:
    text = """
trusts: [{id: t, claims: [{says: decided, wave: W2}]}]
municipalities:
  - {id: m, trust: t, gps: employed, claims: [{says: live, wave: W1, on: 2023}]}
  - {id: n, trust: t, gps: mixed, claims: [{says: decided, wave: W2}]}
sites: [{id: o, kind: gp-office, serves: n, claims: [{says: planned, wave: W2}]}]
waves: [{id: W1, go_live: 2023}, {id: W2, go_live: 2024-03}]
"""
    situation = known(tmp_path, text)
    covered = coverage(situation, current_plan(situation))
    assert reached(covered.live) == {"trust": "", "gps": ""}
    # The office has not decided: it may keep the GPs of its municipality out.
    assert reached(covered.live_or_decided) == {"trust": "m n", "gps": "m"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("municipalities: [{id: a}]", []),
        ("municipalities: [{id: a, gps: mixed}]", ["gps"]),
        ("trusts: [{id: t}]\nmunicipalities: [{id: a, trust: t}]", ["trust"]),
        ("trusts: [{id: t, since: 2030}]\nmunicipalities: [{id: a, trust: t}]", []),
        ("trusts: [{id: t}]\nsites: [{id: a, kind: branch, trust: t, gps: mixed}]", []),
        ("programme: {id: p, coverage: {of: t}}\ntrusts: [{id: t, gps: mixed}]", []),
    ],
)
def test_there_are_steps_where_the_data_say_something_of_them(
    tmp_path: Path, text: str, steps: list[str]
) -> None:
    situation = known(tmp_path, f"{text}\nwaves: [{{id: W1}}]")
    covered = coverage(situation, current_plan(situation))
    assert [*reached(covered.live)] == steps


def test_without_any_trust_gps_come_with_their_municipality_alone(tmp_path: Path) -> None:
    text = "municipalities: [{id: a, gps: employed, wave: W1}]\nwaves: [{id: W1}]"
    situation = known(tmp_path, text)
    covered = coverage(situation, current_plan(situation))
    assert reached(covered.by_wave[0].share) == {"gps": "a"}


@pytest.mark.parametrize(
    ("step", "shares"),
    [
        (CoverageStep.MUNICIPALITY, [0.0, 50.0, 50.0, 100.0]),
        (CoverageStep.TRUST, [0.0, 0.0, 50.0, 100.0]),
        (CoverageStep.GPS, [0.0, 0.0, 50.0, 50.0]),
    ],
)
def test_a_step_is_reached_when_all_are_surely_live(
    tmp_path: Path, step: CoverageStep, shares: list[float]
) -> None:
    text = """
trusts: [{id: t, wave: W2}]
municipalities:
  - {id: a, trust: t, gps: employed, wave: W1}
  - {id: b, trust: t, gps: mixed, wave: W3}
waves: [{id: W1, go_live: 2024-01-20}, {id: W2, go_live: 2024-02}, {id: W3, go_live: 2024-03-01}]
"""
    situation = known(tmp_path, text)
    waves = current_plan(situation).waves
    days = [date(2024, 1, 19), date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)]
    assert [covered_on(situation, waves, day, step) for day in days] == shares


def test_when_a_municipality_comes_to_each_step_by_a_plan(tmp_path: Path) -> None:
    situation = known(tmp_path, STEPS)
    waves = plan("t:W2 employed:W1 offices:W3 o1:W1 o2:W2 unknown:W3")
    comes = {site: comes_to(situation, site, waves) for site in ("employed", "offices", "unknown")}
    second = ("W2", "W2", Period.parse("2024-09"))
    third = ("W3", "W3", Period.parse("2025-03"))
    assert comes == {
        "employed": (ComesTo(CoverageStep.TRUST, *second), ComesTo(CoverageStep.GPS, *second)),
        "offices": (ComesTo(CoverageStep.TRUST, *third), ComesTo(CoverageStep.GPS, *third)),
        "unknown": (ComesTo(CoverageStep.TRUST, *third), ComesTo(CoverageStep.GPS)),
    }
    assert comes_to(situation, "t", waves) == ()
