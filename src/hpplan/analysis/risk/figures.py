"""What futures add up to: shares with their errors, and days by which so many of them are there."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import sqrt
from typing import Final

from hpplan.analysis.risk.coverage_fan import CoverageOn, Gains, coverage_fan
from hpplan.analysis.risk.replanning import Course, Ending, Replanner
from hpplan.periods import Period
from hpplan.solving.replan import NoReplan
from hpplan.values import dataclass

Weighted = Mapping[Ending, int] | Mapping[Ending, Fraction]
"""How often each ending came up; or its probability."""
SHARES: Final = (0.5, 0.8, 0.9)
"""Of which shares of the futures it is said by when everybody is live."""
HALF: Final = 0.5
MOST: Final = 0.8
CONFIDENCE: Final = 1.96
"""So many standard errors to either side hold in 95 of 100 cases."""
BEYOND: Final = 0.025
"""In so few of all cases more is true than what is called an upper limit."""


@dataclass(frozen=True, slots=True)
class Frequency:
    """A share of the futures, and its standard error: nothing where no draw can change it."""

    value: float
    error: float


def estimated(times: int, of: int) -> Frequency:
    """What came up so many times of so many. Its error is at least that of two futures more with it
    and two more without (Agresti and Coull), so that none of many is not taken for never.

    >>> estimated(0, 996)
    Frequency(value=0.0, error=0.0014127992780222988)
    """
    careful = _deviation((times + 2) / (of + 4), of + 4)
    return Frequency(times / of, max(_deviation(times / of, of), careful))


def _deviation(share: float, number: float) -> float:
    """By how much the share of so many draws usually differs from the chance that it is of."""
    return sqrt(share * (1 - share) / number)


def upper_limit(futures: int) -> float:
    """How likely something may be at most that came up in none of so many futures: the exact limit
    of Clopper and Pearson.

    >>> round(upper_limit(1000), 4)
    0.0037
    """
    return float(1 - BEYOND ** (1 / futures))


@dataclass(frozen=True, slots=True)
class By:
    """The first day by which a share of all futures has it, and between which days that lies in 95
    of 100 cases; None is never.
    """

    day: date | None
    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class SiteFigures:
    """A site: how often it goes live in its wave on its date, and by when mostly."""

    site: str
    wave: str | None
    as_planned: Frequency
    by_50: By
    by_80: By


@dataclass(frozen=True, slots=True)
class WaveFigures:
    """A wave that the plan uses: how often it goes live on its date, and by when mostly."""

    wave: str
    as_planned: Frequency
    by_50: By
    by_80: By


@dataclass(frozen=True, slots=True)
class Figures:
    """What all futures add up to."""

    sites: tuple[SiteFigures, ...]
    waves: tuple[WaveFigures, ...]
    everybody: tuple[tuple[float, By], ...]
    placed: tuple[tuple[float, By], ...]
    """By when those are live that the plan has a wave for."""
    same_plan: Frequency
    same_dates: Frequency
    no_plan: Frequency
    undecided: Frequency
    """The futures without a plan in which it is not proved that there is none."""
    coverage: tuple[CoverageOn, ...]


def figures(replanner: Replanner, endings: Weighted) -> Figures:
    """What these endings add up to."""
    count, seen = _Count(endings), _all_seen(replanner, endings)
    start, snapshot = replanner.start, replanner.situation.snapshot
    planned, dates, everybody = start.placements, start.go_lives, snapshot.taking_part
    used = set(planned.values())
    same_plan = {e for e, view in seen.items() if view.is_all_of(planned)}
    same_dates = {e for e in same_plan if all(seen[e].dates[w] == dates[w] for w in used)}
    lost = {ending for ending in endings if ending.lost is not None}
    undecided = {ending for ending in lost if ending.lost is NoReplan.UNDECIDED}

    def of_site(site: str) -> SiteFigures:
        wave = planned.get(site)
        kept = {ending for ending, view in seen.items() if view.keeps(site, wave, dates)}
        by = {ending: view.live_by(site) for ending, view in seen.items()}
        as_planned = count.share(kept, certain=site in snapshot.living)
        return SiteFigures(site, wave, as_planned, count.by(HALF, by), count.by(MOST, by))

    def of_wave(wave: str) -> WaveFigures:
        kept = {
            e for e, view in seen.items() if view.uses(wave) and view.dates[wave] == dates[wave]
        }
        by = {ending: view.wave_by(wave) for ending, view in seen.items()}
        as_planned = count.share(kept, certain=snapshot.wave[wave].past)
        return WaveFigures(wave, as_planned, count.by(HALF, by), count.by(MOST, by))

    all_by = {ending: view.all_by(everybody) for ending, view in seen.items()}
    placed_by = {ending: view.all_by(planned) for ending, view in seen.items()}
    return Figures(
        tuple(map(of_site, everybody)),
        tuple(of_wave(slot.id) for slot in snapshot.waves if slot.id in used),
        tuple((share, count.by(share, all_by)) for share in SHARES),
        tuple((share, count.by(share, placed_by)) for share in SHARES),
        count.share(same_plan),
        count.share(same_dates),
        count.share(lost),
        count.share(undecided),
        _coverage(replanner, endings, seen),
    )


def _coverage(
    replanner: Replanner, endings: Weighted, seen: Mapping[Ending, "_Seen"]
) -> tuple[CoverageOn, ...]:
    """What is served over time: of all that is counted, who withdraws included."""
    counted, start = replanner.situation.counted, Ending(replanner.start)
    amounts = {site: amount for site, amount in counted.amounts.items() if amount}

    def gains(view: _Seen) -> Gains:
        days = ((view.live_by(site), amount) for site, amount in amounts.items())
        return [(day, amount) for day, amount in days if day is not None]

    planned = gains(_all_seen(replanner, [start])[start])
    lived = [(weight, gains(seen[ending])) for ending, weight in endings.items()]
    return coverage_fan(planned, lived, counted.whole, replanner.situation.as_of)


def everybody_by(replanner: Replanner, endings: Weighted, share: float = MOST) -> date | None:
    """The first day by which everybody is live in so many of the futures."""
    everybody = replanner.situation.snapshot.taking_part
    seen = _all_seen(replanner, endings)
    days = {ending: view.all_by(everybody) for ending, view in seen.items()}
    return _Count(endings).by(share, days).day


def _all_seen(replanner: Replanner, endings: Iterable[Ending]) -> dict[Ending, "_Seen"]:
    snapshot = replanner.situation.snapshot
    since = {}
    for site in snapshot.living:
        found = snapshot.sites[site]
        wave = None if found.wave is None else snapshot.wave.get(found.wave)
        period = found.went_live or (None if wave is None else wave.go_live)
        since[site] = snapshot.as_of if period is None else min(period.last, snapshot.as_of)
    return {ending: _Seen(ending, since) for ending in endings}


class _Seen:
    """An ending as figures read it."""

    def __init__(self, ending: Ending, since: Mapping[str, date]) -> None:
        course: Course = ending.course
        self.plan, self.dates = course.placements, course.go_lives
        self._day, self._lost = course.day, ending.lost is not None
        self._left, self._since = course.left, since

    def counts(self, site: str) -> bool:
        """Whether it takes part, and its place in the plan counts: without a plan, that of who is
        live by then.
        """
        if site in self._left:
            return False
        return not self._lost or site in self._since or self._is_over(site)

    def keeps(self, site: str, wave: str | None, dates: Mapping[str, Period | None]) -> bool:
        """Whether it goes live there, at the time that the wave has by these dates."""
        if not self.counts(site) or self.plan.get(site) != wave:
            return False
        return wave is None or site in self._since or self.dates[wave] == dates[wave]

    def is_all_of(self, plan: Mapping[str, str]) -> bool:
        """Whether it is this plan, with everybody in it."""
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

    def uses(self, wave: str) -> bool:
        return wave in self.plan.values() and any(
            self.counts(site) for site, there in self.plan.items() if there == wave
        )

    def wave_by(self, wave: str) -> date | None:
        period = self.dates[wave]
        return period.last if period is not None and self.uses(wave) else None

    def all_by(self, sites: Iterable[str]) -> date | None:
        """The day by which all of them are live that take part; None without a plan."""
        if self._lost:
            return None
        days = [self.live_by(site) for site in sites if site not in self._left]
        if any(day is None for day in days):
            return None
        return max((day for day in days if day is not None), default=self._day)


class _Count:
    def __init__(self, endings: Weighted) -> None:
        self._endings: Sequence[tuple[Ending, int | Fraction]] = tuple(endings.items())
        self._total = sum(weight for _, weight in self._endings)
        self._drawn = all(isinstance(weight, int) for _, weight in self._endings)

    def share(self, those: Container[Ending], *, certain: bool = False) -> Frequency:
        """Which share of the endings these are. What was counted in full, or is `certain`, has no
        error.
        """
        held = sum(weight for ending, weight in self._endings if ending in those)
        if certain or not self._drawn:
            return Frequency(float(Fraction(held) / Fraction(self._total)), 0.0)
        return estimated(int(held), int(self._total))

    def by(self, share: float, days: Mapping[Ending, date | None]) -> By:
        """The first day by which that share of all endings has it."""
        weights: dict[date, int | Fraction] = {}
        for ending, weight in self._endings:
            if (found := days[ending]) is not None:
                weights[found] = weights.get(found, 0) + weight
        in_order = sorted(weights.items())
        around = CONFIDENCE * _deviation(share, float(self._total)) if self._drawn else 0.0
        exact = Fraction(str(share))
        wide = (share - around, share + around)
        return By(
            self._first(in_order, exact),
            *(self._first(in_order, Fraction(end) if around else exact) for end in wide),
        )

    def _first(
        self, in_order: Sequence[tuple[date, int | Fraction]], share: Fraction
    ) -> date | None:
        reached: int | Fraction = 0
        for day, weight in in_order:
            reached += weight
            if reached >= share * self._total:
                return day
        return None
