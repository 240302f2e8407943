"""`hpplan report`: a page for a council, to look at, to send and to print."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from hpplan.cli.data_directory import load, require_waves, situation_on, the_folder
from hpplan.cli.diff import a_side, side
from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.options import (
    AsOf,
    Colour,
    Data,
    Directory,
    WhenColour,
    Workers,
    an_existing_file,
    help_text,
    seconds,
)
from hpplan.cli.output import answer_data, say
from hpplan.cli.output_file import OPTION, STDOUT, an_output
from hpplan.cli.plan_files import open_plan
from hpplan.cli.reply import reply_to
from hpplan.text import literal

if TYPE_CHECKING:
    from hpplan.diagnostics.finding import Finding
    from hpplan.programme.plan import PlanData

ENDINGS: Final = (".html", ".htm")
FILE: Final = Path("report.html")
AGAINST: Final = "--against"
_LISTED: Final = ", ".join(ENDINGS)
NOT_WRITTEN: Final = "interrupted: no report was written"

HELP = help_text(
    "Write a page for a council: to open, to send, to print.",
    {
        "hpplan report": "report.html in this folder",
        "hpplan report my-rollout": "of a folder of yours",
        "hpplan report -o council.html": "another file",
        "hpplan report --plan plan.json": "of a plan of 'hpplan assign'",
        "hpplan report --against 2023-01-01": "and what moved since",
    },
    "It shows where the programme stands, the waves with their phases and gates, coverage, loads, "
    "how the dates moved, every site, findings, assumptions and sources; and beside the current "
    "plan, or the one of --plan, what the best plan would change.",
    "The page is one file that loads nothing, needs no script, and can be printed on A4. Equal "
    "data gives the same bytes. Exits with 3 if it is proved that no plan exists, and with 4 if "
    "that was not decided in the time given: the page says so, and is written all the same.",
)


def a_page(path: Path | None) -> Path | None:
    """The path, if it ends as a page does and can be written; None is stdout."""
    if path is None or path == STDOUT:
        return None
    if path.suffix.lower() not in ENDINGS:
        shown = literal(path.name)
        raise typer.BadParameter(f"a report is a page: '{shown}' ends in none of {_LISTED}")
    return an_output(path)


def report(
    directory: Directory = None,
    data: Data = None,
    as_of: AsOf = None,
    plan: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            callback=an_existing_file,
            help="Report on the plan in this file, JSON, YAML or CSV, as of its own day unless "
            "--as-of names another.",
            show_default=False,
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            AGAINST,
            metavar="DATE|FILE",
            help="Also show what moved since this day, or against the plan in this file.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            OPTION,
            "-o",
            metavar="FILE",
            callback=a_page,
            help="Write to this file, as a whole or not at all; it ends in .html or .htm. - is "
            "stdout.",
        ),
    ] = FILE,
    time_limit: Annotated[
        float | None,
        typer.Option(
            "--time-limit",
            metavar="SECONDS",
            parser=seconds,
            help="How long to search at most. Without it the search ends by the work done, so that "
            "equal data gives the same bytes on any machine.",
            show_default=False,
        ),
    ] = None,
    workers: Workers = 1,
    colour: WhenColour = Colour.AUTO,
) -> None:
    from hpplan.analysis.diff import Side, diff
    from hpplan.analysis.report import report as report_of
    from hpplan.analysis.report_alternatives import report_limits
    from hpplan.checks.run import inspect
    from hpplan.planning import Infeasible
    from hpplan.solving.result import Limits, Undecided
    from hpplan.views.report import programme as view
    from hpplan.views.report.page import render

    if against is not None:
        a_side(against, AGAINST)
    reply, folder = reply_to(None, output, colour), the_folder(directory, data)
    programme = load(folder, reply)
    shown: PlanData | None = None
    of_the_plan: list[Finding] = []
    if plan is None:
        known = require_waves(situation_on(programme, as_of), reply)
    else:
        opened = open_plan(plan, programme, as_of, reply)
        known, shown, of_the_plan = opened.situation, opened.plan, opened.findings()
    difference = None
    if against is not None:
        here = Side.of_claims(known) if shown is None else Side.of_plan(known, shown)
        difference = diff(side(against, programme, as_of, reply), here)
    findings = [*of_the_plan, *inspect(known)]
    by_work = replace(report_limits(), workers=workers)
    limits = by_work if time_limit is None else Limits(time_limit, workers)
    found = report_of(known, shown, difference, limits, findings)
    if found.interrupted:
        say(NOT_WRITTEN)
        raise typer.Exit(ExitCode.INTERRUPTED)
    answer_data(render(view.page(found)), output)
    match found.best:
        case Infeasible():
            raise typer.Exit(ExitCode.IMPOSSIBLE)
        case Undecided():
            raise typer.Exit(ExitCode.UNDECIDED)
        case _:
            pass
