"""What rules, capacities, waves and assumptions cost: against brute force."""

from pathlib import Path

from hypothesis import given

from hpplan.analysis.assumptions import explain_assumptions
from hpplan.analysis.capacity import binds, explain_capacity
from hpplan.analysis.rule import explain_rule
from hpplan.analysis.scenario import Answer, SolvedScenario
from hpplan.analysis.wave import explain_wave
from hpplan.planning import Infeasible, Solved
from hpplan.programme.changes import (
    Change,
    RuleReplaced,
    capacity_in,
    changed,
    pinned,
    rule_dropped,
)
from hpplan.programme.programme import SituationData
from hpplan.rules import Capacity, Pool
from tests.analysis.asked import SOON, best
from tests.builders import known
from tests.patience import ENOUGH
from tests.programmes import situations
from tests.thoroughness import examples


def holds(situation: SituationData, change: Change, answer: Answer) -> bool:
    """Whether the answer is what brute force finds with the change."""
    instead = changed(situation, [change])
    before, after = best(situation), best(instead)
    match answer:
        case Infeasible():
            return after is None
        case SolvedScenario(effect=effect) if before is None:
            return after is not None and {goal.before for goal in effect.goals} <= {None}
        case SolvedScenario(effect=effect):
            assert before is not None
            assert after is not None
            kinds = [goal.kind for goal in situation.goals]
            if kinds != [goal.kind for goal in instead.goals]:
                return True  # the goal of soft rules comes and goes with them
            return effect.worse_by == tuple(b - a for a, b in zip(before, after, strict=True))
        case _:
            return False


@examples(20)
@given(situation=situations(most_rules=3, soft=True))
def test_what_a_rule_costs_is_the_difference_of_the_optima(situation: SituationData) -> None:
    for rule in situation.programme.rules:
        shown = explain_rule(situation, rule, SOON)
        assert shown.in_force
        assert holds(situation, rule_dropped(rule), shown.otherwise)


@examples(20)
@given(situation=situations("capacity", most_rules=2))
def test_what_more_of_a_capacity_buys_is_the_difference_of_the_optima(
    situation: SituationData,
) -> None:
    shown = explain_capacity(situation, SOON)
    assert [each.rule for each in shown.capacities] == [
        rule for rule in situation.rules if isinstance(rule, Capacity) and rule.max is not None
    ]
    for each in shown.capacities:
        assert isinstance(each.rule, Capacity)
        assert each.rule.max is not None
        assert holds(situation, rule_dropped(each.rule), each.without)
        assert bool(each.waves) <= binds(shown.base, each.without)
        for held in each.waves:
            if held.one_more is not None:
                more = capacity_in(held.wave.id, each.rule, each.rule.max + 1)
                assert holds(situation, more, held.one_more)


@examples(20)
@given(situation=situations("pool", most_rules=2))
def test_one_more_of_a_pool_is_asked_where_the_pool_binds(situation: SituationData) -> None:
    shown = explain_capacity(situation, SOON)
    for each in shown.capacities:
        assert isinstance(each.rule, Pool)
        assert (each.one_more is not None) == binds(shown.base, each.without)
        if each.one_more is not None:
            more = each.rule.model_copy(update={"max": each.rule.max + 1})
            assert holds(situation, RuleReplaced(each.rule, more), each.one_more)


@examples(20)
@given(situation=situations(most_rules=2))
def test_newcomers_of_a_wave_are_priced_by_the_best_plan_with_them(
    situation: SituationData,
) -> None:
    for slot in situation.snapshot.waves:
        shown = explain_wave(situation, slot.id, SOON)
        assert set(shown.sites).isdisjoint(n.site for n in shown.newcomers)
        for newcomer in shown.newcomers:
            assert newcomer.answer is not None
            assert holds(situation, pinned(newcomer.site, slot.id), newcomer.answer)


