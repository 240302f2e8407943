"""The waves of one site, and what each would do to the plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hpplan.analysis.scenario import Answer, ScenarioSolver, SolvedScenario
from hpplan.conflicts.conflict import StatedFact
from hpplan.conflicts.explanation import stated_fact
from hpplan.domain.snapshot import WaveState
from hpplan.planning import Infeasible, Outcome, Solved
from hpplan.programme.changes import Change, Pinned, changed
from hpplan.programme.programme import Situation
from hpplan.solving.facts import WaveTakesNoMore
from hpplan.solving.result import Undecided


@dataclass(frozen=True, slots=True)
class Here:
    """The plan as things stand has the site in this wave."""


@dataclass(frozen=True, slots=True)
class Shut:
    """Nobody enters the wave any more, by this fact."""

    fact: StatedFact


@dataclass(frozen=True, slots=True)
class WaveChoice:
    """A wave, and what becomes of the plan with the site in it."""

    wave: WaveState
    answer: Here | Shut | Answer

    @property
    def free(self) -> bool:
        """Whether it is proved that no goal is worse with the site in this wave."""
        match self.answer:
            case Here():
                return True
            case SolvedScenario(effect=effect):
                return effect.proved and effect.as_good
            case _:
                return False


def choices(
    asking: ScenarioSolver, site: str, given: Sequence[Change] = ()
) -> tuple[WaveChoice, ...]:
    """Every wave as it is for the site under the given changes, in order of go-live."""
    situation = changed(asking.situation, given)
    enterable = {slot.id for slot in situation.snapshot.allowed(site)}
    as_it_is = not given and isinstance(asking.base, Solved)
    here = asking.waves.get(site) if as_it_is else None
    to_ask = [s.id for s in situation.snapshot.waves if s.id in enterable and s.id != here]
    return tuple(_choices(asking, situation, [*given], site, here, to_ask))


def _choices(
    asking: ScenarioSolver,
    situation: Situation,
    given: list[Change],
    site: str,
    here: str | None,
    to_ask: list[str],
) -> Iterator[WaveChoice]:
    for slot in situation.snapshot.waves:
        if slot.id == here:
            yield WaveChoice(slot, Here())
        elif slot.id in to_ask:
            left = len(to_ask) - to_ask.index(slot.id)
            yield WaveChoice(
                slot, asking.solve_with([*given, Pinned(site, slot.id)], remaining_questions=left)
            )
        elif not slot.takes_more:
            yield WaveChoice(slot, Shut(stated_fact(WaveTakesNoMore(slot), situation)))


def best_first(told: Sequence[WaveChoice], base: Outcome) -> tuple[WaveChoice, ...]:
    """The waves in the order of what they do to the plan; then those of which that is not known,
    and those that cannot be.
    """
    return tuple(sorted(told, key=partial(_order, base)))


def _order(base: Outcome, choice: WaveChoice) -> tuple[int, tuple[int, ...], bool, int]:
    """Plans by their goals in rank order; of equal ones the plan as things stand, then the earliest
    wave.
    """
    elsewhere = not isinstance(choice.answer, Here)
    rank, costs = _worth(base, choice)
    return rank, costs, elsewhere, choice.wave.position


def _worth(base: Outcome, choice: WaveChoice) -> tuple[int, tuple[int, ...]]:
    match choice.answer:
        case Here():
            return 0, base.plan.costs if isinstance(base, Solved) else ()
        case SolvedScenario(effect=effect):
            return 0, effect.costs
        case Undecided():
            return 1, ()
        case Infeasible():
            return 2, ()
        case Shut():
            return 3, ()
