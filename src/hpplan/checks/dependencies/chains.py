"""Chains of sites that wait for each other, and in which one has no wave left."""

from collections.abc import Iterator, Mapping, Sequence

from hpplan.checks.dependencies.groups import common
from hpplan.domain.gaps import Gap
from hpplan.domain.wave_state import WaveState
from hpplan.programme.dependencies import Dependencies, Dependency, dependencies
from hpplan.programme.programme import SituationData
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Chain:
    """Waits from a site that waits for no other to one that must be placed and has no wave left."""

    links: tuple[Dependency, ...]

    @property
    def by_date(self) -> bool:
        return any(link.gap.by_date for link in self.links)


def too_long(situation: SituationData) -> Sequence[Chain]:
    """Each chain whose last site comes after every wave that is open to it, the shortest that shows
    this. Cycles have another check, and so have sites without a wave whatever the others do.
    """
    return situation.once(_too_long)


def _too_long(situation: SituationData) -> Sequence[Chain]:
    return tuple(_chains(situation, dependencies(situation)))


def _chains(situation: SituationData, graph: Dependencies) -> Iterator[Chain]:
    snapshot, links, node = situation.snapshot, graph.waits, graph.stands_for
    if not links or graph.sequence is None:
        return
    members: dict[str, list[str]] = {}
    for site in dict.fromkeys(site for link in links for site in (link.first, link.then)):
        members.setdefault(node.get(site, site), [])
    for site in snapshot.taking_part:
        if (name := node.get(site, site)) in members:
            members[name].append(site)
    into: dict[str, list[Dependency]] = {}
    for link in links:
        into.setdefault(node.get(link.then, link.then), []).append(link)
    tables: dict[Gap, list[frozenset[int]]] = {}
    for gap in {link.gap for link in links}:
        tables[gap] = [*map(frozenset, snapshot.early_enough(gap))]
    left: dict[str, Sequence[WaveState]] = {}
    late: dict[str, Dependency] = {}
    for name in graph.sequence:
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


def _chain(last: Dependency, late: Mapping[str, Dependency], node: Mapping[str, str]) -> Chain:
    """The chain back from the last link, by the link that narrowed each site most recently."""
    links = [last]
    seen = {node.get(last.then, last.then)}
    while (name := node.get(links[-1].first, links[-1].first)) in late and name not in seen:
        seen.add(name)
        links.append(late[name])
    return Chain(tuple(reversed(links)))
