"""The lexicographic search on an instance whose optimum is counted by hand, in each of its ways."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from hpplan.programme.programme import SituationData
from hpplan.solving import lexicographic
from hpplan.solving.cpsat import EngineAnswer, EngineContradiction, EngineStatus
from hpplan.solving.deadline import Budget, Deadline
from hpplan.solving.encoding import Encoded, encode
from hpplan.solving.lexicographic import LexicographicSearch, Sizes
from hpplan.solving.model import Expression
from hpplan.solving.relaxation import Relaxed
from hpplan.solving.solve import aim_of
from tests.builders import known, plan
from tests.patience import PATIENCE

SMALL, MEDIUM, LARGE = Sizes(), Sizes(medium=0), Sizes(0, 10**9)
VERY_LARGE = Sizes(0, 0, relaxed=0)
EVERY_WAY = pytest.mark.parametrize("sizes", [SMALL, MEDIUM, LARGE, VERY_LARGE])

TEXT = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A, size: {inhabitants: 900}}
  - {id: b, name: B, size: {inhabitants: 500}}
  - {id: c, name: C, size: {inhabitants: 300}, claims: [{says: planned, wave: W1, known: 2023}]}
waves: [{id: W1, go_live: 2024-11-01}, {id: W2, go_live: 2025-04-01}, {id: W3, go_live: 2025-11-01}]
rules: [{kind: capacity, max: 1}]
goals: [{kind: participation}, {kind: stability}, {kind: earliest, measure: inhabitants}]
"""
# One site a wave, so that all three waves are full. W2 is 151 days after W1, W3 is 365.
# c stays in W1, as that is the only move that anybody can make; then the larger of a and b goes
# first: 900 * 151 + 500 * 365. Were c to move, 500 * 151 + 300 * 365 would be less.
BEST = "c:W1 a:W2 b:W3"
OPTIMUM = [-3, 0, 900 * 151 + 500 * 365]
WORST = "b:W1 c:W2 a:W3"


class Recorded(LexicographicSearch):
    """A search that notes what is reported, and is offered one plan for the last goal."""

    def __init__(
        self,
        encoded: Encoded,
        aims: Sequence[Expression],
        start: EngineAnswer,
        sizes: Sizes,
        offer: Sequence[int] | None = None,
    ) -> None:
        super().__init__(encoded, aims, start, sizes)
        self.reported: list[int] = []
        self.offer = offer

    def report(self, rank: int) -> None:
        self.reported.append(rank)

    def offered(self, rank: int, budget: Budget) -> Sequence[int] | None:
        return self.offer if rank == 2 and not budget.over else None


def search_from(
    situation: SituationData,
    line: str,
    sizes: Sizes = SMALL,
    bound: int | None = None,
    offer: str | None = None,
) -> tuple[Encoded, Recorded]:
    encoded = encode(situation)
    aims = [aim_of(goal, encoded, situation).minimise for goal in situation.goals]
    start = EngineAnswer(EngineStatus.FEASIBLE, encoded.assignment(plan(line)), bound)
    offered = None if offer is None else encoded.assignment(plan(offer))
    return encoded, Recorded(encoded, aims, start, sizes, offered)


def patient() -> Budget:
    return Budget(Deadline.after(PATIENCE), workers=1)


@EVERY_WAY
@pytest.mark.parametrize("start", [BEST, WORST, "a:W1 b:W2 c:W3"])
def test_the_best_by_the_first_goal_then_by_the_next_is_found(
    tmp_path: Path, start: str, sizes: Sizes
) -> None:
    encoded, search = search_from(known(tmp_path, TEXT), start, sizes)
    search.run(patient())
    assert encoded.placements(search.best) == plan(BEST)
    assert [state.value for state in search.goal_states] == OPTIMUM
    assert all(state.bound <= state.value for state in search.goal_states)


def test_a_small_model_is_proved_to_the_last_goal(tmp_path: Path) -> None:
    _, search = search_from(known(tmp_path, TEXT), WORST)
    search.run(patient())
    assert search.proved(2)
    assert [state.bound for state in search.goal_states] == OPTIMUM


def test_what_was_proved_with_fewer_rules_is_proved_without_a_search(tmp_path: Path) -> None:
    _, search = search_from(known(tmp_path, TEXT), BEST)
    search.carry_over(OPTIMUM, OPTIMUM)
    assert search.proved(2)


def test_what_was_proved_for_better_values_of_the_goals_before_is_not_taken_over(
    tmp_path: Path,
) -> None:
    """In the start c has moved."""
    _, search = search_from(known(tmp_path, TEXT), WORST)
    floors = [state.floor for state in search.goal_states]
    search.carry_over(OPTIMUM, OPTIMUM)
    assert [state.bound for state in search.goal_states] == [-3, 0, floors[2]]


