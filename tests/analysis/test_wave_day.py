"""What is said against earlier days is true, by every choice of days tried one by one."""

from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings

from hpplan.analysis.wave_day import Excluded, Why, explain_day
from hpplan.planning import Solved, best_plan
from hpplan.programme.plan import PlanData
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Verdict
from tests.days import choices, dated_situations, possible_days
from tests.patience import ENOUGH


@pytest.mark.slow
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(situation=dated_situations())
def test_each_earlier_day_is_excluded_by_what_excludes_it(situation: SituationData) -> None:
    found = best_plan(situation, ENOUGH)
    assume(isinstance(found, Solved) and found.plan.days)
    assert isinstance(found, Solved)
    for wave, day in found.plan.days.items():
        answer = explain_day(situation, wave, ENOUGH, found.plan)
        slot = situation.snapshot.wave[wave]
        assert all(run.proved for run in answer.earlier)
        assert {
            earlier: said_of(earlier, answer.earlier)
            for earlier in possible_days(situation, slot)
            if earlier < day
        } == {
            earlier: tried(situation, found.plan, wave, earlier)
            for earlier in possible_days(situation, slot)
            if earlier < day
        }


def said_of(day: date, runs: tuple[Excluded, ...]) -> Why:
    """What is said against a day that the calendar allows; the order of waves counts as a rule."""
    (run,) = (
        run
        for run in runs
        if run.first <= day <= run.last and run.why not in (Why.WEEKDAY, Why.AS_OF)
    )
    return Why.RULE if run.why is Why.ORDER else run.why


def tried(situation: SituationData, plan: PlanData, wave: str, day: date) -> Why:
    """The same, from every choice of days for the plan."""
    worths = [
        worth
        for days in choices(situation, plan.waves)
        if days.get(wave) == day and (worth := worth_of(situation, plan, days)) is not None
    ]
    if not worths:
        return Why.RULE
    return Why.NOTHING if min(worths) == worth_of(situation, plan, plan.days) else Why.GOAL


def worth_of(
    situation: SituationData, plan: PlanData, days: dict[str, date]
) -> tuple[int, ...] | None:
    """The goals of the days; None if they break a hard rule."""
    dated = situation.on_days(days).snapshot
    for rule in situation.hard_rules:
        if any(one.verdict is Verdict.BROKEN for one in rule.violations(dated, plan.waves)):
            return None
    return tuple(goal.measure(dated, plan.waves) for goal in situation.day_goals)
