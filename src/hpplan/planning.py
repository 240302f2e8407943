"""The only door to a plan: solved, then held against the rules' own verifiers.

Whoever wants a plan asks here, not the solver.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import assert_never

from hpplan.conflicts.conflict import Repair
from hpplan.diagnostics.finding import Severity
from hpplan.domain.snapshot import Placements
from hpplan.programme.plan import Plan, Proof
from hpplan.programme.programme import Situation
from hpplan.solving.result import Limits, Undecided
from hpplan.solving.second_opinion import Opinion
from hpplan.solving.solve import Step
from hpplan.solving.strategies import Budget
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
    UnverifiedPlan where one does not pass, ValueError where numbers are too large to add up.
    """
    refuse_too_large(situation)
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


def best_plan_proved_twice(
    situation: Situation,
    limits: Limits,
    on_progress: Callable[[Step], None] | None = None,
) -> Outcome:
    """The best plan, with a second opinion on each goal that was proved, in the same time.

    A goal that is not proved again counts as unproved. Raises EngineContradiction if a goal that
    was proved best turns out not to be.
    """
    until = time.monotonic() + limits.seconds
    outcome = best_plan(situation, replace(limits, seconds=limits.seconds / 2), on_progress)
    if not isinstance(outcome, Solved) or outcome.interrupted:
        return outcome
    started = time.monotonic()
    from hpplan.solving.second_opinion import second_opinions

    opinions = second_opinions(situation, outcome.plan, Budget(until, limits.workers))
    return Solved(
        only_confirmed(outcome.plan, opinions),
        outcome.seconds + time.monotonic() - started,
        opinions=opinions,
    )


def only_confirmed(plan: Plan, opinions: Iterable[Opinion]) -> Plan:
    """The plan in which only those goals count as proved that the opinions confirm."""
    goals = list(plan.goals)
    proved = True
    for rank, opinion in enumerate(opinions):
        proved = proved and opinion.confirmed
        bound = goals[rank].bound if opinion.confirmed else opinion.bound
        goals[rank] = replace(goals[rank], bound=bound, proved=proved)
    proof = plan.proof if proved else Proof.FEASIBLE
    return replace(plan, goals=tuple(goals), proof=proof)


def refuse_too_large(situation: Situation) -> None:
    """Raise ValueError if sums are beyond counting; data that is read from files never has such."""
    if beyond := situation.programme.too_large:
        raise ValueError(beyond[0].message)


def pass_verification(situation: Situation, waves: Mapping[str, str]) -> None:
    """Raise UnverifiedPlan if the placements break a hard rule that still binds."""
    errors = [f for f in verify(situation, waves) if f.severity is Severity.ERROR]
    if errors:
        raise UnverifiedPlan(f"a plan of ours does not pass verification: {errors[0].message}")


def repaired(situation: Situation, repairs: Iterable[Repair]) -> Situation:
    """The situation with these repairs of its conflicts."""
    from hpplan.programme.changes import changed, together

    in_order = sorted(repairs, key=lambda repair: repair.conflict)
    return changed(situation, together(c for repair in in_order for c in repair.changes))
