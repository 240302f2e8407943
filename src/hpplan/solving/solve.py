"""From a situation to its best placements: a model, a first plan, then a lexicographic search."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING

from hpplan.domain.snapshot import Placements
from hpplan.goals.base import Goal, Sense
from hpplan.programme.dependencies import Dependencies, dependencies
from hpplan.programme.plan import GoalValue
from hpplan.programme.programme import SituationData
from hpplan.solving.assignment import IncrementalAssignment
from hpplan.solving.collector import uncollected
from hpplan.solving.cpsat import EngineAnswer, EngineContradiction, EngineStatus
from hpplan.solving.deadline import Budget, Deadline, TimeIsOver
from hpplan.solving.encoding import NOWHERE, Encoded, choices_in, encode, encode_for_goals
from hpplan.solving.lexicographic import USUAL, LexicographicSearch, Sizes
from hpplan.solving.model import Expression, expression
from hpplan.solving.result import Limits, NoSolution, Solution, Undecided
from hpplan.solving.search import any_values, cores_suit, quick_values
from hpplan.solving.strategies import (
    EFFORT_OF_ENCODING,
    GRACE,
    INSERTING_AMONG,
    NEVER_CUT_SHORT,
    PLACING_TURNS,
    SECONDS_OF_MAKING,
    SLOWEST,
)
from hpplan.solving.symmetry.interchangeable_waves import InterchangeableWaves, break_wave_symmetry
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.solving.insertion import Inserted


@dataclass(frozen=True, slots=True)
class Step:
    """How far a goal has come; reported during the search, and kept for the bounds of the plan."""

    goal: Goal
    value: int
    bound: int | None
    proved: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal as an expression to minimise. `sign` turns its value into the goal's own."""

    goal: Goal
    minimise: Expression
    sign: int


class _SituationSearch(LexicographicSearch):
    """The search for the goals of a situation: it reports progress, and packs waves."""

    def __init__(
        self,
        encoded: Encoded,
        aims: Sequence[Aim],
        start: EngineAnswer,
        sizes: Sizes,
        interchangeable: InterchangeableWaves,
        on_progress: Callable[[Step], None] | None,
        clock: Callable[[], float],
        started: float,
        tally: IncrementalAssignment | None,
    ) -> None:
        super().__init__(encoded, [aim.minimise for aim in aims], start, sizes, tally)
        self._of = aims
        self._interchangeable = interchangeable
        self._on_progress, self._started = on_progress, started
        self._clock = clock
        for aim, goal_state in zip(aims, self.goal_states, strict=True):
            if aim.goal.sense is Sense.MINIMISE and aim.goal.least is not None:
                goal_state.raise_floor(aim.goal.least)

    def step(self, rank: int) -> Step:
        aim, state, proved = self._of[rank], self.goal_states[rank], self.proved(rank)
        seconds = self._clock() - self._started
        return Step(aim.goal, aim.sign * state.value, aim.sign * state.bound, proved, seconds)

    def report(self, rank: int) -> None:
        if self._on_progress is not None:
            self._on_progress(self.step(rank))

    def only_ties(self, rank: int) -> bool:
        return self._of[rank].goal.only_ties

    def offered(self, rank: int, budget: Budget) -> Sequence[int] | None:
        aim = self._of[rank]
        return _in_few_waves(self._encoded, self._interchangeable, aim, budget, self.best)


