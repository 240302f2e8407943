"""The effect of the risks on a plan: futures lived through and counted, and the contribution of
each risk.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import inf
from typing import Final

from hpplan.analysis.risk.counts import Counts
from hpplan.analysis.risk.figures import Figures, everybody_by, figures_of
from hpplan.analysis.risk.futures import dice_of
from hpplan.analysis.risk.lives import DeadEnd, Futures, FuturesOfPlans, Lived, pieces
from hpplan.conflicts.explanation import explained
from hpplan.domain.snapshot import Placements
from hpplan.execution.executor import Executor, Progress, WorkersLost, unheard
from hpplan.programme.kept import NOTHING_KEPT
from hpplan.programme.plan import PlanData
from hpplan.programme.programme import SituationData
from hpplan.solving.effort import Effort
from hpplan.solving.result import Limits
from hpplan.solving.strategies import EFFORT_OF_A_LOST_FUTURE
from hpplan.values import dataclass

FEW: Final = 3
"""How many of the reasons for having no plan are explained: the most frequent ones."""


@dataclass(frozen=True, slots=True)
class WithoutPlan:
    """Why a number of the futures have no plan: a sentence for each conflict."""

    sentences: tuple[str, ...]
    futures: int


@dataclass(frozen=True, slots=True)
class Contribution:
    """By how many days a risk makes the 80 % date of everybody later, None where that date is never
    with or without it; and that date without it.
    """

    risk: str
    days_80: int | None
    by_80: date | None


@dataclass(frozen=True)
class RiskData:
    """The figures of `runs` futures; of fewer than were asked for if it was interrupted."""

    situation: SituationData
    plan: PlanData
    runs: int
    seed: int
    figures: Figures | None
    """None where not a single future was lived through."""
    conflicts: tuple[WithoutPlan, ...]
    contributions: tuple[Contribution, ...] | None
    interrupted: bool

    def only(self, sites: Collection[str]) -> "RiskData":
        """The figures of these sites only; of all, if none is named."""
        if self.figures is None or not sites:
            return self
        kept = tuple(each for each in self.figures.sites if each.site in sites)
        return replace(self, figures=replace(self.figures, sites=kept))


@dataclass(frozen=True)
class RunsAsked:
    """How many futures, from which seed, and whether the contribution of each risk is wanted."""

    runs: int = 1000
    seed: int = 1
    contributions: bool = False


def assess(
    situation: SituationData,
    plan: PlanData,
    asked: RunsAsked,
    executor: Executor,
    on_progress: Progress = unheard,
) -> RiskData:
    """Live through the futures of the plan, with the days that were chosen in it. If Ctrl-C is
    pressed, or workers are lost, it ends with those that were done, in order.
    """
    situation = situation.on_days(plan.days)
    dice = dice_of(situation, plan.waves)
    futures = Futures(situation, plan.waves, dice, asked.seed)
    risks = list(dict.fromkeys(die.risk for die in dice)) if asked.contributions else []
    ways: list[str | None] = [None, *risks]
    parts = [(n, piece) for n, way in enumerate(ways) for piece in pieces(asked.runs, way)]
    lived = [Lived() for _ in ways]
    interrupted, done = False, 0
    try:
        results = executor.run(futures, [piece for _, piece in parts])
        for (way, (numbers, _)), some in zip(parts, results, strict=True):
            lived[way].take(some)
            done += len(numbers)
            on_progress(done, len(ways) * asked.runs)
    except (KeyboardInterrupt, WorkersLost):
        interrupted = True
    counts = lived[0].counts
    contributions = None
    if asked.contributions and not interrupted:
        with_all = everybody_by(counts)
        contributions = tuple(
            Contribution(risk, _days(day, with_all), day)
            for risk, some in zip(risks, lived[1:], strict=True)
            for day in (everybody_by(some.counts),)
        )
    # Where nothing is drawn there is only one future, and its figures are no estimates.
    drawn = bool(dice)
    return RiskData(
        situation,
        plan,
        int(counts.futures),
        asked.seed,
        figures_of(futures.replanner, counts, drawn=drawn) if counts.futures else None,
        () if interrupted else tuple(_why(futures, lived[0].dead_ends)),
        contributions,
        interrupted,
    )


def _days(without: date | None, with_it: date | None) -> int | None:
    return None if without is None or with_it is None else (with_it - without).days


def _why(futures: Futures, dead_ends: Mapping[bytes, DeadEnd]) -> Iterator[WithoutPlan]:
    """Why some futures have no plan, the most frequent reasons first."""
    found: Counter[tuple[str, ...]] = Counter()
    often = sorted(dead_ends.values(), key=lambda each: -each.times)[: 4 * FEW]
    replanner = futures.replanner
    for each in often:
        (ending,) = futures.lived(replanner, range(each.first, each.first + 1), None)
        limits = Limits(inf, workers=1, repairs=0, effort=Effort(EFFORT_OF_A_LOST_FUTURE))
        why = explained(replanner.situation_of(ending.course), limits, NOTHING_KEPT)
        found[tuple(conflict.sentence for conflict in why.conflicts)] += each.times
    for sentences, number in found.most_common(FEW):
        yield WithoutPlan(sentences, number)


def date_of_everybody(
    situation: SituationData,
    plans: Sequence[Placements],
    asked: RunsAsked,
    executor: Executor,
    on_progress: Progress = unheard,
) -> Iterator[date | None]:
    """The 80 % date of everybody by each of these plans, over the same futures."""
    futures = FuturesOfPlans(
        tuple(Futures(situation, waves, dice_of(situation, waves), asked.seed) for waves in plans)
    )
    parts = [(n, piece) for n in range(len(plans)) for piece in pieces(asked.runs, None)]
    counts, done = Counts(), 0
    for (_, (numbers, _without)), some in zip(parts, executor.run(futures, parts), strict=True):
        counts.take(some.counts)
        done += len(numbers)
        on_progress(done, len(plans) * asked.runs)
        if counts.futures == asked.runs:
            yield everybody_by(counts)
            counts = Counts()
