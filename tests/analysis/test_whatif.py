"""What-if answers against brute force, and against files that were edited."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.analysis.scenario import SolvedScenario
from hpplan.analysis.what_if import what_if
from hpplan.planning import Infeasible, Outcome, Solved, best_plan
from hpplan.programme.changes import Change, Reopened, capacity_in, changed, pinned
from hpplan.programme.plan import Proof
from hpplan.programme.programme import SituationData
from hpplan.reading.expression_text import Misread
from hpplan.reading.expressions import read_changes
from hpplan.reading.written_changes import expressions_of
from hpplan.rules import Capacity
from hpplan.solving.result import Limits, Undecided
from tests.analysis.asked import SOON, best, changes, elsewhere, possible, ranked
from tests.builders import known
from tests.patience import ENOUGH
from tests.programmes import situations
from tests.thoroughness import examples


@examples(20)
@given(data=st.data())
def test_the_plan_under_a_change_is_the_best_and_the_nearest_of_the_best(
    data: st.DataObject,
) -> None:
    situation = data.draw(situations(most_rules=3, soft=True))
    change = data.draw(changes(situation))
    answered = what_if(situation, [[change]], SOON)
    instead = changed(situation, [change])
    (case,) = answered.cases
    assert isinstance(answered.base, Solved) == (best(situation) is not None)
    reached = best(instead)
    if reached is None:
        assert isinstance(case.answer, Infeasible)
        return
    assert isinstance(case.answer, SolvedScenario)
    plan = case.answer.plan
    assert plan.proof is Proof.OPTIMAL
    assert ranked(instead, plan.waves) == reached
    was = answered.base.plan.waves if isinstance(answered.base, Solved) else None
    was = situation.snapshot.current() if was is None else was
    near = [elsewhere(was, p, instead) for p in possible(instead) if ranked(instead, p) == reached]
    assert elsewhere(was, plan.waves, instead) == min(near)


@examples(20)
@given(data=st.data())
def test_the_effect_is_the_difference_of_the_two_optima(data: st.DataObject) -> None:
    situation = data.draw(situations(most_rules=2))
    change = data.draw(changes(situation))
    answered = what_if(situation, [[change]], SOON)
    answer = answered.cases[0].answer
    if not (isinstance(answered.base, Solved) and isinstance(answer, SolvedScenario)):
        return
    instead = changed(situation, [change])
    before, after = best(situation), best(instead)
    assert before is not None
    assert after is not None
    one_unit = counts_days(situation) == counts_days(instead)
    expected = [
        new - old if one_unit or not goal.by_date else None
        for goal, old, new in zip(situation.goals, before, after, strict=True)
    ]
    gone = [0 for worse in expected if worse is None]
    assert answer.effect.worse_by == (*(worse or 0 for worse in expected), *gone)
    assert answer.effect.proved
    assert {move.site for move in answer.effect.moves} == {
        site
        for site in {*answered.base.plan.waves, *answer.plan.waves}
        if answered.base.plan.waves.get(site) != answer.plan.waves.get(site)
    }


def counts_days(situation: SituationData) -> bool:
    """Whether goals count days: every wave that may hold a site has a date. Else they count
    positions, and a goal that counts days before and positions after is two.
    """
    snapshot = situation.snapshot
    held = {found.wave for found in snapshot.sites.values() if found.takes_part}
    return all(
        wave.go_live is not None
        for wave in snapshot.waves
        if wave.id in held or (wave.open and not wave.past)
    )


UNDATED = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: Ask}
  - {id: b, name: Bø, claims: [{says: planned, wave: W3}]}
waves: [{id: W1, go_live: 2024-11-09}, {id: W2, go_live: 2025-04}, {id: W3, open: false}]
rules: [{kind: forbid, sites: all, waves: W1}]
goals: [{kind: earliest}]
"""


def test_a_goal_that_counts_positions_before_and_days_after_is_two(tmp_path: Path) -> None:
    """Only Bø may be in W3, which has no day; the other waves have one."""
    base = known(tmp_path, UNDATED)
    answer = what_if(base, [read(base, "b withdrawn")], SOON).cases[0].answer
    assert isinstance(answer, SolvedScenario)
    assert [(goal.unit.many, goal.before, goal.after) for goal in answer.effect.goals] == [
        ("site-days", None, 143),
        ("site-waves", 2, None),
    ]


