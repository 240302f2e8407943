"""Coverage: which share of the inhabitants is served, now and by each wave of a plan."""

from pathlib import Path

import pytest

from hpplan.periods import Period
from hpplan.programme.coverage import Coverage, CoverageStep, Share, coverage
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
        steps=(
            CoverageStep("W1", "W1", Period.parse("2023-10"), Share(1, 100, 1000)),
            CoverageStep("W2", "W2", Period.parse("2024-11-09"), Share(3, 600, 1000)),
        ),
    )


def test_a_municipality_counts_from_the_day_it_exists(tmp_path: Path) -> None:
    situation = known(tmp_path, GIVEN, "2024-01-02")
    assert coverage(situation, current_plan(situation)).everyone == Share(6, 6000, 6000)


def test_each_wave_that_the_plan_uses_serves_those_before_it_too(tmp_path: Path) -> None:
    situation = known(tmp_path, GIVEN)
    placed = plan_of(situation, plan("l:W1 t:W2 e:W3 p:W3"), Proof.CURRENT)
    assert coverage(situation, placed).steps == (
        CoverageStep("W1", "W1", Period.parse("2023-10"), Share(1, 100, 1000)),
        # Only a trust: a step, but nobody more is served.
        CoverageStep("W2", "W2", Period.parse("2024-11-09"), Share(1, 100, 1000)),
        # Who states no inhabitants is one municipality more.
        CoverageStep("W3", "KI9", None, Share(3, 400, 1000)),
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
        steps=(CoverageStep("W1", "W1", None, Share(1, 1, 2)),),
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
