"""`hpplan timeline`: who goes live when."""

from pathlib import Path
from typing import Annotated

import typer

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

HELP = help_text(
    "Show who goes live when, with phases, milestones and what is next.",
    {
        "hpplan timeline": "the current plan of ./data",
        "hpplan timeline --as-of 2022-04-04": "the plan of that spring",
        "hpplan timeline --site heim": "one site; repeat for more",
        "hpplan timeline --region fosen --trust hnt": "those of either",
        "hpplan timeline --plan plan.json": "a plan that 'hpplan assign' wrote",
        "hpplan timeline --format csv": "for a spreadsheet",
    },
    "Without --plan the timeline is the current plan: where each site went live, else where it "
    "decided to, else where it is planned, else where it is a candidate. Formats: text, json and "
    "csv.",
)


def _chosen(what: str) -> typer.models.OptionInfo:
    return typer.Option(help=f"Only this {what}. Repeatable.", metavar=what.upper())
