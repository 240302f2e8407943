"""HP304: a wave's go-live is on a weekday that the calendar does not allow."""

from pathlib import Path

import pytest

from hpplan.checks.go_live_days import GoLiveDays
from tests.builders import known
from tests.checks import found

GIVEN = """\
programme: {id: p, name: P, calendar: {go_live_days: [friday, saturday]}}
waves:
"""


def test_a_sunday_is_told_at_the_date_with_the_calendar(tmp_path: Path) -> None:
    assert found(GoLiveDays(), known(tmp_path, GIVEN + "  - {id: W1, go_live: 2024-04-28}")) == (
        "warning[HP304] 3:23 «2024-04-28»: W1 goes live on 2024-04-28, a Sunday;"
        " the calendar allows Friday or Saturday\n"
        "  note 1:54 «[friday, saturday]»: the calendar\n"
        "  help: correct the date, or add the weekday to 'go_live_days'\n"
    )


@pytest.mark.parametrize(
    ("day", "weekday"),
    [("25", "Thursday"), ("26", ""), ("27", ""), ("28", "Sunday"), ("29", "Monday")],
)
def test_only_the_weekdays_of_the_calendar_pass(tmp_path: Path, day: str, weekday: str) -> None:
    text = GIVEN + f"  - {{id: W1, go_live: 2024-04-{day}}}"
    message = f"W1 goes live on 2024-04-{day}, a {weekday}; "
    told = found(GoLiveDays(), known(tmp_path, text))
    assert (message in told) if weekday else (told == "")


@pytest.mark.parametrize("go_live", ["2024-04", "2024-spring", "2024"])
def test_a_go_live_that_is_not_known_to_the_day_passes(tmp_path: Path, go_live: str) -> None:
    text = GIVEN + f"  - {{id: W1, go_live: {go_live}}}\n  - {{id: W2}}"
    assert found(GoLiveDays(), known(tmp_path, text)) == ""


def test_only_the_newest_go_live_of_the_day_counts(tmp_path: Path) -> None:
    claims = "{go_live: 2024-04-28, known: 2022}, {go_live: 2024-04-27, known: 2023-06}"
    text = GIVEN + f"  - {{id: W1, claims: [{claims}]}}"
    before, after = known(tmp_path, text, "2023-06-29"), known(tmp_path, text, "2023-06-30")
    assert found(GoLiveDays(), before).startswith("warning[HP304] 3:33 «2024-04-28»: ")
    assert found(GoLiveDays(), after) == ""


def test_without_days_in_the_calendar_every_day_passes(tmp_path: Path) -> None:
    waves = "waves: [{id: W1, go_live: 2024-04-28}]"
    text = "programme: {id: p, name: P, calendar: {holidays: NO}}\n" + waves
    assert found(GoLiveDays(), known(tmp_path, text)) == ""
    assert found(GoLiveDays(), known(tmp_path, waves)) == ""
