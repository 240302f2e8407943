"""The other options of every site that is not firm: other waves, and the effect of each on the
plan.

All questions share one effort, and no clock: a report has the same bytes each time it is made, on
any machine. Questions that the effort does not suffice for are undecided.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from math import inf

from hpplan.analysis.choices import WaveChoice, choices, compared_again
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.domain.standing import SiteState
from hpplan.planning import Solved
from hpplan.solving.effort import Effort
from hpplan.solving.result import Limits, Undecided
from hpplan.solving.strategies import EFFORT_OF_A_REPORT, EFFORT_OF_AN_ALTERNATIVE
from hpplan.values import dataclass


def report_limits() -> Limits:
    """The limits of a programme's report: none by the clock, but one on work."""
    return Limits(inf, workers=1, repairs=0, effort=Effort(EFFORT_OF_A_REPORT))


@dataclass(frozen=True, slots=True)
class ReportAlternatives:
    """The waves of each site that is not firm, by its id, in the order of go-live; and the sites
    that were not asked about, since the effort was spent.
    """

    of: Mapping[str, tuple[WaveChoice, ...]]
    not_asked: tuple[str, ...]

    @property
    def undecided(self) -> tuple[str, ...]:
        """The sites that were not fully asked about."""
        cut = (
            site
            for site, found in self.of.items()
            if any(isinstance(choice.answer, Undecided) for choice in found)
        )
        return (*cut, *self.not_asked)


def report_alternatives(asking: ScenarioSolver) -> ReportAlternatives:
    """The effect of each wave on the plan, for every site that takes part and is not firm; the
    earlier a site goes live, the earlier it is asked about.
    """
    before, sites = asking.base, tuple(_in_order(asking))
    found: dict[str, tuple[WaveChoice, ...]] = {}
    for number, site in enumerate(sites):
        if not asking.left:
            break
        asking.waiting = _after(asking, len(sites) - number - 1)
        found[site.id] = choices(asking, site.id)
    asking.waiting = 0
    if asking.adopt_better() and isinstance(before, Solved):
        found = {
            site: compared_again(asking, site, before.plan, each) for site, each in found.items()
        }
    return ReportAlternatives(found, tuple(site.id for site in sites if site.id not in found))


def _in_order(asking: ScenarioSolver) -> Iterator[SiteState]:
    snapshot = asking.situation.snapshot

    def first_day(site: SiteState) -> date:
        slot = snapshot.wave.get(asking.waves.get(site.id, ""))
        return date.max if slot is None or slot.go_live is None else slot.go_live.first

    movable = (site for site in snapshot.sites.values() if site.takes_part and site.firm is None)
    yield from sorted(movable, key=first_day)


def _after(asking: ScenarioSolver, sites: int) -> int:
    """How many questions are to be asked after those about one site; no more than the remaining
    effort is useful for.
    """
    waves = sum(slot.takes_more for slot in asking.situation.snapshot.waves)
    if (effort := asking.effort_left) is None:
        return sites * waves
    return min(sites * waves, int(effort / EFFORT_OF_AN_ALTERNATIVE))
