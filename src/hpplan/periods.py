"""Days, months, seasons, quarters and years as intervals of days; durations between them."""

import calendar
import re
from collections.abc import Mapping
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import Any, Final, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from hpplan.language import _, marked, pgettext, plural
from hpplan.values import dataclass

Seasons = Mapping[str, tuple[int, int]]
"""First and last month of each season; a season whose last month is smaller ends next year."""

SEASON_NAMES: Final = ("spring", "summer", "autumn", "winter")
METEOROLOGICAL: Final[Seasons] = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "winter": (12, 2),
}
"""The meaning of seasons in a programme that does not define them."""


class Precision(StrEnum):
    """How exactly a period was stated."""

    MOMENT = "moment"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    STRETCH = "stretch"


_MONTHS: Final = (
    *(marked("January"), marked("February"), marked("March"), marked("April")),
    *(marked("May"), marked("June"), marked("July"), marked("August")),
    *(marked("September"), marked("October"), marked("November"), marked("December")),
)
_SHORT_MONTHS: Final = (
    lambda: pgettext("short", "Jan"),
    lambda: pgettext("short", "Feb"),
    lambda: pgettext("short", "Mar"),
    lambda: pgettext("short", "Apr"),
    lambda: pgettext("short", "May"),
    lambda: pgettext("short", "Jun"),
    lambda: pgettext("short", "Jul"),
    lambda: pgettext("short", "Aug"),
    lambda: pgettext("short", "Sep"),
    lambda: pgettext("short", "Oct"),
    lambda: pgettext("short", "Nov"),
    lambda: pgettext("short", "Dec"),
)
_QUARTERS: Final = (
    marked("1st quarter of {year}"),
    marked("2nd quarter of {year}"),
    marked("3rd quarter of {year}"),
    marked("4th quarter of {year}"),
)
_HALVES: Final = (marked("1st half of {year}"), marked("2nd half of {year}"))
_SEASONS: Final = {
    "spring": marked("spring {year}"),
    "summer": marked("summer {year}"),
    "autumn": marked("autumn {year}"),
    "winter": marked("winter {year}"),
}

_OF_A_YEAR: Final = frozenset({Precision.QUARTER, Precision.SEASON, Precision.HALF})
"""The parts of a year that have a name: a year later the name is the same."""


class Fit(IntEnum):
    """Whether a condition on dates holds on none, some or all days of the periods concerned."""

    NONE = 0
    SOME = 1
    ALL = 2


