"""The waves that waits, sites that go together and rules about single sites leave a site: no search
is needed for that, and a conflict of such rules alone is found soon.
"""

from dataclasses import replace

from hpplan.conflicts.conflict import Conflict
from hpplan.conflicts.explanation import explained, stated_fact
from hpplan.planning import Infeasible
from hpplan.programme.changes import changed, pinned
from hpplan.programme.dependencies import Dependencies, dependencies, mask_of
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Rule
from hpplan.rules.traits import Grouping, Placing, Precedence, Unary
from hpplan.solving.result import Limits


class Reach:
    """The waves of one site in a situation, considering those connected with it by waits, sites
    that go together and rules about single sites. What all waves have in common is computed once.
    """

    def __init__(self, situation: SituationData, site: str) -> None:
        self._situation, self._site = situation, site
        snapshot = situation.snapshot
        self._concerned = _concerned(dependencies(situation), site)
        sites = {
            name: found if name in self._concerned else replace(found, takes_part=False)
            for name, found in snapshot.sites.items()
        }
        self._snapshot = replace(snapshot, sites=sites)
        self._others = {id(rule) for rule in situation.hard_rules if not self._concerns(rule)}
        self._graph = graph = dependencies(self._of_them(situation))
        self._group = graph.group_of[site]
        everywhere = mask_of(snapshot.waves)
        self._open = {}
        for group in graph.groups:
            left = everywhere
            for member in group:
                left &= mask_of(situation.openings[member])
            self._open[group] = left
        self._placed = {
            group
            for group in graph.groups
            if any(sites[member].required or sites[member].firm is not None for member in group)
        } | {self._group}

    def has(self, wave: str) -> bool:
        """Whether waits and the like leave a wave to every site that must be placed, with this site
        in the wave.
        """
        here = mask_of([self._snapshot.wave[wave]]) & self._open[self._group]
        left = self._graph.narrowed({**self._open, self._group: here}, self._placed.__contains__)
        return all(left[group] for group in self._placed)

    def out_of_reach(self, wave: str, limits: Limits) -> Infeasible | None:
        """The conflict that rules out this wave for the site, if these rules alone do for these
        sites, and it is found within the limits.
        """
        started, situation = limits.clock(), changed(self._situation, [pinned(self._site, wave)])
        why = explained(self._of_them(situation), replace(limits, repairs=0))
        if not why.conflicts:
            return None
        conflicts = tuple(_restated(conflict, situation) for conflict in why.conflicts)
        return Infeasible(conflicts, limits.clock() - started, why.interrupted, why.all_found)

    def _of_them(self, situation: SituationData) -> SituationData:
        """The situation, or one with more rules, of these sites only."""
        rules = (
            rule
            for rule in situation.hard_rules
            if id(rule) not in self._others and self._concerns(rule)
        )
        return replace(situation, rules=tuple(rules), snapshot=self._snapshot)

    def _concerns(self, rule: Rule) -> bool:
        if not isinstance(rule, Unary | Placing | Precedence | Grouping):
            return False
        movers = rule.scope(self._situation.snapshot)
        return movers is None or not self._concerned.isdisjoint(movers)


def _restated(conflict: Conflict, situation: SituationData) -> Conflict:
    """The conflict of some sites, with its facts worded as in the full situation."""
    facts = (stated_fact(stated.fact, situation, stated.notes) for stated in conflict.facts)
    return replace(conflict, facts=tuple(facts))


def _concerned(graph: Dependencies, site: str) -> set[str]:
    """The sites that wait for the site, are waited for by it or go with it, directly or not."""
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
