"""`hpplan timeline`: who goes live when."""

from pathlib import Path
from typing import Annotated

import typer

from hpplan.cli.data_directory import situation
from hpplan.cli.given_names import REGION, SITE, TRUST, WAVE
from hpplan.cli.given_names import known_region, known_site, known_trust, known_wave
from hpplan.cli.options import (
    AsOf,
    AsTimeline,
    Colour,
    Data,
    Output,
    TimelineFormat,
    WhenColour,
    format_of,
    help_text,
)
from hpplan.cli.output import answer, answer_json, look

HELP = help_text(
    "Show who goes live when, and what is next.",
    {
        "hpplan timeline": "the current plan of ./data",
        "hpplan timeline --as-of 2022-04-04": "the plan of that spring",
        "hpplan timeline --site heim --wave KI3": "Heim, and all of KI3",
        "hpplan timeline --trust hnt": "a trust and its catchment",
        "hpplan timeline --plan plan.json": "a plan that 'hpplan assign' wrote",
        "hpplan timeline --format csv": "for a spreadsheet",
    },
    "Phases and milestones are told for each. Without --plan this is the current plan: a site is in the wave it went live in, else decided, "
    "else is planned in, else is a candidate for. Broken rules are told on stderr. Formats: text, "
    "json and csv.",
)


def timeline(
    data: Data = None,
    as_of: AsOf = None,
    plan: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Show the plan in this file, as JSON or YAML, as of its own day.",
            show_default=False,
        ),
    ] = None,
    site: Annotated[
        list[str] | None,
        typer.Option(metavar="SITE", help="Only this site. Repeatable.", show_default=False),
    ] = None,
    wave: Annotated[
        list[str] | None,
        typer.Option(metavar="WAVE", help="Only this wave. Repeatable.", show_default=False),
    ] = None,
    region: Annotated[
        list[str] | None,
        typer.Option(metavar="REGION", help="Only this region. Repeatable.", show_default=False),
    ] = None,
    trust: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TRUST",
            help="Only this trust and its catchment. Repeatable.",
            show_default=False,
        ),
    ] = None,
    form: AsTimeline = None,
    output: Output = None,
    colour: WhenColour = Colour.AUTO,
) -> None:
    chosen = format_of(form, output, TimelineFormat)
