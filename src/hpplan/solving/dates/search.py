"""The best pair of placements and days: placements first, then the days of that plan, then the
proof that no plan that is as good has better ones.

Placements are searched for as usual, without days: what is proved of them holds for pairs as well,
since choosing days only rules out plans. Where the best placements admit no days, the same goals
are searched for once more in the model of both.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from hpplan.domain.snapshot import Placements
from hpplan.goals.base import DayGoal, Goal, Sense
from hpplan.programme.programme import SituationData
from hpplan.solving.cpsat import EngineAnswer, EngineContradiction, EngineStatus
from hpplan.solving.cpsat import solve as solve_model
from hpplan.solving.dates.encoding import EncodedDays, choose_days
from hpplan.solving.deadline import Budget, Deadline, TimeIsOver
from hpplan.solving.encoding import encoded_as
from hpplan.solving.lexicographic import USUAL, LexicographicSearch, Sizes
from hpplan.solving.model import FALSE, Clause, Expression, Model, expression
from hpplan.solving.result import DatedSolution, Limits, NoSolution, Solution, Undecided
from hpplan.solving.search import any_values
from hpplan.solving.solve import Step, aim_of, solve
from hpplan.solving.strategies import (
    BARE,
    BY_CORES,
    CORES_OF_DAYS,
    FIRST_LOOK_AT_DAYS,
    GRACE,
    LEAST_CHOOSING,
    NO_EARLIER,
    NO_SYMMETRY,
    PLACING_SHARE,
    QUICKLY_PRESOLVED,
    RELAXING,
    WITHOUT_CUTS,
    within,
)

FAR_LARGER: Sizes = Sizes(2**62, 2**62, medium=2**62)
"""Thresholds that no model reaches: neighbourhoods are not used for days."""


class _PairSearch(LexicographicSearch):
    """The search for the best pair by some of the goals, in a model of placements and days."""

    def __init__(
        self,
        encoded: EncodedDays,
        model: Model,
        aims: Sequence[Expression],
        start: Sequence[int],
    ) -> None:
        super().__init__(
            encoded, aims, EngineAnswer(EngineStatus.FEASIBLE, start, None), FAR_LARGER
        )
        self._whole = model
        self._known: tuple[tuple[int, ...], tuple[int | None, ...]] = (), ()

    def know(self, bounds: Sequence[int | None], values: Sequence[int]) -> None:
        """Take over what was proved of placements with these values of the goals."""
        self._known = tuple(values), tuple(bounds)
        for rank in range(len(bounds)):
            self._recall(rank)

    def _recall(self, rank: int) -> None:
        """A bound that is known holds while no goal before it is worse than it was then."""
        then, bounds = self._known
        before = self._values_before(rank)
        known = bounds[rank] if rank < len(bounds) else None
        if known is not None and all(now <= was for now, was in zip(before, then, strict=False)):
            state = self.goal_states[rank]
            state.bound, state.held = max(state.bound, known), before

    def _held(self, rank: int) -> Model:
        self._recall(rank)
        model = self._whole.with_()
        for aim, state in zip(self._aims[:rank], self.goal_states, strict=False):
            model.hold(aim, state.value)
        return model

    def _improve_locally(self, rank: int, budget: Budget, steps: int) -> bool:  # noqa: ARG002
        return False


def solve_with_days(
    situation: SituationData,
    limits: Limits,
    on_progress: Callable[[Step], None] | None = None,
    sizes: Sizes = USUAL,
    start: Placements | None = None,
    known: Mapping[str, date] | None = None,
) -> DatedSolution | NoSolution | Undecided:
    """The best placements and days: by the goals in rank order, then by the goals of days. A wave
    of a period may also go live on the day that is `known` of it, as if the data gave it.
    """
    started = limits.clock()
    deadline = Deadline(started + limits.seconds, limits.clock)
    placing = replace(limits, seconds=limits.seconds * PLACING_SHARE)
    placed = solve(situation, placing, on_progress, sizes, start)
    if not isinstance(placed, Solution):
        return placed
    if placed.interrupted or deadline.left < LEAST_CHOOSING:
        deadline = Deadline.after(LEAST_CHOOSING, limits.clock)
    budget = Budget(deadline, limits.workers, limits.effort)
    try:
        return _Choosing(situation, placed, budget, started, known).best()
    except TimeIsOver:
        return Undecided(limits.clock() - started)
    except KeyboardInterrupt:
        return Undecided(limits.clock() - started, interrupted=True)


class _ByDays(_PairSearch):
    """A search by the goals of days."""

    more = QUICKLY_PRESOLVED


class DaySearch(_ByDays):
    """The search for the best days of fixed placements."""

    def _mostly_as_a_whole(self, rank: int, budget: Budget) -> None:
        if self._counts(rank):
            self._search_whole(rank, budget, BY_CORES, self._whole.size / CORES_OF_DAYS)
        if not (self.goal_states[rank].met or self._over(budget)):
            super()._mostly_as_a_whole(rank, budget)


class _AnyAsGood(_ByDays):
    """The search for the best days of any placements that are as good. `placing` is the model of
    placements alone; `goals` are those of the days.
    """

    def __init__(
        self,
        encoded: EncodedDays,
        model: Model,
        aims: Sequence[Expression],
        start: Sequence[int],
        placing: Model,
        goals: Sequence[DayGoal],
    ) -> None:
        super().__init__(encoded, model, aims, start)
        self._days, self._placing, self._goals = encoded, placing, goals
        self._ends = Budget(Deadline.after(0), 1)
        self._never: dict[tuple[tuple[int, ...], tuple[int, ...]], bool] = {}

    def run(self, budget: Budget) -> None:
        self._ends = budget
        super().run(budget)

    def _mostly_as_a_whole(self, rank: int, budget: Budget) -> None:
        if self._never_true(rank):
            self._bound_by_placements(rank, budget)
        if not (self.goal_states[rank].met or self._over(budget)):
            super()._mostly_as_a_whole(rank, budget)

    def _bound_by_placements(self, rank: int, budget: Budget) -> None:
        """Where no wave can go live earlier than it does now, the waiting that these days cause,
        whatever the placements, is a bound; and usually the value.
        """
        first = {wave: chosen.days[0] for wave, chosen in self._days.chosen.items()}
        days = first | self._days.days_of(self.best)
        least = self._goals[rank].encode_from(self._days.snapshot, self._days, days)
        if least is None or self._over(budget):
            return
        settings = budget.settings({**RELAXING, **WITHOUT_CUTS, **NO_EARLIER})
        total = expression(least.terms, least.constant)
        answer = solve_model(self._placing, settings, total, self.best[: self._placing.size])
        self.interrupted = self.interrupted or answer.interrupted
        state = self.goal_states[rank]
        if answer.bound is not None and answer.bound > state.bound:
            state.bound, state.held = answer.bound, self._values_before(rank)
            self._contradict_nothing()

    def _held(self, rank: int) -> Model:
        never = self._never_true(rank)
        return super()._held(rank).with_true(~literal for literal in never)

    def _never_true(self, rank: int) -> Sequence[int]:
        """The literals that a wave goes live earlier than it does now, where it is proved that none
        of them can hold with the earlier goals held, whoever is in the waves. So waiting is counted
        from these days on.
        """
        earlier = [
            literal
            for wave, day in self._days.days_of(self.best).items()
            if (literal := self._days.chosen[wave].before(day.toordinal())) != FALSE
        ]
        if not earlier or self._counts(rank) or self._over(self._ends):
            return ()
        asked = self._values_before(rank), tuple(earlier)
        if asked not in self._never:
            self._never[asked] = self._proved_false(super()._held(rank), earlier)
        return earlier if self._never[asked] else ()

    def _proved_false(self, model: Model, literals: Sequence[int]) -> bool:
        """Whether it was proved, within the effort allowed, that none of them can hold."""
        more = {**RELAXING, **WITHOUT_CUTS, **NO_EARLIER}
        settings = self._ends.settings(more)
        answer = solve_model(model.with_([Clause(tuple(literals))]), settings)
        self.interrupted = self.interrupted or answer.interrupted
        return answer.status is EngineStatus.INFEASIBLE and not answer.interrupted


class _Choosing:
    """The model of placements and days of a situation for which placements were found."""

    def __init__(
        self,
        situation: SituationData,
        placed: Solution,
        budget: Budget,
        started: float,
        known: Mapping[str, date] | None,
    ) -> None:
        self._situation, self._placed, self._budget = situation, placed, budget
        self._started, self._clock = started, budget.deadline.clock
        self._ends = budget.deadline.later(GRACE)
        self._encoded = encoded_as(EncodedDays, situation, deadline=self._ends)
        self._known = known or {}
        aims = [aim_of(goal, self._encoded, situation) for goal in situation.goals]
        self._signs = [aim.sign for aim in aims]
        self._aims = [aim.minimise for aim in aims]
        self._placing = self._encoded.model.with_()
        choose_days(self._encoded, situation, known)
        self._day_aims = [
            aim_of_days(goal, self._encoded, situation) for goal in situation.day_goals
        ]

    def best(self) -> DatedSolution | NoSolution | Undecided:
        """Days for the placements that were found, then for any that are as good, else the best
        that have days. Raises TimeIsOver where the time ends before any days are found.
        """
        bounds, interrupted = self._bounds(), self._placed.interrupted
        found = self._days_of(self._placed.placements)
        if isinstance(found, EngineAnswer):
            if found.interrupted:
                return self._undecided(interrupted=True)
            again = self._another()
            if isinstance(again, NoSolution | Undecided):
                return again
            best, bounds, interrupted = again
            found = self._days_of(self._encoded.placements(best), best)
            if isinstance(found, EngineAnswer):
                return self._undecided(interrupted=found.interrupted)
        interrupted = interrupted or found.interrupted
        try:
            search, stopped = self._any_as_good(found)
        except TimeIsOver:
            return self._unproved(found, bounds, interrupted=interrupted)
        interrupted = interrupted or stopped
        if not interrupted:
            search.run(self._budget)
            interrupted = search.interrupted
        day_bounds = [state.bound for state in search.goal_states]
        return self._solution(search, bounds, day_bounds, interrupted=interrupted)

    def _any_as_good(self, found: DaySearch) -> tuple[_AnyAsGood, bool]:
        """The search for better days of any placements as good as those whose days were found; and
        whether that was interrupted.
        """
        placements = self._encoded.placements(found.best)
        as_good = self._holding(self._encoded.model.with_(), placements)
        start, stopped = self._pressed(found.best)
        search = _AnyAsGood(
            self._encoded,
            as_good,
            self._day_aims,
            start,
            self._holding(self._placing.with_(), placements),
            self._situation.day_goals,
        )
        return search, stopped

    def _days_of(
        self, placements: Placements, near: Sequence[int] | None = None
    ) -> "DaySearch | EngineAnswer":
        """The search for the best days of these placements, after it has run; the engine's answer,
        where there are none or none were found. Its constraints are added to a model of its own.
        """
        here = self._encoded.in_model(self._with_places(placements))
        aims = aims_of_days_of(placements, here, self._situation, self._day_aims)
        known = near or self._encoded.assignment(placements)
        hint = [*known, *([0] * (here.model.size - len(known)))]
        found = self._any(here.model, self._budget.share(3), hint)
        if found.values is None:
            return found
        search = DaySearch(here, here.model, aims, found.values)
        search.interrupted = found.interrupted
        search.run(self._budget.share(3))
        return search

    def _pressed(self, values: Sequence[int]) -> tuple[Sequence[int], bool]:
        """The placements and days of these values in the model of both, with helpers as small as
        the goals of days measure, where such values are found; and whether that was interrupted.
        """
        encoded, situation = self._encoded, self._situation
        placements, days = encoded.placements(values), encoded.days_of(values)
        known = values[: encoded.model.size]
        fixed = self._with_places(placements).simplified(encoded.as_on(days), self._ends.ask)
        dated = situation.on_days(days).snapshot
        for goal, aim in zip(situation.day_goals, self._day_aims, strict=True):
            fixed.hold(aim, goal.measure(dated, placements))
        found = self._any(fixed, self._budget, known)
        return found.values or known, found.interrupted

    def _with_places(self, placements: Placements) -> Model:
        """The model in which every site is where these placements have it."""
        model = self._holding(self._encoded.model.with_(), placements)
        return model.simplified(self._encoded.as_in(placements), self._ends.ask)

    def _holding(self, model: Model, placements: Placements) -> Model:
        """The model with the goals held at what they measure in these placements."""
        for goal, aim in zip(self._situation.goals, self._aims, strict=True):
            model.hold(aim, _cost(goal, self._situation, placements))
        return model

    def _any(self, model: Model, budget: Budget, near: Sequence[int]) -> EngineAnswer:
        more = {**BARE, **NO_SYMMETRY, **within(FIRST_LOOK_AT_DAYS)}
        found = solve_model(model, budget.settings(more), None, near)
        if found.status is EngineStatus.UNKNOWN and not found.interrupted:
            found = any_values(model, budget, near)
        return found

    def _bounds(self) -> list[int | None]:
        """The bounds of the placements, so that less is better."""
        return [
            None if bound is None else sign * bound
            for sign, bound in zip(self._signs, self._placed.bounds, strict=True)
        ]

    def _another(self) -> tuple[Sequence[int], list[int | None], bool] | NoSolution | Undecided:
        """The best other placements that have days, with what is proved of them."""
        encoded, known = self._encoded, self._bounds()
        then = self._placed.placements
        near = encoded.assignment(then)
        as_good = self._holding(encoded.model.with_(), then)
        found = self._any(as_good, self._budget.share(3), near)
        if found.values is None and not found.interrupted:
            found = self._any(encoded.model, self._budget.share(2), near)
        if found.values is None:
            if found.status is EngineStatus.INFEASIBLE and not found.interrupted:
                seconds = self._clock() - self._started
                return NoSolution(seconds, self._budget.left, dates=True)
            return self._undecided(interrupted=found.interrupted)
        search = _PairSearch(encoded, encoded.model, self._aims, found.values)
        values = [_cost(goal, self._situation, then) for goal in self._situation.goals]
        search.know(known, values)
        search.interrupted = found.interrupted
        search.run(self._budget.share(2))
        bounds: list[int | None] = [state.bound for state in search.goal_states]
        return search.best, bounds, search.interrupted

    def _undecided(self, *, interrupted: bool) -> Undecided:
        return Undecided(self._clock() - self._started, interrupted)

    def _unproved(
        self, found: DaySearch, bounds: Sequence[int | None], *, interrupted: bool
    ) -> DatedSolution:
        """The days of the placements that were found, with nothing proved about them."""
        unknown = [None for _ in found.goal_states]
        return self._solution(found, bounds, unknown, interrupted=interrupted)

    def _solution(
        self,
        search: _PairSearch,
        bounds: Sequence[int | None],
        day_bounds: Sequence[int | None],
        *,
        interrupted: bool,
    ) -> DatedSolution:
        placements = self._encoded.placements(search.best)
        days = self._no_later(placements, self._encoded.days_of(search.best))
        self._agree(placements, days, bounds, search)
        placed = Solution(
            placements,
            [
                None if bound is None else sign * bound
                for sign, bound in zip(self._signs, bounds, strict=True)
            ],
            self._clock() - self._started,
            interrupted or self._placed.interrupted,
        )
        return DatedSolution(placed, days, day_bounds)

    def _no_later(self, placements: Placements, days: Mapping[str, date]) -> Mapping[str, date]:
        """Days that are as good by every goal, and the earliest such: a wave whose sites have no
        weight, such as a trust where inhabitants count, could otherwise go live on any day of its
        period.
        """
        if self._budget.over or not self._is_indifferent(placements, days):
            return days
        dated = self._situation.on_days(days).snapshot
        try:
            here = self._encoded.in_model(self._with_places(placements))
            aims = aims_of_days_of(placements, here, self._situation, self._day_aims)
            numbers = [(1, here.day_number(dated.wave[wave])) for wave in days]
        except TimeIsOver:
            return days
        for goal, aim in zip(self._situation.day_goals, aims, strict=True):
            here.model.hold(aim, goal.measure(dated, placements))
        stay = {wave: day for wave, day in days.items() if self._known.get(wave) == day}
        model = here.model.with_true(here.as_on(stay))
        settings = self._budget.share(3).settings(QUICKLY_PRESOLVED)
        found = solve_model(model, settings, expression(numbers))
        return days if found.values is None else here.days_of(found.values)

    def _is_indifferent(self, placements: Placements, days: Mapping[str, date]) -> bool:
        """Whether no goal of days changes when some wave goes live one day earlier."""
        values = self._measured(placements, days)
        for wave, day in days.items():
            sooner = [other for other in self._encoded.chosen[wave].days if other < day]
            if sooner and self._measured(placements, {**days, wave: sooner[-1]}) == values:
                return True
        return False

    def _measured(self, placements: Placements, days: Mapping[str, date]) -> list[int]:
        dated = self._situation.on_days(days).snapshot
        return [goal.measure(dated, placements) for goal in self._situation.day_goals]

    def _agree(
        self,
        placements: Placements,
        days: Mapping[str, date],
        bounds: Sequence[int | None],
        search: _PairSearch,
    ) -> None:
        """Raise EngineContradiction if a plan measures worse than the solver found, or better than
        it proved possible.
        """
        situation = self._situation
        dated = situation.on_days(days).snapshot
        checks: list[tuple[str, int, int, int | None]] = [
            (goal.kind, _cost(goal, situation, placements), aim.value(search.best), bound)
            for goal, aim, bound in zip(situation.goals, self._aims, bounds, strict=True)
        ]
        checks += [
            (goal.kind, goal.measure(dated, placements), state.value, state.bound)
            for goal, state in zip(situation.day_goals, search.goal_states, strict=True)
        ]
        for kind, measured, seen, bound in checks:
            if measured > seen or (bound is not None and measured < bound):
                raise EngineContradiction(
                    f"{kind} measures {measured}; the solver saw {seen}, and proved {bound}"
                )


def _cost(goal: Goal, situation: SituationData, placements: Placements) -> int:
    """The value of a goal in a plan, with the sign that makes less better."""
    value = goal.measure(situation.snapshot, placements)
    return value if goal.sense is Sense.MINIMISE else -value


def aim_of_days(goal: DayGoal, encoded: EncodedDays, situation: SituationData) -> Expression:
    """The goal in the model, with the sign that makes less better."""
    objective = goal.encode_days(situation.snapshot, encoded)
    return expression(objective.terms, objective.constant)


def aims_of_days_of(
    placements: Placements,
    encoded: EncodedDays,
    situation: SituationData,
    aims: Sequence[Expression],
) -> list[Expression]:
    """The goals where only the days of these placements are open; `aims` are those for any
    placements. Their constraints are added to the model that is given, which holds for no other
    placements.
    """
    return [
        aim if simpler is None else expression(simpler.terms, simpler.constant)
        for goal, aim in zip(situation.day_goals, aims, strict=True)
        for simpler in [goal.encode_days_of(situation.snapshot, encoded, placements)]
    ]
