"""HP302: a rule speaks of dates, and no wave has one."""

from pathlib import Path

import pytest

from hpplan.checks.undated_waves import UndatedWaves
from tests.builders import known
from tests.checks import found

UNDATED = "waves: [{id: W1}, {id: W2}]\n"
HALF = "waves: [{id: W1, go_live: 2025}, {id: W2}]\n"
GIVEN = """\
programme: {id: p, name: P, phases: [{id: run, from: 0d, to: 4w}]}
municipalities: [{id: a, name: A}, {id: b, name: B}]
"""


def test_a_rule_about_dates_is_told_where_waves_are_only_an_order(tmp_path: Path) -> None:
    rule = "{kind: notice, id: a-year, sites: all, months: 12}"
    assert found(UndatedWaves(), known(tmp_path, UNDATED + GIVEN + f"rules:\n  - {rule}")) == (
        f"warning[HP302] 5:5 «{rule}»: rule 'a-year' speaks of dates, but no wave has one\n"
        "  help: give the waves a go_live, or state the rule in waves\n"
    )


@pytest.mark.parametrize(
    ("rule", "speaks"),
    [
        ("kind: notice, sites: all, months: 12", True),
        ("kind: blackout, period: 2024-07, sites: all", True),
        ("kind: spacing, min: 6w", True),
        ("kind: pool, sites: all, use: {run: 1}, max: 3", True),
        ("kind: window, sites: a, not_before: 2024", True),
        ("kind: window, sites: a, not_after: 2024", True),
        ("kind: window, sites: a, waves: W1", False),
        ("kind: before, first: a, then: b, gap: {months: 6}", True),
        ("kind: before, first: a, then: b, gap: {at_most: {days: 30}}", True),
        ("kind: before, first: a, then: b, gap: {waves: 2, at_most: {waves: 3}}", False),
        ("kind: before, first: a, then: b", False),
        ("kind: follows, sites: all, gap: {days: 30}", True),
        ("kind: follows, sites: all", False),
        ("kind: together, sites: [a, b]", False),
        ("kind: capacity, max: 3", False),
    ],
)
def test_a_rule_speaks_of_dates_or_of_waves(tmp_path: Path, rule: str, speaks: bool) -> None:
    text = GIVEN + f"rules: [{{{rule}}}]\n"
    assert (found(UndatedWaves(), known(tmp_path, UNDATED + text)) != "") is speaks
    # One wave with a date is enough for the rule to bind somebody.
    assert found(UndatedWaves(), known(tmp_path, HALF + text)) == ""


def test_a_goal_that_counts_waves_instead_of_days_is_info(tmp_path: Path) -> None:
    text = HALF + GIVEN + "goals:\n  - {kind: earliest}\n"
    assert found(UndatedWaves(), known(tmp_path, text)) == (
        "info[HP302] 5:5 «{kind: earliest}»: goal 'earliest' counts waves instead of days:"
        " W2 has no date\n"
    )
    named = text.replace("{id: W2}", "{id: W2}, {id: W3}").replace("t}", "t, id: soon}")
    assert found(UndatedWaves(), known(tmp_path, named)) == (
        "info[HP302] 5:5 «{kind: earliest, id: soon}»: goal 'soon' counts waves instead of days:"
        " W2, W3 have no date\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "waves: [{id: W1, go_live: 2025}]\n",
        # The undated wave takes no more, and holds nobody.
        "waves: [{id: W1, go_live: 2025}, {id: W2, open: false}]\n",
        # Waves are only an order, which is legal.
        UNDATED,
    ],
)
def test_a_goal_counts_days_or_waves_without_a_word_where_that_is_plain(
    tmp_path: Path, text: str
) -> None:
    assert found(UndatedWaves(), known(tmp_path, text + GIVEN + "goals: [kind: earliest]")) == ""


def test_other_goals_do_not_count_days(tmp_path: Path) -> None:
    text = HALF + GIVEN + "goals: [kind: participation, kind: last-wave]"
    assert found(UndatedWaves(), known(tmp_path, text)) == ""


def test_a_rule_that_is_not_in_force_is_not_told(tmp_path: Path) -> None:
    rule = "{kind: spacing, min: 6w, in_force: {until: 2023}}"
    text = UNDATED + GIVEN + f"rules: [{rule}]"
    assert found(UndatedWaves(), known(tmp_path, text, "2023-12-31")) != ""
    assert found(UndatedWaves(), known(tmp_path, text, "2024-01-01")) == ""
