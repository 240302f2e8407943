"""How full each wave of a plan is, beside what each capacity lets it hold."""

from hpplan.programme.loads import loads_of
from hpplan.programme.plan import PlanData
from hpplan.programme.programme import SituationData
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class LoadBar:
    """What a wave holds of what a capacity sums."""

    wave: str
    label: str
    load: int


@dataclass(frozen=True, slots=True)
class CapacityLoads:
    """A capacity, the most that it lets a wave hold, and what the waves hold that it is about."""

    rule: str
    measure: str
    most: int
    bars: tuple[LoadBar, ...]


@dataclass(frozen=True, slots=True)
class LoadByWave:
    """The capacities in force that have a maximum, in the order of the rules."""

    programme: str
    capacities: tuple[CapacityLoads, ...]
    slots: tuple[str, ...]
    """The ids of all waves, in their order."""


def load_by_wave(situation: SituationData, plan: PlanData) -> LoadByWave:
    """The loads of the plan. Waves that nobody is in are left out."""
    slots, used = situation.snapshot.wave, set(plan.waves.values())
    capacities = (
        CapacityLoads(
            rule.name,
            rule.measure,
            most,
            tuple(
                LoadBar(wave, slots[wave].label, load)
                for wave, load in held.items()
                if wave in used
            ),
        )
        for rule, most, held in loads_of(situation, plan.waves)
    )
    return LoadByWave(
        situation.programme.agenda.name,
        tuple(found for found in capacities if found.bars),
        situation.snapshot.wave_ids,
    )
