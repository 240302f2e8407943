"""How full the waves of a plan are."""

from collections.abc import Mapping

from hpplan.domain.snapshot import Placements
from hpplan.programme.programme import SituationData
from hpplan.rules.traits import Summing


def load_of(situation: SituationData, rule: Summing, wave: str, placements: Placements) -> int:
    """The total in the wave of what the capacity sums."""
    snapshot = situation.snapshot
    sizes, here = snapshot.sizes(rule.measure), snapshot.held(placements).get(wave, ())
    if not rule.sites.everyone:
        here = [site for site in snapshot.select(rule.sites) if placements.get(site) == wave]
    return sum(sizes.get(site, 0) for site in here)


def loads_of(
    situation: SituationData, placements: Placements
) -> list[tuple[Summing, int, Mapping[str, int]]]:
    """Each capacity in force with a `max`, its maximum, and the load of each of its waves."""
    waves = situation.snapshot.select_waves
    return [
        (
            rule,
            rule.max,
            {wave.id: load_of(situation, rule, wave.id, placements) for wave in waves(rule.waves)},
        )
        for rule in situation.rules
        if isinstance(rule, Summing) and rule.max is not None
    ]
