"""Dates in another order: understood where they can only mean one thing."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hpplan.diagnostics.fixes.dates import duration_meant, period_meant
from hpplan.periods import Period


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("27.04.2024", "2024-04-27"),
        ("4.5.2024", "2024-05-04"),
        ("27/4/2024", "2024-04-27"),
        ("04/27/2024", "2024-04-27"),
        ("04-27-2024", "2024-04-27"),
        ("05/05/2024", "2024-05-05"),
        ("2024/04/27", "2024-04-27"),
        ("2024.4.27", "2024-04-27"),
        ("2024-4-7", "2024-04-07"),
        ("20240427", "2024-04-27"),
        (" 2024-4", "2024-04"),
        ("04.2024", "2024-04"),
        ("4/2024", "2024-04"),
        ("Q4 2024", "2024-Q4"),
        ("2024Q4", "2024-Q4"),
        ("h2-2024", "2024-H2"),
        ("autumn 2024", "2024-autumn"),
        ("2024-Autumn", "2024-autumn"),
        ("høsten 2024", "2024-autumn"),
        ("våren 2025", "2025-spring"),
        ("hausten 2024", "2024-autumn"),
        ("sumaren 2024", "2024-summer"),
        ("fall 2024", "2024-autumn"),
        ("27.4.24", "2024-04-27"),
        ("01. 02. 24", "2024-02-01"),
        ("4. november 2023", "2023-11-04"),
        ("4.november 2023", "2023-11-04"),
        ("4 NOV 2023", "2023-11-04"),
        ("4th of November 2023", "2023-11-04"),
        ("November 4, 2023", "2023-11-04"),
        ("1. mars 2024", "2024-03-01"),
        ("mai 2024", "2024-05"),
        ("2024 mai", "2024-05"),
        ("Sept. 2024", "2024-09"),
        ("desember 2024", "2024-12"),
        ("2. kvartal 2024", "2024-Q2"),
        ("andre kvartal 2024", "2024-Q2"),
        ("4th quarter of 2024", "2024-Q4"),
        ("1. halvår 2024", "2024-H1"),
        ("fyrste halvår 2024", "2024-H1"),
        ("mars-mai 2024", "2024-03..2024-05"),
        ("aug.–okt. 2024", "2024-08..2024-10"),
        ("vår/sommer 2024", "2024-spring..2024-summer"),
        ("laurdag 4. november 2023", "2023-11-04"),
        ("Saturday, 4 November 2023", "2023-11-04"),
        ("lørdag den 4.11.2023", "2023-11-04"),
    ],
)
def test_one_meaning(written: str, meant: str) -> None:
    assert period_meant(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "04/05/2024",
        "04-05-2024",
        "30.02.2024",
        "2024-13-01",
        "27.04-2024",
        "31. november 2023",
        "5. kvartal 2024",
        "mai",
        "uke 12",
        "2. kvartal",
        "november 2023 4",
        "٤. november 2023",
        "2024-00",
        "Q5 2024",
        "soon",
        "",
        "2024",
        "monday 2024",
        "søndag 4. november 2023",
        "mandag juli 2024",
        "mai-mars 2024",
        "٢٧.٠٤.٢٠٢٤",
    ],
)
def test_several_meanings_or_none(written: str) -> None:
    assert period_meant(written) in (None, written)


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from("./-"))
def test_the_day_first_is_never_read_as_another_day(day: date, mark: str) -> None:
    meant = period_meant(f"{day.day}{mark}{day.month}{mark}{day.year}")
    if meant is None:
        assume(mark != ".")
        assert day.day <= 12
        assert day.day != day.month
    else:
        assert Period.parse(meant) == Period.day(day)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("8 weeks", "8w"),
        ("1 uke", "1w"),
        ("3 veker", "3w"),
        ("-6 months", "-6m"),
        ("6 mnd.", "6m"),
        ("2 år", "24m"),
        ("+90 Days", "90d"),
        ("10 dagar", "10d"),
    ],
)
def test_a_duration_in_words(written: str, meant: str) -> None:
    assert duration_meant(written) == meant


@pytest.mark.parametrize(
    "written", ["8", "weeks", "8 waves", "half a year", "1.5 weeks", "٨ weeks"]
)
def test_what_is_no_duration_in_any_words(written: str) -> None:
    assert duration_meant(written) is None


def test_no_text_is_too_long_to_see_that_it_is_no_date() -> None:
    assert period_meant("x" * 100_000) is None
