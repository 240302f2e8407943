"""`hpplan verify`: any plan against the data."""

from pathlib import Path
from typing import Annotated

import typer

from hpplan.cli.data_directory import load, the_folder
from hpplan.cli.formats import FINDINGS, AsFindings, format_of
from hpplan.cli.given_codes import FailingOn, InFull, choice
from hpplan.cli.given_values import an_existing_file
from hpplan.cli.help_text import help_text
from hpplan.cli.options import AsOf, Colour, Data, Directory, Output, WhenColour
from hpplan.cli.plan_files import open_plan
from hpplan.cli.report_files import FindingReport, FindingsReply, Reports, give, written

HELP = help_text(
    "Check any plan against the data, without the solver.",
    {
        "hpplan verify plan.json": "does it still keep every rule?",
        "hpplan verify plan.json --data other": "against other data",
        "hpplan verify plan.json --as-of today": "with what is known today",
        "hpplan verify plan.json --fail-on warning": "fail if the data changed, too",
    },
    "The rules' own verifiers judge. PLAN is what 'hpplan assign --output' wrote, as JSON, YAML, "
    "CSV or xlsx; edit it as you like. Each broken rule is shown with its place, and so is data "
    "that changed since the plan was made. The day is the plan's own, unless --as-of names "
    "another. Exits with 1 if the plan breaks a rule, else with 0; --fail-on warning also fails "
    "for data that changed.",
    "Formats: text, concise, json, github, gitlab, sarif, junit and markdown. Under GitHub Actions "
    "text comes with annotations on stderr.",
)


def verify(
    plan: Annotated[
        Path,
        typer.Argument(
            metavar="PLAN", callback=an_existing_file, help="The plan: JSON, YAML, CSV or xlsx."
        ),
    ],
    directory: Directory = None,
    data: Data = None,
    as_of: AsOf = None,
    form: AsFindings = None,
    output: Output = None,
    reports: Reports = None,
    fail_on: FailingOn = None,
    full: InFull = False,
    colour: WhenColour = Colour.AUTO,
) -> None:
    from hpplan.diagnostics.finding import Severity
    from hpplan.periods import day_in_words

    chosen = format_of(form, output, FINDINGS)
    wanted = choice(None, None, fail_on, exit_zero=False)
    reply = FindingsReply(
        colour,
        form,
        written(output, reports),
        about=plan,
        chosen=chosen,
        output=output,
        reports=reports or (),
        failing=wanted.failing,
        full=full,
    )
    reply.spare(plan)
    opened = open_plan(plan, load(the_folder(directory, data), reply), as_of, reply)
    found = opened.findings()
    broken = any(finding.severity is Severity.ERROR for finding in found)
    kept = f"the plan keeps every hard rule on {day_in_words(opened.situation.as_of)}\n"
    verdict = "" if broken else kept
    report = FindingReport(found, opened.places, plan, wanted.failing, verdict, full)
    give(report, chosen, output, reports, colour)
    wanted.leave(found)
