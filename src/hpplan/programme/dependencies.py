"""The dependencies of a situation: sites that go together, sites that wait for others, and the
waves that this leaves each group.

They are collected once, for the solver and for the checks.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from hpplan.domain.gaps import Gap
from hpplan.domain.snapshot import Snapshot
from hpplan.domain.wave_state import WaveState
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Rule
from hpplan.rules.traits import Grouping, Precedence
from hpplan.values import dataclass

if TYPE_CHECKING:
    import networkx as nx

Group = tuple[str, ...]
"""Sites that are in one wave, or in none, together; by id, sorted."""


@dataclass(frozen=True, slots=True)
class Dependency:
    """By this hard rule, the rank-th, `then` waits for `first`."""

    rank: int
    rule: Rule
    first: str
    then: str
    gap: Gap


@dataclass(frozen=True, slots=True)
class Tie:
    """By this hard rule, the rank-th, these sites are in one wave, or in none."""

    rank: int
    rule: Rule
    sites: Sequence[str]


WaveMask = int
"""A set of waves, with one bit for each position."""


def mask_of(waves: Iterable[WaveState]) -> WaveMask:
    """These waves as a mask."""
    return sum(1 << slot.position for slot in waves)


class GapSteps:
    """A gap as steps from wave to wave: for each wave, the waves that are early enough, and late
    enough.
    """

    def __init__(self, early_enough: Sequence[Sequence[int]]) -> None:
        self.before = tuple(sum(1 << first for first in firsts) for firsts in early_enough)
        """For each wave of the site that waits, the waves that the other may be in."""
        self.after = tuple(
            sum(1 << then for then, early in enumerate(self.before) if early >> first & 1)
            for first in range(len(early_enough))
        )
        """For each wave of the site that is waited for, the waves that the other may be in."""
        self._before_any: dict[WaveMask, WaveMask] = {}
        self._after_any: dict[WaveMask, WaveMask] = {}

    def before_any(self, thens: WaveMask) -> WaveMask:
        """The waves that are early enough for any of these."""
        return _any_of(self.before, thens, self._before_any)

    def after_any(self, firsts: WaveMask) -> WaveMask:
        """The waves that are late enough after any of these."""
        return _any_of(self.after, firsts, self._after_any)


def _any_of(
    masks: Sequence[WaveMask], waves: WaveMask, known: dict[WaveMask, WaveMask]
) -> WaveMask:
    if waves not in known:
        found = 0
        for position, mask in enumerate(masks):
            if waves >> position & 1:
                found |= mask
        known[waves] = found
    return known[waves]


@dataclass(frozen=True)
class Dependencies:
    """The sites that hard rules tie together, and those that hard rules make wait for others."""

    snapshot: Snapshot
    waits: tuple[Dependency, ...]
    ties: tuple[Tie, ...]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every group of sites that take part, single ones included, by id."""
        members: dict[str, list[str]] = {}
        tied = (site for tie in self.ties for site in tie.sites)
        for site in dict.fromkeys((*self.snapshot.taking_part, *tied)):
            members.setdefault(self.stands_for.get(site, site), []).append(site)
        return tuple(sorted(tuple(sorted(sites)) for sites in members.values()))

    @cached_property
    def stands_for(self) -> Mapping[str, str]:
        """For each tied site, the site that represents its group."""
        parents: dict[str, str] = {}

        def root(site: str) -> str:
            while (parent := parents.setdefault(site, site)) != site:
                parents[site] = parents[parent]
                site = parent
            return site

        for tie in self.ties:
            for site in tie.sites:
                parents[root(site)] = root(tie.sites[0])
        return {site: root(site) for site in list(parents)}

    def node(self, site: str) -> str:
        """The site that represents this one and those that it is tied to."""
        return self.stands_for.get(site, site)

    @cached_property
    def sequence(self) -> Sequence[str] | None:
        """The representatives of groups that wait or are waited for, in an order in which each
        comes after those it waits for; None where there is a cycle. It needs no graph: most
        programmes have no cycle.
        """
        sorter: TopologicalSorter[str] = TopologicalSorter()
        for wait in self.waits:
            first, then = self.node(wait.first), self.node(wait.then)
            if first != then:
                sorter.add(then, first)
        try:
            return list(sorter.static_order())
        except CycleError:
            return None

    @cached_property
    def entangled(self) -> list[list[Group]]:
        """The groups on cycles, including those that wait for one of themselves; in the order of
        the waits.
        """
        import networkx as nx

        place: dict[Group, int] = {}
        for wait in self.waits:
            for site in (wait.first, wait.then):
                place.setdefault(self.group_of[site], len(place))
        components = nx.strongly_connected_components(self.graph.subgraph(place))
        ordered = (sorted(component, key=place.__getitem__) for component in components)
        return sorted(ordered, key=lambda groups: place[groups[0]])

    @cached_property
    def group_of(self) -> Mapping[str, Group]:
        return {site: group for group in self.groups for site in group}

    @cached_property
    def order(self) -> list[list[Group]]:
        """The groups in topological order, where those on a common cycle come together; ties are
        broken by id. Without a cycle it needs no graph either.
        """
        return self._order_of_cycles() if self.sequence is None else self._order_by_id()

    def _order_by_id(self) -> list[list[Group]]:
        sorter: TopologicalSorter[Group] = TopologicalSorter()
        for group in self.groups:
            sorter.add(group)
        for wait in self.waits:
            first, then = self.group_of[wait.first], self.group_of[wait.then]
            if first != then:
                sorter.add(then, first)
        sorter.prepare()
        ready = [*sorter.get_ready()]
        heapify(ready)
        found = []
        while ready:
            group = heappop(ready)
            found.append([group])
            sorter.done(group)
            for freed in sorter.get_ready():
                heappush(ready, freed)
        return found

    def _order_of_cycles(self) -> list[list[Group]]:
        import networkx as nx

        graph = self.graph
        condensed: nx.DiGraph[int] = nx.condensation(graph)
        return [
            sorted(condensed.nodes[component]["members"])
            for component in nx.lexicographical_topological_sort(
                condensed, key=lambda c: min(condensed.nodes[c]["members"])
            )
        ]

    @cached_property
    def longest_chain(self) -> tuple[Dependency, ...]:
        """The waits of the longest chain, in order. Groups on a common cycle are one step; of
        several longest chains it is the first by id.
        """
        place = {group: at for at, groups in enumerate(self.order) for group in groups}
        before: dict[int, list[Dependency]] = {}
        for wait in self.waits:
            first, then = (place[self.group_of[site]] for site in (wait.first, wait.then))
            if first != then:
                before.setdefault(then, []).append(wait)
        lengths: dict[int, int] = {}
        last: dict[int, Dependency] = {}
        for at in range(len(self.order)):
            for wait in before.get(at, ()):
                length = lengths.get(place[self.group_of[wait.first]], 0) + 1
                if length > lengths.get(at, 0):
                    lengths[at], last[at] = length, wait
        chain: list[Dependency] = []
        end = max(lengths, key=lambda at: (lengths[at], -at), default=None)
        while end is not None and end in last:
            chain.append(last[end])
            end = place[self.group_of[last[end].first]]
        return tuple(reversed(chain))

    @cached_property
    def graph(self) -> "nx.DiGraph[Group]":
        """A graph with an edge from each group to each group that waits for it."""
        import networkx as nx

        graph: nx.DiGraph[Group] = nx.DiGraph()
        graph.add_nodes_from(self.groups)
        graph.add_edges_from(
            (self.group_of[wait.first], self.group_of[wait.then]) for wait in self.waits
        )
        return graph

    def reachable(
        self,
        allowed: Mapping[Group, Sequence[WaveState]],
        placed: Callable[[Group], bool],
    ) -> dict[Group, tuple[WaveState, ...]]:
        """The waves each group can still be in when all leave room for those they wait for and,
        where they must be placed (`placed`), for those that wait for them.
        """
        masks = {group: mask_of(slots) for group, slots in allowed.items()}
        left = self.narrowed(masks, placed)
        return {
            group: tuple(slots)
            if left[group] == masks[group]
            else tuple(slot for slot in slots if left[group] >> slot.position & 1)
            for group, slots in allowed.items()
        }

    def narrowed(
        self, allowed: Mapping[Group, WaveMask], placed: Callable[[Group], bool]
    ) -> dict[Group, WaveMask]:
        """The reachable waves as masks.

        They follow from longest paths through the graph in the order of waves, in both directions.
        Groups on a cycle are processed until nothing changes.
        """
        waves = dict(allowed)
        steps = self.steps
        before: dict[Group, list[tuple[Group, GapSteps]]] = {}
        after: dict[Group, list[tuple[Group, GapSteps]]] = {}
        for wait in self.waits:
            first, then = self.group_of[wait.first], self.group_of[wait.then]
            gap = steps[wait.gap.content]
            before.setdefault(then, []).append((first, gap))
            if placed(then):
                after.setdefault(first, []).append((then, gap))

        def narrow(group: Group) -> bool:
            left = waves[group]
            for first, gap in before.get(group, ()):
                left &= gap.after_any(waves[first])
            for then, gap in after.get(group, ()):
                left &= gap.before_any(waves[then])
            changed = left != waves[group]
            waves[group] = left
            return changed

        for components in (self.order, list(reversed(self.order))):
            for component in components:
                while _all_narrowed(narrow, component) and len(component) > 1:
                    pass
        return waves

    @cached_property
    def steps(self) -> Mapping[tuple[tuple[str, int], ...], GapSteps]:
        """Each gap of the waits as steps from wave to wave, by its content."""
        gaps = {wait.gap.content: wait.gap for wait in self.waits}
        return {said: GapSteps(self.snapshot.early_enough(gap)) for said, gap in gaps.items()}


def _all_narrowed(narrow: Callable[[Group], bool], component: Sequence[Group]) -> bool:
    """Narrow each group once; whether any changed."""
    changes = [narrow(group) for group in component]
    return any(changes)


def dependencies(situation: SituationData) -> Dependencies:
    """The dependencies that hard rules in force create, collected once for each situation."""
    return situation.once(_collected)


def _collected(situation: SituationData) -> Dependencies:
    snapshot, waits, ties = situation.snapshot, list[Dependency](), list[Tie]()
    for rank, rule in enumerate(situation.hard_rules):
        if isinstance(rule, Precedence):
            for wait in rule.precedences(snapshot):
                waits.append(Dependency(rank, rule, wait.first, wait.then, wait.gap))
        if isinstance(rule, Grouping):
            ties += (Tie(rank, rule, sites) for sites in rule.same_wave_groups(snapshot))
    return Dependencies(snapshot, tuple(waits), tuple(ties))
