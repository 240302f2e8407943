"""Many questions about one plan: who asks them, and when they end early."""

from collections.abc import Callable, Iterator
from contextvars import Context
from pathlib import Path

import pytest

from hpplan.analysis.questions import answers
from hpplan.analysis.recommendation import recommend, recommend_all
from hpplan.analysis.scenario import Answer, SolvedScenario
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.analysis.what_if import what_if
from hpplan.execution.executor import HERE, Item, Result, Task, WorkersLost, WorkItems
from hpplan.language import Language, speaking
from hpplan.programme.changes import Change, barred, pinned
from hpplan.solving.result import Undecided
from tests.analysis.test_scenario import TEXT, with_base
from tests.builders import known, plan
from tests.execution.stopped import Stopped
from tests.patience import ENOUGH

CASES: list[list[Change]] = [[pinned("a", "W2")], [pinned("b", "W3")], [pinned("a", "W3")]]


@pytest.mark.parametrize("by", [KeyboardInterrupt, WorkersLost])
def test_what_was_answered_stays_and_the_rest_is_undecided(
    tmp_path: Path, by: type[BaseException]
) -> None:
    situation = known(tmp_path, TEXT)
    whole = what_if(situation, CASES, ENOUGH)
    cut = what_if(situation, CASES, ENOUGH, executor=Stopped(1, by))
    assert not whole.interrupted
    assert cut.interrupted
    assert cut.cases[0] == whole.cases[0]
    assert [case.sentences for case in cut.cases] == [case.sentences for case in whole.cases]
    assert [type(case.answer) for case in cut.cases[1:]] == [Undecided, Undecided]


def test_of_all_sites_those_that_were_not_asked_about_are_undecided(tmp_path: Path) -> None:
    situation = known(tmp_path, TEXT)
    whole = recommend_all(situation, ENOUGH)
    cut = recommend_all(situation, ENOUGH, Stopped(1))
    assert [each.site.id for each in cut.sites] == ["a", "b"]
    assert cut.interrupted
    assert cut.sites[0] == whole.sites[0]
    assert {type(c.answer) for c in cut.sites[1].choices if c.wave.id == "W3"} == {Undecided}
    alone = recommend(situation, "b", ENOUGH)
    assert whole.sites[1].choices[:2] == alone.choices[:2]  # the third took other seconds


class Barring:
    """Two questions: what if a site may not be where it is?"""

    def __init__(self) -> None:
        self.changes = [barred("a", "W1"), barred("b", "W3")]

    def __len__(self) -> int:
        return len(self.changes)

    def asking(self, solver: ScenarioSolver) -> Callable[[int], Answer]:
        return lambda number: solver.solve_with([self.changes[number]])


def test_a_better_plan_that_others_come_to_takes_the_place_of_the_base(tmp_path: Path) -> None:
    asking = with_base(tmp_path, "a:W1 b:W3", [2, None])
    found: list[Answer] = answers(asking, ENOUGH, Barring(), HERE)
    assert [type(answer) for answer in found] == [SolvedScenario, SolvedScenario]
    assert asking.adopt_better()
    assert asking.waves == plan("a:W1 b:W2")


class Elsewhere:
    """Works where no language was chosen, as another process does."""

    at_once = 1

    def run(self, task: Task[Item, Result], items: WorkItems[Item]) -> Iterator[Result]:
        there = Context()
        do = there.run(task.begin)
        for item in items:
            yield there.run(do, item)


def test_who_works_on_a_question_speaks_the_language_of_who_asks(tmp_path: Path) -> None:
    situation = known(tmp_path, TEXT)
    with speaking(Language.NN):
        there = what_if(situation, CASES[:1], ENOUGH, executor=Elsewhere())
    (answer,) = (case.answer for case in there.cases)
    assert isinstance(answer, SolvedScenario)
    assert [goal.said for goal in answer.effect.goals] == [
        "alle 2 kommunar er plasserte",
        "innbyggjarar ventar i gjennomsnitt 174 dagar lenger (242\xa0900 innbyggjardagar)",
    ]
