"""HP401: sites that wait for each other, so that none of them can ever go live."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from hpplan.checks.base import Check
from hpplan.checks.dependencies.groups import merged
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.domain.gaps import Gap
from hpplan.domain.snapshot import Snapshot
from hpplan.programme.programme import SituationData
from hpplan.rules import Rule
from hpplan.rules.traits import Grouping, Precedence


@dataclass(frozen=True, slots=True)
class _Edge:
    """By `rule`, the rank-th in force, `then` goes live with `first` (no gap) or after it."""

    rank: int
    rule: Rule
    first: str
    then: str
    gap: Gap | None

    @property
    def strict(self) -> bool:
        return self.gap is not None and self.gap.strict

    @property
    def word(self) -> str:
        return "with" if self.gap is None else "before" if self.strict else "before or with"


class Cycles(Check):
    code = Code(
        "HP401",
        "cycle",
        Severity.ERROR,
        meaning=(
            "The hard rules in force make sites wait for each other in a cycle with at least one "
            "strict step (not in the same wave). One shortest cycle is reported for each group "
            "of such sites."
        ),
        why="None of these sites can ever be placed.",
        fix=(
            "Drop one of the rules, make it soft, or let both sites share a wave (`gap: {waves: "
            "0}`)."
        ),
        bad="""
            waves: [{id: W1}, {id: W2}, {id: W3}]
            municipalities:
              - {id: ask, name: Ask}
              - {id: berg, name: Berg}
              - {id: dal, name: Dal}
            rules:
              - «{kind: before, first: ask, then: berg}»
              - {kind: before, first: berg, then: dal}
              - {kind: together, sites: [ask, dal]}
            """,
        good="""
            waves: [{id: W1}, {id: W2}, {id: W3}]
            municipalities:
              - {id: ask, name: Ask}
              - {id: berg, name: Berg}
              - {id: dal, name: Dal}
            rules:
              - {kind: before, first: ask, then: berg}
              - {kind: before, first: berg, then: dal}
            """,
    )

    ENOUGH = 200
    """From how many strict waits a shortest cycle is sought, where very many are entangled."""

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        snapshot = situation.snapshot
        edges = [
            _Edge(rank, rule, wait.first, wait.then, wait.gap)
            for rank, rule in enumerate(situation.hard_rules)
            if isinstance(rule, Precedence)
            for wait in rule.precedences(snapshot)
        ]
        if not edges:
            return
        ties = [
            (rank, rule, tie)
            for rank, rule in enumerate(situation.hard_rules)
            if isinstance(rule, Grouping)
            for tie in rule.same_wave_groups(snapshot)
        ]
        node = merged(tie for _, _, tie in ties)
        if not _entangled(edges, node):
            return
        for tangle in _tangles(edges, node):
            inside = [edge for edge in edges if {edge.first, edge.then} <= tangle]
            if any(edge.strict for edge in inside):
                bonds = [(rank, rule, tie) for rank, rule, tie in ties if set(tie) <= tangle]
                yield self._finding(situation, _shortest(inside, bonds, self.ENOUGH))

    def _finding(self, situation: SituationData, cycle: Sequence[_Edge]) -> Finding:
        snapshot, places = situation.snapshot, situation.programme.places
        steps = (f" {edge.word} {snapshot.name(edge.then)}" for edge in cycle)
        way = snapshot.name(cycle[0].first) + "".join(steps)
        return self.finding(
            f"cyclic dependency, so none of these sites can go live: {way}",
            places.place(cycle[0].rule.address),
            hint="drop one of these rules, make it soft (hard: false), "
            "or let them share a wave (gap: {waves: 0})",
            notes=[Note(_words(snapshot, edge), places.place(edge.rule.address)) for edge in cycle],
        )


def _words(snapshot: Snapshot, edge: _Edge) -> str:
    first, then = snapshot.name(edge.first), snapshot.name(edge.then)
    if edge.gap is None:
        return f"{then} goes with {first}: rule '{edge.rule.name}'"
    how = str(edge.gap) if edge.strict else "the same wave allowed"
    return f"{then} waits for {first}, {how}: rule '{edge.rule.name}'"


def _entangled(edges: Iterable[_Edge], node: Mapping[str, str]) -> bool:
    """Whether there is any cycle at all; most programmes have none, and it is cheap to know."""
    order: TopologicalSorter[str] = TopologicalSorter()
    for edge in edges:
        first, then = node.get(edge.first, edge.first), node.get(edge.then, edge.then)
        if first != then:
            order.add(then, first)
        elif edge.strict:
            return True
    try:
        order.prepare()
    except CycleError:
        return True
    return False


def _tangles(edges: Iterable[_Edge], node: Mapping[str, str]) -> list[set[str]]:
    """The sites of each strongly connected part of the graph, in the order of the edges."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    for edge in edges:
        graph.add_edge(node.get(edge.first, edge.first), node.get(edge.then, edge.then))
    members: dict[str, set[str]] = {}
    for site, group in node.items():
        members.setdefault(group, set()).add(site)
    place = {group: number for number, group in enumerate(graph)}
    parts = sorted(nx.strongly_connected_components(graph), key=lambda p: min(place[g] for g in p))
    return [{s for group in part for s in members.get(group, {group})} for part in parts]


def _shortest(
    waits: Sequence[_Edge], ties: Iterable[tuple[int, Rule, Sequence[str]]], enough: int
) -> list[_Edge]:
    """A shortest cycle through a strict wait, from its rule that stands first."""
    after: dict[str, list[_Edge]] = {}
    seen: set[tuple[str, str, bool]] = set()
    for edge in waits:
        if (key := (edge.first, edge.then, edge.strict)) not in seen:
            seen.add(key)
            after.setdefault(edge.first, []).append(edge)
    bonds: dict[str, list[tuple[int, Rule, Sequence[str]]]] = {}
    for bond in ties:
        for site in bond[2]:
            bonds.setdefault(site, []).append(bond)
    best: list[_Edge] | None = None
    for edge in [edge for edge in waits if edge.strict][:enough]:
        back = _way(edge.then, edge.first, after, bonds)
        if back is not None and (best is None or 1 + len(back) < len(best)):
            best = [edge, *back]
            if len(best) == 1:
                break
    assert best is not None, "a strict wait inside a strongly connected part closes a cycle"
    start = min(range(len(best)), key=lambda n: best[n].rank)
    return best[start:] + best[:start]


def _way(
    start: str,
    end: str,
    after: Mapping[str, Sequence[_Edge]],
    bonds: Mapping[str, Sequence[tuple[int, Rule, Sequence[str]]]],
) -> list[_Edge] | None:
    """The fewest steps, waits or going together, from one site to another."""
    came: dict[str, _Edge | None] = {start: None}
    queue = deque([start])
    used: set[int] = set()
    while queue and end not in came:
        site = queue.popleft()
        steps = list(after.get(site, ()))
        for rank, rule, tie in bonds.get(site, ()):
            if id(tie) not in used:  # all of a tie are reached from the first of it
                used.add(id(tie))
                steps += [_Edge(rank, rule, site, other, None) for other in tie if other != site]
        for step in steps:
            if step.then not in came:
                came[step.then] = step
                queue.append(step.then)
    if end not in came:
        return None
    way: list[_Edge] = []
    last = came[end]
    while last is not None:
        way.append(last)
        last = came[last.first]
    return way[::-1]
