"""Two plans are compared by the same days, and what moves says why."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.analysis.effect import Effect
from hpplan.analysis.recommendation import recommend
from hpplan.analysis.scenario import SolvedScenario
from hpplan.analysis.site import explain_site
from hpplan.analysis.what_if import what_if
from hpplan.planning import Infeasible, Solved
from hpplan.programme.changes import changed
from hpplan.programme.programme import SituationData
from hpplan.reading.expression_text import Misread
from hpplan.reading.expressions import read_changes
from hpplan.rules.base import Verdict
from hpplan.views import recommended as recommended_view
from hpplan.views import site as site_view
from hpplan.views import what_if as whatif_view
from hpplan.views.formats import text as document_text
from tests.analysis.asked import SOON, changes
from tests.builders import known
from tests.programmes import situations
from tests.thoroughness import examples

P = "programme: {id: p, name: P, as_of: 2024-01-01}\n"


def effect(situation: SituationData, *texts: str) -> Effect:
    read = read_changes(situation, texts)
    assert not isinstance(read, Misread), read
    answer = what_if(situation, [read], SOON).cases[0].answer
    assert isinstance(answer, SolvedScenario)
    return answer.effect


def values(shown: Effect) -> list[tuple[str, int | None, int | None, int]]:
    return [(goal.kind, goal.before, goal.after, goal.worse_by) for goal in shown.goals]


# --- from one day -------------------------------------------------------------------------------

DATED = (
    P
    + """\
municipalities: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
waves: [{id: W1, go_live: 2024-03-01}, {id: W2, go_live: 2024-05-01}]
rules: [{kind: capacity, max: 1, waves: W1}]
goals: [{kind: earliest}]
"""
)
"""One site goes on 1 March, two 61 days later."""

FROM_ONE_DAY = {
    "W1.go_live+1m": (122, 153),
    "W1.go_live-1m": (122 + 3 * 29, 122 + 2 * 29),
    "W2.go_live+1m": (122, 184),
    "W1 dropped": (122, 183),
}


@pytest.mark.parametrize("expression", FROM_ONE_DAY)
def test_both_plans_count_from_the_earlier_of_the_two_first_waves(
    tmp_path: Path, expression: str
) -> None:
    before, after = FROM_ONE_DAY[expression]
    shown = effect(known(tmp_path, DATED), expression)
    assert values(shown) == [("earliest", before, after, after - before)]
    assert shown.proved


def test_all_waves_a_month_later_is_a_month_worse_for_everybody(tmp_path: Path) -> None:
    """31 days for the one in March, 31 each for the two in May."""
    shown = effect(known(tmp_path, DATED), "W2.go_live+1m", "W1.go_live+1m")
    assert values(shown) == [("earliest", 122, 122 + 93, 93)]


def test_cases_side_by_side_count_from_the_earliest_wave_of_all(tmp_path: Path) -> None:
    base = known(tmp_path, DATED)
    cases = [read_changes(base, [text]) for text in ("W1.go_live-1m", "W1.go_live+1m")]
    assert not any(isinstance(case, Misread) for case in cases)
    shown = what_if(base, cases, SOON)  # type: ignore[arg-type]  # as was just seen
    text = document_text.render(whatif_view.side_by_side(shown), colour=False, width=80)
    (row,) = (line.split("  ") for line in text.splitlines() if line.startswith("as early"))
    assert [cell.strip() for cell in row if cell] == [
        "as early as possible, by sites (site-days)",
        "209",
        "180",
        "240",
    ]


UNDATED = DATED.replace(", go_live: 2024-03-01", "").replace(", go_live: 2024-05-01", "")


def test_where_positions_count_a_dropped_first_wave_is_no_improvement(tmp_path: Path) -> None:
    shown = effect(known(tmp_path, UNDATED), "W1 dropped")
    assert values(shown) == [("earliest", 2, 3, 1)]


def test_days_and_positions_are_not_compared(tmp_path: Path) -> None:
    shown = effect(known(tmp_path, UNDATED), "W1.go_live=2024-03-01", "W2.go_live=2024-05-01")
    assert values(shown) == [("earliest", None, 122, 0), ("earliest", 2, None, 0)]


def test_the_last_wave_is_no_earlier_because_the_first_was_dropped(tmp_path: Path) -> None:
    last = DATED.replace("kind: earliest", "kind: last-wave").replace("max: 1", "max: 0")
    assert values(effect(known(tmp_path, last), "W1 dropped")) == [("last-wave", 2, 2, 0)]


# --- where there was no plan --------------------------------------------------------------------

NO_PLAN = (
    P
    + """\
sources: [{id: s, kind: document, published: 2023-06-01}]
municipalities:
  - id: a
    name: A
    wishes: {W2: 3, W3: 0}
    claims: [{says: decided, wave: W1, source: s}]