TEXT = """\
programme: {id: p, name: P, as_of: 2024-01-01}
sources: [{id: s, kind: document, published: 2023-06-01}]
trusts: [{id: t, name: Trust, claims: [{says: planned, wave: W2, source: s}]}]
municipalities:
  - {id: a, name: Ask, size: {inhabitants: 900}, claims: [{says: decided, wave: W1, source: s}]}
  - {id: b, name: Bø, size: {inhabitants: 500}, claims: [{says: planned, wave: W1, source: s}]}
  - {id: c, name: Dal, size: {inhabitants: 300}, claims: [{says: declined, source: s}]}
  - {id: d, name: Eid, trust: t, size: {inhabitants: 100}}
waves:
  - {id: W1, go_live: 2024-11-09}
  - {id: W2, go_live: 2025-04}
  - {id: W3, go_live: 2025-11-08}
rules:
  - {id: cap, kind: capacity, max: 2}
  - {id: after, kind: follows, sites: {kind: municipality}}
"""

EDITS = {
    "a=W2": ("decided, wave: W1", "decided, wave: W2"),
    "b!=W1": ("  - {id: after", "  - {kind: forbid, sites: b, waves: W1}\n  - {id: after"),
    "b withdrawn": ("{says: planned, wave: W1, source: s}", "{says: withdrawn, source: s}"),
    "c joins": ("{says: declined, source: s}", "{says: joined, source: s}"),
    "W1.capacity=1": (
        "max: 2}",
        "max: 2, waves: [W2, W3]}\n  - {kind: capacity, max: 1, waves: W1}",
    ),
    "cap.max=1": ("max: 2", "max: 1"),
    "W2.go_live=2025-06-14": ("go_live: 2025-04}", "go_live: 2025-06-14}"),
    "W2.go_live+2m": ("go_live: 2025-04}", "go_live: 2025-06}"),
    "drop rule after": ("\n  - {id: after, kind: follows, sites: {kind: municipality}}", ""),
    "W3 dropped": ("  - {id: W3, go_live: 2025-11-08}\n", ""),
    "W1 closed": ("go_live: 2024-11-09}", "go_live: 2024-11-09, open: false}"),
    "t.go_live+3m": (
        "  - {id: after",
        "  - {kind: window, sites: t, not_before: 2025-07-01}\n  - {id: after",
    ),
}


def goals(outcome: Outcome | SolvedScenario) -> list[tuple[str, int, bool]] | str:
    match outcome:
        case Solved(plan=plan) | SolvedScenario(plan=plan):
            return [(goal.kind, goal.value, goal.proved) for goal in plan.goals]
        case Infeasible():
            return "impossible"
        case Undecided():
            return "undecided"


@pytest.mark.parametrize("expression", EDITS)
def test_an_expression_gives_what_the_edited_file_gives(tmp_path: Path, expression: str) -> None:
    base = known(tmp_path, TEXT)
    changes = read_changes(base, [expression])
    assert not isinstance(changes, Misread), changes
    answer = what_if(base, [changes], SOON).cases[0].answer
    old, new = EDITS[expression]
    edited_text = TEXT.replace(old, new)
    assert edited_text != TEXT
    (tmp_path / "edited").mkdir()
    edited = best_plan(known(tmp_path / "edited", edited_text), SOON)
    if expression == "a=W2":  # who is supposed elsewhere leaves its wave; who decided it stays
        shown = goals(answer)
        assert isinstance(shown, list)
        assert [goal for goal in shown if goal[0] == "stability"] == [("stability", 1, True)]
        shown[1] = ("stability", 0, True)
        assert shown == goals(edited)
    else:
        assert goals(answer) == goals(edited)


def test_a_capacity_of_one_wave_leaves_the_others_alone(tmp_path: Path) -> None:
    """With one place in W1, Bø must leave it; W2 and W3 still hold two each."""
    base = known(tmp_path, TEXT)
    (cap,) = (rule for rule in base.rules if isinstance(rule, Capacity))
    answer = what_if(base, [[capacity_in("W1", cap, 1)]], SOON).cases[0].answer
    assert isinstance(answer, SolvedScenario)
    moved = [(m.site, m.old and m.old.wave, m.new and m.new.wave) for m in answer.effect.moves]
    assert moved == [("b", "W1", "W2"), ("d", "W2", "W3")]
    assert answer.effect.worse_by == (0, 1, 500 * 143 + 100 * 221, 0)


