"""Which share of the inhabitants is served: now, and by each wave of a plan."""

from collections.abc import Collection
from dataclasses import dataclass

from hpplan.domain.entry import INHABITANTS
from hpplan.domain.sites import MUNICIPALITY
from hpplan.domain.status import Status
from hpplan.periods import Period
from hpplan.plan import Plan
from hpplan.programme import Situation


@dataclass(frozen=True, slots=True)
class Share:
    """Some municipalities and their inhabitants, of all the inhabitants there are."""

    municipalities: int
    inhabitants: int
    of: int

    @property
    def percent(self) -> float | None:
        """None where no inhabitants are known."""
        return 100 * self.inhabitants / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Step:
    """Who is served once the wave is live, those of the waves before it included."""

    wave: str
    label: str
    go_live: Period | None
    share: Share


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares of the inhabitants of all municipalities that exist on the date, those that take no
    part included. Trusts and other sites count for nothing.
    """

    everyone: Share
    live: Share
    live_or_decided: Share
    steps: tuple[Step, ...]


def coverage(situation: Situation, plan: Plan) -> Coverage:
    """The coverage on the date of the situation, and by each wave that the plan uses."""
    snapshot = situation.snapshot
    people = {
        site: snapshot.size(site, INHABITANTS)
        for site, standing in snapshot.sites.items()
        if standing.site.kind == MUNICIPALITY
    }
    total = sum(people.values())

    def share(sites: Collection[str]) -> Share:
        return Share(len(sites), sum(people[site] for site in sites), total)

    def with_status(*wanted: Status) -> Share:
        return share([site for site in people if snapshot.sites[site].status in wanted])

    waves = plan.waves
    used = set(waves.values())
    steps, served = [], list[str]()
    for slot in snapshot.waves:
        if slot.id in used:
            served += (site for site in people if waves.get(site) == slot.id)
            steps.append(Step(slot.id, slot.label, slot.go_live, share(served)))
    return Coverage(
        everyone=share(people),
        live=with_status(Status.LIVE),
        live_or_decided=with_status(Status.LIVE, Status.DECIDED),
        steps=tuple(steps),
    )
