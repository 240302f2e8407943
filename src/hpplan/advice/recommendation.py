"""Which wave for a site: all of them, in the order of what they do to the plan."""

from dataclasses import dataclass

from hpplan.advice.asking import Asking
from hpplan.advice.choices import Choice, best_first, choices
from hpplan.advice.whatif import sentences
from hpplan.changes import Change, Joined, Reopened
from hpplan.domain.standing import Standing
from hpplan.programme import Situation
from hpplan.solving.outcome import Limits, Outcome


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The waves of a site, the best for the plan first; then those of which that is not known, and
    those that cannot be. `supposed` is what had to be supposed of it to ask at all.
    """

    situation: Situation
    base: Outcome
    site: Standing
    supposed: tuple[str, ...]
    choices: tuple[Choice, ...]
    interrupted: bool


def recommend(situation: Situation, site: str, limits: Limits | None = None) -> Recommendation:
    """What each wave does to the plan, for a site as if it had not decided. It must not be live."""
    asking = Asking(situation, limits or Limits())
    found = situation.snapshot.sites[site]
    given: list[Change] = []
    if not found.takes_part:
        given = [Joined(site)]
    elif found.firm is not None:
        given = [Reopened(site)]
    return Recommendation(
        situation,
        asking.base,
        found,
        tuple(sentences(situation, given)),
        best_first(choices(asking, site, given), asking.base),
        asking.interrupted,
    )
