"""A second opinion confirms what is best, withholds what it cannot prove, refutes what is not."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hpplan.planning import Solved, best_plan_proved_twice, only_confirmed
from hpplan.programme.plan import GoalValue, PlanData, Proof, plan_of, with_days
from hpplan.programme.plan_days import plan_days
from hpplan.programme.programme import Overrides, SituationData
from hpplan.solving.cpsat import EngineContradiction
from hpplan.solving.deadline import Budget, Deadline
from hpplan.solving.result import Opinion
from hpplan.solving.second_opinion import second_opinions
from tests.builders import known, plan
from tests.patience import ENOUGH
from tests.solving.test_proofs import RAMP_OF_SIX

TWO_WAVES = """
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A, size: {inhabitants: 7}}
  - {id: b, name: B, size: {inhabitants: 5}}
  - {id: c, name: C, size: {inhabitants: 3}}
waves: [{id: W1}, {id: W2}]
rules: [{kind: capacity, max: 2}]
goals: [{kind: participation}, {kind: earliest, measure: inhabitants}]
"""
"""The best plan has the smallest, C, in the second wave: 3 wait one position."""


def budget() -> Budget:
    return Budget(Deadline.after(ENOUGH.seconds), 1)


def said_to_be_best(situation: SituationData, line: str) -> PlanData:
    """The plan of the line, with every goal called proved."""
    placed = plan_of(situation, plan(line), Proof.OPTIMAL)
    goals = (replace(goal, bound=goal.value, proved=True) for goal in placed.goals)
    return replace(placed, goals=tuple(goals), proof=Proof.OPTIMAL)


def test_a_plan_that_is_best_is_confirmed_goal_by_goal(tmp_path: Path) -> None:
    outcome = best_plan_proved_twice(known(tmp_path, TWO_WAVES), ENOUGH)
    assert isinstance(outcome, Solved)
    assert outcome.opinions == (
        Opinion("participation", confirmed=True, by="linear relaxation", bound=3),
        Opinion("earliest", confirmed=True, by="tree search for the lower bound", bound=3),
    )
    assert outcome.plan.proof is Proof.OPTIMAL


def test_large_numbers_and_helpers_are_confirmed_too(tmp_path: Path) -> None:
    outcome = best_plan_proved_twice(known(tmp_path, RAMP_OF_SIX), ENOUGH)
    assert isinstance(outcome, Solved)
    assert outcome.opinions is not None
    assert [opinion.confirmed for opinion in outcome.opinions] == [True, True]


def test_a_better_plan_refutes_the_first_proof_with_both_values(tmp_path: Path) -> None:
    situation = known(tmp_path, TWO_WAVES)
    worse = said_to_be_best(situation, "a:W2 b:W1 c:W1")
    with pytest.raises(EngineContradiction, match="earliest 7 was proved best, and 3 was found"):
        second_opinions(situation, worse, budget())


def test_an_earlier_goal_is_held_at_the_value_of_the_plan(tmp_path: Path) -> None:
    """Without A nobody waits: better by the second goal, but worse by the first."""
    situation = known(tmp_path, TWO_WAVES.replace("capacity, max: 2", "apart, sites: [a, b]"))
    best = said_to_be_best(situation, "a:W1 b:W2 c:W1")
    opinions, _ = second_opinions(situation, best, budget())
    assert [(o.kind, o.confirmed, o.bound) for o in opinions] == [
        ("participation", True, 3),
        ("earliest", True, 5),
    ]


def test_what_the_time_does_not_suffice_for_is_not_confirmed(tmp_path: Path) -> None:
    situation = known(tmp_path, TWO_WAVES)
    best = said_to_be_best(situation, "a:W1 b:W1 c:W2")
    opinions, _ = second_opinions(situation, best, Budget(Deadline.after(0), 1))
    assert opinions == (
        Opinion("participation", confirmed=False, by=None, bound=None),
        Opinion("earliest", confirmed=False, by=None, bound=None),
    )


def test_a_goal_that_is_not_confirmed_counts_as_unproved_with_those_after_it(
    tmp_path: Path,
) -> None:
    best = said_to_be_best(known(tmp_path, TWO_WAVES), "a:W1 b:W1 c:W2")
    doubted = only_confirmed(
        best,
        [
            Opinion("participation", confirmed=False, by=None, bound=4),
            Opinion("earliest", confirmed=True, by="cores", bound=3),
        ],
    )
    assert doubted.proof is Proof.FEASIBLE
    assert [shown(goal) for goal in doubted.goals] == [(3, 4, False), (3, 3, False)]


TWO_DAYS = """
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A}
  - {id: b, name: B}
