"""hpplan: a rollout planner that places sites into go-live waves and proves the plan.

The functions of `hpplan.api`, and the values they take and return, are to be had from here. They
are imported when they are first used, so that `import hpplan` costs nothing.
"""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hpplan.analysis.alternatives import Alternatives
    from hpplan.analysis.assumptions import Assumptions
    from hpplan.analysis.capacity import CapacitiesExplained
    from hpplan.analysis.diff import Difference
    from hpplan.analysis.effect import Effect
    from hpplan.analysis.recommendation import Recommendation
    from hpplan.analysis.rule import RuleExplained
    from hpplan.analysis.scenario import Answer, SolvedScenario
    from hpplan.analysis.site import SiteExplained, WhyNot
    from hpplan.analysis.timeline import Timeline
    from hpplan.analysis.wave import WaveExplained
    from hpplan.analysis.what_if import WhatIf
    from hpplan.api import (
        alternatives,
        assign,
        check,
        diff,
        explain,
        explain_assumptions,
        explain_capacity,
        explain_rule,
        explain_wave,
        load,
        read_plan,
        recommend,
        situation,
        timeline,
        verify,
        whatif,
        why_not,
    )
    from hpplan.conflicts.conflict import Conflict, Repair, StatedFact
    from hpplan.diagnostics.finding import Finding, Note, Severity
    from hpplan.diagnostics.place import Place
    from hpplan.periods import Period
    from hpplan.planning import Infeasible, Outcome, Solved
    from hpplan.programme.changes import Change, changed
    from hpplan.programme.names import UnknownName
    from hpplan.programme.plan import GoalValue, Placement, Plan, Proof, Unplaced
    from hpplan.programme.programme import Overrides, Programme, Situation
    from hpplan.reading import Reading
    from hpplan.reading.expressions import Misread, read_changes
    from hpplan.reading.plan_file import PlanReading
    from hpplan.solving.result import Limits, Undecided
    from hpplan.solving.solve import Step

__version__ = "0.1.0"

__all__ = [
    "Alternatives",
    "Answer",
    "Assumptions",
    "CapacitiesExplained",
    "Change",
    "Conflict",
    "Difference",
    "Effect",
    "Finding",
    "GoalValue",
    "Infeasible",
    "Limits",
    "Misread",
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
    "Recommendation",
    "Repair",
    "RuleExplained",
    "Severity",
    "SiteExplained",
    "Situation",
    "Solved",
    "SolvedScenario",
    "StatedFact",
    "Step",
    "Timeline",
    "Undecided",
    "UnknownName",
    "Unplaced",
    "WaveExplained",
    "WhatIf",
    "WhyNot",
    "alternatives",
    "assign",
    "changed",
    "check",
    "diff",
    "explain",
    "explain_assumptions",
    "explain_capacity",
    "explain_rule",
    "explain_wave",
    "load",
    "read_changes",
    "read_plan",
    "recommend",
    "situation",
    "timeline",
    "verify",
    "whatif",
    "why_not",
]

_HOMES: Final = {
    "analysis.alternatives": ("Alternatives",),
    "analysis.assumptions": ("Assumptions",),
    "analysis.capacity": ("CapacitiesExplained",),
    "analysis.diff": ("Difference",),
    "analysis.effect": ("Effect",),
    "analysis.recommendation": ("Recommendation",),
    "analysis.rule": ("RuleExplained",),
    "analysis.scenario": ("Answer", "SolvedScenario"),
    "analysis.site": ("SiteExplained", "WhyNot"),
    "analysis.timeline": ("Timeline",),
    "analysis.wave": ("WaveExplained",),
    "analysis.what_if": ("WhatIf",),
    "api": (
        "alternatives",
        "assign",
        "check",
        "diff",
        "explain",
        "explain_assumptions",
        "explain_capacity",
        "explain_rule",
        "explain_wave",
        "load",
        "read_plan",
        "recommend",
        "situation",
        "timeline",
        "verify",
        "whatif",
        "why_not",
    ),
    "conflicts.conflict": ("Conflict", "Repair", "StatedFact"),
    "diagnostics.finding": ("Finding", "Note", "Severity"),
    "diagnostics.place": ("Place",),
    "periods": ("Period",),
    "planning": ("Infeasible", "Outcome", "Solved"),
    "programme.changes": ("Change", "changed"),
    "programme.names": ("UnknownName",),
    "programme.plan": ("GoalValue", "Placement", "Plan", "Proof", "Unplaced"),
    "programme.programme": ("Overrides", "Programme", "Situation"),
    "reading": ("Reading",),
    "reading.expressions": ("Misread", "read_changes"),
    "reading.plan_file": ("PlanReading",),
    "solving.result": ("Limits", "Undecided"),
    "solving.solve": ("Step",),
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
