"""HP401: sites that wait for each other, so that none of them can ever go live."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.domain.gaps import Gap
from hpplan.domain.snapshot import Snapshot
from hpplan.programme.dependencies import Dependencies, Tie, dependencies
from hpplan.programme.programme import SituationData
from hpplan.rules import Rule
from hpplan.values import dataclass


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
        graph = dependencies(situation)
        if not _entangled(graph):
            return
        edges = [_Edge(w.rank, w.rule, w.first, w.then, w.gap) for w in graph.waits]
        for groups in graph.entangled:
            tangle = {site for group in groups for site in group}
            inside = [edge for edge in edges if {edge.first, edge.then} <= tangle]
            if any(edge.strict for edge in inside):
                bonds = [tie for tie in graph.ties if set(tie.sites) <= tangle]
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


def _entangled(graph: Dependencies) -> bool:
    """Whether there is any cycle at all; most programmes have none, and it is cheap to know."""
    return graph.sequence is None or any(
        wait.gap.strict and graph.node(wait.first) == graph.node(wait.then) for wait in graph.waits
    )


def _shortest(waits: Sequence[_Edge], ties: Iterable[Tie], enough: int) -> list[_Edge]:
    """A shortest cycle through a strict wait, from its rule that comes first in the data."""
    after: dict[str, list[_Edge]] = {}
    seen: set[tuple[str, str, bool]] = set()
    for edge in waits:
        if (key := (edge.first, edge.then, edge.strict)) not in seen:
            seen.add(key)
            after.setdefault(edge.first, []).append(edge)
    bonds: dict[str, list[Tie]] = {}
    for bond in ties:
        for site in bond.sites:
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
    bonds: Mapping[str, Sequence[Tie]],
) -> list[_Edge] | None:
    """The fewest steps, waits or ties, from one site to another."""
    came: dict[str, _Edge | None] = {start: None}
    queue = deque([start])
    used: set[int] = set()
    while queue and end not in came:
        site = queue.popleft()
        steps = list(after.get(site, ()))
        for tie in bonds.get(site, ()):
            if id(tie) not in used:  # all of a tie are reached from the first of it
                used.add(id(tie))
                others = (other for other in tie.sites if other != site)
                steps += [_Edge(tie.rank, tie.rule, site, other, None) for other in others]
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
