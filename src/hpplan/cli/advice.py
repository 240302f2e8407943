"""What the commands that answer a planner's questions have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.options import (
    Colour,
    Format,
)
from hpplan.cli.output import answer_data, answer_document, say

if TYPE_CHECKING:
    from hpplan.analysis.scenario import SolvedScenario
    from hpplan.planning import Outcome
    from hpplan.views.document import Document

CUT_SHORT = "interrupted: what was not answered yet is undecided"


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer in each of its forms. The command ends as `decides` says: with a plan, without one,
    or undecided.
    """

    document: "Callable[[], Document]"
    json: Callable[[], str]
    decides: "Outcome | SolvedScenario"
    interrupted: bool


def give(answered: Answered, form: Format, output: Path | None, colour: Colour) -> None:
    """Give the answer in the format, and end the command if it is no plan."""
    from hpplan.planning import Infeasible
    from hpplan.solving.result import Undecided

    if form is Format.JSON:
        answer_data(answered.json(), output)
    else:
        answer_document(answered.document(), form, output, colour)
    if answered.interrupted:
        say(CUT_SHORT)
        raise typer.Exit(ExitCode.INTERRUPTED)
    match answered.decides:
        case Infeasible():
            raise typer.Exit(ExitCode.IMPOSSIBLE)
        case Undecided():
            raise typer.Exit(ExitCode.UNDECIDED)
        case _:
            pass
