"""The model that explains why there are no days: periods, weekdays and holidays are facts in it."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from hpplan.domain.agenda import Calendar
from hpplan.domain.go_live_days import WEEKDAYS, days_between, holiday_on, weekday_allowed
from hpplan.domain.snapshot import Snapshot
from hpplan.domain.wave_state import WaveState
from hpplan.periods import Period
from hpplan.programme.programme import SituationData
from hpplan.rules import Rule
from hpplan.solving.dates.encoding import EncodedDays
from hpplan.solving.deadline import NO_END, Deadline
from hpplan.solving.encoding import rules_of, with_assumptions
from hpplan.solving.facts import (
    Fact,
    HolidaysOff,
    WaveKeepsPeriod,
    WavesInOrder,
    WeekdaysNamed,
    day_facts_of,
    facts_of,
)
from hpplan.solving.strategies import WIDENING


class QuestionedDays(EncodedDays):
    """A model of placements and days in which a rule rests on its fact by period and by day."""

    def encode(self, rules: Iterable[tuple[Rule, int]]) -> None:
        stated = list(rules)
        super().encode(stated)
        self.encode_days(stated)

    def near(self, situation: SituationData) -> list[int]:
        """Values to start from: sites where the claims put them, and each wave on a day of its
        period, later than the one before.
        """
        values = self.assignment(situation.snapshot.current())
        before = 0
        for slot in situation.snapshot.waves:
            chosen = self.chosen.get(slot.id)
            if chosen is None or slot.go_live is None:
                continue
            wanted = max(slot.go_live.first.toordinal(), before + 1)
            number = min(bisect_left(chosen.days, wanted, key=date.toordinal), len(chosen.days) - 1)
            before = chosen.days[number].toordinal()
            values[chosen.on[number]] = 1
            for later in chosen.earlier[number:]:
                values[later] = 1
        return values


def encode_days_with_assumptions(
    situation: SituationData, deadline: Deadline = NO_END
) -> tuple[QuestionedDays, list[Fact]]:
    """The model to find conflicts of days with: everything that could be otherwise rests on a part
    of its fact. A wave may go live on any day up to a year before or after its period. Raises
    TimeIsOver at the deadline.
    """
    snapshot = situation.snapshot
    facts: list[Fact] = [*facts_of(situation), *day_facts_of(situation)]
    wide = _widened(snapshot)
    encoded = with_assumptions(QuestionedDays, wide, facts, deadline)
    dated = [fact.slot for fact in facts if isinstance(fact, WaveKeepsPeriod)]
    encoded.choose_days({slot.id: [*_days(wide.wave[slot.id].go_live)] for slot in dated})
    for number, fact in enumerate(facts):
        match fact:
            case WaveKeepsPeriod(slot):
                encoded.keep_within(slot, number)
            case WeekdaysNamed(calendar):
                encoded.leave_out(_other_weekdays(calendar, dated, encoded), number)
            case HolidaysOff(calendar):
                encoded.leave_out(_holidays(calendar, dated, encoded), number)
            case WavesInOrder():
                encoded.keep_order(number)
            case _:
                pass
    encoded.encode(rules_of(facts))
    return encoded, facts


def _widened(snapshot: Snapshot) -> Snapshot:
    """The snapshot in which the period of every wave that is not past is a year longer at either
    end.
    """
    waves = tuple(
        slot
        if slot.go_live is None or slot.past
        else replace(slot, go_live=_wider(slot.go_live, snapshot.as_of))
        for slot in snapshot.waves
    )
    return replace(snapshot, waves=waves)


def _wider(period: Period, as_of: date) -> Period:
    first = max(period.first.toordinal() - WIDENING, as_of.toordinal())
    last = min(period.last.toordinal() + WIDENING, date.max.toordinal())
    return replace(period, first=date.fromordinal(first), last=date.fromordinal(last))


def _days(period: Period | None) -> Iterable[date]:
    return () if period is None else days_between(period.first, period.last)


def _kept(slot: WaveState, day: date) -> bool:
    """Whether the data state this very day."""
    return slot.go_live is not None and slot.go_live.is_day and slot.go_live.first == day


def _other_weekdays(
    calendar: Calendar, waves: Sequence[WaveState], encoded: EncodedDays
) -> Iterable[tuple[WaveState, date, str]]:
    for slot in waves:
        for day in encoded.days(slot):
            if not weekday_allowed(calendar, day) and not _kept(slot, day):
                yield slot, day, WEEKDAYS[day.weekday()]


def _holidays(
    calendar: Calendar, waves: Sequence[WaveState], encoded: EncodedDays
) -> Iterable[tuple[WaveState, date, str]]:
    for slot in waves:
        for day in encoded.days(slot):
            if holiday_on(calendar, day) is not None and not _kept(slot, day):
                yield slot, day, f"{day}"


def distance_from(slot: WaveState, day: date) -> int:
    """How many days a day lies outside the wave's period."""
    assert slot.go_live is not None
    early, late = slot.go_live.first - day, day - slot.go_live.last
    return max(early, late, timedelta()).days
