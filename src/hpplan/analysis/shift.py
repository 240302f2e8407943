"""How much later one period is than another."""

from datetime import date
from typing import Final

from hpplan.language import _, plural
from hpplan.periods import Duration, Period, Precision
from hpplan.values import dataclass

_EXACT: Final = frozenset({Precision.MOMENT, Precision.DAY})
_FEW_DAYS: Final = 45
"""Up to this many days, differences are counted in days, not months."""


@dataclass(frozen=True, slots=True)
class Shift:
    """How much later one period is than another; negative if it is earlier.

    `months` is counted from first day to first day; `to_months` from last day to last day, where
    that is a different number. Between two days `days` is known, and `about` says that their months
    are rounded. No months at all mean that the new period is within the old one, or that nothing
    moved.
    """

    months: int
    to_months: int | None = None
    about: bool = False
    days: int | None = None

    def __str__(self) -> str:
        """For example `10 to 21 months later`; empty, where there is no shift."""
        last = self.months if self.to_months is None else self.to_months
        least, most = sorted((self.months, last))
        if least < 0 < most:
            earlier, later = Duration(months=-least), Duration(months=most)
            return _("{earlier} earlier to {later} later", earlier=earlier.words, later=later.words)
        if least or most:
            few, many = sorted((abs(least), abs(most)))
            time = Duration(months=many).words
            if few != many:
                time = _("{least} to {most}", least=few, most=time)
            if self.about:
                time = _("about {time}", time=time)
            return _by(time, most)
        return _by(plural("{n} day", "{n} days", abs(self.days)), self.days) if self.days else ""


def _by(time: str, sign: int) -> str:
    return _("{time} later", time=time) if sign > 0 else _("{time} earlier", time=time)


def shift_between(old: Period, new: Period) -> Shift:
    """How much later the new period is.

    >>> str(shift_between(Period.parse("2023-03"), Period.parse("2024")))
    '10 to 21 months later'
    >>> str(shift_between(Period.parse("2024-W40"), Period.parse("2024-W42")))
    '14 days later'
    """
    weeks = old.precision is Precision.WEEK and new.precision is Precision.WEEK
    if weeks or (old.precision in _EXACT and new.precision in _EXACT):
        return _shift_of_days(old.first, new.first)
    if old.contains(new):
        return Shift(0, about=not new.contains(old))
    first, last = _months(old.first, new.first), _months(old.last, new.last)
    return Shift(first, about=False, to_months=None if first == last else last)


def _shift_of_days(old: date, new: date) -> Shift:
    days = (new - old).days
    if abs(days) <= _FEW_DAYS:
        return Shift(0, about=False, days=days)
    months = round(days / 30.4375)
    return Shift(months, about=Duration(months=months).after(old) != new, days=days)


def _months(old: date, new: date) -> int:
    return (new.year - old.year) * 12 + new.month - old.month


def shifted_by(shift: Shift | None) -> str:
    """By how much, behind what is shifted; nothing where nothing is."""
    return f", {shift}" if shift is not None and str(shift) else ""
