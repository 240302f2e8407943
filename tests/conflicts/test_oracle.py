"""What the conflict oracle answers about a model that is small enough to see through."""

from dataclasses import dataclass, field

import pytest

from hpplan.conflicts.oracle import ConflictOracle
from hpplan.conflicts.parts_model import PartsModel
from hpplan.solving.model import Model
from tests.patience import PATIENCE

NOT_A1, NOT_A2, FULL1, ROOM2, BOTH1 = range(5)
"""The parts: a is not in W1; not in W2; W1 holds nobody; W2 holds one; both are in W1."""


@dataclass(slots=True)
class TwoSites:
    """Two sites a and b, each in W1 or W2, and what may be demanded of them."""

    model: Model = field(default_factory=Model)
    a1: int = 0
    b1: int = 0

    def __post_init__(self) -> None:
        model = self.model
        self.a1, a2, self.b1, b2 = (model.variable() for _ in range(4))
        model.exactly_one += [(self.a1, a2), (self.b1, b2)]
        model.clause([~self.a1], NOT_A1)
        model.clause([~a2], NOT_A2)
        model.linear([(1, self.a1), (1, self.b1)], None, 0, part=FULL1)
        model.linear([(1, a2), (1, b2)], None, 1, part=ROOM2)
        model.linear([(1, self.a1), (1, self.b1)], 2, None, part=BOTH1)

    def oracle(self, seconds: float = PATIENCE) -> ConflictOracle:
        return ConflictOracle(self.model, seconds)


@pytest.mark.parametrize(
    ("parts", "possible"),
    [
        ([], True),
        ([NOT_A1], True),
        ([NOT_A1, NOT_A2], False),  # a has no wave left
        ([NOT_A1, ROOM2], True),  # a in W2, b in W1
        ([FULL1, ROOM2], False),  # two sites, one place
        ([NOT_A1, BOTH1], False),
        ([NOT_A2, BOTH1, ROOM2], True),
    ],
)
def test_parts_are_possible_together_if_some_placing_keeps_them(
    parts: list[int], possible: bool
) -> None:
    assert TwoSites().oracle().possible(parts) is possible


def test_without_time_it_is_not_known_whether_parts_are_possible() -> None:
    oracle = TwoSites().oracle(0)
    assert oracle.possible([NOT_A1]) is None
    oracle.more_time(PATIENCE)
    assert oracle.possible([NOT_A1]) is True


def test_counting_sees_too_few_places_and_nothing_of_single_sites() -> None:
    oracle = TwoSites().oracle()
    assert oracle.counted_out([FULL1, ROOM2])
    assert not oracle.counted_out([ROOM2])
    assert not oracle.counted_out([NOT_A1, NOT_A2])


def test_an_unsatisfiable_core_names_the_groups_that_conflict() -> None:
    groups = {10: [NOT_A1], 11: [NOT_A2], 12: [ROOM2]}
    assert TwoSites().oracle().unsat_core(groups, []) == [10, 11]


def test_groups_that_are_possible_have_no_core() -> None:
    assert TwoSites().oracle().unsat_core({10: [NOT_A1], 12: [ROOM2]}, []) is None


def test_what_it_costs_least_to_leave_out_makes_the_rest_possible() -> None:
    """Both are to be in W1, a is not to be in W1, nobody is to be in W1: without the first, which
    costs 5, the others hold, and without the two others, which cost 2 and 2, the first does.
    """
    groups = {10: [BOTH1], 11: [NOT_A1], 12: [FULL1]}
    oracle, prices = TwoSites().oracle(), {10: 5, 11: 2, 12: 2}
    assert oracle.minimum_cost_relaxation([], prices, groups, []) == [11, 12]
    assert oracle.minimum_cost_relaxation([], prices, groups, [[11, 12]]) == [10]
    assert oracle.minimum_cost_relaxation([], prices, groups, [[11, 12], [10]]) is None
    assert oracle.minimum_cost_relaxation([], prices, groups, [], alone=[11, 12]) == [10]
    assert oracle.minimum_cost_relaxation([BOTH1], prices, {11: [NOT_A1]}, []) == [11]


def test_the_nearest_values_keep_what_is_held_and_miss_the_rest_by_the_least() -> None:
    """With a out of W1, one of the two that are to be there is the most."""
    sites = TwoSites()
    found = sites.oracle().nearest([NOT_A1], [BOTH1])
    assert found is not None
    values, _ = found
    assert (values[sites.a1], values[sites.b1]) == (0, 1)


def test_a_submodel_says_nothing_of_other_sites() -> None:
    found = PartsModel(TwoSites().model).submodel([NOT_A1])
    assert [len(found.clauses), found.linears, len(found.exactly_one)] == [1, [], 1]


def test_constraints_added_to_the_model_count_after_a_refresh() -> None:
    sites = TwoSites()
    oracle = sites.oracle()
    sites.model.clause([sites.a1], part=5)
    oracle.refresh()
    assert oracle.possible([NOT_A1, 5]) is False
