"""Public holidays: Norway's as computed here are those that the library knows."""

from datetime import date

import holidays
import pytest

from hpplan.domain.public_holidays import public_holidays


@pytest.mark.parametrize("decade", range(1950, 2100, 10))
def test_norways_holidays_are_those_of_the_library(decade: int) -> None:
    for year in range(decade, decade + 10):
        known = holidays.country_holidays("NO", years=year, language="en_US")
        ours = public_holidays("NO", year)
        assert ours is not None
        assert set(ours) == set(known)
        for day, name in ours.items():
            assert name in known[day].split("; ")


def test_other_countries_are_known_too() -> None:
    swedish = public_holidays("SE", 2024)
    assert swedish is not None
    assert swedish[date(2024, 6, 22)] == "Midsummer Day"


def test_an_unknown_country_has_no_holidays() -> None:
    assert public_holidays("XX", 2024) is None
