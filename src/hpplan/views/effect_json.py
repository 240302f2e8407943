"""The effect of a change on a plan, as plain values for JSON."""

from collections.abc import Sequence
from typing import Final

from hpplan.analysis.effect import Covered, Effect, GoalEffect, Move, SitePlacement, WaveShift
from hpplan.analysis.scenario import Answer, SolvedScenario
from hpplan.conflicts.conflict import Conflict
from hpplan.planning import Infeasible
from hpplan.programme.reasons import Cause
from hpplan.views import mandates
from hpplan.views.effect import status
from hpplan.views.formats.json import Shapes, percent, place, wave


def of_answer(answer: Answer) -> dict[str, object]:
    """The answer with always the same keys: lists are empty where there is no plan."""
    effect = of_effect(answer.effect) if isinstance(answer, SolvedScenario) else _NOTHING
    conflicts = of_conflicts(answer.conflicts) if isinstance(answer, Infeasible) else []
    return {"status": status(answer), **effect, "conflicts": conflicts}


_NOTHING: dict[str, object] = {"goals": [], "moves": [], "waves": [], "coverage": []}


def of_effect(effect: Effect) -> dict[str, object]:
    return {
        "goals": effect.goals,
        "moves": effect.moves,
        "waves": effect.waves,
        "coverage": effect.coverage,
    }


def of_conflicts(conflicts: Sequence[Conflict]) -> list[dict[str, object]]:
    """The facts of each conflict, with their places."""
    return [
        {
            "facts": [{"text": fact.text, **place(fact.place)} for fact in conflict.facts],
            "minimal": conflict.minimal,
        }
        for conflict in conflicts
    ]


def _goal_effect(goal: GoalEffect) -> dict[str, object]:
    return {
        "kind": goal.kind,
        "sentence": goal.sentence,
        "sense": goal.sense,
        "before": goal.before,
        "after": goal.after,
        "worse_by": goal.worse_by,
        "unit": goal.unit.many,
        "proved": goal.proved,
    }


def _move(move: Move) -> dict[str, object]:
    return {
        "site": move.site,
        "name": move.name,
        "from": move.old,
        "to": move.new,
        "shift": move.shift,
        "cause": move.cause,
        **mandates.keys([move.mandate]),
    }


def _cause(cause: Cause) -> dict[str, object]:
    return {"text": cause.text, "rule": cause.rule, "goal": cause.goal}


def _stand(stood: SitePlacement) -> dict[str, object]:
    return {**wave(stood.wave, stood.label), "go_live": stood.go_live}


def _wave_shift(shifted: WaveShift) -> dict[str, object]:
    ends = {"from": shifted.old, "to": shifted.new, "shift": shifted.shift}
    whose = mandates.keys([shifted.mandate])
    return {**wave(shifted.wave, shifted.label), **ends, **whose}


def _covered(covered: Covered) -> dict[str, object]:
    shares = {"before": percent(covered.before), "after": percent(covered.after)}
    steps = [
        {"step": one.step, "before": percent(one.before), "after": percent(one.after)}
        for one in covered.further
    ]
    return {"on": covered.on, **shares, **({"steps": steps} if steps else {})}


KEYS: Final[Shapes] = {
    GoalEffect: _goal_effect,
    Move: _move,
    Cause: _cause,
    SitePlacement: _stand,
    WaveShift: _wave_shift,
    Covered: _covered,
}
