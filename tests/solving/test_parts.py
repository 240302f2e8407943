"""Parts: groups that meet in constraints on few are planned by themselves, which proves a bound."""

from pathlib import Path

from hypothesis import assume, given

from hpplan.programme.programme import SituationData
from hpplan.solving.assignment import IncrementalAssignment
from hpplan.solving.deadline import Budget, Deadline
from hpplan.solving.encoding import encode
from hpplan.solving.parts import BoundByParts, bound_by_parts
from hpplan.solving.solve import aim_of
from tests.builders import known, plan
from tests.patience import PATIENCE
from tests.programmes import every_plan, keeps_hard_rules, situations
from tests.solving.test_agreement import ranked
from tests.thoroughness import examples

AMPLE = Budget(Deadline.after(PATIENCE), workers=1)


def bound(
    situation: SituationData, start: dict[str, str], rank: int, budget: Budget = AMPLE
) -> BoundByParts | None:
    """The bound of the goal of that rank, if it is about choices alone."""
    encoded = encode(situation)
    aim = aim_of(situation.goals[rank], encoded, situation).minimise
    tally = IncrementalAssignment(encoded.model, encoded.assignment(start))
    if not all(tally.decides[variable] for variable in aim.variables):
        return None
    return bound_by_parts(tally, aim, lambda choice: choice, budget)


@examples(10)
@given(situation=situations(most_rules=3))
def test_no_plan_is_better_than_the_bound(situation: SituationData) -> None:
    possible = [p for p in every_plan(situation) if keeps_hard_rules(situation, p)]
    assume(possible)
    plans = [ranked(situation, p) for p in possible]
    for rank in range(len(situation.goals)):
        found = bound(situation, possible[0], rank)
        assert found is None or found.bound <= min(values[rank] for values in plans)


TEXT = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A, claims: [{says: planned, wave: W1, known: 2023}]}
  - {id: b, name: B, claims: [{says: planned, wave: W1, known: 2023}]}
  - {id: c, name: C, claims: [{says: planned, wave: W1, known: 2023}]}
waves: [{id: W1, go_live: 2024-05-01}, {id: W2, go_live: 2024-11-01}, {id: W3, go_live: 2025-05-01}]
rules: [{kind: apart, sites: [a, b]}]
goals: [{kind: stability}]
"""


def test_of_two_that_are_apart_one_moves_and_who_is_alone_stays(tmp_path: Path) -> None:
    situation = known(tmp_path, TEXT)
    found = bound(situation, plan("a:W2 b:W3 c:W2"), rank=0)
    assert found is not None
    assert (found.bound, [len(part) for part in found.dear]) == (1, [2, 1])


def test_a_plan_that_costs_no_more_has_no_dear_part(tmp_path: Path) -> None:
    found = bound(known(tmp_path, TEXT), plan("a:W1 b:W2 c:W1"), rank=0)
    assert found is not None
    assert (found.bound, found.dear) == (1, [])


def test_without_time_each_costs_the_least_it_can_have(tmp_path: Path) -> None:
    over = Budget(Deadline.after(-1), workers=1)
    found = bound(known(tmp_path, TEXT), plan("a:W1 b:W2 c:W1"), 0, over)
    assert found is not None
    assert (found.bound, [len(part) for part in found.dear]) == (0, [2])