TEXT = """\
programme: {id: p, name: P, as_of: 2024-01-01}
sources: [{id: guess, kind: assumption}, {id: letter, kind: document, published: 2023}]
municipalities:
  - {id: a, name: Ask, size: {inhabitants: 30}, claims: [{says: planned, wave: W2, source: guess}]}
  - {id: b, name: Bø, size: {inhabitants: 20}, claims: [{says: planned, wave: W1, source: letter}]}
  - {id: c, name: Dal, size: {inhabitants: 10}}
  - {id: d, name: Eid, size: {inhabitants: 5}, claims: [{says: declined, source: guess}]}
waves:
  - {id: W1, go_live: 2024-11-09}
  - {id: W2, claims: [{go_live: 2025-04, source: letter}]}
rules:
  - {id: cap, kind: capacity, max: 1, waves: W1, source: guess}
  - {id: roomy, kind: capacity, max: 9, source: guess}
  - {id: known, kind: capacity, max: 8, source: letter}
  - {id: old, kind: forbid, sites: b, waves: W1, in_force: {until: 2023-06}}
"""


def test_assumptions_that_matter_are_distinguished_from_those_that_do_not(tmp_path: Path) -> None:
    shown = explain_assumptions(known(tmp_path, TEXT), SOON)
    assert [
        (each.text, each.place and each.place.line, [(t.sentence, t.matters) for t in each.tried])
        for each in shown.found
    ] == [
        (
            "cap: W1 holds at most 1 site",
            12,
            [("without cap: W1 holds at most 1 site", True), ("cap: max 0 instead of 1", True)],
        ),
        (
            "roomy: every wave holds at most 9 sites",
            13,
            [
                ("without roomy: every wave holds at most 9 sites", False),
                ("roomy: max 8 instead of 9", False),
            ],
        ),
        ("Ask: planned for W2", 4, [("without the claim of Ask: planned for W2 [guess]", False)]),
        ("Eid: declined", 7, [("without the claim of Eid: declined [guess]", True)]),
    ]


def test_a_rule_that_is_not_in_force_is_tried_as_if_it_were(tmp_path: Path) -> None:
    situation = known(tmp_path, TEXT)
    (old,) = (rule for rule in situation.programme.rules if rule.name == "old")
    shown = explain_rule(situation, old, SOON)
    assert not shown.in_force
    assert isinstance(shown.otherwise, SolvedScenario)
    assert shown.otherwise.plan.waves["b"] == "W2"


def test_the_cap_that_binds_says_what_one_more_buys(tmp_path: Path) -> None:
    """With room for two, Dal (10) goes in W1 beside Bø: 10 · 143 days earlier. With room for all
    Fet (1) does too; Ask is planned for W2.
    """
    fet = "  - {id: f, name: Fet, size: {inhabitants: 1}}\nwaves:"
    shown = explain_capacity(known(tmp_path, TEXT.replace("waves:", fet, 1)), SOON)
    cap, roomy, known_cap = shown.capacities
    (held,) = cap.waves
    assert (held.wave.id, held.load, held.then) == ("W1", 1, 3)
    assert isinstance(held.one_more, SolvedScenario)
    assert held.one_more.effect.worse_by == (0, 0, -1430, 0)
    assert [(other.waves, other.one_more) for other in (roomy, known_cap)] == [((), None)] * 2


def test_a_wave_has_its_load_and_who_would_break_what(tmp_path: Path) -> None:
    shown = explain_wave(known(tmp_path, TEXT), "W1", SOON)
    assert [(load.rule.name, load.held, load.most) for load in shown.loads] == [
        ("cap", 1, 1),
        ("roomy", 1, 9),
        ("known", 1, 8),
    ]
    assert shown.full
    assert [(n.name, n.comes_from, n.breaks and n.breaks.message) for n in shown.newcomers] == [
        ("Dal", "W2", "W1 holds 2 sites, 1 over 1"),
        ("Ask", "W2", "W1 holds 2 sites, 1 over 1"),
    ]


def test_where_there_is_no_plan_capacities_are_asked_whether_they_are_the_reason(
    tmp_path: Path,
) -> None:
    stuck = TEXT.replace("{id: roomy, kind: capacity, max: 9", "{id: roomy, kind: capacity, max: 1")
    shown = explain_capacity(known(tmp_path, stuck), SOON)
    assert isinstance(shown.base, Infeasible)
    assert [(c.rule.name, binds(shown.base, c.without)) for c in shown.capacities] == [
        ("cap", False),
        ("roomy", True),
        ("known", False),
    ]


def test_a_plan_is_there_to_be_explained_with_little_time(tmp_path: Path) -> None:
    assert isinstance(explain_capacity(known(tmp_path, TEXT), ENOUGH).base, Solved)
