"""Which wave for a site: all of them, in the order of what they do to the plan."""

from dataclasses import dataclass

from hpplan.advice.asking import Asking, Possible
from hpplan.advice.choices import Choice, Here, Shut, choices
from hpplan.advice.whatif import sentences
from hpplan.changes import Change, Joined, Reopened
from hpplan.domain.standing import Standing
from hpplan.programme import Situation
from hpplan.solving.outcome import Impossible, Limits, Outcome, Undecided


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
    ordered = tuple(sorted(choices(asking, site, given), key=_order))
    return Recommendation(
        situation,
        asking.base,
        found,
        tuple(sentences(situation, given)),
        ordered,
        asking.interrupted,
    )


def _order(choice: Choice) -> tuple[int, tuple[int, ...], int]:
    """Plans by their goals in rank order, equal ones by go-live."""
    match choice.answer:
        case Here():
            return 0, (), choice.wave.position
        case Possible(effect=effect):
            return 0, effect.worse_by, choice.wave.position
        case Undecided():
            return 1, (), choice.wave.position
        case Impossible():
            return 2, (), choice.wave.position
        case Shut():
            return 3, (), choice.wave.position
