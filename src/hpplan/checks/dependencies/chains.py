"""Chains of sites that wait for each other, and where one has no wave left."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from hpplan.checks.dependencies.groups import common, merged
from hpplan.domain.gaps import Gap
from hpplan.domain.snapshot import WaveState
from hpplan.programme.programme import SituationData
from hpplan.rules import Rule
from hpplan.rules.traits import ties, waits


@dataclass(frozen=True, slots=True)
class Link:
    """By the rule, `then` waits for `first`."""

    rule: Rule
    first: str
    then: str
    gap: Gap


@dataclass(frozen=True, slots=True)
class Chain:
    """Links from a site that waits for no other to one that must be placed and has no wave left."""

    links: tuple[Link, ...]

    @property
    def by_date(self) -> bool:
        return any(link.gap.by_date for link in self.links)


def too_long(situation: SituationData) -> Iterator[Chain]:
    """Each chain whose last site comes after every wave that is open to it, the shortest that
    shows it. Cycles are another check's, and so is who has no wave whatever the others do.
    """
    snapshot = situation.snapshot
    links = [
        Link(rule, wait.first, wait.then, wait.gap)
        for rule, wait in waits(situation.hard_rules, snapshot)
    ]
    if not links:
        return
    node = merged(ties(situation.hard_rules, snapshot))
    order = _order(links, node)
    if order is None:
        return
    members: dict[str, list[str]] = {}
    for site in dict.fromkeys(site for link in links for site in (link.first, link.then)):
        members.setdefault(node.get(site, site), [])
    for site in snapshot.taking_part:
        if (name := node.get(site, site)) in members:
            members[name].append(site)
    into: dict[str, list[Link]] = {}
    for link in links:
        into.setdefault(node.get(link.then, link.then), []).append(link)
    tables: dict[Gap, list[frozenset[int]]] = {}
    for gap in {link.gap for link in links}:
        tables[gap] = [frozenset(gap.early_enough(snapshot.waves, w)) for w in snapshot.waves]
    left: dict[str, Sequence[WaveState]] = {}
    late: dict[str, Link] = {}
    for name in order:
        waves = common(situation, members[name]) if members[name] else ()
        waiting = [k for k in into.get(name, ()) if node.get(k.first, k.first) in left]
        for link in waiting:
            if not waves:
                break
            before = {slot.position for slot in left[node.get(link.first, link.first)]}
            early = tables[link.gap]
            still = tuple(w for w in waves if not before.isdisjoint(early[w.position]))
            if len(still) < len(waves):
                late[name] = link
            waves = still
            if not waves and any(snapshot.sites[s].required for s in members[name]):
                yield _chain(link, late, node)
        if waves:
            left[name] = waves


def _order(links: Sequence[Link], node: Mapping[str, str]) -> list[str] | None:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for link in links:
        first, then = node.get(link.first, link.first), node.get(link.then, link.then)
        if first != then:
            sorter.add(then, first)
    try:
        return list(sorter.static_order())
    except CycleError:
        return None


def _chain(last: Link, late: Mapping[str, Link], node: Mapping[str, str]) -> Chain:
    """The way back from the last link, by the link that narrowed each site most recently."""
    links = [last]
    seen = {node.get(last.then, last.then)}
    while (name := node.get(links[-1].first, links[-1].first)) in late and name not in seen:
        seen.add(name)
        links.append(late[name])
    return Chain(tuple(reversed(links)))
