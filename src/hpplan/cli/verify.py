"""`hpplan verify`: any plan against the data."""

from pathlib import Path
from typing import Annotated

import typer

from hpplan.cli.data_directory import load, situation_on
from hpplan.cli.options import (
    AsOf,
    AsReport,
    Colour,
    Data,
    Output,
    ReportFormat,
    WhenColour,
    format_of,
    help_text,
)
from hpplan.cli.output import answer, answer_json, look

HELP = help_text(
    "Check any plan against the data, without the solver.",
    {
        "hpplan verify plan.json": "does the plan still keep every rule?",
        "hpplan verify plan.json --data other": "against other data",
        "hpplan verify plan.json --as-of today": "with what is known today",
    },
    "The rules' own verifiers judge. PLAN is what 'hpplan assign --output' wrote, as JSON or YAML; edit it as you like. Each "
    "broken rule is shown with its place, and so is data that changed since the plan was made. "
    "The day is the plan's own, unless --as-of names another. Formats: text and json. Exits with "
    "1 if the plan breaks a rule, else with 0.",
)


def verify(data: Data = None) -> None: ...
