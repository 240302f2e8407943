"""`hpplan verify`: any plan against the data."""

from pathlib import Path
from typing import Annotated

import typer

from hpplan.cli.data_directory import load, the_folder
from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.options import (
    AsFindings,
    AsOf,
    Colour,
    Data,
    Directory,
    FindingFormat,
    Output,
    WhenColour,
    an_existing_file,
    format_of,
    help_text,
)
from hpplan.cli.plan_files import open_plan
from hpplan.cli.report_files import Reports, Told, tell

HELP = help_text(
    "Check any plan against the data, without the solver.",
    {
        "hpplan verify plan.json": "does the plan still keep every rule?",
        "hpplan verify plan.json --data other": "against other data",
        "hpplan verify plan.json --as-of today": "with what is known today",
    },
    "The rules' own verifiers judge. PLAN is what 'hpplan assign --output' wrote, as JSON or YAML; "
    "edit it as you like. Each broken rule is shown with its place, and so is data that changed "
    "since the plan was made. The day is the plan's own, unless --as-of names another. Exits with "
    "1 if the plan breaks a rule, else with 0.",
    "Formats: text, concise, json, github, gitlab, sarif, junit and markdown. Under GitHub Actions "
    "text comes with annotations on stderr.",
)


def verify(
    plan: Annotated[
        Path,
        typer.Argument(
            metavar="PLAN", callback=an_existing_file, help="The plan, as JSON or YAML."
        ),
    ],
    directory: Directory = None,
    data: Data = None,
    as_of: AsOf = None,
    form: AsFindings = None,
    output: Output = None,
    reports: Reports = None,
    colour: WhenColour = Colour.AUTO,
) -> None:
    from hpplan.findings import Severity

    chosen = format_of(form, output, FindingFormat)
    opened = open_plan(plan, load(the_folder(directory, data), colour), as_of, colour)
    found = opened.findings()
    broken = any(finding.severity is Severity.ERROR for finding in found)
    kept = f"the plan keeps every hard rule as of {opened.situation.as_of}\n"
    told = Told(found, opened.places, plan, verdict="" if broken else kept)
    tell(told, chosen, output, reports, colour)
    if broken:
        raise typer.Exit(ExitCode.FINDINGS)
