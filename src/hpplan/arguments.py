"""What the functions of the library are given, looked at before any work: a wrong value is told in
a sentence that says what to give instead.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from hpplan.periods import Period, Seasons
from hpplan.programme.plan import Plan
from hpplan.programme.programme import Overrides, Programme, Situation
from hpplan.reading import Reading
from hpplan.text import literal

if TYPE_CHECKING:
    from hpplan.programme.changes import Change
    from hpplan.solving.result import Limits

TODAY: Final = "today"
_SHOWN: Final = 60


def a_path(value: object, name: str) -> Path:
    """A path, or text that is one."""
    if isinstance(value, str | Path):
        return Path(value)
    _wrong(name, "a path", value)


def a_programme(value: object) -> Programme:
    """A programme; what `load` gives holds one, or says why there is none."""
    if isinstance(value, Programme):
        return value
    if isinstance(value, Reading):
        hint = "load() gives a Reading: give its .programme, which is None where .findings say why"
        raise TypeError(f"programme: {hint}")
    if value is None:
        hint = "data that could not be understood gives none; see the findings of its Reading"
        raise TypeError(f"programme: None is no programme; {hint}")
    if isinstance(value, Situation):
        raise TypeError("programme: a Situation was given; give its .programme, and its .as_of")
    _wrong("programme", "a Programme, such as load('data').programme", value)


def a_situation(value: object) -> Situation:
    """A situation: a programme on a day."""
    if isinstance(value, Situation):
        return value
    if isinstance(value, Programme):
        raise TypeError("situation: a Programme was given; give hpplan.situation(programme)")
    _wrong("situation", "a Situation, such as hpplan.situation(programme)", value)


def a_day(value: object, programme: Programme, name: str = "as_of") -> date | None:
    """A day, or text that names a day or a longer period, of which the last day counts."""
    match value:
        case None:
            return None
        case datetime():
            return value.date()
        case date():
            return value
        case str():
            if value == TODAY:
                return date.today()  # noqa: DTZ011  # the user's own day
            seasons: Seasons = dict(programme.agenda.seasons.items())
            try:
                return Period.parse(value, seasons).last
            except ValueError as fault:
                raise ValueError(f"{name}: {literal(str(fault))}") from None
        case _:
            _wrong(name, "a date, or text such as '2023-07-04'", value)


def overrides_of(value: object) -> Overrides:
    """Overrides, made of pairs and names."""
    if value is None:
        return Overrides()
    if not isinstance(value, Overrides):
        _wrong("overrides", "Overrides(pins=(('heim', 'KI3'),))", value)
    for field, pairs in (("pins", value.pins), ("forbids", value.forbids)):
        if not (_is_list(pairs) and all(_is_pair(pair) for pair in pairs)):
            _wrong(f"overrides.{field}", "pairs of site and wave, (('heim', 'KI3'),)", pairs)
    reopened = value.reopened
    if not (_is_list(reopened) and all(isinstance(site, str) for site in reopened)):
        _wrong("overrides.reopened", "ids of sites, ('heim',)", reopened)
    return value


def limits_of(value: object, name: str = "limits") -> "Limits | None":
    """Limits of a search, or None for the usual ones."""
    if value is None:
        return None
    from hpplan.solving.result import Limits

    if not isinstance(value, Limits):
        _wrong(name, "Limits(seconds=5)", value)
    return value


def a_name(value: object, name: str) -> str:
    """The text that names something."""
    if isinstance(value, str):
        return value
    _wrong(name, "an id, which is text", value)


def a_number(value: object, name: str, least: int) -> int:
    """A whole number that is large enough."""
    if isinstance(value, bool) or not isinstance(value, int):
        _wrong(name, "a whole number", value)
    if value < least:
        raise ValueError(f"{name}: at least {least} is expected, not {value}")
    return value


def a_plan(value: object, name: str = "plan") -> Plan:
    """A plan, as `assign` gives one, or a plan file with a situation."""
    if isinstance(value, Plan):
        return value
    instead = "a Plan: Solved.plan of assign(), or read_plan(file).plan.plan(situation)"
    _wrong(name, instead, value)


def a_function(value: object, name: str) -> None:
    """What is called with each step, or None."""
    if value is not None and not isinstance(value, Callable):  # type: ignore[arg-type]
        _wrong(name, "a function that takes a Step", value)


def the_cases(value: object) -> "list[Sequence[Change]]":
    """The changes of each case, as `read_changes` gives them."""
    from hpplan.programme.changes import Change
    from hpplan.reading.expressions import Misread

    instead = "a list of cases, each of them changes: [read_changes(situation, ['heim=KI3'])]"
    if isinstance(value, str) or not isinstance(value, Iterable):
        _wrong("cases", instead, value)
    cases = list(value)
    for case in cases:
        if isinstance(case, Misread):
            raise ValueError(f"cases: {literal(str(case))}")  # noqa: TRY004  # of its own type
        if not (_is_list(case) and all(isinstance(change, Change) for change in case)):
            _wrong("cases", instead, case)
    return cases


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _is_pair(value: object) -> bool:
    return isinstance(value, tuple | list) and list(map(type, value)) == [str, str]


def _wrong(name: str, expected: str, value: object) -> NoReturn:
    shown = literal(repr(value))
    short = shown if len(shown) <= _SHOWN else f"{type(value).__name__} {shown[:_SHOWN]}…"
    raise TypeError(f"{name}: expected {expected}, not {short}")
