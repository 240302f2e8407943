"""HP301: on the as-of date no wave exists yet, or none exists any more."""

from pathlib import Path

import pytest

from hpplan.checks import check
from hpplan.checks.no_wave import NoWave
from tests.builders import known
from tests.checks import found, told

GIVEN = """\
waves:
  - {id: W1, claims: [{go_live: 2024, known: 2022-11}, {dropped: true, known: 2023-03}]}
"""
LATER = GIVEN + "  - {id: W2, claims: [{go_live: 2025, known: 2023-06}]}\n"
FIRST_WAVE = "{id: W1, claims: [{go_live: 2024, known: 2022-11}, {dropped: true, known: 2023-03}]}"


@pytest.mark.parametrize(
    ("text", "as_of", "message"),
    [
        (GIVEN, "2022-11-29", "no wave exists on 2022-11-29: the first is known on 2022-11-30"),
        (LATER, "2023-03-31", "no wave exists on 2023-03-31: the first is known on 2023-06-30"),
        (LATER, "2023-06-29", "no wave exists on 2023-06-29: the first is known on 2023-06-30"),
    ],
)
def test_before_a_wave_is_known_the_first_such_day_is_named(
    tmp_path: Path, text: str, as_of: str, message: str
) -> None:
    day = message[-10:]
    assert found(NoWave(), known(tmp_path, text, as_of)) == (
        f"error[HP301] 2:5 «{FIRST_WAVE}»: {message}\n  help: use --as-of {day} or a later date\n"
    )


def test_once_all_are_dropped_an_earlier_day_is_asked_for(tmp_path: Path) -> None:
    assert found(NoWave(), known(tmp_path, GIVEN, "2023-03-31")) == (
        f"error[HP301] 2:5 «{FIRST_WAVE}»: no wave exists on 2023-03-31:"
        " all are dropped by then, and none comes later\n"
        "  help: choose an earlier date with --as-of\n"
    )


def test_a_programme_without_waves_is_told_how_one_is_written(tmp_path: Path) -> None:
    assert found(NoWave(), known(tmp_path, "municipalities: [{id: a, name: A}]")) == (
        "error[HP301]: the programme has no waves\n"
        "  help: write a 'waves' section: - {id: W1, go_live: 2025-11-08}\n"
    )


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        (GIVEN, "2022-11-30"),
        (GIVEN, "2023-03-30"),
        (LATER, "2023-06-30"),
        ("waves: [{id: W1}]", "1900-01-01"),
    ],
)
def test_one_wave_is_enough(tmp_path: Path, text: str, as_of: str) -> None:
    assert found(NoWave(), known(tmp_path, text, as_of)) == ""


def test_without_a_wave_nothing_else_is_checked(tmp_path: Path) -> None:
    text = GIVEN + "municipalities: [{id: a, name: A, claims: [{says: joined}]}]\n"
    early, late = known(tmp_path, text, "2022-11-29"), known(tmp_path, text, "2022-11-30")
    assert [finding.code for finding in check(early)] == ["HP301"]
    assert "HP301" not in told(late.programme, check(late))
    assert "HP701" in told(late.programme, check(late))
