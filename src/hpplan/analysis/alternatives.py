"""The best plans that differ noticeably."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hpplan.analysis.scenario import Answer, Answered, SolvedScenario
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.planning import Infeasible, Solved
from hpplan.programme.plan import PlanData
from hpplan.programme.programme import SituationData
from hpplan.rules.differs import Differs
from hpplan.solving.result import Limits, Undecided
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """A site that is not in the same wave in all of the plans: its wave in each, if any."""

    site: str
    name: str
    waves: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Alternatives(Answered):
    """The best plan, and the best plans that differ from it and from each other by a number of
    sites, best first. `ended` says why there are no more: because it is proved that there are none,
    or for lack of time.
    """

    differ_by: int
    plans: tuple[SolvedScenario, ...]
    ended: Infeasible | Undecided | None

    @property
    def spread(self) -> tuple[Spread, ...]:
        """The sites by which the plans differ, in the order of the data."""
        if not isinstance(self.base, Solved):
            return ()
        waves = [plan.waves for plan in (self.base.plan, *(p.plan for p in self.plans))]
        found = []
        for site, standing in self.situation.snapshot.sites.items():
            placed = tuple(each.get(site) for each in waves)
            if len(set(placed)) > 1:
                found.append(Spread(site, standing.name, placed))
        return tuple(found)


def alternatives(
    situation: SituationData, number: int, differ_by: int, limits: Limits | None = None
) -> Alternatives:
    """Up to `number` plans: the best, then each time the best of those that differ by at least
    `differ_by` sites from all before it.
    """
    asking = ScenarioSolver(situation, limits)
    if not isinstance(asking.base, Solved):
        return Alternatives(differ_by, (), None, **asking.asked)
    found: list[SolvedScenario] = []
    ended: Infeasible | Undecided | None = None
    for answer in _one_after_the_other(asking, asking.base.plan, number, differ_by, found):
        match answer:
            case SolvedScenario():
                found.append(answer)
            case Infeasible() | Undecided():
                ended = answer
    return Alternatives(differ_by, tuple(found), ended, **asking.asked)


def _one_after_the_other(
    asking: ScenarioSolver,
    best: PlanData,
    number: int,
    differ_by: int,
    found: Sequence[SolvedScenario],
) -> Iterator[Answer]:
    answer: Answer | None = None
    for nth in range(1, number):
        if answer is not None and not isinstance(answer, SolvedScenario):
            return
        shown = [best, *(each.plan for each in found)]
        rules = tuple(
            Differs(id=f"plan {n}", other=plan.waves, by=differ_by)
            for n, plan in enumerate(shown, start=1)
        )
        instead = replace(asking.situation, rules=(*asking.situation.rules, *rules))
        answer = asking.solve(instead, remaining_questions=number - nth)
        yield answer
