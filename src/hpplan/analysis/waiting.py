"""Which sites wait for which by the hard rules in force, which go together, and the
longest chain.
"""

from collections.abc import Iterable
from datetime import date

from hpplan.diagnostics.place import Place
from hpplan.programme.dependencies import Dependencies, Dependency, dependencies
from hpplan.programme.programme import SituationData
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class WaitingSite:
    """A site that waits, is waited for, or goes with others. `group` is the number of its group,
    from 1; `wave` and `label` are those of the current plan.
    """

    site: str
    name: str
    wave: str | None
    label: str | None
    group: int | None
    in_chain: bool


@dataclass(frozen=True, slots=True)
class WaitingPair:
    """By these rules `then` waits for `first`. `gaps` are the times that they ask for; none means
    that the two may share a wave.
    """

    first: str
    then: str
    rules: tuple[str, ...]
    gaps: tuple[str, ...]
    places: tuple[Place | None, ...]
    """The places of the rules."""
    in_chain: bool


@dataclass(frozen=True, slots=True)
class TogetherGroup:
    """Sites that these rules put into one wave, or none."""

    sites: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaitingGraph:
    """Sites in the order of the data, an arrow from each to each that still waits for it, and the
    sites of the longest chain, in order. Sites that wait for none, and for which none waits, are
    `others`.
    """

    programme: str
    title: str
    as_of: date
    sites: tuple[WaitingSite, ...]
    pairs: tuple[WaitingPair, ...]
    groups: tuple[TogetherGroup, ...]
    chain: tuple[str, ...]
    others: int


def waiting_graph(situation: SituationData) -> WaitingGraph:
    """The dependencies of the situation as a graph."""
    found = dependencies(situation)
    snapshot, chain = situation.snapshot, found.longest_chain
    places = situation.programme.places
    linked = {(wait.first, wait.then) for wait in chain}
    on_chain = tuple(dict.fromkeys(site for wait in chain for site in (wait.first, wait.then)))
    groups = tuple(_groups(found))
    number = {site: at for at, group in enumerate(groups, 1) for site in group.sites}
    waits: dict[tuple[str, str], list[Dependency]] = {}
    for wait in found.waits:
        waits.setdefault((wait.first, wait.then), []).append(wait)
    concerned = {site for pair in waits for site in pair} | number.keys()
    sites = []
    for site, standing in snapshot.sites.items():
        if site not in concerned:
            continue
        slot = snapshot.wave.get(standing.wave or "")
        label = None if slot is None else slot.label
        wave = None if slot is None else slot.id
        sites.append(
            WaitingSite(site, standing.name, wave, label, number.get(site), site in on_chain)
        )
    pairs = (
        WaitingPair(
            *pair,
            _each(wait.rule.name for wait in why),
            _each(str(wait.gap) for wait in why if not wait.gap.allows_the_same),
            tuple(dict.fromkeys(places.place(wait.rule.address) for wait in why)),
            pair in linked,
        )
        for pair, why in waits.items()
    )
    return WaitingGraph(
        situation.programme.agenda.id,
        situation.programme.agenda.name,
        situation.as_of,
        tuple(sites),
        tuple(pairs),
        groups,
        on_chain,
        len(snapshot.taking_part) - len(sites),
    )


def _groups(found: Dependencies) -> Iterable[TogetherGroup]:
    """The groups of more than one site, each with the rules that tie it."""
    rules: dict[str, list[str]] = {}
    for tie in found.ties:
        for site in tie.sites[:1]:
            rules.setdefault(found.node(site), []).append(tie.rule.name)
    for group in found.groups:
        if len(group) > 1:
            yield TogetherGroup(group, _each(rules[found.node(group[0])]))


def _each(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, words)))
