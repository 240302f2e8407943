"""HP501: a group that must go together, or a single site, is larger than every wave open to it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from hpplan.checks.base import Check
from hpplan.checks.capacity.rooms import Room, rooms
from hpplan.checks.dependencies.groups import common, groups
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.domain.wave_state import WaveState
from hpplan.programme.programme import SituationData
from hpplan.text import enumerated


class GroupOverCap(Check):
    code = Code(
        "HP501",
        "group-over-cap",
        Severity.ERROR,
        meaning=(
            "A group of sites that hard rules tie together, or a single site, must be placed but "
            "is larger than what hard maxima leave in every wave that is open to it."
        ),
        why="No plan keeps all of these rules.",
        fix="Raise `max`, exclude the wave from the rule, or split the group over two waves.",
        bad="""
            waves: [{id: W1}, {id: W2}]
            municipalities:
              - {id: ask, name: Ask, size: {inhabitants: 9000}}
              - {id: berg, name: Berg, size: {inhabitants: 8000}}
            rules:
              - «{kind: capacity, measure: inhabitants, max: 16000}»
              - {kind: together, sites: [ask, berg]}
            """,
        instead="{kind: capacity, measure: inhabitants, max: 17000}",
    )

    FEW: ClassVar = 6
    """How many names of a group are listed."""

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        caps_of: dict[str, list[Room]] = {}
        for cap in rooms(situation):
            for wave in cap.left:
                caps_of.setdefault(wave, []).append(cap)
        if not caps_of:
            return
        snapshot, places = situation.snapshot, situation.programme.places
        for group in groups(situation):
            standings = [snapshot.sites[site] for site in group]
            if not any(s.required for s in standings) or any(s.firm for s in standings):
                continue
            over = list(_overflowing(caps_of, group, common(situation, group)))
            if not over:
                continue
            cap = over[0]
            rule, need = cap.rule, _need(cap, group)
            who = enumerated(map(snapshot.name, group[: self.FEW]))
            who += f" and {len(group) - self.FEW} more" if len(group) > self.FEW else ""
            says = f"{who} go together and have" if len(group) > 1 else f"{who} has"
            open_to = "them" if len(group) > 1 else "it"
            others = {id(c): c.rule for c in over if c is not cap}
            yield self.finding(
                f"{says} {need} {rule.measure}, more than fit in any wave open to {open_to}",
                places.place(rule.address),
                hint="raise 'max', exclude a wave from the rule, or split the group over two waves",
                notes=[
                    Note(f"rule '{other.name}'", places.place(other.address))
                    for other in others.values()
                ],
            )


def _overflowing(
    caps_of: Mapping[str, Sequence[Room]], group: Sequence[str], waves: Sequence[WaveState]
) -> Iterator[Room]:
    """For each of the waves the capacities that the group exceeds; none, if it fits into one of
    them.
    """
    over: list[Room] = []
    for slot in waves:
        here = [cap for cap in caps_of.get(slot.id, ()) if _need(cap, group) > cap.left[slot.id]]
        if not here:
            return
        over += here
    yield from over


def _need(cap: Room, group: Sequence[str]) -> int:
    return sum(cap.loads.get(site, 0) for site in group)
