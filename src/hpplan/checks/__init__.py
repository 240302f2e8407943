"""What a schema cannot see: one file per check, and here the list of them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from hpplan.checks.base import Check
from hpplan.checks.capacity.apart_over_waves import ApartOverWaves
from hpplan.checks.capacity.group_over_cap import GroupOverCap
from hpplan.checks.capacity.minimum_over_demand import MinimumOverDemand
from hpplan.checks.capacity.missing_sizes import MissingSizes
from hpplan.checks.capacity.pin_cannot_hold import PinCannotHold
from hpplan.checks.capacity.required_over_capacity import RequiredOverCapacity
from hpplan.checks.capacity.unlimited_waves import UnlimitedWaves
from hpplan.checks.claims.change_without_decision import ChangeWithoutDecision
from hpplan.checks.claims.consultation_missing import ConsultationMissing
from hpplan.checks.claims.contradictions import Contradictions
from hpplan.checks.claims.decision_does_not_fit import DecisionDoesNotFit
from hpplan.checks.claims.live_in_dropped import LiveInDropped
from hpplan.checks.claims.no_right_to_decide import NoRightToDecide
from hpplan.checks.claims.repeated_entries import RepeatedEntries
from hpplan.checks.claims.split_from_itself import SplitFromItself
from hpplan.checks.claims.void_claims import VoidClaims
from hpplan.checks.dates.after_record_system import AfterRecordSystem
from hpplan.checks.dates.backwards import Backwards
from hpplan.checks.dates.chain_longer_than_time import ChainLongerThanTime
from hpplan.checks.dates.decision_overdue import DecisionOverdue
from hpplan.checks.dates.go_live_days import GoLiveDays
from hpplan.checks.dates.go_live_holidays import GoLiveHolidays
from hpplan.checks.dates.known_later import KnownLater
from hpplan.checks.dates.known_too_early import KnownTooEarly
from hpplan.checks.dates.live_before_its_wave import LiveBeforeItsWave
from hpplan.checks.dates.live_without_day import LiveWithoutDay
from hpplan.checks.dates.never_exists import NeverExists
from hpplan.checks.dates.no_wave_left import NoWaveLeft
from hpplan.checks.dates.overdue import Overdue
from hpplan.checks.dates.record_system_without_end import RecordSystemWithoutEnd
from hpplan.checks.dates.source_too_old import SourceTooOld
from hpplan.checks.dates.stale_registers import StaleRegisters
from hpplan.checks.dates.undatable import Undatable
from hpplan.checks.dates.undated_listed_first import UndatedListedFirst
from hpplan.checks.dates.undated_waves import UndatedWaves
from hpplan.checks.dates.undefined_seasons import UndefinedSeasons
from hpplan.checks.dates.unknown_calendar import UnknownCalendar
from hpplan.checks.dates.unsure_rules import UnsureRules
from hpplan.checks.dates.wave_dates import WaveDates
from hpplan.checks.dates.wave_unknown_then import WaveUnknownThen
from hpplan.checks.dates.waves_in_blackout import WavesInBlackout
from hpplan.checks.dates.waves_out_of_order import WavesOutOfOrder
from hpplan.checks.dates.waves_too_close import WavesTooClose
from hpplan.checks.dependencies.chain_longer_than_waves import ChainLongerThanWaves
from hpplan.checks.dependencies.cycles import Cycles
from hpplan.checks.gates.failed import GateFailed
from hpplan.checks.gates.live_without import LiveWithoutGates
from hpplan.checks.gates.not_asked import GateNotAsked
from hpplan.checks.gates.overdue import GateOverdue
from hpplan.checks.names.empty_regions import EmptyRegions
from hpplan.checks.names.empty_selectors import EmptySelector
from hpplan.checks.names.look_alikes import LookAlikes
from hpplan.checks.names.municipality_numbers import MunicipalityNumbers
from hpplan.checks.names.never_in_force import NeverInForce
from hpplan.checks.names.no_wave import NoWave
from hpplan.checks.names.number_taken import NumberTaken
from hpplan.checks.names.unstated_gps import UnstatedGps
from hpplan.checks.plan.current_plan import CurrentPlan
from hpplan.checks.provenance.assumptions import AssumedFacts
from hpplan.checks.provenance.register_sums import RegisterSums
from hpplan.checks.provenance.reported import ReportedFigures
from hpplan.checks.provenance.unsourced import Unsourced
from hpplan.checks.provenance.unsourced_fields import UnsourcedFields
from hpplan.checks.provenance.unused_sources import UnusedSources
from hpplan.diagnostics.finding import Finding, Note, Severity, in_order
from hpplan.language import Language, speaking
from hpplan.programme.programme import SituationData

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
    UnstatedGps(),
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
    AfterRecordSystem(),
    RecordSystemWithoutEnd(),
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
    UnlimitedWaves(),
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
    GateOverdue(),
    GateFailed(),
    LiveWithoutGates(),
    NoRightToDecide(),
    ChangeWithoutDecision(),
    ConsultationMissing(),
    DecisionDoesNotFit(),
    GateNotAsked(),
    Unsourced(),
    Undatable(),
    StaleRegisters(),
    SourceTooOld(),
    UnsourcedFields(),
    AssumedFacts(),
    CurrentPlan(),
    UnsureRules(),
)
"""Every check, by code; the groups of hundreds are in `registry.GROUPS`."""
FINDING_ERRORS: Final = tuple(each for each in CHECKS if each.worst is Severity.ERROR)
"""The checks that find errors, among them all whose findings stand for that of another."""


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
def check(situation: SituationData, among: Iterable[Check] = CHECKS) -> list[Finding]:
    """What every check finds, or each `among` them, by place. Where no wave exists, that is all
    there is to say; of a rule that no plan can keep, that the current plan breaks it is not
    reported as well.
    """
    if nothing_to_plan := list(NO_WAVE.findings(situation)):
        return nothing_to_plan
    found = in_order(found for each in among for found in _some(each, situation))
    hopeless = {f.place for f in found if f.code in _NEVER_KEPT}
    return [f for f in found if f.code != CurrentPlan.code.id or f.place not in hopeless]
