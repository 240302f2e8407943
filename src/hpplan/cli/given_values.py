"""What is said on the command line, as files hold it: text, days and longer periods."""

from datetime import date

import typer

from hpplan.cli.options import TODAY, a_period
from hpplan.text import literal


def a_day_or_period(text: str | None) -> str | None:
    """The period; of today its date, as the data has it."""
    return a_day(text) if text == TODAY else a_period(text)


def a_day(text: str | None) -> str | None:
    """The text; for today its date."""
    if text == TODAY:
        return date.today().isoformat()  # noqa: DTZ011  # the user's own day
    return text


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
