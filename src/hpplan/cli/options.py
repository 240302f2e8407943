"""Options that several commands share, and how help texts are laid out."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from hpplan.cli.output_file import writable

TODAY = "today"


class Colour(StrEnum):
    """When to colour text."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def a_period(text: str | None) -> str | None:
    """The text, if it names a day or a longer period; what a season means the programme says."""
    if text is None or text == TODAY:
        return text
    from hpplan.literal import literal
    from hpplan.periods import Period

    try:
        Period.parse(text)
    except ValueError as fault:
        raise typer.BadParameter(literal(str(fault))) from None
    return text


Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="The folder of YAML files to plan. Without it ./data is taken, if it holds a "
        "programme, else the Helseplattformen data that comes with hpplan.",
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        callback=a_period,
        help="Only what was known then exists: a day (2023-07-04), a month (2023-07), a quarter "
        "(2023-Q3), a season (2023-autumn), a year, or today. The last day of a period counts. "
        "Without it the programme's own date is taken.",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        callback=writable,
        help="Write to this file, as a whole or not at all. Its ending says the format, unless "
        "--format does.",
        show_default=False,
    ),
]
WhenColour = Annotated[
    Colour,
    typer.Option("--color", help="Colour the text; auto does so on a terminal without NO_COLOR."),
]


def help_text(summary: str, examples: Mapping[str, str], *paragraphs: str) -> str:
    """A help text that leads with examples, in two columns."""
    wide = max(map(len, examples))
    lines = [f"  {command:{wide}}  {what}" for command, what in examples.items()]
    return "\n\n".join([summary, "\n".join(["\b", "Examples:", *lines]), *paragraphs])
