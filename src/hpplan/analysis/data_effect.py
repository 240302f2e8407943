"""The effect of changed data: on its claims as of a day, and on the best plan."""

from hpplan.analysis.diff import Difference, Side, diff
from hpplan.analysis.scenario import Answer
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.planning import Outcome
from hpplan.programme.coverage import Coverage, coverage
from hpplan.programme.plan import current_plan
from hpplan.programme.programme import SituationData
from hpplan.solving.result import Limits
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class DataEffect:
    """Both situations, the differences in the plan by the claims and in its coverage, and the
    effect on the best plan. There is no plan where there is no wave.
    """

    before: SituationData
    after: SituationData
    claims: Difference
    was_covered: Coverage
    is_covered: Coverage
    base: Outcome | None
    answer: Answer | None
    interrupted: bool = False


def data_effect(
    before: SituationData, after: SituationData, limits: Limits | None = None
) -> DataEffect:
    """The effect of changes of the data, as of one day."""
    was, now = current_plan(before), current_plan(after)
    difference = diff(Side("before", before, was), Side("after", after, now))
    covered = coverage(before, was), coverage(after, now)
    if not (before.snapshot.waves and after.snapshot.waves):
        return DataEffect(before, after, difference, *covered, None, None)
    solver = ScenarioSolver(before, limits)
    answer = solver.solve(after, beside=[after])
    if solver.adopt_better():
        answer = solver.compared_again(answer, [after])
    return DataEffect(before, after, difference, *covered, solver.base, answer, solver.interrupted)
