"""A claim as it is written on the command line: whom it is about, and what it says."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final, NoReturn

import typer

from hpplan.cli.options import TODAY, a_period
from hpplan.text import enumerated, literal
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.programme.programme import ProgrammeData
    from hpplan.writing.yaml_flow import Value

WORDS_OF_WAVES: Final = ("go_live", "open", "called", "dropped", "passed", "failed")
SITE_PREFIX, WAVE_PREFIX = "site:", "wave:"
UNTIL: Final = "--until"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom the claim is about."""

    section: str
    id: str
    name: str


def a_day_or_period(text: str | None) -> str | None:
    """The period; of today its date, as the data has it."""
    if text == TODAY:
        return date.today().isoformat()  # noqa: DTZ011  # the user's own day
    return a_period(text)


def a_text(text: str | None) -> str | None:
    """Text that a file can hold, in the letters that are read again."""
    if text is None:
        return None
    from hpplan.diagnostics.suggestion import composed

    try:
        text.encode()
    except UnicodeEncodeError:
        raise typer.BadParameter(f"'{literal(text)}' is not text in UTF-8") from None
    if not text.strip():
        raise typer.BadParameter("it is empty")
    return composed(text)


def subject_of(text: str, programme: "ProgrammeData") -> Subject:
    """The site or the wave of this id."""
    from hpplan.diagnostics.suggestion import did_you_mean

    sites, waves = programme.site, {wave.id: wave for wave in programme.waves}
    as_site = text in sites or (
        text.startswith(SITE_PREFIX) and text.removeprefix(SITE_PREFIX) in sites
    )
    as_wave = text in waves or (
        text.startswith(WAVE_PREFIX) and text.removeprefix(WAVE_PREFIX) in waves
    )
    if as_site and as_wave:
        wrong(
            "SITE|WAVE",
            f"'{text}' is a site and a wave: write {SITE_PREFIX}{text} or {WAVE_PREFIX}{text}",
        )
    if as_site:
        name = text if text in sites else text.removeprefix(SITE_PREFIX)
        return Subject("sites", name, programme.called(name))
    if as_wave:
        name = text if text in waves else text.removeprefix(WAVE_PREFIX)
        return Subject("waves", name, name)
    meant = did_you_mean(text, [*sites, *waves])
    wrong("SITE|WAVE", f"there is no site and no wave '{text}'", meant)


def stated_keys(of: Subject, says: str, what: str | None, until: str | None) -> "dict[str, Value]":
    """What is said, by its keys."""
    if of.section == "waves":
        if until is not None:
            wrong(UNTIL, "only a site is undecided until some day")
        return _stated_of_wave(says, what)
    from hpplan.domain.claims import NAMES_A_WAVE, OF_A_GATE, Says

    word = _one_of(says, [*Says], "a site")
    said = Says(word)
    if until is not None and said is not Says.UNDECIDED:
        wrong(UNTIL, f"only a site that is undecided has one, not one that is '{said}'")
    if said in NAMES_A_WAVE or said in OF_A_GATE:
        key = "gate" if said in OF_A_GATE else "wave"
        return {"says": word, key: _needed(says, what, key.upper())}
    _not_needed(says, what)
    return {"says": word}


def _stated_of_wave(says: str, what: str | None) -> "dict[str, Value]":
    match _one_of(says, WORDS_OF_WAVES, "a wave"):
        case "go_live":
            text = _needed(says, what, "PERIOD")
            try:
                when = text if text == "unknown" else a_day_or_period(text)
            except typer.BadParameter as fault:
                wrong("PERIOD", fault.message)
            return {"go_live": period_value(when)}
        case "open":
            return {"open": _flag(says, _needed(says, what, "true|false"))}
        case "dropped":
            return {"dropped": what is None or _flag(says, what)}
        case "called":
            return {"called": _needed(says, what, "LABEL")}
        case word:
            return {"says": word, "gate": _needed(says, what, "GATE")}


def _one_of(says: str, words: Iterable[str], of: str) -> str:
    from hpplan.diagnostics.suggestion import did_you_mean

    known = [str(word) for word in words]
    if says in known:
        return says
    hint = did_you_mean(says, known) or f"one of: {enumerated(known)}"
    wrong("SAYS", f"a claim of {of} does not say '{says}'", hint)


def _needed(says: str, what: str | None, name: str) -> str:
    if what is None:
        wrong(name, f"'{says}' needs it: hpplan record … {says} {name}")
    return what


def _not_needed(says: str, what: str | None) -> None:
    if what is not None:
        wrong("WAVE", f"'{says}' names no wave, and '{what}' stands behind it")


def _flag(says: str, text: str) -> bool:
    if text not in ("true", "false"):
        wrong("true|false", f"'{says}' is true or false, not '{text}'")
    return text == "true"


def period_value(text: str | None) -> "Value":
    """A period as people write it in YAML: a year without quotes."""
    return int(text) if text is not None and text.isdecimal() and text[0] != "0" else text


def given(**keys: "Value") -> "dict[str, Value]":
    """The keys that were given, in this order."""
    return {key: value for key, value in keys.items() if value is not None}


def wrong(option: str, message: str, hint: str | None = None) -> NoReturn:
    """Wrong usage of the option or argument."""
    text = message if hint is None else f"{message}; {hint}"
    raise typer.BadParameter(literal(text), param_hint=option)
