"""What the risks mean for a plan: futures lived through and counted, and what each risk adds."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from hpplan.analysis.risk.figures import Figures, Weighted, everybody_by, figures
from hpplan.analysis.risk.futures import dice_of
from hpplan.analysis.risk.lives import Futures, pieces
from hpplan.analysis.risk.replanning import Ending, Replanner
from hpplan.conflicts.explanation import explained
from hpplan.domain.snapshot import Placements
from hpplan.execution.executor import Executor, WorkersLost
from hpplan.programme.kept import NOTHING_KEPT
from hpplan.programme.plan import PlanData
from hpplan.programme.programme import SituationData
from hpplan.solving.replan import NoReplan
from hpplan.solving.result import Limits
from hpplan.values import dataclass

FEW: Final = 3
"""Of so many ways to have no plan it is said why: those that came up most often."""
_EXPLAINING: Final = Limits(10.0, repairs=0)

Progress = Callable[[int, int], None]
"""Hears of how many futures are done, of how many."""


@dataclass(frozen=True, slots=True)
class WithoutPlan:
    """Why so many of the futures have no plan: a sentence for each conflict."""

    sentences: tuple[str, ...]
    futures: int


@dataclass(frozen=True, slots=True)
class Contribution:
    """By how many days a risk makes the 80 % date of everybody later, None where with or without it
    that is never; and that date without it.
    """

    risk: str
    days_80: int | None
    by_80: date | None


@dataclass(frozen=True)
class RiskData:
    """The figures of so many futures; of fewer than were asked for where it was interrupted."""

    situation: SituationData
    plan: PlanData
    runs: int
    seed: int
    figures: Figures | None
    """None where not one future was lived through."""
    conflicts: tuple[WithoutPlan, ...]
    contributions: tuple[Contribution, ...] | None
    interrupted: bool


@dataclass(frozen=True)
class RunsAsked:
    """How many futures, from which seed, and whether it is wanted what each risk adds."""

    runs: int = 1000
    seed: int = 1
    contributions: bool = False


def assess(
    situation: SituationData,
    plan: PlanData,
    asked: RunsAsked,
    executor: Executor,
    on_progress: Progress = lambda *_: None,
) -> RiskData:
    """Live through the futures of the plan. It ends with those that were done in
    order where Ctrl-C is pressed, or those who do the work are lost.
    """
    dice = dice_of(situation, plan.waves)
    futures = Futures(situation, plan.waves, dice, asked.seed)
    risks = list(dict.fromkeys(die.risk for die in dice)) if asked.contributions else []
    ways: list[str | None] = [None, *risks]
    parts = [piece for way in ways for piece in pieces(asked.runs, way)]
    endings: list[Ending] = []
    known: dict[Ending, Ending] = {}
    interrupted = False
    try:
        for some in executor.run(futures, parts):
            endings += [known.setdefault(ending, ending) for ending in some]
            on_progress(len(endings), len(ways) * asked.runs)
    except (KeyboardInterrupt, WorkersLost):
        interrupted = True
    replanner = futures.replanner
    lived = [endings[n * asked.runs : (n + 1) * asked.runs] for n, _ in enumerate(ways)]
    counted = Counter(lived[0])
    contributions = None
    if asked.contributions and not interrupted:
        with_all = everybody_by(replanner, counted)
        without = (everybody_by(replanner, Counter(some)) for some in lived[1:])
        contributions = tuple(
            Contribution(risk, _days(day, with_all), day)
            for risk, day in zip(risks, without, strict=True)
        )
    return RiskData(
        situation,
        plan,
        len(lived[0]),
        asked.seed,
        figures(replanner, _weighed(counted, drawn=bool(dice))) if counted else None,
        () if interrupted else tuple(_why(replanner, counted)),
        contributions,
        interrupted,
    )


def _weighed(counted: Counter[Ending], *, drawn: bool) -> Weighted:
    """Where nothing is drawn there is one future only, and what is said of it is no estimate."""
    return counted if drawn else {ending: Fraction(1) for ending in counted}


def _days(without: date | None, with_it: date | None) -> int | None:
    return None if without is None or with_it is None else (with_it - without).days


def _why(replanner: Replanner, endings: Counter[Ending]) -> Iterator[WithoutPlan]:
    """Why the futures have no plan that have none, the most frequent reasons first."""
    lost = [(e, n) for e, n in endings.most_common() if e.lost is NoReplan.PROVED]
    found: Counter[tuple[str, ...]] = Counter()
    for ending, number in lost[: 4 * FEW]:
        why = explained(replanner.situation_of(ending.course), _EXPLAINING, NOTHING_KEPT)
        found[tuple(conflict.sentence for conflict in why.conflicts)] += number
    for sentences, number in found.most_common(FEW):
        yield WithoutPlan(sentences, number)


def date_of_everybody(
    situation: SituationData, plans: Sequence[Placements], asked: RunsAsked, executor: Executor
) -> Iterator[date | None]:
    """The 80 % date of everybody by each of these plans, over the same futures."""
    for placements in plans:
        futures = Futures(situation, placements, dice_of(situation, placements), asked.seed)
        lived = executor.run(futures, list(pieces(asked.runs, None)))
        endings = Counter(ending for some in lived for ending in some)
        yield everybody_by(futures.replanner, endings)
