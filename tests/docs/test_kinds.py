"""What each kind of rule and goal says of itself, and the examples that show it."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from hpplan.checks.run import inspect
from hpplan.diagnostics.finding import Severity
from hpplan.domain.gaps import Bound, Gap
from hpplan.domain.in_force import InForce
from hpplan.domain.selectors import Sites, Waves
from hpplan.goals import KINDS as GOALS
from hpplan.goals.base import Goal, Sense
from hpplan.planning import Solved, best_plan
from hpplan.programme.programme import Overrides
from hpplan.rules import KINDS as RULES
from hpplan.rules.base import Rule
from hpplan.verification.codes import RULE_BROKEN
from tests.docs.kinds import ALL_GOALS, EXAMPLES, PAGES, Example, Kind, word
from tests.patience import ENOUGH


@pytest.mark.parametrize(
    "model",
    [*RULES, *GOALS, InForce, Sites, Waves, Gap, Bound],
    ids=lambda model: model.__name__,
)
def test_every_key_says_what_it_is_for(model: type[BaseModel]) -> None:
    silent = [
        name
        for name, field in model.model_fields.items()
        if not field.description and not field.exclude and name != "kind"
    ]
    assert silent == []


def test_every_kind_has_an_example_and_every_example_a_kind() -> None:
    assert {folder.name for folder in (EXAMPLES / "rules").iterdir()} == set(map(word, RULES))
    assert {folder.name for folder in (EXAMPLES / "goals").iterdir()} == set(map(word, ALL_GOALS))


@pytest.mark.parametrize("kind", [*RULES, *ALL_GOALS], ids=word)
def test_an_example_is_a_programme_without_a_fault(kind: Kind) -> None:
    answer = inspect(Example.of(kind).programme.on())
    assert [finding for finding in answer if finding.severity is not Severity.INFO] == []


@pytest.mark.parametrize("kind", RULES, ids=word)
def test_of_the_plans_of_a_rule_one_keeps_it_and_one_breaks_it_once(kind: type[Rule]) -> None:
    example = Example.of(kind)
    assert [rule.kind for rule in example.situation.rules] == [word(kind)]
    assert example.plans == {"keeps", "breaks"}
    assert example.verified("keeps") == []
    found = [(finding.severity, finding.code) for finding in example.verified("breaks")]
    assert found == [(Severity.ERROR, RULE_BROKEN.id)]


@pytest.mark.parametrize("kind", ALL_GOALS, ids=word)
def test_of_the_plans_of_a_goal_one_is_better_and_proved_best(kind: type[Goal]) -> None:
    example = Example.of(kind)
    assert example.plans == {"better", "worse"}
    for name in ("better", "worse"):
        found = example.verified(name)
        assert [finding for finding in found if finding.severity is Severity.ERROR] == []
    better, worse = example.value("better"), example.value("worse")
    assert better > worse if kind.sense is Sense.MAXIMISE else better < worse
    outcome = best_plan(example.programme.on(None, Overrides(dates=kind.of_days_alone)), ENOUGH)
    assert isinstance(outcome, Solved)
    dates = outcome.plan.dates
    goals = (*outcome.plan.goals, *(() if dates is None else dates.goals))
    proved = {goal.kind: (goal.value, goal.proved) for goal in goals}
    assert proved[word(kind)] == (better, True)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_shows_what_the_kinds_say_now(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == PAGES[page]()