waves: [{id: W1, go_live: 2024-06-01}, {id: W2, go_live: 2025-06-01}, {id: W3, go_live: 2026-06-01}]
rules: [{kind: forbid, sites: a, waves: W1}]
goals: [{kind: wishes}]
"""
)


def test_without_a_plan_the_best_wave_is_the_one_with_the_best_values(tmp_path: Path) -> None:
    shown = recommend(known(tmp_path, NO_PLAN), "a", SOON)
    assert isinstance(shown.base, Infeasible)
    assert [choice.wave.id for choice in shown.choices] == ["W3", "W2", "W1"]
    text = document_text.render(recommended_view.recommended(shown), colour=False, width=80)
    assert text.startswith("Which wave for A? W3, 1 June 2026  ")


def test_without_a_plan_nothing_is_as_good_as_before(tmp_path: Path) -> None:
    base = known(tmp_path, NO_PLAN)
    read = read_changes(base, ["reopen a"])
    assert not isinstance(read, Misread)
    shown = what_if(base, [read], SOON)
    text = document_text.render(whatif_view.document(shown), colour=False, width=80)
    assert "\nA plan exists: 1 site moves.\n" in text
    assert "as good as before" not in text


def test_without_a_plan_no_wave_is_called_free(tmp_path: Path) -> None:
    shown = explain_site(known(tmp_path, NO_PLAN.replace("W2: 3", "W2: 0")), "a", SOON)
    assert [choice.free for choice in shown.choices] == [False] * len(shown.choices)
    text = document_text.render(site_view.explained(shown), colour=False, width=80)
    assert "Slack" not in text
    assert "slack" not in text


# --- who moves, and why -------------------------------------------------------------------------

NOBODY_COUNTED = (
    P
    + """\
municipalities:
  - {id: a, name: A, required: false}
  - {id: b, name: B, required: false}
waves: [{id: W1, go_live: 2024-06-01}, {id: W2, go_live: 2024-07-01}]
goals: [{kind: fewest-waves}]
"""
)


def test_who_was_in_no_wave_stays_in_none_where_no_goal_gains(tmp_path: Path) -> None:
    """The best plan is empty; with B in W1, A could join it for nothing."""
    shown = effect(known(tmp_path, NOBODY_COUNTED), "b=W1")
    assert [move.site for move in shown.moves] == ["b"]


CHAIN = (
    P
    + """\
municipalities:
  - {id: a, name: A, claims: [{says: planned, wave: W1}]}
  - {id: b, name: B, claims: [{says: planned, wave: W2}]}
  - {id: c, name: C, claims: [{says: planned, wave: W3}]}
  - {id: d, name: D, claims: [{says: planned, wave: W3}]}
waves:
  - {id: W1, go_live: 2024-03-01}
  - {id: W2, go_live: 2024-04-01}
  - {id: W3, go_live: 2024-05-01}
  - {id: W4, go_live: 2024-06-01}
rules:
  - {id: ab, kind: before, first: a, then: b}
  - {id: bc, kind: before, first: b, then: c}
"""
)


BECAUSE = ", because A in W2 is supposed"


def test_each_move_names_its_rule_and_what_it_follows_from(tmp_path: Path) -> None:
    shown = effect(known(tmp_path, CHAIN), "a=W2")
    assert [(m.site, m.cause and m.cause.rule, m.cause and m.cause.text) for m in shown.moves] == [
        ("a", "a=W2", "A in W2 is supposed"),
        (
            "b",
            "ab",
            "B must come at least one wave after A; both would be in W2, 1 April 2024 (ab)"
            + BECAUSE,
        ),
        (
            "c",
            "bc",
            "C must come at least one wave after B; both would be in W3, 1 May 2024 (bc)" + BECAUSE,
        ),
    ]


@examples(20)
@given(data=st.data())
def test_a_rule_that_a_move_names_keeps_the_site_from_staying(data: st.DataObject) -> None:
    situation = data.draw(situations(most_rules=3))
    change = data.draw(changes(situation))
    instead = changed(situation, [change])
    shown = what_if(situation, [[change]], SOON)
    answer = shown.cases[0].answer
    if not (isinstance(shown.base, Solved) and isinstance(answer, SolvedScenario)):
        return
    before, after = shown.base.plan.waves, answer.plan.waves
    for move in answer.effect.moves:
        assert move.cause is not None
        stays = {site: wave for site, wave in after.items() if site != move.site}
        if move.site in before:
            stays[move.site] = before[move.site]
        if move.cause.rule is not None:
            broken = {
                rule.name
                for rule in instead.hard_rules
                for found in rule.violations(instead.snapshot, stays)
                if found.verdict is Verdict.BROKEN
            }
            assert move.cause.rule in broken
        if move.cause.goal is not None:
            differs = [
                goal.kind
                for goal in instead.goals
                if goal.measure(instead.snapshot, stays) != goal.measure(instead.snapshot, after)
            ]
            assert move.cause.goal == differs[0]
