"""Answers that are also written: `assign --apply-repair … --write` and `whatif … --write`."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from hpplan.cli.data_changes import NOTHING_WRITTEN, OpenData, opened, refuse
from hpplan.cli.data_directory import require_waves, situation_on
from hpplan.cli.formats import Format
from hpplan.cli.grounds import StatedGrounds
from hpplan.cli.output import answer_document, say, say_document
from hpplan.text import literal
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.cli.reply import Reply
    from hpplan.periods import Period
    from hpplan.programme.changes import Change
    from hpplan.programme.plan import PlanData
    from hpplan.programme.programme import SituationData
    from hpplan.programme.statements import Grounds, Statement
    from hpplan.solving.result import Limits
    from hpplan.views.document import Document

WRITE: Final = "--write"

Write = Annotated[
    bool,
    typer.Option(
        WRITE,
        help="Also add to the data what is shown: moves as planned claims, dates as go-lives, a "
        "changed rule as the old one that ends and a new one. With --source or --new-source.",
    ),
]


@dataclass(frozen=True, slots=True)
class Written:
    """What is written of an answer: its assumptions, the sites that move and their waves, the new
    dates of waves, and the resulting plan.
    """

    changes: "Sequence[Change]"
    moves: Mapping[str, str]
    dates: "Mapping[str, Period]"
    plan: "PlanData"


@dataclass(frozen=True, slots=True)
class Writing:
    """The data that an answer is written into, on which grounds, and whether it is only shown."""

    data: OpenData
    situation: "SituationData"
    stated: StatedGrounds
    grounds: "Grounds"
    dry_run: bool
    limits: "Limits"

    def accept(self, changes: "Sequence[Change]") -> None:
        """Refuse, before the work, changes that cannot be written."""
        from hpplan.analysis.change_statements import not_written

        if (found := not_written(self.situation, changes, self.grounds)) is not None:
            message = f"it cannot write this: {found.why}"
            raise typer.BadParameter(literal(message), param_hint=WRITE)

    def write(self, answer: Written, form: Format, output: Path | None) -> None:
        """Write the answer; show the changes, on stderr if the answer is for programs."""
        from hpplan.analysis.adoption import on_the_day
        from hpplan.analysis.change_statements import statements_of
        from hpplan.cli.written_statements import end_if_interrupted, refuse_vain, tried
        from hpplan.cli.written_statements import written as written_into
        from hpplan.views.document import Sentence

        programme, grounds = self.data.programme, self.grounds
        situation = on_the_day(programme, grounds)
        statements = statements_of(situation, answer.changes, grounds, answer.moves, answer.dates)
        if statements:
            self._knew(answer, situation.as_of)
            refuse_vain(self.data, situation, statements, grounds)
            self._keeps_rules(situation, statements, answer.plan)
        ready = tried(self.data, situation, statements, grounds, self.stated)
        if not ready.changes:
            say("nothing to write: the data says so already")
            return
        day, known, dry_run = situation.as_of, grounds.known_from, self.dry_run
        written = written_into(self.data, ready.trial, day, known, self.limits, dry_run=dry_run)
        heading = Sentence("To be written:" if self.dry_run else "Written:")
        self._show((heading, *written.lines, *written.changes()), form, output)
        end_if_interrupted(written)

    def _knew(self, answer: Written, day: date) -> None:
        """End the command unless the answer was based on everything known when it would count,
        except what of it is written already.
        """
        from hpplan.analysis.change_statements import statements_of
        from hpplan.programme.digest import digest
        from hpplan.programme.statements import unstated

        asked, own = self.situation.as_of, self.grounds
        said = statements_of(self.situation, answer.changes, own, answer.moves, answer.dates)
        programme = unstated(self.data.programme, said)
        if digest(programme, asked, {}, {}) != digest(programme, day, {}, {}):
            refuse(
                self.data.reply,
                f"this would count from {day}, when other things are known than on {asked}: ask "
                f"with --as-of {day}",
            )

    def _keeps_rules(
        self, situation: "SituationData", statements: "Sequence[Statement]", plan: "PlanData"
    ) -> None:
        """End the command unless the plan that was shown keeps every rule of the data as
        written.
        """
        from hpplan.analysis.adoption import after
        from hpplan.verification import errors_of

        then = after(situation, statements, self.grounds)
        if broken := errors_of(then, plan.waves, days=plan.days):
            say(f"Error: the plan does not go with what would be written; {NOTHING_WRITTEN}")
            self.data.reply.refuse(broken, self.data.programme.places)

    def _show(self, shown: "Document", form: Format, output: Path | None) -> None:
        colour = self.data.reply.colour
        if form is Format.TEXT and output is None:
            answer_document(shown, form, None, colour)
        else:
            say_document(shown, colour)


def writing(
    folder: Path | None,
    as_of: str | None,
    reply: "Reply",
    stated: StatedGrounds,
    *,
    dry_run: bool,
    limits: "Limits",
) -> Writing:
    """The data for the question, to be written into afterwards."""
    data = opened(folder, reply)
    situation = require_waves(situation_on(data.programme, as_of), reply)
    return Writing(data, situation, stated, stated.grounds(data), dry_run, limits)


def only_with_write(stated: StatedGrounds, *, write: bool) -> None:
    """Refuse grounds where nothing is to be written: a usage error."""
    if stated.given and not write:
        raise typer.BadParameter(f"it applies to {WRITE} only", param_hint=stated.given[0])
