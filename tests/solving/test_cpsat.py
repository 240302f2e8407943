"""The engine behind our model gives what counting by hand gives, and no more than it proved."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.solving import cpsat
from hpplan.solving.cpsat import EngineAnswer, EngineContradiction, EngineStatus, Settings
from hpplan.solving.model import FALSE, TRUE, Expression, Linear, Model, expression
from hpplan.solving.strategies import UNSOUND
from tests.patience import PATIENCE
from tests.thoroughness import examples

SOON = Settings(seconds=PATIENCE)


@st.composite
def models(draw: st.DrawFn) -> tuple[Model, Expression]:
    model = Model()
    variables = [model.variable() for _ in range(draw(st.integers(1, 4)))]
    literals = st.sampled_from([TRUE, FALSE, *variables, *(~v for v in variables)])
    terms = st.lists(st.tuples(st.integers(-3, 3), literals), max_size=4)
    for _ in range(draw(st.integers(0, 3))):
        model.clause(draw(st.lists(literals, max_size=3)))
    for _ in range(draw(st.integers(0, 3))):
        low, high = draw(st.sampled_from([(None, 1), (0, None), (-1, 2), (2, None), (1, 1)]))
        model.linear(draw(terms), low, high, draw(st.lists(literals, max_size=2)))
    if draw(st.booleans()):
        model.exactly_one.append(tuple(variables))
    return model, expression(draw(terms), draw(st.integers(-5, 5)))


def best_by_hand(model: Model, minimise: Expression) -> int | None:
    values = (
        minimise.value(values)
        for bits in product((0, 1), repeat=model.size - 1)
        if _keeps(model, values := [1, *bits])
    )
    return min(values, default=None)


def _keeps(model: Model, values: list[int]) -> bool:
    def holds(literal: int) -> bool:
        return bool(values[literal]) if literal >= 0 else not values[~literal]

    if not all(sum(map(holds, group)) == 1 for group in model.exactly_one):
        return False
    if not all(any(map(holds, clause.literals)) for clause in model.clauses):
        return False
    for linear in model.linears:
        total = Expression(linear.variables, linear.coefficients).value(values)
        too_low = linear.low is not None and total < linear.low
        too_high = linear.high is not None and total > linear.high
        if (too_low or too_high) and all(map(holds, linear.given)):
            return False
    return True


@examples(50)
@given(drawn=models())
def test_the_least_value_is_found_and_proved(drawn: tuple[Model, Expression]) -> None:
    model, minimise = drawn
    best = best_by_hand(model, minimise)
    answer = cpsat.solve(model, SOON, minimise)
    if best is None:
        assert answer == EngineAnswer(EngineStatus.INFEASIBLE, None, None)
        return
    assert (answer.status, answer.bound) == (EngineStatus.OPTIMAL, best)
    assert answer.values is not None
    assert _keeps(model, list(answer.values))
    assert minimise.value(answer.values) == best


@examples(50)
@given(drawn=models())
def test_a_compact_model_is_possible_where_the_model_is(drawn: tuple[Model, Expression]) -> None:
    model, _ = drawn
    small, nothing = model.compact(), expression([])
    assert small.size <= model.size
    assert best_by_hand(small, nothing) == best_by_hand(model, nothing)


def test_a_compact_model_leaves_out_variables_without_constraints() -> None:
    model = Model(size=9)
    model.clause([~7, 5])
    model.linear([(2, 7), (3, 4)], 1, None, [~8])
    small = Model(size=5)
    small.clause([~1, 2])
    small.linear([(2, 1), (3, 3)], 1, None, [~4])
    assert model.compact() == small


def test_a_hint_and_no_objective_are_welcome() -> None:
    model = Model()
    one, other = model.variable(), model.variable()
    model.clause([one, other])
    answer = cpsat.solve(model, SOON, None, [1, 0, 1])
    assert answer.status is EngineStatus.OPTIMAL
    assert answer.values is not None
    assert answer.values[one] or answer.values[other]


def answered(status: str, values: list[int], bound: int) -> EngineAnswer:
    """What we make of an answer of the engine to: the first variable, and 500, at its least."""
    minimise = Expression((1,), (1,), 500)
    return cpsat._answer(status, values, bound, minimise, interrupted=False, core=())  # noqa: SLF001


def test_a_bound_that_the_engine_never_set_is_none() -> None:
    assert answered("UNKNOWN", [], 0) == EngineAnswer(EngineStatus.UNKNOWN, None, None)
    assert answered("FEASIBLE", [1, 1], 0) == EngineAnswer(EngineStatus.FEASIBLE, [1, 1], None)


def test_a_bound_that_the_engine_proved_counts_the_constant() -> None:
    assert answered("UNKNOWN", [], -3) == EngineAnswer(EngineStatus.UNKNOWN, None, 497)
    assert answered("FEASIBLE", [1, 1], 1) == EngineAnswer(EngineStatus.FEASIBLE, [1, 1], 501)


def test_a_bound_beyond_the_value_is_refused() -> None:
    with pytest.raises(EngineContradiction, match="nothing is below 502, and found 501"):
        answered("FEASIBLE", [1, 1], 2)
    with pytest.raises(EngineContradiction, match="nothing is below 502, and found 501"):
        answered("OPTIMAL", [1, 1], 2)


def test_a_bound_of_large_numbers_is_exact() -> None:
    """As a float, 2^60 + 1 would be 2^60."""
    model = Model()
    one, other = model.variable(), model.variable()
    model.clause([one, other])
    minimise = expression([(2**60 + 1, one), (2**60 + 3, other)])
    assert cpsat.solve(model, SOON, minimise).bound == 2**60 + 1


@pytest.mark.parametrize("parameter", UNSOUND)
def test_what_is_unsound_in_the_engine_cannot_be_switched_on(parameter: str) -> None:
    settings = Settings(seconds=0, more={parameter: 100_000_000})
    assert settings.parameters()[parameter] == UNSOUND[parameter]


def test_equal_models_give_equal_answers() -> None:
    model = Model()
    variables = [model.variable() for _ in range(30)]
    for start in range(0, 30, 3):
        model.exactly_one.append(tuple(variables[start : start + 3]))
    model.linear([(1, v) for v in variables[::3]], 4, 6)
    minimise = expression([(v % 7, v) for v in variables])
    answers = [cpsat.solve(model, SOON, minimise) for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]


def test_terms_are_folded_into_one_coefficient_a_variable() -> None:
    terms = [(2, 1), (3, ~1), (4, TRUE), (5, FALSE), (1, 2), (-1, 2)]
    assert expression(terms, 10) == Expression((1,), (-1,), 17)


def test_a_constraint_that_always_holds_is_left_out_of_the_model() -> None:
    model = Model()
    one = model.variable()
    model.linear([(1, one)], 0, 1)
    model.clause([one, ~one])
    model.linear([(1, one)], 1, None, given=[FALSE])
    assert (model.linears, model.clauses) == ([], [])


def test_a_constraint_that_never_holds_denies_its_condition() -> None:
    model = Model()
    one, condition = model.variable(), model.variable()
    model.linear([(1, one)], 2, None, given=[condition])
    assert [clause.literals for clause in model.clauses] == [(~condition,)]


def test_a_constraint_is_divided_by_what_its_coefficients_have_in_common() -> None:
    model = Model()
    one, other = model.variable(), model.variable()
    model.linear([(600, one), (900, other), (50, TRUE)], 400, 1_000)
    assert model.linears == [Linear((one, other), (2, 3), 2, 3)]


def test_a_floor_sees_what_a_divided_constraint_says_of_the_expression() -> None:
    model = Model()
    one, other = model.variable(), model.variable()
    model.linear([(600, one), (900, other)], 400, None)
    assert model.floor(expression([(600, one), (900, other)], 7)) == 607
