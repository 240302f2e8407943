"""Lexicographic optimisation: goal after goal is made as good as possible, then held at its value
while the next is improved. Goals are never added up with weights: each has a search of its own.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, ClassVar, Final

from hpplan.solving.assignment import IncrementalAssignment
from hpplan.solving.collector import uncollected
from hpplan.solving.cpsat import EngineAnswer, EngineStatus, solve
from hpplan.solving.deadline import Budget, TimeIsOver
from hpplan.solving.encoding import Encoded
from hpplan.solving.goal_progress import GoalProgress
from hpplan.solving.model import Expression, Model
from hpplan.solving.search import best_values, can_be_searched, cores_suit, counts
from hpplan.solving.strategies import (
    ANNEALING_STEPS,
    BARE_CORES,
    BY_GRADIENT,
    BY_SIMPLEX,
    CORE,
    CORE_EFFORT,
    CORE_GROWTH,
    FEW_BY_GRADIENT,
    FIRST_LOOK,
    FIRST_TURN_LARGE,
    FIRST_TURN_VERY_LARGE,
    LARGE,
    LIGHT_RELAXING,
    MEDIUM,
    MOST_BY_SIMPLEX,
    MOST_MODELLED,
    MOST_RELAXED,
    NO_SYMMETRY,
    RELAXING,
    RELAXING_AMONG,
    STEPS,
    STEPS_AT_LAST,
    TURN_GROWTH,
    UNGUIDED,
    USEFUL,
    VERY_LARGE,
    WITHOUT_PRESOLVE,
    LinearMethod,
    SolverParameters,
    within,
)
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.solving.annealing import Annealing
    from hpplan.solving.large_neighbourhood import Neighbourhoods
    from hpplan.solving.relaxation import Relaxed


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes from which models are searched in another way."""

    large: int = LARGE
    """A model with more variables than this is large."""
    very_large: int = VERY_LARGE
    """A model with more variables than this is very large."""
    beyond: int = MOST_MODELLED
    """With more choices of a site and a wave than this, no model is made."""
    medium: int = MEDIUM
    """A model with more variables than this is medium, unless it is large."""
    relaxed: int = MOST_RELAXED
    """Only of a model with at most this many literals the linear relaxation is solved."""


USUAL: Final = Sizes()


