"""HP301: no wave on the date; then that is the only finding."""

from pathlib import Path

from hpplan.checks import check
from tests.builders import known
from tests.checks.told import told

W1 = """
waves:
  - id: W1
    claims: [{go_live: 2025, known: 2024-06-01}, {dropped: true, known: 2024-08-01}]
municipalities:
  - {id: a, name: A, claims: [{says: decided, wave: W1}]}
"""


def test_the_first_day_on_which_a_wave_is_known_is_named(tmp_path: Path) -> None:
    assert told(known(tmp_path, W1, "2024-05-31"), "HP301") == [
        "error 3:5: no wave exists on 2024-05-31: the first is known on 2024-06-01",
        "  hint: use --as-of 2024-06-01 or a later date",
    ]
    assert told(known(tmp_path, W1, "2024-06-01"), "HP301") == []


def test_after_the_last_wave_is_dropped_there_is_none_to_wait_for(tmp_path: Path) -> None:
    assert told(known(tmp_path, W1, "2024-07-31"), "HP301") == []
    assert told(known(tmp_path, W1, "2024-08-01"), "HP301") == [
        "error 3:5: no wave exists on 2024-08-01: all are dropped by then, and none comes later",
        "  hint: choose an earlier date with --as-of",
    ]


def test_a_day_on_which_only_dropped_waves_are_known_is_passed_over(tmp_path: Path) -> None:
    text = """
waves:
  - {id: W1, claims: [{dropped: true, known: 2024-06-01}]}
  - {id: W2, claims: [{go_live: 2025, known: 2024-07-01}]}
"""

    assert told(known(tmp_path, text, "2024-01-01"), "HP301") == [
        "error 3:5: no wave exists on 2024-01-01: the first is known on 2024-07-01",
        "  hint: use --as-of 2024-07-01 or a later date",
    ]


def test_a_programme_without_waves_says_how_to_write_one(tmp_path: Path) -> None:
    assert told(known(tmp_path, "municipalities: [{id: a, name: A}]\n"), "HP301") == [
        "error: the programme has no waves",
        "  hint: write a 'waves' section: - {id: W1, go_live: 2025-11-08}",
    ]


def test_nothing_else_is_told_on_such_a_day(tmp_path: Path) -> None:
    assert [finding.code for finding in check(known(tmp_path, W1, "2024-05-31"))] == ["HP301"]
    assert [finding.code for finding in check(known(tmp_path, W1, "2024-06-01"))] == [
        "HP701",
        "HP701",
        "HP701",
    ]
