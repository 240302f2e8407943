"""The only door to a plan: solved, then held against the rules' own verifiers.

Whoever wants a plan asks here, not the solver.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import assert_never

from hpplan.changes import changed, together
from hpplan.domain.snapshot import Placements
from hpplan.findings import Severity
from hpplan.programme import Situation
from hpplan.solving.engine import Step, plan_best
from hpplan.solving.outcome import Impossible, Limits, Outcome, Repair, Solved, Undecided
from hpplan.verification import verify


class UnverifiedPlan(Exception):
    """A plan of ours breaks a hard rule by that rule's own verifier: a bug in hpplan."""


def best_plan(
    situation: Situation,
    limits: Limits,
    on_progress: Callable[[Step], None] | None = None,
    start: Placements | None = None,
) -> Outcome:
    """The best plan by the goals in rank order, or why there is none; `start` is tried first.

    The plan has passed verification, and so has each plan that a repair was priced with. Raises
    UnverifiedPlan where one does not pass.
    """
    outcome = plan_best(situation, limits, on_progress, start=start)
    match outcome:
        case Solved(plan=plan):
            pass_verification(situation, plan.waves)
        case Impossible(conflicts=conflicts):
            repairs = {repair.id: repair for conflict in conflicts for repair in conflict.repairs}
            for repair in repairs.values():
                if repair.placements is not None:
                    others = (repairs[name] for name in repair.tried_with)
                    pass_verification(repaired(situation, [repair, *others]), repair.placements)
        case Undecided():
            pass
        case _:
            assert_never(outcome)
    return outcome


def pass_verification(situation: Situation, waves: Mapping[str, str]) -> None:
    """Raise UnverifiedPlan if the placements break a hard rule that still binds."""
    errors = [f for f in verify(situation, waves) if f.severity is Severity.ERROR]
    if errors:
        raise UnverifiedPlan(f"a plan of ours does not pass verification: {errors[0].message}")


def repaired(situation: Situation, repairs: Iterable[Repair]) -> Situation:
    """The situation with these repairs of its conflicts."""
    in_order = sorted(repairs, key=lambda repair: repair.conflict)
    return changed(situation, together(c for repair in in_order for c in repair.changes))
