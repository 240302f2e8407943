"""Futures counted: everything that figures need, in no more memory than there are days and amounts.

Counts of disjoint sets of futures add up to those of their union, whoever counted them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import TypeVar

from hpplan.analysis.risk.coverage_fan import Gains, Served, Weight
from hpplan.analysis.risk.replanning import Course, Ending, Replanner
from hpplan.periods import Period
from hpplan.solving.replan import NoReplan

Weighted = Mapping[Ending, int] | Mapping[Ending, Fraction]
"""How often each ending occurred; or its probability."""
Key = TypeVar("Key")


class Counts:
    """How often each outcome occurred."""

    def __init__(self) -> None:
        self.futures: Weight = 0
        self.same_plan: Weight = 0
        self.same_dates: Weight = 0
        self.lost: Weight = 0
        self.undecided: Weight = 0
        self.kept: dict[str, Weight] = {}
        """For each site how often it goes live in its wave on its date."""
        self.live_by: dict[str, dict[date, Weight]] = defaultdict(dict)
        self.waves_kept: dict[str, Weight] = {}
        self.wave_by: dict[str, dict[date, Weight]] = defaultdict(dict)
        self.everybody_by: dict[date, Weight] = {}
        self.placed_by: dict[date, Weight] = {}
        """By which day all sites are live that the plan has a wave for."""
        self.served = Served()

    def take(self, others: "Counts") -> None:
        """Add the counts of other futures."""
        self.futures += others.futures
        self.same_plan += others.same_plan
        self.same_dates += others.same_dates
        self.lost += others.lost
        self.undecided += others.undecided
        _take(self.kept, others.kept)
        _take(self.waves_kept, others.waves_kept)
        _take(self.everybody_by, others.everybody_by)
        _take(self.placed_by, others.placed_by)
        for site, days in others.live_by.items():
            _take(self.live_by[site], days)
        for wave, days in others.wave_by.items():
            _take(self.wave_by[wave], days)
        self.served.take(others.served)


def counted(replanner: Replanner, endings: Weighted) -> Counts:
    """The counts of these endings."""
    reader, counts = Reader(replanner), Counts()
    for ending, weight in endings.items():
        reader.count(ending, weight, counts)
    return counts


def _take(ours: dict[Key, Weight], others: Mapping[Key, Weight]) -> None:
    for key, weight in others.items():
        ours[key] = ours.get(key, 0) + weight


def _add(counts: dict[Key, Weight], key: Key | None, weight: Weight) -> None:
    if key is not None:
        counts[key] = counts.get(key, 0) + weight


class Reader:
    """Reads endings of the futures of a plan."""

    def __init__(self, replanner: Replanner) -> None:
        start, situation = replanner.start, replanner.situation
        self._snapshot = situation.snapshot
        self._planned, self._dates = start.placements, start.go_lives
        self._used = [slot.id for slot in self._snapshot.waves if slot.id in self._planned.values()]
        self._everybody = self._snapshot.taking_part
        self._amounts = {s: amount for s, amount in situation.counted.amounts.items() if amount}
        self._since: dict[str, date] = {}
        for site in self._snapshot.living:
            found = self._snapshot.sites[site]
            wave = None if found.wave is None else self._snapshot.wave.get(found.wave)
            period = found.went_live or (None if wave is None else wave.go_live)
            as_of = self._snapshot.as_of
            self._since[site] = as_of if period is None else min(period.last, as_of)

    def count(self, ending: Ending, weight: Weight, counts: Counts) -> None:
        """Add the ending with its weight to the counts."""
        view, planned, dates = _Seen(ending, self._since), self._planned, self._dates
        counts.futures += weight
        if view.is_all_of(planned):
            counts.same_plan += weight
            if all(view.dates[wave] == dates[wave] for wave in self._used):
                counts.same_dates += weight
        if ending.lost is not None:
            counts.lost += weight
            if ending.lost is NoReplan.UNDECIDED:
                counts.undecided += weight
        for site in self._everybody:
            if view.keeps(site, planned.get(site), dates):
                _add(counts.kept, site, weight)
            _add(counts.live_by[site], view.live_by(site), weight)
        used = view.used()
        for wave in self._used:
            if wave in used:
                if view.dates[wave] == dates[wave]:
                    _add(counts.waves_kept, wave, weight)
                period = view.dates[wave]
                _add(counts.wave_by[wave], None if period is None else period.last, weight)
        _add(counts.everybody_by, view.all_by(self._everybody), weight)
        _add(counts.placed_by, view.all_by(planned), weight)
        counts.served.add(self._gains(view), weight, self._snapshot.as_of)

    def gains(self, ending: Ending) -> Gains:
        """The additional amounts served, by day."""
        return self._gains(_Seen(ending, self._since))

    def end(self, ending: Ending) -> date | None:
        """The day by which all sites are live that the plan has a wave for; None where they never
        are.
        """
        return _Seen(ending, self._since).all_by(self._planned)

    def _gains(self, view: "_Seen") -> Gains:
        days = ((view.live_by(site), amount) for site, amount in self._amounts.items())
        return [(day, amount) for day, amount in days if day is not None]


class _Seen:
    """An ending as figures read it."""

    def __init__(self, ending: Ending, since: Mapping[str, date]) -> None:
        course: Course = ending.course
        self.plan, self.dates = course.placements, course.go_lives
        self._day, self._lost = course.day, ending.lost is not None
        self._left, self._since = course.left, since

    def counts(self, site: str) -> bool:
        """Whether it takes part, and its place in the plan counts: without a plan, only sites count
        that are live by then.
        """
        if site in self._left:
            return False
        return not self._lost or site in self._since or self._is_over(site)

    def keeps(self, site: str, wave: str | None, dates: Mapping[str, Period | None]) -> bool:
        """Whether it goes live there, at the date of the wave among these."""
        if not self.counts(site) or self.plan.get(site) != wave:
            return False
        return wave is None or site in self._since or self.dates[wave] == dates[wave]

    def is_all_of(self, plan: Mapping[str, str]) -> bool:
        """Whether it is this plan, with all its sites."""
        return not self._lost and not self._left and self.plan == plan

    def _is_over(self, site: str) -> bool:
        period = self.dates.get(self.plan.get(site, ""))
        return period is not None and period.last < self._day

    def live_by(self, site: str) -> date | None:
        """The day by which it is live."""
        if site in self._since:
            return self._since[site]
        period = self.dates.get(self.plan.get(site, ""))
        return period.last if period is not None and self.counts(site) else None

    def used(self) -> set[str]:
        """The waves that hold a site that counts."""
        return {wave for site, wave in self.plan.items() if self.counts(site)}

    def all_by(self, sites: Iterable[str]) -> date | None:
        """The day by which all of them that take part are live; None without a plan."""
        if self._lost:
            return None
        days = [self.live_by(site) for site in sites if site not in self._left]
        if any(day is None for day in days):
            return None
        return max((day for day in days if day is not None), default=self._day)