def test_what_is_best_among_some_is_not_said_to_be_best_among_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One variable is left open at first, so that nothing can be better; then more and more."""
    monkeypatch.setattr(lexicographic, "CORE", 1)
    encoded, search = search_from(known(tmp_path, TEXT), "c:W1 b:W2 a:W3", LARGE)
    alike = [1] * encoded.model.size
    ruling_nothing_out = Relaxed(0, -(2**62), alike, alike)
    search._relaxed[(-3, 0)] = [ruling_nothing_out]  # noqa: SLF001  # whatever an engine says
    search._search_cores(2, patient())  # noqa: SLF001  # annealing would leave it nothing to do
    assert encoded.placements(search.best) == plan(BEST)
    assert [state.value for state in search.goal_states] == OPTIMUM
    assert search.goal_states[2].met


class OnlyCounting(Recorded):
    """A search for which the last goal only breaks ties between good plans."""

    def only_ties(self, rank: int) -> bool:
        return rank == 2


@pytest.mark.parametrize(("sizes", "proved"), [(SMALL, True), (MEDIUM, False)])
def test_in_a_medium_model_no_plan_is_proved_the_best_of_equally_good_ones(
    tmp_path: Path, sizes: Sizes, proved: bool
) -> None:
    situation = known(tmp_path, TEXT)
    encoded = encode(situation)
    aims = [aim_of(goal, encoded, situation).minimise for goal in situation.goals]
    start = EngineAnswer(EngineStatus.FEASIBLE, encoded.assignment(plan(WORST)), None)
    search = OnlyCounting(encoded, aims, start, sizes)
    search.run(patient())
    assert search.proved(1)
    assert search.proved(2) == proved


@EVERY_WAY
def test_goals_are_reported_in_rank_order(tmp_path: Path, sizes: Sizes) -> None:
    _, search = search_from(known(tmp_path, TEXT), WORST, sizes)
    search.run(patient())
    assert list(dict.fromkeys(search.reported)) == [0, 1, 2]


@EVERY_WAY
def test_without_time_the_start_is_the_answer(tmp_path: Path, sizes: Sizes) -> None:
    encoded, search = search_from(known(tmp_path, TEXT), WORST, sizes)
    search.run(Budget(Deadline.after(0), workers=1))
    assert encoded.placements(search.best) == plan(WORST)
    assert not search.proved(2)


@EVERY_WAY
def test_an_offer_that_costs_an_earlier_goal_is_not_taken(tmp_path: Path, sizes: Sizes) -> None:
    """By the last goal alone the offer is the best there is."""
    _, search = search_from(known(tmp_path, TEXT), "c:W1 b:W2 a:W3", sizes, offer="a:W1 b:W2 c:W3")
    search.run(patient())
    assert [state.value for state in search.goal_states] == OPTIMUM


@EVERY_WAY
def test_an_offer_that_meets_the_bound_of_the_last_goal_ends_the_search(
    tmp_path: Path, sizes: Sizes
) -> None:
    _, search = search_from(known(tmp_path, TEXT), "c:W1 b:W2 a:W3", sizes, offer=BEST)
    for state, bound in zip(search.goal_states, OPTIMUM, strict=True):
        state.bound = bound
    search.run(patient())
    assert [state.value for state in search.goal_states] == OPTIMUM


@EVERY_WAY
def test_a_plan_better_than_a_bound_is_a_contradiction(tmp_path: Path, sizes: Sizes) -> None:
    """Three are placed, and two are said to be the most."""
    _, search = search_from(known(tmp_path, TEXT), BEST, sizes, bound=-2)
    with pytest.raises(EngineContradiction):
        search.run(patient())


IN_THE_WAY = TEXT.replace(
    "name: A, size: {inhabitants: 900}", "name: A, required: false, size: {inhabitants: 900}"
).replace("rules: [", "rules: [{kind: window, sites: a, waves: W1}, ")
# a may be in W1 only, where c is. To place a, c has to leave it.


@EVERY_WAY
def test_a_bound_falls_with_the_values_that_it_was_proved_with(
    tmp_path: Path, sizes: Sizes
) -> None:
    """While c is in W1, a waits for ever, twelve months after W3. That is no bound of the plan in
    which c leaves so that a can take part.
    """
    without_a = 900 * (365 + 365) + 500 * 151
    _, search = search_from(known(tmp_path, IN_THE_WAY), "c:W1 b:W2", sizes)
    states = search.goal_states
    assert [state.value for state in states] == [-2, 0, without_a]
    states[2].bound, states[2].held = without_a, (-2, 0)
    search.run(patient())
    assert [state.value for state in states] == [-3, 1, 500 * 151 + 300 * 365]
    assert states[2].bound <= states[2].value
