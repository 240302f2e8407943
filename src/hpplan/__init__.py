"""hpplan: a rollout planner that places sites into go-live waves and proves the plan.

The functions of `hpplan.api`, and the values they take and return, are to be had from here. They
are imported when they are first used, so that `import hpplan` costs nothing.
"""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hpplan.api import assign, check, diff, load, read_plan, situation, timeline, verify
    from hpplan.differences import Difference
    from hpplan.findings import Finding, Note, Place, Severity
    from hpplan.periods import Period
    from hpplan.plan import GoalValue, Placement, Plan, Proof, Unplaced
    from hpplan.programme import Overrides, Programme, Situation
    from hpplan.reading import Reading
    from hpplan.reading.plan_file import PlanReading
    from hpplan.solving.engine import Step
    from hpplan.solving.outcome import (
        Conflict,
        Impossible,
        Limits,
        Outcome,
        Repair,
        Solved,
        StatedFact,
        Undecided,
    )
    from hpplan.timelines import Timeline

__version__ = "0.1.0"

__all__ = [
    "Conflict",
    "Difference",
    "Finding",
    "GoalValue",
    "Impossible",
    "Limits",
    "Note",
    "Outcome",
    "Overrides",
    "Period",
    "Place",
    "Placement",
    "Plan",
    "PlanReading",
    "Programme",
    "Proof",
    "Reading",
    "Repair",
    "Severity",
    "Situation",
    "Solved",
    "StatedFact",
    "Step",
    "Timeline",
    "Undecided",
    "Unplaced",
    "assign",
    "check",
    "diff",
    "load",
    "read_plan",
    "situation",
    "timeline",
    "verify",
]

_HOMES: Final = {
    "api": ("assign", "check", "diff", "load", "read_plan", "situation", "timeline", "verify"),
    "differences": ("Difference",),
    "findings": ("Finding", "Note", "Place", "Severity"),
    "periods": ("Period",),
    "plan": ("GoalValue", "Placement", "Plan", "Proof", "Unplaced"),
    "programme": ("Overrides", "Programme", "Situation"),
    "reading": ("Reading",),
    "reading.plan_file": ("PlanReading",),
    "solving.engine": ("Step",),
    "solving.outcome": (
        "Conflict",
        "Impossible",
        "Limits",
        "Outcome",
        "Repair",
        "Solved",
        "StatedFact",
        "Undecided",
    ),
    "timelines": ("Timeline",),
}
"""The rooms that the names come from. A test compares them with what is imported above."""

if not TYPE_CHECKING:  # so that a type checker still knows which names there are

    def __getattr__(name: str) -> object:
        from importlib import import_module

        for room, names in _HOMES.items():
            if name in names:
                found = getattr(import_module(f"hpplan.{room}"), name)
                globals()[name] = found
                return found
        raise AttributeError(f"module 'hpplan' has no attribute '{name}'", name=name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
