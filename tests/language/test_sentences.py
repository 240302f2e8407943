"""Below the views, every sentence is in the language in force: what rules and goals say, conflicts
with their facts and repairs, the reasons of placements.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from hpplan.goals import KINDS as GOALS
from hpplan.goals.base import Goal, Measured
from hpplan.language import Language, speaking, words
from hpplan.planning import Infeasible, Solved, best_plan
from hpplan.programme.plan import standing_reason
from hpplan.programme.programme import Overrides, SituationData
from hpplan.rules import KINDS as RULES
from hpplan.rules import Rule
from hpplan.rules.base import Verdict
from hpplan.rules.traits import Counting
from hpplan.verification import verify
from tests.builders import known, plan, programme
from tests.language.marking import Marked, words_left
from tests.patience import ENOUGH
from tests.programmes import situations
from tests.thoroughness import examples

DATA = re.compile(
    r"'[^']*'|\[[^\]]*\]"
    r"|\b([Aa]sk|[Bb]erg|[Dd]al|[Ee]id|[Ff]jell|[Gg]rend|Trust|[A-Z]+\d+|[abct])\b"
    r"|\b(North Hospital|CosDoc|support)\b"
    r"|--(pin|forbid) \S+|--pin\b"
)
"""Names and ids of sites, waves and sources, and options of the command line."""


@pytest.fixture(autouse=True)
def in_a_language_of_our_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(words, "catalogue", lambda _: Marked())
    with speaking(Language.NB):
        yield


def english_in(said: str, situation: SituationData) -> list[str]:
    """The words that are neither translated nor data."""
    data = {rule.name for rule in situation.rules} | {"NO"}
    data |= {rule.kind for rule in situation.rules} | {goal.kind for goal in situation.goals}
    data |= {str(rule.because) for rule in situation.rules if rule.because}
    fields = [field for rule in situation.rules for field in type(rule).model_fields.items()]
    data |= {field.alias or name for name, field in fields}
    data |= {*situation.snapshot.regions.values()}
    return words_left(DATA.sub("", said), data)


def of_rule(rule: Rule, situation: SituationData, placements: dict[str, str]) -> Iterator[str]:
    snapshot = situation.snapshot
    yield rule.sentence(snapshot)
    yield rule.supposed(snapshot)
    if isinstance(rule, Counting) and (short := rule.shortage(snapshot)):
        yield short
    for broken in rule.violations(snapshot, placements):
        yield broken.message
        if broken.verdict is Verdict.BROKEN:
            yield rule.explain(snapshot, placements, broken) or ""
            yield rule.push(snapshot, placements, broken).why


def of_goal(goal: Goal, situation: SituationData, was: dict[str, str], now: dict[str, str]) -> str:
    seen = situation.snapshot
    before, after = (Measured(seen, p, goal.measure(seen, p)) for p in (was, now))
    values = [goal.says_value(seen, each.value) for each in (before, after)]
    differences = []
    if before.value != after.value:
        differences = [
            says(one, other)
            for one, other in ((before, after), (after, before))
            for says in (goal.says_difference, goal.says_briefly)
        ]
    return "; ".join(filter(None, [goal.sentence(), *values, *differences]))


@pytest.mark.parametrize("kind", RULES, ids=lambda kind: kind.__name__)
def test_what_a_rule_says_is_translated(kind: type[Rule], tmp_path: Path) -> None:
    situation = known(tmp_path, kind.example)
    said = [
        *of_rule(situation.rules[0], situation, plan(kind.breaks)),
        *of_rule(situation.rules[0], situation, plan(kind.keeps)),
    ]
    assert {text: english for text in said if (english := english_in(text, situation))} == {}


@pytest.mark.parametrize("kind", GOALS, ids=lambda kind: kind.__name__)
def test_what_a_goal_says_is_translated(kind: type[Goal], tmp_path: Path) -> None:
    situation = known(tmp_path, kind.example)
    said = of_goal(situation.goals[0], situation, plan(kind.better), plan(kind.worse))
    assert (said, english_in(said, situation)) == (said, [])


def conflicting(text: str, tmp_path: Path, placements: dict[str, str]) -> SituationData:
    """The programme with the plan asked for on the command line."""
    stated = programme(tmp_path, text)
    return stated.on(date(2024, 1, 1), Overrides(pins=tuple(placements.items())))


@pytest.mark.slow
@pytest.mark.parametrize("kind", RULES, ids=lambda kind: kind.__name__)
def test_a_conflict_its_facts_and_its_repairs_are_translated(
    kind: type[Rule], tmp_path: Path
) -> None:
    situation = conflicting(kind.example, tmp_path, plan(kind.breaks))
    found = best_plan(situation, ENOUGH)
    assert isinstance(found, Infeasible)
    said = [conflict.sentence for conflict in found.conflicts]
    for conflict in found.conflicts:
        said += [fact.text for fact in conflict.facts]
        said += [note.message for fact in conflict.facts for note in fact.notes]
        said += [repair.text for repair in conflict.repairs]
    assert {text: english for text in said if (english := english_in(text, situation))} == {}


@given(situation=situations(most_rules=2))
@examples(30)
def test_reasons_in_any_programme_are_translated(situation: SituationData) -> None:
    said = [standing_reason(situation, site) for site in situation.snapshot.sites]
    found = best_plan(situation, ENOUGH)
    if isinstance(found, Solved):
        said += [placed.reason for placed in found.plan.placements]
        said += [out.reason for out in found.plan.unplaced]
        said += [goal.sentence for goal in found.plan.goals]
        said += [goal.said for goal in found.plan.goals if goal.said]
    assert {text: english for text in said if (english := english_in(text, situation))} == {}


@pytest.mark.parametrize("kind", RULES, ids=lambda kind: kind.__name__)
def test_findings_stay_english(kind: type[Rule], tmp_path: Path) -> None:
    situation = known(tmp_path, kind.example)
    ours = [found.message for found in verify(situation, plan(kind.breaks))]
    with speaking(Language.EN):
        assert ours == [found.message for found in verify(situation, plan(kind.breaks))]
