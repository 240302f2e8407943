"""Arguments of callers, checked before any work: values of the right type, or an exception."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final, NoReturn

from hpplan.language import Language
from hpplan.periods import Period, Seasons
from hpplan.programme.programme import ProgrammeData
from hpplan.solving.result import Limits
from hpplan.text import literal

TODAY: Final = "today"
SECONDS: Final = 60.0
"""The time limit of a question in seconds, unless another is given."""
MOST_WORKERS: Final = 256
"""How many threads may search; the engine takes no number without an end."""
_SHOWN: Final = 60
"""How much of a wrong value the message of an exception shows."""


def a_path(value: object, name: str, *endings: str) -> Path:
    """A path to a file with one of these endings, if there are any."""
    if not isinstance(value, str | Path):
        wrong(name, "a path", value)
    path = Path(value)
    if endings and path.suffix.lower() not in endings:
        listed = " or ".join(f"'{ending}'" for ending in endings)
        wrong_choice(name, f"a file that ends in {listed}", str(value))
    return path


def a_day(value: object, programme: ProgrammeData) -> date | None:
    """A day, or text that names a day or a longer period, whose last day counts."""
    match value:
        case None:
            return None
        case datetime():
            return value.date()
        case date():
            return value
        case str() if value == TODAY:
            return date.today()  # noqa: DTZ011  # the user's own day
        case str():
            seasons: Seasons = dict(programme.agenda.seasons.items())
            try:
                return Period.parse(value, seasons).last
            except ValueError as fault:
                raise ValueError(f"as_of: {literal(str(fault))}") from None
        case _:
            wrong("as_of", "a date, or text such as '2023-07-04'", value)


def a_period(value: object, name: str) -> str:
    """A day, or text that names a day or a longer period, as in data files."""
    match value:
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case str():
            try:
                return Period.parse(value).label
            except ValueError as fault:
                raise ValueError(f"{name}: {literal(str(fault))}") from None
        case _:
            wrong(name, "a date, or text such as '2023-07-04'", value)


def a_name(value: object, name: str) -> str:
    """An id, or other text."""
    if isinstance(value, str):
        return value
    wrong(name, "an id, which is text", value)


def a_flag(value: object, name: str) -> bool:
    """True or false; text such as 'no' would be true to Python."""
    if isinstance(value, bool):
        return value
    wrong(name, "True or False", value)


def a_number(value: object, name: str, least: int, most: int | None = None) -> int:
    """A whole number, at least `least`, at most `most`; true and false are not numbers."""
    if isinstance(value, bool) or not isinstance(value, int):
        wrong(name, "a whole number", value)
    if value < least:
        raise ValueError(f"{name}: at least {least} is expected, not {value}")
    if most is not None and value > most:
        raise ValueError(f"{name}: at most {most} is expected, not {value}")
    return value


def a_language(value: object, programme: ProgrammeData) -> Language:
    """A language for text; that of the programme, where none is given."""
    if value is None:
        return programme.agenda.language
    if isinstance(value, str) and value in list(Language):
        return Language(value)
    wrong_choice("lang", "'en', 'nb' or 'nn'", value)


def limits_of(
    seconds: object, workers: object = 1, repairs: object = 3, *, name: str = "seconds"
) -> Limits:
    """Limits of time, threads, and repairs of a conflict."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        wrong(name, "a number", seconds)
    if not seconds > 0:
        raise ValueError(f"{name}: more than 0 is expected, not {seconds}")
    threads = a_number(workers, "workers", least=1, most=MOST_WORKERS)
    return Limits(float(seconds), threads, a_number(repairs, "repairs", least=0))


def names_of(value: object, name: str, one_of_them: str = "an id") -> tuple[str, ...]:
    """One text, or several."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Iterable) and not isinstance(value, Mapping):
        names = tuple(value)
        if all(isinstance(one, str) for one in names):
            return names
    wrong(name, f"{one_of_them}, or a list of them", value)


def pairs_of(value: object, name: str) -> tuple[tuple[str, str], ...]:
    """Sites and their waves as pairs: {'heim': 'KI3'}, or several waves for a site."""
    if value is None:
        return ()
    if isinstance(value, Mapping):
        several = name == "forbids"
        pairs = [
            (a_name(site, name), wave)
            for site, waves in value.items()
            for wave in (names_of(waves, name) if several else (a_name(waves, name),))
        ]
        return tuple(pairs)
    instead = "{'heim': ['KI3']}" if name == "forbids" else "{'heim': 'KI3'}"
    wrong(name, f"a mapping of sites to waves, {instead}", value)


def a_mapping(value: object, name: str, of: str) -> dict[str, str]:
    """A mapping of text to text, such as `of sites to waves`."""
    if isinstance(value, Mapping):
        pairs = {**value}
        if all(isinstance(one, str) for pair in pairs.items() for one in pair):
            return pairs
    wrong(name, f"a mapping {of}, which are text", value)


def wrong(name: str, expected: str, value: object) -> NoReturn:
    """Say which argument was expected to be what."""
    raise TypeError(_unexpected(name, expected, value))


def wrong_choice(name: str, expected: str, value: object) -> NoReturn:
    """The same of text that is none of what was expected."""
    if isinstance(value, str):
        raise ValueError(_unexpected(name, expected, value))  # noqa: TRY004  # it is text
    wrong(name, expected, value)


def _unexpected(name: str, expected: str, value: object) -> str:
    shown = literal(repr(value))
    short = shown if len(shown) <= _SHOWN else f"{type(value).__name__} {shown[:_SHOWN]}…"
    return f"{name}: expected {expected}, not {short}"
