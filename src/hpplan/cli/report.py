"""`hpplan report`: a page for a council, to view, send and print."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from hpplan.cli.data_directory import load, require_waves, situation_on, the_folder
from hpplan.cli.diff import a_side, side
from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.formats import Format
from hpplan.cli.given_names import known_site
from hpplan.cli.given_values import seconds, whole_number
from hpplan.cli.help_text import help_text
from hpplan.cli.language import Lang, speak_as_asked
from hpplan.cli.options import AsOf, Colour, Data, Directory, ShownPlan, WhenColour, Workers
from hpplan.cli.output import answer_data, say
from hpplan.cli.output_file import OPTION, STDOUT, an_output
from hpplan.cli.plan_files import open_plan
from hpplan.cli.progress import progress_in
from hpplan.cli.reply import reply_to
from hpplan.cli.risk import MOST
from hpplan.text import literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpplan.analysis.diff import Difference
    from hpplan.analysis.report import Assess
    from hpplan.diagnostics.finding import Finding
    from hpplan.planning import Outcome
    from hpplan.programme.plan import PlanData
    from hpplan.programme.programme import SituationData
    from hpplan.solving.result import Limits
    from hpplan.views.report.blocks import Page

ENDINGS: Final = (".html", ".htm")
FILE: Final = Path("report.html")
AGAINST: Final = "--against"
SITE: Final = "--site"
RISK: Final = "--risk"
SEED: Final = "--seed"
CALENDAR: Final = ".ics"
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
        "hpplan report --risk 100": "and what its risks do to it",
        "hpplan report --site froya": "of one site, with a calendar",
        "hpplan report --lang nb": "in bokmål",
    },
    "It shows where the programme stands, the waves with their phases and gates, coverage, loads, "
    "how the dates moved, every site, findings, assumptions and sources; and beside the current "
    "plan, or the one of --plan, what the best plan would change.",
    "With --risk it also shows what comes of the best plan in that many futures, as 'hpplan risk "
    "--contributions' does: by when everybody is live, coverage over time, how late each site may "
    "be, and what each risk adds.",
    "With --site it is one page for one site: when it goes live and why then, what must be ready "
    "when, whom it waits for, and who decides; a calendar of the same name, ending in .ics, is "
    "written beside it.",
    "The page is one file that loads nothing, needs no script, and can be printed on A4. Equal "
    "data gives the same bytes. Exits with 3 if it is proved that no plan exists, and with 4 if "
    "that was not decided in the time given: the page says so, and is written all the same.",
)


def a_page(path: Path | None) -> Path | None:
    """The path, if it has the ending of a page and can be written; None is stdout."""
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
    plan: ShownPlan = None,
    against: Annotated[
        str | None,
        typer.Option(
            AGAINST,
            metavar="DATE|FILE",
            help="Also show what moved since this day, or against the plan in this file.",
            show_default=False,
        ),
    ] = None,
    site: Annotated[
        str | None,
        typer.Option(
            SITE,
            metavar="SITE",
            help="Write one page about this site, and its go-live as a calendar beside it.",
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
    futures: Annotated[
        int | None,
        typer.Option(
            RISK,
            parser=whole_number(1, MOST),
            metavar="RUNS",
            help="Also show what comes of the best plan in this many futures, in which its risks "
            "happen or not; 100 futures of 70 sites take half a minute.",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            SEED,
            parser=whole_number(0),
            metavar="N",
            help="Which futures; 1, if not given.",
            show_default=False,
        ),
    ] = None,
    alternatives: Annotated[
        bool,
        typer.Option(
            "--alternatives/--no-alternatives",
            help="Whether to ask for everybody who is not firm what other waves would do to the "
            "plan. It takes most of the time.",
        ),
    ] = True,
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
    lang: Lang = None,
    colour: WhenColour = Colour.AUTO,
) -> None:
    from hpplan.analysis.diff import Side, diff
    from hpplan.analysis.report_alternatives import report_limits
    from hpplan.planning import Infeasible
    from hpplan.solving.result import Limits, Undecided
    from hpplan.views.report.page import render

    if against is not None:
        a_side(against, AGAINST)
    _of_the_programme_only(futures, seed, site)
    beside = None if site is None or output is None else an_output(output.with_suffix(CALENDAR))
    reply, folder = reply_to(None, output, colour), the_folder(directory, data)
    programme = load(folder, reply)
    opened = None
    if plan is None:
        known = require_waves(situation_on(programme, as_of), reply)
    else:
        opened = open_plan(plan, programme, as_of, reply)
        known = opened.situation
    speak_as_asked(lang, programme, Format.TEXT)
    shown = None if opened is None else opened.plan
    difference = None
    if against is not None:
        here = Side.of_claims(known) if shown is None else Side.of_plan(known, shown)
        difference = diff(side(against, programme, as_of, reply), here)
    by_work = replace(report_limits(), workers=workers)
    limits = by_work if time_limit is None else Limits(time_limit, workers)
    if site is None:
        of_the_plan = [] if opened is None else opened.findings()
        page, best = _of_everybody(
            known,
            shown,
            difference,
            limits,
            of_the_plan,
            alternatives=alternatives,
            assess=None if futures is None else _living(futures, 1 if seed is None else seed),
        )
    else:
        about = known_site(SITE, site, known)
        page, best = _of_a_site(
            known, about, shown, difference, limits, beside, alternatives=alternatives
        )
    answer_data(render(page), output)
    if beside is not None and site is not None:
        answer_data(_calendar(known, site, shown), beside)
    match best:
        case Infeasible():
            raise typer.Exit(ExitCode.IMPOSSIBLE)
        case Undecided():
            raise typer.Exit(ExitCode.UNDECIDED)
        case _:
            pass


def _of_the_programme_only(futures: int | None, seed: int | None, site: str | None) -> None:
    """Refuse futures for a single site, and a seed without futures."""
    if futures is not None and site is not None:
        message = f"the page of one site has no futures: leave out {SITE} or {RISK}"
        raise typer.BadParameter(message, param_hint=RISK)
    if seed is not None and futures is None:
        raise typer.BadParameter(f"it says which futures: add {RISK} RUNS", param_hint=SEED)


def _living(futures: int, seed: int) -> "Assess":
    from hpplan.analysis.risk.assessment import RunsAsked, assess
    from hpplan.execution.local import local

    asked = RunsAsked(futures, seed, contributions=True)
    heard = progress_in("futures")
    return lambda situation, plan: assess(situation, plan, asked, local(None), heard)


def _of_everybody(
    known: "SituationData",
    shown: "PlanData | None",
    difference: "Difference | None",
    limits: "Limits",
    of_the_plan: "Sequence[Finding]",
    *,
    alternatives: bool,
    assess: "Assess | None",
) -> "tuple[Page, Outcome]":
    from hpplan.analysis.report import report as report_of
    from hpplan.checks.run import inspect
    from hpplan.views.report import programme as view

    findings = [*of_the_plan, *inspect(known)]
    found = report_of(
        known, shown, difference, limits, findings, alternatives=alternatives, assess=assess
    )
    _whole(interrupted=found.interrupted)
    return view.page(found), found.best


def _of_a_site(
    known: "SituationData",
    site: str,
    shown: "PlanData | None",
    difference: "Difference | None",
    limits: "Limits",
    beside: Path | None,
    *,
    alternatives: bool,
) -> "tuple[Page, Outcome]":
    from hpplan.analysis.report_site import site_report
    from hpplan.views.report import site as view

    found = site_report(known, site, shown, difference, limits, alternatives=alternatives)
    _whole(interrupted=found.interrupted)
    return view.page(found, None if beside is None else beside.name), found.best


def _whole(*, interrupted: bool) -> None:
    """Refuse to write a page of which a part is missing."""
    if interrupted:
        say(NOT_WRITTEN)
        raise typer.Exit(ExitCode.INTERRUPTED)


def _calendar(known: "SituationData", site: str, shown: "PlanData | None") -> str:
    from hpplan.analysis.calendar_events import CalendarScope, calendar
    from hpplan.programme.plan import current_plan
    from hpplan.views import calendar_ics

    plan = current_plan(known) if shown is None else shown
    return calendar_ics.render(calendar(known, plan, CalendarScope([site])))
