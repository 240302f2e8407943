"""A hundred of the twenty thousand programmes that proofs.py tries, and what it sees."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import brute
from hpplan.planning import Infeasible, Solved, best_plan
from hpplan.programme.plan import Proof
from hpplan.programme.programme import SituationData
from hpplan.solving.facts import RuleStands
from proofs import KINDS, Asked, main, reduced, wrong_conflicts, wrong_plan
from tests.analysis.asked import best, possible
from tests.builders import known
from tests.oracle.small import Small
from tests.patience import ENOUGH

pytestmark = pytest.mark.slow

EACH = 25


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 100, EACH))
def test_what_is_proved_of_small_programmes_is_so(first: int) -> None:
    tallies = [Asked(seed=1, clingo=4).tried(number) for number in range(first, first + EACH)]

    assert [difference for tally in tallies for difference in tally.differences] == []
    assert sum(tally.counts["programmes"] for tally in tallies) == EACH
    assert {code for tally in tallies for code in tally.refused} <= {"HP111"}  # beyond 62 bits


def test_a_number_makes_one_programme_and_every_kind_has_its_turn() -> None:
    made = [Small(f"1 {number}").document(KINDS[number]) for number in range(len(KINDS))]

    assert made == [Small(f"1 {number}").document(KINDS[number]) for number in range(len(KINDS))]
    entries: list[Any] = [e for doc in made for e in (*doc["rules"], *doc["goals"])]
    assert {entry["kind"] for entry in entries} == set(KINDS)
    assert {entry.get("hard", True) for entry in entries} == {True, False}
    answer = {c["says"] for doc in made for s in doc["municipalities"] for c in s.get("claims", [])}
    assert answer >= {"live", "decided", "planned", "candidate", "declined"}


TRADE = """\
programme: {id: p, name: P}
municipalities:
  - {id: a, name: A, size: {staff: 3}, wishes: {W1: 2, W2: 1}}
  - {id: b, name: B, size: {staff: 2}, required: false}
  - {id: c, name: C, claims: [{says: decided, wave: W2, known: 2023}]}
waves: [{id: W1}, {id: W2}, {id: W3}]
rules:
  - {kind: capacity, measure: staff, max: 4}
  - {kind: before, first: b, then: c}
  - {kind: capacity, max: 1, hard: false}
goals: [{kind: participation}, {kind: wishes}, {kind: earliest}]
"""


def solved(situation: SituationData) -> Solved:
    outcome = best_plan(situation, ENOUGH)
    assert isinstance(outcome, Solved)
    return outcome


def test_rule_by_rule_and_plan_by_plan_come_to_the_same(tmp_path: Path) -> None:
    situation = known(tmp_path, TRADE)
    asked = brute.everything(situation)

    assert sorted(map(sorted, map(dict.items, brute.plans(situation, asked)))) == sorted(
        map(sorted, map(dict.items, possible(situation)))
    )
    assert brute.best(situation, asked) == best(situation) == (-3, 0, 0, 3)
    assert min(brute.values(situation, asked)) == best(situation)


def judged(situation: SituationData, found: Solved, **other: Any) -> list[str]:
    asked = brute.everything(situation)
    plan = replace(found.plan, **other)
    return list(wrong_plan(situation, asked, brute.best(situation, asked), plan, Counter()))


def test_a_worse_plan_a_bound_too_good_and_a_status_without_proof_are_seen(
    tmp_path: Path,
) -> None:
    situation = known(tmp_path, TRADE)
    found = solved(situation)
    goals = found.plan.goals

    assert judged(situation, found) == []
    assert judged(situation, found, proof=Proof.FEASIBLE) == [
        "the status is feasible, and proved are [True, True, True, True]"
    ]
    later = (*goals[:3], replace(goals[3], bound=4, proved=False))
    assert judged(situation, found, goals=later, proof=Proof.FEASIBLE) == [
        "earliest has the bound 4, and a plan has 3 (smaller is better)"
    ]
    unproved = (replace(goals[0], proved=False), *goals[1:])
    assert judged(situation, found, goals=unproved, proof=Proof.FEASIBLE) == [
        "a goal is called proved, and one before it is not: [False, True, True, True]"
    ]
    valued = (*goals[:3], replace(goals[3], value=4, bound=4))
    assert judged(situation, found, goals=valued) == [
        "the plan states (-3, 0, 0, 4), and measures (-3, 0, 0, 3) (smaller is better)",
        (
            "(-3, 0, 0, 4) with bounds [-3, 0, 0, 4] is called best, and (-3, 0, 0, 3) is "
            "(smaller is better)"
        ),
    ]
    moved = [replace(p, wave="W1") if p.site == "a" else p for p in found.plan.placements]
    assert judged(situation, found, placements=tuple(moved))[0] == (
        "the plan {'b': 'W1', 'c': 'W2', 'a': 'W1'} breaks what it has to keep"
    )


CONFLICT = """\
programme: {id: p, name: P}
municipalities:
  - {id: a, name: A, claims: [{says: decided, wave: W1, known: 2023}]}
  - {id: b, name: B, claims: [{says: decided, wave: W1, known: 2023}]}
  - {id: c, name: C}
waves: [{id: W1}, {id: W2}]
rules:
  - {kind: apart, sites: [a, b]}
  - {kind: forbid, sites: c, waves: W1}
goals: [{kind: participation}]
"""


def test_a_conflict_too_small_too_large_or_left_out_is_seen(tmp_path: Path) -> None:
    situation = known(tmp_path, CONFLICT)
    outcome = best_plan(situation, replace(ENOUGH, repairs=0))
    assert isinstance(outcome, Infeasible)
    (conflict,) = outcome.conflicts

    def seen(answer: Infeasible, least: tuple[int, ...] | None = None) -> list[str]:
        return list(wrong_conflicts(situation, least, answer, Counter()))

    assert seen(outcome) == []
    fewer = replace(conflict, facts=conflict.facts[:-1])
    assert seen(replace(outcome, conflicts=(fewer,), all_found=False)) == [
        "conflict 1 is possible: a in W1, b in W1"
    ]
    rule = next(r for r in situation.rules if r.kind == "forbid")
    extra = replace(conflict.facts[-1], fact=RuleStands(rule))
    more = replace(conflict, facts=(*conflict.facts, extra))
    assert seen(replace(outcome, conflicts=(more,))) == [
        "conflict 1 is impossible without rule forbid too"
    ]
    assert seen(replace(outcome, conflicts=())) == [
        "without all that its conflicts name there is no plan either"
    ]
    assert seen(outcome, (0,)) == [
        "no plan exists, it says, and one measures (0,) (smaller is better)"
    ]


def test_a_difference_is_shown_with_the_least_that_shows_it() -> None:
    document = Small("1 0").document("capacity")
    culprit = document["rules"][0]

    smaller = reduced(document, lambda made: culprit in made["rules"])

    assert (smaller["rules"], smaller["municipalities"], len(smaller["goals"])) == (
        [culprit],
        [],
        1,
    )


def test_the_command_tells_what_it_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--programmes", "3", "--from", "5"]) == 0

    printed = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert printed[0] == ["programmes", "3"]
    assert ["programmes", "with", "a", "difference", "0"] in printed
