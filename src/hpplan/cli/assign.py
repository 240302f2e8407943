"""`hpplan assign`: the best plan, or why there is none."""

import sys
from math import isfinite
from typing import TYPE_CHECKING, Annotated

import typer

from hpplan.cli import INTERRUPTED
from hpplan.cli.data_directory import situation
from hpplan.cli.given_names import overrides
from hpplan.cli.options import (
    AsOf,
    AsPlan,
    Colour,
    Data,
    Output,
    PlanFormat,
    WhenColour,
    format_of,
    help_text,
)
from hpplan.cli.output import answer, answer_json, look, say
from hpplan.cli.progress import progress
from hpplan.literal import literal

if TYPE_CHECKING:
    from hpplan.plan import Plan
    from hpplan.programme import Situation

IMPOSSIBLE = 3
UNDECIDED = 4

HELP = help_text(
    "Place every site: the best plan by the goals, with a proof.",
    {
        "hpplan assign": "the best plan for ./data",
        "hpplan assign --as-of 2023-07-04": "with what was known that day",
        "hpplan assign --output plan.json": "kept in a file; also .csv, .md, .yaml",
        "hpplan assign --pin heim=KI3": "Heim in KI3: what becomes of the others?",
        "hpplan assign --reopen hitra": "as if Hitra had not decided",
        "hpplan assign --time-limit 5": "the best plan found within 5 seconds",
    },
    "Who is live or has decided stays; the goals are taken in their order. Every plan has passed the rules' own verifiers before it is "
    "shown. Formats: text, json, csv and markdown. Exits with 3 if it is proved that no plan "
    "exists, and shows a smallest set of facts that clash; with 4 if the time was too short to "
    "find a plan or a proof. Ctrl-C ends with the best plan so far.",
)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not (isfinite(seconds) and seconds > 0):
        raise typer.BadParameter(f"'{literal(text)}' is no time to search in; give some seconds")
    return seconds


def assign(
    data: Data = None,
    as_of: AsOf = None,
    pin: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SITE=WAVE", help="Put the site exactly there. Repeatable.", show_default=False
        ),
    ] = None,
    forbid: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SITE=WAVE", help="Never put the site there. Repeatable.", show_default=False
        ),
    ] = None,
    reopen: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SITE",
            help="Plan as if the site had not decided. Repeatable.",
            show_default=False,
        ),
    ] = None,
    form: AsPlan = None,
    output: Output = None,
    time_limit: Annotated[
        float,
        typer.Option(metavar="SECONDS", parser=_seconds, help="How long to search at most."),
    ] = 60,
    workers: Annotated[
        int,
        typer.Option(
            metavar="N",
            min=1,
            max=256,
            help="On how many threads to search. With one, equal data gives an equal plan; with "
            "more, which of several equally good plans is found may vary.",
        ),
    ] = 1,
    colour: WhenColour = Colour.AUTO,
) -> None:
    ...
