"""The common form of commands that answer a planner's questions about the plan."""

import shlex
from collections.abc import Callable, Sequence
from functools import wraps
from inspect import Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import typer

from hpplan.cli.data_directory import situation
from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.formats import ANSWERS, AsAnswer, Format, format_of
from hpplan.cli.language import in_language
from hpplan.cli.options import AsOf, Colour, Data, Output, TimeLimit, WhenColour
from hpplan.cli.output import answer_data, answer_document, say
from hpplan.cli.reply import Reply, reply_to
from hpplan.language import Language, _, marked
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.analysis.scenario import Answered, SolvedScenario
    from hpplan.planning import Outcome
    from hpplan.programme.programme import SituationData
    from hpplan.solving.result import Limits
    from hpplan.views.document import Document

CUT_SHORT: Final = marked("interrupted: what was not answered yet is undecided")
A = TypeVar("A", bound="Answered")


@dataclass(frozen=True, slots=True)
class Question:
    """The common options of all questions: the data, the as-of date, the time limit, and the form
    of the answer.
    """

    data: Path | None
    as_of: str | None
    asked_format: Format | None
    output: Path | None
    seconds: float
    colour: Colour
    form: Format

    @property
    def limits(self) -> "Limits":
        from hpplan.solving.result import Limits

        return Limits(self.seconds)

    def again(self, words: Sequence[str], folder: Path | None, lang: Language | None) -> str:
        """A command with these words about the same data, to be answered in the same language."""
        data = [] if folder is None else ["--data", str(folder)]
        as_of = [] if self.as_of is None else ["--as-of", self.as_of]
        return shlex.join([*words, *data, *as_of, *in_language(lang)])

    @property
    def reply(self) -> Reply:
        return reply_to(self.asked_format, self.output, self.colour)

    def situation(self, folder: Path | None) -> "SituationData":
        """What is known of the programme in the folder, on the day."""
        return situation(folder, self.as_of, self.reply)

    def answer(
        self,
        answered: A,
        document: "Callable[[A], Document]",
        json: Callable[[A], str],
        decides: "Outcome | SolvedScenario | None" = None,
    ) -> None:
        """Output the answer in the format, and end the command with the exit code of `decides`,
        usually the plan as things stand: with a plan, without one, or undecided.
        """
        from hpplan.planning import Infeasible
        from hpplan.solving.result import Undecided

        if self.form is Format.JSON:
            answer_data(json(answered), self.output)
        else:
            answer_document(document(answered), self.form, self.output, self.colour)
        if answered.interrupted:
            say(_(CUT_SHORT))
            raise typer.Exit(ExitCode.INTERRUPTED)
        match decides or answered.base:
            case Infeasible():
                raise typer.Exit(ExitCode.IMPOSSIBLE)
            case Undecided():
                raise typer.Exit(ExitCode.UNDECIDED)
            case _:
                pass


def _question(
    data: Data = None,
    as_of: AsOf = None,
    form: AsAnswer = None,
    output: Output = None,
    time_limit: TimeLimit = 60,
    colour: WhenColour = Colour.AUTO,
) -> Question:
    """The options that every question has."""
    chosen = format_of(form, output, ANSWERS)
    return Question(data, as_of, form, output, time_limit, colour, chosen)


def question(ask: Callable[..., None]) -> Callable[..., None]:
    """The command that asks the question: its own arguments and options, then those of all
    questions.
    """
    shared = signature(_question).parameters
    own = [*signature(ask).parameters.values()][1:]

    @wraps(ask)
    def command(**given: Any) -> None:
        asked = _question(**{name: given.pop(name) for name in shared})
        ask(asked, **given)

    together: Any = command  # what typer reads
    together.__signature__ = Signature([*own, *shared.values()])
    together.__annotations__ = {each.name: each.annotation for each in (*own, *shared.values())}
    return command
