"""The waves of one site, and the effect of each on the plan."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from hpplan.analysis.reach import Reach
from hpplan.analysis.scenario import Answer, SolvedScenario, rank
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.conflicts.conflict import StatedFact
from hpplan.conflicts.explanation import explained, stated_fact
from hpplan.domain.wave_state import WaveState
from hpplan.planning import Infeasible, Outcome, Solved
from hpplan.programme.changes import Change, changed, pinned
from hpplan.programme.plan import PlanData
from hpplan.programme.programme import SituationData
from hpplan.rules.traits import Placing, Unary
from hpplan.solving.facts import WaveTakesNoMore
from hpplan.solving.result import Limits
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Here:
    """The plan as things stand has the site in this wave."""


@dataclass(frozen=True, slots=True)
class Shut:
    """No site can enter the wave any more, because of this fact."""

    fact: StatedFact


@dataclass(frozen=True, slots=True)
class WaveChoice:
    """A wave, and the effect of having the site in it."""

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
    asking: ScenarioSolver,
    site: str,
    given: Sequence[Change] = (),
    *,
    in_turns: bool | None = None,
) -> tuple[WaveChoice, ...]:
    """Every wave with its consequences for the site under the given changes, in order of go-live.

    Waves that rules about single sites, waits and the like bar are settled first, so that the time
    is shared among the others; see `ScenarioSolver.solve_each` for `in_turns`.
    """
    situation = changed(asking.situation, given)
    as_it_is = not given and isinstance(asking.base, Solved)
    here = asking.waves.get(site) if as_it_is else None
    enterable = [
        slot.id
        for slot in situation.snapshot.waves
        if slot in situation.snapshot.allowed(site) and slot.id != here
    ]
    answers: dict[str, Here | Shut | Answer] = {} if here is None else {here: Here()}
    alone, may_be_barred = _alone(situation, site), _may_be_barred(situation, site)
    for slot in situation.snapshot.waves:
        if slot.id in enterable:
            left, may_be = asking.without_plans, slot.id in may_be_barred
            barred = _barred(alone, site, slot.id, left) if may_be and left.seconds else None
            if barred is not None:
                answers[slot.id] = barred
        elif slot.id != here and not slot.takes_more:
            answers[slot.id] = Shut(stated_fact(WaveTakesNoMore(slot), situation))
    reach = Reach(situation, site)
    for wave in [wave for wave in enterable if wave not in answers]:
        if (left := asking.without_plans).seconds and not reach.has(wave):
            beyond = reach.out_of_reach(wave, left)
            if beyond is not None:
                answers[wave] = beyond
    to_ask = [wave for wave in enterable if wave not in answers]
    supposed = [[*given, pinned(site, wave)] for wave in to_ask]
    asked = asking.solve_each(supposed, narrower=not given, in_turns=in_turns)
    answers |= zip(to_ask, asked, strict=True)
    return tuple(
        WaveChoice(slot, answers[slot.id])
        for slot in situation.snapshot.waves
        if slot.id in answers
    )


def _may_be_barred(situation: SituationData, site: str) -> frozenset[str]:
    """The waves that rules about single sites may bar the site from, if it is pinned there."""
    if situation.snapshot.sites[site].firm is not None:  # some of them let who is firm stay
        return frozenset(situation.snapshot.wave)
    return frozenset().union(*(bar.waves for bar in situation.bars if site in bar.sites))


def _alone(situation: SituationData, site: str) -> SituationData:
    """The situation of the site alone, with the rules about single sites: these do not depend on
    the other sites.
    """
    programme = situation.programme
    rules = (rule for rule in programme.rules if isinstance(rule, Unary | Placing))
    if situation.snapshot.sites[site].firm is None:
        about_it = {id(bar.rule) for bar in situation.bars if site in bar.sites}
        rules = (rule for rule in rules if isinstance(rule, Placing) or id(rule) in about_it)
    sites = tuple(one for one in programme.sites if one.id == site)
    alone = replace(programme, sites=sites, rules=tuple(rules))
    return alone.on(situation.as_of, situation.overrides)


def _barred(alone: SituationData, site: str, wave: str, limits: Limits) -> Infeasible | None:
    """The proof, without a search, that hard rules about single sites bar the site from the wave
    that it is pinned to. The conflict is that of the site alone.
    """
    situation = changed(alone, [pinned(site, wave)])
    snapshot = situation.snapshot
    barring = [bar.rule for bar in situation.bars if bar.keeps(snapshot, site, wave)]
    if not barring:
        return None
    pins = [r for r in situation.hard_rules if isinstance(r, Placing) and r.site == site]
    only = replace(situation.programme, rules=(*barring, *pins))
    started = limits.clock()
    why = explained(only.on(situation.as_of, situation.overrides), replace(limits, repairs=0))
    if not why.conflicts:
        return None
    return Infeasible(why.conflicts, limits.clock() - started, why.interrupted, why.all_found)


def compared_again(
    asking: ScenarioSolver,
    site: str,
    before: PlanData,
    found: Sequence[WaveChoice],
    given: Sequence[Change] = (),
) -> tuple[WaveChoice, ...]:
    """The waves compared with the plan that has replaced the one `before`, which they were compared
    with.
    """
    here = None if given else asking.waves.get(site)
    return tuple(
        WaveChoice(
            choice.wave, Here() if choice.wave.id == here else _again(asking, before, choice)
        )
        for choice in found
    )


def _again(asking: ScenarioSolver, before: PlanData, choice: WaveChoice) -> Here | Shut | Answer:
    match choice.answer:
        case Here():
            return asking.compared(asking.situation, before)
        case Shut():
            return choice.answer
        case answer:
            return asking.compared_again(answer)


def best_first(choices: Sequence[WaveChoice], base: Outcome) -> tuple[WaveChoice, ...]:
    """The waves in the order of their effect on the plan; then those with unknown effect, and those
    that are impossible.
    """
    return tuple(sorted(choices, key=partial(_order, base)))


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
        case Shut():
            return 3, ()
        case answer:
            return rank(answer)
