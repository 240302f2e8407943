"""`hpplan assign --alternatives N`: the best plan, and the best that really differ from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from hpplan.cli.advice import CUT_SHORT
from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.options import Colour, PlanFormat
from hpplan.cli.output import answer, answer_data, say, terminal_style

if TYPE_CHECKING:
    from hpplan.analysis.alternatives import Alternatives
    from hpplan.planning import Outcome, Solved
    from hpplan.programme.programme import Situation
    from hpplan.solving.result import Limits

OPTION: Final = "--alternatives"
Alternative = Annotated[
    int | None,
    typer.Option(
        OPTION,
        metavar="N",
        min=2,
        max=50,
        help="Give N plans: the best one, and each time the best that really differs from those "
        "before it.",
        show_default=False,
    ),
]
DifferBy = Annotated[
    int,
    typer.Option(
        "--differ-by",
        metavar="K",
        min=1,
        help="How many sites at least are in another wave, of any two of these plans.",
    ),
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many plans, and by how many sites each two of them differ."""

    plans: int
    differ_by: int


def one_plan_only(
    form: PlanFormat, apply_repair: Sequence[str], wanted: int | None, *, second_opinion: bool
) -> None:
    """Where several plans are asked for but only one can be given: wrong usage."""
    if wanted is None:
        return
    if form is PlanFormat.CSV:
        raise typer.BadParameter("a table in CSV holds one plan; take json", param_hint=OPTION)
    if second_opinion:
        message = "cannot be combined with --second-opinion, which proves one plan twice"
        raise typer.BadParameter(message, param_hint=OPTION)
    if apply_repair:
        message = "alternatives to a plan that keeps the rules are asked for without repairs"
        raise typer.BadParameter(message, param_hint=OPTION)


def assign_alternatives(
    situation: "Situation",
    wanted: Wanted,
    limits: "Limits",
    form: PlanFormat,
    output: Path | None,
    colour: Colour,
) -> "Outcome":
    """Give the plans and end the command; where there is none, what that comes to."""
    from hpplan.api import alternatives
    from hpplan.planning import Solved

    told = alternatives(situation, wanted.plans, wanted.differ_by, limits)
    if not isinstance(told.base, Solved):
        return told.base
    _give(told, told.base, form, output, colour)
    if told.interrupted:
        say(CUT_SHORT)
        raise typer.Exit(ExitCode.INTERRUPTED)
    raise typer.Exit(ExitCode.DONE)


def _give(
    told: "Alternatives", best: "Solved", form: PlanFormat, output: Path | None, colour: Colour
) -> None:
    """The best plan in full, then what distinguishes the others from it."""
    from hpplan.views import alternatives as alternatives_view
    from hpplan.views import answers_json as advice_json
    from hpplan.views import plan_json, plan_markdown, plan_text
    from hpplan.views.formats import markdown as document_markdown
    from hpplan.views.formats import text as document_text

    seen = terminal_style(colour, output)
    situation, plan, others = told.situation, best.plan, alternatives_view.compared(told)
    match form:
        case PlanFormat.JSON:
            document = plan_json.of_plan(situation, plan)
            document["alternatives"] = advice_json.alternatives(told)
            answer_data(advice_json.written(document), output)
        case PlanFormat.MARKDOWN:
            text = plan_markdown.render(situation, plan)
            answer_data(f"{text}\n{document_markdown.render(others)}", output)
        case _:
            text = plan_text.render(situation, plan, colour=seen.colour, width=seen.width)
            more = document_text.render(others, colour=seen.colour, width=seen.width)
            answer(f"{text}\n{more}", output)