_A_DAY: Final = timedelta(days=1)
_DAYS_OF_400_YEARS: Final = 146_097
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_WEEK = re.compile(r"(\d{4})-[Ww](\d\d)", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_STRETCH: Final = ".."
"""The separator between the two periods of a stretch."""
_PART = re.compile(r"(\d{4})-(?:[Qq]([1-4])|[Hh]([12])|([a-z]+))", re.ASCII)


def _month(day: date) -> str:
    return day.isoformat()[:7]


def _week(day: date) -> str:
    year, week, __ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


WRITE_A_PERIOD: Final = (
    "write a day (2024-04-27), a week (2024-W17), a month (2024-04), a quarter (2024-Q2), a half "
    "(2024-H1), a season (2024-spring), a year (2024) or a stretch of two of these "
    "(2024-04..2024-09)"
)


@dataclass(frozen=True, slots=True)
class Period:
    """An interval of whole days, both ends included. `label` is the text it was written as.

    Periods are ordered by first day, then last day.
    """

    label: str
    first: date
    last: date
    precision: Precision

    @classmethod
    def parse(cls, text: str, seasons: Seasons = METEOROLOGICAL) -> Self:
        """Read `2024-04-27`, `2023-04-28T22:00`, `2025-W07`, `2024-11`, `2024-Q4`, `2024-H2`,
        `2024-autumn`, `2024`, or a stretch of two of these, `2022-05..2022-12`; raises ValueError
        with a sentence for the user.
        """
        text = text.strip()
        try:
            return cls._parse(text, seasons)
        except (ValueError, OverflowError) as fault:
            if str(fault).startswith("'"):
                raise
            raise ValueError(f"'{text}' is not a date that exists") from None

    @classmethod
    def _parse(cls, text: str, seasons: Seasons) -> Self:
        if _STRETCH in text:
            return cls._stretch(text, seasons)
        if m := _DAY.fullmatch(text):
            day = date(int(m[1]), int(m[2]), int(m[3]))
            if m[4] is None:
                return cls(text, day, day, Precision.DAY)
            if int(m[4]) > 23 or int(m[5]) > 59 or int(m[6] or 0) > 59:
                raise ValueError(f"'{text}' has a time that does not exist")
            return cls(text, day, day, Precision.MOMENT)
        if m := _WEEK.fullmatch(text):
            monday, sunday = (date.fromisocalendar(int(m[1]), int(m[2]), n) for n in (1, 7))
            return cls(text, monday, sunday, Precision.WEEK)
        if m := _MONTH.fullmatch(text):
            year, month = int(m[1]), int(m[2])
            return cls(text, date(year, month, 1), _month_end(year, month), Precision.MONTH)
        if _YEAR.fullmatch(text):
            return cls(text, date(int(text), 1, 1), date(int(text), 12, 31), Precision.YEAR)
        if m := _PART.fullmatch(text):
            year = int(m[1])
            if m[2]:
                start = 3 * int(m[2]) - 2
                return cls(
                    text, date(year, start, 1), _month_end(year, start + 2), Precision.QUARTER
                )
            if m[3]:
                start = 6 * int(m[3]) - 5
                return cls(text, date(year, start, 1), _month_end(year, start + 5), Precision.HALF)
            if (months := seasons.get(m[4]) or METEOROLOGICAL.get(m[4])) is not None:
                first, last = months
                end = _month_end(year + (last < first), last)
                return cls(text, date(year, first, 1), end, Precision.SEASON)
        raise ValueError(f"'{text}' is not a period: {WRITE_A_PERIOD}")

    @classmethod
    def _stretch(cls, text: str, seasons: Seasons) -> Self:
        start, __, end = text.partition(_STRETCH)
        if _STRETCH in end:
            raise ValueError(f"'{text}' is not a period: a stretch has two ends")
        begins, ends = cls.parse(start, seasons), cls.parse(end, seasons)
        if ends.last < begins.first:
            swapped = f"{end.strip()}{_STRETCH}{start.strip()}"
            raise ValueError(f"'{text}' ends before it begins: write {swapped}")
        return cls(text, begins.first, ends.last, Precision.STRETCH)

    @classmethod
    def day(cls, day: date) -> Self:
        return cls(day.isoformat(), day, day, Precision.DAY)

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.first == self.last

    @property
    def ends_with_month(self) -> bool:
        """Whether it ends because a month ends; for a stretch, its last period decides."""
        end = self.label.rpartition(_STRETCH)[2].strip()
        return _DAY.fullmatch(end) is None and _WEEK.fullmatch(end) is None

    def contains(self, other: "Period | date") -> bool:
        """Whether every day of the other period is one of its days."""
        first, last = (other, other) if isinstance(other, date) else (other.first, other.last)
        return self.first <= first and last <= self.last

    def overlaps(self, other: "Period") -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def within(self, earliest: date | None, latest: date | None) -> Fit:
        """Whether the days of the period lie between the two days, both included: all, some or
        none.
        """
        early = earliest or date.min
        late = latest or date.max
        if self.last < early or late < self.first:
            return Fit.NONE
        return Fit.ALL if early <= self.first and self.last <= late else Fit.SOME

    def moved(self, by: "Duration") -> "Period | None":
        """The period moved by a duration; whole months stay whole months. The label is one that
        `parse` accepts, where there is one. None where it would leave the calendar.
        """
        day_known = self.precision in (Precision.DAY, Precision.MOMENT)
        days = by.ordinal(self.first), by.ordinal_of_end(self.last)
        if day_known:
            days = days[0], days[0]
        if not date.min.toordinal() <= days[0] <= days[1] <= date.max.toordinal():
            return None
        first, last = map(date.fromordinal, days)
        precision = self.precision
        if day_known:
            label = f"{first}{self.label.strip()[10:]}"
        elif precision is Precision.WEEK and by.months == 0 and by.days % 7 == 0:
            label = _week(first)
        elif (first.day, last) == (1, _month_end(first.year, first.month)):
            label = _month(first)
        elif first == date(first.year, 1, 1) and last == date(first.year, 12, 31):
            label = f"{first.year:04}"
        elif precision in _OF_A_YEAR and (by.months % 12, by.days) == (0, 0):
            label = f"{first.year:04}{self.label.strip()[4:]}"
        elif (first.day, last) == (1, _month_end(last.year, last.month)):
            label, precision = f"{_month(first)}{_STRETCH}{_month(last)}", Precision.STRETCH
        else:
            label, precision = f"{first}{_STRETCH}{last}", Precision.STRETCH
        return Period(label, first, last, precision)

    def __lt__(self, other: "Period") -> bool:
        return (self.first, self.last) < (other.first, other.last)

    @property
    def words(self) -> str:
        """The period in a sentence: `4 July 2023`, `autumn 2024`, `May to August 2025`."""
        return _in_words(self.label, short=False)

    @property
    def short(self) -> str:
        """The same for a table, without the time of day: `4 Nov 2023`."""
        return _in_words(self.label, short=True)

    @property
    def when(self) -> str:
        """The same after a verb: `on 4 July 2023`, `in autumn 2024`, `between May and August`."""
        match self.precision:
            case Precision.DAY | Precision.MOMENT:
                return _("on {day}", day=self.words)
            case Precision.QUARTER | Precision.HALF:
                return _("in the {quarter}", quarter=self.words)
            case Precision.STRETCH:
                first, last = _ends_in_words(self.label.strip(), short=False)
                return _("between {first} and {last}", first=first, last=last)
            case Precision.SEASON:
                return _("in {season}", season=self.words)
            case _:
                return _("in {month}", month=self.words)

    def __str__(self) -> str:
        return self.label

    @classmethod
    def __get_pydantic_core_schema__(cls, __: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            cls._validate,
            serialization=core_schema.plain_serializer_function_ser_schema(str),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, __: Any, handler: Any) -> dict[str, Any]:
        seasons = "|".join(SEASON_NAMES)
        year = r"\d{4}"
        clock = r"[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?"
        month = rf"(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])({clock})?)?"
        part = rf"{month}|[Ww](0[1-9]|[1-4]\d|5[0-3])|[Qq][1-4]|[Hh][12]|{seasons}"
        single = rf"\s*{year}(-({part}))?\s*"
        return {
            "description": "a day, moment, week, month, quarter, half, season or year, or a "
            "stretch of two of these",
            "examples": [
                "2024-04-27",
                "2024-W17",
                "2024-04",
                "2024-Q2",
                "2024-H1",
                "2024-spring",
                "2024-04..2024-09",
            ],
            "anyOf": [
                {"type": "string", "pattern": rf"^{single}(\.\.{single})?$"},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ],
        }

    @classmethod
    def _validate(cls, value: object, info: core_schema.ValidationInfo) -> Self:
        match value:
            case Period():
                return value  # type: ignore[return-value]  # there are no subclasses
            case date():
                return cls.day(value)
            case bool() | None:
                text = None
            case str() | int():
                text = str(value)
            case _:
                text = None
        if text is None:
            raise PydanticCustomError("period", f"expected a period: {WRITE_A_PERIOD}")
        seasons = info.context.seasons if info.context is not None else METEOROLOGICAL
        try:
            return cls.parse(text, seasons)
        except ValueError as fault:
            raise PydanticCustomError("period", "{why}", {"why": str(fault)}) from None


def day_in_words(day: date, *, short: bool = False) -> str:
    """The day as people write it.

    >>> day_in_words(date(2023, 11, 4)), day_in_words(date(2023, 11, 4), short=True)
    ('4 November 2023', '4 Nov 2023')
    """
    month = month_in_words(day.month, short=short)
    return _("{day} {month} {year}", day=day.day, month=month, year=day.year)


def month_in_words(month: int, *, short: bool = False) -> str:
    """A month of the year by its number.

    >>> month_in_words(11), month_in_words(11, short=True)
    ('November', 'Nov')
    """
    return _SHORT_MONTHS[month - 1]() if short else _(_MONTHS[month - 1])


def in_words(stated: Period | str) -> str:
    """A period in words, or the text that replaces one."""
    return stated.words if isinstance(stated, Period) else stated


def _in_words(label: str, *, short: bool) -> str:
    """The label of a period in words, without repeating what its beginning shares with its end."""
    label = label.strip()
    if _STRETCH in label:
        first, last = _ends_in_words(label, short=short)
        return _("{first} to {last}", first=first, last=last)
    if m := _DAY.fullmatch(label):
        day = day_in_words(date(int(m[1]), int(m[2]), int(m[3])), short=short)
        return day if short or m[4] is None else f"{day}, {m[4]}:{m[5]}"
    if m := _WEEK.fullmatch(label):
        return _("week {week} of {year}", week=int(m[2]), year=m[1])
    if m := _MONTH.fullmatch(label):
        return f"{_(_MONTHS[int(m[2]) - 1])} {m[1]}"
    if m := _PART.fullmatch(label):
        if m[2]:
            return _(_QUARTERS[int(m[2]) - 1], year=m[1])
        if m[3]:
            return _(_HALVES[int(m[3]) - 1], year=m[1])
        return _(_SEASONS[m[4]], year=m[1]) if m[4] in _SEASONS else f"{m[4]} {m[1]}"
    return label


def _ends_in_words(stretch: str, *, short: bool) -> tuple[str, str]:
    """The first and the last period of a stretch in words; the ending that they share is only given
    with the last.
    """
    start, __, end = stretch.partition(_STRETCH)
    first, last = (_in_words(part, short=short).split() for part in (start, end))
    alike = 0
    while alike < min(len(first), len(last)) - 1 and first[~alike] == last[~alike]:
        alike += 1
    return " ".join(first[: len(first) - alike]), " ".join(last)


_DURATION = re.compile(r"([+-]?)(\d{1,5})\s*([mwd])", re.ASCII)
SPAN: Final = r"^\s*[+-]?\d{1,5}\s*[mwd]\s*$"
"""The pattern of a duration as text, for JSON Schema."""


@dataclass(frozen=True, slots=True)
class Duration:
    """Calendar months and days, added to a date in that order. A month after the last days of a
    month is the last day of the next; results stay within the calendar. Negative amounts go back in
    time.
    """

    months: int = 0
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `12m`, `-6w` or `30d`; raises ValueError with a sentence for the user."""
        if (m := _DURATION.fullmatch(text.strip())) is None:
            raise ValueError(f"'{text}' is not a duration: write 12m, 6w or 30d")
        amount = int(m[2]) * (-1 if m[1] == "-" else 1)
        match m[3]:
            case "m":
                return cls(months=amount)
            case "w":
                return cls(days=7 * amount)
            case _:
                return cls(days=amount)

    def __add__(self, other: "Duration") -> "Duration":
        """The sum: the months of both, then the days of both."""
        return Duration(self.months + other.months, self.days + other.days)

    def after(self, day: date) -> date:
        """The day this long after `day`, or the last one of the calendar if it ends before."""
        within = min(max(self.ordinal(day), date.min.toordinal()), date.max.toordinal())
        return date.fromordinal(within)

    def ordinal(self, day: date) -> int:
        """The day this long after `day` as a number like `date.toordinal`, even where the calendar
        has no such day, so that days beyond the calendar can be compared.
        """
        return self._ordinal(day.year, day.month, day.day)

    def ordinal_of_end(self, day: date) -> int:
        """The last day of a stretch that ends on `day`, this long after: the end of a month stays
        the end of a month.
        """
        month_end = day.day == calendar.monthrange(day.year, day.month)[1]
        if month_end:
            return self._ordinal(day.year, day.month + 1, 1) - 1
        return self._ordinal(day.year, day.month, day.day + 1) - 1

    def _ordinal(self, year: int, month: int, day: int) -> int:
        return _month_ordinal(12 * year + month - 1 + self.months, day) + self.days

    def never_after(self, other: "Duration") -> bool:
        """Whether it never ends later than the other one, from whatever day both are counted."""
        if self.months <= other.months and self.days <= other.days:
            return True
        if self.months >= other.months and self.days > other.days:
            return False
        years = (date(2023, 1, 1) + timedelta(days=n) for n in range(4 * 366))
        return all(self.ordinal(day) <= other.ordinal(day) for day in years)

    def before(self, day: date) -> date:
        """The day this long before `day`."""
        return Duration(-self.months, -self.days).after(day)

    def last_before(self, day: date) -> date:
        """The last day that `day` is at least this long after. At the end of a month that may be
        later than `before` gives: 31 January, for a month before 29 February.
        """
        latest = self.before(day)
        while self.ordinal(latest) > day.toordinal() and latest > date.min:
            latest -= _A_DAY
        while latest < day and self.ordinal(later := latest + _A_DAY) <= day.toordinal():
            latest = later
        return latest

    @property
    def words(self) -> str:
        """The time as shown to people; `str`, used in digests and JSON, is always in English."""
        parts = []
        if self.months:
            parts.append(plural("{n} month", "{n} months", self.months))
        if self.days and self.days % 7 == 0 and not self.months:
            parts.append(plural("{n} week", "{n} weeks", self.days // 7))
        elif self.days or not parts:
            parts.append(plural("{n} day", "{n} days", self.days))
        return (
            parts[0]
            if len(parts) == 1
            else _("{months} and {days}", months=parts[0], days=parts[1])
        )

    def __str__(self) -> str:
        parts = []
        if self.months:
            parts.append(_counted(self.months, "month"))
        if self.days and self.days % 7 == 0 and not self.months:
            parts.append(_counted(self.days // 7, "week"))
        elif self.days:
            parts.append(_counted(self.days, "day"))
        return " and ".join(parts) or "0 days"

    @classmethod
    def __get_pydantic_core_schema__(cls, __: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate,
            serialization=core_schema.plain_serializer_function_ser_schema(str),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, __: Any, handler: Any) -> dict[str, Any]:
        amount = {"type": "integer", "minimum": -99_999, "maximum": 99_999}
        return {
            "description": "a time: months, weeks or days",
            "anyOf": [
                {"type": "string", "pattern": SPAN},
                {
                    "type": "object",
                    "properties": dict.fromkeys(_UNITS, amount),
                    "additionalProperties": False,
                    "minProperties": 1,
                },
            ],
            "examples": ["12m", "3w", "-30d"],
        }

    @classmethod
    def _validate(cls, value: object) -> Self:
        match value:
            case Duration():
                return value  # type: ignore[return-value]  # there are no subclasses
            case str():
                try:
                    return cls.parse(value)
                except ValueError as fault:
                    raise PydanticCustomError("duration", "{why}", {"why": str(fault)}) from None
            case dict():
                return cls.of({str(k): v for k, v in value.items() if k != "@"})
            case _:
                raise PydanticCustomError("duration", "expected a duration, such as 12m")

    @classmethod
    def of(cls, units: Mapping[str, object]) -> Self:
        """From a mapping of `months`, `weeks` and `days` to whole numbers."""
        amounts = dict.fromkeys(_UNITS, 0)
        for unit, amount in units.items():
            if unit not in amounts:
                raise PydanticCustomError(
                    "duration",
                    "'{unit}' is not a unit of time: use months, weeks or days",
                    {"unit": unit},
                )
            if not isinstance(amount, int) or isinstance(amount, bool) or abs(amount) > 99_999:
                raise PydanticCustomError(
                    "duration", "expected a whole number of {unit}", {"unit": unit}
                )
            amounts[unit] = amount
        if not units:
            raise PydanticCustomError("duration", "name months, weeks or days")
        return cls(amounts["months"], 7 * amounts["weeks"] + amounts["days"])


@lru_cache(maxsize=4_096)
def _month_ordinal(months: int, day: int) -> int:
    """The number of a day in a month counted from the year 0, or of the last day of that month."""
    year, month = divmod(months, 12)
    cycles, of_cycle = divmod(year - 1, 400)  # the calendar repeats itself every 400 years
    last = calendar.monthrange(of_cycle + 1, month + 1)[1]
    in_cycle = date(of_cycle + 1, month + 1, min(day, last)).toordinal()
    return cycles * _DAYS_OF_400_YEARS + in_cycle


A_YEAR: Final = Duration(months=12)


_UNITS: Final = ("months", "weeks", "days")

A_DAY: Final = Duration(days=1)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if abs(number) == 1 else f"{number} {noun}s"


def fit_between(
    first: Period, then: Period, at_least: Duration | None, at_most: Duration | None = None
) -> Fit:
    """Whether `then` lies the given times after `first`: on all, some or none of the
    pairs of days.
    """
    least = Duration() if at_least is None else at_least
    most = Duration() if at_most is None else at_most
    start, end = then.first.toordinal(), then.last.toordinal()
    if missed(first, then, at_least, at_most) is not Miss.NEITHER:
        return Fit.NONE
    surely_late = at_least is None or start >= least.ordinal(first.last)
    surely_early = at_most is None or end <= most.ordinal(first.first)
    if surely_late and surely_early:
        return Fit.ALL
    if at_least is not None and at_most is not None and not _meets(first, then, at_least, at_most):
        return Fit.NONE
    return Fit.SOME


class Miss(StrEnum):
    """By how much one period misses the time that it has to come after another, where no days keep
    it.
    """

    TOO_SOON = "too soon"  # however early the first, and however late the other
    TOO_LATE = "too late"
    NEITHER = "neither"  # some days are far enough and some near enough, and none are both


def missed(
    first: Period, then: Period, at_least: Duration | None, at_most: Duration | None = None
) -> Miss:
    """How `then` fails to lie the given times after `first`, where no days of the two do."""
    if at_least is not None and then.last.toordinal() < at_least.ordinal(first.first):
        return Miss.TOO_SOON
    if at_most is not None and then.first.toordinal() > at_most.ordinal(first.last):
        return Miss.TOO_LATE
    return Miss.NEITHER


def _meets(first: Period, then: Period, at_least: Duration, at_most: Duration) -> bool:
    # Both bounds may be met by different days only; then no single pair of days satisfies them.
    start, end = then.first.toordinal(), then.last.toordinal()
    day = first.first
    while True:
        if max(at_least.ordinal(day), start) <= min(at_most.ordinal(day), end):
            return True
        if day >= first.last:
            return False
        day += _A_DAY
