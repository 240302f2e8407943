"""The days on which a wave whose go-live is a period may go live, by the period and the
calendar.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, get_args

from hpplan.domain.agenda import Calendar, Weekday
from hpplan.domain.public_holidays import public_holidays
from hpplan.domain.wave_state import WaveState
from hpplan.language import _, marked, pgettext

WEEKDAYS: Final[tuple[Weekday, ...]] = get_args(Weekday)
"""Monday first, as `date.weekday` numbers them."""


_NAMES: Final[Mapping[Weekday, str]] = {
    "monday": marked("Monday"),
    "tuesday": marked("Tuesday"),
    "wednesday": marked("Wednesday"),
    "thursday": marked("Thursday"),
    "friday": marked("Friday"),
    "saturday": marked("Saturday"),
    "sunday": marked("Sunday"),
}


def weekday_name(day: Weekday) -> str:
    """The name of the weekday."""
    return _(_NAMES[day])


_SHORT: Final[Mapping[Weekday, Callable[[], str]]] = {
    "monday": lambda: pgettext("short", "Mon"),
    "tuesday": lambda: pgettext("short", "Tue"),
    "wednesday": lambda: pgettext("short", "Wed"),
    "thursday": lambda: pgettext("short", "Thu"),
    "friday": lambda: pgettext("short", "Fri"),
    "saturday": lambda: pgettext("short", "Sat"),
    "sunday": lambda: pgettext("short", "Sun"),
}


def weekday_of(day: date, *, short: bool = False) -> str:
    """The weekday of a day.

    >>> weekday_of(date(2023, 11, 4)), weekday_of(date(2023, 11, 4), short=True)
    ('Saturday', 'Sat')
    """
    weekday = WEEKDAYS[day.weekday()]
    return _SHORT[weekday]() if short else weekday_name(weekday)


def day_is_open(slot: WaveState) -> bool:
    """Whether there is a day to choose for the wave: its go-live is a period that is not over, and
    not a single day.
    """
    return slot.go_live is not None and not slot.go_live.is_day and not slot.past


def go_live_days(calendar: Calendar, slot: WaveState, as_of: date) -> tuple[date, ...]:
    """The days in the wave's period, from the as-of date on, that the calendar allows; in order."""
    if slot.go_live is None:
        return ()
    first = max(slot.go_live.first, as_of)
    return tuple(day for day in days_between(first, slot.go_live.last) if allows(calendar, day))


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def allows(calendar: Calendar, day: date) -> bool:
    """Whether the calendar allows a go-live on the day."""
    return weekday_allowed(calendar, day) and holiday_on(calendar, day) is None


def weekday_allowed(calendar: Calendar, day: date) -> bool:
    """Whether the calendar allows the weekday of the day; it allows all where it names none."""
    return not calendar.go_live_days or WEEKDAYS[day.weekday()] in calendar.go_live_days


def holiday_on(calendar: Calendar, day: date) -> str | None:
    """The name of the public holiday on the day; None where it is none, or holidays do
    not count.
    """
    if calendar.holidays is None:
        return None
    return _holidays(calendar.holidays, day.year).get(day)


@lru_cache(maxsize=400)
def _holidays(country: str, year: int) -> dict[date, str]:
    return dict(public_holidays(country, year) or {})