waves: [{id: W1, go_live: 2024-03-01..2024-03-04}, {id: W2, go_live: 2024-03-05..2024-03-08}]
rules: [{kind: apart, sites: [a, b]}, {kind: spacing, min: 3d}]
goals: [{kind: participation}, {kind: rhythm, gap: 3d}]
"""
"""The best days are 2 and 5 March: with W1 on the first, W2 is four days later."""


def with_days_said_to_be_best(tmp_path: Path, *days: int) -> tuple[SituationData, PlanData]:
    situation = known(tmp_path, TWO_DAYS)
    situation = situation.programme.on(situation.as_of, Overrides(dates=True))
    best = said_to_be_best(situation, "a:W1 b:W2")
    chosen = {wave: date(2024, 3, day) for wave, day in zip(("W1", "W2"), days, strict=True)}
    values = [
        goal.measure(situation.on_days(chosen).snapshot, best.waves) for goal in situation.day_goals
    ]
    return situation, with_days(best, situation, plan_days(situation, best, chosen, values))


def test_days_that_are_best_are_confirmed_goal_by_goal(tmp_path: Path) -> None:
    situation, best = with_days_said_to_be_best(tmp_path, 2, 5)
    opinions, _ = second_opinions(situation, best, budget())
    assert [(o.kind, o.of_days, o.confirmed, o.bound) for o in opinions] == [
        ("participation", False, True, 2),
        ("rhythm", True, True, 0),
        ("earliest", True, True, 5),
    ]


@pytest.mark.parametrize(
    ("days", "refuted"),
    [
        ((1, 5), "rhythm 1 was proved best, and 0 was found"),
        ((3, 6), "earliest 7 was proved best, and 5 was found"),
    ],
)
def test_better_days_refute_the_first_proof(
    tmp_path: Path, days: tuple[int, int], refuted: str
) -> None:
    situation, worse = with_days_said_to_be_best(tmp_path, *days)
    with pytest.raises(EngineContradiction, match=refuted):
        second_opinions(situation, worse, budget())


def test_better_placements_that_have_no_days_refute_nothing(tmp_path: Path) -> None:
    """Apart A and B break no soft rule, but W1 would go live on 7 March, after W2."""
    text = TWO_DAYS.replace("03-01..2024-03-04", "03-01..2024-03-08").replace("08}]", "06}]")
    blackout = "{kind: blackout, sites: a, period: 2024-03-01..2024-03-06}"
    apart = "{kind: apart, sites: [a, b], hard: false}"
    rules = f"[{{kind: pin, site: a, wave: W1}}, {blackout}, {apart}]"
    text = text.replace("[{kind: apart, sites: [a, b]}, {kind: spacing, min: 3d}]", rules)
    situation = known(tmp_path, text)
    situation = situation.programme.on(situation.as_of, Overrides(dates=True))
    outcome = best_plan_proved_twice(situation, ENOUGH)
    assert isinstance(outcome, Solved)
    assert outcome.plan.waves == {"a": "W1", "b": "W1"}
    assert outcome.opinions is not None
    assert [opinion.kind for opinion in outcome.opinions if opinion.confirmed] == [
        *("participation", "soft-rules"),
        *("soft-rules", "rhythm", "earliest"),
    ]


def test_days_that_break_a_rule_do_not_come_from_the_model(tmp_path: Path) -> None:
    situation, wrong = with_days_said_to_be_best(tmp_path, 4, 5)
    with pytest.raises(EngineContradiction, match="does not keep the model"):
        second_opinions(situation, wrong, budget())


def test_without_time_no_goal_of_days_is_confirmed(tmp_path: Path) -> None:
    situation, best = with_days_said_to_be_best(tmp_path, 2, 5)
    opinions, _ = second_opinions(situation, best, Budget(Deadline.after(0), 1))
    assert {(o.of_days, o.confirmed) for o in opinions} == {(False, False), (True, False)}
    doubted = only_confirmed(best, opinions)
    assert doubted.dates is not None
    assert not any(goal.proved for goal in (*doubted.goals, *doubted.dates.goals))
    assert (doubted.proof, doubted.dates.proof) == (Proof.FEASIBLE, Proof.FEASIBLE)


def test_days_are_best_only_of_a_plan_that_is(tmp_path: Path) -> None:
    _, best = with_days_said_to_be_best(tmp_path, 2, 5)
    assert best.dates is not None
    opinions = [
        *(Opinion(g.kind, confirmed=True, by="cores", bound=g.bound) for g in best.goals),
        *(
            Opinion(g.kind, confirmed=g.kind == "rhythm", by=None, bound=None, of_days=True)
            for g in best.dates.goals
        ),
    ]
    doubted = only_confirmed(best, opinions)
    assert doubted.dates is not None
    assert (doubted.proof, doubted.dates.proof) == (Proof.OPTIMAL, Proof.FEASIBLE)
    assert [shown(goal) for goal in doubted.dates.goals] == [(0, 0, True), (5, None, False)]


def shown(goal: GoalValue) -> tuple[int, int | None, bool]:
    return goal.value, goal.bound, goal.proved
