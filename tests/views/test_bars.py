"""Dates that move, as bars along the years."""

from datetime import date

from hpplan.views.formats.bars import DateBar, render

MOVES = (
    DateBar("KI2", date(2024, 8, 1), date(2025, 2, 1), "autumn 2024 -> spring 2025, as asked"),
    DateBar("KI3", date(2025, 4, 1), date(2025, 5, 1), "one month, which is less than a column"),
    DateBar("KI4\x1b[31m", date(2025, 10, 1), date(2025, 10, 1), "stays"),
    DateBar("KI5", date(2026, 4, 1), date(2025, 2, 1), "earlier"),
)


def test_a_bar_goes_from_the_date_before_to_the_date_after() -> None:
    assert (
        render(MOVES, width=80)
        == """\
            2024      2025      2026
  KI2            ●━━━▶○                      autumn 2024 -> spring 2025, as
                                             asked
  KI3                   ●○                   one month, which is less than a
                                             column
  KI4\\x1b[31                 ●               stays
  KI5                 ○◀━━━━━━━━━━●          earlier"""
    )


def test_a_terminal_without_such_letters_gets_others() -> None:
    drawn = render(MOVES[:1], width=80, ascii_only=True)
    assert (
        drawn
        == """\
       2024        2025
  KI2        *----->o             autumn 2024 -> spring 2025, as asked"""
    )


def test_where_there_is_no_room_beside_a_bar_it_is_explained_beneath() -> None:
    assert (
        render(MOVES[:1], width=50)
        == """\
       2024        2025
  KI2        ●━━━━━▶○
    autumn 2024 -> spring 2025, as asked"""
    )


def test_many_years_and_the_last_one_of_the_calendar_have_an_axis() -> None:
    far = DateBar("W1", date(2024, 1, 1), date(2059, 12, 31), "far")
    end = DateBar("W2", date(9999, 12, 1), date(9999, 12, 31), "last")
    assert (
        render([far], width=80)
        == """\
      2024 2029 2034 2039  2044 2049 2054 2059
  W1  ●━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━▶○   far"""
    )
    assert render([end], width=80).splitlines()[0].split() == ["9999"]
    assert render([], width=80) == ""
