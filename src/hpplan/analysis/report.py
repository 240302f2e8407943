"""The contents of a programme's report, gathered from the other questions; nothing is drawn."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from hpplan.analysis.assumptions import Assumptions, assumptions, compared_again
from hpplan.analysis.coverage_curve import CoverageCurves, coverage_curves
from hpplan.analysis.diff import Difference
from hpplan.analysis.effect import Effect
from hpplan.analysis.history import HistoryData, history_of
from hpplan.analysis.load_by_wave import LoadByWave, load_by_wave
from hpplan.analysis.lock import difference
from hpplan.analysis.report_alternatives import ReportAlternatives, report_alternatives
from hpplan.analysis.risk.assessment import RiskData
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.analysis.slips import Slip, slips
from hpplan.analysis.timeline import TimelineData, timeline
from hpplan.diagnostics.finding import Finding
from hpplan.domain.sources import Source
from hpplan.planning import Infeasible, Outcome, Solved, best_plan
from hpplan.programme.coverage import Coverage, coverage
from hpplan.programme.plan import PlanData, current_plan
from hpplan.programme.programme import SituationData
from hpplan.solving.result import Limits
from hpplan.values import dataclass
from hpplan.verification import keeps_hard_rules

Assess = Callable[[SituationData, PlanData], RiskData]
"""A function that lives through futures of a plan."""
REPAIRS: Final = 3
"""How many repairs of each conflict are looked for."""


@dataclass(frozen=True, slots=True)
class ReportData:
    """A plan, the current one unless one is `given`, with everything to report about it. `best` is
    the best plan, or why there is none, and `change` the differences it would make; `against` are
    the differences from another plan or day. `asking` answers further questions.
    """

    situation: SituationData
    plan: PlanData
    given: bool
    timeline: TimelineData
    coverage: Coverage
    slips: tuple[Slip, ...]
    history: HistoryData
    findings: tuple[Finding, ...]
    best: Outcome
    change: Effect | None
    assumptions: Assumptions | None
    sources: tuple[Source, ...]
    against: Difference | None
    curves: CoverageCurves
    capacities: LoadByWave
    sound: bool
    """Whether the plan keeps every hard rule."""
    asking: ScenarioSolver
    alternatives: ReportAlternatives | None
    """The effect of other waves on the plan, if that was asked."""
    risk: RiskData | None
    """The effect of risks on the best plan, if that was asked and there is one."""

    @property
    def interrupted(self) -> bool:
        return self.asking.interrupted or (self.risk is not None and self.risk.interrupted)


def report(
    situation: SituationData,
    plan: PlanData | None = None,
    against: Difference | None = None,
    limits: Limits | None = None,
    findings: Sequence[Finding] = (),
    *,
    alternatives: bool = True,
    assess: Assess | None = None,
) -> ReportData:
    """The report of the plan, or of the current one. `findings` are those about the data, and about
    a given plan; without `alternatives` no other waves are asked about, and without `assess` no
    futures are lived through.
    """
    shown = current_plan(situation) if plan is None else plan
    asking = ScenarioSolver(situation, limits)
    rests_on = None if asking.interrupted else assumptions(asking)
    before, others = asking.base, report_alternatives(asking) if alternatives else None
    best, change = asking.base, None
    if rests_on is not None and best is not before:
        rests_on = compared_again(asking, rests_on)
    if isinstance(best, Infeasible):
        best = best_plan(situation, replace(limits or Limits(), repairs=REPAIRS))
    if isinstance(best, Solved):
        change = difference(situation, shown, best.plan)
    lived = None
    if assess is not None and isinstance(best, Solved) and not asking.interrupted:
        lived = assess(situation, best.plan)
    return ReportData(
        situation=situation,
        plan=shown,
        given=plan is not None,
        timeline=timeline(situation, shown),
        coverage=coverage(situation, shown),
        slips=slips(situation, shown),
        history=history_of(situation.programme, situation.as_of),
        findings=tuple(findings),
        best=best,
        change=change,
        assumptions=rests_on,
        sources=tuple(_known_sources(situation)),
        against=against,
        curves=coverage_curves(situation, shown),
        capacities=load_by_wave(situation, shown),
        sound=keeps_hard_rules(situation, shown.waves),
        asking=asking,
        alternatives=others,
        risk=lived,
    )


def _known_sources(situation: SituationData) -> Iterator[Source]:
    """The sources known on the day, the newest first; those without a day last."""
    as_of = situation.as_of
    known = [
        source
        for source in situation.programme.sources.values()
        if source.published is None or source.published.last <= as_of
    ]
    dated = [source for source in known if source.published is not None]
    dated.sort(key=lambda source: source.published.last if source.published else as_of)
    yield from reversed(dated)
    yield from (source for source in known if source.published is None)
