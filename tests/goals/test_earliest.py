"""`earliest`: the measure times the days from the first wave, by first days."""

from pathlib import Path

import pytest

from tests.builders import known, measured
from tests.goals import words

WHO = """
municipalities:
  - {id: a, name: Aure, size: {inhabitants: 3}}
  - {id: b, name: Bjugn, size: {inhabitants: 2}}
  - {id: out, name: Oppdal, size: {inhabitants: 9}, claims: [{says: declined}]}
goals: [{kind: earliest, measure: inhabitants}]
"""
DATED = """
waves: [{id: W1, go_live: 2024-04-27}, {id: W2, go_live: 2024-05}, {id: W3, go_live: 2024-06-30}]
"""


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("a:W1 b:W1", 0),
        # By first days: 1 May is 4 days after 27 April, 30 June is 64.
        ("a:W2 b:W1", 3 * 4),
        ("a:W1 b:W3", 2 * 64),
        ("a:W2 b:W3", 3 * 4 + 2 * 64),
        # Not placed: 30 June 2025, twelve months after the last wave, is 429 days.
        ("a:W1", 2 * 429),
        ("", 5 * 429),
    ],
)
def test_days_count_from_the_first_wave_and_not_placed_is_a_year_after_the_last(
    tmp_path: Path, line: str, value: int
) -> None:
    assert measured(known(tmp_path, WHO + DATED), line) == [value]


def test_a_year_after_the_last_wave_is_twelve_months_of_the_calendar(tmp_path: Path) -> None:
    waves = "waves: [{id: W1, go_live: 2023-03-01}]"
    # 1 March 2024 is 366 days later.
    assert measured(known(tmp_path, WHO + waves), "a:W1") == [2 * 366]


@pytest.mark.parametrize(
    ("waves", "line", "value"),
    [
        ("[{id: W1}, {id: W2}]", "a:W1 b:W2", 2 * 1),
        ("[{id: W1}, {id: W2}]", "", 5 * 2),
        # One undated wave that may hold a site: positions in the whole goal.
        ("[{id: W1, go_live: 2024}, {id: W2, go_live: 2025}, {id: W3}]", "a:W1 b:W2", 2 * 1),
        ("[{id: W1, go_live: 2024}, {id: W2, go_live: 2025}, {id: W3}]", "a:W2", 3 * 1 + 2 * 3),
        # Nobody may enter the undated wave, so days count: 366, and a year after the last, 731.
        (
            "[{id: W1, go_live: 2024}, {id: W2, go_live: 2025}, {id: W3, open: false}]",
            "a:W2",
            3 * 366 + 2 * 731,
        ),
    ],
)
def test_positions_count_where_a_wave_that_may_hold_a_site_is_undated(
    tmp_path: Path, waves: str, line: str, value: int
) -> None:
    assert measured(known(tmp_path, WHO + f"waves: {waves}"), line) == [value]


def test_a_closed_wave_that_is_somebodys_current_one_may_hold_a_site(tmp_path: Path) -> None:
    text = """
municipalities:
  - {id: a, name: Aure, claims: [{says: planned, wave: W2}]}
  - {id: b, name: Bjugn}
waves: [{id: W1, go_live: 2024}, {id: W2, open: false}]
goals: [{kind: earliest}]
"""
    assert measured(known(tmp_path, text), "a:W2") == [1 + 2]


def test_days_count_from_the_first_wave_that_exists_even_if_it_is_past(tmp_path: Path) -> None:
    text = """
municipalities: [{id: a, name: Aure}]
waves:
  - {id: GONE, claims: [{go_live: 2020, known: 2019}, {dropped: true, known: 2019}]}
  - {id: PAST, go_live: 2023-12-31}
  - {id: W1, go_live: 2024-01-10}
goals: [{kind: earliest}]
"""
    assert measured(known(tmp_path, text, "2024-01-05"), "a:W1") == [10]


def test_waiting_is_said_per_head_and_in_all(tmp_path: Path) -> None:
    given = known(tmp_path, WHO + DATED)
    assert words.unit(given) == "inhabitant-days"
    assert words.value(given, "a:W1 b:W1") == "all inhabitants are in the first wave"
    assert words.value(given, "a:W2 b:W3") == (
        "inhabitants wait 28 days on average (140 inhabitant-days)"
    )
    assert words.difference(given, "a:W1 b:W1", "a:W2 b:W1") == (
        "inhabitants wait 2.4 days longer on average (12 inhabitant-days)"
    )
    assert words.difference(given, "a:W1", "a:W1 b:W1") == (
        "inhabitants wait 172 days less on average (858 inhabitant-days)"
    )


def test_what_is_waited_is_said_in_total_where_others_are_counted(tmp_path: Path) -> None:
    """Bjugn's withdrawal takes 2 of 5 inhabitants away, and no day off the wait of the others."""
    before = known(tmp_path, WHO + DATED)
    withdrawn = WHO.replace("{inhabitants: 2}", "{inhabitants: 2}, claims: [{says: withdrawn}]")
    after = known(tmp_path, withdrawn + DATED)
    assert words.between(before, "a:W2 b:W3", after, "a:W2") == (
        "inhabitants wait 128 inhabitant-days less in total, with 2 fewer inhabitants"
    )
    assert words.between(after, "a:W2", before, "a:W2 b:W3") == (
        "inhabitants wait 128 inhabitant-days longer in total, with 2 more inhabitants"
    )


def test_where_positions_count_waves_are_said(tmp_path: Path) -> None:
    sites = WHO.replace(", measure: inhabitants", "")
    given = known(tmp_path, sites + "waves: [{id: W1}, {id: W2}]")
    assert words.unit(given) == "site-waves"
    assert words.difference(given, "a:W1 b:W1", "a:W2 b:W2") == (
        "municipalities wait 1 wave longer on average (2 site-waves)"
    )
    assert words.difference(given, "a:W1 b:W1", "a:W2 b:W1") == (
        "municipalities wait 0.5 waves longer on average (1 site-wave)"
    )
