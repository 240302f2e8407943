"""How much room the caps leave in each wave, beside what is live there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hpplan.programme import Situation
from hpplan.rules import Capacity


@dataclass(frozen=True, slots=True)
class Room:
    """A cap, and what it leaves in each wave that it speaks of; whom it counts."""

    rule: Capacity
    left: Mapping[str, int]
    counted: frozenset[str]


def rooms(situation: Situation) -> Iterator[Room]:
    """The hard caps in force. Who is live is where it is, whatever the cap says."""
    snapshot = situation.snapshot
    for rule in situation.hard_rules:
        if not isinstance(rule, Capacity) or rule.max is None:
            continue
        selected = snapshot.select(rule.sites)
        left = {slot.id: rule.max for slot in snapshot.select_waves(rule.waves)}
        for site in selected:
            wave = snapshot.sites[site].wave
            if snapshot.live(site) and wave in left:
                left[wave] -= snapshot.size(site, rule.measure)
        counted = frozenset(site for site in selected if not snapshot.live(site))
        yield Room(rule, {wave: max(0, room) for wave, room in left.items()}, counted)
