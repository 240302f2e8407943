"""Every check: one list of them."""

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
from hpplan.checks.names.no_site import NoSite
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
    NoSite(),
    NoWave(),
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
