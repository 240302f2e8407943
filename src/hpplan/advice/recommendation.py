"""Which wave for a site: all of them, in the order of what they do to the plan."""

from dataclasses import dataclass
from functools import partial

from hpplan.advice.asking import Asking, Possible
from hpplan.advice.choices import Choice, Here, Shut, choices
from hpplan.advice.whatif import sentences
from hpplan.changes import Change, Joined, Reopened
from hpplan.domain.standing import Standing
from hpplan.programme import Situation
from hpplan.solving.outcome import Impossible, Limits, Outcome, Solved, Undecided


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
    ordered = tuple(sorted(choices(asking, site, given), key=partial(_order, asking.base)))
    return Recommendation(
        situation,
        asking.base,
        found,
        tuple(sentences(situation, given)),
        ordered,
        asking.interrupted,
    )


def _order(base: Outcome, choice: Choice) -> tuple[int, tuple[int, ...], bool, int]:
    """Plans by their goals in rank order; of equal ones the plan as things stand, then the earliest
    wave.
    """
    elsewhere = not isinstance(choice.answer, Here)
    rank, costs = _worth(base, choice)
    return rank, costs, elsewhere, choice.wave.position


def _worth(base: Outcome, choice: Choice) -> tuple[int, tuple[int, ...]]:
    match choice.answer:
        case Here():
            return 0, base.plan.costs if isinstance(base, Solved) else ()
        case Possible(effect=effect):
            return 0, effect.costs
        case Undecided():
            return 1, ()
        case Impossible():
            return 2, ()
        case Shut():
            return 3, ()
