"""How `hpplan assign` shows a plan, several, or why there is none, in each format."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.formats import CsvDialect, Format, charts_of
from hpplan.cli.options import Colour
from hpplan.cli.output import answer_data, answer_document, answer_file, say, say_document
from hpplan.cli.output_file import unwritten
from hpplan.cli.question import CUT_SHORT
from hpplan.cli.several_plans import Plans
from hpplan.language import _
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.planning import Outcome
    from hpplan.programme.programme import SituationData
    from hpplan.views.document import Document
    from hpplan.views.edits import Applied


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """The contents of the answer: the situation, the repairs used, other plans beside it, and how
    much detail; and the command that asked for it.
    """

    situation: "SituationData"
    plans: Plans
    applied: Sequence["Applied"]
    full: bool
    repairs: bool
    dialect: CsvDialect
    command: str
    no_chart: bool
    colour: Colour

    @property
    def outcome(self) -> "Outcome":
        return self.plans.outcome

    def document(self) -> "Document":
        """The changes that repairs make in the data, the plan or why there is none, the other
        plans.
        """
        from hpplan.planning import Infeasible, Solved
        from hpplan.solving.result import Undecided
        from hpplan.views import plan as plan_view

        situation = self.situation
        match self.outcome:
            case Solved(plan=plan, opinions=opinions, interrupted=interrupted):
                shown = plan_view.document(situation, plan, opinions, interrupted=interrupted)
                return (*self.edits(), *shown, *self.differences())
            case Infeasible() as why:
                from hpplan.views import conflict

                found = conflict.document(
                    situation, why, full=self.full, repairs=self.repairs, command=self.command
                )
                return (*self.edits(), *found)
            case Undecided() as why:
                return plan_view.undecided(situation, why)

    def edits(self) -> "Document":
        if not self.applied:
            return ()
        from hpplan.views import conflict

        return conflict.applied(self.applied)

    def differences(self) -> "Document":
        if self.plans.choice is not None:
            from hpplan.views import robust

            return robust.document(self.plans.choice)
        if self.plans.alternatives is None:
            return ()
        from hpplan.views import alternatives

        return alternatives.compared(self.plans.alternatives)

    def json(self) -> str:
        from hpplan.planning import Solved

        if self.plans.choice is not None and isinstance(self.outcome, Solved):
            from hpplan.views import answers_json

            return answers_json.robust(self.outcome.plan, self.plans.choice)
        if self.plans.alternatives is not None and isinstance(self.outcome, Solved):
            from hpplan.views import answers_json

            return answers_json.plan(self.outcome.plan, self.plans.alternatives)
        from hpplan.views import plan_json

        return plan_json.render(self.situation, self.outcome, self.applied)

    def end(self, asked: Format | None, form: Format, output: Path | None) -> None:
        """Show the answer in the format, and end the command with the matching exit code. Without a
        plan no file is written, and the answer is shown in the format `asked` for by name.
        """
        from hpplan.planning import Infeasible, Solved
        from hpplan.solving.result import Undecided

        interrupted = self.plans.interrupted
        match self.outcome:
            case Solved():
                self._give(form, None if interrupted else output)
                if not interrupted:
                    return
                if self.plans.several:
                    say(_(CUT_SHORT))
                elif form is not Format.TEXT:
                    from hpplan.views.plan import SO_FAR

                    say(_(SO_FAR))
                code = ExitCode.INTERRUPTED
            case Undecided(interrupted=True):
                if form is Format.JSON:
                    self._give(form, None)
                say(_("interrupted: there is no plan yet"))
                raise typer.Exit(ExitCode.INTERRUPTED)
            case Infeasible():
                self._give(asked or Format.TEXT, None)
                code = ExitCode.INTERRUPTED if self.outcome.interrupted else ExitCode.IMPOSSIBLE
            case Undecided():
                self._give(asked or Format.TEXT, None)
                code = ExitCode.UNDECIDED
        if output is not None:
            say(unwritten(output))
        raise typer.Exit(code)

    def _give(self, form: Format, output: Path | None) -> None:
        """Write the answer in the format; a table or a picture needs a plan, otherwise it is shown
        in words.
        """
        from hpplan.planning import Solved

        match form, self.outcome:
            case Format.JSON, _:
                answer_data(self.json(), output)
            case ((Format.TEXT | Format.MARKDOWN), _):
                read = charts_of(self.document(), form, no_chart=self.no_chart)
                answer_document(read, form, output, self.colour)
            case _, Solved() as solved:
                from hpplan.views.formats.csv_text import DIALECTS
                from hpplan.views.plan_files import plan_file

                if edits := self.edits():
                    say_document(edits, self.colour)
                dialect = DIALECTS[self.dialect]
                answer_file(plan_file(form, self.situation, solved, dialect), output)
            case _:
                say_document(self.document(), self.colour)  # the format has no words
