"""`hpplan diff`: what differs between two days or two plans."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hpplan.cli.data_directory import load, require_waves, situation_on, the_folder
from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.options import (
    ANSWERS,
    AsAnswer,
    AsOf,
    Colour,
    Data,
    Directory,
    Format,
    Output,
    WhenColour,
    format_of,
    help_text,
    is_period,
    is_there,
)
from hpplan.cli.output import answer_data, answer_document
from hpplan.cli.plan_files import open_plan
from hpplan.cli.reply import Reply, reply_to
from hpplan.text import literal

if TYPE_CHECKING:
    from hpplan.analysis.diff import Side
    from hpplan.programme.programme import ProgrammeData

HELP = help_text(
    "Show what differs between two days or two plans.",
    {
        "hpplan diff 2022-05 2023-02": "what changed in that time",
        "hpplan diff 2022-04-04 today": "since that day",
        "hpplan diff old.json new.json": "between two plans of 'hpplan assign'",
        "hpplan diff today plan.json": "between what is planned and what could be",
    },
    "OLD and NEW are each a day, a longer period (its last day counts), today, or a plan file. "
    "Shown are the waves and sites that changed, by how much, and the claim that changed them. "
    "Formats: text, json and markdown. Exits with 1 if anything differs, else with 0.",
)


def _a_side(text: str) -> str:
    if not (is_period(text) or is_there(Path(text))):
        raise typer.BadParameter(
            f"'{literal(text)}' is neither a date, such as 2023-07-04, nor a plan file"
        )
    return text


def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", parser=_a_side, help="A date or a plan file.")
    ],
    new: Annotated[
        str, typer.Argument(metavar="NEW", parser=_a_side, help="A date or a plan file.")
    ],
    directory: Directory = None,
    data: Data = None,
    as_of: AsOf = None,
    form: AsAnswer = None,
    output: Output = None,
    colour: WhenColour = Colour.AUTO,
) -> None:
    from hpplan.analysis.diff import diff as difference_of
    from hpplan.views import diff as diff_view
    from hpplan.views import diff_json

    chosen = format_of(form, output, ANSWERS)
    reply = reply_to(form, output, colour)
    programme = load(the_folder(directory, data), reply)
    difference = difference_of(
        _side(old, programme, as_of, reply), _side(new, programme, as_of, reply)
    )
    if chosen is Format.JSON:
        answer_data(diff_json.render(difference), output)
    else:
        answer_document(diff_view.document(difference), chosen, output, colour)
    if difference:
        raise typer.Exit(ExitCode.FINDINGS)


def _side(text: str, programme: "ProgrammeData", as_of: str | None, reply: Reply) -> "Side":
    """What the user names. What could be both is a date; a file can be written as ./2023."""
    from hpplan.analysis.diff import Side
    from hpplan.programme.plan import current_plan

    if is_period(text):
        known = require_waves(situation_on(programme, text), reply)
        return Side(text, known, current_plan(known))
    opened = open_plan(Path(text), programme, as_of, reply)
    return Side(text, opened.situation, opened.file.dated(opened.plan))
