"""The room that capacities leave in each wave, beside its live sites."""

from collections.abc import Iterator, Mapping, Sequence

from hpplan.domain.selectors import Sites
from hpplan.programme.programme import SituationData
from hpplan.rules.traits import Summing
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """A capacity, what it leaves in each of its waves, and how much each site that is not live
    takes of it. Capacities that count alike share the loads.
    """

    rule: Summing
    left: Mapping[str, int]
    loads: Mapping[str, int]


def rooms(situation: SituationData) -> Sequence[Room]:
    """The rooms of the hard capacities in force. Live sites stay where they are, whatever a
    capacity says.
    """
    return situation.once(_rooms)


def _rooms(situation: SituationData) -> Sequence[Room]:
    return tuple(_room_of_each(situation))


def _room_of_each(situation: SituationData) -> Iterator[Room]:
    snapshot = situation.snapshot
    selected: dict[tuple[Sites, str], tuple[dict[str, int], dict[str, int]]] = {}
    for rule in situation.hard_rules:
        if not isinstance(rule, Summing) or rule.max is None:
            continue
        if (key := (rule.sites, rule.measure)) not in selected:
            among, living = snapshot.select(rule.sites), snapshot.living
            sizes = snapshot.sizes(rule.measure)
            loads = {site: sizes.get(site, 0) for site in among if site not in living}
            taken: dict[str, int] = {}
            for site in living.intersection(among):
                if (wave := snapshot.sites[site].wave) is not None:
                    taken[wave] = taken.get(wave, 0) + sizes.get(site, 0)
            selected[key] = loads, taken
        loads, taken = selected[key]
        left = {
            slot.id: max(0, rule.max - taken.get(slot.id, 0))
            for slot in snapshot.select_waves(rule.waves)
        }
        yield Room(rule, left, loads)
