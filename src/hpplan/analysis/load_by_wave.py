"""The load of each wave of a plan, beside its capacities."""

from hpplan.programme.loads import loads_of
from hpplan.programme.plan import PlanData
from hpplan.programme.programme import SituationData
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class LoadBar:
    """The load of a wave, in the unit of a capacity."""

    wave: str
    label: str
    load: int


@dataclass(frozen=True, slots=True)
class CapacityLoads:
    """A capacity, its maximum, and the loads of its waves."""

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
    """The loads of the plan. Empty waves are left out."""
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
