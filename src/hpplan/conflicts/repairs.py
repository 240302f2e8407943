"""Repairs of conflicts: correction sets of least cost, by whose decision they take, and priced.

For each conflict the facts are found that it costs least to leave out so that the rest is possible:
with the first repair of each conflict before it, and without the conflicts after it. So the first
repairs of all conflicts together make a plan possible. A rule that can ask less does so, by the
least that helps, instead of being left out. Every repair is then planned again with one of every
other conflict, in a model of its own, and priced by a plan that moves few sites.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Final

from hpplan.conflicts.authority import Authority, of_claim, whose
from hpplan.conflicts.conflict import Cost
from hpplan.conflicts.minimal_subsets import UnsatisfiableSubset
from hpplan.conflicts.oracle import ConflictOracle
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.goals import Stability
from hpplan.programme.changes import (
    BecomesUndecided,
    Change,
    RuleAltered,
    RuleDropped,
    WaveMoved,
    WaveOpened,
    changed,
    together,
)
from hpplan.programme.programme import SituationData
from hpplan.rules import Rule
from hpplan.rules.base import Relaxation
from hpplan.rules.traits import Relaxable
from hpplan.solving.cpsat import EngineAnswer, EngineStatus, Settings, solve
from hpplan.solving.deadline import Budget, Deadline
from hpplan.solving.encoding import Encoded, encode
from hpplan.solving.facts import Fact, RuleStands, SiteIsFirm, WaveTakesNoMore, is_history
from hpplan.solving.model import expression
from hpplan.solving.result import Limits, Solution
from hpplan.solving.search import any_values
from hpplan.solving.solve import solve as find_best
from hpplan.solving.strategies import (
    BARE,
    BARE_CORES,
    FEWER_MOVES,
    PRICE_RATIO,
    PRICING_SECONDS,
    REPAIR_COMBINATIONS,
    SPARE_REPAIRS,
)
from hpplan.text import Unit

PRICES: Final[Mapping[Authority, int]] = {
    Authority.WISH: 1,
    Authority.PLAN: PRICE_RATIO,
    Authority.COUNCIL: PRICE_RATIO**2,
    Authority.BOARD: PRICE_RATIO**3,
}
"""What it costs to leave out a fact, by whose decision that takes."""

Key = tuple[int, tuple[int, ...], tuple[str, ...]]
"""What names a repair, priced or not: its clash, the facts it leaves out, the waves it moves."""


@dataclass(frozen=True, slots=True)
class RepairCandidate:
    """A repair of a clash: facts that no longer stand, those that stand instead, those of the data
    that nothing stands instead of, and the changes that this is. `cost` is that of a plan which
    keeps the rules, with the `others`.
    """

    clash: int
    without: tuple[int, ...]
    instead: tuple[int, ...]
    dropped: tuple[int, ...]
    changes: tuple[Change, ...]
    authority: Authority
    price: int
    cost: Cost | None = None
    others: tuple["RepairCandidate", ...] = ()
    placements: Mapping[str, str] | None = None

    @property
    def key(self) -> Key:
        moved = tuple(change.wave for change in self.changes if isinstance(change, WaveMoved))
        return self.clash, self.without, moved

    @property
    def rank(self) -> tuple[int, ...]:
        """Whose decision it takes, then what it does to the plan."""
        if self.cost is None:
            return self.authority, self.price
        cost = self.cost
        return self.authority, self.price, cost.unplaced, len(cost.moved), abs(cost.days or 0)


@dataclass(frozen=True, slots=True)
class RepairOptions:
    """For each clash its repairs, the best first. If `together`, the first of each make a plan."""

    of: tuple[tuple[RepairCandidate, ...], ...]
    together: bool


class Repairing:
    """The facts of a situation that has no plan, and those that could stand instead."""

    def __init__(
        self,
        situation: SituationData,
        encoded: Encoded,
        facts: Sequence[Fact],
        oracle: ConflictOracle,
        workers: int,
    ) -> None:
        self._situation = situation
        self._encoded = encoded
        self._facts = list(facts)
        self._question = oracle
        self._stated = len(facts)
        self._workers = workers
        self._plans: list[tuple[list[Change], Mapping[str, str] | None]] = []
        self._original: dict[int, int] = {}
        self._parts: dict[int, list[int]] = {}
        self._index(0)

    def _index(self, start: int) -> None:
        for part in range(start, len(self._encoded.parts)):
            self._parts.setdefault(self._encoded.parts[part][0], []).append(part)

    def repair_options(
        self,
        find_conflicts: Sequence[UnsatisfiableSubset],
        moves: Sequence[Sequence[WaveMoved]],
        count: int,
    ) -> RepairOptions:
        """So many repairs of each clash, as far as the time goes; moving a wave may be one."""
        listed: list[list[RepairCandidate]] = []
        first: list[RepairCandidate] = []
        for number in range(len(find_conflicts)):
            ways = [
                replace(way, clash=number)
                for way in self._ways(find_conflicts, number, first, count)
            ]
            listed.append(ways)
            first += ways[:1]
        if len(first) < len(find_conflicts):
            return RepairOptions(((),) * len(find_conflicts), together=False)
        for number, ways in enumerate(listed):
            ways += [
                RepairCandidate(
                    number, (), (), (), (move,), self._of_wave(move), PRICES[self._of_wave(move)]
                )
                for move in moves[number]
            ]
        chosen = self._working(listed)
        if chosen is None:
            shown = [ways[:1] if self._question.over() else [] for ways in listed]
            return RepairOptions(tuple(map(tuple, shown)), together=False)
        left = sum(map(len, listed))
        for number, ways in enumerate(listed):
            rest = tuple(way for way in chosen if way.clash != number)
            priced = []
            for way in ways:
                known = way.key == chosen[number].key
                others = rest if known else self._others(way, find_conflicts, chosen, listed)
                if others is not None and (found := self._priced(way, others, left)) is not None:
                    priced.append(found)
                left -= 1
            listed[number] = _best(priced, count, chosen[number], rest)
            chosen[number] = listed[number][0]
        together = all(way.cost is not None for way in chosen)
        shown = _known_to_each_other(listed)
        return RepairOptions(tuple(map(tuple, self._from_one_day(shown))), together)

    def _from_one_day(
        self, shown: Sequence[Sequence[RepairCandidate]]
    ) -> list[list[RepairCandidate]]:
        """The same repairs, the goals of each counted from the earliest first wave of any."""

        def instead(way: RepairCandidate) -> SituationData:
            return changed(self._situation, _changes_of((way, *way.others)))

        each = [instead(way).snapshot for ways in shown for way in ways if way.placements]
        beside = [self._situation.snapshot, *each]

        def counted(way: RepairCandidate) -> RepairCandidate:
            if way.cost is None or way.placements is None:
                return way
            goals = _measured(instead(way), way.placements, beside)
            return replace(way, cost=replace(way.cost, goals=goals))

        return [[counted(way) for way in ways] for ways in shown]

    def _working(self, listed: Sequence[Sequence[RepairCandidate]]) -> list[RepairCandidate] | None:
        """One repair of each conflict that give a plan together, the first of each if they do."""
        combinations = sorted(
            islice(product(*(range(len(ways)) for ways in listed)), REPAIR_COMBINATIONS**2), key=sum
        )
        for places in combinations[:REPAIR_COMBINATIONS]:
            ways = [listed[number][place] for number, place in enumerate(places)]
            if self._plan_with(ways) is not None:
                return ways
            if self._question.over():
                return None
        return None

    def _others(
        self,
        way: RepairCandidate,
        find_conflicts: Sequence[UnsatisfiableSubset],
        chosen: Sequence[RepairCandidate],
        listed: Sequence[Sequence[RepairCandidate]],
    ) -> tuple[RepairCandidate, ...] | None:
        """For each other clash a repair that leaves it to this one to resolve its own, the chosen
        ones where they do; None if one of them has no such repair.
        """

        def apart(other: RepairCandidate) -> bool:
            same = other.changes == way.changes
            return same or set(other.without).isdisjoint(find_conflicts[way.clash].facts)

        found = [
            next((other for other in (chosen[number], *listed[number]) if apart(other)), None)
            for number in range(len(find_conflicts))
            if number != way.clash
        ]
        others = tuple(other for other in found if other is not None)
        return others if len(others) == len(found) else None

    def _of_wave(self, move: WaveMoved) -> Authority:
        return of_claim(self._situation.snapshot.wave[move.wave].go_live_claim)

    def _ways(
        self,
        find_conflicts: Sequence[UnsatisfiableSubset],
        number: int,
        before: Sequence[RepairCandidate],
        count: int,
    ) -> Iterator[RepairCandidate]:
        """The cheapest repairs of the clash of that number, with those before it."""
        clash, later = find_conflicts[number], find_conflicts[number + 1 :]
        aside = {part for other in later for part in other.own}
        stated = self._with(before, aside)
        if self._question.possible(part for parts in stated.values() for part in parts):
            # What resolves another clash of the same rule resolves this one too.
            sharing = (way for way in before if not set(way.without).isdisjoint(clash.facts))
            cure = next(sharing, before[-1])
            yield cure
            cured = [way.clash for way in before if way.changes == cure.changes]
            parts = {part for number in cured for part in find_conflicts[number].own}
            aside |= parts - set(clash.parts)
            others = [way for way in before if way.clash not in cured]
            yield from self._cheapest(clash, self._with(others, aside), count, [cure.without])
        else:
            yield from self._cheapest(clash, stated, count, [])

    def _with(
        self, ways: Sequence[RepairCandidate], aside: Collection[int]
    ) -> dict[int, list[int]]:
        """The facts that stand with these repairs, and their parts but for those put aside."""
        gone = {fact for way in ways for fact in way.without}
        instead = {fact for way in ways for fact in way.instead}
        return {
            fact: [part for part in parts if part not in aside]
            for fact, parts in self._parts.items()
            if (fact < self._stated or fact in instead) and fact not in gone
        }

    def _cheapest(
        self,
        clash: UnsatisfiableSubset,
        stated: Mapping[int, Collection[int]],
        count: int,
        known: Sequence[Collection[int]],
    ) -> Iterator[RepairCandidate]:
        free = {fact: parts for fact, parts in stated.items() if not is_history(self._facts[fact])}
        held = [part for fact, parts in stated.items() if fact not in free for part in parts]
        prices = {fact: PRICES[self._authority(fact)] for fact in free}
        firm = [fact for fact in stated if isinstance(self._facts[fact], SiteIsFirm)]
        near = {*clash.parts, *(part for fact in firm for part in stated[fact])}
        barred = list(known)
        alone: Sequence[int] = ()
        while len(barred) < count + SPARE_REPAIRS:
            left_out = self._question.minimum_cost_relaxation(held, prices, free, barred, alone)
            if not left_out:
                return
            barred.append(left_out)
            if sum(fact in firm for fact in left_out) > 1:
                alone = [fact for fact in firm if fact in free]  # any others would be listed next
            kept = [p for fact, parts in stated.items() if fact not in left_out for p in parts]
            price = sum(prices[fact] for fact in left_out)
            yield self._way(left_out, [p for p in kept if p in near], kept, price)

    def _authority(self, fact: int) -> Authority:
        return whose(self._facts[fact], self._situation)

    def _way(
        self, left_out: Sequence[int], near: Sequence[int], kept: Sequence[int], price: int
    ) -> RepairCandidate:
        changes, instead, dropped = list[Change](), list[int](), list[int]()
        for fact in left_out:
            original = self._original.get(fact, fact)
            match self._facts[fact]:
                case SiteIsFirm(site):
                    changes.append(BecomesUndecided(site.id))
                case WaveTakesNoMore(slot):
                    changes.append(WaveOpened(slot.id))
                case RuleStands(rule):
                    added = [part for fact in instead for part in self._parts[fact]]
                    milder = self._milder(rule, [*near, *added], [*kept, *added])
                    if milder is not None:
                        changes.append(RuleAltered(self._rule(original), self._rule(milder)))
                        self._original[milder] = original
                        instead.append(milder)
                        continue
                    changes.append(RuleDropped(self._rule(original)))
            dropped.append(original)
        return RepairCandidate(
            clash=0,
            without=tuple(left_out),
            instead=tuple(instead),
            dropped=tuple(dropped),
            changes=tuple(changes),
            authority=max(self._authority(fact) for fact in left_out),
            price=price,
        )

    def _rule(self, fact: int) -> Rule:
        stands = self._facts[fact]
        assert isinstance(stands, RuleStands)
        return stands.rule

    def _milder(self, rule: Rule, near: Sequence[int], kept: Sequence[int]) -> int | None:
        """A rule that asks as little less as possible so that it can be kept with these parts: at
        least with those of them that are near, which is quick to see.
        """
        if rule in self._situation.overrides.rules():
            return None
        for ladder in (
            rule.relaxations(self._situation.snapshot) if isinstance(rule, Relaxable) else ()
        ):
            if (low := self._lowest(ladder, near, 0)) is None:
                continue
            if (found := self._lowest(ladder, kept, low[0] - 1)) is not None:
                return found[1]
        return None

    def _lowest(
        self, ladder: Relaxation, held: Sequence[int], too_low: int
    ) -> tuple[int, int] | None:
        """The first step above one that is too low at which the rule can be kept, and the fact."""
        step, tried = 1, None
        while tried is None:  # mostly little is missing
            if too_low >= ladder.steps:
                return None
            enough = min(too_low + step, ladder.steps)
            tried = self._tried(ladder.at(enough), held)
            if tried is None:
                too_low, step = enough, step * 2
        while too_low + 1 < enough:
            middle = (too_low + enough) // 2
            if (lower := self._tried(ladder.at(middle), held)) is None:
                too_low = middle
            else:
                tried, enough = lower, middle
        return enough, tried

    def _tried(self, rule: Rule, held: Sequence[int]) -> int | None:
        """The number of the rule as a fact, if it can be kept with the held parts."""
        fact, start = len(self._facts), len(self._encoded.parts)
        self._facts.append(RuleStands(rule))
        self._encoded.encode([(rule, fact)])
        self._parts[fact] = []
        self._index(start)
        self._question.refresh()
        possible = self._question.possible([*held, *self._parts[fact]])
        return fact if possible else None

    def _plan_with(self, ways: Sequence[RepairCandidate]) -> Mapping[str, str] | None:
        """A plan that these repairs make possible, in which few sites move; None if none was found
        in time.
        """
        changes = _changes_of(ways)
        for known, plan in self._plans:
            if known == changes:
                return plan
        instead = changed(self._situation, changes)
        found, interrupted = nearest_plan(instead, self._question.left)
        self._question.interrupted = self._question.interrupted or interrupted
        if found is not None or not self._question.over():
            self._plans.append((changes, found))
        return found

    def _priced(
        self, way: RepairCandidate, others: tuple[RepairCandidate, ...], among: int
    ) -> RepairCandidate | None:
        """The repair with the best plan that was found for it, in its share of what is left for so
        many; None if there is no plan. Where the time is over, the repair as it is.
        """
        if self._question.over():
            return way
        ways = (way, *others)
        if (near := self._plan_with(ways)) is None:
            return way if self._question.over() else None
        instead = changed(self._situation, _changes_of(ways))
        # Among equally good plans one is wanted in which few leave their waves.
        few = Stability().against_plan(self._situation.snapshot.current())
        seconds = min(PRICING_SECONDS, self._question.left / max(1, among))
        wanted = replace(instead, goals=(*instead.goals, few))
        plan, proved = near, False
        match find_best(wanted, Limits(seconds, self._workers), start=near):
            case Solution(placements, bounds, _, interrupted):
                plan = placements
                values = [goal.measure(wanted.snapshot, plan) for goal in wanted.goals]
                proved = values[:-1] == [*bounds][:-1]
                self._question.interrupted = self._question.interrupted or interrupted
            case _:
                pass
        cost = _cost(self._situation, instead, plan, proved=proved)
        return replace(way, cost=cost, others=others, placements=plan)


def _changes_of(ways: Sequence[RepairCandidate]) -> list[Change]:
    """What the repairs change together: what resolves a later conflict asks even less of a rule
    than what resolves one before it.
    """
    in_order = sorted(ways, key=lambda way: way.clash)
    return together(change for way in in_order for change in way.changes)


def _best(
    priced: Sequence[RepairCandidate],
    count: int,
    first: RepairCandidate,
    rest: tuple[RepairCandidate, ...],
) -> list[RepairCandidate]:
    """The best of them, those that go with the rest of the first repairs before others; and among
    them the one that others were priced with.
    """
    best = sorted(priced, key=lambda way: (way.others != rest, way.rank))
    kept = [way for way in best[count:] if way.key == first.key]
    return [*best[: count - len(kept)], *kept]


def _known_to_each_other(
    listed: Sequence[Sequence[RepairCandidate]],
) -> list[list[RepairCandidate]]:
    """The ways that were priced with none but ways which are shown."""
    left = [list(ways) for ways in listed]
    while True:
        shown = {way.key for ways in left for way in ways}
        kept = [[w for w in ways if all(o.key in shown for o in w.others)] for ways in left]
        if kept == left:
            return left
        left = kept


def nearest_plan(situation: SituationData, seconds: float) -> tuple[dict[str, str] | None, bool]:
    """A plan that keeps every hard rule, places whom it can and moves few sites, or none if none
    was found in time; and whether the user ended the search.
    """
    encoded, current = encode(situation), situation.snapshot.current()
    deadline = Deadline.after(seconds)
    found = _anybody(encoded, encoded.assignment(current), deadline)
    if found.values is None or found.interrupted:
        return None, found.interrupted
    snapshot = situation.snapshot
    staying = [
        (-1, encoded.in_wave(site, snapshot.wave[wave]))
        for site, wave in current.items()
        if snapshot.sites[site].firm is None
    ]
    placed = [(-len(snapshot.sites), encoded.placed(site)) for site in snapshot.taking_part]
    # Bounded by effort, not by the clock: equal data gives equal prices.
    few_moves = Settings(deadline.left, more={**BARE_CORES, **FEWER_MOVES})
    near = solve(encoded.model, few_moves, expression([*staying, *placed]), found.values)
    return encoded.placements(near.values or found.values), near.interrupted


def _anybody(encoded: Encoded, hint: Sequence[int], deadline: Deadline) -> EngineAnswer:
    """Any plan, with everybody placed if that can be had. Mostly one is near, and found at once."""
    models = [encoded.model]
    if optional := encoded.optional:
        models.insert(0, encoded.model.with_true(~literal for literal in optional))
    found = EngineAnswer(EngineStatus.UNKNOWN, None, None)
    for model in models:
        near = Settings(deadline.left, more={**BARE, **FEWER_MOVES})
        found = solve(model, near, None, hint)
        if found.status is EngineStatus.UNKNOWN and not found.interrupted:
            half = Budget(deadline.share(2), 1)
            found = any_values(model, half, hint)
        if found.values is not None or found.interrupted:
            break
    return found


def _cost(
    before: SituationData, after: SituationData, waves: Mapping[str, str], *, proved: bool
) -> Cost:
    """What a plan costs against the claims as they stand."""
    snapshot, current = after.snapshot, before.snapshot.current()
    moved = tuple(site for site, wave in current.items() if waves.get(site) != wave)
    shifts = [
        (new.first - old.first).days
        for site, wave in current.items()
        if (old := before.snapshot.go_live(site, wave)) is not None
        and (new := snapshot.go_live(site, waves[site]) if site in waves else None) is not None
    ]
    days = sum(shifts) if len(shifts) == len(current) else None
    covered = after.counted.percent(waves)
    goals = _measured(after, waves, [before.snapshot])
    unplaced = sum(site not in waves for site in snapshot.taking_part)
    return Cost(moved, unplaced, days, covered, goals, proved)


def _measured(
    situation: SituationData, waves: Placements, beside: Sequence[Snapshot]
) -> tuple[tuple[str, int, Unit], ...]:
    """What the goals measure, with units, counted from the same day as in the snapshots beside."""
    snapshot = situation.snapshot
    return tuple(
        (
            goal.kind,
            goal.compared(goal.measure(snapshot, waves), snapshot, beside),
            goal.unit(snapshot),
        )
        for goal in situation.goals
    )