def solve(
    situation: SituationData,
    limits: Limits,
    on_progress: Callable[[Step], None] | None = None,
    sizes: Sizes = USUAL,
    start: Placements | None = None,
    known: Sequence[GoalValue] = (),
) -> Solution | NoSolution | Undecided:
    """The best placements by the goals in rank order, or none; `on_progress` is called for each
    goal.

    `sizes` are the thresholds from which a model is improved by neighbourhoods, and where none is
    made. The first plan that is tried is `start`, or the claims; in large programmes a plan near
    that, made without a model, which stands where the time does not suffice for more. `known` are
    the first goals of a plan for this situation, or for one with fewer hard rules: what was proved
    of them holds here too.
    """
    started, worked = limits.clock(), limits.processor()
    budget = Budget(Deadline(started + limits.seconds, limits.clock), limits.workers, limits.effort)
    choices, near = choices_in(situation), _known_to(situation, start)
    direct: Placements | None = None
    interrupted = False
    try:
        if choices > sizes.large:
            from hpplan.solving.direct_plan import direct_plan

            share, ends = budget.share(INSERTING_AMONG), budget.deadline.later(GRACE)
            with uncollected():
                found_directly = direct_plan(situation, near, share.deadline, ends)
            direct, interrupted = found_directly.placements, found_directly.interrupted
            if limits.afterwards:
                shared = crowding(limits.clock() - started, limits.processor() - worked)
                budget = budget.earlier(more_kept(shared, limits.afterwards))
        late = limits.afterwards and direct is not None and budget.over
        if choices <= sizes.beyond and not interrupted and not late:
            found = _by_model(
                situation,
                budget,
                near,
                direct,
                on_progress,
                sizes,
                started,
                known,
                limits.afterwards,
                at_hand=start is not None,
            )
            if direct is None or not isinstance(found, Undecided):
                return found
            interrupted = found.interrupted
    except KeyboardInterrupt:
        if direct is None:
            raise
        interrupted = True
    seconds = limits.clock() - started
    if direct is None:
        return Undecided(seconds, interrupted)
    bounds = [goal.ideal(situation.snapshot) for goal in situation.goals]
    return Solution({**direct}, bounds, seconds, interrupted)


def _by_model(
    situation: SituationData,
    budget: Budget,
    wanted: Placements,
    direct: Placements | None,
    on_progress: Callable[[Step], None] | None,
    sizes: Sizes,
    started: float,
    known: Sequence[GoalValue],
    afterwards: float,
    *,
    at_hand: bool,
) -> Solution | NoSolution | Undecided:
    """The best placements by a model and its search, from the direct plan, if there is one, or from
    a plan near the wanted placements. Where this machine proves to be slow, more time is reserved.
    """
    deadline, clock = budget.deadline, budget.deadline.clock
    near = wanted if direct is None else direct
    try:
        with uncollected():
            graph = dependencies(situation)
            began = clock()
            encoded = encode(situation, graph, deadline.later(GRACE))
            slow = slowness(clock() - began, encoded.model.literals)
            budget = budget.earlier((slow - 1) * afterwards)
            if budget.effort is not None:
                budget.effort.spend(encoded.model.literals * EFFORT_OF_ENCODING)
            aims = [aim_of(goal, encoded, situation) for goal in situation.goals]
            first: Inserted | None = None
            tally: IncrementalAssignment | None = None
            quick: Placements
            large = encoded.model.size > sizes.large
            if large and direct is not None and len(direct) == len(situation.snapshot.taking_part):
                budget.deadline.ask()
                quick, values = direct, encoded.assignment(direct)
                tally = IncrementalAssignment(encoded.model, values, deadline=deadline)
                deadline.ask()
            elif large:
                from hpplan.solving.insertion import inserted

                share = budget.share(INSERTING_AMONG)
                begin = NOWHERE if direct is None else direct
                first = inserted(encoded, wanted, share, deadline.later(GRACE), begin)
                quick, tally = first.placements, first.tally
            elif at_hand or _places_everybody(encoded, near):
                quick = near
            else:
                quick = _greedily(encoded, graph, wanted)
            interchangeable = break_wave_symmetry(situation, encoded)
    except TimeIsOver:
        return Undecided(clock() - started)
    if first is not None and first.interrupted:
        found = _so_far(encoded, interchangeable, quick)
    else:
        found = _any_plan(
            encoded,
            interchangeable,
            aims[:1],
            near,
            partial(_greedily, encoded, graph, wanted) if quick is near else lambda: quick,
            budget,
            at_hand=at_hand,
        )
    match found.status:
        case EngineStatus.INFEASIBLE:
            return NoSolution(clock() - started, budget.left, found.interrupted)
        case EngineStatus.UNKNOWN:
            return Undecided(clock() - started, found.interrupted)
        case EngineStatus.OPTIMAL | EngineStatus.FEASIBLE:
            assert found.values is not None

    search = _SituationSearch(
        encoded, aims, found, sizes, interchangeable, on_progress, clock, started, tally
    )
    search.carry_over(
        [goal.sense.cost(goal.value) for goal in known],
        [None if goal.bound is None else goal.sense.cost(goal.bound) for goal in known],
    )
    if not found.interrupted:
        search.run(budget)
    steps = [search.step(rank) for rank in range(len(aims))]
    placements = encoded.placements(search.best)
    _agree(situation, placements, steps)
    return Solution(
        placements,
        [step.bound for step in steps],
        clock() - started,
        found.interrupted or search.interrupted,
    )


