"""`hpplan assign`: the best plan, or why there is none."""

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hpplan.cli.data_changes import NOTHING_WRITTEN
from hpplan.cli.data_directory import situation, the_folder, warn_about_errors
from hpplan.cli.formats import (
    CHARTS,
    AsChart,
    NoChart,
    WhichDialect,
    dialect_of,
    format_of,
    in_a_file,
    only_in_words,
)
from hpplan.cli.given_names import overrides
from hpplan.cli.given_values import share, whole_number
from hpplan.cli.grounds import StatedGrounds, on_grounds
from hpplan.cli.help_text import help_text
from hpplan.cli.language import Lang, in_language, speak_as_asked
from hpplan.cli.options import AsOf, Colour, Data, Directory, Output, TimeLimit, WhenColour, Workers
from hpplan.cli.output import say
from hpplan.cli.plan_answer import PlanAnswer
from hpplan.cli.progress import progress
from hpplan.cli.repairs import checked, chosen
from hpplan.cli.reply import reply_to
from hpplan.cli.several_plans import (
    ALTERNATIVES,
    APART,
    DIFFER_BY,
    LOSS,
    ROBUST,
    RUNS,
    Plans,
    SeveralAsked,
)
from hpplan.cli.workers import Dask, Jobs
from hpplan.cli.written_answers import Write, Writing, Written, only_with_write, writing
from hpplan.language import Language, _, speaking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpplan.planning import Outcome
    from hpplan.programme.plan import PlanData
    from hpplan.programme.programme import Overrides, SituationData
    from hpplan.views.edits import Applied

HELP = help_text(
    "Place every site: the best plan by the goals, with a proof.",
    {
        "hpplan assign": "the best plan for ./data",
        "hpplan assign my-rollout": "for a folder of yours",
        "hpplan assign --as-of 2023-07-04": "with what was known that day",
        "hpplan assign --output plan.json": "a file; .csv, .ics, .md too",
        "hpplan assign --pin heim=KI3": "the best plan with Heim in KI3",
        "hpplan assign --reopen hitra": "as if Hitra had not decided",
        "hpplan assign --time-limit 5": "the best found in 5 seconds",
        "hpplan assign --dates": "days for the waves, too",
        "hpplan assign --alternatives 3": "three that really differ",
        "hpplan assign --robust 5": "which of five bears risks best",
        "hpplan assign --second-opinion": "prove the plan twice",
        "hpplan assign --apply-repair 1A": "the plan with a repair",
    },
    "Who is live or has decided stays; the goals are taken in their order. Every plan has passed "
    "the rules' own verifiers before it is shown. Formats: text, json, csv, markdown, xlsx, "
    "mermaid, ics, svg and geojson. Exits with 3 if it is proved that no plan exists, and shows "
    "every conflict, as a smallest set of facts that conflict, with repairs that were tried and "
    "their price; with 4 if the time was too short to find a plan or a proof. With --apply-repair "
    "and --write, what the repair changes and who moves is added to the data. Ctrl-C ends with "
    "the best plan so far.",
)


