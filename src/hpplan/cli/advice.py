"""What the commands that answer a planner's questions have in common."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.options import AdviceFormat, Colour
from hpplan.cli.output import answer, answer_json, look, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from hpplan.advice.asking import Possible
    from hpplan.exports.document import Document
    from hpplan.solving.outcome import Outcome

CUT_SHORT = "interrupted: what was not answered yet is undecided"


def give(
    form: AdviceFormat,
    document: "Callable[[], Document]",
    json: "Callable[[], str]",
    output: Path | None,
    colour: Colour,
) -> None:
    """Give the answer in the format."""
    from hpplan.exports import document_markdown, document_text

    match form:
        case AdviceFormat.TEXT:
            seen = look(colour, output)
            text = document_text.render(document(), colour=seen.colour, width=seen.width)
            answer(text, output)
        case AdviceFormat.MARKDOWN:
            answer(document_markdown.render(document()), output)
        case AdviceFormat.JSON:
            answer_json(json(), output)


def end_as(outcome: "Outcome | Possible", *, interrupted: bool) -> None:
    """End the command as its answer is: a plan, proved none, undecided, or cut short."""
    from hpplan.solving.outcome import Impossible, Undecided

    if interrupted:
        say(CUT_SHORT)
        raise typer.Exit(ExitCode.INTERRUPTED)
    match outcome:
        case Impossible():
            raise typer.Exit(ExitCode.IMPOSSIBLE)
        case Undecided():
            raise typer.Exit(ExitCode.UNDECIDED)
        case _:
            pass
