"""The growth of the served share over time: live, decided, and by the whole plan."""

from collections.abc import Collection, Iterator
from datetime import date
from enum import StrEnum

from hpplan.domain.counted import Noun
from hpplan.domain.status import Status
from hpplan.periods import Period
from hpplan.programme.plan import PlanData
from hpplan.programme.programme import SituationData
from hpplan.values import dataclass


class CurveOf(StrEnum):
    """The sites that a curve counts, each including those before it."""

    LIVE = "live"
    DECIDED = "decided"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class CurveStep:
    """The effect of a go-live: the share in percent before and after it, and the sites that come
    with it.
    """

    wave: str
    label: str
    go_live: Period
    before: float
    after: float
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """The steps in order of their last days: by then, what a period holds has happened."""

    of: CurveOf
    steps: tuple[CurveStep, ...]

    @property
    def percent(self) -> float:
        """The final share."""
        return self.steps[-1].after if self.steps else 0.0


@dataclass(frozen=True, slots=True)
class CoverageCurves:
    """The curves of a plan. If nothing is counted, there are none."""

    programme: str
    as_of: date
    measure: str
    noun: Noun
    curves: tuple[Curve, ...]
    slots: tuple[str, ...]
    """The ids of all waves, in their order."""


def coverage_curves(situation: SituationData, plan: PlanData) -> CoverageCurves:
    """The curves of the plan, as of the date of the situation."""
    snapshot, waves = situation.snapshot, plan.waves
    status = {site: found.status for site, found in snapshot.sites.items()}
    live = {site for site in waves if status.get(site) is Status.LIVE}
    decided = live | {site for site in waves if status.get(site) is Status.DECIDED}
    whom = {CurveOf.LIVE: live, CurveOf.DECIDED: decided, CurveOf.PLANNED: set(waves)}
    counted = bool(situation.counted.whole)
    return CoverageCurves(
        situation.programme.agenda.name,
        situation.as_of,
        situation.counted.measure,
        situation.counted.noun,
        tuple(_curve(situation, plan, of, sites) for of, sites in whom.items() if counted),
        snapshot.wave_ids,
    )


def _curve(situation: SituationData, plan: PlanData, of: CurveOf, sites: Collection[str]) -> Curve:
    snapshot, amounts = situation.snapshot, situation.counted.amounts
    dated: dict[tuple[date, date, int], list[str]] = {}
    for site, wave in plan.waves.items():
        if site not in sites or site not in amounts:
            continue
        when = snapshot.go_live(site, wave)
        if when is not None:
            key = when.last, when.first, snapshot.wave[wave].position
            dated.setdefault(key, []).append(site)
    return Curve(of, tuple(_steps(situation, plan, dated)))


def _steps(
    situation: SituationData, plan: PlanData, dated: dict[tuple[date, date, int], list[str]]
) -> Iterator[CurveStep]:
    snapshot, there, before = situation.snapshot, list[str](), 0.0
    for _key, sites in sorted(dated.items()):
        there += sites
        after = situation.counted.percent(there) or 0.0
        slot = snapshot.wave[plan.waves[sites[0]]]
        when = snapshot.go_live(sites[0], slot.id)
        assert when is not None
        names = tuple(map(snapshot.name, sites))
        yield CurveStep(slot.id, slot.label, when, before, after, names)
        before = after
