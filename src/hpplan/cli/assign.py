"""`hpplan assign`: the best plan, or why there is none."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hpplan.cli.data_directory import not_among_the_data, say_errors, situation
from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.given_names import overrides
from hpplan.cli.options import (
    AsOf,
    AsPlan,
    Colour,
    Data,
    Output,
    PlanFormat,
    TimeLimit,
    WhenColour,
    format_of,
    help_text,
)
from hpplan.cli.output import answer, answer_json, look, say
from hpplan.cli.progress import progress
from hpplan.literal import literal

if TYPE_CHECKING:
    from hpplan.programme import Situation
    from hpplan.solving.outcome import Outcome

SO_FAR = "interrupted: this is the best plan so far"

HELP = help_text(
    "Place every site: the best plan by the goals, with a proof.",
    {
        "hpplan assign": "the best plan for ./data",
        "hpplan assign --as-of 2023-07-04": "with what was known that day",
        "hpplan assign --output plan.json": "kept in a file; also .csv, .md, .yaml",
        "hpplan assign --pin heim=KI3": "Heim in KI3: what becomes of the others?",
        "hpplan assign --reopen hitra": "as if Hitra had not decided",
        "hpplan assign --time-limit 5": "the best plan found within 5 seconds",
    },
    "Who is live or has decided stays; the goals are taken in their order. Every plan has passed "
    "the rules' own verifiers before it is shown. Formats: text, json, csv and markdown. Exits "
    "with 3 if it is proved that no plan exists, and shows a smallest set of facts that clash; "
    "with 4 if the time was too short to find a plan or a proof. Ctrl-C ends with the best plan "
    "so far.",
)


def assign(
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
    colour: WhenColour = Colour.AUTO,
) -> None:
    from hpplan.api import assign as best_plan
    from hpplan.api import situation as situation_of
    from hpplan.solving.outcome import Impossible, Limits, Solved, Undecided

    chosen = format_of(form, output, PlanFormat)
    known = situation(data, as_of, colour)
    not_among_the_data(output, known.programme)
    asked = overrides(known, pin or (), forbid or (), reopen or ())
    say_errors(known)
    limits = Limits(time_limit, workers)
    outcome = best_plan(known.programme, known.as_of, asked, limits, progress(known))
    planned = situation_of(known.programme, known.as_of, asked)
    match outcome:
        case Solved(interrupted=True):
            _give(planned, outcome, chosen, None, colour)
            if chosen is not PlanFormat.TEXT:
                say(SO_FAR)
            _say_kept(output)
            raise typer.Exit(ExitCode.INTERRUPTED)
        case Solved():
            _give(planned, outcome, chosen, output, colour)
        case Undecided(interrupted=True):
            say("interrupted: there is no plan yet")
            raise typer.Exit(ExitCode.INTERRUPTED)
        case Impossible():
            _give(planned, outcome, form or PlanFormat.TEXT, None, colour)
            _say_kept(output)
            ended = ExitCode.INTERRUPTED if outcome.interrupted else ExitCode.IMPOSSIBLE
            raise typer.Exit(ended)
        case Undecided():
            _give(planned, outcome, form or PlanFormat.TEXT, None, colour)
            _say_kept(output)
            raise typer.Exit(ExitCode.UNDECIDED)


def _give(
    situation: "Situation",
    outcome: "Outcome",
    form: PlanFormat,
    output: Path | None,
    colour: Colour,
) -> None:
    from hpplan.exports import plan_csv, plan_json, plan_markdown, plan_text
    from hpplan.solving.outcome import Impossible, Solved, Undecided

    seen = look(colour, output)
    if form is PlanFormat.JSON:
        answer_json(plan_json.render(situation, outcome), output)
        return
    match outcome:
        case Solved(plan=plan):
            match form:
                case PlanFormat.TEXT:
                    text = plan_text.render(situation, plan, colour=seen.colour, width=seen.width)
                    answer(text + (f"{SO_FAR}.\n" if outcome.interrupted else ""), output)
                case PlanFormat.CSV:
                    answer(plan_csv.render(situation, plan), output)
                case PlanFormat.MARKDOWN:
                    answer(plan_markdown.render(situation, plan), output)
        case Impossible():
            tell = answer if form is PlanFormat.TEXT else say  # a table of placings has no words
            tell(plan_text.render_impossible(situation, outcome, width=seen.width))
        case Undecided():
            tell = answer if form is PlanFormat.TEXT else say
            tell(plan_text.render_undecided(situation, outcome, width=seen.width))


def _say_kept(output: Path | None) -> None:
    if output is not None:
        say(f"{literal(str(output))} is left as it was")
