"""Coverage: which share of the inhabitants is served, now and by each wave of a plan."""

from pathlib import Path

import pytest

from hpplan.coverage import Coverage, Share, Step, coverage
from hpplan.periods import Period
from hpplan.plan import Proof, current_plan, plan_of
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


def test_all_municipalities_of_the_date_count_declined_ones_too_and_nobody_else(
    tmp_path: Path,
) -> None:
    situation = known(tmp_path, GIVEN)
    assert coverage(situation, current_plan(situation)) == Coverage(
        everyone=Share(5, 1000, 1000),
        live=Share(1, 100, 1000),
        live_or_decided=Share(2, 300, 1000),
        steps=(
            Step("W1", "W1", Period.parse("2023-10"), Share(1, 100, 1000)),
            Step("W2", "W2", Period.parse("2024-11-09"), Share(3, 600, 1000)),
        ),
    )


def test_a_municipality_counts_from_the_day_it_exists(tmp_path: Path) -> None:
    situation = known(tmp_path, GIVEN, "2024-01-02")
    assert coverage(situation, current_plan(situation)).everyone == Share(6, 6000, 6000)


def test_each_wave_that_the_plan_uses_serves_those_before_it_too(tmp_path: Path) -> None:
    situation = known(tmp_path, GIVEN)
    placed = plan_of(situation, plan("l:W1 t:W2 e:W3 p:W3"), Proof.CURRENT)
    assert coverage(situation, placed).steps == (
        Step("W1", "W1", Period.parse("2023-10"), Share(1, 100, 1000)),
        # Only a trust: a step, but nobody more is served.
        Step("W2", "W2", Period.parse("2024-11-09"), Share(1, 100, 1000)),
        # Who states no inhabitants is one municipality more.
        Step("W3", "KI9", None, Share(3, 400, 1000)),
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
municipalities:
  - {id: a, name: Aure, claims: [{says: planned, wave: W1}]}
  - {id: b, name: Bjugn}
waves: [{id: W1}]
"""
    situation = known(tmp_path, text)
    assert coverage(situation, current_plan(situation)) == Coverage(
        everyone=Share(2, 0, 0),
        live=Share(0, 0, 0),
        live_or_decided=Share(0, 0, 0),
        steps=(Step("W1", "W1", None, Share(1, 0, 0)),),
    )
