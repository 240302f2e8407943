"""The days that are chosen are the best there are, by every choice tried one by one."""

from dataclasses import replace
from datetime import date
from itertools import count, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.goals import Rhythm
from hpplan.planning import Infeasible, Solved, best_plan, best_plan_proved_twice
from hpplan.programme.changes import changed, rule_dropped
from hpplan.programme.plan import PlanData, Proof
from hpplan.programme.programme import Overrides, SituationData
from hpplan.solving.cpsat import EngineContradiction, EngineStatus
from hpplan.solving.dates import search as search_of_days
from hpplan.solving.dates.encoding import encode_days
from hpplan.solving.dates.search import DaySearch, aim_of_days, aims_of_days_of, solve_with_days
from hpplan.solving.deadline import Budget, Deadline
from hpplan.solving.facts import Fact, HolidaysOff, RuleStands, WeekdaysNamed
from hpplan.solving.result import DatedSolution, Limits, NoSolution, Undecided
from hpplan.solving.search import any_values
from tests.builders import known
from tests.clocks import Counter
from tests.days import DAY_RULE_KEYS, dated_situations, pairs, ranked
from tests.patience import ENOUGH
from tests.thoroughness import examples

AT_ONCE = Limits(seconds=0.001)
WITHOUT_REPAIRS = replace(ENOUGH, repairs=0)


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(DAY_RULE_KEYS))
@examples(15)
@given(data=st.data())
def test_the_proved_pair_is_the_best_of_all_that_keep_the_rules(
    kind: str, data: st.DataObject
) -> None:
    best_of_all(data.draw(dated_situations(kind)))


def best_of_all(situation: SituationData) -> None:
    """The plan and the days that are proved best are so, by every pair there is."""
    best = min((ranked(situation, *pair) for pair in pairs(situation)), default=None)
    found = best_plan(situation, WITHOUT_REPAIRS)
    if best is None:
        assert isinstance(found, Infeasible)
        return
    assert isinstance(found, Solved)
    plan = found.plan
    assert plan.dates is not None
    assert ranked(situation, plan.waves, plan.days) == best
    assert all(goal.proved for goal in (*plan.goals, *plan.dates.goals))


@pytest.mark.slow
@examples(15)
@given(situation=dated_situations(gates=True))
def test_who_failed_a_gate_goes_live_on_a_day_whose_day_for_it_is_still_ahead(
    situation: SituationData,
) -> None:
    best_of_all(situation)


FAILED = """
programme: {id: coast, as_of: 2024-01-01, gates: [{id: ready, at: -30d}]}
municipalities:
  - {id: ask, claims: [{says: decided, wave: W1}, {says: failed, gate: ready}]}
waves: [{id: W1, go_live: 2024-01-20..2024-02-10}]
"""


def test_of_a_period_the_days_are_left_that_the_gate_lies_ahead_of(tmp_path: Path) -> None:
    """30 days before 31 January is 1 January."""
    situation = known(tmp_path, FAILED)
    situation = situation.programme.on(situation.as_of, Overrides(dates=True))
    found = best_plan(situation, ENOUGH)
    assert isinstance(found, Solved)
    assert found.plan.days == {"W1": date(2024, 2, 1)}


NO_DAYS_IN_THE_BEST_PLACEMENTS = """
programme: {id: coast, name: The coast, as_of: 2024-01-01}
municipalities:
  - {id: ask, name: Ask}
  - {id: berg, name: Berg}
waves:
  - {id: W1, go_live: 2024-03-01..2024-03-31}
  - {id: W2, go_live: 2024-03-02..2024-03-20}
rules:
  - {kind: pin, site: ask, wave: W1}
  - {kind: blackout, sites: [ask], period: 2024-03-01..2024-03-25}
  - {kind: apart, sites: [ask, berg], hard: false}
goals: [{kind: participation}, {kind: rhythm, gap: 5w}]
"""


def test_what_is_asked_of_placements_without_days_binds_no_others(tmp_path: Path) -> None:
    """Apart they are best, but W1 then goes live after the last day of W2."""
    plan = with_days(tmp_path, NO_DAYS_IN_THE_BEST_PLACEMENTS)
    assert plan.waves == {"ask": "W1", "berg": "W1"}
    assert plan.days == {"W1": date(2024, 3, 26)}


