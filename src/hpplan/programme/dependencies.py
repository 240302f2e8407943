"""The dependency graph of a situation: what goes together, who waits for whom, and which waves
that leaves each group.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hpplan.domain.gaps import Gap
from hpplan.domain.snapshot import Snapshot, WaveState
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Wait
from hpplan.rules.traits import ties, waits

if TYPE_CHECKING:
    import networkx as nx

Group = tuple[str, ...]
"""Sites that are in one wave, or in none, together; by id, sorted."""


@dataclass(frozen=True)
class Dependencies:
    """Groups of sites that hard rules tie together, and the waits between them."""

    snapshot: Snapshot
    groups: tuple[Group, ...]
    waits: tuple[Wait, ...]

    @cached_property
    def group_of(self) -> Mapping[str, Group]:
        return {site: group for group in self.groups for site in group}

    @cached_property
    def order(self) -> list[list[Group]]:
        """The groups, those waited for first; groups that wait for each other come together."""
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
    def graph(self) -> "nx.DiGraph[Group]":
        """An edge from each group to each that waits for it."""
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
        """The waves each group can still be in, once everybody leaves room for those it waits for
        and, where they must be placed (`placed`), for those that wait for it.

        A longest path through the graph in the order of waves, in both directions. Groups that
        wait for each other are gone over until nothing changes.
        """
        waves = {group: tuple(slots) for group, slots in allowed.items()}
        in_order = self.snapshot.waves
        tables: dict[Gap, list[frozenset[int]]] = {}
        for gap in {wait.gap for wait in self.waits}:
            tables[gap] = [frozenset(gap.early_enough(in_order, then)) for then in in_order]
        before: dict[Group, list[Wait]] = {group: [] for group in self.groups}
        after: dict[Group, list[Wait]] = {group: [] for group in self.groups}
        for wait in self.waits:
            before[self.group_of[wait.then]].append(wait)
            after[self.group_of[wait.first]].append(wait)

        def narrow(group: Group) -> bool:
            left = waves[group]
            for wait in before[group]:
                first = {slot.position for slot in waves[self.group_of[wait.first]]}
                early = tables[wait.gap]
                left = tuple(w for w in left if not first.isdisjoint(early[w.position]))
            for wait in after[group]:
                then = self.group_of[wait.then]
                if placed(then):
                    early = tables[wait.gap]
                    for_some = frozenset().union(*(early[slot.position] for slot in waves[then]))
                    left = tuple(w for w in left if w.position in for_some)
            changed = left != waves[group]
            waves[group] = left
            return changed

        for components in (self.order, list(reversed(self.order))):
            for component in components:
                while _all_narrowed(narrow, component) and len(component) > 1:
                    pass
        return waves


def _all_narrowed(narrow: Callable[[Group], bool], component: Sequence[Group]) -> bool:
    """Narrow each group once; whether any changed."""
    changes = [narrow(group) for group in component]
    return any(changes)


def dependencies(situation: SituationData) -> Dependencies:
    """The graph of the hard rules in force, among the sites that take part."""
    snapshot = situation.snapshot
    tied = [list(tie) for tie in ties(situation.hard_rules, snapshot)]
    waiting = tuple(wait for _, wait in waits(situation.hard_rules, snapshot))
    groups = _merged(snapshot.taking_part, tied) if tied else [(s,) for s in snapshot.taking_part]
    return Dependencies(snapshot, tuple(sorted(groups)), waiting)


def _merged(sites: Iterable[str], ties: Iterable[Sequence[str]]) -> list[Group]:
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sites)
    for tie in ties:
        nx.add_path(graph, tie)
    return [tuple(sorted(component)) for component in nx.connected_components(graph)]
