"""Large neighbourhood search (Shaw 1998): most of a plan stays, the rest is made as good as
possible. For models too large for a search for the best of everything to end.

Whole groups of sites are set free: partners that share a region or a trust, neighbouring waves,
those that cost most, or any; then a model of those alone is solved, with everything else fixed.
Random numbers are seeded and all limits are the engine's deterministic ones, so that two runs can
only differ where the time ends.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from random import Random

from hpplan.solving.assignment import IncrementalAssignment
from hpplan.solving.cpsat import EngineStatus, solve
from hpplan.solving.deadline import Budget
from hpplan.solving.encoding import Encoded
from hpplan.solving.model import Expression
from hpplan.solving.strategies import (
    AT_PART_EFFORT,
    FIRST_NEIGHBOURHOOD,
    LARGEST_NEIGHBOURHOOD,
    LIGHT_RELAXING,
    MOVED_ASIDE,
    NEIGHBOURHOOD_EFFORT,
    NEIGHBOURHOOD_OVERHEAD,
    PATIENCE,
    SMALLEST_NEIGHBOURHOOD,
    within,
)
from hpplan.values import dataclass

Choice = tuple[int, ...]
"""The variables of one group: one for each wave it can be in, and perhaps one for none."""


@dataclass(slots=True)
class _Operator:
    """Chooses neighbourhoods: how many groups at once, and what that gained recently."""

    pick: Callable[[int, int], Sequence[int]]
    size: int = FIRST_NEIGHBOURHOOD
    worth: float = 1.0

    def learn(self, gain: float, *, finished: bool) -> None:
        """Free more groups where fewer gain nothing any more, fewer where the search does not end
        in time: many small neighbourhoods gain far more than few large ones.
        """
        self.worth = max(0.8 * self.worth + 0.2e6 * gain, 1e-3)
        if not finished:
            self.size = max(self.size * 3 // 4, SMALLEST_NEIGHBOURHOOD)
        elif not gain:
            self.size = min(self.size * 9 // 8 + 1, LARGEST_NEIGHBOURHOOD)


class Neighbourhoods:
    """Improves a plan by one goal after the other. `aims` are the goals, in rank order."""

    def __init__(
        self,
        encoded: Encoded,
        start: Sequence[int],
        aims: Sequence[Expression],
        tally: IncrementalAssignment | None = None,
    ) -> None:
        if tally is None or not tally.is_current:  # waves turned out to be interchangeable since
            tally = IncrementalAssignment(encoded.model, start)
        self.tally = tally
        self.tally.take(dict(enumerate(start)))
        self.tally.keep(aims)
        self._encoded = encoded
        self._prices = [dict(zip(a.variables, a.coefficients, strict=True)) for a in aims]
        decides = self.tally.decides
        self._helpers = [[v for v in aim.variables if not decides[v]] for aim in aims]
        self._dice = Random(0)  # noqa: S311  # it hides nothing
        positions = {slot.id: slot.position for slot in encoded.snapshot.waves}
        self._wave = {
            literal: positions[wave]
            for waves in encoded.choices.values()
            for wave, literal in waves.items()
        }
        choice_of = self.tally.choice_of
        at = {
            site: choice_of[next(iter(waves.values()))]
            for group, waves in encoded.choices.items()
            if waves
            for site in group
        }
        self._choices: Sequence[Choice] = list(dict.fromkeys(at.values()))
        self._clusters: dict[Choice, list[Sequence[Choice]]] = {}
        for of in ("region", "trust"):
            for members in encoded.snapshot.groups(of).values():
                cluster = list(dict.fromkeys(at[site] for site in members if site in at))
                if len(cluster) > 1:
                    for choice in cluster:
                        self._clusters.setdefault(choice, []).append(cluster)
        self._clustered: Sequence[Choice] = list(self._clusters)
        self._picks = [self._random, self._costly, self._waves]
        if self._clusters:
            self._picks.append(self._partners)
        self._now: dict[Choice, int] = {}
        self._here: dict[int, dict[Choice, None]] = {}
        for choice in self._choices:
            self._enter(choice)
        self._operators: list[_Operator] = []
        self._rank, self._idle, self.best = -1, 0, start
        self.interrupted = False

    def begin(self, rank: int, values: Sequence[int]) -> None:
        """Move on to this goal or start from this plan, if that is new: with helpers as tight as
        they can be, and patience restored.
        """
        if (rank, values) == (self._rank, self.best):
            return
        self._rank, self.best = rank, values
        placements = self._encoded.placements(values)
        self.tally.take(dict(enumerate(self._encoded.assignment(placements))))
        for choice in self._choices:
            if not self.tally.values[self._now[choice]]:
                self._enter(choice)
        self._operators = [_Operator(pick) for pick in self._picks]
        self._idle = 0

    @property
    def exhausted(self) -> bool:
        """Whether nothing has been gained for so long that further attempts are not worthwhile."""
        return not self._choices or self._idle >= PATIENCE * len(self._operators)

    def improve(self, budget: Budget, steps: int) -> Iterator[Sequence[int]]:
        """Yield each better plan by the current goal that this many neighbourhoods lead to. Goals
        before it get no worse; those after it only for its sake.
        """
        rank = self._rank
        for _ in range(steps):
            if self.exhausted or self.interrupted or budget.over:
                return
            (operator,) = self._dice.choices(self._operators, [m.worth for m in self._operators])
            before = self.tally.totals[rank:]
            free = operator.pick(operator.size, rank)
            status = self._solve(free, rank, budget)
            after = self.tally.totals[rank:]
            gain = (
                (before[0] - after[0])
                / max(abs(before[0]), 1)
                / (len(free) + NEIGHBOURHOOD_OVERHEAD)
            )
            operator.learn(gain, finished=status is EngineStatus.OPTIMAL)
            self._idle = 0 if gain else self._idle + 1
            if after < before:
                self.best = list(self.tally.values)
                yield self.best

    def improve_at(self, choices: Sequence[Choice], budget: Budget) -> bool:
        """Improve the plan by the current goal where these groups are; whether that succeeded. They
        and some of those that can be moved at no cost are set free.
        """
        rank = self._rank
        price, before = self._prices[rank], self.tally.totals[rank:]
        indifferent = [c for c in self._choices if price.get(self._now[c], 0) >= 0]
        for others in MOVED_ASIDE:
            if budget.over or self.interrupted:
                break
            free = dict.fromkeys([*choices, *self._sample(indifferent, others)])
            self._solve([v for choice in free for v in choice], rank, budget, AT_PART_EFFORT)
            if self.tally.totals[rank:] < before:
                self.best = list(self.tally.values)
                return True
        return False

    def _solve(
        self,
        deciding: Sequence[int],
        rank: int,
        budget: Budget,
        effort: float = NEIGHBOURHOOD_EFFORT,
    ) -> EngineStatus:
        tally = self.tally
        part = tally.freed(tally.with_helpers(deciding))
        for held in range(rank):
            total = tally.total_of(held, part)
            part.model.hold(total, tally.totals[held])
        aim = tally.total_of(rank, part)
        more = {**LIGHT_RELAXING, **within(effort)}
        settings = budget.settings(more)
        answer = solve(part.model, settings, aim, part.values(tally.values))
        self.interrupted = answer.interrupted
        if answer.values is not None:
            before, back = tally.totals[rank:], {v: tally.values[v] for v in part.number}
            tally.take(part.changes(answer.values))
            if tally.totals[rank:] > before:  # no better by this goal, and worse by a later one
                tally.take(back)
            else:
                for choice in dict.fromkeys(tally.choice_of[v] for v in deciding):
                    self._enter(choice)
        return answer.status

    # --- what is set free -------------------------------------------------------------------

    def _enter(self, choice: Choice) -> None:
        """Record which option of the choice is taken; -1 stands for no wave."""
        if (left := self._now.get(choice)) is not None:
            del self._here[self._wave.get(left, -1)][choice]
        self._now[choice] = next(v for v in choice if self.tally.values[v])
        self._here.setdefault(self._wave.get(self._now[choice], -1), {})[choice] = None

    def _waves_of(self, choices: Iterable[Choice]) -> set[int]:
        return {self._wave[v] for choice in choices if (v := self._now[choice]) in self._wave}

    def _within(self, choices: Iterable[Choice], waves: set[int]) -> list[int]:
        """The options of these groups in these waves or in none, and where they are now."""
        values, wave = self.tally.values, self._wave
        return [
            v
            for choice in choices
            for v in choice
            if values[v] or wave.get(v, -1) in waves or v not in wave
        ]

    def _sample(self, among: Sequence[Choice], size: int) -> list[Choice]:
        return self._dice.sample(among, min(size, len(among)))

    def _random(self, size: int, rank: int) -> Sequence[int]:  # noqa: ARG002  # any will do
        chosen = self._sample(self._choices, size)
        return self._within(chosen, self._waves_of(chosen[: size // 3]))

    def _waves(self, size: int, rank: int) -> Sequence[int]:  # noqa: ARG002
        """Groups of two waves near each other, moving between these two; where these hold so few
        that more can be set free, of others too.
        """
        used = sorted(wave for wave, here in self._here.items() if here)
        at = self._dice.randrange(len(used))
        other = min(at + self._dice.choice((1, 1, 2, 3, 5)), len(used) - 1)
        waves = {used[at], used[other]}
        others = [wave for wave in used if wave not in waves]
        while others and sum(len(self._here[wave]) for wave in waves) < size:
            waves.add(others.pop(self._dice.randrange(len(others))))
        among = [choice for wave in sorted(waves) for choice in self._here[wave]]
        return self._within(self._sample(among, 2 * size), waves)

    def _partners(self, size: int, rank: int) -> Sequence[int]:  # noqa: ARG002
        """Whole regions or trusts that meet in the same waves."""
        start = self._dice.choice(self._clustered)
        free: dict[Choice, None] = dict.fromkeys(self._cluster_of(start, size))
        waves = self._waves_of(free)
        others = [c for w in sorted(waves) for c in self._here.get(w, ()) if c in self._clusters]
        self._dice.shuffle(others)
        for other in others:
            if len(free) >= size:
                break
            free |= dict.fromkeys(self._cluster_of(other, size))
        return self._within(free, self._waves_of(free))

    def _cluster_of(self, choice: Choice, size: int) -> Sequence[Choice]:
        """A cluster the group belongs to; where it is very large, some of it."""
        cluster = self._dice.choice(self._clusters[choice])
        return cluster if len(cluster) <= size else [choice, *self._sample(cluster, size)]

    def _costly(self, size: int, rank: int) -> Sequence[int]:
        """Groups that could do better by the goal, and some of those in their way."""
        tally, price = self.tally, self._prices[rank]
        better: dict[Choice, set[int]] = {}
        for choice in self._sample(self._choices, 4 * size):
            now = price.get(self._now[choice], 0)
            if wanted := {self._wave.get(v, -1) for v in choice if price.get(v, 0) < now}:
                better[choice] = wanted
                if len(better) > size // 3:
                    break
        if not better:  # the goal is about helpers: those behind some that cost
            costing = [v for v in self._helpers[rank] if price[v] * tally.values[v] > 0]
            for helper in self._dice.sample(costing, min(size // 4 + 1, len(costing))):
                for choice in tally.behind(helper):
                    near = [
                        c
                        for cluster in self._clusters.get(choice, [[choice]])
                        for c in cluster[:size]
                    ]
                    better[choice] = self._waves_of(near)
        waves = set().union(*better.values())
        rivals = [c for w in sorted(waves) for c in self._here.get(w, ())]
        return self._within(dict.fromkeys([*better, *self._sample(rivals, size)]), waves)