def with_days(tmp_path: Path, text: str, start: dict[str, str] | None = None) -> PlanData:
    """The best plan with days, all of it proved; `start` is tried first."""
    situation = known(tmp_path, text)
    situation = situation.programme.on(situation.as_of, Overrides(dates=True))
    found = best_plan(situation, ENOUGH, start=start)
    assert isinstance(found, Solved)
    assert found.plan.dates is not None
    assert found.plan.dates.proof is Proof.OPTIMAL
    return found.plan


ALIKE = """
programme: {id: coast, name: The coast, as_of: 2024-01-01}
municipalities: [{id: ask, name: Ask}, {id: berg, name: Berg}]
waves:
  - {id: W1, go_live: 2024-03-01..2024-03-31}
  - {id: W2, go_live: 2024-04-02..2024-04-20}
rules:
  - {kind: blackout, sites: SITE, period: 2024-03-01..2024-03-25}
  - {kind: apart, sites: [ask, berg]}
goals: [{kind: participation}]
"""


@pytest.mark.parametrize(("late", "early"), [("ask", "berg"), ("berg", "ask")])
def test_with_others_in_it_a_wave_may_go_live_earlier(
    tmp_path: Path, late: str, early: str
) -> None:
    plan = with_days(tmp_path, ALIKE.replace("SITE", late))
    assert plan.waves == {early: "W1", late: "W2"}
    assert plan.days == {"W1": date(2024, 3, 1), "W2": date(2024, 4, 2)}


def test_a_wave_that_nobody_is_in_may_be_the_better_one(tmp_path: Path) -> None:
    text = ALIKE.replace("W2", "W0")
    text = text.replace("2024-04-02..2024-04-20", "2024-02-01..2024-02-20")
    text = text.replace("kind: apart, sites: [ask, berg]", "kind: forbid, sites: ask, waves: W0")
    start = {"ask": "W1", "berg": "W1"}
    plan = with_days(tmp_path, text.replace("SITE", "ask"), start)
    assert plan.waves == {"berg": "W0", "ask": "W1"}
    assert plan.days == {"W0": date(2024, 2, 1), "W1": date(2024, 3, 26)}


PAIR = """
programme: {id: coast, name: The coast, as_of: 2024-01-01, calendar: {go_live_days: [saturday]}}
municipalities:
  - {id: ask, name: Ask, required: false}
  - {id: berg, name: Berg, required: false}
waves: [{id: W1, go_live: 2024-03}, {id: W2, go_live: 2024-03}]
rules:
  - {kind: before, first: ask, then: berg, gap: GAP}
  - {kind: forbid, sites: ask, waves: W2}
  - {kind: forbid, sites: berg, waves: W1}
goals: [{kind: participation}, {kind: fewest-waves}]
"""
"""Both may go live if four weeks, from the first Saturday of March to the last, keep the gap."""


@pytest.mark.parametrize(
    ("gap", "days"),
    [
        ("{days: 28}", {"W1": date(2024, 3, 2), "W2": date(2024, 3, 30)}),
        ("{waves: 1, at_most: {days: 7}}", {"W1": date(2024, 3, 2), "W2": date(2024, 3, 9)}),
        # That two need two waves is not proved of one; where berg must follow there is none.
        ("{days: 29}", {"W1": date(2024, 3, 2)}),
        ("{waves: 1, at_most: {days: 6}}", {}),
    ],
)
def test_a_gap_that_no_days_keep_leaves_sites_out(
    tmp_path: Path, gap: str, days: dict[str, date]
) -> None:
    plan = with_days(tmp_path, PAIR.replace("GAP", gap))
    assert plan.days == days
    assert all(goal.proved for goal in plan.goals)


