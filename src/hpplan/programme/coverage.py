"""Which share of a programme is served: now, and by each wave of a plan."""

from collections.abc import Collection
from dataclasses import dataclass

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
