"""Whether the waves behind a delay have days, and which of them must be later for all to
have some.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import field, replace
from datetime import date, timedelta
from typing import Final

from hpplan.analysis.pushes import TimeOver, date_rules
from hpplan.domain.claims import Says
from hpplan.domain.snapshot import Placements
from hpplan.domain.wave_state import WaveState
from hpplan.periods import Duration, Period, Precision
from hpplan.planning import have_days
from hpplan.programme.changes import Change, RuleReplaced, changed, redated, rule_dropped, says
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Verdict
from hpplan.solving.deadline import Deadline
from hpplan.solving.result import Limits
from hpplan.values import dataclass

A_YEAR: Final = Duration(months=12)
"""How much later each of the other waves may be, where one is pushed for days."""


@dataclass(frozen=True, slots=True)
class DaysBehind:
    """Whether the waves of a plan have days, with given dates."""

    situation: SituationData
    placements: Placements
    asked: Mapping[str, Period]
    deadline: Deadline
    lacks: list[tuple[Mapping[str, Period], tuple[str, ...]]] = field(default_factory=list)
    """The dates that left no days, and the waves that were found to have to be later."""

    def lack(self, dates: Mapping[str, Period]) -> tuple[str, ...] | None:
        """The waves of which one has to be later for there to be days: even if each of the others
        may have any day of a further year, there are none. None where there are days.
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
        """Whether those had to be later even if the others could be arbitrarily late, more than a
        year.
        """
        return all(self._is_proved(dates, needed) for dates, needed in self.lacks)

    def _is_proved(self, dates: Mapping[str, Period], needed: Collection[str]) -> bool:
        """Those that a window keeps from being later than that may have any day of the year; the
        others' sites are removed, with the rules that might ask for them. In the situation as it
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
        """Whether a window keeps some site there from going live after that day."""
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
        day of a further year. A wave known to the day may still be on that, whatever the calendar
        says: more days never make days impossible.
        """
        own = {w: dates.get(w, self.situation.snapshot.wave[w].go_live) for w in later}
        known = {w: period.first for w, period in own.items() if period and period.is_day}
        wider = {wave: _a_year_more(period) for wave, period in own.items()}
        instead = redated(self.situation, {**dates, **wider})
        found = have_days(instead, self.placements, limits_by(self.deadline), known)
        if found is None:
            raise TimeOver
        return found


def _a_year_more(period: Period | None) -> Period:
    assert period is not None
    last = A_YEAR.after(period.last)
    return Period(f"{period.first}..{last}", period.first, last, Precision.STRETCH)


def _asking_nobody_else(situation: SituationData) -> Iterator[Change]:
    """The situation with only those parts of the hard rules that ask no more of some sites when
    others are missing.
    """
    for rule in situation.hard_rules:
        if (milder := rule.of_fewer) is None:
            yield rule_dropped(rule)
        elif milder != rule:
            yield RuleReplaced(rule, milder)


def limits_by(deadline: Deadline) -> Limits:
    """Limits that end at the deadline, for the search for days."""
    return Limits(max(0.0, deadline.left), repairs=0)
