"""Values given on the command line: words, numbers, days, text and paths, read or refused."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from math import isfinite
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

import typer

from hpplan.cli.help_text import words_of
from hpplan.text import literal

TODAY: Final = "today"
E = TypeVar("E", bound=StrEnum)


def wrong(option: str, message: str, hint: str | None = None) -> NoReturn:
    """A usage error about the option or argument."""
    text = message if hint is None else f"{message}; {hint}"
    raise typer.BadParameter(literal(text), param_hint=option)


def one_of(words: Iterable[E], also: Mapping[str, E] | None = None) -> Callable[[str], E]:
    """A reader for one of these words; the error for any other lists them. `also` maps accepted
    words to one of them.
    """
    known = {str(word): word for word in words}
    taken = {**(also or {}), **known}

    def read(word: str) -> E:
        if word not in taken:
            few = ", ".join(known)
            raise typer.BadParameter(f"'{literal(word)}' is not one of {few}")
        return taken[word]

    return read


def a_word(
    option: str,
    words: Iterable[StrEnum],
    about: str,
    *,
    show_default: bool = True,
    also: Mapping[str, StrEnum] | None = None,
) -> Any:
    """An option with one of these words as its value; `about` is its help text."""
    known = [*words]
    return typer.Option(
        option,
        parser=one_of(known, also),
        metavar=words_of(known),
        help=about,
        show_default=show_default,
    )


def a_period(text: str | None) -> str | None:
    """The text, if it names a day or a longer period; the meaning of seasons depends on the
    programme.
    """
    if text is None or text == TODAY:
        return text
    from hpplan.diagnostics.fixes.dates import why_no_period
    from hpplan.periods import WRITE_A_PERIOD

    if (why := why_no_period(text)) is not None:
        said = why.replace(WRITE_A_PERIOD, f"{WRITE_A_PERIOD}, or {TODAY}")
        raise typer.BadParameter(literal(said))
    return text


def is_period(text: str) -> bool:
    """Whether the text names a day or a longer period."""
    try:
        a_period(text)
    except typer.BadParameter:
        return False
    return True


def a_day_or_period(text: str | None) -> str | None:
    """The period; for today its date, as in the data."""
    return a_day(text) if text == TODAY else a_period(text)


def a_day(text: str | None) -> str | None:
    """The text; for today its date."""
    if text == TODAY:
        return date.today().isoformat()  # noqa: DTZ011  # the user's own day
    return text


def a_text(text: str | None) -> str | None:
    """Text that can be stored in a file, normalised like text that is read."""
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


def seconds(text: str) -> float:
    """A search time: a positive number of seconds."""
    try:
        given = float(text)
    except ValueError:
        given = 0
    if not (isfinite(given) and given > 0):
        raise typer.BadParameter(f"must be a positive number of seconds, not '{literal(text)}'")
    return given


def whole_number(least: int, most: int | None = None) -> Callable[[str], int]:
    """A reader for a whole number within these bounds."""
    bounds = f"of at least {least}" if most is None else f"from {least} to {most}"

    def read(text: str) -> int:
        try:
            given = int(text)
        except ValueError:
            given = least - 1
        if given < least or (most is not None and given > most):
            message = f"must be a whole number {bounds}, not '{literal(str(text))}'"
            raise typer.BadParameter(message)
        return given

    return read


def share(text: str) -> float:
    """A share: from 0, none of it, to 1, all."""
    try:
        given = float(text)
    except ValueError:
        given = -1
    if not (isfinite(given) and given >= 0):
        message = f"must be a share of at least 0, such as 0.05, not '{literal(str(text))}'"
        raise typer.BadParameter(message)
    return given


def an_existing_folder(path: Path | None) -> Path | None:
    """The path, if a folder is there; whether it may be read is reported later."""
    if path is None or path.is_dir():
        return path
    shown = literal(str(path))
    if not is_there(path):
        raise typer.BadParameter(f"there is no folder '{shown}'")
    if path.is_file():
        folder = literal(str(path.parent))
        raise typer.BadParameter(
            f"'{shown}' is not a folder; name the folder that it is in: {folder}"
        )
    return path


def an_existing_file(path: Path | None) -> Path | None:
    """The path, if something is there; what it is is determined later."""
    if path is not None and not is_there(path):
        raise typer.BadParameter(f"there is no file '{literal(str(path))}'")
    return path


def is_there(path: Path) -> bool:
    """Whether the path leads to something, even if it may not be read."""
    try:
        return path.exists()
    except PermissionError:
        return True  # that it cannot be read is reported when it is read
    except (OSError, ValueError):
        return False  # the name is too long for a file
