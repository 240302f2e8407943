"""The search of one model for one expression, on models that are small enough to see through."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import pytest
from hypothesis import given

from hpplan.programme.programme import SituationData
from hpplan.solving.cpsat import EngineContradiction, EngineStatus
from hpplan.solving.deadline import Budget, Deadline
from hpplan.solving.encoding import encode
from hpplan.solving.model import Expression, Model
from hpplan.solving.search import any_values, best_values, cores_suit, quick_values
from hpplan.solving.solve import aim_of, leading_counts
from hpplan.solving.strategies import MEDIUM
from tests.patience import PATIENCE
from tests.programmes import situations
from tests.thoroughness import examples

COSTS: Final = (5, 4, 3, 7)


@dataclass
class Cover:
    """Four things of which the first three need at least two, and the last excludes the third."""

    model: Model = field(default_factory=Model)
    minimise: Expression = field(init=False)

    def __post_init__(self) -> None:
        model = self.model
        a, b, c, d = (model.variable() for _ in range(4))
        model.linear([(1, a), (1, b), (1, c)], 2, None)
        model.clause([~c, ~d])
        self.minimise = Expression((a, b, c, d), COSTS)

    def keeps(self, values: Sequence[int]) -> bool:
        _, a, b, c, d = values  # the first is always true
        return a + b + c >= 2 and not (c and d)


BEST: Final = [1, 0, 1, 1, 0]
WORST: Final = [1, 1, 1, 0, 1]
COST: Final = 4 + 3


def budget(seconds: float = PATIENCE) -> Budget:
    return Budget(Deadline.after(seconds), 1)


def test_cores_suit_goals_that_count_and_whose_values_are_near_each_other() -> None:
    model = Model()
    one, peak = model.variable(), model.number(0, 10**12)
    assert cores_suit(model, Expression((one,), (3,)))
    assert not cores_suit(model, Expression((one,), (1_000,)))
    assert not cores_suit(model, Expression((peak,), (1,)))


@examples(5)
@given(situation=situations(most_rules=3, soft=True))
def test_how_many_goals_that_count_come_first_shows_without_hard_rules(
    situation: SituationData,
) -> None:
    encoded = encode(situation)
    counted = [
        cores_suit(encoded.model, aim_of(goal, encoded, situation).minimise)
        for goal in situation.goals
    ]
    assert leading_counts(situation) == [*counted, False].index(False)


def test_any_values_keep_every_constraint() -> None:
    cover = Cover()
    found = any_values(cover.model, budget(), WORST)
    assert found.values is not None
    assert cover.keeps(found.values)


@pytest.mark.parametrize("others", [0, MEDIUM])
def test_that_there_are_no_values_is_proved(others: int) -> None:
    cover = Cover()
    for _ in range(others):
        cover.model.variable()
    cover.model.linear([(1, v) for v in cover.minimise.variables[:3]], None, 1)
    hint = [*WORST, *([0] * others)]
    assert any_values(cover.model, budget(), hint).status is EngineStatus.INFEASIBLE


def test_quick_values_keep_every_constraint() -> None:
    cover = Cover()
    found = quick_values(cover.model, cover.minimise, budget(), WORST)
    assert found.values is not None
    assert cover.keeps(found.values)


@pytest.mark.parametrize("start", [BEST, WORST])
def test_the_best_values_are_found_and_proved_from_any_start(start: Sequence[int]) -> None:
    cover = Cover()
    found = best_values(cover.model, cover.minimise, budget(), start)
    assert (found.status, found.bound) == (EngineStatus.OPTIMAL, COST)
    assert list(found.values or ()) == BEST


def test_without_time_the_start_remains_with_what_is_known_beforehand() -> None:
    cover = Cover()
    found = best_values(cover.model, cover.minimise, budget(0), WORST)
    assert (found.status, found.values) == (EngineStatus.FEASIBLE, WORST)
    assert found.bound == cover.model.floor(cover.minimise)


def test_a_start_that_meets_a_known_bound_is_proved_without_a_search() -> None:
    cover = Cover()
    found = best_values(cover.model, cover.minimise, budget(0), BEST, bound=COST)
    assert (found.status, found.values, found.bound) == (EngineStatus.OPTIMAL, BEST, COST)


def test_a_start_that_no_values_keep_is_a_contradiction() -> None:
    """What is called possible has been verified: the engine must not deny it."""
    cover = Cover()
    cover.model.linear([(1, v) for v in cover.minimise.variables[:3]], None, 1)
    with pytest.raises(EngineContradiction):
        best_values(cover.model, cover.minimise, budget(), WORST)
