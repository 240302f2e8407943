"""Public holidays: the days on which a country is closed."""

from collections.abc import Mapping
from datetime import date, timedelta

from hpplan.language import marked


def public_holidays(country: str, year: int) -> Mapping[date, str] | None:
    """The public holidays of the year with their names; None for an unknown country.

    Norway's are computed here: loading those of all countries takes as long as everything else that
    `hpplan check` does.
    """
    if country == "NO":
        return _norwegian(year)
    import holidays

    if country not in holidays.list_supported_countries():
        return None
    found = holidays.country_holidays(country, years=year, language="en_US")
    return {day: str(name) for day, name in found.items()}


def _norwegian(year: int) -> Mapping[date, str]:
    easter = _easter(year)
    return {
        date(year, 1, 1): marked("New Year's Day"),
        easter - timedelta(3): marked("Maundy Thursday"),
        easter - timedelta(2): marked("Good Friday"),
        easter: marked("Easter Sunday"),
        easter + timedelta(1): marked("Easter Monday"),
        date(year, 5, 1): marked("Labor Day"),
        date(year, 5, 17): marked("Constitution Day"),
        easter + timedelta(39): marked("Ascension Day"),
        easter + timedelta(49): marked("Pentecost"),
        easter + timedelta(50): marked("Pentecost Monday"),
        date(year, 12, 25): marked("Christmas Day"),
        date(year, 12, 26): marked("Second Day of Christmas"),
    }


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    leaps, rest = divmod(century, 4)
    drift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - drift + 15) % 30
    week = (32 + 2 * rest + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
