"""Correction sets: the facts of a conflict that are cheapest to leave out, or to relax.

Given the first repair of each conflict before it, and without the conflicts after it, the rest is
possible: so the first repairs of all conflicts together make a plan possible.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from hpplan.conflicts.candidates import PRICES, RepairCandidate
from hpplan.conflicts.fact_parts import FactParts
from hpplan.conflicts.minimal_subsets import UnsatisfiableSubset
from hpplan.conflicts.relaxing import Relaxer
from hpplan.conflicts.widening import Widener
from hpplan.domain.claims import Says
from hpplan.programme.changes import Change, RuleReplaced, rule_dropped, says, takes
from hpplan.solving.deadline import TimeIsOver
from hpplan.solving.facts import (
    HolidaysOff,
    RuleStands,
    SiteIsFirm,
    WaveKeepsPeriod,
    WavesInOrder,
    WaveTakesNoMore,
    WeekdaysNamed,
)
from hpplan.solving.strategies import SPARE_REPAIRS


def cheapest_repairs(
    facts: FactParts,
    subsets: Sequence[UnsatisfiableSubset],
    conflict: int,
    before: Sequence[RepairCandidate],
    count: int,
) -> Iterator[RepairCandidate]:
    """The cheapest repairs of the conflict of that number, given those of the conflicts before."""
    subset, later = subsets[conflict], subsets[conflict + 1 :]
    aside = {part for other in later for part in other.own}
    standing = facts.standing(before, aside)
    stated = [part for parts in standing.values() for part in parts]
    if _stands(subset, stated) or not facts.oracle.possible(stated):
        yield from _cheapest(facts, subset, standing, count, [], conflict)
        return
    # What resolves another conflict of the same rule resolves this one too.
    sharing = (repair for repair in before if not set(repair.without).isdisjoint(subset.facts))
    shared = next(sharing, before[-1])
    yield replace(shared, conflict=conflict)
    resolved = [repair.conflict for repair in before if repair.changes == shared.changes]
    parts = {part for number in resolved for part in subsets[number].own}
    aside |= parts - set(subset.parts)
    others = [repair for repair in before if repair.conflict not in resolved]
    standing = facts.standing(others, aside)
    yield from _cheapest(facts, subset, standing, count, [shared.without], conflict)


def _cheapest(
    facts: FactParts,
    subset: UnsatisfiableSubset,
    standing: Mapping[int, Collection[int]],
    count: int,
    known: Sequence[Collection[int]],
    conflict: int,
) -> Iterator[RepairCandidate]:
    free = {fact: parts for fact, parts in standing.items() if not facts.fixed(fact)}
    held = [part for fact, parts in standing.items() if fact not in free for part in parts]
    prices = {fact: PRICES[facts.authority(fact)] for fact in free}
    firm = [fact for fact in standing if isinstance(facts.facts[fact], SiteIsFirm)]
    own_parts = set(subset.parts)
    near = {*own_parts, *(part for fact in firm for part in standing[fact])}
    barred = list(known)

    def candidate(left_out: Sequence[int]) -> RepairCandidate | None:
        kept = [p for fact, parts in standing.items() if fact not in left_out for p in parts]
        own = [part for part in kept if part in own_parts]
        nearby = [part for part in kept if part in near]
        price = sum(prices[fact] for fact in left_out)
        try:
            return _candidate(facts, left_out, (own, nearby, kept), price, conflict)
        except TimeIsOver:  # before it was known how little is enough
            return None

    single = _Singles(facts, subset, standing, prices)
    for fact in single.enough(barred):
        barred.append([fact])
        if (found := candidate([fact])) is not None:
            yield found
        if len(barred) >= count + SPARE_REPAIRS:
            return
    if single.all_enough:
        return
    alone: Sequence[int] = ()
    while len(barred) < count + SPARE_REPAIRS:
        left_out = facts.oracle.minimum_cost_relaxation(held, prices, free, barred, alone)
        if not left_out:
            return
        barred.append(left_out)
        if sum(fact in firm for fact in left_out) > 1:
            alone = [fact for fact in firm if fact in free]  # any others would be listed next
        if (found := candidate(left_out)) is not None:
            yield found


class _Singles:
    """The facts of a conflict that suffice as a correction set by themselves, found without
    weighing all facts: every correction set has a fact of the conflict, as long as the whole
    conflict holds.
    """

    def __init__(
        self,
        facts: FactParts,
        subset: UnsatisfiableSubset,
        standing: Mapping[int, Collection[int]],
        prices: Mapping[int, int],
    ) -> None:
        whole = _stands(subset, (part for parts in standing.values() for part in parts))
        own = [fact for fact in subset.facts if fact in prices] if whole else []
        self._facts, self._standing, self._prices = facts, standing, prices
        self._own = sorted(own, key=lambda fact: (prices[fact], fact))
        self.all_enough = False
        """Whether each of them was tried and suffices: then every further set contains one of those
        found.
        """

    def enough(self, barred: Sequence[Collection[int]]) -> Iterator[int]:
        """Those that suffice, the cheapest first, as long as no set of several facts is cheaper;
        none of those that are barred.
        """
        cheapest, several = min(self._prices.values(), default=0), math.inf
        for fact in self._own:
            if any(set(few) == {fact} for few in barred):
                continue
            if self._prices[fact] > several:
                return
            rest = [p for other, parts in self._standing.items() if other != fact for p in parts]
            possible = self._facts.oracle.possible(rest)
            if possible is None:
                return
            if possible:
                yield fact
            else:
                several = min(several, self._prices[fact] + cheapest)
        self.all_enough = bool(self._own) and several == math.inf


def _stands(subset: UnsatisfiableSubset, stated: Iterable[int]) -> bool:
    """Whether all of a conflict is among these parts, so that no plan keeps them."""
    return subset.minimal and set(stated).issuperset(subset.parts)


def _candidate(
    facts: FactParts,
    left_out: Sequence[int],
    held: Sequence[Sequence[int]],
    price: int,
    conflict: int,
) -> RepairCandidate | None:
    """The repair that leaves out these facts, and of each rule no more than necessary with the last
    of these lists of parts (see `Relaxer.least`); None where a fact about days cannot be relaxed by
    a small step.
    """
    changes, instead, dropped = list[Change](), list[int](), list[int]()
    for fact in left_out:
        original = facts.original(fact)
        match facts.facts[fact]:
            case SiteIsFirm(site):
                changes.append(says(site.id, Says.UNDECIDED))
            case WaveTakesNoMore(slot):
                changes.append(takes(slot.id))
            case RuleStands():
                added = facts.of_all(instead)
                milder = Relaxer(facts, fact).least([[*parts, *added] for parts in held])
                if milder is not None:
                    changes.append(RuleReplaced(facts.rule(original), facts.rule(milder)))
                    instead.append(milder)
                    continue
                changes.append(rule_dropped(facts.rule(original)))
            case WaveKeepsPeriod() | WeekdaysNamed() | HolidaysOff() | WavesInOrder():
                wider = Widener(facts, fact).least([*held[-1], *facts.of_all(instead)])
                if wider is None:
                    return None
                changes.append(wider)
        dropped.append(original)
    return RepairCandidate(
        conflict,
        without=tuple(left_out),
        instead=tuple(instead),
        dropped=tuple(dropped),
        changes=tuple(changes),
        authority=max(facts.authority(fact) for fact in left_out),
        price=price,
    )
