"""Progress reports on stderr for a user who waits."""

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from hpplan.cli.output import is_terminal, say
from hpplan.text import literal

SOON, LATE = 1.0, 60.0
"""Seconds before the first progress report, and at most between two reports."""

if TYPE_CHECKING:
    from hpplan.execution.executor import Progress
    from hpplan.programme.programme import SituationData
    from hpplan.solving.solve import Step


def progress(situation: "SituationData") -> "Callable[[Step], None] | None":
    """Report each goal on a line, if stderr is a terminal; else nothing."""
    if not is_terminal(sys.stderr):
        return None
    from hpplan.goals.base import Sense

    started = time.monotonic()
    goals, snapshot = list(situation.goals), situation.snapshot

    def show(step: "Step") -> None:
        rank = goals.index(step.goal) + 1
        known = "proved best" if step.proved else "no bound known"
        if not step.proved and step.bound is not None:
            word = "at least" if step.goal.sense is Sense.MINIMISE else "at most"
            known = f"best is {word} {step.goal.unit(snapshot).amount(step.bound)}"
        seconds = time.monotonic() - started
        said = step.goal.says_value(snapshot, step.value) or step.goal.sentence()
        say(f"  {rank}/{len(goals)} {literal(said)}: {known}, {seconds:.1f} s")

    return show


def progress_in(things: str) -> "Progress":
    """Report progress after a second, and after twice as long each time, if stderr is a terminal;
    else nothing.
    """
    last, wait = time.monotonic(), SOON

    def show(done: int, of: int) -> None:
        nonlocal last, wait
        now = time.monotonic()
        if now - last >= wait and done < of and is_terminal(sys.stderr):
            last, wait = now, min(2 * wait, LATE)
            say(f"  {done:,} of {of:,} {things}")

    return show
