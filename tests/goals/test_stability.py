"""`stability`: the sites whose wave is not their current one."""

from pathlib import Path

import pytest

from hpplan.reading import read
from tests.builders import known, measured
from tests.goals import words

GIVEN = """
municipalities:
  - {id: d, name: Heim, claims: [{says: decided, wave: W2}]}
  - {id: p, name: Rauma, claims: [{says: planned, wave: W2}]}
  - {id: k, name: Oppdal, claims: [{says: candidate, wave: W3}]}
  - {id: free, name: Aure}
  - {id: gone, name: Vega, claims: [{says: planned, wave: GONE}]}
  - {id: l, name: Levanger, claims: [{says: live, wave: W1, on: 2023}]}
  - {id: out, name: Smøla, claims: [{says: planned, wave: W2, known: 2022}, {says: declined}]}
waves: [{id: W1, go_live: 2023}, {id: W2}, {id: W3}, {id: GONE, claims: [{dropped: true}]}]
goals: [{kind: stability}]
"""
CURRENT = "d:W2 p:W2 k:W3 l:W1"


@pytest.mark.parametrize(
    ("line", "moves"),
    [
        # Who was planned for a wave that is dropped leaves it wherever it goes, or nowhere.
        (CURRENT, 1),
        (CURRENT + " gone:W2", 1),
        ("d:W2 p:W3 k:W3 l:W1", 2),
        ("d:W3 p:W3 k:W2 l:W2", 5),
        # Not placed is a move for who has a current wave.
        ("d:W2 k:W3 l:W1", 2),
        ("", 5),
        # Who has none moves nowhere.
        (CURRENT + " free:W3 gone:W2", 1),
    ],
)
def test_a_site_moves_where_its_wave_is_not_its_current_one(
    tmp_path: Path, line: str, moves: int
) -> None:
    given = known(tmp_path, GIVEN.replace("{says: declined}", "{says: declined, known: 2023}"))
    assert measured(given, line) == [moves]


BY_DAYS = """
municipalities:
  - {id: d, name: Heim, size: {staff: 3}, claims: [{says: decided, wave: W2}]}
  - {id: p, name: Rauma, size: {staff: 2}, claims: [{says: planned, wave: W2}]}
  - {id: free, name: Aure, size: {staff: 7}}
  - {id: gone, name: Vega, size: {staff: 5}, claims: [{says: planned, wave: GONE}]}
"""
DATED = """
waves:
  - {id: W1, go_live: 2024-03-01}
  - {id: W2, go_live: 2024-05-01}
  - {id: W3, go_live: 2024-05-11}
  - {id: GONE, claims: [{dropped: true}]}
"""
UNDATED = "waves: [{id: W1}, {id: W2}, {id: W3}, {id: GONE, claims: [{dropped: true}]}]"


@pytest.mark.parametrize(
    ("waves", "line", "value"),
    [
        (DATED, "d:W2 p:W2", 0),
        # Earlier counts nothing, and does not make up for later.
        (DATED, "d:W1 p:W1", 0),
        (DATED, "d:W3 p:W1", 3 * 10),
        # Not placed: 11 May 2025, twelve months after the last wave.
        (DATED, "d:W3", 3 * 10 + 2 * 375),
        # Who has no current wave, or one without a day, cannot be later than it.
        (DATED, "d:W2 p:W2 free:W3 gone:W3", 0),
        (UNDATED, "d:W3 p:W1", 3 * 1),
        (UNDATED, "d:W2", 2 * 2),
    ],
)
def test_by_days_the_measure_is_multiplied_by_how_much_later_a_site_goes_live(
    tmp_path: Path, waves: str, line: str, value: int
) -> None:
    goal = "\ngoals: [{kind: stability, by: days, measure: staff}]"
    assert measured(known(tmp_path, BY_DAYS + waves + goal), line) == [value]


def test_by_days_each_site_counts_as_one_where_no_measure_is_named(tmp_path: Path) -> None:
    given = known(tmp_path, BY_DAYS + DATED + "\ngoals: [{kind: stability, by: days}]")
    assert measured(given, "d:W3 p:W3") == [2 * 10]


def test_a_measure_without_days_has_nothing_to_multiply(tmp_path: Path) -> None:
    text = BY_DAYS + DATED + "\ngoals: [{kind: stability, measure: staff}]"
    (tmp_path / "programme.yaml").write_text(text, encoding="utf-8")
    (fault,) = read(tmp_path).findings
    assert fault.message == "'measure' multiplies days: it stands beside 'by: days'"


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (CURRENT, "d:W2 p:W3 k:W3 l:W1", "1 more municipality leaves its wave: Rauma"),
        (CURRENT, "d:W3 p:W3 k:W3 l:W1", "2 more municipalities leave their wave: Heim, Rauma"),
        (
            CURRENT,
            "d:W3 p:W3 k:W2 l:W2",
            "4 more municipalities leave their wave: Heim, Rauma, Oppdal and 1 more",
        ),
        ("d:W3 p:W2 k:W3 l:W1", CURRENT, "1 fewer municipality leaves its wave: Heim"),
        # Some leave who stayed, and others stay who left: the names would be of both.
        ("d:W3 p:W2 k:W3 l:W1", "d:W2 p:W3 k:W2 l:W1", "1 more municipality leaves its wave"),
    ],
)
def test_who_leaves_its_wave_is_named(tmp_path: Path, was: str, now: str, said: str) -> None:
    given = known(tmp_path, GIVEN.replace("{says: declined}", "{says: declined, known: 2023}"))
    assert words.difference(given, was, now) == said


def test_delays_are_said_of_all_who_have_a_wave_on_average(tmp_path: Path) -> None:
    goal = "\ngoals: [{kind: stability, by: days, measure: staff}]"
    dated, undated = BY_DAYS + DATED + goal, BY_DAYS + UNDATED + goal
    given = known(tmp_path, dated)
    assert words.unit(given) == "staff-days"
    assert words.value(given, "d:W2 p:W1") == "no municipality goes live later than in its wave"
    assert words.value(given, "d:W3 p:W2") == (
        "staff go live 6 days later than in their wave on average (30 staff-days)"
    )
    assert words.difference(given, "d:W3 p:W2", "d:W2 p:W2") == (
        "delays against their wave shrink by 6 days on average (30 staff-days)"
    )
    assert words.unit(known(tmp_path, undated)) == "staff-waves"


def test_with_others_that_have_a_wave_delays_are_said_in_total(tmp_path: Path) -> None:
    goal = "\ngoals: [{kind: stability, by: days, measure: staff}]"
    before = known(tmp_path, BY_DAYS + DATED + goal)
    joined = BY_DAYS.replace("size: {staff: 7}", "size: {staff: 7}, wave: W2")
    after = known(tmp_path, joined + DATED + goal)
    assert words.between(before, "d:W2 p:W2", after, "d:W2 p:W2 free:W3") == (
        "delays against their wave grow by 70 staff-days in total"
    )
    assert words.between(after, "d:W2 p:W2 free:W3", before, "d:W2 p:W2") == (
        "delays against their wave shrink by 70 staff-days in total"
    )
