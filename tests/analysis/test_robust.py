"""Which plans are compared by their futures, and which of them is chosen."""

from datetime import date
from itertools import count
from pathlib import Path

import pytest

from hpplan.analysis.risk.assessment import RunsAsked
from hpplan.analysis.risk.robust import RobustAsked, RobustChoice, robust_choice
from hpplan.execution.executor import HERE, Executor, WorkersLost
from hpplan.planning import best_plan
from hpplan.solving.result import Limits
from tests.builders import programme
from tests.clocks import Counter, Interrupted
from tests.execution.stopped import Stopped
from tests.patience import ENOUGH, PATIENCE

DAY = date(2024, 1, 1)
PROGRAMME = """\
programme: {id: p, as_of: 2024-01-01}
sites:
  - {id: a, kind: k, size: {people: 100}}
  - {id: b, kind: k, size: {people: 101}}
waves: [{id: W1, go_live: 2025-01-01}, {id: W2, go_live: 2025-06-01}, {id: W3, go_live: 2026-01-01}]
rules: [{kind: capacity, waves: W1, max: 1}]
goals: [{kind: participation}, {kind: earliest, measure: people}]
risks: [{id: late, kind: slip, sites: a, chance: 0.5, by: 3m}]
"""
PEOPLE = "goals: [{kind: participation}, {kind: earliest, measure: people}]"


def chosen(
    folder: Path,
    *changes: tuple[str, str],
    number: int = 50,
    loss: float = 0.05,
    executor: Executor = HERE,
    limits: Limits = ENOUGH,
) -> RobustChoice | None:
    text = PROGRAMME
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    asked = RobustAsked(number, loss, RunsAsked(20))
    return robust_choice(programme(folder, text).on(DAY), asked, limits, executor)[1]


def compared(found: RobustChoice | None) -> list[tuple[str, float]]:
    """The waves of `a` and `b` in each plan, and what it loses."""
    assert found is not None
    waves = [each.plan.waves for each in found.plans]
    return [
        (f"{here.get('a')} {here.get('b')}", round(each.loss, 4))
        for here, each in zip(waves, found.plans, strict=True)
    ]


def test_all_plans_that_lose_no_more_are_compared_best_first(tmp_path: Path) -> None:
    nearly = [("W2 W1", 0.0), ("W1 W2", 0.01)]
    assert compared(chosen(tmp_path)) == nearly
    assert compared(chosen(tmp_path, loss=0.01)) == nearly
    assert compared(chosen(tmp_path, loss=0.0099)) == nearly[:1]
    assert compared(chosen(tmp_path, loss=2)) == [
        *nearly,
        ("W2 W2", 1.01),
        ("W3 W1", 1.4172),
        ("W1 W3", 1.4414),
    ]


def test_no_more_are_compared_than_were_asked_for_the_best_included(tmp_path: Path) -> None:
    assert len(compared(chosen(tmp_path, number=3, loss=2))) == 3


def test_who_is_worse_by_an_earlier_goal_is_no_rival(tmp_path: Path) -> None:
    planned = ("people: 100}}", "people: 100}, claims: [{says: planned, wave: W2}]}")
    stable = (PEOPLE, PEOPLE.replace("}, {kind: e", "}, {kind: stability}, {kind: e"))
    assert compared(chosen(tmp_path, planned, stable)) == [("W2 W1", 0.0)]


def test_a_goal_that_counts_upward_loses_by_what_is_less(tmp_path: Path) -> None:
    optional = [
        (f"{{id: {site}, kind: k", f"{{id: {site}, kind: k, required: false") for site in "ab"
    ]
    last = (PEOPLE, "goals: [{kind: participation}]")
    found = compared(chosen(tmp_path, *optional, last))
    assert len(found) == 8  # of nine ways to place two sites in three waves one is too many for W1
    assert {loss for _, loss in found} == {0.0}


def test_of_plans_with_the_same_date_the_best_one_is_chosen(tmp_path: Path) -> None:
    found = chosen(tmp_path, ("chance: 0.5", "chance: 0"))
    assert found is not None
    assert len(found.plans) == 2
    assert (found.chosen is found.best, found.days_80) == (True, 0)


def test_never_is_later_than_every_date(tmp_path: Path) -> None:
    found = chosen(tmp_path, ("by: 3m", "by: 11m"))
    assert found is not None
    assert [plan.by_80 for plan in found.plans] == [None, date(2026, 1, 1)]
    assert (found.chosen, found.days_80) == (found.plans[1], None)


@pytest.mark.parametrize("by", [KeyboardInterrupt, WorkersLost])
def test_what_ends_it_leaves_the_plans_whose_futures_are_done(
    tmp_path: Path, by: type[BaseException]
) -> None:
    found = chosen(tmp_path, executor=Stopped(3, by))  # of two pieces for each of two plans
    assert found is not None
    assert (len(found.plans), found.interrupted, found.cut_short) == (1, True, False)
    assert chosen(tmp_path, executor=Stopped(1, by)) is None
    whole = chosen(tmp_path, executor=Stopped(4, by))
    assert whole is not None
    assert (len(whole.plans), whole.interrupted) == (2, False)


def test_who_ends_the_search_for_plans_waits_for_no_futures(tmp_path: Path) -> None:
    looks = Counter()
    two = chosen(tmp_path, number=2, limits=Limits(PATIENCE, clock=looks))
    assert two is not None
    ending = Limits(PATIENCE, clock=Interrupted(at=looks.looks - 10))
    assert chosen(tmp_path, number=4, loss=2, limits=ending) is None


def test_who_ends_the_search_for_the_best_plan_has_nothing_compared(tmp_path: Path) -> None:
    looks = Counter()
    best_plan(programme(tmp_path, PROGRAMME).on(DAY), Limits(PATIENCE, clock=looks))
    ending = Limits(PATIENCE, clock=Interrupted(at=looks.looks - 5))
    assert chosen(tmp_path, limits=ending) is None


def test_against_nothing_every_loss_is_too_much(tmp_path: Path) -> None:
    stays = (PEOPLE, "goals: [{kind: participation}, {kind: stability}]")
    planned = ("size: {people: 101}", "wave: W2")
    found = chosen(tmp_path, stays, planned, loss=1000.0)
    assert {waves.split()[1] for waves, _ in compared(found)} == {"W2"}
    assert {loss for _, loss in compared(found)} == {0.0}


def test_it_is_said_whether_the_time_ended_before_all_plans_were_found(tmp_path: Path) -> None:
    cut_short: list[bool] = []
    for looks in count(60, 80):
        found = chosen(tmp_path, limits=Limits(looks, clock=Counter()))
        if found is not None:
            cut_short.append(found.cut_short)
            if not found.cut_short:
                break
    assert cut_short == [True] * (len(cut_short) - 1) + [False]
    assert True in cut_short
