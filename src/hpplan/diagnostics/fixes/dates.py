"""Dates and other values written in a foreign form that can only mean one thing."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from hpplan.periods import Period

_WORDS: Final = {
    **dict.fromkeys(("spring", "vår", "våren"), "spring"),
    **dict.fromkeys(("summer", "sommer", "sommeren", "sumar", "sumaren"), "summer"),
    **dict.fromkeys(("autumn", "fall", "høst", "høsten", "haust", "hausten"), "autumn"),
    **dict.fromkeys(("winter", "vinter", "vinteren"), "winter"),
    **dict.fromkeys(("january", "januar", "jan"), "01"),
    **dict.fromkeys(("february", "februar", "feb", "febr"), "02"),
    **dict.fromkeys(("march", "mars", "mar"), "03"),
    **dict.fromkeys(("april", "apr"), "04"),
    **dict.fromkeys(("may", "mai"), "05"),
    **dict.fromkeys(("june", "juni", "jun"), "06"),
    **dict.fromkeys(("july", "juli", "jul"), "07"),
    **dict.fromkeys(("august", "aug"), "08"),
    **dict.fromkeys(("september", "sep", "sept"), "09"),
    **dict.fromkeys(("october", "oktober", "oct", "okt"), "10"),
    **dict.fromkeys(("november", "nov"), "11"),
    **dict.fromkeys(("december", "desember", "dec", "des"), "12"),
}
"""Seasons and months in English, bokmål and nynorsk, as they are written in a period."""
_ORDINALS: Final = {
    **dict.fromkeys(("first", "første", "fyrste"), 1),
    **dict.fromkeys(("second", "andre", "annet", "annen"), 2),
    **dict.fromkeys(("third", "tredje"), 3),
    **dict.fromkeys(("fourth", "fjerde"), 4),
}
_PARTS: Final = {
    **dict.fromkeys(("quarter", "kvartal", "kv"), "Q"),
    **dict.fromkeys(("half", "half-year", "halvår"), "H"),
    **dict.fromkeys(("tertial", "tertiary"), "T"),
}
_UNITS: Final = {
    **dict.fromkeys(("d", "day", "days", "dag", "dager", "dagar", "døgn"), (1, "d")),
    **dict.fromkeys(("w", "week", "weeks", "uke", "uker", "veke", "veker"), (1, "w")),
    **dict.fromkeys(
        ("m", "month", "months", "måned", "måneder", "månad", "månader", "mnd"), (1, "m")
    ),
    **dict.fromkeys(("y", "year", "years", "år"), (12, "m")),
}
_YEAR_FIRST: Final = r"(\d{4})([-./])(\d\d?)(?:\2(\d\d?))?"
_YEAR_LAST: Final = r"(?:(\d\d?)([-./]))?(\d\d?)([-./])(\d{4})"
_SHORT_YEAR: Final = r"(\d\d?)\.\s?(\d\d?)\.\s?(\d\d)"
_DIGITS: Final = r"(\d{4})(\d\d)(\d\d)"
_PART: Final = r"(\d{4})[- ]?([^\W\d_]+\d?)|([^\W\d_]+\d?)[.,]?[- ]?(\d{4})"
_ORDINAL: Final = r"(?:\.|st|nd|rd|th)?"
_DAY_AND_MONTH: Final = rf"(\d\d?){_ORDINAL},? ?(?:of )?([^\W\d_]+)[.,]? ?(\d{{4}})"
_MONTH_AND_DAY: Final = rf"([^\W\d_]+)\.? (\d\d?){_ORDINAL},? (\d{{4}})"
_COUNTED: Final = (
    rf"(?:(\d){_ORDINAL}|([^\W\d_]+)) ?([^\W\d_]+(?:-year)?)\.?,?(?: of| i)? (\d{{4}})"
)
_WEEK: Final = (
    r"(?:uke|veke|week|wk) ?(\d\d?),?(?: of| i)? (\d{4})"
    r"|(\d{4})[,-]? ?(?:uke|veke|week|wk|w) ?(\d\d?)"
)
_BETWEEN: Final = r"([^\W\d_]+)\.? ?[-–/] ?([^\W\d_]+)[.,]? (\d{4})"
_WEEKDAY: Final = r"([^\W\d_]+)\.?,? (?:the |den )?(?=.*\d)"
_WEEKDAYS: Final = (
    ("monday", "mandag", "måndag"),
    ("tuesday", "tirsdag", "tysdag"),
    ("wednesday", "onsdag"),
    ("thursday", "torsdag"),
    ("friday", "fredag"),
    ("saturday", "lørdag", "laurdag"),
    ("sunday", "søndag", "sundag"),
)
_LONGEST: Final = 60
"""The greatest length of a text that is searched for a period: searching a longer one would take
long.
"""
_SPAN: Final = r"([+-]?) ?(\d{1,4}) ?([^\W\d_]+)\.?"


def period_meant(text: str) -> str | None:
    """The period as hpplan reads it, if the text has but one meaning in another form.

    >>> period_meant("27.04.2024")
    '2024-04-27'
    >>> period_meant("04/05/2024") is None
    True
    """
    if len(text := text.strip()) > _LONGEST:
        return None
    meant = {label for label in _readings(text) if _exists(label)}
    return meant.pop() if len(meant) == 1 else None


def why_no_period(text: str) -> str | None:
    """Why the text is no day or longer period, and which may have been meant; None where
    it is one.
    """
    try:
        Period.parse(text)
    except ValueError as fault:
        meant = period_meant(text)
        return str(fault) if meant is None else f"{fault}; did you mean {meant}?"
    return None


def duration_meant(text: str) -> str | None:
    """The duration as hpplan reads it, if the text is one in words.

    >>> duration_meant("8 weeks")
    '8w'
    """
    found = re.fullmatch(_SPAN, text.strip().lower())
    if found is None or not found[2].isascii() or found[3] not in _UNITS:
        return None
    times, unit = _UNITS[found[3]]
    return f"{found[1].replace('+', '')}{int(found[2]) * times}{unit}"


def _readings(text: str) -> Iterator[str]:
    if found := re.fullmatch(_YEAR_FIRST, text, re.ASCII):
        year, _, month, day = found.groups()
        yield _joined(year, month, day)
    if found := re.fullmatch(_DIGITS, text, re.ASCII):
        yield _joined(*found.groups())
    if found := re.fullmatch(_YEAR_LAST, text, re.ASCII):
        first, mark, second, again, year = found.groups()
        if first is None:
            yield _joined(year, second, None)
        elif mark == again:
            yield _joined(year, second, first)
            if mark != ".":  # with points the day comes first, in every country
                yield _joined(year, first, second)
    if found := re.fullmatch(_SHORT_YEAR, text, re.ASCII):
        yield _joined(f"20{found[3]}", found[2], found[1])
    if text.isascii() or not re.search(r"\d", re.sub("[0-9]", "", text)):
        yield from _in_words(" ".join(text.lower().split()))


def _in_words(text: str) -> Iterator[str]:
    found = re.match(_WEEKDAY, text)
    named = [number for number, words in enumerate(_WEEKDAYS) if found and found[1] in words]
    if found and named:
        for day in filter(_exists, _readings(text[found.end() :])):
            period = Period.parse(day)
            if period.first == period.last and period.first.weekday() in named:
                yield day
        return
    if found := re.fullmatch(_BETWEEN, text):
        first, last, year = found.groups()
        yield f"{year}-{_WORDS.get(first, '?')}..{year}-{_WORDS.get(last, '?')}"
    if found := re.fullmatch(_PART, text):
        year, part = found[1] or found[4], found[2] or found[3]
        yield f"{year}-{_WORDS.get(part, part.upper())}"
    if found := re.fullmatch(_DAY_AND_MONTH, text):
        yield _joined(found[3], _WORDS.get(found[2], "?"), found[1])
    if found := re.fullmatch(_MONTH_AND_DAY, text):
        yield _joined(found[3], _WORDS.get(found[1], "?"), found[2])
    if found := re.fullmatch(_COUNTED, text):
        number = int(found[1] or _ORDINALS.get(found[2] or "", 0))
        yield _counted(found[4], _PARTS.get(found[3], "?"), number)
    if found := re.fullmatch(_WEEK, text):
        yield f"{found[2] or found[3]}-W{found[1] or found[4]:0>2}"


def _counted(year: str, part: str, number: int) -> str:
    """The third of a year by number, as a stretch of months: there is no label for it."""
    if part == "T" and number in (1, 2, 3):
        return f"{year}-{number * 4 - 3:02}..{year}-{number * 4:02}"
    return f"{year}-{part}{number}"


def _joined(year: str, month: str, day: str | None) -> str:
    return f"{year}-{month:0>2}" + (f"-{day:0>2}" if day is not None else "")


def _exists(label: str) -> bool:
    with suppress(ValueError):
        Period.parse(label)
        return True
    return False
