"""Sites that hard rules tie together, so that they are in one wave or in none."""

from collections.abc import Iterable

from hpplan.domain.wave_state import WaveState
from hpplan.programme.dependencies import dependencies
from hpplan.programme.programme import SituationData


def groups(situation: SituationData) -> list[tuple[str, ...]]:
    """Every group of sites that take part, single ones included, in the order of the data."""
    graph = dependencies(situation)
    members: dict[str, list[str]] = {}
    for site in situation.snapshot.taking_part:
        members.setdefault(graph.node(site), []).append(site)
    return [tuple(sites) for sites in members.values()]


def common(situation: SituationData, group: Iterable[str]) -> tuple[WaveState, ...]:
    """The waves that are open to all of the group."""
    first, *others = map(situation.openings.__getitem__, group)
    if all(waves is first for waves in others):  # sites with the same waves share one tuple
        return first
    open_to_all = {slot.id for slot in first}.intersection(
        *({slot.id for slot in waves} for waves in others)
    )
    return tuple(slot for slot in first if slot.id in open_to_all)
