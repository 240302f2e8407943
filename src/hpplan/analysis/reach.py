"""The waves that a site can be in as far as waits, sites that go together and rules about single
sites go: no search is needed for that, and a conflict of such rules alone is found soon.
"""

import time
from dataclasses import replace

from hpplan.conflicts.conflict import Conflict
from hpplan.conflicts.explanation import explained, stated_fact
from hpplan.planning import Infeasible
from hpplan.programme.dependencies import Dependencies, dependencies, mask_of
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Rule
from hpplan.rules.traits import Grouping, Placing, Precedence, Unary
from hpplan.solving.result import Limits


class Reach:
    """The waves of one site in a situation."""

    def __init__(self, situation: SituationData, site: str) -> None:
        self._wave = situation.snapshot.wave
        self._graph = graph = dependencies(situation)
        self._group = graph.group_of[site]
        everywhere = mask_of(situation.snapshot.waves)
        self._open = {}
        for group in graph.groups:
            left = everywhere
            for member in group:
                left &= mask_of(situation.openings[member])
            self._open[group] = left
        stand = situation.snapshot.sites
        self._placed = {
            group
            for group in graph.groups
            if any(stand[member].required or stand[member].firm is not None for member in group)
        } | {self._group}

    def has(self, wave: str) -> bool:
        """Whether waits and the like leave everybody a wave that must be placed, with the site in
        this one.
        """
        here = mask_of([self._wave[wave]]) & self._open[self._group]
        left = self._graph.narrowed({**self._open, self._group: here}, self._placed.__contains__)
        return all(left[group] for group in self._placed)


def out_of_reach(situation: SituationData, site: str) -> Infeasible | None:
    """That there is no plan, if that is so by waits, sites that go together and rules about single
    sites, for those who have to do with the site by these: the conflict is one of these.
    """
    concerned = _concerned(dependencies(situation), site)

    def concerns(rule: Rule) -> bool:
        movers = rule.scope(situation.snapshot)
        return movers is None or not concerned.isdisjoint(movers)

    kinds = Unary, Placing, Precedence, Grouping
    rules = tuple(r for r in situation.hard_rules if isinstance(r, kinds) and concerns(r))
    started, snapshot = time.monotonic(), situation.snapshot
    sites = {
        name: found if name in concerned else replace(found, takes_part=False)
        for name, found in snapshot.sites.items()
    }
    these = replace(situation, rules=rules, snapshot=replace(snapshot, sites=sites))
    why = explained(these, Limits(repairs=0))
    if not why.conflicts:
        return None
    conflicts = tuple(_restated(conflict, situation) for conflict in why.conflicts)
    return Infeasible(conflicts, time.monotonic() - started, why.interrupted, why.all_found)


def _restated(conflict: Conflict, situation: SituationData) -> Conflict:
    """The conflict of some sites with its facts as they read where everybody takes part."""
    facts = (stated_fact(stated.fact, situation, stated.notes) for stated in conflict.facts)
    return replace(conflict, facts=tuple(facts))


def _concerned(graph: Dependencies, site: str) -> set[str]:
    """Whoever waits for the site, is waited for by it or goes with it, by one step or many."""
    meeting: dict[str, set[str]] = {}
    for met in (*((wait.first, wait.then) for wait in graph.waits), *(t.sites for t in graph.ties)):
        for one in met:
            meeting.setdefault(one, set()).update(met)
    found, new = {site}, [site]
    while new:
        others = meeting.get(new.pop(), set()) - found
        found |= others
        new += others
    return found