def test_what_is_proved_of_days_in_any_time_holds_for_all_placements(tmp_path: Path) -> None:
    situation = known(tmp_path, ALIKE.replace("SITE", "ask"))
    situation = situation.programme.on(situation.as_of, Overrides(dates=True))
    best = best_plan(situation, ENOUGH, start={"ask": "W1", "berg": "W2"})
    assert isinstance(best, Solved)
    assert best.plan.dates is not None
    (least,) = (goal.value for goal in best.plan.dates.goals)
    proved = set[bool]()
    for looks in count(1, 5):
        start = {"ask": "W1", "berg": "W2"}
        found = best_plan(situation, Limits(looks, clock=Counter()), start=start)
        if isinstance(found, Solved):
            assert found.plan.dates is not None
            (goal,) = found.plan.dates.goals
            assert goal.bound is None or goal.bound <= least
            proved.add(goal.proved)
            if goal.proved:
                break
    assert proved == {False, True}


RHYTHM = """
programme: {id: coast, name: The coast, as_of: 2024-01-01}
sources: [{id: letter, kind: document, published: 2023-12-01}]
municipalities:
  - {id: ask, name: Ask, claims: [{says: live, wave: W1, on: 2023-10-02, source: letter}]}
  - {id: berg, name: Berg, claims: [{says: live, wave: W2, on: 2023-11-06, source: letter}]}
  - {id: dal, name: Dal, claims: [{says: planned, wave: W3, source: letter}]}
  - {id: eid, name: Eid, claims: [{says: planned, wave: W4, source: letter}]}
waves:
  - {id: W1, go_live: 2023-10-02}
  - {id: W2, go_live: 2023-11-06}
  - {id: W3, go_live: 2024-01-29..2024-02-02}
  - {id: W4, go_live: 2024-02-12..2024-02-16}
goals: [{kind: participation}, {kind: stability}, {kind: rhythm, gap: GAP}]
"""


@pytest.mark.parametrize(
    ("gap", "off"),
    [
        ("60d", 24 + 42),  # on 29 January and 16 February, as early and as late as they can be
        ("87d", 3 + 69),  # any later third wave would be as much nearer to the fourth
        ("5d", 79 + 9),
    ],
)
def test_days_keep_the_rhythm_as_nearly_as_they_can(tmp_path: Path, gap: str, off: int) -> None:
    """From 6 November; the five weeks between the waves that are live count nothing."""
    plan = with_days(tmp_path, RHYTHM.replace("GAP", gap))
    assert plan.dates is not None
    assert (plan.dates.goals[0].kind, plan.dates.goals[0].value) == ("rhythm", off)


class MismeasuredRhythm(Rhythm):
    """Measures so many days more than it has the solver count."""

    off: int

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        return super().measure(snapshot, placements) + self.off


@pytest.mark.parametrize("off", [1, -1])
def test_days_that_measure_otherwise_than_was_proved_are_a_contradiction(
    tmp_path: Path, off: int
) -> None:
    situation = known(tmp_path, RHYTHM.replace("GAP", "60d"))
    others = situation.programme.goals[:-1]
    wrong = MismeasuredRhythm(gap="60d", off=off)
    programme = replace(situation.programme, goals=(*others, wrong))
    said = rf"rhythm measures {66 + off}; the solver saw \d+, and proved 66"
    with pytest.raises(EngineContradiction, match=said):
        solve_with_days(programme.on(situation.as_of, Overrides(dates=True)), ENOUGH)


def test_where_placements_are_settled_live_waves_count_nothing_in_the_rhythm(
    tmp_path: Path,
) -> None:
    situation = known(tmp_path, RHYTHM.replace("GAP", "60d"))
    situation = situation.programme.on(situation.as_of, Overrides(dates=True))
    placements = {"ask": "W1", "berg": "W2", "dal": "W3", "eid": "W4"}
    seen, measured = best_of_days(situation, placements)
    assert seen[0] == measured[0] == 24 + 42