def test_fewer_who_take_part_is_worse_and_earlier_go_lives_are_better(tmp_path: Path) -> None:
    """Eid (100) was in W2 with the trust, 143 days after W1."""
    base = known(tmp_path, TEXT)
    answer = what_if(base, [read(base, "d withdrawn")], SOON).cases[0].answer
    assert isinstance(answer, SolvedScenario)
    assert [(goal.kind, goal.worse_by) for goal in answer.effect.changed_goals] == [
        ("participation", 1),
        ("earliest", -100 * 143),
    ]


def test_each_case_stands_by_itself(tmp_path: Path) -> None:
    base = known(tmp_path, TEXT)
    first: list[Change] = [pinned("b", "W2")]
    second: list[Change] = [Reopened("a"), pinned("a", "W3")]
    apart = what_if(base, [first, second], SOON)
    assert [case.answer for case in apart.cases] == [
        what_if(base, [each], SOON).cases[0].answer for each in (first, second)
    ]
    assert [case.sentences for case in apart.cases] == [
        ("Bø in W2",),
        ("Ask may leave W1", "Ask in W3"),
    ]


def test_where_there_is_no_plan_the_change_that_gives_one_is_reported_against_the_claims(
    tmp_path: Path,
) -> None:
    stuck = TEXT.replace("max: 2", "max: 0")
    answered = what_if(
        known(tmp_path, stuck), [read(known(tmp_path, stuck), "drop rule cap")], SOON
    )
    assert isinstance(answered.base, Infeasible)
    (case,) = answered.cases
    assert isinstance(case.answer, SolvedScenario)
    assert [move.site for move in case.answer.effect.moves] == ["d"]
    assert {goal.before for goal in case.answer.effect.goals} == {None}


def read(situation: SituationData, text: str) -> list[Change]:
    read_of = read_changes(situation, [text])
    assert not isinstance(read_of, Misread)
    return list(read_of)


def test_when_the_time_is_over_what_was_not_asked_is_undecided(tmp_path: Path) -> None:
    base = known(tmp_path, TEXT)
    answered = what_if(base, [[pinned("b", "W2")]], Limits(1e-9))
    assert isinstance(answered.cases[0].answer, Undecided)


def test_coverage_is_reported_by_half_years_for_waves_that_surely_are_live(tmp_path: Path) -> None:
    base = known(tmp_path, TEXT)
    answer = what_if(base, [read(base, "b=W2")], SOON).cases[0].answer
    assert isinstance(answer, SolvedScenario)
    shown = [
        (str(c.on), c.before and round(c.before, 1), round(c.after, 1))
        for c in answer.effect.coverage
    ]
    assert shown == [
        ("2024-06-30", 0.0, 0.0),
        ("2024-12-31", 77.8, 50.0),
        ("2025-06-30", 83.3, 77.8),
        ("2025-12-31", 83.3, 83.3),
    ]


TIGHT = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: Ask, claims: [{says: decided, wave: W1}]}
  - {id: b, name: Berg, claims: [{says: planned, wave: W1}]}
  - {id: c, name: Dal, claims: [{says: planned, wave: W2}]}
waves:
  - {id: W1, go_live: 2024-11-09}
  - {id: W2, go_live: 2025-05-10, open: false}
rules:
  - {id: cap, kind: capacity, max: 1, waves: [W1]}
  - {id: half, kind: before, first: c, then: b, gap: {months: 6}}
  - {id: late, kind: window, sites: c, not_before: 2025-01}
"""


@pytest.mark.slow
@pytest.mark.parametrize("texts", [["b=W2"], ["c=W1"], ["c=W1", "b=W2"], ["b=W1", "c=W1"]])
def test_each_repair_can_be_supposed_as_well_by_its_expressions(
    tmp_path: Path, texts: list[str]
) -> None:
    base = known(tmp_path, TIGHT)
    (case,) = what_if(base, [_read(base, *texts)], ENOUGH).cases
    assert isinstance(case.answer, Infeasible)
    repairs = {r.id: r for conflict in case.answer.conflicts for r in conflict.repairs}
    assert repairs
    for repair in repairs.values():
        together = sorted(
            [repair, *(repairs[name] for name in repair.tried_with)], key=lambda r: r.conflict
        )
        written = [expressions_of(each.changes, case.situation) for each in together]
        more = [text for some in written for text in some or ()]
        assert None not in written
        (again,) = what_if(base, [_read(base, *texts, *more)], ENOUGH).cases
        assert isinstance(again.answer, SolvedScenario)


def _read(base: SituationData, *texts: str) -> tuple[Change, ...]:
    read = read_changes(base, texts)
    assert not isinstance(read, Misread), read
    return read
