"""Periods are intervals of days with a precision; durations are calendar months and days."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.periods import Duration, Fit, Period, Precision, Seasons, fit_between
from tests.builders import programme
from tests.thoroughness import examples

OURS: Seasons = {"spring": (1, 6), "autumn": (8, 12), "winter": (11, 2)}


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2024-04-27", "2024-04-27", "2024-04-27", Precision.DAY),
        ("2023-04-28T22:00", "2023-04-28", "2023-04-28", Precision.MOMENT),
        ("2024-11", "2024-11-01", "2024-11-30", Precision.MONTH),
        ("2024-02", "2024-02-01", "2024-02-29", Precision.MONTH),
        ("2023-02", "2023-02-01", "2023-02-28", Precision.MONTH),
        ("2024-Q1", "2024-01-01", "2024-03-31", Precision.QUARTER),
        ("2024-Q4", "2024-10-01", "2024-12-31", Precision.QUARTER),
        ("2024-H1", "2024-01-01", "2024-06-30", Precision.HALF),
        ("2024-H2", "2024-07-01", "2024-12-31", Precision.HALF),
        ("2024", "2024-01-01", "2024-12-31", Precision.YEAR),
        # What seasons mean is the programme's to say; a winter may reach into the next year.
        ("2024-spring", "2024-01-01", "2024-06-30", Precision.SEASON),
        ("2024-autumn", "2024-08-01", "2024-12-31", Precision.SEASON),
        ("2023-winter", "2023-11-01", "2024-02-29", Precision.SEASON),
    ],
)
def test_a_period_is_an_interval_of_days_with_a_precision(
    text: str, first: str, last: str, precision: Precision
) -> None:
    assert Period.parse(text, OURS) == Period(
        text, date.fromisoformat(first), date.fromisoformat(last), precision
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2023-02-29", "'2023-02-29' is not a date that exists"),
        ("2024-13", "'2024-13' is not a date that exists"),
        ("2024-04-31", "'2024-04-31' is not a date that exists"),
        ("0000", "'0000' is not a date that exists"),
        (
            "2024-01-01T24:00",
            "'2024-01-01T24:00' has a time that does not exist",
        ),
        (
            "2023-04-28T22:00:99",
            "'2023-04-28T22:00:99' has a time that does not exist",
        ),
        ("2023-02-30T22:00", "'2023-02-30T22:00' is not a date that exists"),
        ("2025-W53", "'2025-W53' is not a date that exists"),
        ("2025-W00", "'2025-W00' is not a date that exists"),
        ("9999-W52", "'9999-W52' is not a date that exists"),
        ("9999-winter", "'9999-winter' is not a date that exists"),
        (
            "2024-01-01T23:60",
            "'2024-01-01T23:60' has a time that does not exist",
        ),
    ],
)
def test_a_date_that_does_not_exist_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-W07", "2025-02-10", "2025-02-16"),
        ("2025-w07", "2025-02-10", "2025-02-16"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2025-W01", "2024-12-30", "2025-01-05"),
        ("2025-W07..2025-W09", "2025-02-10", "2025-03-02"),
    ],
)
def test_a_week_is_that_of_iso_from_monday_to_sunday(text: str, first: str, last: str) -> None:
    week = Period.parse(text)
    assert (f"{week.first}", f"{week.last}", str(week)) == (first, last, text)


@pytest.mark.parametrize(
    ("text", "by", "label", "last"),
    [
        ("2024-W52", "2w", "2025-W02", "2025-01-12"),
        ("2025-W07", "-6w", "2025-W01", "2025-01-05"),
        ("2025-W07", "3d", "2025-02-13..2025-02-19", "2025-02-19"),
        ("2025-W07", "12m", "2026-02-10..2026-02-16", "2026-02-16"),
    ],
)
def test_a_week_that_is_moved_by_weeks_is_a_week(text: str, by: str, label: str, last: str) -> None:
    moved = Period.parse(text).moved(Duration.parse(by))
    assert moved is not None
    assert (moved.label, f"{moved.last}") == (label, last)
    assert Period.parse(label).last == moved.last


def test_what_was_moved_to_a_stretch_is_moved_on_as_one() -> None:
    once = Period.parse("2024-autumn").moved(Duration(months=1))
    assert once is not None
    assert once.moved(Duration(months=12)) == Period.parse("2025-10..2025-12")


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("2023-02", True),
        ("2023-H1", True),
        ("2022-11-15..2023-02", True),
        ("2022-11..2023-02-28", False),
        ("2022-11..2023-W09", False),
        ("2023-02-28", False),
        ("2023-02-28T12:00", False),
        ("2021-W08", False),
    ],
)
def test_a_period_ends_with_a_month_where_its_end_is_not_known_to_the_day(
    text: str, ends: bool
) -> None:
    assert Period.parse(text).ends_with_month == ends


def test_a_stretch_runs_from_the_first_day_of_one_period_to_the_last_of_another() -> None:
    stretch = Period.parse("2022-05 .. 2022-Q4")
    assert (stretch.first, stretch.last) == (date(2022, 5, 1), date(2022, 12, 31))
    assert (str(stretch), stretch.precision) == ("2022-05 .. 2022-Q4", Precision.STRETCH)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2022-12..2022-05", "'2022-12..2022-05' ends before it begins: write 2022-05..2022-12"),
        ("2022..2023..2024", "'2022..2023..2024' is not a period: a stretch has two ends"),
        ("2022-13..2023", "'2022-13' is not a date that exists"),
    ],
)
def test_what_is_no_stretch_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(why)}$"):
        Period.parse(text)


@pytest.mark.parametrize(
    "text", ["2024-Q5", "2024-H3", "2024-fall", "27.04.2024", "24-04-27", "soon", ""]
)
def test_what_is_no_period_is_refused_with_the_forms_there_are(text: str) -> None:
    sentence = (
        f"'{text}' is not a period: write a day (2024-04-27), a week (2024-W17), "
        "a month (2024-04), a quarter (2024-Q2), a half (2024-H1), a season (2024-spring), "
        "a year (2024) or a stretch of two of these (2024-04..2024-09)"
    )
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("outer", "inner", "contains", "overlaps"),
    [
        ("2024-04", "2024-04-30", True, True),
        ("2024-04", "2024-05-01", False, False),
        ("2024-04-30", "2024-04", False, True),
        ("2024-H1", "2024-Q2", True, True),
        ("2024-Q2", "2024-spring", False, True),
        ("2024", "2024", True, True),
    ],
)
def test_a_period_contains_and_overlaps_by_whole_days(
    outer: str, inner: str, contains: bool, overlaps: bool
) -> None:
    one, other = Period.parse(outer, OURS), Period.parse(inner, OURS)
    assert (one.contains(other), one.overlaps(other)) == (contains, overlaps)


@pytest.mark.parametrize(
    ("earliest", "latest", "fit"),
    [
        ("2024-04-01", "2024-04-30", Fit.ALL),
        ("2024-04-02", None, Fit.SOME),
        ("2024-04-30", None, Fit.SOME),
        ("2024-05-01", None, Fit.NONE),
        (None, "2024-04-29", Fit.SOME),
        (None, "2024-04-01", Fit.SOME),
        (None, "2024-03-31", Fit.NONE),
        (None, None, Fit.ALL),
    ],
)
def test_a_month_lies_between_two_days_on_all_on_some_or_on_none_of_its_days(
    earliest: str | None, latest: str | None, fit: Fit
) -> None:
    bounds = [None if day is None else date.fromisoformat(day) for day in (earliest, latest)]
    assert Period.parse("2024-04").within(*bounds) is fit


def test_periods_stand_in_order_of_first_day_then_of_last_day() -> None:
    texts = ["2024-04-27", "2024-Q2", "2024", "2024-04", "2024-01-01", "2023-H2"]
    ordered = sorted(Period.parse(text) for text in texts)
    assert [str(period) for period in ordered] == [
        "2023-H2",
        "2024-01-01",
        "2024",
        "2024-04",
        "2024-Q2",
        "2024-04-27",
    ]


@pytest.mark.parametrize(
    ("written", "duration"),
    [
        ("12m", Duration(months=12)),
        ("-14m", Duration(months=-14)),
        ("6w", Duration(days=42)),
        ("30d", Duration(days=30)),
        ("0d", Duration()),
        ("{months: 12}", Duration(months=12)),
        ("{weeks: 6}", Duration(days=42)),
        ("{days: 30}", Duration(days=30)),
        ("{months: 1, weeks: 1, days: 1}", Duration(months=1, days=8)),
    ],
)
def test_a_duration_is_a_short_text_or_a_mapping_of_units(
    tmp_path: Path, written: str, duration: Duration
) -> None:
    stated = f"programme: {{id: p, name: P, milestones: [{{id: review, at: {written}}}]}}"
    assert programme(tmp_path, stated).agenda.milestones[0].at == duration


@pytest.mark.parametrize(
    ("duration", "day", "after"),
    [
        ("1m", "2023-01-31", "2023-02-28"),
        ("1m", "2024-01-31", "2024-02-29"),
        ("1m", "2024-02-29", "2024-03-29"),
        ("12m", "2024-02-29", "2025-02-28"),
        ("-1m", "2024-03-31", "2024-02-29"),
        ("-12m", "2024-01-15", "2023-01-15"),
        ("1m", "2023-12-31", "2024-01-31"),
        ("3w", "2024-02-20", "2024-03-12"),
        ("-90d", "2024-04-27", "2024-01-28"),
    ],
)
def test_a_month_after_the_end_of_a_month_is_the_last_day_of_the_next(
    duration: str, day: str, after: str
) -> None:
    assert Duration.parse(duration).after(date.fromisoformat(day)) == date.fromisoformat(after)


@pytest.mark.parametrize("text", ["12", "m", "12 years", "1.5m", "12mm", "", "--3d"])
def test_what_is_no_duration_is_refused_with_the_forms_there_are(text: str) -> None:
    sentence = f"'{text}' is not a duration: write 12m, 6w or 30d"
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        Duration.parse(text)


def days_from(start: int, days: int) -> Period:
    first = date(2024, 1, 1) + timedelta(start)
    return Period("", first, first + timedelta(days), Precision.DAY)


SHORT_PERIODS = st.builds(days_from, st.integers(0, 100), st.integers(0, 40))
SHORT_DURATIONS = st.builds(Duration, st.integers(0, 2), st.integers(0, 40))


@given(SHORT_PERIODS, SHORT_PERIODS, st.none() | SHORT_DURATIONS, st.none() | SHORT_DURATIONS)
def test_two_periods_are_so_far_apart_as_their_pairs_of_days_are(
    first: Period, then: Period, at_least: Duration | None, at_most: Duration | None
) -> None:
    def days(period: Period) -> list[date]:
        return [period.first + timedelta(n) for n in range((period.last - period.first).days + 1)]

    kept = {
        (at_least is None or at_least.after(one) <= other)
        and (at_most is None or other <= at_most.after(one))
        for one in days(first)
        for other in days(then)
    }
    expected = Fit.SOME if len(kept) == 2 else Fit.ALL if kept == {True} else Fit.NONE
    assert fit_between(first, then, at_least, at_most) is expected


@pytest.mark.parametrize(
    ("stated", "by", "moved"),
    [
        ("2024-04-27", "6m", "2024-10-27"),
        ("2024-08-31", "-6m", "2024-02-29"),
        ("2023-04-28T22:00", "2w", "2023-05-12T22:00"),
        ("2024-04", "6m", "2024-10"),
        ("2024-04", "2w", "2024-04-15..2024-05-14"),
        ("2024", "12m", "2025"),
        ("2024-autumn", "12m", "2025-autumn"),
        ("2024-Q4", "-12m", "2023-Q4"),
        ("2024-Q4", "3m", "2025-01..2025-03"),
        ("2024-05..2024-08", "12m", "2025-05..2025-08"),
        ("2024-05-03..2024-08", "1m", "2024-06-03..2024-09-30"),
        ("2024-autumn", "1m", "2024-10..2024-12"),
    ],
)
def test_a_period_moves_as_a_whole(stated: str, by: str, moved: str) -> None:
    found = Period.parse(stated).moved(Duration.parse(by))
    assert found is not None
    assert found.label == moved
    read = Period.parse(found.label)
    assert (read.first, read.last) == (found.first, found.last)


@given(first=st.dates(date(2000, 1, 1), date(2050, 1, 1)), months=st.integers(-60, 60))
def test_a_month_moved_by_months_is_a_whole_month(first: date, months: int) -> None:
    month = Period.parse(f"{first:%Y-%m}")
    moved = month.moved(Duration(months=months))
    assert moved is not None
    assert moved == Period.parse(moved.label)


@pytest.mark.parametrize(
    ("stated", "by", "moved"),
    [
        ("9999-12-31", "1m", None),
        ("9999-11-30", "1m", "9999-12-30"),
        ("9999-11", "1m", "9999-12"),
        ("9999", "12m", None),
        ("9999", "1d", None),
        ("0001-01-01", "-1d", None),
        ("0001-02", "-1m", "0001-01"),
        ("0002", "-12m", "0001"),
        ("0001", "-1m", None),
    ],
)
def test_a_period_is_moved_to_the_ends_of_the_calendar_and_not_beyond(
    stated: str, by: str, moved: str | None
) -> None:
    found = Period.parse(stated).moved(Duration.parse(by))
    assert moved == (None if found is None else found.label)


@pytest.mark.parametrize(
    ("first", "then", "at_least", "at_most", "fit"),
    [
        ("9999-12-01", "9999-12-31", "30d", None, Fit.ALL),
        ("9999-12-01", "9999-12-31", "31d", None, Fit.NONE),
        ("9999-12-01", "9999-12-31", "1m", None, Fit.NONE),
        ("9999-12", "9999-12-31", "1m", None, Fit.NONE),
        ("9999-12-01", "9999-12-31", None, "1m", Fit.ALL),
        ("0001-01-31", "0001-01-01", "-30d", None, Fit.ALL),
        ("0001-01-01", "0001-01-01", None, "-1d", Fit.NONE),
    ],
)
def test_a_gap_that_leaves_the_calendar_is_counted_on(
    first: str, then: str, at_least: str | None, at_most: str | None, fit: Fit
) -> None:
    least = None if at_least is None else Duration.parse(at_least)
    most = None if at_most is None else Duration.parse(at_most)
    assert fit_between(Period.parse(first), Period.parse(then), least, most) is fit


@given(
    day=st.dates(date(1, 2, 1), date(9990, 1, 1)),
    months=st.integers(0, 60),
    days=st.integers(0, 400),
)
def test_the_last_day_before_is_the_last_that_the_day_is_so_long_after(
    day: date, months: int, days: int
) -> None:
    length = Duration(months, days)
    last = length.last_before(day)
    assert length.ordinal(last) <= day.toordinal() or last == date.min
    assert length.ordinal(last + timedelta(days=1)) > day.toordinal()


@examples(20)
@given(
    shorter=st.builds(Duration, st.integers(-3, 3), st.integers(-95, 95)),
    longer=st.builds(Duration, st.integers(-3, 3), st.integers(-95, 95)),
)
def test_never_after_is_so_from_every_day_of_four_years(
    shorter: Duration, longer: Duration
) -> None:
    days = [date(2023, 1, 1) + timedelta(days=n) for n in range(4 * 366)]
    every = all(shorter.ordinal(day) <= longer.ordinal(day) for day in days)
    assert shorter.never_after(longer) is every


@given(day=st.dates(date(1000, 1, 1), date(9000, 1, 1)), months=st.integers(-900, 900))
def test_days_are_numbered_on_and_on_as_the_calendar_numbers_them(day: date, months: int) -> None:
    by = Duration(months=months)
    assert by.ordinal(day) == by.after(day).toordinal()
    assert by.ordinal(day.replace(year=9999, day=1)) >= by.after(day).toordinal()


@pytest.mark.parametrize(
    ("go_live", "months", "last"),
    [
        ("2024-02-29", 1, "2024-01-31"),
        ("2024-02-28", 1, "2024-01-28"),
        ("2023-02-28", 1, "2023-01-31"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2024-03-30", 1, "2024-02-29"),
        ("2024-04-30", 2, "2024-02-29"),
        ("2024-04-27", 12, "2023-04-27"),
        ("0001-01-01", 12, "0001-01-01"),
    ],
)
def test_at_the_end_of_a_month_the_last_day_to_decide_is_the_end_of_one(
    go_live: str, months: int, last: str
) -> None:
    day = Duration(months=months).last_before(date.fromisoformat(go_live))
    assert day.isoformat() == last


@pytest.mark.parametrize(
    ("label", "words", "when"),
    [
        ("2023-11-04", "4 November 2023", "on 4 November 2023"),
        ("2023-04-28T22:00", "28 April 2023, 22:00", "on 28 April 2023, 22:00"),
        ("2025-W07", "week 7 of 2025", "in week 7 of 2025"),
        ("2026-04", "April 2026", "in April 2026"),
        ("2024-Q4", "4th quarter of 2024", "in the 4th quarter of 2024"),
        ("2024-h1", "1st half of 2024", "in the 1st half of 2024"),
        ("2024-autumn", "autumn 2024", "in autumn 2024"),
        ("2024", "2024", "in 2024"),
        # What both ends have in common is said once.
        ("2025-02..2025-06", "February to June 2025", "between February and June 2025"),
        ("2024-05-03 .. 2024-05-17", "3 to 17 May 2024", "between 3 and 17 May 2024"),
        ("2024-12..2025", "December 2024 to 2025", "between December 2024 and 2025"),
        ("2024-12-24..2024", "24 December 2024 to 2024", "between 24 December 2024 and 2024"),
    ],
)
def test_a_period_is_said_as_people_write_it(label: str, words: str, when: str) -> None:
    period = Period.parse(label)
    assert (period.words, period.when) == (words, when)


def test_in_a_table_months_of_days_are_short_and_the_time_of_day_is_left_out() -> None:
    shown = [Period.parse(label).short for label in ("2023-11-04T22:00", "2024-11", "2024-Q1")]
    assert shown == ["4 Nov 2023", "November 2024", "1st quarter of 2024"]
