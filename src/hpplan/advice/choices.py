"""The waves of one site, and what each would do to the plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hpplan.advice.asking import Answer, Asking, Possible
from hpplan.changes import Change, Pinned, changed
from hpplan.domain.snapshot import Slot
from hpplan.programme import Situation
from hpplan.solving.facts import WaveTakesNoMore
from hpplan.solving.impossible import stated_fact
from hpplan.solving.outcome import Solved, StatedFact


@dataclass(frozen=True, slots=True)
class Here:
    """The plan as things stand has the site in this wave."""


@dataclass(frozen=True, slots=True)
class Shut:
    """Nobody enters the wave any more, by this fact."""

    fact: StatedFact


@dataclass(frozen=True, slots=True)
class Choice:
    """A wave, and what becomes of the plan with the site in it."""

    wave: Slot
    answer: Here | Shut | Answer

    @property
    def free(self) -> bool:
        """Whether it is proved that no goal is worse with the site in this wave."""
        match self.answer:
            case Here():
                return True
            case Possible(effect=effect):
                return effect.proved and effect.as_good
            case _:
                return False


def choices(asking: Asking, site: str, given: Sequence[Change] = ()) -> tuple[Choice, ...]:
    """Every wave as it is for the site under the given changes, in order of go-live."""
    situation = changed(asking.situation, given)
    enterable = {slot.id for slot in situation.snapshot.allowed(site)}
    as_it_is = not given and isinstance(asking.base, Solved)
    here = asking.waves.get(site) if as_it_is else None
    to_ask = [s.id for s in situation.snapshot.waves if s.id in enterable and s.id != here]
    return tuple(_choices(asking, situation, [*given], site, here, to_ask))


def _choices(
    asking: Asking,
    situation: Situation,
    given: list[Change],
    site: str,
    here: str | None,
    to_ask: list[str],
) -> Iterator[Choice]:
    for slot in situation.snapshot.waves:
        if slot.id == here:
            yield Choice(slot, Here())
        elif slot.id in to_ask:
            left = len(to_ask) - to_ask.index(slot.id)
            yield Choice(slot, asking.given([*given, Pinned(site, slot.id)], among=left))
        elif not slot.takes_more:
            yield Choice(slot, Shut(stated_fact(WaveTakesNoMore(slot), situation)))
