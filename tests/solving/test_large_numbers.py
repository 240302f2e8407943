"""Numbers as large as are admitted: no sum leaves 62 bits, and the best plan is the best."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hpplan.domain.entry import LARGEST
from hpplan.domain.sums import LARGEST_SUM
from hpplan.domain.waves import Wave
from hpplan.goals import BY_KIND as GOALS
from hpplan.goals.base import Sense
from hpplan.periods import Period
from hpplan.planning import Infeasible, Solved, best_plan
from hpplan.programme.changes import RuleReplaced, changed
from hpplan.programme.programme import SituationData
from hpplan.rules import BY_KIND as RULES
from hpplan.rules import Pool, Ramp, Rule
from hpplan.solving.encoding import Encoded, encode, encode_with_assumptions
from hpplan.solving.model import Model
from hpplan.solving.solve import aim_of
from tests.builders import known
from tests.patience import ENOUGH
from tests.programmes import every_plan, keeps_hard_rules, situations
from tests.thoroughness import examples

A_LOT = LARGEST // 8
FACTORS = (1.123456789, 0.333333333333, 999.999999)


@st.composite
def large(draw: st.DrawFn, *, kind: str | None = None, goal: str | None = None) -> SituationData:
    """A small programme with numbers of up to twelve digits, some waves in another age, and no sum
    that is too large.
    """
    small = draw(situations(kind, 2, goal=goal, soft=True))
    unit = draw(st.sampled_from([A_LOT, A_LOT - 1, 1_000_003, 10**9 + 7]))
    more = st.integers(0, 3)
    sites = tuple(
        site.model_copy(
            update={
                "size": {name: size * unit + draw(more) for name, size in site.size.items()},
                "wishes": {wave: cost * unit + draw(more) for wave, cost in site.wishes.items()},
            }
        )
        for site in small.programme.sites
    )
    far = draw(st.booleans())
    waves = tuple(
        _in_another_age(wave) if far and number == 1 else wave
        for number, wave in enumerate(small.programme.waves)
    )
    rules = tuple(_weighing(rule, unit, draw(more)) for rule in small.programme.rules)
    if draw(st.booleans()):
        rules = tuple(
            rule.model_copy(update={"factor": draw(st.sampled_from(FACTORS)), "step": None})
            if isinstance(rule, Ramp)
            else rule
            for rule in rules
        )
    programme = replace(small.programme, sites=sites, waves=waves, rules=rules)
    assume(not programme.too_large)
    return programme.on(small.as_of)


def _in_another_age(wave: Wave) -> Wave:
    if not isinstance(wave.go_live, Period) or wave.go_live.first < date(2024, 1, 1):
        return wave
    return Wave.model_validate({"id": wave.id, "go_live": "8999-05-04"})


def _weighing(rule: Rule, unit: int, more: int) -> Rule:
    """The rule with its numbers in that unit, where it counts more than sites."""
    if getattr(rule, "measure", "sites") == "sites":
        return rule
    stated: dict[str, Any] = {
        name: number * unit + more
        for name in ("max", "min", "step")
        if (number := getattr(rule, name, None)) is not None
    }
    if isinstance(rule, Pool):
        stated["use"] = {phase: amount * 1001 for phase, amount in rule.use.items()}
    return rule.model_copy(update=stated)


def sums(model: Model, situation: SituationData, encoded: Encoded) -> Iterator[int]:
    """What each constraint, and each goal as it is held, adds up to at most, signs left out."""

    def most(variables: tuple[int, ...], coefficients: tuple[int, ...]) -> int:
        ranges = (model.ranges.get(variable, (0, 1)) for variable in variables)
        return sum(
            abs(c) * max(abs(low), abs(high))
            for c, (low, high) in zip(coefficients, ranges, strict=True)
        )

    for linear in model.linears:
        bounds = [abs(bound) for bound in (linear.low, linear.high) if bound is not None]
        yield max(most(linear.variables, linear.coefficients), *bounds)
    for goal in situation.goals:
        aim = aim_of(goal, encoded, situation).minimise
        yield most(aim.variables, aim.coefficients) + abs(aim.constant)


@pytest.mark.parametrize("kind", sorted(RULES))
@examples(30)
@given(data=st.data())
def test_no_rule_asks_for_a_sum_beyond_62_bits(kind: str, data: st.DataObject) -> None:
    situation = data.draw(large(kind=kind))
    encoded, (asked, _) = encode(situation), encode_with_assumptions(situation)
    assert max(sums(encoded.model, situation, encoded), default=0) <= LARGEST_SUM
    assert max(sums(asked.model, situation, asked), default=0) <= LARGEST_SUM


@pytest.mark.parametrize("goal", sorted(GOALS))
@examples(30)
@given(data=st.data())
def test_no_goal_asks_for_a_sum_beyond_62_bits(goal: str, data: st.DataObject) -> None:
    situation = data.draw(large(goal=goal))
    encoded = encode(situation)
    assert max(sums(encoded.model, situation, encoded), default=0) <= LARGEST_SUM


def ranked(situation: SituationData, plan: Mapping[str, str]) -> tuple[int, ...]:
    return tuple(
        goal.measure(situation.snapshot, plan) * (1 if goal.sense is Sense.MINIMISE else -1)
        for goal in situation.goals
    )


@pytest.mark.parametrize("goal", ["balance", "earliest", "participation", "peak", "wishes"])
@examples(20)
@given(data=st.data())
def test_the_best_plan_is_the_best_however_large_the_numbers(
    goal: str, data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(["capacity", "pool", "ramp", None]))
    situation = data.draw(large(kind=kind, goal=goal))
    possible = [plan for plan in every_plan(situation) if keeps_hard_rules(situation, plan)]
    outcome = best_plan(situation, ENOUGH)
    if not possible:
        assert isinstance(outcome, Infeasible)
        return
    assert isinstance(outcome, Solved)
    best = min(ranked(situation, plan) for plan in possible)
    assert ranked(situation, outcome.plan.waves) == best
    assert all(goal.proved for goal in outcome.plan.goals)


def test_a_goal_is_proved_where_its_bound_would_creep_up_one_conflict_at_a_time(
    tmp_path: Path,
) -> None:
    text = """
        programme: {id: small, name: Small, as_of: 2024-06-01}
        sources: [{id: letter, kind: document, title: Letter, published: 2024-05-01}]
        trusts:
          - id: t0
            claims: [{says: decided, wave: w0, source: letter}]
            required: false
          - {id: t1, required: false}
        municipalities:
          - {id: m0, size: {inhabitants: 1000000000000, staff: 1000000000000}}
          - id: m1
            size: {inhabitants: 521024129548, staff: 239625421268}
            trust: t1
            claims: [{says: planned, wave: w0, source: letter}]
          - {id: m2, size: {inhabitants: 1000000000000, staff: 203563937413}}
          - id: m3
            size: {inhabitants: 1000000000000, staff: 154855689622}
            trust: t0
            required: false
          - id: m4
            size: {inhabitants: 269035380449, staff: 1000000000000}
            trust: t0
            claims: [{says: planned, wave: w0, source: letter}]
        waves:
          - {id: w0, go_live: 2024-06-01}
          - {id: w1, go_live: 2024-09-30}
        rules: [{kind: ramp, step: 1000000000000, measure: staff, sites: all}]
        goals: [{kind: exposure, pairs: trust}, {kind: peak, measure: inhabitants}]
    """
    outcome = best_plan(known(tmp_path, text), ENOUGH)
    assert isinstance(outcome, Solved)
    assert [(goal.value, goal.bound) for goal in outcome.plan.goals] == [(0, 0), (2 * 10**12,) * 2]


def test_a_change_by_hand_that_nobody_could_count_with_is_refused(tmp_path: Path) -> None:
    text = """
        municipalities: [{id: a, name: A, size: {staff: 300000000}}]
        waves: [{id: W0}, {id: W1}]
        rules: [{kind: ramp, measure: staff, factor: 1.5}]
    """
    situation = known(tmp_path, text)
    (rule,) = situation.rules
    finer = changed(situation, [RuleReplaced(rule, rule.altered(factor=1.12345678901))])
    with pytest.raises(ValueError, match=r"^'ramp' could add up to \d+, more than the \d+ that"):
        best_plan(finer, ENOUGH)
