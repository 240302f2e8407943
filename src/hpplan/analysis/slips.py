"""Sites that go live later than first stated, and by how much."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from hpplan.analysis.shift import Shift, shift_between
from hpplan.domain.claims import NAMES_A_WAVE
from hpplan.domain.snapshot import Snapshot
from hpplan.domain.standing import SiteState
from hpplan.periods import Period
from hpplan.programme.plan import PlanData
from hpplan.programme.programme import SituationData
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Slip:
    """A site that is still to go live, and how much later than its first stated date."""

    site: str
    name: str
    shift: Shift
    first: Period
    now: Period

    @property
    def days(self) -> int:
        """By how many days at least, however exactly both dates are known."""
        return (self.now.first - self.first.first).days


def slips(situation: SituationData, plan: PlanData) -> tuple[Slip, ...]:
    """The sites that go live later in the plan than first stated, the furthest behind first."""
    return tuple(sorted(_slips(situation, plan), key=lambda slip: -slip.days))


def _slips(situation: SituationData, plan: PlanData) -> Iterator[Slip]:
    @cache
    def known_on(day: date) -> Snapshot:
        return situation.programme.on(day).snapshot

    for placed in plan.placements:
        site = situation.snapshot.sites[placed.site]
        day = _first_said(situation, site)
        if site.live or placed.go_live is None or day is None:
            continue
        then = known_on(day)
        was = then.sites.get(placed.site)
        if was is None or was.wave is None:
            continue
        first = then.go_live(placed.site, was.wave)
        if first is not None and first.first < placed.go_live.first:
            shift = shift_between(first, placed.go_live)
            if first.last < placed.go_live.last and str(shift):
                yield Slip(site.id, site.name, shift, first, placed.go_live)


def _first_said(situation: SituationData, site: SiteState) -> date | None:
    """When a wave was first stated for the site."""
    sources = situation.programme.sources
    named = [claim for claim in site.site.claims if claim.says in NAMES_A_WAVE]
    return min((claim.known_from(sources) or date.min for claim in named), default=None)
