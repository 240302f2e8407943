"""The share of a programme that is served: now, and with each wave of a plan."""

from collections.abc import Collection, Mapping
from dataclasses import field, replace
from datetime import date
from typing import Final

from hpplan.domain.counted import Counted, Noun
from hpplan.domain.status import Status
from hpplan.periods import Period
from hpplan.programme.coverage_steps import CoverageStep, coverage_steps
from hpplan.programme.plan import PlanData
from hpplan.programme.programme import SituationData
from hpplan.text import share_of
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """Some of the counted sites, their amount of the measure, and the total. `further` gives how
    many of them have come further, where the data say so.
    """

    sites: int
    amount: int
    of: int
    further: "tuple[Further, ...]" = ()

    @property
    def percent(self) -> float | None:
        """The amount as a percentage of the total; None where nothing is counted."""
        return share_of(self.amount, self.of)


@dataclass(frozen=True, slots=True)
class Further:
    """The live sites that have reached a further step, and their share."""

    step: CoverageStep
    who: tuple[str, ...]
    share: Share


@dataclass(frozen=True, slots=True)
class CoveredByWave:
    """What is served once the wave is live, including the waves before it. `new` are the sites that
    reach a further step with it.
    """

    wave: str
    label: str
    go_live: Period | None
    share: Share
    new: Mapping[CoverageStep, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what the programme counts, its `measure`, belongs to live sites, to live or
    decided ones, and to `everyone`; and what each wave of the plan adds. Where nothing is measured,
    sites are counted; `noun` is the word for them.
    """

    measure: str
    noun: Noun
    everyone: Share
    live: Share
    live_or_decided: Share
    by_wave: tuple[CoveredByWave, ...]

    def first(self, step: CoverageStep) -> CoveredByWave | None:
        """The first wave of the plan with which any site reaches the further step."""
        return next((covered for covered in self.by_wave if covered.new.get(step)), None)


def coverage(situation: SituationData, plan: PlanData) -> Coverage:
    """The coverage on the date of the situation, and by each wave that the plan uses."""
    snapshot, counts, waves = situation.snapshot, situation.counted, plan.waves
    steps = situation.once(coverage_steps)

    def share(live: Collection[str]) -> Share:
        """The share of those counted sites that are live."""
        further = tuple(
            Further(step, who, _share(counts, who))
            for step in steps.later
            for who in [steps.reached(step, live, waves)]
        )
        return replace(_share(counts, [s for s in counts.amounts if s in live]), further=further)

    def with_status(*wanted: Status) -> Share:
        return share({site for site, found in snapshot.sites.items() if found.status in wanted})

    by_wave, live = list[CoveredByWave](), set[str]()
    there = dict.fromkeys(steps.later, frozenset[str]())
    in_wave: dict[str, list[str]] = {}
    for site, wave in waves.items():
        in_wave.setdefault(wave, []).append(site)
    for slot in snapshot.waves:
        if slot.id in in_wave:
            live.update(in_wave[slot.id])
            served = share(live)
            new = {
                one.step: tuple(w for w in one.who if w not in there[one.step])
                for one in served.further
            }
            there = {one.step: frozenset(one.who) for one in served.further}
            by_wave.append(CoveredByWave(slot.id, slot.label, slot.go_live, served, new))
    return Coverage(
        counts.measure,
        counts.noun,
        everyone=_share(counts, counts.amounts),
        live=with_status(Status.LIVE),
        live_or_decided=with_status(Status.LIVE, Status.DECIDED),
        by_wave=tuple(by_wave),
    )


def _share(counts: Counted, sites: Collection[str]) -> Share:
    return Share(len(sites), counts.part(sites), counts.whole)


FEW_DAYS: Final = 6
"""The largest number of half-years shown; where there are more, ends of years are shown instead."""


def half_years(*situations: SituationData) -> list[date]:
    """The ends of half-years, or of years, from the date to the last go-live."""
    ends = [slot.go_live.last for s in situations for slot in s.snapshot.waves if slot.go_live]
    as_of, last = situations[0].as_of, max(ends, default=date.min)
    day = date(as_of.year, 6, 30) if as_of.month <= 6 else date(as_of.year, 12, 31)
    days = []
    while day < last and day.year < date.max.year:
        days.append(day)
        day = date(day.year, 12, 31) if day.month == 6 else date(day.year + 1, 6, 30)
    days += [day] if days or as_of <= last else []
    return days if len(days) <= FEW_DAYS else [d for d in days if d.month == 12]


def covered_on(
    situation: SituationData,
    waves: Mapping[str, str],
    day: date,
    step: CoverageStep = CoverageStep.MUNICIPALITY,
) -> float | None:
    """The share in percent of what the programme counts that is certainly live after the day, and
    has reached the step, whichever days of their periods the waves take; None where nothing is
    counted.
    """
    snapshot, steps = situation.snapshot, situation.once(coverage_steps)
    live = {
        site
        for site, wave in waves.items()
        if (go_live := snapshot.go_live(site, wave)) is not None and go_live.last <= day
    }
    return situation.counted.percent(steps.reached(step, live, waves))
