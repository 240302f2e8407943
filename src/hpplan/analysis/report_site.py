"""The contents of one site's page, gathered from the other questions; nothing is drawn."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from hpplan.analysis.diff import Difference
from hpplan.analysis.history import SITE, HistoryChange, history_of
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.analysis.site import SiteExplained, site_explained
from hpplan.analysis.timeline import TimelineData, TimelineEntry, timeline
from hpplan.domain.governance import ChangeOf
from hpplan.domain.mandates import Mandate
from hpplan.domain.sources import Source
from hpplan.domain.wave_state import WaveState
from hpplan.planning import Outcome
from hpplan.programme.matters import mandate, of_date, of_move, of_participation
from hpplan.programme.plan import PlanData, current_plan
from hpplan.programme.programme import SituationData
from hpplan.solving.result import Limits
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class SiteReportData:
    """A site in a plan, the current one unless one is `given`: `entry` is where it has the site,
    and `explained` why the best plan has it where that has it. `story` is each change of its wave
    or its go-live with the day it became known, the newest first; `mandates` say who decides
    another wave, another date, or taking no part.
    """

    situation: SituationData
    plan: PlanData
    given: bool
    timeline: TimelineData
    entry: TimelineEntry
    explained: SiteExplained
    story: tuple[tuple[date | None, HistoryChange], ...]
    mandates: tuple[tuple[ChangeOf, Mandate], ...]
    sources: tuple[Source, ...]
    against: Difference | None
    asking: ScenarioSolver

    @property
    def best(self) -> Outcome:
        return self.explained.base

    @property
    def wave(self) -> WaveState | None:
        """Its wave in the plan."""
        return self.situation.snapshot.wave.get(self.entry.wave or "")

    @property
    def elsewhere(self) -> WaveState | None:
        """Its wave in the best plan, if that is a different one."""
        best = self.explained.wave
        return None if best is None or best.id == self.entry.wave else best

    @property
    def interrupted(self) -> bool:
        return self.asking.interrupted


def site_report(
    situation: SituationData,
    site: str,
    plan: PlanData | None = None,
    against: Difference | None = None,
    limits: Limits | None = None,
    *,
    alternatives: bool = True,
) -> SiteReportData:
    """The report of the site in the plan, or in the current one; without `alternatives` no other
    wave is asked about.
    """
    shown = current_plan(situation) if plan is None else plan
    asking = ScenarioSolver(situation, limits)
    found = timeline(situation, shown).only([site])
    (entry,) = found.entries
    story = [
        (version.known, change)
        for version in history_of(situation.programme, situation.as_of, site=site).versions
        for change in version.changes
        if change.kind == SITE
    ]
    return SiteReportData(
        situation=situation,
        plan=shown,
        given=plan is not None,
        timeline=found,
        entry=entry,
        explained=site_explained(asking, site, alternatives=alternatives),
        story=tuple(reversed(story)),
        mandates=tuple(_mandates(situation, entry)),
        sources=tuple(_cited(situation, story)),
        against=None if against is None else _of_site(against, site),
        asking=asking,
    )


def _mandates(situation: SituationData, entry: TimelineEntry) -> Iterator[tuple[ChangeOf, Mandate]]:
    """Who may still change its wave or date: nobody, once it is live."""
    if entry.live:
        return
    snapshot = situation.snapshot
    matters = [of_move(entry.site, None, snapshot)]
    if entry.wave is not None:
        matters.append(of_date(entry.wave, None, snapshot))
    matters.append(of_participation(entry.site, snapshot))
    for matter in matters:
        if matter is not None and (found := mandate(matter, situation)) is not None:
            yield matter.of, found


def _cited(
    situation: SituationData, story: list[tuple[date | None, HistoryChange]]
) -> Iterator[Source]:
    """The sources of its story, the newest first, each once."""
    sources = situation.programme.sources
    cited = (change.cited.source for _, change in reversed(story) if change.cited is not None)
    yield from (sources[name] for name in dict.fromkeys(cited) if name is not None)


def _of_site(difference: Difference, site: str) -> Difference:
    """The differences that concern the site, and the waves that it is or was in."""
    sites = tuple(change for change in difference.sites if change.site == site)
    waves = {side.plan.waves.get(site) for side in (difference.old, difference.new)}
    kept = tuple(
        replace(change, joined=(), left=())
        for change in difference.waves
        if change.wave in waves and change.old != change.new
    )
    return replace(difference, sites=sites, waves=kept)
