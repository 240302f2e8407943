"""What a schema cannot see: one file per check, and here the list of them."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from hpplan.checks.apart_over_waves import ApartOverWaves
from hpplan.checks.assumptions import Assumptions
from hpplan.checks.backwards import Backwards
from hpplan.checks.base import Check
from hpplan.checks.chain_longer_than_time import ChainLongerThanTime
from hpplan.checks.chain_longer_than_waves import ChainLongerThanWaves
from hpplan.checks.contradictions import Contradictions
from hpplan.checks.current_plan import CurrentPlan
from hpplan.checks.cycles import Cycles
from hpplan.checks.decision_overdue import DecisionOverdue
from hpplan.checks.empty_regions import EmptyRegions
from hpplan.checks.empty_selectors import EmptySelector
from hpplan.checks.go_live_days import GoLiveDays
from hpplan.checks.go_live_holidays import GoLiveHolidays
from hpplan.checks.group_over_cap import GroupOverCap
from hpplan.checks.known_later import KnownLater
from hpplan.checks.known_too_early import KnownTooEarly
from hpplan.checks.live_before_its_wave import LiveBeforeItsWave
from hpplan.checks.live_in_dropped import LiveInDropped
from hpplan.checks.live_without_day import LiveWithoutDay
from hpplan.checks.look_alikes import LookAlikes
from hpplan.checks.minimum_over_demand import MinimumOverDemand
from hpplan.checks.missing_sizes import MissingSizes
from hpplan.checks.municipality_numbers import MunicipalityNumbers
from hpplan.checks.never_exists import NeverExists
from hpplan.checks.never_in_force import NeverInForce
from hpplan.checks.no_wave import NoWave
from hpplan.checks.no_wave_left import NoWaveLeft
from hpplan.checks.number_taken import NumberTaken
from hpplan.checks.overdue import Overdue
from hpplan.checks.pin_cannot_hold import PinCannotHold
from hpplan.checks.register_sums import RegisterSums
from hpplan.checks.repeated_entries import RepeatedEntries
from hpplan.checks.reported import ReportedFigures
from hpplan.checks.required_over_capacity import RequiredOverCapacity
from hpplan.checks.source_too_old import SourceTooOld
from hpplan.checks.split_from_itself import SplitFromItself
from hpplan.checks.stale_registers import StaleRegisters
from hpplan.checks.undatable import Undatable
from hpplan.checks.undated_listed_first import UndatedListedFirst
from hpplan.checks.undated_waves import UndatedWaves
from hpplan.checks.undefined_seasons import UndefinedSeasons
from hpplan.checks.unknown_calendar import UnknownCalendar
from hpplan.checks.unsourced import Unsourced
from hpplan.checks.unsourced_fields import UnsourcedFields
from hpplan.checks.unsure_rules import UnsureRules
from hpplan.checks.unused_sources import UnusedSources
from hpplan.checks.void_claims import VoidClaims
from hpplan.checks.wave_dates import WaveDates
from hpplan.checks.wave_unknown_then import WaveUnknownThen
from hpplan.checks.waves_in_blackout import WavesInBlackout
from hpplan.checks.waves_out_of_order import WavesOutOfOrder
from hpplan.checks.waves_too_close import WavesTooClose
from hpplan.findings import Finding, Note, in_order
from hpplan.programme import Situation

NO_WAVE: Final = NoWave()

CHECKS: Final[tuple[Check, ...]] = (
    RepeatedEntries(),
    EmptySelector(),
    LookAlikes(),
    NeverInForce(),
    EmptyRegions(),
    UnusedSources(),
    MunicipalityNumbers(),
    NumberTaken(),
    NO_WAVE,
    UndatedWaves(),
    WaveDates(),
    GoLiveDays(),
    WavesOutOfOrder(),
    WavesTooClose(),
    GoLiveHolidays(),
    UnknownCalendar(),
    WavesInBlackout(),
    UndefinedSeasons(),
    UndatedListedFirst(),
    NeverExists(),
    Cycles(),
    ChainLongerThanWaves(),
    ChainLongerThanTime(),
    PinCannotHold(),
    NoWaveLeft(),
    GroupOverCap(),
    RequiredOverCapacity(),
    MinimumOverDemand(),
    MissingSizes(),
    RegisterSums(),
    ApartOverWaves(),
    Contradictions(),
    VoidClaims(),
    Overdue(),
    LiveInDropped(),
    ReportedFigures(),
    Backwards(),
    KnownTooEarly(),
    WaveUnknownThen(),
    DecisionOverdue(),
    SplitFromItself(),
    LiveWithoutDay(),
    LiveBeforeItsWave(),
    KnownLater(),
    Unsourced(),
    Undatable(),
    StaleRegisters(),
    SourceTooOld(),
    UnsourcedFields(),
    Assumptions(),
    CurrentPlan(),
    UnsureRules(),
)
"""Every check, by code; what the hundreds stand for is told in `hpplan.codes`."""


_NEVER_KEPT: Final = frozenset(
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


MOST_FINDINGS: Final = 10_000
"""How many findings of one check are told; a note says if there are more."""


def _some(each: Check, situation: Situation) -> Iterator[Finding]:
    """What the check finds, no more than anybody would read: memory has an end."""
    found = iter(each.findings(situation))
    yield from islice(found, MOST_FINDINGS - 1)
    last = next(found, None)
    if last is not None:
        if next(found, None) is not None:
            note = Note(f"only {MOST_FINDINGS:,} findings of this code are told; there are more")
            last = replace(last, notes=(*last.notes, note))
        yield last


def check(situation: Situation) -> list[Finding]:
    """What every check finds, by place. Where no wave exists, that is all there is to say; of a
    rule that no plan can keep, that the current plan does not is not told as well.
    """
    if nothing_to_plan := list(NO_WAVE.findings(situation)):
        return nothing_to_plan
    found = in_order(found for each in CHECKS for found in _some(each, situation))
    hopeless = {f.place for f in found if f.code in _NEVER_KEPT}
    return [f for f in found if f.code != CurrentPlan.code.id or f.place not in hopeless]
