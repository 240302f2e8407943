"""Which share of a programme is served: now, and by each wave of a plan."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from hpplan.domain.counted import Noun
from hpplan.domain.status import Status
from hpplan.periods import Period
from hpplan.programme.plan import PlanData
from hpplan.programme.programme import SituationData
from hpplan.text import share_of


@dataclass(frozen=True, slots=True)
class Share:
    """Some of the sites that are counted, how much of the measure they have, and of how much."""

    sites: int
    amount: int
    of: int

    @property
    def percent(self) -> float | None:
        """None where nothing is counted."""
        return share_of(self.amount, self.of)


@dataclass(frozen=True, slots=True)
class CoverageStep:
    """Who is served once the wave is live, those of the waves before it included."""

    wave: str
    label: str
    go_live: Period | None
    share: Share


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares of what the programme counts."""

    measure: str
    noun: Noun
    everyone: Share
    live: Share
    live_or_decided: Share
    steps: tuple[CoverageStep, ...]


def coverage(situation: SituationData, plan: PlanData) -> Coverage:
    """The coverage on the date of the situation, and by each wave that the plan uses."""
    snapshot, counts = situation.snapshot, situation.counted

    def share(sites: Collection[str]) -> Share:
        return Share(len(sites), counts.part(sites), counts.whole)

    def with_status(*wanted: Status) -> Share:
        return share([site for site in counts.amounts if snapshot.sites[site].status in wanted])

    waves = plan.waves
    used = set(waves.values())
    steps, served = [], list[str]()
    for slot in snapshot.waves:
        if slot.id in used:
            served += (site for site in counts.amounts if waves.get(site) == slot.id)
            steps.append(CoverageStep(slot.id, slot.label, slot.go_live, share(served)))
    return Coverage(
        counts.measure,
        counts.noun,
        everyone=share(counts.amounts),
        live=with_status(Status.LIVE),
        live_or_decided=with_status(Status.LIVE, Status.DECIDED),
        steps=tuple(steps),
    )


FEW_DAYS: Final = 6
"""The largest number of half-years shown; where there are more, ends of years are."""


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


def covered_on(situation: SituationData, waves: Mapping[str, str], day: date) -> float | None:
    """The share in percent of what the programme counts that is live after the day, whichever days
    of their periods the waves take; None where nothing is counted.
    """
    snapshot, counts = situation.snapshot, situation.counted
    return counts.percent(
        [
            site
            for site in counts.amounts
            if (wave := waves.get(site)) is not None
            and (go_live := snapshot.go_live(site, wave)) is not None
            and go_live.last <= day
        ]
    )
