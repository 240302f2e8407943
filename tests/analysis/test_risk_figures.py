"""What futures add up to: how sure a share is, who counts in an ending, and coverage over time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import comb
from pathlib import Path

import pytest

from hpplan.analysis.risk.assessment import RunsAsked, assess
from hpplan.analysis.risk.counts import counted as count
from hpplan.analysis.risk.coverage_fan import CoverageOn, Gains, Served, coverage_fan
from hpplan.analysis.risk.figures import (
    By,
    Figures,
    Frequency,
    estimated,
    figures,
    figures_of,
    upper_limit,
)
from hpplan.analysis.risk.replanning import Course, Ending, Replanner
from hpplan.execution.executor import HERE
from hpplan.periods import Period
from hpplan.programme.plan import PlanData, current_plan
from hpplan.programme.programme import SituationData
from hpplan.solving.replan import NoReplan
from tests.builders import programme

DAY = date(2024, 1, 1)
PLANNED = """\
programme: {id: p, as_of: 2024-01-01}
municipalities:
  - {id: a, size: {inhabitants: 50}, claims: [{says: planned, wave: W2}]}
  - {id: b, size: {inhabitants: 30}, claims: [{says: planned, wave: W3}]}
  - {id: c, size: {inhabitants: 20}, claims: [{says: live, wave: W1, on: 2023-05-01}]}
waves:
  - {id: W1, go_live: 2023-05-01}
  - {id: W2, go_live: 2025-06-01}
  - {id: W3, go_live: 2025-09-01}
  - {id: W4, go_live: 2025-12-01}
