"""Statements that a command writes into the data: tried, shown, written, and their effect."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import typer

from hpplan.cli.data_changes import OpenData, refuse
from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.grounds import StatedGrounds
from hpplan.cli.output import say
from hpplan.cli.question import CUT_SHORT
from hpplan.text import literal

if TYPE_CHECKING:
    from hpplan.programme.programme import SituationData
    from hpplan.programme.statements import Grounds, Statement
    from hpplan.recording.statements import StatementsTried
    from hpplan.recording.trial import Trial
    from hpplan.solving.result import Limits
    from hpplan.views.data_written import DataWritten


def written(
    data: OpenData,
    tried: "Trial",
    day: date | None,
    known: date | None,
    limits: "Limits",
    *,
    dry_run: bool,
) -> "DataWritten":
    """Write the changes, unless it is a dry run, and report their effect as of the day; they are
    `known` from another one.
    """
    from hpplan.views.data_written import data_written

    data.write(tried, dry_run=dry_run)
    return data_written(tried, day, known, limits, dry_run=dry_run)


def end_if_interrupted(written: "DataWritten") -> None:
    """End the command if the user interrupted the search for the effect."""
    if written.effect is not None and written.effect.interrupted:
        say(CUT_SHORT)
        raise typer.Exit(ExitCode.INTERRUPTED)


def tried(
    data: OpenData,
    situation: "SituationData",
    statements: "Sequence[Statement]",
    grounds: "Grounds",
    stated: StatedGrounds,
) -> "StatementsTried":
    """The statements in the files, with their source and the programme's date, if those are new.
    Statements that must not be written end the command.
    """
    from hpplan.recording.statements import statements_tried

    beside = list(stated.changes(data.programme, grounds, source=bool(statements)))
    return data.allowed(statements_tried(data.files, situation, statements, beside))


def refuse_vain(
    data: OpenData,
    situation: "SituationData",
    statements: "Sequence[Statement]",
    grounds: "Grounds",
) -> None:
    """End the command because of a claim that would not count: others are newer, or as new and
    believed.
    """
    from hpplan.recording.statements import in_vain

    if (why := in_vain(situation, statements, grounds)) is not None:
        refuse(data.reply, literal(why.message), why.place)
