"""Goal after goal, each as good as it can be made, then held while the next is improved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from hpplan.solving.cpsat import Answer, EngineContradiction, Settings, Status, solve
from hpplan.solving.encoding import Encoded
from hpplan.solving.large_neighbourhood import Neighbourhoods
from hpplan.solving.model import Expression, Model
from hpplan.solving.strategies import BARE_CORES, LARGE, RELAXING, SMALL, Budget, Way, best_values

VERY_LARGE: Final = 100_000
"""From so many variables on, most searches of the whole come to nothing, and the full linear
relaxation takes more memory than it is worth.
"""
FIRST_LOOK: Final = 10.0
"""How long, in the engine's deterministic seconds, a goal that weighs is looked at as a whole
before neighbourhoods are tried, where the model is small.
"""
STEPS: Final = 100
"""How many neighbourhoods are tried before the whole is searched; each round four times as many."""
FIRST_TURN: Final = 1.0
"""How long, in the engine's deterministic seconds, the whole of a very large model is searched the
first time, for goals that count; each round takes four times as long.
"""
USEFUL: Final = 0.1
"""What part of the gap a search of the whole has to close to be worth a longer one."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """From how many variables on a model is large, and very large."""

    large: int = LARGE
    very_large: int = VERY_LARGE


USUAL: Final = Sizes()


@dataclass(slots=True)
class Rung:
    """How far a goal has come: its value in the best plan, and a bound that holds for every plan
    as good by the goals before it.
    """

    value: int
    bound: int

    @property
    def met(self) -> bool:
        return self.value == self.bound


class Climb:
    """The best plan so far, and what is known of it by each of the goals, `aims`, in rank order.

    Small models are searched as a whole; neighbourhoods help where that does not end. Large ones
    begin with neighbourhoods, and in very large ones all else is tried only as long as it is of
    use. `start` is a plan, with a bound of the first goal, if one is known;
    `offer` may know better values for a goal; `hear` is told the rank of one that has come further.
    """

    def __init__(
        self,
        encoded: Encoded,
        aims: Sequence[Expression],
        start: Answer,
        offer: Callable[[int, Sequence[int]], Sequence[int] | None],
        hear: Callable[[int], None],
        sizes: Sizes,
    ) -> None:
        assert start.values is not None
        self.best = start.values
        self.interrupted = False
        self.rungs = [Rung(aim.value(self.best), encoded.model.floor(aim)) for aim in aims]
        if self.rungs and start.bound is not None:
            self.rungs[0].bound = max(self.rungs[0].bound, start.bound)
        self._offer = offer
        self._encoded, self._aims, self._hear = encoded, aims, hear
        size = encoded.model.size
        self._large, self._very_large = size > sizes.large, size > sizes.very_large
        self._near: Neighbourhoods | None = None

    def proved(self, rank: int) -> bool:
        """Whether no plan is better by this goal, nor by any before it."""
        return all(rung.met for rung in self.rungs[: rank + 1])

    def run(self, budget: Budget) -> None:
        """Climb until every goal is proved, nothing is gained any more, or the time is over."""
        improve = self._in_turns if self._very_large else self._mostly_as_a_whole
        try:
            while not self._over(budget):
                before = [rung.value for rung in self.rungs]
                for rank, rung in enumerate(self.rungs):
                    if not rung.met and not self._over(budget):
                        offered = self._offer(rank, self.best)
                        if offered is not None and self._keeps_to(rank, offered):
                            self._learn(rank, Answer(Status.FEASIBLE, offered, None))
                        waiting = sum(not later.met for later in self.rungs[rank:])
                        improve(rank, budget.share(waiting))
                    self._hear(rank)
                gained = before != [rung.value for rung in self.rungs]
                if self.proved(len(self.rungs) - 1) or (self._large and not gained):
                    return
        except KeyboardInterrupt:
            self.interrupted = True

    def _over(self, budget: Budget) -> bool:
        return self.interrupted or budget.left <= 0

    def _mostly_as_a_whole(self, rank: int, budget: Budget) -> None:
        rung = self.rungs[rank]
        if self._large:
            self._move(rank, budget, STEPS)
        elif not self._counts(rank):
            self._look(rank, budget, RELAXING, FIRST_LOOK)
            if not (rung.met or self._over(budget)):
                self._move(rank, budget, 4 * STEPS)
        if not (rung.met or self._over(budget)):
            self._hear(rank)
            aim, share = self._aims[rank], budget.share(2 if self._large else 1)
            self._learn(rank, best_values(self._held(rank), aim, share, self.best, rung.bound))
        if self._large and not (rung.met or self._over(budget)):
            self._hear(rank)
            self._move(rank, budget, 100 * STEPS)

    def _in_turns(self, rank: int, budget: Budget) -> None:
        """Neighbourhoods and searches of the whole take turns, as long as they are of use."""
        rung, asking, moving = self.rungs[rank], self._counts(rank), True
        for turn in count():
            if moving:
                moving = self._move(rank, budget, STEPS * 4**turn)
            if asking and not (rung.met or self._over(budget)):
                gap = rung.value - rung.bound
                self._look(rank, budget, BARE_CORES, FIRST_TURN * 4**turn)
                asking = rung.value - rung.bound <= (1 - USEFUL) * gap
            if rung.met or self._over(budget) or not (moving or asking):
                return
            self._hear(rank)

    def _counts(self, rank: int) -> bool:
        return max(map(abs, self._aims[rank].coefficients), default=0) <= SMALL

    def _look(self, rank: int, budget: Budget, way: Way, effort: float) -> None:
        """Search the whole for so long."""
        more = {**way, "max_deterministic_time": effort}
        settings = Settings(budget.left, budget.workers, more=more)
        self._learn(rank, solve(self._held(rank), settings, self._aims[rank], self.best))

    def _move(self, rank: int, budget: Budget, steps: int) -> bool:
        """Improve the plan in so many neighbourhoods; whether more of them may be of use."""
        if self._near is None:
            self._near = Neighbourhoods(self._encoded, self.best, self._aims)
        self._near.begin(rank, self.best)
        for values in self._near.improve(budget, steps):
            self.best = values
            for rung, total in zip(self.rungs, self._near.tally.totals, strict=True):
                rung.value = total
            self._contradict_nothing()
            if self.rungs[rank].met:
                break
        self.interrupted = self.interrupted or self._near.interrupted
        return not self._near.exhausted

    def _contradict_nothing(self) -> None:
        """Raise EngineContradiction if the plan is better than what was proved to be possible. A
        bound of a goal goes on to hold while the goals before it improve: that only bars plans.
        """
        for rank, rung in enumerate(self.rungs, start=1):
            if rung.bound > rung.value:
                raise EngineContradiction(
                    f"goal {rank} was proved to be at least {rung.bound}, and is {rung.value}"
                )

    def _held(self, rank: int) -> Model:
        """The model with the goals before this one held at what they have reached."""
        whole = self._encoded.model
        model = Model(
            whole.size, [*whole.linears], [*whole.clauses], whole.exactly_one, whole.ranges
        )
        for aim, rung in zip(self._aims[:rank], self.rungs, strict=False):
            terms = zip(aim.coefficients, aim.variables, strict=True)
            model.linear(terms, None, rung.value - aim.constant)
        return model

    def _keeps_to(self, rank: int, values: Sequence[int]) -> bool:
        """Whether no goal before this one is worse by these values."""
        before = zip(self._aims[:rank], self.rungs, strict=False)
        return all(aim.value(values) <= rung.value for aim, rung in before)

    def _learn(self, rank: int, answer: Answer) -> None:
        rung = self.rungs[rank]
        if answer.values is not None and self._aims[rank].value(answer.values) <= rung.value:
            self.best = answer.values
            for aim, each in zip(self._aims, self.rungs, strict=True):
                each.value = aim.value(answer.values)
        if answer.bound is not None:
            rung.bound = max(rung.bound, answer.bound)
        if answer.status is Status.OPTIMAL:
            rung.bound = max(rung.bound, rung.value)
        self._contradict_nothing()
        self.interrupted = self.interrupted or answer.interrupted
