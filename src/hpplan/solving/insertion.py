"""A first plan near the current one, for large models, by ejection chains (Glover 1996): a group
that enters a wave sends others on from it, and these send others, until nothing is broken.

Groups that are wanted somewhere are put there first, and stay while any other can give way. What
chains do not find, searches of small neighbourhoods find: the groups left over, those they depend
on, and some others. Attempts are counted, not timed, and random numbers are seeded, so that equal
data gives equal plans.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from random import Random

from hpplan.domain.snapshot import Placements
from hpplan.solving.assignment import Break, IncrementalAssignment
from hpplan.solving.cpsat import solve
from hpplan.solving.deadline import NO_END, Budget, Deadline, TimeIsOver
from hpplan.solving.encoding import NOWHERE, Encoded
from hpplan.solving.model import Expression
from hpplan.solving.nearby import partners
from hpplan.solving.strategies import (
    CHAIN_CANDIDATES,
    CHAIN_WIDTH,
    CHAINS,
    CHAINS_FOR_THE_WANTED,
    LIGHT_RELAXING,
    MANY_VARIABLES,
    PLACING_NEIGHBOURHOODS,
    Chains,
    within,
)
from hpplan.values import dataclass

Choice = tuple[int, ...]
"""The variables of one group: one for each wave it can be in, and perhaps one for none."""
Changes = dict[int, int]
"""Values for variables."""


@dataclass(frozen=True, slots=True)
class Inserted:
    """Placements, and the tally they were made with; `interrupted` says that the user ended it."""

    placements: dict[str, str]
    tally: IncrementalAssignment
    interrupted: bool = False


def inserted(
    encoded: Encoded,
    wanted: Placements,
    budget: Budget,
    deadline: Deadline = NO_END,
    start: Placements = NOWHERE,
) -> Inserted:
    """Placements near those that are `wanted`, of as many sites as time allows, from a `start` that
    breaks nothing. They keep the constraints on groups and waves alone.

    Raises TimeIsOver where the deadline comes before any site is placed.
    """
    insertion = _Insertion(encoded, wanted, deadline, start)
    interrupted = False
    try:
        with suppress(TimeIsOver):
            insertion.run(budget)
    except KeyboardInterrupt:
        interrupted = True
    placements = encoded.placements(insertion.tally.values)
    return Inserted(placements, insertion.tally, interrupted)


@dataclass(frozen=True, slots=True)
class _Try:
    """Changes to the plan, the groups they move, and what they break."""

    changes: Changes
    moved: frozenset[Choice]
    breaks: Sequence[Break]


class _Insertion:
    def __init__(
        self, encoded: Encoded, wanted: Placements, deadline: Deadline, start: Placements
    ) -> None:
        self._encoded = encoded
        self._nowhere = set(encoded.optional)
        values = encoded.choices_made(start)
        self.tally = IncrementalAssignment(encoded.model, values, deadline=deadline)
        choice_of = self.tally.choice_of
        self._choices: Sequence[Choice] = encoded.model.exactly_one
        self._wanted: dict[Choice, int] = {}
        for group, waves in encoded.choices.items():
            here = (waves[wave] for site in group if (wave := wanted.get(site)) in waves)
            if (literal := next(here, None)) is not None:
                self._wanted[choice_of[literal]] = literal
        self._placed_at_first = bool(start)
        self._dice = Random(0)  # noqa: S311  # it hides nothing
        self._looks = 0

    def run(self, budget: Budget) -> None:
        """Place the groups that are wanted somewhere, then all others, then those still
        left over.
        """
        for chains in CHAINS_FOR_THE_WANTED[int(self._placed_at_first) :]:
            for choice, literal in self._wanted.items():
                self._insert(choice, [literal], chains, self._gives_way, budget)
        by_freedom = sorted(self._choices, key=len)
        for chains in CHAINS:
            yields = self._gives_way if chains.keep_wanted else _anybody
            for choice in by_freedom:
                if not self._placed(choice):
                    self._insert(choice, self._waves(choice), chains, yields, budget)
        self._search(budget)
        for choice, literal in self._wanted.items():
            self._insert(choice, [literal], CHAINS_FOR_THE_WANTED[-1], self._gives_way, budget)

    def _now(self, choice: Choice) -> int | None:
        values = self.tally.values
        return next((v for v in choice if values[v]), None)

    def _placed(self, choice: Choice) -> bool:
        return (now := self._now(choice)) is not None and now not in self._nowhere

    def _waves(self, choice: Choice) -> list[int]:
        return [v for v in choice if v not in self._nowhere]

    def _gives_way(self, choice: Choice) -> bool:
        """Whether the group is not where it is wanted."""
        literal = self._wanted.get(choice)
        return literal is None or not self.tally.values[literal]

    # --- chains -----------------------------------------------------------------------------

    def _insert(
        self,
        choice: Choice,
        options: Sequence[int],
        chains: Chains,
        yields: Callable[[Choice], bool],
        budget: Budget,
    ) -> None:
        """Put the group into one of these waves, if a chain of others that give way allows it."""
        now = self._now(choice)
        if now in options:
            return
        if budget.over:
            raise TimeIsOver
        until = self._looks + chains.looks
        tries: list[_Try] = []
        for option in options:
            tried = self._tried({option: 1}, now, frozenset((choice,)))
            if not tried.breaks:
                self.tally.take(tried.changes)
                return
            tries.append(tried)
        tries.sort(key=lambda tried: len(tried.breaks))
        for length in range(1, chains.longest + 1):
            for tried in tries:
                found = self._chain(tried, length, until, yields)
                if found is not None:
                    self.tally.take(found)
                    return
                if self._looks > until:
                    return

    def _tried(self, changes: Changes, out: int | None, moved: frozenset[Choice]) -> _Try:
        self._looks += 1
        if out is not None:
            changes[out] = 0
        return _Try(changes, moved, list(self.tally.breaks(changes)))

    def _chain(
        self, tried: _Try, length: int, until: int, yields: Callable[[Choice], bool]
    ) -> Changes | None:
        """These changes together with those of up to this many groups that give way, if nothing is
        broken then.
        """
        first = min(tried.breaks, key=lambda broken: len(broken.variables))
        further: list[_Try] = []
        for choice, option in self._ways(first, tried, yields):
            changes = {**tried.changes, option: 1}
            then = self._tried(changes, self._now(choice), tried.moved | {choice})
            if not then.breaks:
                return then.changes
            further.append(then)
            if self._looks > until:
                return None
        if length > 1:
            further.sort(key=lambda then: len(then.breaks))
            for then in further[:CHAIN_WIDTH]:
                found = self._chain(then, length - 1, until, yields)
                if found is not None or self._looks > until:
                    return found
        return None

    def _ways(
        self, broken: Break, tried: _Try, yields: Callable[[Choice], bool]
    ) -> Iterator[tuple[Choice, int]]:
        """Groups that may give way, with options that reduce the break."""
        sign = 1 if broken.missing > 0 else -1
        values, choice_of = self.tally.values, self.tally.choice_of
        many = len(broken.variables) > MANY_VARIABLES
        stands: dict[Choice, dict[int, int]] = {}
        for variable, coefficient in zip(broken.variables, broken.coefficients, strict=True):
            # Of many, only those in the way: few options would help.
            if many and bool(values[variable]) != (sign * coefficient < 0):
                continue
            choice = choice_of.get(variable)
            if choice is not None and choice not in tried.moved and yields(choice):
                stands.setdefault(choice, {})[variable] = sign * coefficient
        giving: Sequence[Choice] = list(stands)
        if many:
            enough = [c for c in giving if max(map(abs, stands[c].values())) >= abs(broken.missing)]
            giving = enough or giving
            giving = self._dice.sample(giving, min(len(giving), CHAIN_CANDIDATES))
        for choice in giving:
            now = self._now(choice)
            worth = stands[choice]
            least = 0 if now is None else worth.get(now, 0)
            for option in choice:
                if option != now and option not in self._nowhere and worth.get(option, 0) > least:
                    yield choice, option

    # --- neighbourhoods ---------------------------------------------------------------------

    def _search(self, budget: Budget) -> None:
        """Place the groups left over by searches of their neighbourhoods, each one wider."""
        left = [choice for choice in self._choices if not self._placed(choice)]
        if not left:
            return
        near = self._near()
        stay = Expression(
            (*self._nowhere, *self._wanted.values()),
            (*(len(self._wanted) + 1 for _ in self._nowhere), *(-1 for _ in self._wanted)),
        )
        self.tally.keep([stay])
        for steps, others, effort in PLACING_NEIGHBOURHOODS:
            for choice in left:
                if self._placed(choice):
                    continue
                if budget.over:
                    raise TimeIsOver
                free = {choice: None}
                for _ in range(steps):
                    free |= {o: None for one in [*free] for o in near.get(one, ())}
                some = self._dice.sample(self._choices, min(others, len(self._choices)))
                free |= dict.fromkeys(some)
                self._solve([v for one in free for v in one], effort, budget)

    def _solve(self, free: Iterable[int], effort: float, budget: Budget) -> None:
        tally = self.tally
        part = tally.freed(tally.with_helpers(free))
        settings = budget.settings({**LIGHT_RELAXING, **within(effort)})
        aim = tally.total_of(0, part)
        answer = solve(part.model, settings, aim, part.values(tally.values))
        if answer.interrupted:
            raise KeyboardInterrupt
        if answer.values is not None:
            tally.take(part.changes(answer.values))

    def _near(self) -> dict[Choice, dict[Choice, None]]:
        """For each group, the groups that share a constraint on few variables with it."""
        choice_of = self.tally.choice_of
        at = {
            group: choice_of[next(iter(waves.values()))]
            for group, waves in self._encoded.choices.items()
            if waves
        }
        found = partners(self._encoded)
        return {
            at[group]: dict.fromkeys(at[other] for other in sorted(others) if other in at)
            for group, others in found.items()
        }


def _anybody(choice: Choice) -> bool:  # noqa: ARG001
    return True