def best_of_days(
    situation: SituationData, placements: dict[str, str]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What the goals come to on the best days of these placements: as the solver saw them, and as
    they are measured.
    """
    encoded, budget = encode_days(situation), Budget(Deadline.after(ENOUGH.seconds), 1)
    aims = [aim_of_days(goal, encoded, situation) for goal in situation.day_goals]
    here = encoded.in_model(encoded.model.simplified(encoded.as_in(placements)))
    aims = aims_of_days_of(placements, here, situation, aims)
    found = any_values(here.model, budget, here.assignment(placements))
    assert found.values is not None
    search = DaySearch(here, here.model, aims, found.values)
    search.run(budget)
    dated = situation.on_days(here.days_of(search.best)).snapshot
    measured = tuple(goal.measure(dated, placements) for goal in situation.day_goals)
    return tuple(aim.value(search.best) for aim in aims), measured


OVERLAPPING = """
programme: {id: coast, name: The coast, as_of: 2024-01-01}
municipalities:
  - {id: ask, name: Ask}
  - {id: berg, name: Berg}
  - {id: dal, name: Dal}
  - {id: eid, name: Eid}
waves:
  - {id: W1, go_live: 2024-03-04}
  - {id: W2, go_live: 2024-03-04..2024-03-07}
  - {id: W3, go_live: 2024-03-05..2024-03-08}
  - {id: W4, go_live: 2024-03-07}
"""


@pytest.mark.parametrize(
    ("placements", "admitted"),
    [
        ({"ask": "W1", "berg": "W2", "dal": "W3", "eid": "W4"}, ["5 6"]),
        ({"ask": "W2", "berg": "W2", "dal": "W3", "eid": "W4"}, ["4 5", "4 6", "5 6"]),
        (
            {"ask": "W1", "berg": "W2", "dal": "W3", "eid": "W3"},
            ["5 6", "5 7", "5 8", "6 7", "6 8", "7 8"],
        ),
    ],
)
def test_waves_that_hold_a_site_go_live_in_their_order_on_days_of_their_own(
    tmp_path: Path, placements: dict[str, str], admitted: list[str]
) -> None:
    situation = known(tmp_path, OVERLAPPING)
    situation = situation.programme.on(situation.as_of, Overrides(dates=True))
    encoded, budget = encode_days(situation), Budget(Deadline.after(ENOUGH.seconds), 1)
    here = encoded.model.simplified(encoded.as_in(placements))
    near, found = encoded.assignment(placements), []
    for second, third in product(encoded.chosen["W2"].days, encoded.chosen["W3"].days):
        on = here.with_true(encoded.as_on({"W2": second, "W3": third}))
        if any_values(on, budget, near).status is not EngineStatus.INFEASIBLE:
            found.append(f"{second.day} {third.day}")
    assert found == admitted


UNWEIGHED = """
programme: {id: coast, name: The coast, as_of: 2024-01-01}
trusts: [{id: eid, wave: W2}, {id: dal, wave: W3}]
municipalities: [{id: ask, wave: W1, size: {inhabitants: 5}}]
waves:
  - {id: W1, go_live: 2024-03-05}
  - {id: W2, go_live: 2024-03-06..2024-05-31}
  - {id: W3, go_live: 2024-06-01..2024-08-31}
rules: [{kind: spacing, min: 2w}, {kind: before, first: eid, then: dal, gap: {days: 90}}]
"""


def test_where_no_goal_cares_for_the_day_of_a_wave_it_is_the_first_that_the_rules_admit(
    tmp_path: Path,
) -> None:
    """A trust has no inhabitants: by `earliest` it may go live on any day."""
    plan = with_days(tmp_path, UNWEIGHED)
    assert plan.days == {"W2": date(2024, 3, 19), "W3": date(2024, 6, 17)}


A_YEAR_EACH = """
programme: {id: coast, name: The coast, as_of: 2024-01-01}
municipalities: [{id: ask, name: Ask}, {id: berg, name: Berg}, {id: dal, name: Dal}]
waves: [{id: W1, go_live: 2024}, {id: W2, go_live: 2025}, {id: W3, go_live: 2026}]
rules: [{kind: apart, sites: all}, {kind: spacing, min: 11m}]
"""


def test_that_there_are_no_days_is_not_proved_where_time_ran_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The placements have all the time they need; the days have none."""
    monkeypatch.setattr(search_of_days, "PLACING_SHARE", ENOUGH.seconds / AT_ONCE.seconds)
    monkeypatch.setattr(search_of_days, "LEAST_CHOOSING", 0.0)
    situation = known(tmp_path, A_YEAR_EACH)
    situation = situation.programme.on(situation.as_of, Overrides(dates=True))
    assert not isinstance(solve_with_days(situation, AT_ONCE), NoSolution)


@pytest.mark.parametrize(("late", "early"), [("ask", "berg"), ("berg", "ask")])
def test_an_earlier_wave_is_looked_for_where_it_is_not_proved_impossible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, late: str, early: str
) -> None:
    monkeypatch.setattr(search_of_days, "NO_EARLIER", {"max_deterministic_time": 1e-9})
    plan = with_days(tmp_path, ALIKE.replace("SITE", late), {late: "W1", early: "W2"})
    assert plan.waves == {early: "W1", late: "W2"}


