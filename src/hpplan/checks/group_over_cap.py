"""HP501: a group that must go together, or a single site, is larger than every wave open to it."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from hpplan.checks.base import Check
from hpplan.checks.groups import common, groups
from hpplan.checks.rooms import Room, rooms
from hpplan.findings import Code, Finding, Note, Severity
from hpplan.programme import Situation


class GroupOverCap(Check):
    code = Code(
        "HP501",
        "group-over-cap",
        Severity.ERROR,
        meaning=(
            "Sites that hard rules tie together, of which one must be placed, or a single such "
            "site, are larger than what hard caps leave in every wave that is open to them."
        ),
        why="No plan keeps all of these rules.",
        fix="Raise the cap, leave the wave out of it, or let the group go in two waves.",
        bad="""
            waves: [{id: W1}, {id: W2}]
            municipalities:
              - {id: ask, name: Ask, size: {inhabitants: 9000}}
              - {id: berg, name: Berg, size: {inhabitants: 8000}}
            rules:
              - «{kind: capacity, measure: inhabitants, max: 16000}»
              - {kind: together, sites: [ask, berg]}
            """,
        good="""
            waves: [{id: W1}, {id: W2}]
            municipalities:
              - {id: ask, name: Ask, size: {inhabitants: 9000}}
              - {id: berg, name: Berg, size: {inhabitants: 8000}}
            rules:
              - {kind: capacity, measure: inhabitants, max: 17000}
              - {kind: together, sites: [ask, berg]}
            """,
    )

    FEW: ClassVar = 6
    """How many names of a group are told."""

    def findings(self, situation: Situation) -> Iterator[Finding]:
        caps = [room for room in rooms(situation) if room.left]
        if not caps:
            return
        snapshot, places = situation.snapshot, situation.programme.places
        least = {id(cap): min(cap.left.values()) for cap in caps}
        for group in groups(situation):
            needs = [(cap, _need(situation, cap, group)) for cap in caps]
            large = [(cap, need) for cap, need in needs if need > least[id(cap)]]
            if not large or not any(snapshot.sites[site].required for site in group):
                continue
            if any(snapshot.sites[site].firm is not None for site in group):
                continue
            waves = common(situation, group)
            over = [[c for c, need in large if c.left.get(w.id, need) < need] for w in waves]
            if not waves or not all(over):
                continue
            cap = over[0][0]
            rule, need = cap.rule, _need(situation, cap, group)
            who = ", ".join(map(snapshot.name, group[: self.FEW]))
            who += f" and {len(group) - self.FEW} more" if len(group) > self.FEW else ""
            says = f"{who} go together and have" if len(group) > 1 else f"{who} has"
            open_to = "them" if len(group) > 1 else "it"
            others = {id(c): c.rule for each in over for c in each if c is not cap}
            yield self.finding(
                f"{says} {need} {rule.measure}, more than fit in any wave open to {open_to}",
                places.place(rule.address),
                hint="raise the cap, leave a wave out of it, or let the group go in two waves",
                notes=[
                    Note(f"rule '{other.name}'", places.place(other.address))
                    for other in others.values()
                ],
            )


def _need(situation: Situation, cap: Room, group: Sequence[str]) -> int:
    snapshot = situation.snapshot
    return sum(snapshot.size(site, cap.rule.measure) for site in group if site in cap.counted)
