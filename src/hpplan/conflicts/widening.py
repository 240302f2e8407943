"""The smallest extension of the period or the calendar that makes days possible."""

from collections.abc import Sequence

from hpplan.conflicts.fact_parts import FactParts
from hpplan.domain.claims import WaveClaim
from hpplan.domain.go_live_days import WEEKDAYS
from hpplan.domain.wave_state import WaveState
from hpplan.periods import Period, Precision
from hpplan.programme.changes import CalendarWidened, Change, WaveRestated
from hpplan.solving.dates.assumptions import distance_from
from hpplan.solving.facts import HolidaysOff, WaveKeepsPeriod, WeekdaysNamed
from hpplan.solving.model import expression
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Widener:
    """Extends the days that one fact allows."""

    facts: FactParts
    fact: int

    def least(self, kept: Sequence[int]) -> Change | None:
        """The smallest change with which these parts can be kept; None if there is none."""
        match self.facts.facts[self.fact]:
            case WaveKeepsPeriod(slot):
                return self._wider_period(slot, kept)
            case WeekdaysNamed():
                return self._one_more_weekday(kept)
            case HolidaysOff():
                return CalendarWidened(None)
            case _:
                return None

    def _wider_period(self, slot: WaveState, kept: Sequence[int]) -> Change | None:
        """The change that puts the wave on the nearest suitable day outside its period."""
        on = self.facts.days_of(slot.id)
        outside = [(distance_from(slot, day), literal) for day, literal in on.items()]
        values = self.facts.oracle.least(kept, expression(outside))
        day = next((day for day, literal in on.items() if values and values[literal]), None)
        if day is None or slot.go_live is None or slot.go_live.contains(day):
            return None
        if slot.go_live.is_day:
            to = Period.day(day)
        else:
            first, last = min(day, slot.go_live.first), max(day, slot.go_live.last)
            to = Period(f"{first}..{last}", first, last, Precision.STRETCH)
        return WaveRestated(slot.id, WaveClaim(go_live=to))

    def _one_more_weekday(self, kept: Sequence[int]) -> Change | None:
        """The first weekday, from Monday on, that makes days possible if it is allowed as well."""
        for weekday in WEEKDAYS:
            parts = self.facts.parts_about(self.fact)
            others = [part for part, subject in parts if weekday not in subject]
            if len(others) < len(parts) and self.facts.oracle.possible([*kept, *others]):
                return CalendarWidened(weekday)
        return None
