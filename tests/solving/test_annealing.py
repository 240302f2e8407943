"""Annealing: many small steps make a plan better; none breaks a rule or costs an earlier goal."""

from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from hpplan.programme.programme import SituationData
from hpplan.solving.annealing import Annealing
from hpplan.solving.assignment import IncrementalAssignment
from hpplan.solving.deadline import Budget, Deadline
from hpplan.solving.effort import Effort
from hpplan.solving.encoding import encode
from hpplan.solving.solve import aim_of
from tests.builders import known, plan
from tests.patience import PATIENCE
from tests.programmes import every_plan, keeps_hard_rules, situations
from tests.solving.test_agreement import ranked
from tests.thoroughness import examples

AMPLE = Budget(Deadline.after(PATIENCE), workers=1)
STEPS = 100


def annealed(
    situation: SituationData, start: dict[str, str], rank: int, budget: Budget = AMPLE
) -> dict[str, str]:
    """The plan that comes of this one by the goal of that rank."""
    encoded = encode(situation)
    aims = [aim_of(goal, encoded, situation).minimise for goal in situation.goals]
    tally = IncrementalAssignment(encoded.model, encoded.assignment(start))
    changes = Annealing(encoded, tally, aims).improve(rank, budget, STEPS)
    values = [*tally.values]
    for variable, value in changes.items():
        values[variable] = value
    return encoded.placements(values)


@examples(15)
@given(situation=situations(most_rules=3, soft=True), data=st.data())
def test_what_it_finds_keeps_every_rule_and_is_better_by_the_goal_and_no_worse_by_those_before(
    situation: SituationData, data: st.DataObject
) -> None:
    possible = [p for p in every_plan(situation) if keeps_hard_rules(situation, p)]
    assume(possible)
    assume(situation.goals)
    start = data.draw(st.sampled_from(possible))
    rank = data.draw(st.integers(0, len(situation.goals) - 1))
    found = annealed(situation, start, rank)
    before, after = ranked(situation, start), ranked(situation, found)
    assert keeps_hard_rules(situation, found)
    if found == start:
        return
    assert all(now <= then for now, then in zip(after[:rank], before[:rank], strict=True))
    assert after[rank] < before[rank]


TEXT = """\
programme: {{id: p, name: P, as_of: 2024-01-01}}
regions: [{{id: north, name: North}}, {{id: south, name: South}}]
municipalities:
  - {{id: a, name: A, size: {{staff: 1}}, regions: [north]}}
  - {{id: b, name: B, size: {{staff: 2}}, regions: [north]}}
  - {{id: c, name: C, size: {{staff: 2}}, regions: [south]}}
  - {{id: d, name: D, size: {{staff: 1}}, regions: [south]}}
waves: [{{id: W1, go_live: 2024-05-01}}, {{id: W2, go_live: 2024-11-01}}]
rules: [{{kind: capacity, max: 2}}{rules}]
goals: [{{kind: participation}}{goals}]
"""
APART = "a:W1 b:W2 c:W1 d:W2"


def programme(path: Path, rules: str = "", goals: str = "") -> SituationData:
    return known(path, TEXT.format(rules=rules, goals=goals))


def test_two_change_places_where_every_wave_is_full(tmp_path: Path) -> None:
    situation = programme(tmp_path, goals=", {kind: cohesion}")
    found = annealed(situation, plan(APART), rank=1)
    assert found in (plan("a:W1 b:W1 c:W2 d:W2"), plan("a:W2 b:W2 c:W1 d:W1"))


EARLIEST = "{kind: earliest, measure: staff}"


def test_the_larger_go_first(tmp_path: Path) -> None:
    situation = programme(tmp_path, goals=f", {EARLIEST}")
    found = annealed(situation, plan("a:W1 d:W1 b:W2 c:W2"), rank=1)
    assert found == plan("a:W2 d:W2 b:W1 c:W1")


def test_the_larger_do_not_go_first_where_that_splits_a_region(tmp_path: Path) -> None:
    situation = programme(tmp_path, goals=f", {{kind: cohesion}}, {EARLIEST}")
    together = plan("a:W2 b:W2 c:W1 d:W1")
    assert annealed(situation, together, rank=2) == together


def test_without_time_or_work_left_nothing_is_tried(tmp_path: Path) -> None:
    situation = programme(tmp_path, goals=", {kind: cohesion}")
    for over in (
        Budget(Deadline.after(-1), workers=1),
        Budget(Deadline.after(PATIENCE), 1, Effort(0)),
    ):
        assert annealed(situation, plan(APART), 1, over) == plan(APART)


def test_equal_plans_are_annealed_equally(tmp_path: Path) -> None:
    situation = programme(tmp_path, goals=", {kind: cohesion}")
    once, again = (annealed(situation, plan(APART), rank=1) for _ in range(2))
    assert once == again
