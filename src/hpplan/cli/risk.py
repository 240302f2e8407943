"""`hpplan risk`: what becomes of the plan when something comes in between."""

import sys
from collections.abc import Callable
from typing import Annotated, Final

import typer

from hpplan.cli.data_directory import situation, the_folder, warn_about_errors
from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.options import (
    TABLES,
    AllInFull,
    AsOf,
    AsTable,
    Colour,
    Data,
    Directory,
    Format,
    Output,
    TimeLimit,
    WhenColour,
    WhichDialect,
    dialect_of,
    format_of,
    help_text,
)
from hpplan.cli.output import answer_data, answer_document, is_terminal, say
from hpplan.cli.reply import reply_to

HELP = help_text(
    "Live through many futures of the plan, with its risks.",
    {
        "hpplan risk": "by when everybody is live",
        "hpplan risk --contributions": "and what each risk adds",
        "hpplan risk --runs 200 --jobs 1": "fewer futures, in one process",
        "hpplan risk --seed 2": "other futures",
        "hpplan risk --format json": "site by site, with errors",
    },
    "The risks are those of the data (section `risks`). What happens in a future is known day by "
    "day; each time the plan is made again, with as few moves as possible. Equal seeds give equal "
    "figures, however many processes work on them. Ctrl-C ends with the futures that are done.",
    "Formats: text, json, csv and markdown. Exits with 3 if it is proved that there is no plan to "
    "begin with, with 4 if the time was too short to find one.",
)
MOST: Final = 1_000_000


def risk(
    directory: Directory = None,
    data: Data = None,
    as_of: AsOf = None,
    runs: Annotated[
        int, typer.Option(min=1, max=MOST, metavar="N", help="How many futures.")
    ] = 1000,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="Which ones.")] = 1,
    jobs: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=512,
            metavar="N",
            help="How many processes; as many as processors, if not given.",
            show_default=False,
        ),
    ] = None,
    contributions: Annotated[
        bool, typer.Option("--contributions", help="Also what each risk adds to the 80 % date.")
    ] = False,
    full: AllInFull = False,
    form: AsTable = None,
    output: Output = None,
    dialect: WhichDialect = None,
    time_limit: TimeLimit = 60,
    colour: WhenColour = Colour.AUTO,
) -> None:
    chosen = format_of(form, output, TABLES)
    table = dialect_of(dialect, chosen)

    from hpplan.analysis.risk.assessment import RunsAsked, assess
    from hpplan.analysis.risk.executors import local
    from hpplan.planning import Infeasible, Solved, best_plan
    from hpplan.solving.result import Limits, Undecided
    from hpplan.views import risk as view
    from hpplan.views import risk_csv, risk_json
    from hpplan.views.formats.csv_text import DIALECTS

    known = situation(the_folder(directory, data), as_of, reply_to(form, output, colour))
    warn_about_errors(known)
    base = best_plan(known, Limits(time_limit, repairs=0))
    match base:
        case Infeasible():
            say("no plan exists (proved), so there is nothing to come in between")
            for conflict in base.conflicts:
                say(conflict.sentence)
            say("hpplan assign shows the conflicts with what would resolve them")
            raise typer.Exit(ExitCode.INTERRUPTED if base.interrupted else ExitCode.IMPOSSIBLE)
        case Undecided():
            say("undecided: no plan was found in the time given")
            raise typer.Exit(ExitCode.INTERRUPTED if base.interrupted else ExitCode.UNDECIDED)
        case Solved(interrupted=True):
            say("interrupted: not one future was lived through")
            raise typer.Exit(ExitCode.INTERRUPTED)
        case Solved():
            pass
    asked = RunsAsked(runs, seed, contributions)
    found = assess(known, base.plan, asked, local(jobs, runs), _progress())
    output = None if found.interrupted else output
    match chosen:
        case Format.JSON:
            answer_data(risk_json.render(found), output)
        case Format.CSV:
            answer_data(risk_csv.render(found, DIALECTS[table]), output)
        case _:
            answer_document(view.document(found, full=full), chosen, output, colour)
    if found.interrupted:
        say(f"interrupted: these are the figures of the first {found.runs} futures")
        raise typer.Exit(ExitCode.INTERRUPTED)


def _progress() -> Callable[[int, int], None]:
    """A line for every tenth of the futures, if stderr is a terminal; else nobody listens."""
    shown = 0

    def show(done: int, of: int) -> None:
        nonlocal shown
        if is_terminal(sys.stderr) and done * 10 // of > shown:
            shown = done * 10 // of
            say(f"  {done:,} of {of:,} futures")

    return show
