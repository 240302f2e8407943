"""Goals in rank order: each is made as good as it can be, then held while the next is improved."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from math import inf
from typing import Final

from hpplan.goals.base import Goal, Sense
from hpplan.plan import Proof, plan_of
from hpplan.programme import Situation
from hpplan.solving.conflict import conflicts
from hpplan.solving.cpsat import Answer, Settings, Status, solve
from hpplan.solving.decisions import Encoded, plain
from hpplan.solving.model import Expression, expression
from hpplan.solving.outcome import Impossible, Limits, Outcome, Solved, Undecided
from hpplan.solving.reasons import reasons

RELAXING: Final = {"linearization_level": 2}
"""The full linear relaxation carries the bound of goals that weigh, and of those that capacities
keep from being reached.
"""
BY_CORES: Final = {"optimize_with_core": True, "linearization_level": 0}
"""Cores prove goals that count where nearly all can be had, and want no relaxation beside them."""
FIRST_TURN: Final = 2.0
"""How long, in the engine's deterministic seconds, the first search of a goal may take before the
other settings get their turn; each round takes four times as long.
"""


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

    def left() -> float:
        return limits.seconds - (time.monotonic() - started)

    encoded = plain(situation)
    aims = [_aim(goal, encoded, situation) for goal in situation.goals]
    best: Sequence[int] | None = None
    steps: list[Step] = []
    interrupted = False
    for aim in aims:
        if interrupted or (best is not None and left() <= 0):
            break
        answer = _improve(encoded, aim, best, limits, left() / (len(aims) - len(steps)))
        interrupted = answer.interrupted
        match answer.status:
            case Status.INFEASIBLE if best is None:
                found = conflicts(situation, max(left(), 1.0))
                return Impossible(found, time.monotonic() - started)
            case Status.UNKNOWN if best is None:
                return Undecided(time.monotonic() - started, interrupted)
            case Status.INFEASIBLE:
                raise AssertionError(f"{aim.goal.kind} made a plan that existed impossible")
            case Status.OPTIMAL | Status.FEASIBLE | Status.UNKNOWN:
                best = answer.values if answer.values is not None else best
        assert best is not None
        value = aim.minimise.value(best)
        proved = answer.status is Status.OPTIMAL and all(step.proved for step in steps)
        own_value = aim.sign * value
        steps.append(Step(aim.goal, own_value, aim.own(answer.bound), proved, left()))
        if tell is not None:
            tell(steps[-1])
        encoded.model.linear(
            zip(aim.minimise.coefficients, aim.minimise.variables, strict=True),
            None,
            value - aim.minimise.constant,
        )
    assert best is not None, "a programme has at least one goal"
    placements = encoded.placements(best)
    _agree(situation, placements, steps)
    bounds = [step.bound for step in steps] + [None] * (len(aims) - len(steps))
    proved = len(steps) == len(aims) and all(step.proved for step in steps)
    plan = plan_of(
        situation,
        placements,
        Proof.OPTIMAL if proved else Proof.FEASIBLE,
        bounds,
        reasons(situation, placements),
    )
    return Solved(plan, time.monotonic() - started, interrupted)


def _aim(goal: Goal, encoded: Encoded, situation: Situation) -> _Aim:
    objective = goal.encode(situation.snapshot, encoded)
    sign = 1 if goal.sense is Sense.MINIMISE else -1
    terms = ((sign * coefficient, literal) for coefficient, literal in objective.terms)
    return _Aim(goal, expression(terms, sign * objective.constant), sign)


def _improve(
    encoded: Encoded, aim: _Aim, best: Sequence[int] | None, limits: Limits, seconds: float
) -> Answer:
    """Search with one way of bounding after the other, each time longer, until the goal is proved
    or its share of the time is over. Which way proves a goal cannot be told beforehand.
    """
    until = time.monotonic() + seconds
    counting = all(abs(c) == 1 for c in aim.minimise.coefficients)
    ways = (RELAXING, BY_CORES) if counting else (RELAXING,)
    hint = encoded.assignment(encoded.snapshot.current()) if best is None else best
    found = Answer(Status.UNKNOWN, None, None)
    for turn in count():
        for way in ways:
            limit = FIRST_TURN * 4**turn if len(ways) > 1 else inf
            more = {**way, "max_deterministic_time": limit}
            settings = Settings(until - time.monotonic(), limits.workers, more=more)
            answer = solve(encoded.model, settings, aim.minimise, found.values or hint)
            found = _better(found, answer, aim.minimise)
            over = found.interrupted or time.monotonic() >= until
            if over or found.status in (Status.OPTIMAL, Status.INFEASIBLE):
                return found
    raise AssertionError("turns never end")


def _better(one: Answer, other: Answer, minimise: Expression) -> Answer:
    """What two searches of one goal know together."""
    if other.status in (Status.OPTIMAL, Status.INFEASIBLE):
        return other
    bounds = [bound for bound in (one.bound, other.bound) if bound is not None]
    found = [values for values in (one.values, other.values) if values is not None]
    values = min(found, key=minimise.value, default=None)
    bound = max(bounds, default=None)
    if values is None:
        return Answer(Status.UNKNOWN, None, bound, other.interrupted)
    proved = bound == minimise.value(values)
    status = Status.OPTIMAL if proved else Status.FEASIBLE
    return Answer(status, values, bound, other.interrupted)


def _agree(situation: Situation, placements: dict[str, str], steps: Sequence[Step]) -> None:
    """What was proved is what is measured; anything else is a bug of ours.

    A goal that was not proved may measure better than the solver saw, since later goals, and
    helpers that nobody pressed down, leave it room.
    """
    for step in steps:
        measured = step.goal.measure(situation.snapshot, placements)
        better = measured - step.value if step.goal.sense is Sense.MINIMISE else step.value - measured
        if better > 0 or (step.proved and better != 0):
            raise AssertionError(
                f"{step.goal.kind} measures {measured}, but the solver saw {step.value}"
            )