@pytest.mark.slow
@examples(15)
@given(situation=dated_situations())
def test_where_placements_are_settled_the_simpler_goals_are_those_of_their_days(
    situation: SituationData,
) -> None:
    best: dict[tuple[tuple[str, str], ...], tuple[int, ...]] = {}
    for plan, days in pairs(situation):
        dated, key = situation.on_days(days).snapshot, tuple(sorted(plan.items()))
        values = tuple(goal.measure(dated, plan) for goal in situation.day_goals)
        best[key] = min(values, best.get(key, values))
    for key, values in [*best.items()][:3]:
        seen, measured = best_of_days(situation, dict(key))
        assert seen == measured == values


@pytest.mark.slow
@examples(30)
@given(situation=dated_situations())
def test_what_is_proved_in_a_short_time_is_true(situation: SituationData) -> None:
    possible = sorted(ranked(situation, *pair) for pair in pairs(situation))
    match solve_with_days(situation, AT_ONCE):
        case NoSolution():
            assert possible == []
        case Undecided():
            pass
        case DatedSolution() as found:
            values = ranked(situation, found.placed.placements, found.days)
            assert values in possible
            assert not [better for better in possible if beyond(found, situation, values, better)]


@pytest.mark.slow
@examples(10)
@given(situation=dated_situations())
def test_a_second_opinion_confirms_what_is_best(situation: SituationData) -> None:
    found = best_plan_proved_twice(situation, WITHOUT_REPAIRS)
    if isinstance(found, Solved):
        assert found.opinions is not None
        assert found.plan.dates is not None
        assert len(found.opinions) == len(found.plan.goals) + len(found.plan.dates.goals)
        assert all(opinion.confirmed for opinion in found.opinions)


def beyond(
    found: DatedSolution,
    situation: SituationData,
    values: tuple[int, ...],
    better: tuple[int, ...],
) -> bool:
    """Whether another pair is better by a goal than its bound says is possible."""
    signs = [-1 if goal.sense == "maximise" else 1 for goal in situation.goals]
    bounds = [
        None if bound is None else sign * bound
        for sign, bound in zip(signs, found.placed.bounds, strict=True)
    ]
    for rank, bound in enumerate([*bounds, *found.day_bounds]):
        as_good = all(b <= v for b, v in zip(better[:rank], values, strict=False))
        if as_good and bound is not None and better[rank] < bound:
            return True
    return False


def without(fact: Fact, situation: SituationData) -> SituationData | None:
    """The situation in which a fact about days is none; None for a fact of another kind."""
    programme = situation.programme
    agenda = programme.agenda
    match fact:
        case RuleStands(rule):
            return changed(situation, [rule_dropped(rule)])
        case WeekdaysNamed(calendar):
            calendar = calendar.model_copy(update={"go_live_days": ()})
        case HolidaysOff(calendar):
            calendar = calendar.model_copy(update={"holidays": None})
        case _:
            return None
    agenda = agenda.model_copy(update={"calendar": calendar})
    return replace(programme, agenda=agenda).on(situation.as_of, situation.overrides)


@pytest.mark.slow
@examples(30)
@given(situation=dated_situations())
def test_every_fact_of_the_only_conflict_is_needed(situation: SituationData) -> None:
    found = best_plan(situation, WITHOUT_REPAIRS)
    if not isinstance(found, Infeasible) or len(found.conflicts) > 1:
        return
    (conflict,) = found.conflicts
    assert conflict.minimal
    for stated in conflict.facts:
        otherwise = without(stated.fact, situation)
        if otherwise is not None:
            assert next(pairs(otherwise), None) is not None, stated.text
