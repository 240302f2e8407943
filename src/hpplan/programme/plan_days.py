"""Statements about the days chosen for a plan: why not earlier, and which waves have none."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from hpplan.domain.go_live_days import day_is_open, go_live_days, holiday_on, weekday_allowed
from hpplan.domain.snapshot import Placements
from hpplan.domain.wave_state import WaveState
from hpplan.goals.base import Measured
from hpplan.language import _
from hpplan.periods import Period
from hpplan.programme.plan import ChosenDay, PlanData, PlanDays, Proof, goal_values
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Rule, Verdict


def plan_days(
    situation: SituationData,
    plan: PlanData,
    days: Mapping[str, date],
    bounds: Sequence[int | None] | None = None,
) -> PlanDays:
    """The days with the values of their goals; `bounds` are those of these goals, where the days
    were searched for.
    """
    dated = situation.on_days(days).snapshot
    goals = situation.day_goals
    known = bounds if bounds is not None else [None] * len(goals)
    proved = plan.proof is Proof.OPTIMAL
    values = tuple(goal_values(goals, dated, plan.waves, known, proved=proved))
    proof = Proof.CURRENT
    if bounds is not None:
        best = proved and all(goal.proved for goal in values)
        proof = Proof.OPTIMAL if best else Proof.FEASIBLE
    used = [slot for slot in situation.snapshot.waves if slot.id in set(plan.waves.values())]
    chosen = [_chosen(situation, plan.waves, days, slot) for slot in used if slot.id in days]
    none_for = [
        (slot.id, why)
        for slot in used
        if slot.id not in days and (why := _why_none(slot)) is not None
    ]
    return PlanDays(proof, tuple(chosen), values, tuple(none_for))


def _why_none(slot: WaveState) -> str | None:
    """Why there is no day to choose for the wave; None where the data name one."""
    if slot.go_live is None:
        return _("no date")
    if slot.go_live.is_day:
        return None
    if slot.past:
        return _("over ({period})", period=slot.go_live.words)
    return slot.go_live.words


def _chosen(
    situation: SituationData, waves: Placements, days: Mapping[str, date], slot: WaveState
) -> ChosenDay:
    day, period = days[slot.id], slot.go_live
    if period is None:  # a file states a day of a wave that has none, for the verifier to report
        return ChosenDay(slot.id, day, Period.day(day), None, _("the wave has no date"))
    calendar = situation.programme.agenda.calendar
    before = [d for d in go_live_days(calendar, slot, situation.as_of) if d < day]
    if not day_is_open(slot) or not before:
        return ChosenDay(slot.id, day, period, None, _first(situation, slot, day))
    why = why_not_on(situation, waves, days, slot.id, before[-1])
    return ChosenDay(slot.id, day, period, before[-1], why)


def _first(situation: SituationData, slot: WaveState, day: date) -> str:
    """The statement that no earlier day of the period is allowed, and why not the day before this
    one.
    """
    assert slot.go_live is not None
    words = slot.go_live.words
    if day <= slot.go_live.first:
        return _("the first day of {period}", period=words)
    if day <= situation.as_of:
        return _("the first day that is left of {period}", period=words)
    calendar, before = situation.programme.agenda.calendar, day - timedelta(days=1)
    if not weekday_allowed(calendar, before):
        return _("the first allowed weekday of {period}", period=words)
    if (holiday := holiday_on(calendar, before)) is not None:
        return _(
            "the first allowed day of {period}, after {holiday}", period=words, holiday=_(holiday)
        )
    return _("the first allowed day of {period}", period=words)


def why_not_on(
    situation: SituationData,
    waves: Placements,
    days: Mapping[str, date],
    wave: str,
    instead: date,
) -> str:
    """What would break, or else get worse, if this one wave had another day."""
    if (broken := broken_on(situation, waves, days, wave, instead)) is not None:
        rule, message = broken
        return message if rule is None else f"{rule.name}: {message}"
    now, then = situation.on_days(days), situation.on_days({**days, wave: instead})
    for goal in situation.day_goals:
        value, other = goal.measure(now.snapshot, waves), goal.measure(then.snapshot, waves)
        if value != other:
            if other < value:
                return _("other waves would move")
            was = Measured(now.snapshot, waves, value)
            return goal.says_difference(was, Measured(then.snapshot, waves, other))
    return _("as good by every goal")


def broken_on(
    situation: SituationData,
    waves: Placements,
    days: Mapping[str, date],
    wave: str,
    instead: date,
) -> tuple[Rule | None, str] | None:
    """The first hard rule that another day of this one wave breaks, and how; no rule where it is
    the order of waves.
    """
    then = situation.on_days({**days, wave: instead})
    held = set(waves.values())
    ahead = [
        slot
        for slot in then.snapshot.waves[: then.snapshot.wave[wave].position]
        if slot.id in held and not slot.past and slot.go_live is not None and slot.go_live.is_day
    ]
    if ahead and (last := ahead[-1]).go_live is not None and last.go_live.first >= instead:
        when = last.go_live.when
        return None, _("{wave} goes live before it, {when}", wave=last, when=when)
    for rule in then.hard_rules:
        for found in rule.violations(then.snapshot, waves):
            if found.verdict is Verdict.BROKEN:
                return rule, found.message
    return None
