"""Why a wave goes live on the day that was chosen for it: what excludes each earlier one."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from hpplan.analysis.scenario import Answered, Asked
from hpplan.domain.go_live_days import (
    WEEKDAYS,
    allows,
    days_between,
    holiday_on,
    weekday_allowed,
    weekday_name,
)
from hpplan.domain.standing import SiteState
from hpplan.domain.wave_state import WaveState
from hpplan.goals.base import Measured
from hpplan.language import _
from hpplan.planning import Outcome, Solved, best_plan
from hpplan.programme.plan import PlanData
from hpplan.programme.plan_days import broken_on
from hpplan.programme.programme import SituationData
from hpplan.solving.dates.other_days import DaysFound, OtherDays
from hpplan.solving.deadline import TimeIsOver
from hpplan.solving.result import Limits, Undecided
from hpplan.text import alternatives
from hpplan.values import dataclass


class Why(StrEnum):
    """The kinds of reasons against a day."""

    AS_OF = "as-of"
    WEEKDAY = "weekday"
    HOLIDAY = "holiday"
    ORDER = "order"  # of the waves
    RULE = "rule"
    GOAL = "goal"
    NOTHING = "nothing"  # it is as good, or better
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Excluded:
    """Days, from the first to the last, with the same reason against them: `name` is the rule or
    goal, the `text` that of the last day. `others` are the days that other waves would take in that
    case, where these differ from now.
    """

    first: date
    last: date
    days: int
    why: Why
    name: str | None
    text: str
    proved: bool = True
    others: tuple[tuple[WaveState, date], ...] = ()


@dataclass(frozen=True, slots=True)
class DayExplained(Answered):
    """The day chosen for a wave, and what excludes the earlier days of its period; no day where
    none was chosen, and `none` says why. If a `site` was asked about, it is the day of its wave in
    the plan, if it is in one.
    """

    wave: WaveState | None
    day: date | None
    none: str | None
    earlier: tuple[Excluded, ...]
    site: SiteState | None = None


def explain_day(
    situation: SituationData,
    wave: str,
    limits: Limits | None = None,
    plan: PlanData | None = None,
) -> DayExplained:
    """Why the wave goes live on its day, in the plan, or else in the best one with days. A plan has
    to keep the hard rules.
    """
    return _explained(situation, limits or Limits(), plan, wave=wave)


def explain_day_of_site(
    situation: SituationData,
    site: str,
    limits: Limits | None = None,
    plan: PlanData | None = None,
) -> DayExplained:
    """The same for the wave in which the plan has the site."""
    return _explained(situation, limits or Limits(), plan, site=situation.snapshot.sites[site])


def _explained(
    situation: SituationData,
    limits: Limits,
    plan: PlanData | None,
    *,
    wave: str | None = None,
    site: SiteState | None = None,
) -> DayExplained:
    started = time.monotonic()
    dated = situation.programme.on(situation.as_of, replace(situation.overrides, dates=True))
    base: Outcome = Solved(plan, 0.0) if plan else best_plan(dated, replace(limits, repairs=0))
    if site is not None and isinstance(base, Solved):
        wave = base.plan.waves.get(site.id)
    slot = None if wave is None else dated.snapshot.wave[wave]
    asked: Asked = {"situation": dated, "base": base, "interrupted": base.interrupted}
    if not isinstance(base, Solved):
        return DayExplained(slot, None, None, (), site, **asked)
    if slot is None or (site is not None and site.live):
        why = _("it is live") if site is not None and site.live else _("it is in no wave")
        return DayExplained(slot, None, why, (), site, **asked)
    day = base.plan.days.get(slot.id)
    if day is None:
        return DayExplained(slot, None, _why_none(slot, base.plan), (), site, **asked)
    left = max(1.0, limits.seconds - (time.monotonic() - started))
    asking = _Earlier(dated, base.plan, slot, day, replace(limits, seconds=left))
    earlier = tuple(asking.all())
    asked["interrupted"] = base.interrupted or asking.interrupted
    return DayExplained(slot, day, None, earlier, site, **asked)


def _why_none(slot: WaveState, plan: PlanData) -> str:
    if slot.id not in plan.waves.values():
        return _("nobody is in it")
    if slot.go_live is None:
        return _("it has no date")
    if slot.go_live.is_day:
        return _("the data know it: {period}", period=slot.go_live.words)
    if slot.past:
        return _("it is over: {period}", period=slot.go_live.words)
    return _("the plan has none")


class _Earlier:
    """What excludes the days of a wave before the one that was chosen."""

    def __init__(
        self, situation: SituationData, plan: PlanData, slot: WaveState, day: date, limits: Limits
    ) -> None:
        self._situation, self._plan, self._slot, self._day = situation, plan, slot, day
        self._limits = limits
        self._now = situation.on_days(plan.days).snapshot
        self.interrupted = False

    def all(self) -> Iterator[Excluded]:
        """The exclusions in the order of days; weekdays that the calendar does not name come first,
        together.
        """
        calendar, as_of = self._situation.programme.agenda.calendar, self._situation.as_of
        assert self._slot.go_live is not None
        days = [*days_between(self._slot.go_live.first, self._day - timedelta(days=1))]
        if over := [day for day in days if day < as_of]:
            yield _run(over, Why.AS_OF, None, _("before the as-of date"))
        left = days[len(over) :]
        if other := [day for day in left if not weekday_allowed(calendar, day)]:
            allowed = (weekday_name(name) for name in WEEKDAYS if name in calendar.go_live_days)
            named = _("not a {weekdays}", weekdays=alternatives(allowed))
            yield _run(other, Why.WEEKDAY, None, named)
        found = [
            _run([day], Why.HOLIDAY, None, _(holiday))
            for day in left
            if weekday_allowed(calendar, day) and (holiday := holiday_on(calendar, day))
        ]
        candidates = [day for day in left if allows(calendar, day)]
        if candidates:
            found += self._candidates(candidates)
        found.sort(key=lambda one: one.first)
        yield from _folded(found)

    def _candidates(self, days: Sequence[date]) -> Iterator[Excluded]:
        """The reasons against days of the calendar: first of runs of days that break the same, then
        of each day of a run where other days of other waves would resolve that.
        """
        alone = [self._alone(day) for day in days]
        try:
            asking = OtherDays(self._situation, self._plan.waves, self._limits)
        except TimeIsOver:
            yield from (_undecided(day) for day in days)
            return
        for _same, run in groupby(alone, key=lambda one: (one.why, one.name)):
            together = [*run]
            if together[0].why is not Why.NOTHING:
                impossible = self._impossible(asking, together)
                if impossible is True:
                    yield from together
                    continue
                if isinstance(impossible, Undecided):
                    yield from (replace(one, proved=False) for one in together)
                    continue
            for one in together:
                yield self._with_others(asking, one)

    def _impossible(self, asking: OtherDays, run: Sequence[Excluded]) -> bool | Undecided:
        answer = asking.impossible(self._slot.id, [one.first for one in run])
        if isinstance(answer, Undecided):
            self.interrupted = self.interrupted or answer.interrupted
        return answer

    def _alone(self, day: date) -> Excluded:
        """What the day breaks if nothing else changes."""
        broken = broken_on(self._situation, self._plan.waves, self._plan.days, self._slot.id, day)
        if broken is None:
            return _run([day], Why.NOTHING, None, "")
        rule, message = broken
        if rule is None:
            return _run([day], Why.ORDER, None, message)
        return _run([day], Why.RULE, rule.name, message)

    def _with_others(self, asking: OtherDays, alone: Excluded) -> Excluded:
        """What the best days of all waves with this one lose, or what it breaks for all of them."""
        day = alone.first
        if self.interrupted:
            return _undecided(day)
        match asking.best(self._slot.id, day):
            case None:
                return alone
            case Undecided(interrupted=interrupted):
                self.interrupted = interrupted
                return _undecided(day)
            case DaysFound() as found:
                return self._lost(day, found)

    def _lost(self, day: date, found: DaysFound) -> Excluded:
        waves, now = self._plan.waves, self._now
        then = self._situation.on_days(found.days).snapshot
        others = tuple(
            (slot, found.days[slot.id])
            for slot in now.waves
            if slot.id != self._slot.id
            and slot.id in found.days
            and found.days[slot.id] != self._plan.days.get(slot.id)
        )
        answer = _run([day], Why.NOTHING, None, _("as good by every goal"))
        proved = True
        for rank, goal in enumerate(self._situation.day_goals):
            value, other = goal.measure(now, waves), goal.measure(then, waves)
            proved = found.proved[rank]
            if value != other:
                was, becomes = Measured(now, waves, value), Measured(then, waves, other)
                said = goal.says_difference(was, becomes)
                why = Why.GOAL if other > value else Why.NOTHING
                text = said if other > value else _("it would be better: {said}", said=said)
                answer = _run([day], why, goal.kind, text)
                break
        return replace(answer, proved=proved, others=others)


def _run(
    days: Sequence[date], why: Why, name: str | None, text: str, *, proved: bool = True
) -> Excluded:
    return Excluded(days[0], days[-1], len(days), why, name, text, proved)


def _undecided(day: date) -> Excluded:
    why = _("the time ended before this was decided")
    return _run([day], Why.UNDECIDED, None, why, proved=False)


def _folded(found: Sequence[Excluded]) -> Iterator[Excluded]:
    """Consecutive days with the same reason as one, with the words of the last of them."""
    for _same, run in groupby(found, key=lambda one: (one.why, one.name, one.proved)):
        together = [*run]
        first, last = together[0], together[-1]
        if last.why is Why.HOLIDAY:
            yield from together
        else:
            yield replace(last, first=first.first, days=sum(one.days for one in together))
