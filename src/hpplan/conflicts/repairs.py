"""The repairs of every conflict, in the order of who has to decide them, their price, and the
goals.

The first repairs of all conflicts make a plan possible together, and each of the others is priced
with the first ones of the other conflicts, or with those that leave its own conflict to it.
"""

from collections.abc import Sequence
from itertools import islice, product

from hpplan.conflicts.authority import of_change
from hpplan.conflicts.candidates import RepairCandidate, RepairOptions, moving, none_for
from hpplan.conflicts.correction_sets import cheapest_repairs
from hpplan.conflicts.fact_parts import FactParts
from hpplan.conflicts.minimal_subsets import UnsatisfiableSubset
from hpplan.conflicts.pricing import Pricing
from hpplan.programme.changes import WaveRestated
from hpplan.solving.strategies import REPAIR_COMBINATIONS

Repairs = list[RepairCandidate]


def repair_options(
    facts: FactParts,
    pricing: Pricing,
    subsets: Sequence[UnsatisfiableSubset],
    moves: Sequence[Sequence[WaveRestated]],
    count: int,
) -> RepairOptions:
    """`count` repairs of each conflict, as far as the time goes; moving a wave may be one."""
    listed: list[Repairs] = []
    first: Repairs = []
    for conflict in range(len(subsets)):
        listed.append(list(cheapest_repairs(facts, subsets, conflict, first, count)))
        first += listed[-1][:1]
    if len(first) < len(subsets):
        return none_for(len(subsets))
    for conflict, some in enumerate(listed):
        some += [
            moving(conflict, move, of_change(move, facts.situation)) for move in moves[conflict]
        ]
    chosen = _compatible(listed, pricing)
    if chosen is None:
        shown = [some[:1] if pricing.over() else [] for some in listed]
        return RepairOptions(tuple(map(tuple, shown)), together=False)
    _price(listed, chosen, subsets, pricing, count)
    together = all(repair.cost is not None for repair in chosen)
    shown = pricing.counted_alike(_tried_with_shown(listed))
    return RepairOptions(tuple(map(tuple, shown)), together)


def _price(
    listed: list[Repairs],
    chosen: Repairs,
    subsets: Sequence[UnsatisfiableSubset],
    pricing: Pricing,
    count: int,
) -> None:
    """Replace the repairs of each conflict by the best `count` that lead to a plan, priced; and the
    chosen one by the first of them.
    """
    left = sum(map(len, listed))
    for conflict, some in enumerate(listed):
        rest = tuple(repair for repair in chosen if repair.conflict != conflict)
        priced: Repairs = []
        for repair in sorted(some, key=_known_rank):
            first = repair.key == chosen[conflict].key
            if not first and _enough_before(repair, priced, rest, count):
                left -= 1
                continue
            others = rest if first else _others(repair, subsets, chosen, listed)
            if others is not None and (found := pricing.priced(repair, others, left)) is not None:
                priced.append(found)
            left -= 1
        # Those of the conflicts before were priced with the chosen one.
        beside = chosen[conflict] if conflict else None
        listed[conflict] = _best(pricing.in_order(priced), count, beside, rest)
        chosen[conflict] = listed[conflict][0]


def _known_rank(repair: RepairCandidate) -> tuple[int, int]:
    """The beginning of the repair's rank, which is known before it is priced."""
    return repair.authority, repair.price


def _enough_before(
    repair: RepairCandidate,
    priced: Sequence[RepairCandidate],
    rest: tuple[RepairCandidate, ...],
    count: int,
) -> bool:
    """Whether `count` repairs are shown before this one, whatever its price turns out to be."""
    before = [p for p in priced if p.others == rest and _known_rank(p) < _known_rank(repair)]
    return len(before) >= count


def _compatible(listed: Sequence[Repairs], pricing: Pricing) -> Repairs | None:
    """One repair of each conflict that lead to a plan together, the first of each if they do."""
    combinations = sorted(
        islice(product(*(range(len(some)) for some in listed)), REPAIR_COMBINATIONS**2), key=sum
    )
    for places in combinations[:REPAIR_COMBINATIONS]:
        repairs = [listed[conflict][place] for conflict, place in enumerate(places)]
        if pricing.possible_with(repairs):
            return repairs
        if pricing.over():
            return None
    return None


def _others(
    repair: RepairCandidate,
    subsets: Sequence[UnsatisfiableSubset],
    chosen: Repairs,
    listed: Sequence[Repairs],
) -> tuple[RepairCandidate, ...] | None:
    """For each other conflict a repair that leaves it to this one to resolve its own, the chosen
    ones where possible; None if one of them has no such repair.
    """
    own = subsets[repair.conflict].facts

    def leaves_it(other: RepairCandidate) -> bool:
        return other.changes == repair.changes or set(other.without).isdisjoint(own)

    found = [
        next((other for other in (chosen[conflict], *listed[conflict]) if leaves_it(other)), None)
        for conflict in range(len(subsets))
        if conflict != repair.conflict
    ]
    others = tuple(other for other in found if other is not None)
    return others if len(others) == len(found) else None


def _best(
    priced: Sequence[RepairCandidate],
    count: int,
    beside: RepairCandidate | None,
    rest: tuple[RepairCandidate, ...],
) -> Repairs:
    """The best of them in their order, those that go with the first repairs of the rest before
    others; and among them the one that others were priced with, if there is one.
    """
    best = sorted(priced, key=lambda repair: repair.others != rest)
    kept = [one for one in best[count:] if beside is not None and one.key == beside.key]
    return [*best[: count - len(kept)], *kept]


def _tried_with_shown(listed: Sequence[Repairs]) -> list[Repairs]:
    """The repairs that were priced only with repairs that are shown."""
    left = [list(some) for some in listed]
    while True:
        keys = {repair.key for some in left for repair in some}
        kept = [[r for r in some if all(o.key in keys for o in r.others)] for some in left]
        if kept == left:
            return left
        left = kept
