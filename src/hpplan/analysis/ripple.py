"""A delay and what it does behind it: the best plan is kept, and later waves are pushed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, timedelta
from typing import Final

from hpplan.analysis.pushes import (
    Because,
    NoPushes,
    OutOfReach,
    Pushes,
    TimeOver,
    asked_for,
    date_rules,
    least_pushes,
)
from hpplan.domain.agenda import Calendar
from hpplan.domain.claims import Says
from hpplan.domain.entry import INHABITANTS
from hpplan.domain.go_live_days import allows
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.wave_state import WaveState
from hpplan.periods import Duration, Period, Precision
from hpplan.planning import Infeasible, Solved, best_days, have_days, pass_verification
from hpplan.programme.changes import (
    Change,
    RuleReplaced,
    WaveSlip,
    changed,
    goes_live,
    rule_dropped,
    says,
)
from hpplan.programme.plan import PlanData, plan_of, with_days
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Rule, Verdict
from hpplan.solving.deadline import Deadline
from hpplan.solving.result import Limits, Undecided
from hpplan.values import dataclass

A_YEAR: Final = Duration(months=12)
"""So much later than it would be each of the other waves may be, where one is pushed for days."""
NOT_AHEAD: Final = "to let other waves have days more than a year later"


@dataclass(frozen=True, slots=True)
class RippledWave:
    """A wave that goes live at another time, and why; or that stays, where there is no reason."""

    wave: str
    label: str
    before: Period
    after: Period
    because: Because | None


@dataclass(frozen=True, slots=True)
class Delay:
    """Those who go live later, by the first days of their go-lives; `inhabitants` are None where no
    site has any.
    """

    sites: int
    site_days: int
    inhabitants: int | None
    inhabitant_days: int | None
    everybody: int
    """All inhabitants of those who take part."""


@dataclass(frozen=True, slots=True)
class Ripple:
    """What becomes of the plan: the waves that slip, and those behind them that hold a site or are
    pushed, in order. `unsettled` are rules that now hold on some of the days only; `off_calendar`
    are days that were asked for and that the calendar does not allow.
    """

    slips: tuple[WaveSlip, ...]
    situation: SituationData
    plan: PlanData
    waves: tuple[RippledWave, ...]
    delay: Delay
    unsettled: tuple[str, ...]
    off_calendar: tuple[RippledWave, ...]

    def on(self, dated: Solved) -> "Ripple":
        """The same on the days that were chosen for its waves, which settle what was doubtful."""
        assert dated.plan.dates is not None
        plan = with_days(self.plan, self.situation, dated.plan.dates)
        return replace(self, plan=plan, unsettled=())

    @property
    def pushed(self) -> list[RippledWave]:
        """The waves that are pushed."""
        return [wave for wave in self.waves if wave.because not in (None, ASKED)]


ASKED = Because("as asked")
"""Why a wave slips that the question is about."""


def ripple(
    situation: SituationData, plan: PlanData, slips: Sequence[WaveSlip], deadline: Deadline
) -> Ripple | NoPushes | OutOfReach:
    """What the slips do to the plan; raises TimeOver.

    The plan has passed verification with the new dates.
    """
    asked = asked_for(situation.snapshot, slips)
    pushes = least_pushes(situation, plan.waves, asked, date_rules(situation), deadline)
    if not isinstance(pushes, Pushes):
        return pushes
    return _rippled(situation, plan, slips, asked, pushes)


def ripple_with_days(
    situation: SituationData, plan: PlanData, slips: Sequence[WaveSlip], deadline: Deadline
) -> Ripple | NoPushes | OutOfReach | Infeasible:
    """The same with a day for each wave that holds a site and is known to a period only: with the
    least pushes that leave days for all. If none do, why the least pushes leave none.
    """
    least = ripple(situation, plan, slips, deadline)
    if not isinstance(least, Ripple):
        return least
    asked, rules = asked_for(situation.snapshot, slips), date_rules(situation)
    days = _Days(situation, plan.waves, asked, deadline)
    pushes = least_pushes(situation, plan.waves, asked, rules, deadline, days.lack)
    if isinstance(pushes, OutOfReach):
        return pushes
    found = least
    if isinstance(pushes, NoPushes):
        if not days.proved:
            return OutOfReach(NOT_AHEAD)
    else:
        found = _rippled(situation, plan, slips, asked, pushes)
    match best_days(found.situation, plan.waves, _limits(deadline)):
        case Solved() as dated:
            return found.on(dated)
        case Undecided():
            raise TimeOver
        case Infeasible() as why:
            return why


@dataclass(frozen=True, slots=True)
class _Days:
    """Whether the waves of a plan have days, with these or those dates."""

    situation: SituationData
    placements: Placements
    asked: Mapping[str, Period]
    deadline: Deadline
    lacks: list[tuple[Mapping[str, Period], tuple[str, ...]]] = field(default_factory=list)
    """The dates that left no days, and what was found to have to be later."""

    def lack(self, dates: Mapping[str, Period]) -> tuple[str, ...] | None:
        """The waves of which one has to be later, so that there are days: if each of the others may
        have any day of a year more, there are still none. None where there are days.
        """
        if self._are_days(dates):
            return None
        later, needed = list[str](), list[str]()
        for slot in reversed(self._behind()):
            if self._are_days(dates, [*later, slot.id]):
                needed.append(slot.id)
            else:
                later.append(slot.id)
        found = tuple(reversed(needed))
        self.lacks.append((dates, found))
        return found

    @property
    def proved(self) -> bool:
        """Whether those had to be later, too, if the others could be as late as they like, more
        than a year.
        """
        return all(self._is_proved(dates, needed) for dates, needed in self.lacks)

    def _is_proved(self, dates: Mapping[str, Period], needed: Collection[str]) -> bool:
        """Those that a window keeps from being later than that may have any day of the year; the
        others' sites are taken out, with the rules that might ask for them. In the situation as it
        was, the rest has days: so it is the dates that leave none.
        """
        later, out = set[str](), set[str]()
        for slot in self._behind():
            if slot.id in needed:
                continue
            if self._ends_by(slot.id, _a_year_more(dates.get(slot.id, slot.go_live)).last):
                later.add(slot.id)
            else:
                out.add(slot.id)
        if not out:
            return True  # as was found
        rest = {site: wave for site, wave in self.placements.items() if wave not in out}
        leave = [says(site, Says.WITHDRAWN) for site in self.placements if site not in rest]
        milder = changed(self.situation, [*_asking_nobody_else(self.situation), *leave])
        before = replace(self, situation=milder, placements=rest)
        return not before._are_days(dates, later) and before._are_days({})  # noqa: SLF001  # of its own kind

    def _ends_by(self, wave: str, last: date) -> bool:
        """Whether a window keeps somebody there from going live after that day."""
        if last == date.max:
            return True
        later = self.situation.snapshot.redated({wave: Period.day(last + timedelta(1))})
        return any(
            broken.verdict is Verdict.BROKEN
            and self.placements.get(site) == wave
            and (days := rule.days(later, site)) is not None
            and days[1] is not None
            and days[1] <= last
            for rule in date_rules(self.situation)
            for broken in rule.violations(later, self.placements)
            for site in broken.sites
        )

    def _behind(self) -> list[WaveState]:
        """The waves that may be pushed and hold a site."""
        snapshot, held = self.situation.snapshot, set(self.placements.values())
        first = min((snapshot.wave[wave].position for wave in self.asked), default=0)
        return [
            slot
            for slot in snapshot.waves[first:]
            if slot.id in held and slot.id not in self.asked and snapshot.is_ahead(slot)
        ]

    def _are_days(self, dates: Mapping[str, Period], later: Collection[str] = ()) -> bool:
        """Whether there are days with these dates, where some waves may be later instead, on any
        day of a year more. One that is known to the day may still be on that, whatever the calendar
        says: with more days there are never none where there were some.
        """
        own = {w: dates.get(w, self.situation.snapshot.wave[w].go_live) for w in later}
        known = {w: period.first for w, period in own.items() if period and period.is_day}
        wider = {wave: _a_year_more(period) for wave, period in own.items()}
        instead = _redated(self.situation, {**dates, **wider})
        found = have_days(instead, self.placements, _limits(self.deadline), known)
        if found is None:
            raise TimeOver
        return found


def _a_year_more(period: Period | None) -> Period:
    assert period is not None
    last = A_YEAR.after(period.last)
    return Period(f"{period.first}..{last}", period.first, last, Precision.STRETCH)


def _asking_nobody_else(situation: SituationData) -> Iterator[Change]:
    """What leaves of the hard rules only what asks no more of some sites for want of others."""
    for rule in situation.hard_rules:
        if (milder := rule.of_fewer) is None:
            yield rule_dropped(rule)
        elif milder != rule:
            yield RuleReplaced(rule, milder)


def _limits(deadline: Deadline) -> Limits:
    return Limits(max(0.0, deadline.left), repairs=0)


def _redated(situation: SituationData, dates: Mapping[str, Period]) -> SituationData:
    return changed(situation, (goes_live(wave, to) for wave, to in dates.items()))


def _rippled(
    situation: SituationData,
    plan: PlanData,
    slips: Sequence[WaveSlip],
    asked: Mapping[str, Period],
    pushes: Pushes,
) -> Ripple:
    """The plan with these dates."""
    seen, placements = situation.snapshot, plan.waves
    dates = {**asked, **pushes.dates}
    because = {**dict.fromkeys(asked, ASKED), **pushes.because}
    instead = _redated(situation, dates)
    pass_verification(instead, placements)
    after = plan_of(instead, placements, plan.proof)
    kept = replace(after, proof=plan.proof)
    waves = tuple(_dates(seen, placements, dates, because))
    off = tuple(
        slot
        for slot in waves
        if slot.because is ASKED and _is_off(slot.after, _calendar(situation))
    )
    unsettled = tuple(rule.name for rule in _unsettled(instead, placements, dates))
    delay = _delay(seen, instead.snapshot, placements)
    return Ripple(tuple(slips), instead, kept, waves, delay, unsettled, off)


def _dates(
    snapshot: Snapshot,
    placements: Placements,
    dates: Mapping[str, Period],
    because: Mapping[str, Because],
) -> list[RippledWave]:
    held = {*placements.values(), *dates}
    first = min((snapshot.wave[wave].position for wave in dates), default=len(snapshot.waves))
    return [
        RippledWave(
            slot.id,
            slot.label,
            slot.go_live,
            dates.get(slot.id, slot.go_live),
            because.get(slot.id),
        )
        for slot in snapshot.waves[first:]
        if slot.go_live is not None and slot.id in held
    ]


def _calendar(situation: SituationData) -> Calendar:
    return situation.programme.agenda.calendar


def _is_off(period: Period, calendar: Calendar) -> bool:
    return period.is_day and not allows(calendar, period.first)


def _unsettled(
    situation: SituationData, placements: Placements, dates: Mapping[str, Period]
) -> list[Rule]:
    """The hard rules that hold on some days only of a wave that has another date."""
    snapshot = situation.snapshot

    def moved(name: str) -> bool:
        return name in dates or placements.get(name) in dates

    return [
        rule
        for rule in date_rules(situation)
        if any(
            broken.verdict is Verdict.UNSURE and any(map(moved, broken.subject))
            for broken in rule.violations(snapshot, placements)
        )
    ]


def _delay(before: Snapshot, after: Snapshot, placements: Placements) -> Delay:
    inhabitants = after.sizes(INHABITANTS)
    sites = site_days = many = inhabitant_days = 0
    for site, wave in placements.items():
        was, now = before.wave[wave].go_live, after.wave[wave].go_live
        if was is None or now is None or now.first <= was.first:
            continue
        days = (now.first - was.first).days
        sites += 1
        site_days += days
        many += inhabitants.get(site, 0)
        inhabitant_days += days * inhabitants.get(site, 0)
    everybody = sum(inhabitants.get(site, 0) for site in after.taking_part)
    if not everybody:
        return Delay(sites, site_days, None, None, 0)
    return Delay(sites, site_days, many, inhabitant_days, everybody)
