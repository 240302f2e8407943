"""Planted conflicts, in small: hpplan names them, and the judge sees what is named wrongly."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

import planted
from conflicts import by_assumptions, faults, main, measured
from hpplan.planning import Infeasible, best_plan
from hpplan.reading import read
from planted import FactId, Problem, possible, problem, write
from tests.patience import ENOUGH

pytestmark = pytest.mark.slow


def answer(made: Problem, folder: Path) -> tuple[Infeasible, dict[tuple[str, int, int], FactId]]:
    where = write(made, folder)
    programme = read(folder).programme
    assert programme is not None
    outcome = best_plan(programme.on(), ENOUGH)
    assert isinstance(outcome, Infeasible)
    return outcome, where


def alone(kind: Callable[[planted.Draft], list[FactId]]) -> Problem:
    """A programme with one conflict of the kind and nothing else."""
    draft = planted.Draft(Random(1), waves=8)
    facts = frozenset(kind(draft))
    closed = frozenset([7] if draft.closes else [])
    months = tuple(range(5, 37, 4))
    return Problem(tuple(draft.sites), months, draft.decided, closed, tuple(draft.rules), (facts,))


@pytest.mark.parametrize("kind", planted.KINDS, ids=lambda kind: kind.__name__.strip("_"))
def test_a_planted_conflict_is_impossible_smallest_and_reported(
    kind: Callable[[planted.Draft], list[FactId]],
) -> None:
    made = alone(kind)
    assert not possible(made)
    assert all(possible(made.without([fact])) for fact in made.facts)
    assert measured(made).wrong == ()


@pytest.mark.parametrize("seed", range(2))
def test_conflicts_among_much_that_fits_are_all_reported(seed: int) -> None:
    made = problem(sites=30, conflicts=3, seed=seed)
    assert possible(made.without([fact for facts in made.planted for fact in facts]))
    result = measured(made)
    assert (result.wrong, result.found) == ((), 3)


def test_the_judge_sees_a_conflict_left_out_a_fact_too_many_and_a_wrong_place(
    tmp_path: Path,
) -> None:
    made = problem(sites=20, conflicts=2, seed=1)
    outcome, where = answer(made, tmp_path)
    assert list(faults(made, outcome, where)) == []
    one, other = outcome.conflicts
    fewer = replace(outcome, conflicts=(one,), together=("1A",))
    assert "1 planted conflicts are not named" in faults(made, fewer, where)
    padded = replace(other, facts=(*other.facts, one.facts[0]))
    loose = list(faults(made, replace(outcome, conflicts=(one, padded)), where))
    assert any("is impossible without" in fault for fault in loose)
    astray = {(file, line, column + 1): fact for (file, line, column), fact in where.items()}
    assert any("cites a place" in fault for fault in faults(made, outcome, astray))


def test_the_judge_sees_a_repair_that_is_none(tmp_path: Path) -> None:
    made = problem(sites=20, conflicts=2, seed=1)
    outcome, where = answer(made, tmp_path)
    one, other = outcome.conflicts
    idle = replace(one.repairs[0], changes=other.repairs[0].changes)
    worse = replace(outcome, conflicts=(replace(one, repairs=(idle,)), other))
    assert "1A does not resolve its conflict" in faults(made, worse, where)
    assert "1A + 2A give no plan" in faults(made, worse, where)


def test_assumptions_tell_one_conflict_at_a_time() -> None:
    assert by_assumptions(problem(sites=20, conflicts=2, seed=1)).exact <= 1


def test_the_table_counts_what_was_planted_and_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--count", "1", "--large", "0", "--seed", "3"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("1 programmes of ")
    assert "every repair works: 1 of 1 programmes" in shown
