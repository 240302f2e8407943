"""A quick plan: group after group goes where it breaks nothing, those that others wait
for first.
"""

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush

from hpplan.programme.dependencies import Dependencies, Group
from hpplan.solving.assignment import IncrementalAssignment
from hpplan.solving.encoding import Encoded


def greedy_plan(encoded: Encoded, graph: Dependencies, wanted: Mapping[str, str]) -> dict[str, str]:
    """A plan that keeps the hard rules, if one or two passes through the groups lead to one.

    Each group goes to the wave it is `wanted` in, or to the first wave where it breaks no
    constraint on groups and waves alone. All other constraints are ignored.
    """
    model, nowhere = encoded.model, set(encoded.optional)
    start = [1] + [int(variable in nowhere) for variable in range(1, model.size)]
    tally = IncrementalAssignment(model, start)
    waiting = [group for group in _in_order(graph, encoded) if encoded.choices[group]]
    while waiting:
        later = [group for group in waiting if not _place(group, encoded, tally, wanted)]
        if len(later) == len(waiting):
            break
        waiting = later
    return encoded.placements(tally.values)


def _place(
    group: Group, encoded: Encoded, tally: IncrementalAssignment, wanted: Mapping[str, str]
) -> bool:
    waves = encoded.choices[group]
    first = [waves[wave] for site in group if (wave := wanted.get(site)) in waves]
    choice = tally.choice_of[next(iter(waves.values()))]
    out = {variable: 0 for variable in choice if tally.values[variable]}
    for literal in dict.fromkeys([*first, *waves.values()]):
        changes = {**out, literal: 1}
        if not tally.harms(changes):
            tally.take(changes)
            return True
    return False


def _in_order(graph: Dependencies, encoded: Encoded) -> Iterable[Group]:
    """The groups, in an order in which each comes after those it waits for; among several, the one
    with the fewest waves to choose from.
    """
    after: dict[Group, set[Group]] = {}
    missing = dict.fromkeys(graph.groups, 0)
    for wait in graph.waits:
        first, then = graph.group_of[wait.first], graph.group_of[wait.then]
        if first != then and then not in after.setdefault(first, set()):
            after[first].add(then)
            missing[then] += 1

    def rank(group: Group) -> tuple[int, Group]:
        return len(encoded.choices[group]), group

    ready = [rank(group) for group, firsts in missing.items() if not firsts]
    heapify(ready)
    done: set[Group] = set()
    while ready:
        _, group = heappop(ready)
        done.add(group)
        yield group
        for then in after.get(group, ()):
            missing[then] -= 1
            if not missing[then]:
                heappush(ready, rank(then))
    yield from sorted(missing.keys() - done)  # those on a cycle
