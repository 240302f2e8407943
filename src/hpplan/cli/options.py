"""Options that several commands share: the data, the as-of date, the time limit, and the output."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from hpplan.cli.given_values import (
    a_period,
    a_word,
    an_existing_file,
    an_existing_folder,
    seconds,
    whole_number,
)
from hpplan.cli.output_file import OPTION as OUTPUT
from hpplan.cli.output_file import an_output


class Colour(StrEnum):
    """When to colour text."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


DATA_HELP: Final = (
    "The folder of YAML files to plan. Without it ./data is taken, if there is one, else the "
    "current folder, if it holds a programme, else the Helseplattformen data that comes with "
    "hpplan."
)
Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        callback=an_existing_folder,
        help=DATA_HELP,
        show_default=False,
    ),
]
Directory = Annotated[
    Path | None,
    typer.Argument(
        metavar="DIR",
        callback=an_existing_folder,
        help="The same as --data DIR.",
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        callback=a_period,
        help="Use only what was known by then: a day (2023-07-04), a month (2023-07), a quarter "
        "(2023-Q3), a season (2023-autumn), a year, or today. The last day of a period counts. "
        "Without it the programme's own date is taken.",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        OUTPUT,
        "-o",
        metavar="FILE",
        callback=an_output,
        help="Write to this file, as a whole or not at all; - is stdout.",
        show_default=False,
    ),
]
ShownPlan = Annotated[
    Path | None,
    typer.Option(
        "--plan",
        metavar="FILE",
        callback=an_existing_file,
        help="Show the plan in this file, JSON, YAML, CSV or xlsx, as of its own day unless "
        "--as-of names another.",
        show_default=False,
    ),
]
AllInFull = Annotated[
    bool,
    typer.Option(
        "--full", help="In text and Markdown list all waves, sites and moves, however many."
    ),
]
TimeLimit = Annotated[
    float,
    typer.Option(
        "--time-limit",
        metavar="SECONDS",
        parser=seconds,
        help="How long to search at most.",
    ),
]
Workers = Annotated[
    int,
    typer.Option(
        "--workers",
        metavar="N",
        parser=whole_number(1, 256),
        help="How many threads search. With one, equal data gives an equal plan; with more, it "
        "may vary which of several equally good plans is found.",
    ),
]
WhenColour = Annotated[
    Colour,
    a_word(
        "--color",
        Colour,
        "Colour the text; auto does so on a terminal or with FORCE_COLOR, not with NO_COLOR.",
    ),
]
