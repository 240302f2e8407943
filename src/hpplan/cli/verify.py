"""`hpplan verify`: any plan against the data."""

from pathlib import Path
from typing import Annotated

import typer

from hpplan.cli.data_directory import load
from hpplan.cli.exit_codes import ExitCode
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
from hpplan.cli.plan_files import open_plan

HELP = help_text(
    "Check any plan against the data, without the solver.",
    {
        "hpplan verify plan.json": "does the plan still keep every rule?",
        "hpplan verify plan.json --data other": "against other data",
        "hpplan verify plan.json --as-of today": "with what is known today",
    },
    "The rules' own verifiers judge. PLAN is what 'hpplan assign --output' wrote, as JSON or YAML; "
    "edit it as you like. Each broken rule is shown with its place, and so is data that changed "
    "since the plan was made. The day is the plan's own, unless --as-of names another. Formats: "
    "text and json. Exits with 1 if the plan breaks a rule, else with 0.",
)


def verify(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="The plan, as JSON or YAML.")],
    data: Data = None,
    as_of: AsOf = None,
    form: AsReport = None,
    output: Output = None,
    colour: WhenColour = Colour.AUTO,
) -> None:
    from hpplan.findings import Severity
    from hpplan.reports import json as as_json
    from hpplan.reports import text as as_text

    chosen = format_of(form, output, ReportFormat)
    opened = open_plan(plan, load(data, colour), as_of, colour)
    found = opened.findings()
    broken = any(finding.severity is Severity.ERROR for finding in found)
    match chosen:
        case ReportFormat.TEXT:
            seen = look(colour, output)
            shown = as_text.render(found, opened.places, colour=seen.colour, width=seen.width)
            kept = f"the plan keeps every hard rule as of {opened.situation.as_of}\n"
            answer(shown if broken else shown + kept, output)
        case ReportFormat.JSON:
            answer_json(as_json.render(found), output)
    if broken:
        raise typer.Exit(ExitCode.FINDINGS)