class LexicographicSearch(GoalProgress):
    """The search for the best plan by each of the goals, `aims`, in rank order.

    A small model is searched as a whole. So is a medium one, first without presolve for goals that
    count; neighbourhoods help where that search does not end. A large model begins with annealing
    and neighbourhoods; in a very large one everything else is tried only for as long as it helps.
    `tally` is an assignment of the model that may be used, if one exists already. A subclass that
    knows more about the goals overrides `offered`, `only_ties` and `report`; one that knows more
    about the model, `more`.
    """

    more: ClassVar[SolverParameters] = UNGUIDED
    """Parameters of the engine that differ in every search of the whole."""

    def __init__(
        self,
        encoded: Encoded,
        aims: Sequence[Expression],
        start: EngineAnswer,
        sizes: Sizes,
        tally: IncrementalAssignment | None = None,
    ) -> None:
        super().__init__(encoded.model, aims, start)
        self._encoded = encoded
        size = encoded.model.size
        self._large, self._very_large = size > sizes.large, size > sizes.very_large
        self._medium = not self._large and size > sizes.medium
        self._most_relaxed = sizes.relaxed
        self._glanced = [False] * len(aims)
        self._tally = tally
        self._near: Neighbourhoods | None = None
        self._annealing: Annealing | None = None
        self._annealed = [0] * len(aims)
        self._parts_known = [False] * len(aims)
        self._relaxed: dict[tuple[int, ...], list[Relaxed]] = {}
        """What is known of a goal from the relaxation, by the values of the goals before it."""
        self._looked: set[tuple[tuple[int, ...], LinearMethod]] = set()
        self._bounded: set[tuple[int, ...]] = set()
        """For which values of the goals before it a goal has its bound without a search."""

    def offered(self, rank: int, budget: Budget) -> Sequence[int] | None:  # noqa: ARG002
        """Values that are known to be better for a goal than the best so far, without a search."""
        return None

    def only_ties(self, rank: int) -> bool:  # noqa: ARG002
        """Whether the goal only breaks ties between good plans, so that a proof is worth little."""
        return False

    def report(self, rank: int) -> None:
        """Called whenever a goal may have improved."""

    def run(self, budget: Budget) -> None:
        """Search until every goal is proved, nothing is gained any more, or the time is over."""
        improve = self._in_turns if self._very_large else self._mostly_as_a_whole
        try:
            while not self._over(budget):
                before = [goal_state.value for goal_state in self.goal_states]
                for rank, goal_state in enumerate(self.goal_states):
                    if not goal_state.met and not self._over(budget):
                        offered = self.offered(rank, budget)
                        if offered is not None and self._keeps_to(rank, offered):
                            self._record(rank, EngineAnswer(EngineStatus.FEASIBLE, offered, None))
                    waiting = sum(not later.met for later in self.goal_states[rank:])
                    if not goal_state.met and not self._over(budget):
                        self._glance(rank, budget)
                    glanced = self._medium and self.only_ties(rank)
                    if not goal_state.met and not glanced and not self._over(budget):
                        improve(rank, budget.share(waiting))
                    self.report(rank)
                gained = before != [goal_state.value for goal_state in self.goal_states]
                if self._all_done() or (self._large and not gained):
                    return
        except KeyboardInterrupt:
            self.interrupted = True

    def _all_done(self) -> bool:
        """Whether no further search for any goal is worthwhile."""
        return all(
            goal_state.met or (self._medium and self.only_ties(rank))
            for rank, goal_state in enumerate(self.goal_states)
        )

    def _over(self, budget: Budget) -> bool:
        return self.interrupted or budget.over

    def _glance(self, rank: int, budget: Budget) -> None:
        """Search a medium model once without presolve for a goal that counts: with all the time,
        not a share, since that soon ends.
        """
        if self._medium and not self._glanced[rank] and self._suits_cores(rank):
            self._glanced[rank] = True
            bare = {**BARE_CORES, **NO_SYMMETRY}
            self._search_whole(rank, budget, bare, WITHOUT_PRESOLVE)

    def _mostly_as_a_whole(self, rank: int, budget: Budget) -> None:
        goal_state = self.goal_states[rank]
        if self._large:
            self._improve_by_parts(rank, budget)
            self._bound_cheaply(rank, budget)
            if self._is_about_choices(rank) and not self._ended(rank, budget):
                self._search_whole(rank, budget, BARE_CORES, FIRST_TURN_LARGE)
            if 2 * len(self._settled_before(rank)) > self._encoded.model.size:
                self._relax(rank, budget)
                self._search_cores(rank, budget.share(2))
            rounds = 1 if self._may_relax(budget) else None
            if not self._ended(rank, budget) and not self._anneal(rank, budget.share(2), rounds):
                self._improve_locally(rank, budget, STEPS)
            self._relax(rank, budget)
            self._search_cores(rank, budget.share(2))
        elif not self._counts(rank):
            look = budget.share(2) if self._medium else budget
            self._search_whole(rank, look, RELAXING, FIRST_LOOK)
            if not self._ended(rank, budget):
                self._improve_locally(rank, budget, TURN_GROWTH * STEPS)
        if not self._ended(rank, budget) and not self._of_relaxation(rank):
            self.report(rank)
            aim, share = self._aims[rank], budget.share(2 if self._large else 1)
            known = self.best, goal_state.bound
            self._record(rank, best_values(self._held(rank), aim, share, *known, self.more))
        if self._large and not self._ended(rank, budget):
            self.report(rank)
            self._anneal(rank, budget)
            self._improve_locally(rank, budget, STEPS_AT_LAST)

    def _ended(self, rank: int, budget: Budget) -> bool:
        """Whether nothing more can be done for the goal."""
        return self.goal_states[rank].met or self._over(budget)

    def _in_turns(self, rank: int, budget: Budget) -> None:
        """Alternate neighbourhoods and searches of the whole, as long as they help."""
        goal_state, moving = self.goal_states[rank], True
        asking = cores_suit(self._encoded.model, self._aims[rank])
        self._improve_by_parts(rank, budget)
        self._bound_cheaply(rank, budget)
        for turn in count():
            if moving and not self._anneal(rank, budget):
                self._relax(rank, budget)
                moving = self._improve_locally(rank, budget, STEPS * TURN_GROWTH**turn)
            if asking and not self._ended(rank, budget):
                gap = goal_state.value - goal_state.bound
                self._search_whole(
                    rank, budget, BARE_CORES, FIRST_TURN_VERY_LARGE * TURN_GROWTH**turn
                )
                asking = goal_state.value - goal_state.bound <= (1 - USEFUL) * gap
            if self._ended(rank, budget) or not (moving or asking):
                return
            self.report(rank)

    def _improve_by_parts(self, rank: int, budget: Budget) -> None:
        """For a goal that counts where groups are, prove once what the parts of the model cost, and
        improve those that cost more in the plan.
        """
        from hpplan.solving.parts import bound_by_parts

        if self._parts_known[rank] or not self._is_about_choices(rank):
            return
        self._parts_known[rank] = True
        near, goal_state = self._begin(rank), self.goal_states[rank]
        found = bound_by_parts(near.tally, self._aims[rank], self._options_before(rank), budget)
        goal_state.know(found.bound, self._values_before(rank))
        self._contradict_nothing()
        self.report(rank)
        for part in sorted(found.dear, key=len):  # small parts are improved soon
            if self._ended(rank, budget) or near.interrupted:
                break
            if near.improve_at(part, budget):
                self._take(near.best, near.tally.totals)
        self.interrupted = self.interrupted or near.interrupted

    def _bound_cheaply(self, rank: int, budget: Budget) -> None:
        """Bound a goal that counts consequences of where groups are, and one that weighs where the
        model is too large for its relaxation: once for each combination of values of the goals
        before it.
        """
        look = self._values_before(rank)
        if look in self._bounded or budget.effort is not None or self._ended(rank, budget):
            return
        self._bounded.add(look)
        model, aim, held = (
            self._encoded.model,
            self._aims[rank],
            list(zip(self._aims, look, strict=False)),
        )
        until = budget.share(RELAXING_AMONG).deadline
        found: int | None = None
        with suppress(TimeIsOver), uncollected():
            if self._counts(rank) and not self._is_about_choices(rank):
                from hpplan.solving.dual_ascent import bound_by_ascent

                unions, options = self._encoded.unions, self._options_before(rank)
                found = bound_by_ascent(model, aim, unions, options, held, until)
            elif not self._counts(rank) and not self._may_relax(budget):
                from hpplan.solving.sampled_relaxation import bound_by_sample

                found = bound_by_sample(model, aim, held, until)
        if found is not None:
            self.goal_states[rank].know(found, look)
            self._contradict_nothing()
            self.report(rank)

    def _options_before(self, rank: int) -> Callable[[Sequence[int]], Sequence[int]]:
        """The options of a choice with which no goal before this one gets worse: where a goal has
        all choices at their least, each of them has to be.
        """
        model = self._encoded.model
        settled = [
            dict(zip(aim.variables, aim.coefficients, strict=True))
            for before, aim in enumerate(self._aims[:rank])
            if self._counts_choices(before) and self.goal_states[before].value == model.floor(aim)
        ]

        def options(choice: Sequence[int]) -> Sequence[int]:
            left = choice
            for price in settled:
                least = min(price.get(variable, 0) for variable in choice)
                left = [variable for variable in left if price.get(variable, 0) == least]
            return left

        return options

    def _is_about_choices(self, rank: int) -> bool:
        """Whether the goal counts where groups are, and nothing that follows from it: such a goal
        is soon proved by cores.
        """
        return self._suits_cores(rank) and self._counts_choices(rank)

    def _suits_cores(self, rank: int) -> bool:
        return cores_suit(self._encoded.model, self._aims[rank])

    def _counts_choices(self, rank: int) -> bool:
        """Whether the goal is a sum over where groups are."""
        decides = self._neighbourhoods.tally.decides
        return all(decides[variable] for variable in self._aims[rank].variables)

    def _counts(self, rank: int) -> bool:
        return counts(self._aims[rank])

    def _search_whole(
        self, rank: int, budget: Budget, parameters: SolverParameters, effort: float
    ) -> None:
        """Search the whole model, with this much effort."""
        if not can_be_searched(self._encoded.model, budget):
            return
        settings = budget.settings({**parameters, **self.more, **within(effort)})
        self._record(rank, solve(self._held(rank), settings, self._aims[rank], self.best))

    def _relax(self, rank: int, budget: Budget) -> None:
        """Derive bounds of a goal from the relaxation: once for each combination of values of the
        goals before it, and once more with all constraints when few choices are left.
        """
        from hpplan.solving.relaxation import without_many

        model, known = self._encoded.model, self._of_relaxation(rank)
        if self._is_about_choices(rank) or self._ended(rank, budget):
            return
        if not self._may_relax(budget):
            return
        settled = self._settled_by(rank) | self._settled_before(rank)
        few_left = model.literals * (1 - len(settled) / model.size) < MOST_BY_SIMPLEX
        if not known and self._counts(rank):
            model, method = without_many(model), FEW_BY_GRADIENT
        elif not known:
            method = BY_SIMPLEX if few_left else BY_GRADIENT
        elif few_left and len(known) == 1 and self._counts(rank):
            method = BY_SIMPLEX
        else:
            return
        model = self._holding(rank, model)
        self._learn(rank, model.simplified(settled) if settled else model, method, budget)

    def _may_relax(self, budget: Budget) -> bool:
        return budget.effort is None and self._encoded.model.literals <= self._most_relaxed

    def _learn(self, rank: int, model: Model, method: LinearMethod, budget: Budget) -> None:
        from hpplan.solving.relaxation import Relaxed, relaxed

        found: Relaxed | None = None
        look = self._values_before(rank), method
        if look in self._looked:
            return
        self._looked.add(look)
        with suppress(TimeIsOver):
            until = budget.share(RELAXING_AMONG).deadline
            found = relaxed(model, self._aims[rank], method, until)
        if found is None:
            return
        self._relaxed.setdefault(self._values_before(rank), []).append(found)
        if found.bound > self.goal_states[rank].bound:
            self._record(rank, EngineAnswer(EngineStatus.FEASIBLE, None, found.bound))
        self.report(rank)

    def _settled_by(self, rank: int) -> set[int]:
        """The literals that, by the relaxation, hold in every plan that is as good as this one by
        the goal.
        """
        value = self.goal_states[rank].value
        return {v for known in self._of_relaxation(rank) for v in known.settled(value)}

    def _settled_before(self, rank: int) -> set[int]:
        """Those that hold in every plan that is as good by the goals before this one."""
        return {literal for before in range(rank) for literal in self._settled_by(before)}

    def _of_relaxation(self, rank: int) -> "Sequence[Relaxed]":
        return self._relaxed.get(self._values_before(rank), ())

    def _search_cores(self, rank: int, budget: Budget) -> None:
        """Search among the options that are cheapest by the relaxation, with the rest fixed (Balas
        and Zemel 1980): where nothing is gained, among more of them or for longer.
        """
        size, effort, goal_state = CORE, CORE_EFFORT, self.goal_states[rank]
        while known := self._of_relaxation(rank):
            self._relax(rank, budget)
            if self._ended(rank, budget):
                break
            before, settled = goal_state.value, self._settled_by(rank) | self._settled_before(rank)
            whole = self._encoded.model.size - len(settled) <= size
            kept = () if whole else known[-1].core(self.best, size, settled)
            model = self._held(rank).simplified([*settled, *kept])
            settings = budget.settings({**LIGHT_RELAXING, **within(effort)})
            answer = solve(model, settings, self._aims[rank], self.best)
            proved = answer.status is EngineStatus.OPTIMAL
            if not whole:  # what is best among some is not best among all
                status = EngineStatus.FEASIBLE
                answer = EngineAnswer(status, answer.values, None, answer.interrupted)
            self._record(rank, answer)
            self.report(rank)
            if goal_state.value == before:
                size *= CORE_GROWTH if proved else 1
                effort *= 1 if proved else CORE_GROWTH

    def _anneal(self, rank: int, budget: Budget, rounds: int | None = None) -> bool:
        """Improve the plan by annealing, each time twice as long, until that gains nothing or the
        number of `rounds` is reached; whether anything was gained.
        """
        from hpplan.solving.annealing import Annealing

        near, gained = self._begin(rank), False
        if self._annealing is None:
            self._annealing = Annealing(self._encoded, near.tally, self._aims)
        for turn in count():
            if turn == rounds or self._ended(rank, budget):
                break
            steps = ANNEALING_STEPS * 2 ** self._annealed[rank]
            self._annealed[rank] += 1
            changes = self._annealing.improve(rank, budget, steps)
            if not changes:
                break
            values = [*self.best]
            for variable, value in changes.items():
                values[variable] = value
            better = self._encoded.assignment(self._encoded.placements(values))
            self._record(rank, EngineAnswer(EngineStatus.FEASIBLE, better, None))
            self._begin(rank)
            self.report(rank)
            gained = True
        return gained

    def _begin(self, rank: int) -> "Neighbourhoods":
        """The neighbourhoods, set to the best plan and this goal."""
        self._neighbourhoods.begin(rank, self.best)
        return self._neighbourhoods

    @property
    def _neighbourhoods(self) -> "Neighbourhoods":
        """The neighbourhoods, set to whichever goal was last."""
        from hpplan.solving.large_neighbourhood import Neighbourhoods

        if self._near is None:
            self._near = Neighbourhoods(self._encoded, self.best, self._aims, self._tally)
        return self._near

    def _improve_locally(self, rank: int, budget: Budget, steps: int) -> bool:
        """Improve the plan in that many neighbourhoods; whether more of them may help."""
        near = self._begin(rank)
        for _ in near.improve(budget, steps):
            self._take(near.best, near.tally.totals)
            if self.goal_states[rank].met:
                break
        self.interrupted = self.interrupted or near.interrupted
        return not near.exhausted
