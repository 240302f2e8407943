"""hpplan: a rollout planner that places sites into go-live waves and proves the plan.

The functions of `hpplan.api`, and the values they take and return, are to be had from here. They
are imported when they are first used, so that `import hpplan` costs nothing.
"""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hpplan.advice.alternatives import (
        Alternatives,
    )
    from hpplan.advice.asking import (
        Answer,
        Possible,
    )
    from hpplan.advice.assumptions import (
        Assumptions,
    )
    from hpplan.advice.capacity import (
        CapacitiesExplained,
    )
    from hpplan.advice.effect import (
        Effect,
    )
    from hpplan.advice.expressions import (
        Misread,
        read_changes,
    )
    from hpplan.advice.recommendation import (
        Recommendation,
    )
    from hpplan.advice.rule import (
        RuleExplained,
    )
    from hpplan.advice.site import (
        SiteExplained,
        WhyNot,
    )
    from hpplan.advice.wave import (
        WaveExplained,
    )
    from hpplan.advice.whatif import (
        WhatIf,
    )
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
    from hpplan.changes import (
        Change,
        changed,
    )
    from hpplan.differences import (
        Difference,
    )
    from hpplan.findings import (
        Finding,
        Note,
        Place,
        Severity,
    )
    from hpplan.names import (
        UnknownName,
    )
    from hpplan.periods import (
        Period,
    )
    from hpplan.plan import (
        GoalValue,
        Placement,
        Plan,
        Proof,
        Unplaced,
    )
    from hpplan.programme import (
        Overrides,
        Programme,
        Situation,
    )
    from hpplan.reading import (
        Reading,
    )
    from hpplan.reading.plan_file import (
        PlanReading,
    )
    from hpplan.solving.engine import (
        Step,
    )
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
    from hpplan.timelines import (
        Timeline,
    )

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
    "Impossible",
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
    "Possible",
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
    "advice.alternatives": ("Alternatives",),
    "advice.asking": ("Answer", "Possible"),
    "advice.assumptions": ("Assumptions",),
    "advice.capacity": ("CapacitiesExplained",),
    "advice.effect": ("Effect",),
    "advice.expressions": ("Misread", "read_changes"),
    "advice.recommendation": ("Recommendation",),
    "advice.rule": ("RuleExplained",),
    "advice.site": ("SiteExplained", "WhyNot"),
    "advice.wave": ("WaveExplained",),
    "advice.whatif": ("WhatIf",),
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
    "changes": ("Change", "changed"),
    "differences": ("Difference",),
    "findings": ("Finding", "Note", "Place", "Severity"),
    "names": ("UnknownName",),
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
