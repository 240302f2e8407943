"""Which capacities are binding, and what more of them would buy."""

from collections.abc import Iterator

from hpplan.analysis.scenario import Answer, Answered, SolvedScenario
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.diagnostics.place import Place
from hpplan.domain.wave_state import WaveState
from hpplan.planning import Infeasible, Outcome
from hpplan.programme.changes import RuleReplaced, capacity_in, rule_dropped
from hpplan.programme.loads import load_of
from hpplan.programme.programme import SituationData
from hpplan.rules.traits import Bounded, Summing
from hpplan.solving.result import Limits
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class InWave:
    """A capacity in one wave: its load, the effect of one more unit, and the effect of no limit.
    `then` is the load in that case.
    """

    wave: WaveState
    load: int
    one_more: Answer | None
    unbounded: Answer
    then: int | None


@dataclass(frozen=True, slots=True)
class CapacityExplained:
    """A rule that bounds a measure from above. `without` is the effect of dropping it; if the plan
    is no better then, the rule binds nowhere and no wave is examined. For a pool, which bounds all
    waves together, `one_more` is the effect of one more unit.
    """

    rule: Bounded
    place: Place | None
    without: Answer
    one_more: Answer | None
    waves: tuple[InWave, ...]


@dataclass(frozen=True, slots=True)
class CapacitiesExplained(Answered):
    """Every capacity and pool in force that has a maximum."""

    capacities: tuple[CapacityExplained, ...]


def explain_capacity(situation: SituationData, limits: Limits | None = None) -> CapacitiesExplained:
    """Which of the rules are binding, where, and what one more unit would buy there."""
    asking = ScenarioSolver(situation, limits)
    rules = [rule for rule in situation.rules if isinstance(rule, Bounded) and rule.max is not None]
    explained = [_explained(asking, rule, len(rules) - number) for number, rule in enumerate(rules)]
    return CapacitiesExplained(tuple(explained), **asking.asked)


def binds(base: Outcome, without: Answer) -> bool:
    """Whether the plan is better without the rule: by some goal, or because one exists at all."""
    if not isinstance(without, SolvedScenario):
        return False
    return isinstance(base, Infeasible) or any(without.effect.worse_by)


def _explained(asking: ScenarioSolver, rule: Bounded, rules: int) -> CapacityExplained:
    place = asking.situation.programme.places.place(rule.address)
    without = asking.solve_with([rule_dropped(rule)], remaining_questions=4 * rules)
    one_more, waves = None, list[InWave]()
    if binds(asking.base, without):
        if isinstance(rule, Summing):
            waves = list(_in_waves(asking, rule, rules))
        elif rule.max is not None:
            more = RuleReplaced(rule, rule.with_maximum(rule.max + 1))
            one_more = asking.solve_with([more], remaining_questions=3 * rules)
    return CapacityExplained(rule, place, without, one_more, tuple(waves))


def _in_waves(asking: ScenarioSolver, rule: Summing, rules: int) -> Iterator[InWave]:
    """The waves that may still change, each as if only it had unlimited room."""
    snapshot = asking.situation.snapshot
    assert rule.max is not None
    everything = sum(snapshot.size(site, rule.measure) for site in snapshot.select(rule.sites))
    slots = [slot for slot in snapshot.select_waves(rule.waves) if slot.takes_more]
    for number, slot in enumerate(slots):
        left = 2 * (len(slots) - number) * rules
        load = load_of(asking.situation, rule, slot.id, asking.waves)
        room = max(everything, rule.max)
        unbounded = asking.solve_with([capacity_in(slot.id, rule, room)], remaining_questions=left)
        if not (isinstance(unbounded, SolvedScenario) and binds(asking.base, unbounded)):
            yield InWave(slot, load, None, unbounded, None)
            continue
        one_more = asking.solve_with(
            [capacity_in(slot.id, rule, rule.max + 1)], remaining_questions=left
        )
        then = load_of(unbounded.situation, rule, slot.id, unbounded.plan.waves)
        yield InWave(slot, load, one_more, unbounded, then)
