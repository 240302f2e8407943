"""Statistics of futures: shares with their errors, and the days by which a share of them gets
there.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import sqrt
from typing import Final

from hpplan.analysis.risk.counts import Counts, Reader, Weighted, counted
from hpplan.analysis.risk.coverage_fan import CoverageOn, Weight, coverage_fan
from hpplan.analysis.risk.replanning import Ending, Replanner
from hpplan.values import dataclass

SHARES: Final = (0.5, 0.8, 0.9)
"""The shares of the futures for which the day is given by which everybody is live."""
HALF: Final = 0.5
MOST: Final = 0.8
CONFIDENCE: Final = 1.96
"""How many standard errors to either side cover 95 of 100 cases."""
BEYOND: Final = 0.025
"""The probability that the true value exceeds what is called an upper limit."""


@dataclass(frozen=True, slots=True)
class Frequency:
    """A share of the futures, and its standard error: 0 where no draw can change it."""

    value: float
    error: float


def estimated(times: int, of: int) -> Frequency:
    """The share of what came up `times` times. Its error is at least that of two futures more with
    it and two more without (Agresti and Coull), so that none of many is not taken for never.

    >>> estimated(0, 996)
    Frequency(value=0.0, error=0.0014127992780222988)
    """
    careful = _deviation((times + 2) / (of + 4), of + 4)
    return Frequency(times / of, max(_deviation(times / of, of), careful))


def _deviation(share: float, number: float) -> float:
    """The standard deviation of a share of this number of draws."""
    return sqrt(share * (1 - share) / number)


def upper_limit(futures: int) -> float:
    """How likely something may be at most that came up in none of the futures: the exact limit of
    Clopper and Pearson.

    >>> round(upper_limit(1000), 4)
    0.0037
    """
    return float(1 - BEYOND ** (1 / futures))


@dataclass(frozen=True, slots=True)
class By:
    """The first day by which a share of all futures gets there, and the days between which it lies
    in 95 of 100 cases; None is never.
    """

    day: date | None
    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class SiteFigures:
    """A site: how often it goes live in its wave on its date, and by when in most futures."""

    site: str
    wave: str | None
    as_planned: Frequency
    by_50: By
    by_80: By


@dataclass(frozen=True, slots=True)
class WaveFigures:
    """A wave that the plan uses: how often it goes live on its date, and by when in most
    futures.
    """

    wave: str
    as_planned: Frequency
    by_50: By
    by_80: By


@dataclass(frozen=True, slots=True)
class Figures:
    """The statistics of all futures."""

    sites: tuple[SiteFigures, ...]
    waves: tuple[WaveFigures, ...]
    everybody: tuple[tuple[float, By], ...]
    placed: tuple[tuple[float, By], ...]
    """By when all sites are live that the plan has a wave for."""
    planned_end: date | None
    """By when they are, according to the plan."""
    on_time: Frequency
    """In how many futures they are by then."""
    same_plan: Frequency
    same_dates: Frequency
    no_plan: Frequency
    undecided: Frequency
    """The futures without a plan in which it is not proved that there is none."""
    coverage: tuple[CoverageOn, ...]


def figures(replanner: Replanner, endings: Weighted) -> Figures:
    """The statistics of these endings. Probabilities are no estimates, and have no error."""
    drawn = all(isinstance(weight, int) for weight in endings.values())
    return figures_of(replanner, counted(replanner, endings), drawn=drawn)


def figures_of(replanner: Replanner, counts: Counts, *, drawn: bool) -> Figures:
    """The statistics of these counts. Where nothing was drawn no share has an error."""
    start, snapshot = replanner.start, replanner.situation.snapshot
    planned, total = start.placements, counts.futures
    used, end = set(planned.values()), Reader(replanner).end(Ending(start))

    def share(times: Weight, *, certain: bool = False) -> Frequency:
        """The share of what occurred this often; a `certain` one has no error."""
        if certain or not drawn:
            return Frequency(float(Fraction(times) / Fraction(total)), 0.0)
        return estimated(int(times), int(total))

    def by(share: float, days: Mapping[date, Weight]) -> By:
        return _by(share, days, total, drawn=drawn)

    def of_site(site: str) -> SiteFigures:
        as_planned = share(counts.kept.get(site, 0), certain=site in snapshot.living)
        days = counts.live_by.get(site, {})
        return SiteFigures(site, planned.get(site), as_planned, by(HALF, days), by(MOST, days))

    def of_wave(wave: str) -> WaveFigures:
        kept, days = counts.waves_kept.get(wave, 0), counts.wave_by.get(wave, {})
        as_planned = share(kept, certain=snapshot.wave[wave].past)
        return WaveFigures(wave, as_planned, by(HALF, days), by(MOST, days))

    return Figures(
        tuple(map(of_site, snapshot.taking_part)),
        tuple(of_wave(slot.id) for slot in snapshot.waves if slot.id in used),
        tuple((each, by(each, counts.everybody_by)) for each in SHARES),
        tuple((each, by(each, counts.placed_by)) for each in SHARES),
        end,
        share(sum(n for day, n in counts.placed_by.items() if end is not None and day <= end)),
        share(counts.same_plan),
        share(counts.same_dates),
        share(counts.lost),
        share(counts.undecided),
        _coverage(replanner, counts),
    )


def _coverage(replanner: Replanner, counts: Counts) -> tuple[CoverageOn, ...]:
    """The amount served over time, out of everything counted, including sites that withdraw."""
    situation = replanner.situation
    planned = Reader(replanner).gains(Ending(replanner.start))
    return coverage_fan(planned, counts.served, situation.counted.whole, situation.as_of)


def everybody_by(counts: Counts, share: float = MOST) -> date | None:
    """The first day by which everybody is live in this share of the futures."""
    return _first(sorted(counts.everybody_by.items()), Fraction(str(share)) * counts.futures)


def _by(share: float, days: Mapping[date, Weight], total: Weight, *, drawn: bool) -> By:
    """The first day by which that share of all futures gets there."""
    in_order = sorted(days.items())
    around = CONFIDENCE * _deviation(share, float(total)) if drawn else 0.0
    exact = Fraction(str(share))
    wide = (share - around, share + around)
    return By(
        _first(in_order, exact * total),
        *(_first(in_order, (Fraction(end) if around else exact) * total) for end in wide),
    )


def _first(in_order: Sequence[tuple[date, Weight]], wanted: Fraction) -> date | None:
    reached: Weight = 0
    for day, weight in in_order:
        reached += weight
        if reached >= wanted:
            return day
    return None
