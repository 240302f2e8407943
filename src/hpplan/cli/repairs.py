"""Repairs of conflicts that the user asked to plan with."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import typer

from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.output import say
from hpplan.cli.written_answers import WRITE
from hpplan.text import literal

if TYPE_CHECKING:
    from hpplan.conflicts.conflict import Repair
    from hpplan.planning import Outcome

APPLY: Final = "--apply-repair"
DRY_RUN: Final = "--dry-run"


def checked(asked: Sequence[str], *, write: bool, dry_run: bool) -> None:
    """End the command if the options do not fit together."""
    for option, given in ((WRITE, write), (DRY_RUN, dry_run)):
        if given and not asked:
            raise typer.BadParameter(f"it applies to {APPLY} only", param_hint=option)


def chosen(asked: Sequence[str], outcome: "Outcome") -> "list[Repair]":
    """The repairs with these ids; a wrong id is a usage error."""
    from hpplan.planning import Infeasible, Solved

    if outcome.interrupted:
        say("interrupted: not all repairs are known")
        raise typer.Exit(ExitCode.INTERRUPTED)
    match outcome:
        case Infeasible(conflicts=conflicts):
            known = {repair.id: repair for conflict in conflicts for repair in conflict.repairs}
        case Solved():
            raise typer.BadParameter(
                "a plan exists without it: there is no conflict", param_hint=APPLY
            )
        case _:
            known = {}
    for name in asked:
        if name not in known:
            there = f"there are {', '.join(known)}" if known else "none was found"
            raise typer.BadParameter(
                f"there is no repair '{literal(name)}': {there}", param_hint=APPLY
            )
    return [known[name] for name in dict.fromkeys(asked)]
