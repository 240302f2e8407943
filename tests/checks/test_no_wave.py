"""HP301: no wave on the date; then that is the only finding."""

from pathlib import Path

from hpplan.checks.run import check
from tests.builders import known
from tests.findings import reported

W1 = """
waves:
  - id: W1
    claims: [{go_live: 2025, known: 2024-06-01}, {dropped: true, known: 2024-08-01}]
municipalities:
  - {id: a, name: A, claims: [{says: decided, wave: W1}]}
"""


def test_the_first_day_on_which_a_wave_is_known_is_named(tmp_path: Path) -> None:
    assert reported(known(tmp_path, W1, "2024-05-31"), "HP301") == [
        "error 3:5: no wave exists on 2024-05-31: the first is known on 2024-06-01",
        "  hint: 1 wave becomes known on 2024-06-01: use --as-of 2024-06-01 or a later date",
    ]
    assert reported(known(tmp_path, W1, "2024-06-01"), "HP301") == []


def test_after_the_last_wave_is_dropped_there_is_none_to_wait_for(tmp_path: Path) -> None:
    assert reported(known(tmp_path, W1, "2024-07-31"), "HP301") == []
    assert reported(known(tmp_path, W1, "2024-08-01"), "HP301") == [
        "error 3:5: no wave exists on 2024-08-01: all are dropped by then, and none comes later",
        "  hint: choose an earlier date with --as-of",
    ]


def test_a_day_on_which_only_dropped_waves_are_known_is_passed_over(tmp_path: Path) -> None:
    text = """
waves:
  - {id: W1, claims: [{dropped: true, known: 2024-06-01}]}
  - {id: W2, claims: [{go_live: 2025, known: 2024-07-01}]}
"""

    assert reported(known(tmp_path, text, "2024-01-01"), "HP301") == [
        "error 3:5: no wave exists on 2024-01-01: the first is known on 2024-07-01",
        "  hint: 1 wave becomes known on 2024-07-01: use --as-of 2024-07-01 or a later date",
    ]


def test_waves_of_a_source_that_states_a_month_come_on_its_last_day(tmp_path: Path) -> None:
    text = """
sources: [{id: letter, published: 2024-03}, {id: later, published: 2024-05}]
waves:
  - {id: W1, claims: [{go_live: 2024-09, source: letter}]}
  - {id: W2, claims: [{go_live: 2025-03, source: letter}, {go_live: 2025-04, source: later}]}
  - {id: W3, claims: [{go_live: 2025-09, source: later}]}
"""

    assert reported(known(tmp_path, text, "2024-03-15"), "HP301") == [
        "error 4:5: no wave exists on 2024-03-15: the first is known on 2024-03-31",
        (
            "  hint: 2 waves become known on 2024-03-31, the last day of 2024-03: "
            "use --as-of 2024-03-31 or a later date"
        ),
    ]
    assert reported(known(tmp_path, text, "2024-03-31"), "HP301") == []


def test_a_programme_without_waves_says_how_to_write_one(tmp_path: Path) -> None:
    assert reported(known(tmp_path, "municipalities: [{id: a, name: A}]\n"), "HP301") == [
        "error: the programme has no waves",
        "  hint: write a 'waves' section: - {id: W1, go_live: 2025-11-08}",
    ]


def test_nothing_else_is_reported_on_such_a_day(tmp_path: Path) -> None:
    assert [finding.code for finding in check(known(tmp_path, W1, "2024-05-31"))] == ["HP301"]
    assert [finding.code for finding in check(known(tmp_path, W1, "2024-06-01"))] == [
        "HP701",
        "HP701",
        "HP701",
    ]
