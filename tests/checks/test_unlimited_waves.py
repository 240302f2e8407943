"""HP507: no rule limits how many sites go live in one wave."""

from pathlib import Path

import pytest

from tests.builders import known
from tests.findings import reported

NAMES = "abcdefghijkl"
SITES = "".join(f"  - {{id: {name}, name: {name.upper()}}}\n" for name in NAMES)


def data(sites: str = SITES, more: str = "", waves: str = "[{id: W1}, {id: W2}]") -> str:
    return f"waves: {waves}\nmunicipalities:\n{sites}{more}"


def test_many_sites_without_any_limit_are_reported_at_the_first_wave(tmp_path: Path) -> None:
    assert reported(known(tmp_path, data()), "HP507") == [
        "info 1:9: no rule limits a wave: W1 may take all 12 sites that may go live in it",
        "  hint: see hpplan rule capacity",
    ]


@pytest.mark.parametrize(
    "more",
    [
        "rules: [{kind: capacity, max: 6}]\n",
        "rules: [{kind: capacity, max: 6, hard: false}]\n",
        "rules: [{kind: apart, sites: all, at_most: 6}]\n",
        "rules: [{kind: alone, sites: a}]\n",
        "goals: [{kind: balance, measure: sites}]\n",
        "goals: [{kind: peak, measure: sites}]\n",
    ],
)
def test_a_rule_or_goal_that_limits_waves_is_enough(tmp_path: Path, more: str) -> None:
    assert reported(known(tmp_path, data(more=more)), "HP507") == []


@pytest.mark.parametrize(
    "more",
    [
        "rules: [{kind: capacity, min: 1}]\n",
        "rules: [{kind: before, first: a, then: b}]\n",
        "goals: [{kind: earliest}]\n",
    ],
)
def test_other_rules_and_goals_are_no_limit(tmp_path: Path, more: str) -> None:
    assert len(reported(known(tmp_path, data(more=more)), "HP507")) == 2


def test_ten_sites_may_well_go_live_together(tmp_path: Path) -> None:
    ten = "".join(SITES.splitlines(keepends=True)[:10])
    eleven = "".join(SITES.splitlines(keepends=True)[:11])
    assert reported(known(tmp_path, data(ten)), "HP507") == []
    assert len(reported(known(tmp_path, data(eleven)), "HP507")) == 2


def test_with_one_wave_there_is_no_choice(tmp_path: Path) -> None:
    assert reported(known(tmp_path, data(waves="[{id: W1}]")), "HP507") == []
    assert reported(known(tmp_path, data(waves="[{id: W1}, {id: W2, open: false}]")), "HP507") == []
