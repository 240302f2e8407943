"""The facts that a plan must respect, one by one: rules, claims, waves that take no more sites."""

from collections.abc import Iterator

from hpplan.diagnostics.place import Place
from hpplan.domain.agenda import Calendar
from hpplan.domain.claims import Says
from hpplan.domain.entry import NOWHERE
from hpplan.domain.go_live_days import weekday_name
from hpplan.domain.standing import SiteState
from hpplan.domain.wave_state import WaveState
from hpplan.language import _, worded
from hpplan.programme.plan import standing_reason
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Rule
from hpplan.text import alternatives
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class RuleStands:
    """A hard rule is in force."""

    rule: Rule


@dataclass(frozen=True, slots=True)
class SiteIsFirm:
    """A site is live, decided or overdue in its wave."""

    site: SiteState


@dataclass(frozen=True, slots=True)
class WaveTakesNoMore:
    """A wave is past, or closed to sites that are not in it already."""

    slot: WaveState


@dataclass(frozen=True, slots=True)
class WaveKeepsPeriod:
    """A wave goes live on a day of its period, as the data state it."""

    slot: WaveState


@dataclass(frozen=True, slots=True)
class WeekdaysNamed:
    """Days are chosen on some weekdays only."""

    calendar: Calendar


@dataclass(frozen=True, slots=True)
class HolidaysOff:
    """No day that is chosen is a public holiday."""

    calendar: Calendar


@dataclass(frozen=True, slots=True)
class WavesInOrder:
    """Waves go live in their order, on different days."""


DayFact = WaveKeepsPeriod | WeekdaysNamed | HolidaysOff | WavesInOrder
"""A fact that only concerns the choice of days."""

Fact = RuleStands | SiteIsFirm | WaveTakesNoMore | DayFact


def facts_of(situation: SituationData) -> Iterator[Fact]:
    """Every fact that could be otherwise, in the order in which a reader would question them last:
    decisions first, then the waves, then the rules.
    """
    for site in situation.snapshot.sites.values():
        if site.takes_part and site.firm is not None:
            yield SiteIsFirm(site)
    for slot in situation.snapshot.waves:
        if not slot.takes_more:
            yield WaveTakesNoMore(slot)
    for rule in situation.hard_rules:
        yield RuleStands(rule)


def day_facts_of(situation: SituationData) -> Iterator[DayFact]:
    """Every further fact that a choice of days must respect."""
    calendar = situation.programme.agenda.calendar
    for slot in situation.snapshot.waves:
        if slot.go_live is not None and not slot.past:
            yield WaveKeepsPeriod(slot)
    if calendar.go_live_days:
        yield WeekdaysNamed(calendar)
    if calendar.holidays is not None:
        yield HolidaysOff(calendar)
    yield WavesInOrder()


def is_history(fact: Fact) -> bool:
    """Whether the fact lies behind us, or in the nature of things, so that nobody can make it
    otherwise.
    """
    match fact:
        case WavesInOrder():
            return True
        case WaveKeepsPeriod() | WeekdaysNamed() | HolidaysOff():
            return False
        case SiteIsFirm(site):
            return site.live
        case WaveTakesNoMore(slot):
            return slot.past
        case RuleStands():
            return False


def text_of(fact: Fact, situation: SituationData) -> str:
    """The fact as a planner would say it, without a full stop."""
    snapshot = situation.snapshot
    match fact:
        case RuleStands(rule):
            if rule in situation.overrides.rules():
                return rule.name
            because = f" ({worded(rule.because)})" if rule.because else ""
            source = f" [{rule.source}]" if rule.of_claims and rule.source else ""
            return f"{rule.name}{source}: {rule.sentence(snapshot)}{because}"
        case SiteIsFirm(site):
            stated = site.live or (site.claim is not None and site.claim.says is Says.DECIDED)
            between = " " if stated else ": "
            return f"{site.name}{between}{standing_reason(situation, site.id)}"
        case WaveTakesNoMore(slot) if slot.past:
            if slot.go_live is None:
                return _("the go-live of {wave} is over; no other site can join it", wave=slot)
            when = slot.go_live.when
            return _(
                "the go-live of {wave} was {when}; no other site can join it", wave=slot, when=when
            )
        case WaveTakesNoMore(slot):
            return _("{wave} takes no more sites", wave=slot)
        case WaveKeepsPeriod(slot):
            when = "" if slot.go_live is None else slot.go_live.when
            return _("{wave} goes live {when}", wave=slot, when=when)
        case WeekdaysNamed(calendar):
            days = alternatives(weekday_name(day) for day in calendar.go_live_days)
            return _("waves go live on a {weekdays}", weekdays=days)
        case HolidaysOff(calendar):
            country = calendar.holidays
            return _("no wave goes live on a public holiday of {country}", country=country)
        case WavesInOrder():
            return _("waves go live in the order of their first days, each on a later day")


def place_of(fact: Fact, situation: SituationData) -> Place | None:
    """Where the fact stands in the data; None for what the user asked on the command line."""
    places = situation.programme.places
    match fact:
        case WaveKeepsPeriod(slot) if slot.go_live_claim is not None:
            return places.inside(slot.go_live_claim.address, "go_live")
        case WeekdaysNamed(calendar):
            return places.inside(calendar.address, "go_live_days")
        case HolidaysOff(calendar):
            return places.inside(calendar.address, "holidays")
        case _:
            return places.place(_address(fact))


def _address(fact: Fact) -> int:
    match fact:
        case RuleStands(rule):
            return rule.address
        case SiteIsFirm(site):
            return site.claim.address if site.claim is not None else NOWHERE
        case WaveTakesNoMore(slot):
            claim = slot.go_live_claim if slot.past else slot.open_claim
            return slot.wave.address if claim is None else claim.address
        case WaveKeepsPeriod(slot):
            return slot.wave.address
        case WeekdaysNamed(calendar) | HolidaysOff(calendar):
            return calendar.address
        case WavesInOrder():
            return NOWHERE
