"""A delay and its effect on later waves: the best plan is kept, and later waves are pushed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
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
from hpplan.domain.entry import INHABITANTS
from hpplan.domain.go_live_days import allows
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.language import _, marked
from hpplan.periods import Period
from hpplan.planning import Infeasible, Solved, best_days, pass_verification
from hpplan.programme.changes import WaveSlip, redated
from hpplan.programme.plan import PlanData, plan_of, with_days
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Rule, Verdict
from hpplan.solving.deadline import Deadline
from hpplan.solving.result import Undecided
from hpplan.values import dataclass

NOT_AHEAD: Final = marked("to let other waves have days more than a year later")


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
    """The sites that go live later, by the first days of their go-lives; `inhabitants` are None
    where no site has any.
    """

    sites: int
    site_days: int
    inhabitants: int | None
    inhabitant_days: int | None
    everybody: int
    """All inhabitants of the sites that take part."""


@dataclass(frozen=True, slots=True)
class Ripple:
    """The effect on the plan: the waves that slip, and those behind them that hold a site or are
    pushed, in order. `unsettled` are rules that now hold on some of the days only; `off_calendar`
    are requested days that the calendar does not allow.
    """

    slips: tuple[WaveSlip, ...]
    situation: SituationData
    plan: PlanData
    waves: tuple[RippledWave, ...]
    delay: Delay
    unsettled: tuple[str, ...]
    off_calendar: tuple[RippledWave, ...]

    def on(self, dated: Solved) -> "Ripple":
        """The same on the days that were chosen for its waves, which settle doubts."""
        assert dated.plan.dates is not None
        plan = with_days(self.plan, self.situation, dated.plan.dates)
        return replace(self, plan=plan, unsettled=())

    @property
    def pushed(self) -> list[RippledWave]:
        """The waves that are pushed."""
        return [wave for wave in self.waves if wave.because not in (None, ASKED)]


ASKED: Final = Because(marked("as asked"))
"""Why a wave slips that the question is about, as in the catalogues."""


def ripple(
    situation: SituationData, plan: PlanData, slips: Sequence[WaveSlip], deadline: Deadline
) -> Ripple | NoPushes | OutOfReach:
    """The effect of the slips on the plan; raises TimeOver. The plan has passed verification with
    the new dates.
    """
    asked = asked_for(situation.snapshot, slips)
    pushes = least_pushes(situation, plan.waves, asked, date_rules(situation), deadline)
    if not isinstance(pushes, Pushes):
        return pushes
    return _rippled(situation, plan, slips, asked, pushes)


def ripple_with_days(
    situation: SituationData, plan: PlanData, slips: Sequence[WaveSlip], deadline: Deadline
) -> Ripple | NoPushes | OutOfReach | Infeasible:
    """The same with a day for each wave that holds a site and is known only by its period: with the
    least pushes that leave days for all. If none do, why the least pushes leave none.
    """
    from hpplan.analysis.ripple_days import DaysBehind, limits_by

    least = ripple(situation, plan, slips, deadline)
    if not isinstance(least, Ripple):
        return least
    asked, rules = asked_for(situation.snapshot, slips), date_rules(situation)
    days = DaysBehind(situation, plan.waves, asked, deadline)
    pushes = least_pushes(situation, plan.waves, asked, rules, deadline, days.lack)
    if isinstance(pushes, OutOfReach):
        return pushes
    found = least
    if isinstance(pushes, NoPushes):
        if not days.proved:
            return OutOfReach(_(NOT_AHEAD))
    else:
        found = _rippled(situation, plan, slips, asked, pushes)
    match best_days(found.situation, plan.waves, limits_by(deadline)):
        case Solved() as dated:
            return found.on(dated)
        case Undecided():
            raise TimeOver
        case Infeasible() as why:
            return why


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
    instead = redated(situation, dates)
    pass_verification(instead, placements)
    kept = plan_of(instead, placements, plan.proof)  # the best no more, with other dates
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
    """The hard rules that hold on some days only of a wave with another date."""
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
