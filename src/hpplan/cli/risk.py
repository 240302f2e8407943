"""`hpplan risk`: the effect of risks on the plan."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from hpplan.cli.data_directory import load, situation, the_folder, warn_about_errors
from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.formats import FIGURES, AsFigures, Format, WhichDialect, dialect_of, format_of
from hpplan.cli.given_names import known_site, known_wave
from hpplan.cli.given_values import an_existing_file, whole_number
from hpplan.cli.help_text import help_text
from hpplan.cli.language import Lang, in_language, speak_as_asked
from hpplan.cli.options import (
    AllInFull,
    AsOf,
    Colour,
    Data,
    Directory,
    Output,
    TimeLimit,
    WhenColour,
)
from hpplan.cli.output import answer_data, answer_document, say, say_briefly
from hpplan.cli.plan_files import open_plan
from hpplan.cli.progress import progress_in
from hpplan.cli.reply import Reply, reply_to
from hpplan.cli.workers import Dask, Jobs, workers
from hpplan.language import _, plural
from hpplan.text import literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hpplan.cli.plan_files import OpenedPlan
    from hpplan.programme.plan import PlanData
    from hpplan.programme.programme import SituationData

HELP = help_text(
    "Play through many futures of the plan, with its risks.",
    {
        "hpplan risk": "by when everybody is live",
        "hpplan risk --contributions": "and what each risk adds",
        "hpplan risk --site froya": "how likely Frøya is on its date",
        "hpplan risk --wave KI2": "and each site of KI2",
        "hpplan risk --runs 200 --jobs 1": "fewer futures, in one process",
        "hpplan risk --seed 2": "other futures",
        "hpplan risk --plan plan.json": "of a plan of yours",
        "hpplan risk --dask tcp://10.0.0.5:8786": "on a cluster",
        "hpplan risk --format json": "site by site, with errors",
        "hpplan risk --output coverage.svg": "coverage over time, as a picture",
        "hpplan risk --lang nn": "in nynorsk",
    },
    "The risks are those of the data (section `risks`). In a future, events become known day by "
    "day; each time the plan is made again, with as few moves as possible. Equal seeds give equal "
    "figures, however many processes work on them. Ctrl-C ends with the futures that are done.",
    "Formats: text, json, csv, markdown and svg. The picture is coverage over time. Exits with 3 "
    "if it is proved that there is no plan to begin with, with 4 if the time was too short to find "
    "one.",
)
SITE, WAVE = "--site", "--wave"
OF_EVERYBODY: Final = "a picture of coverage is of everybody; use --format text, json or csv"
MOST: Final = 1_000_000
RUNS: Final = 1000
SEED: Final = 1


def risk(
    directory: Directory = None,
    data: Data = None,
    as_of: AsOf = None,
    plan: Annotated[
        Path | None,
        typer.Option(
            "--plan",
            metavar="FILE",
            callback=an_existing_file,
            help="Begin with the plan in this file, JSON, YAML, CSV or xlsx, as of its own day "
            "unless --as-of names another; else with the best plan.",
            show_default=False,
        ),
    ] = None,
    runs: Annotated[
        int,
        typer.Option(parser=whole_number(1, MOST), metavar="N", help="How many futures."),
    ] = RUNS,
    seed: Annotated[
        int, typer.Option(parser=whole_number(0), metavar="N", help="Which ones.")
    ] = SEED,
    jobs: Jobs = None,
    dask: Dask = None,
    contributions: Annotated[
        bool,
        typer.Option("--contributions", help="Also show what each risk adds to the 80 % date."),
    ] = False,
    site: Annotated[
        list[str] | None,
        typer.Option(metavar="SITE", help="Only this site. Repeatable.", show_default=False),
    ] = None,
    wave: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WAVE", help="Only the sites in this wave. Repeatable.", show_default=False
        ),
    ] = None,
    full: AllInFull = False,
    form: AsFigures = None,
    output: Output = None,
    dialect: WhichDialect = None,
    time_limit: TimeLimit = 60,
    lang: Lang = None,
    colour: WhenColour = Colour.AUTO,
) -> None:
    chosen = format_of(form, output, FIGURES)
    table = dialect_of(dialect, chosen)
    if contributions and chosen in {Format.CSV, Format.SVG}:
        message = f"{chosen} does not show what each risk adds; use --format text or json"
        raise typer.BadParameter(message, param_hint="--contributions")
    working = workers(jobs, dask)

    from hpplan.analysis.risk.assessment import RunsAsked, assess
    from hpplan.views import risk as view
    from hpplan.views import risk_csv, risk_json
    from hpplan.views.formats.csv_text import DIALECTS

    folder = the_folder(directory, data)
    reply = reply_to(form, output, colour)
    if plan is None:
        opened, known = None, situation(folder, as_of, reply)
    else:
        opened = open_plan(plan, load(folder, reply), as_of, reply)
        known = opened.situation
        _refuse_broken(opened, reply)
    speak_as_asked(lang, known.programme, chosen)
    sites = _sites(known, site or (), chosen)
    waves = _waves(known, wave or (), chosen)
    warn_about_errors(known)
    with working as executor:
        begun = _begun_with(known, time_limit) if opened is None else opened.plan
        sites = (*sites, *_in_waves(begun, waves))
        asked = RunsAsked(runs, seed, contributions)
        found = assess(known, begun, asked, executor, progress_in("futures"))
    output = None if found.interrupted else output
    match chosen:
        case Format.JSON:
            answer_data(risk_json.render(found.only(sites)), output)
        case Format.CSV:
            answer_data(risk_csv.render(found.only(sites), DIALECTS[table]), output)
        case Format.SVG:
            from hpplan.views.pictures.fan_chart import fan_chart

            answer_data(fan_chart(found).document(), output)
        case _:
            again = [
                *([] if folder is None else [str(folder)]),
                *([] if as_of is None else ["--as-of", as_of]),
                *in_language(lang),
            ]
            of = () if plan is None else ("--plan", str(plan))
            drawn = view.Drawn(
                () if runs == RUNS else ("--runs", str(runs)),
                () if seed == SEED else ("--seed", str(seed)),
            )
            shown = view.document(found, full=full, again=again, of=of, drawn=drawn, sites=sites)
            answer_document(shown, chosen, output, colour)
    if found.interrupted:
        say(
            plural(
                "interrupted: these are the figures of the first {n} future",
                "interrupted: these are the figures of the first {n} futures",
                found.runs,
            )
        )
        raise typer.Exit(ExitCode.INTERRUPTED)


def _sites(known: "SituationData", names: "Sequence[str]", chosen: Format) -> tuple[str, ...]:
    """The sites in question; None for all."""
    if names and chosen is Format.SVG:
        raise typer.BadParameter(OF_EVERYBODY, param_hint=SITE)
    sites = tuple(known_site(SITE, name, known) for name in names)
    for each in sites:
        if not known.snapshot.sites[each].takes_part:
            message = f"{literal(known.snapshot.name(each))} takes no part"
            raise typer.BadParameter(message, param_hint=SITE)
    return sites


def _waves(known: "SituationData", names: "Sequence[str]", chosen: Format) -> tuple[str, ...]:
    """The waves whose sites are asked about."""
    if names and chosen is Format.SVG:
        raise typer.BadParameter(OF_EVERYBODY, param_hint=WAVE)
    return tuple(known_wave(WAVE, name, known) for name in names)


def _in_waves(begun: "PlanData", waves: "Sequence[str]") -> "Iterator[str]":
    """The sites that the plan has in these waves."""
    for wave in waves:
        inside = [site for site, there in begun.waves.items() if there == wave]
        if not inside:
            raise typer.BadParameter(f"the plan has nobody in {literal(wave)}", param_hint=WAVE)
        yield from inside


def _refuse_broken(opened: "OpenedPlan", reply: Reply) -> None:
    """Refuse a plan that breaks a hard rule; other findings about it are only reported."""
    from hpplan.diagnostics.finding import Severity

    findings = opened.findings()
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        reply.refuse(errors, opened.places)
    say_briefly([finding for finding in findings if finding.severity is Severity.WARNING])


def _begun_with(known: "SituationData", seconds: float) -> "PlanData":
    """The plan that all futures begin with; the command ends if there is none."""
    from hpplan.planning import Infeasible, Solved, best_plan
    from hpplan.solving.result import Limits, Undecided

    base = best_plan(known, Limits(seconds, repairs=0))
    match base:
        case Infeasible():
            say(_("no plan exists (proved), so there is nothing to come in between"))
            for conflict in base.conflicts:
                say(literal(conflict.sentence))
            say(_("hpplan assign shows the conflicts with what would resolve them"))
            raise typer.Exit(ExitCode.INTERRUPTED if base.interrupted else ExitCode.IMPOSSIBLE)
        case Undecided(interrupted=True):
            say(_("interrupted: there is no plan yet"))
            raise typer.Exit(ExitCode.INTERRUPTED)
        case Undecided():
            say(_("undecided: no plan was found in the time given"))
            raise typer.Exit(ExitCode.UNDECIDED)
        case Solved(interrupted=True):
            say(_("interrupted: not one future was lived through"))
            raise typer.Exit(ExitCode.INTERRUPTED)
        case Solved(plan=plan):
            return plan
