"""The wave to choose for a site: all of its waves, in the order of their effect on the plan."""

from collections.abc import Callable, Sequence

from hpplan.analysis.choices import WaveChoice, best_first, choices, compared_again
from hpplan.analysis.questions import answers
from hpplan.analysis.scenario import Answered
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.domain.claims import Says
from hpplan.domain.standing import SiteState
from hpplan.execution.executor import HERE, Executor, Progress, unheard
from hpplan.planning import Solved
from hpplan.programme.changes import Change, Reopened, says, sentences
from hpplan.programme.programme import SituationData
from hpplan.solving.result import Limits
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Recommendation(Answered):
    """The waves of a site, the best for the plan first; then those with unknown effect, and those
    that are impossible. `supposed` is what had to be assumed about the site for the question to
    make sense.
    """

    site: SiteState
    supposed: tuple[str, ...]
    choices: tuple[WaveChoice, ...]


@dataclass(frozen=True, slots=True)
class SiteChoices:
    """A site that has not decided, and its waves, the best for the plan first."""

    site: SiteState
    choices: tuple[WaveChoice, ...]


@dataclass(frozen=True, slots=True)
class Recommendations(Answered):
    """The waves of every site that takes part and has not decided, in the order of the data."""

    sites: tuple[SiteChoices, ...]


def recommend(situation: SituationData, site: str, limits: Limits | None = None) -> Recommendation:
    """The effect of each wave on the plan, for a site as if it had not decided. It must not be
    live.
    """
    asking = ScenarioSolver.of_waves(situation, limits)
    found = situation.snapshot.sites[site]
    given: list[Change] = []
    if not found.takes_part:
        given = [says(site, Says.JOINED)]
    elif found.firm is not None:
        given = [Reopened(site)]
    found_choices = choices(asking, site, given)
    before = asking.base
    if asking.adopt_better() and isinstance(before, Solved):
        found_choices = compared_again(asking, site, before.plan, found_choices, given)
    return Recommendation(
        found,
        tuple(sentences(situation, given)),
        best_first(found_choices, asking.base),
        **asking.asked,
    )


def recommend_all(
    situation: SituationData,
    limits: Limits | None = None,
    executor: Executor = HERE,
    on_progress: Progress = unheard,
) -> Recommendations:
    """The effect of each wave on the plan, for every site that takes part and has not decided."""
    limits = limits or Limits()
    solver = ScenarioSolver(situation, limits)
    asked = _Undecided(
        tuple(
            site.id
            for site in situation.snapshot.sites.values()
            if site.takes_part and not site.live and site.firm is None
        )
    )
    found = answers(solver, limits, asked, executor, on_progress)
    before = solver.base
    if solver.adopt_better() and isinstance(before, Solved):
        found = [
            compared_again(solver, site, before.plan, each)
            for site, each in zip(asked.sites, found, strict=True)
        ]
    sites = tuple(
        SiteChoices(situation.snapshot.sites[site], best_first(each, solver.base))
        for site, each in zip(asked.sites, found, strict=True)
    )
    return Recommendations(sites, **solver.asked)


@dataclass(frozen=True, slots=True)
class _Undecided:
    """The sites in question."""

    sites: Sequence[str]

    def __len__(self) -> int:
        return len(self.sites)

    def asking(self, solver: ScenarioSolver) -> Callable[[int], tuple[WaveChoice, ...]]:
        return lambda number: choices(solver, self.sites[number])