@on_grounds
def assign(
    directory: Directory = None,
    data: Data = None,
    as_of: AsOf = None,
    pin: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SITE=WAVE", help="Put the site into this wave. Repeatable.", show_default=False
        ),
    ] = None,
    forbid: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SITE=WAVE",
            help="Keep the site out of this wave. Repeatable.",
            show_default=False,
        ),
    ] = None,
    reopen: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SITE",
            help="Plan as if the site had not decided. Repeatable.",
            show_default=False,
        ),
    ] = None,
    dates: Annotated[
        bool,
        typer.Option(
            "--dates",
            help="Also choose the day of every wave that is used and known to a period only, by "
            "the calendar, the rules and the goals of days.",
        ),
    ] = False,
    alternatives: Annotated[
        int | None,
        typer.Option(
            ALTERNATIVES,
            metavar="N",
            parser=whole_number(2, 50),
            help="Give N plans: the best one, and each time the best that really differs from "
            "those before it.",
            show_default=False,
        ),
    ] = None,
    differ_by: Annotated[
        int | None,
        typer.Option(
            DIFFER_BY,
            metavar="K",
            parser=whole_number(1),
            help=f"By how many sites at least any two of these plans differ; {APART} unless given.",
            show_default=False,
        ),
    ] = None,
    robust: Annotated[
        int | None,
        typer.Option(
            ROBUST,
            metavar="N",
            parser=whole_number(2, 50),
            help="Compare the best plan with up to N that equal it by every goal but the last, and "
            "show the one with which everybody is live earliest in 80 % of the futures of hpplan "
            "risk.",
            show_default=False,
        ),
    ] = None,
    loss: Annotated[
        float | None,
        typer.Option(
            parser=share,
            metavar="SHARE",
            help=f"How much of the last goal's value it may lose; {LOSS:g} unless given.",
            show_default=False,
        ),
    ] = None,
    runs: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            parser=whole_number(1, 1_000_000),
            help=f"How many futures of each plan; {RUNS} unless given.",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            parser=whole_number(0),
            help="Which futures; 1 unless given.",
            show_default=False,
        ),
    ] = None,
    jobs: Jobs = None,
    dask: Dask = None,
    second_opinion: Annotated[
        bool,
        typer.Option(
            "--second-opinion",
            help="Prove each proved goal once more in another way, in half of the time: without "
            "presolve, with another seed and other bounds. A goal that is not confirmed counts "
            "as unproved.",
        ),
    ] = False,
    form: AsChart = None,
    output: Output = None,
    time_limit: TimeLimit = 60,
    workers: Workers = 1,
    repairs: Annotated[
        int,
        typer.Option(
            metavar="N",
            parser=whole_number(0, 99),
            help="How many repairs of each conflict to show.",
        ),
    ] = 3,
    full: Annotated[
        bool,
        typer.Option("--full", help="Show every fact of a conflict, however many there are."),
    ] = False,
    apply_repair: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help="Plan with this repair of a conflict, such as 1A, and show what to change in the "
            "data for it. With the same other options an id names the same repair. Repeatable.",
            show_default=False,
        ),
    ] = None,
    write: Write = False,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help="With --apply-repair: write nothing, as without --write; with it, show what would "
            "be written.",
        ),
    ] = False,
    dialect: WhichDialect = None,
    no_chart: NoChart = False,
    lang: Lang = None,
    colour: WhenColour = Colour.AUTO,
    *,
    stated: StatedGrounds,
) -> None:
    from hpplan.planning import Solved, best_plan, best_plan_proved_twice, repaired
    from hpplan.solving.result import Limits

    form_chosen = format_of(form, output, CHARTS)
    table = dialect_of(dialect, form_chosen)
    in_a_file(form_chosen, output)
    only_in_words(form_chosen, no_chart=no_chart)
    checked(apply_repair or (), write=write, dry_run=dry_run)
    only_with_write(stated, write=write)
    several = SeveralAsked(alternatives, differ_by, robust, loss, runs, seed, jobs, dask)
    several.check(form_chosen, apply_repair or (), second_opinion=second_opinion, dates=dates)
    limits = Limits(time_limit, workers, repairs)
    reply, folder = reply_to(form, output, colour), the_folder(directory, data)
    writer: Writing | None = None
    if write:
        writer = writing(folder, as_of, reply, stated, dry_run=dry_run, limits=limits)
    known = situation(folder, as_of, reply) if writer is None else writer.situation
    asked = replace(overrides(known, pin or (), forbid or (), reopen or ()), dates=dates)
    speak_as_asked(lang, known.programme, form_chosen)
    warn_about_errors(known)
    planned = known.programme.on(known.as_of, asked)
    best = best_plan_proved_twice if second_opinion else best_plan
    if several.option is None:
        plans = Plans(best(planned, limits, progress(known)))
    else:
        plans = several.solve(planned, limits)
    applied: Sequence[Applied] = ()
    if apply_repair:
        applied = _applied(apply_repair, plans.outcome, planned, writer)
        planned = repaired(planned, [one.repair for one in applied])
        limits = replace(limits, repairs=0)
        plans = Plans(best(planned, limits, progress(planned)))
    answer = PlanAnswer(
        planned,
        plans,
        applied,
        full,
        repairs=limits.repairs > 0,
        dialect=table,
        command=_command(directory, data, as_of, asked, lang),
        no_chart=no_chart,
        colour=colour,
    )
    outcome = plans.outcome
    if writer is not None and (outcome.interrupted or not isinstance(outcome, Solved)):
        say(_(NOTHING_WRITTEN))
    answer.end(form, form_chosen, output)
    if writer is not None and isinstance(outcome, Solved):
        with speaking(Language.EN):
            writer.write(_written(applied, outcome.plan), form_chosen, output)


def _applied(
    named: "Sequence[str]", outcome: "Outcome", planned: "SituationData", writer: Writing | None
) -> "Sequence[Applied]":
    """The repairs with these ids and their changes, which are first accepted by the writer."""
    from hpplan.views.edits import applied

    together = applied(chosen(named, outcome), planned)
    if writer is not None:
        with speaking(Language.EN):  # what is written, and what is refused, is English
            writer.accept([change for one in together for change in one.changes])
    return together


def _written(applied: "Sequence[Applied]", plan: "PlanData") -> Written:
    """What is written of a plan with repairs: their changes, and the sites that leave
    their wave.
    """
    from hpplan.analysis.change_statements import moved_by
    from hpplan.periods import Period

    changes = [change for one in applied for change in one.changes]
    moves = {placed.site: placed.wave for placed in plan.placements if placed.moved_from}
    dates = {wave: Period.day(day) for wave, day in plan.days.items()}
    return Written(changes, moved_by(changes, moves, plan.waves), dates, plan)


def _command(
    directory: Path | None,
    data: Path | None,
    as_of: str | None,
    asked: "Overrides",
    lang: Language | None,
) -> str:
    """The command, with everything that determines which plan it asks for."""
    words = ["hpplan", "assign"]
    words += [] if directory is None else [str(directory)]
    words += [] if data is None else ["--data", str(data)]
    words += [] if as_of is None else ["--as-of", as_of]
    for option, pairs in (("--pin", asked.pins), ("--forbid", asked.forbids)):
        words += [word for site, wave in pairs for word in (option, f"{site}={wave}")]
    words += [word for site in asked.reopened for word in ("--reopen", site)]
    words += ["--dates"] if asked.dates else []
    return shlex.join(words + in_language(lang))