def slowness(took: float, literals: int) -> float:
    """By what factor everything is slower than on an otherwise idle processor, judged by how long a
    model of this many literals took to build; at least 1.
    """
    return min(max(1.0, took / (literals * SECONDS_OF_MAKING)), SLOWEST)


def crowding(took: float, worked: float) -> float:
    """The factor by which everything takes longer than on an otherwise idle processor, judged by
    how many of the seconds that something took this process has worked; at least 1.
    """
    return min(max(1.0, took / worked), SLOWEST) if worked > 0 else 1.0


def more_kept(crowded: float, afterwards: float) -> float:
    """Seconds to keep for what follows the search beside those that are kept for it anyway."""
    return max(0.0, crowded * NEVER_CUT_SHORT - 1) * afterwards


def _known_to(situation: SituationData, start: Placements | None) -> Placements:
    """The placements to begin with: those of the claims, unless others are given."""
    snapshot = situation.snapshot
    if start is None:
        return snapshot.current()
    taking_part = set(snapshot.taking_part)
    return {s: wave for s, wave in start.items() if s in taking_part and wave in snapshot.wave}


def aim_of(goal: Goal, encoded: Encoded, situation: SituationData) -> Aim:
    objective = goal.encode(situation.snapshot, encoded)
    sign = 1 if goal.sense is Sense.MINIMISE else -1
    terms = ((sign * coefficient, literal) for coefficient, literal in objective.terms)
    return Aim(goal, expression(terms, sign * objective.constant), sign)


def _greedily(encoded: Encoded, graph: Dependencies, wanted: Placements) -> Placements:
    from hpplan.solving.greedy import greedy_plan

    return greedy_plan(encoded, graph, wanted)


def leading_counts(situation: SituationData) -> int:
    """How many goals, from the first on, count things rather than weigh them: where the model is
    not large, cores prove them soon.
    """
    encoded = encode_for_goals(situation)
    aims = (aim_of(goal, encoded, situation).minimise for goal in situation.goals)
    return sum(1 for _ in takewhile(partial(cores_suit, encoded.model), aims))


def _any_plan(
    encoded: Encoded,
    interchangeable: InterchangeableWaves,
    first: Sequence[Aim],
    near: Placements,
    greedy_plan: Callable[[], Placements],
    budget: Budget,
    *,
    at_hand: bool,
) -> EngineAnswer:
    """A plan that keeps the hard rules; with everybody placed, if one is found soon, since that
    settles who takes part. A quick plan is kept in case no better one is found in time. The bound,
    if there is one, is that of the first aim.
    """
    quick: Sequence[int] | None = None
    try:
        if (
            first
            and (packed := _in_few_waves(encoded, interchangeable, first[0], budget)) is not None
        ):
            return EngineAnswer(EngineStatus.FEASIBLE, packed, None)
        tried = interchangeable.arranged(near)
        if _places_everybody(encoded, tried):
            return EngineAnswer(EngineStatus.FEASIBLE, encoded.assignment(tried), None)
        if at_hand:  # the plan in question; nearly all of it stays
            minimise = first[0].minimise if first else None
            from hpplan.solving.nearby import nearby

            found = nearby(encoded, near, minimise, budget.share(2))
            quick = found.values
            everybody = quick is not None and len(encoded.placements(quick)) >= len(near)
            if found.interrupted or everybody:
                return found
        hint = encoded.assignment(interchangeable.arranged(greedy_plan()))
        if quick is None and encoded.model.keeps(hint):
            quick = hint
        return _at_least(quick, _searched(encoded, first, quick, hint, budget))
    except KeyboardInterrupt:
        return _at_least(quick, EngineAnswer(EngineStatus.UNKNOWN, None, None, interrupted=True))


