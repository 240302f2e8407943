"""What a schema cannot see: one file per check, and here those that find errors."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from hpplan.checks.base import Check
from hpplan.checks.capacity.apart_over_waves import ApartOverWaves
from hpplan.checks.capacity.group_over_cap import GroupOverCap
from hpplan.checks.capacity.minimum_over_demand import MinimumOverDemand
from hpplan.checks.capacity.pin_cannot_hold import PinCannotHold
from hpplan.checks.capacity.required_over_capacity import RequiredOverCapacity
from hpplan.checks.claims.split_from_itself import SplitFromItself
from hpplan.checks.dates.chain_longer_than_time import ChainLongerThanTime
from hpplan.checks.dates.never_exists import NeverExists
from hpplan.checks.dates.no_wave_left import NoWaveLeft
from hpplan.checks.dates.undatable import Undatable
from hpplan.checks.dates.wave_dates import WaveDates
from hpplan.checks.dependencies.chain_longer_than_waves import ChainLongerThanWaves
from hpplan.checks.dependencies.cycles import Cycles
from hpplan.checks.gates.failed import GateFailed
from hpplan.checks.names.no_wave import NoWave
from hpplan.checks.plan.current_plan import CurrentPlan
from hpplan.diagnostics.finding import Finding, Note, in_order
from hpplan.language import Language, speaking
from hpplan.programme.programme import SituationData

NO_WAVE: Final = NoWave()

FINDING_ERRORS: Final[tuple[Check, ...]] = (
    NO_WAVE,
    WaveDates(),
    NeverExists(),
    Cycles(),
    ChainLongerThanWaves(),
    ChainLongerThanTime(),
    PinCannotHold(),
    NoWaveLeft(),
    GroupOverCap(),
    RequiredOverCapacity(),
    MinimumOverDemand(),
    ApartOverWaves(),
    SplitFromItself(),
    GateFailed(),
    Undatable(),
    CurrentPlan(),
)
"""The checks that find errors, by code, among them all whose findings stand for that of another."""


NEVER_KEPT: Final = frozenset(
    each.code.id
    for each in (
        Cycles,
        ChainLongerThanWaves,
        ChainLongerThanTime,
        PinCannotHold,
        GroupOverCap,
        RequiredOverCapacity,
        MinimumOverDemand,
        ApartOverWaves,
    )
)
"""The checks that find facts which no plan can keep."""


MOST_FINDINGS: Final = 10_000
"""How many findings of one check are reported; a note says if there are more."""


def _some(each: Check, situation: SituationData) -> Iterator[Finding]:
    """What the check finds, no more than anybody would read: memory has an end."""
    found = iter(each.findings(situation))
    yield from islice(found, MOST_FINDINGS - 1)
    last = next(found, None)
    if last is not None:
        if next(found, None) is not None:
            note = Note(f"only the first {MOST_FINDINGS:,} findings of this code are reported")
            last = replace(last, notes=(*last.notes, note))
        yield last


@speaking(Language.EN)
def check(situation: SituationData, among: Iterable[Check] | None = None) -> list[Finding]:
    """What every check finds, or each `among` them, by place. Where no wave exists, that is all
    there is to say; of a rule that no plan can keep, that the current plan breaks it is not
    reported as well.
    """
    if nothing_to_plan := list(NO_WAVE.findings(situation)):
        return nothing_to_plan
    if among is None:
        from hpplan.checks.every import CHECKS  # many files, of which most commands need few

        among = CHECKS
    found = in_order(found for each in among for found in _some(each, situation))
    hopeless = {f.place for f in found if f.code in NEVER_KEPT}
    return [f for f in found if f.code != CurrentPlan.code.id or f.place not in hopeless]
