"""What prevents a change, where no plan allows it."""

from collections.abc import Sequence
from typing import Final

from hpplan.analysis.scenario import Answer, SolvedScenario
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.conflicts.conflict import Conflict, StatedFact
from hpplan.planning import Infeasible
from hpplan.programme.changes import Change, Reopened, rule_dropped, takes
from hpplan.programme.programme import SituationData
from hpplan.solving.facts import Fact, RuleStands, SiteIsFirm, WaveTakesNoMore
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Barrier:
    """A minimal set of facts that rules the change out by itself: without any one of them, the
    others do not.
    """

    facts: tuple[StatedFact, ...]
    minimal: bool


@dataclass(frozen=True, slots=True)
class Blockage:
    """The effect of a change on the plan. Where the change is impossible: the barriers, and the
    effect without any one of their facts; None where that fact is history, or there are too many.

    Where there is a plan as things stand, the barriers have no fact in common, and each of them
    rules the change out by itself.
    """

    answer: Answer
    barriers: tuple[Barrier, ...] = ()
    beyond: Answer | None = None


MANY: Final = 12
"""How many barriers are looked for, one after the other."""


def blockage_of(asking: ScenarioSolver, wanted: Sequence[Change]) -> Blockage:
    """Whether a plan exists with the changes, and if not, what prevents it."""
    answer = asking.solve_with(wanted, remaining_questions=2)
    barriers: list[Barrier] = []
    removed: list[Change] = []
    beyond: Answer | None = answer
    while isinstance(beyond, Infeasible):
        found = [
            Barrier(tuple(others), conflict.minimal)
            for conflict in beyond.conflicts
            if (others := given_facts(conflict, asking.situation))
        ]
        barriers += found
        removing: list[Change] = []
        for fact in (fact for barrier in found for fact in barrier.facts):
            change = without(fact.fact)
            if change is not None and change not in removing:
                removing.append(change)
        all_movable = all(
            any(without(fact.fact) is not None for fact in barrier.facts) for barrier in found
        )
        if not removing or not all_movable or len(barriers) > MANY:
            beyond = None
        else:
            removed += removing
            beyond = asking.solve_with([*removed, *wanted], remaining_questions=2)
    return Blockage(answer, tuple(barriers), beyond if barriers else None)


def given_facts(conflict: Conflict, situation: SituationData) -> list[StatedFact]:
    """The facts of a conflict that do not come from the scenario."""
    return [
        stated
        for stated in conflict.facts
        if not isinstance(stated.fact, RuleStands) or stated.fact.rule in situation.rules
    ]


def without(fact: Fact) -> Change | None:
    """The change that removes the fact; None for history."""
    match fact:
        case RuleStands(rule):
            return rule_dropped(rule)
        case SiteIsFirm(site):
            return None if site.live else Reopened(site.id)
        case WaveTakesNoMore(slot):
            return None if slot.past else takes(slot.id)
        case _:  # facts of days, of which no barrier is made
            return None


def single_facts(
    asking: ScenarioSolver, wanted: Sequence[Change], barrier: Barrier
) -> list[tuple[StatedFact, SolvedScenario]]:
    """The facts of the only barrier that suffice: without any one of them, a plan exists with the
    changes.
    """
    ways = [(fact, change) for fact in barrier.facts if (change := without(fact.fact)) is not None]
    found = []
    for number, (fact, change) in enumerate(ways):
        answer = asking.solve_with([change, *wanted], remaining_questions=len(ways) - number + 1)
        if isinstance(answer, SolvedScenario):
            found.append((fact, answer))
    return found
