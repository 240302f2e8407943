"""Which wave for a site: all of them, in the order of what they do to the plan."""

from hpplan.analysis.choices import WaveChoice, best_first, choices, compared_again
from hpplan.analysis.scenario import Answered, ScenarioSolver
from hpplan.domain.claims import Says
from hpplan.domain.standing import SiteState
from hpplan.planning import Solved
from hpplan.programme.changes import Change, Reopened, says, sentences
from hpplan.programme.programme import SituationData
from hpplan.solving.result import Limits
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Recommendation(Answered):
    """The waves of a site, the best for the plan first; then those of which that is not known, and
    those that cannot be. `supposed` is what had to be supposed of it to ask at all.
    """

    site: SiteState
    supposed: tuple[str, ...]
    choices: tuple[WaveChoice, ...]


def recommend(situation: SituationData, site: str, limits: Limits | None = None) -> Recommendation:
    """What each wave does to the plan, for a site as if it had not decided. It must not be live."""
    asking = ScenarioSolver(situation, limits)
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
