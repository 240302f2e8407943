"""`hpplan assign`: the best plan, or why there is none."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hpplan.cli.alternatives import (
    Alternative,
    DifferBy,
    Wanted,
    assign_alternatives,
    one_plan_only,
)
from hpplan.cli.data_directory import situation, the_folder, warn_about_errors
from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.given_names import overrides
from hpplan.cli.options import (
    AsOf,
    AsPlan,
    Colour,
    CsvDialect,
    Data,
    Directory,
    Output,
    PlanFormat,
    TimeLimit,
    WhenColour,
    WhichDialect,
    dialect_of,
    format_of,
    help_text,
)
from hpplan.cli.output import TerminalStyle, answer, answer_data, say, terminal_style
from hpplan.cli.progress import progress
from hpplan.cli.repairs import checked, chosen
from hpplan.cli.reply import reply_to
from hpplan.text import literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpplan.planning import Outcome
    from hpplan.programme.programme import Situation
    from hpplan.views.edits import Applied

SO_FAR = "interrupted: this is the best plan so far"

HELP = help_text(
    "Place every site: the best plan by the goals, with a proof.",
    {
        "hpplan assign": "the best plan for ./data",
        "hpplan assign my-rollout": "for a folder of yours",
        "hpplan assign --as-of 2023-07-04": "with what was known that day",
        "hpplan assign --output plan.json": "a file; .csv, .md, .yaml too",
        "hpplan assign --pin heim=KI3": "Heim in KI3, and the others?",
        "hpplan assign --reopen hitra": "as if Hitra had not decided",
        "hpplan assign --time-limit 5": "the best found in 5 seconds",
        "hpplan assign --alternatives 3": "the best that really differ",
        "hpplan assign --second-opinion": "prove the plan twice",
        "hpplan assign --apply-repair 1A --dry-run": "the plan with a repair",
    },
    "Who is live or has decided stays; the goals are taken in their order. Every plan has passed "
    "the rules' own verifiers before it is shown. Formats: text, json, csv and markdown. Exits "
    "with 3 if it is proved that no plan exists, and shows every conflict, as a smallest set of "
    "facts that clash, with tried and priced ways out; with 4 if the time was too short to find a "
    "plan or a proof. Ctrl-C ends with the best plan so far.",
)


def assign(
    directory: Directory = None,
    data: Data = None,
    as_of: AsOf = None,
    pin: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SITE=WAVE", help="Put the site exactly there. Repeatable.", show_default=False
        ),
    ] = None,
    forbid: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SITE=WAVE", help="Never put the site there. Repeatable.", show_default=False
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
    alternatives: Alternative = None,
    differ_by: DifferBy = 3,
    second_opinion: Annotated[
        bool,
        typer.Option(
            "--second-opinion",
            help="Prove each proved goal once more in another way, in half of the time: without "
            "presolve, with another seed and other bounds. A goal that is not confirmed counts "
            "as unproved.",
        ),
    ] = False,
    form: AsPlan = None,
    output: Output = None,
    time_limit: TimeLimit = 60,
    workers: Annotated[
        int,
        typer.Option(
            metavar="N",
            min=1,
            max=256,
            help="On how many threads to search. With one, equal data gives an equal plan; with "
            "more, which of several equally good plans is found may vary.",
        ),
    ] = 1,
    repairs: Annotated[
        int,
        typer.Option(
            metavar="N", min=0, max=99, help="How many ways out of each conflict to show."
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
            help="Plan with this way out of a conflict, such as 1A, and show what to change in the "
            "data for it. With the same other options an id names the same way out. Repeatable.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="With --apply-repair, which needs it: no data file is written."
        ),
    ] = False,
    dialect: WhichDialect = None,
    colour: WhenColour = Colour.AUTO,
) -> None:
    from hpplan.api import assign as best_plan
    from hpplan.api import repaired
    from hpplan.api import situation as situation_of
    from hpplan.planning import Infeasible, Solved
    from hpplan.solving.result import Limits, Undecided

    form_chosen = format_of(form, output, PlanFormat)
    table = dialect_of(dialect, form_chosen)
    checked(apply_repair or (), dry_run=dry_run)
    one_plan_only(form_chosen, apply_repair or (), alternatives, second_opinion=second_opinion)
    known = situation(the_folder(directory, data), as_of, reply_to(form, output, colour))
    asked = overrides(known, pin or (), forbid or (), reopen or ())
    warn_about_errors(known)
    limits = Limits(time_limit, workers, repairs)
    planned = situation_of(known.programme, known.as_of, asked)
    if alternatives is None:
        outcome = best_plan(
            known.programme,
            known.as_of,
            asked,
            limits,
            progress(known),
            second_opinion=second_opinion,
        )
    else:
        wanted = Wanted(alternatives, differ_by)
        outcome = assign_alternatives(planned, wanted, limits, form_chosen, output, colour)
    applied: Sequence[Applied] = ()
    if apply_repair:
        from hpplan.views.edits import applied as applied_together

        applied = applied_together(chosen(apply_repair, outcome), planned)
        planned = repaired(planned, [one.repair for one in applied])
        limits = Limits(time_limit, workers, repairs=0)
        changed, asked = planned.programme, planned.overrides
        outcome = best_plan(
            changed,
            known.as_of,
            asked,
            limits,
            progress(planned),
            second_opinion=second_opinion,
        )
    told = _AssignAnswer(planned, outcome, applied, full, ways=limits.repairs > 0, dialect=table)
    match outcome:
        case Solved(interrupted=True):
            _give(told, form_chosen, None, colour)
            if form_chosen is not PlanFormat.TEXT:
                say(SO_FAR)
            _say_kept(output)
            raise typer.Exit(ExitCode.INTERRUPTED)
        case Solved():
            _give(told, form_chosen, output, colour)
        case Undecided(interrupted=True):
            if form_chosen is PlanFormat.JSON:
                _give(told, form_chosen, None, colour)
            say("interrupted: there is no plan yet")
            raise typer.Exit(ExitCode.INTERRUPTED)
        case Infeasible():
            _give(told, form or PlanFormat.TEXT, None, colour)
            _say_kept(output)
            ended = ExitCode.INTERRUPTED if outcome.interrupted else ExitCode.IMPOSSIBLE
            raise typer.Exit(ended)
        case Undecided():
            _give(told, form or PlanFormat.TEXT, None, colour)
            _say_kept(output)
            raise typer.Exit(ExitCode.UNDECIDED)


@dataclass(frozen=True, slots=True)
class _AssignAnswer:
    """What there is to tell: of which situation, with which repairs, how fully."""

    situation: "Situation"
    outcome: "Outcome"
    applied: "Sequence[Applied]"
    full: bool
    ways: bool
    dialect: CsvDialect


def _give(told: _AssignAnswer, form: PlanFormat, output: Path | None, colour: Colour) -> None:
    from hpplan.planning import Infeasible, Solved
    from hpplan.solving.result import Undecided

    seen, situation = terminal_style(colour, output), told.situation
    if form is PlanFormat.JSON:
        from hpplan.views import plan_json

        answer_data(plan_json.render(situation, told.outcome, told.applied), output)
        return
    heard = _edits(told, seen)
    match told.outcome:
        case Solved(plan=plan):
            match form:
                case PlanFormat.TEXT:
                    from hpplan.views import plan_text

                    text = plan_text.render(
                        situation,
                        plan,
                        colour=seen.colour,
                        width=seen.width,
                        opinions=told.outcome.opinions,
                    )
                    so_far = f"{SO_FAR}.\n" if told.outcome.interrupted else ""
                    answer(f"{heard}\n{text}{so_far}" if heard else text + so_far, output)
                case PlanFormat.CSV:
                    if heard:
                        say(heard)
                    from hpplan.views import plan_csv
                    from hpplan.views.formats.csv_text import DIALECTS

                    answer_data(plan_csv.render(situation, plan, DIALECTS[told.dialect]), output)
                case PlanFormat.MARKDOWN:
                    from hpplan.views import conflict as conflict_view
                    from hpplan.views import plan_markdown
                    from hpplan.views.formats import markdown as document_markdown

                    before = conflict_view.applied(told.applied)
                    read = document_markdown.render(before) if before else ""
                    text = plan_markdown.render(situation, plan, told.outcome.opinions)
                    answer_data(f"{text}\n{read}" if read else text, output)
        case Infeasible():
            from hpplan.views import conflict as conflict_view
            from hpplan.views.formats import markdown as document_markdown
            from hpplan.views.formats import text as document_text

            before = conflict_view.applied(told.applied)
            why = conflict_view.document(situation, told.outcome, full=told.full, ways=told.ways)
            match form:
                case PlanFormat.MARKDOWN:
                    answer_data(document_markdown.render((*before, *why)), output)
                case _:
                    text = document_text.render(why, colour=seen.colour, width=seen.width)
                    tell = answer if form is PlanFormat.TEXT else say  # a table has no words
                    tell(f"{heard}\n{text}" if heard else text)
        case Undecided():
            from hpplan.views import plan_text

            tell = answer if form is PlanFormat.TEXT else say
            tell(plan_text.render_undecided(situation, told.outcome, width=seen.width))


def _edits(told: _AssignAnswer, seen: TerminalStyle) -> str:
    """What the repairs that the plan rests on change in the data."""
    if not told.applied:
        return ""
    from hpplan.views import conflict as conflict_view
    from hpplan.views.formats import text as document_text

    before = conflict_view.applied(told.applied)
    return document_text.render(before, colour=seen.colour, width=seen.width)


def _say_kept(output: Path | None) -> None:
    if output is not None:
        say(f"{literal(str(output))} is left as it was")
