"""hpplan against a second engine of another kind, on programmes too large to try every plan.

clingo is given a programme in words of its own (`plans.lp`, `facts.py`), straight from the data
file. Both must agree whether there is a plan, on every goal's best value, and on what the plan of
hpplan is worth.
"""

import json
from functools import cache
from pathlib import Path

import pytest

from hpplan.goals import BY_KIND as GOALS_BY_KIND
from hpplan.planning import Infeasible, Solved, best_plan
from hpplan.programme.programme import Overrides
from hpplan.reading import read
from hpplan.rules import BY_KIND as RULES_BY_KIND
from hpplan.solving.result import Undecided
from tests.oracle import answers
from tests.oracle.answers import Answer, judged, ranked
from tests.oracle.documents import GOALS, RULES, Document, Maker
from tests.patience import ENOUGH

EACH = 2
CASES = [f"{kind} {number}" for kind in (*RULES, *GOALS) for number in range(EACH)]


def document(case: str) -> Document:
    return Maker(case).document(case.split(maxsplit=1)[0])


@cache
def oracle(case: str) -> Answer:
    return answers.best_plan(document(case))


def planned(document: Document, folder: Path) -> Solved | Infeasible:
    (folder / "random.yaml").write_text(json.dumps(document), encoding="utf-8")
    reading = read(folder)
    assert reading.programme is not None, reading.findings
    dates = any(goal["kind"] == "rhythm" for goal in document["goals"])
    outcome = best_plan(reading.programme.on(None, Overrides(dates=dates)), ENOUGH)
    assert not isinstance(outcome, Undecided)
    return outcome


def test_the_oracle_knows_every_kind() -> None:
    assert set(RULES) == set(RULES_BY_KIND)
    assert set(GOALS) == set(GOALS_BY_KIND)


def test_the_oracle_knows_growth_by_a_factor_of_many_digits() -> None:
    """Three sites times the denominator of the factor are beyond 32 bits."""
    stated: Document = {
        "trusts": [],
        "municipalities": [{"id": site, "name": site} for site in "abcd"],
        "waves": [{"id": "w0"}, {"id": "w1"}],
        "rules": [{"kind": "ramp", "factor": 1.123456789, "hard": False}],
        "goals": [{"kind": "balance"}],
    }
    plan = {"a": "w0", "b": "w1", "c": "w1", "d": "w1"}
    assert judged(stated, plan) == {"soft-rules": 1, "balance": 2}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_both_engines_come_to_the_same(case: str, tmp_path: Path) -> None:
    stated, best = document(case), oracle(case)
    match planned(stated, tmp_path):
        case Infeasible():
            assert best.values is None
        case Solved(plan=plan):
            values = {goal.kind: goal.value for goal in plan.goals}
            assert all(goal.proved for goal in plan.goals)
            if plan.dates is not None:
                rhythm, early = plan.dates.goals[-2:]
                values |= {"rhythm": rhythm.value, "earliest-days": early.value}
                assert rhythm.proved
                assert early.proved
            assert judged(stated, plan.waves) == values
            if best.proved:
                assert best.values == values
            elif best.values is not None:
                assert ranked(values) <= ranked(best.values)


@pytest.mark.slow
def test_the_oracle_closes_most_of_them_and_not_all_have_a_plan() -> None:
    answers = [oracle(case) for case in CASES]
    assert sum(answer.proved for answer in answers) > 0.85 * len(CASES)
    assert 0.1 < answers.count(Answer(None, proved=True)) / len(CASES) < 0.4
