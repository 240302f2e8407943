"""How full the waves of a plan are."""

from hpplan.programme.programme import SituationData
from hpplan.rules import Capacity


def loads_of(
    situation: SituationData, waves: dict[str, str]
) -> list[tuple[Capacity, dict[str, int]]]:
    """What each wave holds by each capacity in force that has a `max`."""
    snapshot = situation.snapshot
    found = []
    for rule in situation.rules:
        if isinstance(rule, Capacity) and rule.max is not None:
            loads = {slot.id: 0 for slot in snapshot.select_waves(rule.waves)}
            for site in snapshot.select(rule.sites):
                if waves.get(site) in loads:
                    loads[waves[site]] += snapshot.size(site, rule.measure)
            found.append((rule, loads))
    return found
