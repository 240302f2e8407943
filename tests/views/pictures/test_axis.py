"""Days along a picture: where each is, and that none is outside of it."""

from datetime import date

import pytest

from hpplan.views.pictures.axis import DayAxis

YEAR = DayAxis(date(2023, 1, 1), date(2024, 1, 1), left=100, right=465)
"""A unit a day."""


@pytest.mark.parametrize(
    ("day", "at"),
    [
        (date.min, 100),
        (date(2022, 12, 31), 100),
        (date(2023, 1, 1), 100),
        (date(2023, 1, 2), 101),
        (date(2023, 12, 31), 464),
        (date(2024, 1, 1), 465),
        (date(2024, 1, 2), 465),
        (date.max, 465),
    ],
)
def test_a_day_is_on_the_axis_or_held_at_its_nearer_end(day: date, at: float) -> None:
    assert YEAR.at(day) == pytest.approx(at)


def test_a_day_ends_where_the_next_one_begins_and_the_last_one_at_the_end() -> None:
    assert YEAR.after(date(2023, 1, 1)) == YEAR.at(date(2023, 1, 2))
    assert [YEAR.after(day) for day in (date(2024, 1, 1), date.max)] == [465, 465]


def test_all_of_a_single_day_is_where_it_begins() -> None:
    only = DayAxis(date(2023, 1, 1), date(2023, 1, 1), left=100, right=465)
    assert {only.at(day) for day in (date.min, date(2023, 1, 1), date.max)} == {100}
