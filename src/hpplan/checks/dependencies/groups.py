"""Sites that hard rules tie together, so that they are in one wave or in none."""

from collections.abc import Iterable, Mapping, Sequence

from hpplan.domain.snapshot import WaveState
from hpplan.programme.programme import SituationData
from hpplan.rules.traits import ties


def merged(ties: Iterable[Sequence[str]]) -> Mapping[str, str]:
    """The one of a group that stands for each site of it; a site without ties is not named."""
    stands_for: dict[str, str] = {}

    def root(site: str) -> str:
        while (parent := stands_for.setdefault(site, site)) != site:
            stands_for[site] = stands_for[parent]
            site = parent
        return site

    for tie in ties:
        for site in tie:
            stands_for[root(site)] = root(tie[0])
    return {site: root(site) for site in list(stands_for)}


def groups(situation: SituationData) -> list[tuple[str, ...]]:
    """Every group of sites that take part, single ones included, in the order of the data."""
    snapshot = situation.snapshot
    node = merged(ties(situation.hard_rules, snapshot))
    members: dict[str, list[str]] = {}
    for site in snapshot.taking_part:
        members.setdefault(node.get(site, site), []).append(site)
    return [tuple(sites) for sites in members.values()]


def common(situation: SituationData, group: Iterable[str]) -> tuple[WaveState, ...]:
    """The waves that are open to all of the group."""
    first, *others = (situation.openings[site] for site in group)
    open_to_all = {slot.id for slot in first}.intersection(
        *({slot.id for slot in waves} for waves in others)
    )
    return tuple(slot for slot in first if slot.id in open_to_all)
