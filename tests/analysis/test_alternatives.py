"""Alternatives are the best plans that differ by so many sites, one after the other."""

from collections.abc import Mapping
from itertools import combinations, pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from hpplan.analysis.alternatives import alternatives
from hpplan.planning import Infeasible, Solved
from hpplan.programme.programme import SituationData
from hpplan.rules.differs import Differs
from hpplan.solving.encoding import encode
from hpplan.solving.result import Limits, Undecided
from tests.analysis.asked import SOON, best, possible, ranked
from tests.builders import known
from tests.programmes import every_plan, keeps_hard_rules, situations
from tests.solving.test_agreement import admits
from tests.thoroughness import examples


def apart(situation: SituationData, one: Mapping[str, str], other: Mapping[str, str]) -> int:
    snapshot = situation.snapshot
    return sum(
        one.get(site) != other.get(site) for site in snapshot.taking_part if not snapshot.live(site)
    )


@examples(20)
@given(situation=situations(most_rules=2), differ_by=st.integers(1, 3))
def test_each_is_the_best_that_differs_from_those_before_it(
    situation: SituationData, differ_by: int
) -> None:
    answer = alternatives(situation, 4, differ_by, SOON)
    if not isinstance(answer.base, Solved):
        assert best(situation) is None
        return
    shown = [answer.base.plan.waves]
    for other in answer.plans:
        left = [
            plan
            for plan in possible(situation)
            if all(apart(situation, plan, seen) >= differ_by for seen in shown)
        ]
        assert ranked(situation, other.plan.waves) == min(ranked(situation, p) for p in left)
        shown.append(other.plan.waves)
    assert all(apart(situation, a, b) >= differ_by for a, b in combinations(shown, 2))
    values = [ranked(situation, plan) for plan in shown]
    assert all(a <= b for a, b in pairwise(values))
    if len(shown) < 4:
        assert isinstance(answer.ended, Infeasible)
        assert not any(
            all(apart(situation, plan, seen) >= differ_by for seen in shown)
            for plan in possible(situation)
        )


@examples(40)
@given(situation=situations(), by=st.integers(0, 4), data=st.data())
def test_the_rule_that_plans_differ_is_verified_as_it_is_encoded(
    situation: SituationData, by: int, data: st.DataObject
) -> None:
    other = data.draw(st.sampled_from(list(every_plan(situation))))
    rule = Differs(other=other, by=by)
    with_it = situation.programme.on(situation.as_of)
    object.__setattr__(with_it, "rules", (*with_it.rules, rule))
    encoded = encode(with_it)
    for plan in every_plan(situation):
        assert admits(encoded, plan) == keeps_hard_rules(with_it, plan), plan


TEXT = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: Ask, size: {inhabitants: 3}}
  - {id: b, name: Bø, size: {inhabitants: 2}}
  - {id: c, name: Dal, size: {inhabitants: 1}}
waves: [{id: W1}, {id: W2}]
rules: [{kind: capacity, max: 2}]
"""
"""W2 costs a site's inhabitants: best is Dal there (1), then Bø (2), Ask (3), Bø and Dal (3)."""


def test_the_sites_that_distinguish_the_plans_are_reported_with_their_waves(tmp_path: Path) -> None:
    answer = alternatives(known(tmp_path, TEXT), 3, 2, SOON)
    assert [plan.effect.worse_by[2] for plan in answer.plans] == [1, 2]
    assert [(spread.name, spread.waves) for spread in answer.spread] == [
        ("Ask", ("W1", "W1", "W2")),
        ("Bø", ("W1", "W2", "W1")),
        ("Dal", ("W2", "W1", "W1")),
    ]
    assert answer.ended is None


def test_when_there_are_no_more_that_is_proved(tmp_path: Path) -> None:
    answer = alternatives(known(tmp_path, TEXT), 9, 3, SOON)
    assert len(answer.plans) == 1
    assert isinstance(answer.ended, Infeasible)


def test_no_time_ends_the_list_undecided(tmp_path: Path) -> None:
    answer = alternatives(known(tmp_path, TEXT), 3, 1, Limits(1e-9))
    assert isinstance(answer.base, Undecided) or isinstance(answer.ended, Undecided)


def test_equal_input_gives_equal_alternatives(tmp_path: Path) -> None:
    situation = known(tmp_path, TEXT)
    one, other = (alternatives(situation, 4, 1, SOON) for _ in range(2))
    assert [p.plan for p in one.plans] == [p.plan for p in other.plans]