"""
LATE = "risks: [{id: late, kind: slip, waves: W2, chance: 0.5, by: 6m}]\n"


def known(tmp_path: Path, risks: str = "") -> tuple[SituationData, PlanData]:
    situation = programme(tmp_path, PLANNED + risks).on(DAY)
    return situation, current_plan(situation)


def counted(tmp_path: Path, *endings: tuple[Ending, int | Fraction]) -> Figures:
    situation, plan = known(tmp_path)
    found: dict[Ending, Fraction] = {ending: Fraction(weight) for ending, weight in endings}
    return figures(Replanner(situation, plan.waves), found)


def course(tmp_path: Path, day: date) -> Course:
    situation, plan = known(tmp_path)
    return replace(Replanner(situation, plan.waves).start, day=day)


def with_dates(course: Course, **dates: str) -> Course:
    moved = {wave: Period.parse(day) for wave, day in dates.items()}
    return replace(course, dates=tuple({**dict(course.dates), **moved}.items()))


# --- how sure a share is ------------------------------------------------------------------------


@pytest.mark.parametrize("runs", [50, 400])
def test_two_errors_to_either_side_hold_a_chance_by_the_exact_binomial(runs: int) -> None:
    found = [estimated(times, runs) for times in range(runs + 1)]
    for thousandths in range(1, 1000, 14):
        chance = thousandths / 1000
        held = sum(
            comb(runs, times) * chance**times * (1 - chance) ** (runs - times)
            for times, share in enumerate(found)
            if abs(share.value - chance) <= 1.96 * share.error
        )
        assert held > 0.9, chance


def test_what_never_came_up_has_the_exact_upper_limit() -> None:
    for runs in (1, 10, 1000):
        assert (1 - upper_limit(runs)) ** runs == pytest.approx(0.025)


def test_the_error_of_a_share_in_the_middle_is_the_usual_one() -> None:
    assert estimated(500, 1000).error == pytest.approx(0.5 / 1000**0.5)
    assert estimated(0, 1000).error == pytest.approx(estimated(1000, 1000).error)


def test_what_no_draw_can_change_has_no_error(tmp_path: Path) -> None:
    situation, plan = known(tmp_path, LATE)
    found = assess(situation, plan, RunsAsked(20), HERE).figures
    assert found is not None
    assert [site.as_planned.error > 0 for site in found.sites] == [True, True, False]  # c is live
    assert [wave.as_planned.error > 0 for wave in found.waves] == [False, True, True]


def test_without_risks_the_figures_are_no_estimates(tmp_path: Path) -> None:
    situation, plan = known(tmp_path)
    found = assess(situation, plan, RunsAsked(20), HERE)
    assert found.figures is not None
    assert found.runs == 20
    assert (found.figures.no_plan, found.figures.same_dates) == (
        Frequency(0.0, 0.0),
        Frequency(1.0, 0.0),
    )
    assert found.figures.everybody[0][1] == By(*[date(2025, 9, 1)] * 3)


def test_a_date_lies_between_those_of_two_errors_more_and_less(tmp_path: Path) -> None:
    situation, plan = known(tmp_path)
    replanner = Replanner(situation, plan.waves)
    late = Ending(with_dates(replanner.start, W3="2025-10"))
    found = figures(replanner, {Ending(replanner.start): 75, late: 25})
    planned, last = date(2025, 9, 1), date(2025, 10, 31)  # a period is over on its last day
    assert [by for _, by in found.everybody] == [
        By(planned, planned, planned),
        By(last, planned, last),
        By(last, last, last),
    ]
    assert found.sites[1].by_80 == By(last, planned, last)


@pytest.mark.parametrize(
    ("lost", "undecided"), [(NoReplan.PROVED, 0.0), (NoReplan.UNDECIDED, 0.25)]
)
def test_counts_of_some_and_of_others_are_those_of_both(
    tmp_path: Path, lost: NoReplan, undecided: float
) -> None:
    situation, plan = known(tmp_path)
    replanner = Replanner(situation, plan.waves)
    start = replanner.start
    some = {Ending(start): 1, Ending(replace(start, day=date(2030, 1, 1)), lost): 1}
    others = {Ending(start): 1, Ending(with_dates(start, W3="2025-10")): 1}
    counts = count(replanner, others)
    counts.take(count(replanner, some))
    both = figures_of(replanner, counts, drawn=True)
    assert both == figures(replanner, {**others, **some, Ending(start): 2})
    assert (both.no_plan.value, both.undecided.value) == (0.25, undecided)
    assert both.everybody[2][1].day is None  # without a plan never, even where all are live by then


# --- what counts as a change --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ("none", (1.0, 1.0)),
        ("W4 later", (1.0, 1.0)),  # which nobody is in
        ("W3 later", (1.0, 0.0)),
        ("b elsewhere", (0.0, 0.0)),
        ("x has left", (0.0, 0.0)),  # who had no wave yet
        ("no plan", (0.0, 0.0)),
    ],
)
def test_nothing_changes_where_all_are_in_their_waves_on_their_dates(
    tmp_path: Path, change: str, same: tuple[float, float]
) -> None:
    planned = course(tmp_path, DAY)
    ending = {
        "none": Ending(planned),
        "W4 later": Ending(with_dates(planned, W4="2026-03-01")),
        "W3 later": Ending(with_dates(planned, W3="2025-10-01")),
        "b elsewhere": Ending(replace(planned, plan=(("a", "W2"), ("b", "W4"), ("c", "W1")))),
        "x has left": Ending(replace(planned, left=frozenset("x"))),
        "no plan": Ending(planned, NoReplan.PROVED),
    }[change]
    found = counted(tmp_path, (ending, 1))
    assert (found.same_plan.value, found.same_dates.value) == same


# --- who counts without a plan ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "live", "waves"),
    [
        (date(2025, 6, 1), ["c"], ["W1"]),  # a period is over on its last day, not before its end
        (date(2025, 6, 2), ["a", "c"], ["W1", "W2"]),
    ],
)
def test_without_a_plan_those_are_live_whose_day_is_over(
    tmp_path: Path, day: date, live: list[str], waves: list[str]
) -> None:
    ending = Ending(course(tmp_path, day), NoReplan.PROVED)
    found = counted(tmp_path, (ending, 1))
    assert [site.site for site in found.sites if site.by_80.day is not None] == live
    assert [site.site for site in found.sites if site.as_planned.value] == live
    assert [wave.wave for wave in found.waves if wave.as_planned.value] == waves
    assert [by.day for _, by in found.everybody] == [None, None, None]


@pytest.mark.parametrize(
    ("wave", "claim", "since"),
    [
        ("2024", "{says: live, wave: W1}", "2024-01-01"),  # its period is not over: live by now
        ("2024", "{says: live, wave: W1, on: 2023-12}", "2023-12-31"),
        ("2023-05-01", "{says: live, wave: W1}", "2023-05-01"),
    ],
)
def test_who_is_live_is_so_by_the_as_of_date_at_the_latest(
    tmp_path: Path, wave: str, claim: str, since: str
) -> None:
    text = PLANNED.replace("{id: W1, go_live: 2023-05-01}", f"{{id: W1, go_live: {wave}}}")
    text = text.replace("{says: live, wave: W1, on: 2023-05-01}", claim)
    situation = programme(tmp_path, text).on(DAY)
    replanner = Replanner(situation, current_plan(situation).waves)
    found = figures(replanner, {Ending(replanner.start): Fraction(1)})
    assert found.sites[-1].by_80 == By(*[date.fromisoformat(since)] * 3)
    assert found.coverage[0] == CoverageOn(DAY, 0.2, (0.2,) * 5)


def test_who_has_no_wave_is_as_planned_as_long_as_it_takes_part(tmp_path: Path) -> None:
    text = PLANNED.replace("waves:", "  - {id: d, required: false}\nwaves:")
    situation = programme(tmp_path, text).on(DAY)
    replanner = Replanner(situation, current_plan(situation).waves)
    start = replanner.start
    for left, share in ((frozenset[str](), 1.0), (frozenset("d"), 0.0)):
        found = figures(replanner, {Ending(replace(start, left=left)): Fraction(1)})
        assert found.sites[-1].as_planned.value == share
        assert found.everybody[0][1].day == (None if share else date(2025, 9, 1))
        assert found.placed[0][1].day == date(2025, 9, 1)


# --- coverage -----------------------------------------------------------------------------------


def test_coverage_has_percentiles_of_the_futures_and_counts_who_has_left(tmp_path: Path) -> None:
    planned = course(tmp_path, DAY)
    late = with_dates(planned, W3="2026-03-01")
    gone = Course(DAY, (("c", "W1"),), planned.dates, left=frozenset("ab"))
    found = counted(tmp_path, (Ending(planned), 5), (Ending(late), 3), (Ending(gone), 2))
    assert [(wave.wave, wave.as_planned.value, wave.by_80.day) for wave in found.waves] == [
        ("W1", 1.0, date(2023, 5, 1)),
        ("W2", 0.8, date(2025, 6, 1)),
        ("W3", 0.5, date(2026, 3, 1)),
    ]
    assert found.coverage == (
        CoverageOn(DAY, 0.2, (0.2, 0.2, 0.2, 0.2, 0.2)),
        CoverageOn(date(2025, 6, 1), 0.7, (0.2, 0.7, 0.7, 0.7, 0.7)),
        CoverageOn(date(2025, 9, 1), 1.0, (0.2, 0.7, 1.0, 1.0, 1.0)),
        CoverageOn(date(2026, 3, 1), 1.0, (0.2, 1.0, 1.0, 1.0, 1.0)),
    )


def served(lived: Sequence[tuple[int, Gains]]) -> Served:
    """Each future counted by itself, and then all together."""
    found = Served()
    for weight, gains in lived:
        one = Served()
        one.add(gains, weight, DAY)
        found.take(one)
    return found


def test_a_percentile_is_what_exactly_so_many_futures_have_reached() -> None:
    day = date(2024, 2, 1)
    lived = [(1, [(day, amount)]) for amount in range(1, 11)]
    (_, found) = coverage_fan([], served(lived), 10, DAY)
    assert found == CoverageOn(day, 0.0, (0.2, 0.3, 0.6, 0.8, 1.0))
    assert coverage_fan([], served([(1, [])]), 0, DAY) == ()


def test_coverage_of_equal_endings_is_that_of_one() -> None:
    day = date(2024, 2, 1)
    some = Counter({10: 3, 4: 1})
    apart = [(1, [(day, amount)]) for amount in some.elements()]
    together = [(number, [(day, amount)]) for amount, number in some.items()]
    assert coverage_fan([], served(apart), 10, DAY) == coverage_fan([], served(together), 10, DAY)
