"""How far a search has come, told on stderr to somebody who waits for it."""

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from hpplan.cli.output import is_terminal, say
from hpplan.text import literal

if TYPE_CHECKING:
    from hpplan.programme.programme import Situation
    from hpplan.solving.solve import Step


def progress(situation: "Situation") -> "Callable[[Step], None] | None":
    """A line for each goal, if stderr is a terminal; else nobody listens."""
    if not is_terminal(sys.stderr):
        return None
    started = time.monotonic()
    goals = list(situation.goals)

    def tell(step: "Step") -> None:
        rank = goals.index(step.goal) + 1
        known = "proved" if step.proved else "no bound known"
        if not step.proved and step.bound is not None:
            known = f"bound {step.bound}"
        seconds = time.monotonic() - started
        kind = literal(step.goal.kind)
        say(f"  {rank}/{len(goals)} {kind:14} {step.value:>10}  {known}, {seconds:.1f} s")

    return tell
