"""Goals in rank order: each is made as good as it can be, then held while the next is improved."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hpplan.goals.base import Goal, Sense
from hpplan.plan import Proof, plan_of
from hpplan.programme import Situation
from hpplan.solving.cpsat import Answer, Status
from hpplan.solving.decisions import Encoded, plain
from hpplan.solving.impossible import explained
from hpplan.solving.model import Expression, expression
from hpplan.solving.outcome import Impossible, Limits, Outcome, Solved, Undecided
from hpplan.solving.reasons import reasons
from hpplan.solving.search import Budget, any_values, best_values, quick_values, with_all_of
from hpplan.solving.symmetry import Alike, tell_alike


@dataclass(frozen=True, slots=True)
class Step:
    """How far a goal has come; told while solving, and kept for the bounds of the plan."""

    goal: Goal
    value: int
    bound: int | None
    proved: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class _Aim:
    """A goal as an expression to minimise. `sign` turns its value into the goal's own."""

    goal: Goal
    minimise: Expression
    sign: int

    def own(self, value: int | None) -> int | None:
        return None if value is None else self.sign * value


def plan_best(
    situation: Situation, limits: Limits, tell: Callable[[Step], None] | None = None
) -> Outcome:
    """The best plan by the goals in rank order, or why there is none. `tell` hears of each goal."""
    started = time.monotonic()
    until = started + limits.seconds
    encoded = plain(situation)
    aims = [_aim(goal, encoded, situation) for goal in situation.goals]
    alike = tell_alike(situation, encoded)
    found = _any_plan(encoded, alike, aims[:1], Budget(until, limits.workers))
    match found.status:
        case Status.INFEASIBLE:
            left = max(until - time.monotonic(), 1.0)
            why = explained(situation, replace(limits, seconds=left))
            return Impossible(
                why.conflicts,
                time.monotonic() - started,
                why.interrupted or found.interrupted,
                why.all_found,
                why.together,
            )
        case Status.UNKNOWN:
            return Undecided(time.monotonic() - started, found.interrupted)
        case Status.OPTIMAL | Status.FEASIBLE:
            pass
    best, steps = found.values, list[Step]()
    assert best is not None
    for aim in aims:
        if found.interrupted:
            break
        share = (until - time.monotonic()) / (len(aims) - len(steps))
        budget = Budget(time.monotonic() + share, limits.workers)
        known = None
        if aim is aims[0]:
            known = found.bound
        elif (packed := _in_few_waves(encoded, alike, aim, budget, best)) is not None:
            best = packed
        found = best_values(encoded.model, aim.minimise, budget, best, known)
        best = found.values if found.values is not None else best
        proved = found.status is Status.OPTIMAL and all(step.proved for step in steps)
        value = aim.minimise.value(best)
        steps.append(
            Step(
                aim.goal,
                aim.sign * value,
                aim.own(found.bound),
                proved,
                time.monotonic() - started,
            )
        )
        if tell is not None:
            tell(steps[-1])
        encoded.model.linear(
            zip(aim.minimise.coefficients, aim.minimise.variables, strict=True),
            None,
            value - aim.minimise.constant,
        )
    placements = encoded.placements(best)
    _agree(situation, placements, steps)
    bounds = [step.bound for step in steps]
    bounds += [aim.own(encoded.model.floor(aim.minimise)) for aim in aims[len(steps) :]]
    proved = len(steps) == len(aims) and all(step.proved for step in steps)
    plan = plan_of(
        situation,
        placements,
        Proof.OPTIMAL if proved else Proof.FEASIBLE,
        bounds,
        reasons(situation, placements),
    )
    return Solved(plan, time.monotonic() - started, found.interrupted)


def _aim(goal: Goal, encoded: Encoded, situation: Situation) -> _Aim:
    objective = goal.encode(situation.snapshot, encoded)
    sign = 1 if goal.sense is Sense.MINIMISE else -1
    terms = ((sign * coefficient, literal) for coefficient, literal in objective.terms)
    return _Aim(goal, expression(terms, sign * objective.constant), sign)


def _any_plan(encoded: Encoded, alike: Alike, first: Sequence[_Aim], budget: Budget) -> Answer:
    """A plan that keeps the hard rules: one with everybody placed if it is found in half the time,
    since that settles who takes part. The bound, if there is one, is that of the first aim.
    """
    current = alike.arranged(encoded.snapshot.current())
    hint = encoded.assignment(current)
    if first and (packed := _in_few_waves(encoded, alike, first[0], budget)) is not None:
        return Answer(Status.FEASIBLE, packed, None)
    if len(current) == len(encoded.snapshot.taking_part) and encoded.model.keeps(hint):
        return Answer(Status.FEASIBLE, hint, None)
    optional = encoded.optional
    if not optional and first:
        found = quick_values(encoded.model, first[0].minimise, budget, hint)
        if found.interrupted or found.status is not Status.UNKNOWN:
            return found
    if optional:
        half = Budget(time.monotonic() + budget.left / 2, budget.workers)
        everybody = with_all_of(encoded.model, [~literal for literal in optional])
        found = any_values(everybody, half, hint)
        if found.interrupted or found.status in (Status.OPTIMAL, Status.FEASIBLE):
            return found
    return any_values(encoded.model, budget, hint)


def _in_few_waves(
    encoded: Encoded,
    alike: Alike,
    aim: _Aim,
    budget: Budget,
    best: Sequence[int] | None = None,
) -> list[int] | None:
    """For a goal that counts the waves used: better values than these, if packing gives any."""
    counted = dict(zip(aim.minimise.variables, aim.minimise.coefficients, strict=True))
    if counted != dict.fromkeys(encoded.used.values(), 1):
        return None
    if best is not None and aim.minimise.value(best) <= alike.fewest:
        return None
    plan = alike.in_few_waves(encoded, budget.until)
    if plan is None:
        return None
    values = encoded.assignment(plan)
    better = best is None or aim.minimise.value(values) < aim.minimise.value(best)
    return values if better and encoded.model.keeps(values) else None


def _agree(situation: Situation, placements: dict[str, str], steps: Sequence[Step]) -> None:
    """What was proved is what is measured; anything else is a bug of ours.

    A goal that was not proved may measure better than the solver saw, since later goals, and
    helpers that nobody pressed down, leave it room.
    """
    for step in steps:
        measured = step.goal.measure(situation.snapshot, placements)
        better = (
            measured - step.value if step.goal.sense is Sense.MINIMISE else step.value - measured
        )
        if better > 0 or (step.proved and better != 0):
            raise AssertionError(
                f"{step.goal.kind} measures {measured}, but the solver saw {step.value}"
            )
