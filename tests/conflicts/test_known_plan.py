"""Plans near a known one: what is found there keeps all that was asked for."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.conflicts.fact_parts import FactParts
from hpplan.conflicts.known_plan import KnownPlan
from hpplan.conflicts.oracle import ConflictOracle
from hpplan.programme.programme import SituationData
from hpplan.solving.encoding import Encoded, encode_with_assumptions
from hpplan.solving.model import expression
from tests.conflicts.test_minimal_subsets import kept_by_some_plan
from tests.conflicts.test_oracle import FULL1, NOT_A1, ROOM2, TwoSites
from tests.patience import PATIENCE
from tests.programmes import every_plan, situations
from tests.thoroughness import examples


@pytest.fixture(autouse=True, scope="module")
def _as_in_a_large_programme() -> Iterator[None]:
    """All that is free in a small programme is a large part of it, where no plan is looked for."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("hpplan.conflicts.known_plan.FREE_VARIABLES", 0)
        yield


def some_parts(encoded: Encoded, data: st.DataObject) -> list[int]:
    """Most parts of the facts: from one question to the next few are otherwise."""
    every = range(len(encoded.parts))
    left_out = data.draw(st.sets(st.sampled_from(every), max_size=3) if every else st.just(set()))
    return [part for part in every if part not in left_out]


@examples(15)
@given(situation=situations(most_rules=4), data=st.data())
def test_questions_one_after_the_other_are_answered_as_each_by_itself(
    situation: SituationData, data: st.DataObject
) -> None:
    encoded, _ = encode_with_assumptions(situation)
    oracle = ConflictOracle(encoded.model, PATIENCE)
    for _ in range(4):
        parts = some_parts(encoded, data)
        assert oracle.possible(parts) is kept_by_some_plan(situation, encoded, parts)


def makes_every_choice(encoded: Encoded, plan: KnownPlan) -> bool:
    return all(sum(plan.values[v] for v in one) == 1 for one in encoded.model.exactly_one)


@examples(15)
@given(situation=situations(most_rules=4), data=st.data())
def test_a_plan_found_near_another_keeps_the_parts_and_what_is_said_of_their_variables(
    situation: SituationData, data: st.DataObject
) -> None:
    encoded, facts = encode_with_assumptions(situation)
    oracle = ConflictOracle(encoded.model, PATIENCE)
    parts_of = FactParts(situation, encoded, facts, oracle)
    plans = [parts_of.known(plan) for plan in every_plan(situation)]
    known = data.draw(st.sampled_from([p for p in plans if makes_every_choice(encoded, p)]))
    parts = some_parts(encoded, data)
    for found in oracle.near(known, parts):
        assert oracle.parts.submodel(parts).keeps(found.values)
        assert found.parts == set(parts)


def known_of(sites: TwoSites) -> KnownPlan:
    """Both are in W1, which keeps nothing that is asked for."""
    values = [1] + [0] * (sites.model.size - 1)
    values[sites.a1] = values[sites.b1] = 1
    return KnownPlan(values, frozenset())


def test_what_the_new_parts_are_not_about_stays_as_it_is() -> None:
    sites = TwoSites()
    (found, *_) = sites.oracle().near(known_of(sites), [NOT_A1])
    assert (found.values[sites.a1], found.values[sites.b1]) == (0, 1)


def test_nothing_is_found_near_a_plan_where_there_is_none() -> None:
    sites = TwoSites()
    assert list(sites.oracle().near(known_of(sites), [FULL1, ROOM2])) == []


def test_of_plans_near_another_that_is_found_which_makes_the_expression_least() -> None:
    sites = TwoSites()
    wanted = expression([(1, sites.a1), (-2, sites.b1)])
    for found in sites.oracle().near(known_of(sites), [ROOM2], wanted):
        assert (found.values[sites.a1], found.values[sites.b1]) == (0, 1)