def _places_everybody(encoded: Encoded, placements: Placements) -> bool:
    """Whether these placements keep the hard rules, with nobody left out."""
    everybody = len(placements) == len(encoded.snapshot.taking_part)
    return everybody and encoded.model.keeps(encoded.assignment(placements))


def _so_far(
    encoded: Encoded, interchangeable: InterchangeableWaves, quick: Mapping[str, str]
) -> EngineAnswer:
    """The quick plan, where there is one, marked as interrupted."""
    hint = encoded.assignment(interchangeable.arranged(quick))
    found = EngineAnswer(EngineStatus.UNKNOWN, None, None, interrupted=True)
    return _at_least(hint if encoded.model.keeps(hint) else None, found)


def _searched(
    encoded: Encoded,
    first: Sequence[Aim],
    quick: Sequence[int] | None,
    hint: Sequence[int],
    budget: Budget,
) -> EngineAnswer:
    """The first plan, by search where the quick one leaves anybody out, or is none."""
    optional = encoded.optional
    if not optional and first:
        found = quick_values(encoded.model, first[0].minimise, budget, hint)
        if found.interrupted or found.status is not EngineStatus.UNKNOWN:
            return found
    if quick is not None and (budget.over or not any(quick[lit] for lit in optional)):
        return EngineAnswer(EngineStatus.FEASIBLE, quick, None)
    if optional:
        everybody = encoded.model.with_true(~literal for literal in optional)
        turns = None if quick is None else PLACING_TURNS
        found = any_values(everybody, budget.share(2), hint, turns)
        if found.interrupted or found.status in (EngineStatus.OPTIMAL, EngineStatus.FEASIBLE):
            return found
        if quick is not None:
            return EngineAnswer(EngineStatus.FEASIBLE, quick, None)
    return any_values(encoded.model, budget, hint)


def _at_least(quick: Sequence[int] | None, found: EngineAnswer) -> EngineAnswer:
    """The result of the search, or the quick plan where there is none."""
    if quick is None or found.values is not None:
        return found
    return EngineAnswer(EngineStatus.FEASIBLE, quick, None, found.interrupted)


def _in_few_waves(
    encoded: Encoded,
    interchangeable: InterchangeableWaves,
    aim: Aim,
    budget: Budget,
    best: Sequence[int] | None = None,
) -> list[int] | None:
    """For a goal that counts the waves used: better values than these, if packing gives any."""
    counted = dict(zip(aim.minimise.variables, aim.minimise.coefficients, strict=True))
    if counted != dict.fromkeys(encoded.used.values(), 1):
        return None
    if best is not None and aim.minimise.value(best) <= interchangeable.fewest:
        return None
    plan = interchangeable.in_few_waves(encoded, budget.deadline)
    if plan is None:
        return None
    values = encoded.assignment(plan)
    better = best is None or aim.minimise.value(values) < aim.minimise.value(best)
    return values if better and encoded.model.keeps(values) else None


def _agree(situation: SituationData, placements: dict[str, str], steps: Sequence[Step]) -> None:
    """Raise EngineContradiction unless every proved value equals the measured one, and no bound
    lies beyond the measured value. A goal that was not proved may measure better than the solver
    found, since later goals, and helpers that nothing forces down, leave it room.
    """
    for step in steps:
        measured = step.goal.measure(situation.snapshot, placements)
        sign = 1 if step.goal.sense is Sense.MINIMISE else -1
        worse = sign * (measured - step.value)
        if worse > 0 or (step.proved and worse != 0):
            raise EngineContradiction(
                f"{step.goal.kind} measures {measured}, but the solver saw {step.value}"
            )
        if step.bound is not None and sign * (measured - step.bound) < 0:
            raise EngineContradiction(
                f"{step.goal.kind} measures {measured}, beyond the bound {step.bound}"
            )
