"""A first plan for large models: who is wanted somewhere stays, and others make room in chains."""

from pathlib import Path

from hypothesis import given

from hpplan.programme.programme import SituationData
from hpplan.solving.deadline import Budget, Deadline
from hpplan.solving.encoding import encode
from hpplan.solving.insertion import inserted
from tests.builders import known, plan
from tests.patience import PATIENCE
from tests.programmes import keeps_hard_rules, situations
from tests.solving.test_greedy import SITES
from tests.thoroughness import examples


def ample() -> Budget:
    return Budget(Deadline.after(PATIENCE), workers=1)


@examples(40)
@given(situation=situations(most_rules=3, soft=True))
def test_a_plan_that_the_model_admits_keeps_every_hard_rule(situation: SituationData) -> None:
    encoded = encode(situation)
    found = inserted(encoded, situation.snapshot.current(), ample()).placements
    admitted = encoded.model.keeps(encoded.assignment(found))
    assert admitted == keeps_hard_rules(situation, found)


@examples(20)
@given(situation=situations(most_rules=3))
def test_its_tally_sums_up_what_it_placed(situation: SituationData) -> None:
    encoded = encode(situation)
    tally = inserted(encoded, situation.snapshot.current(), ample()).tally
    model = encoded.model
    sums = [
        sum(c * tally.values[v] for v, c in zip(linear.variables, linear.coefficients, strict=True))
        for linear in model.linears
    ]
    assert tally.sums == sums


def near(tmp_path: Path, rules: str, wanted: str = "", budget: Budget | None = None) -> object:
    encoded = encode(known(tmp_path, SITES.format(rules=rules)))
    return inserted(encoded, plan(wanted), budget or ample()).placements


def test_who_is_wanted_somewhere_is_there_and_the_others_where_there_is_room(
    tmp_path: Path,
) -> None:
    assert near(tmp_path, "{kind: capacity, max: 2}", "b:W1 c:W1") == plan("b:W1 c:W1 a:W2")


def test_one_that_is_wanted_goes_on_where_somebody_would_be_left_out(tmp_path: Path) -> None:
    """With a and b in one wave there is room for c in the other."""
    rules = "{kind: capacity, measure: staff, max: 2}"
    assert near(tmp_path, rules, "a:W1 b:W2") == plan("a:W2 b:W2 c:W1")


def test_one_that_is_sent_on_sends_on_another(tmp_path: Path) -> None:
    """c fits into W2 only, so a leaves it, and b leaves the only place in W1 to a."""
    rules = (
        "{kind: window, sites: c, waves: W2}, {kind: capacity, max: 1, waves: W1}, "
        "{kind: capacity, measure: staff, max: 3, waves: W2}, {kind: apart, sites: [a, c]}"
    )
    assert near(tmp_path, rules, "a:W2 b:W1") == plan("a:W1 b:W2 c:W2")


def test_it_ends_with_what_stands_where_the_time_is_over(tmp_path: Path) -> None:
    over = Budget(Deadline.after(-1), workers=1)
    assert near(tmp_path, "", "a:W1", over) == {}
