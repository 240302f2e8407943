"""What a change does to a plan, as plain values for JSON."""

from typing import Any

from hpplan.analysis.diff import Shift
from hpplan.analysis.effect import Covered, Effect, GoalEffect, Move, Stand, WaveShift
from hpplan.analysis.scenario import Answer, SolvedScenario
from hpplan.conflicts.conflict import Conflict
from hpplan.diagnostics.place import Place
from hpplan.planning import Infeasible
from hpplan.programme.reasons import Cause
from hpplan.solving.result import Undecided
from hpplan.text import rounded
from hpplan.views.effect import status
from hpplan.views.plan_json import period


def of_answer(answer: Answer) -> dict[str, Any]:
    """Always the same keys: lists are empty where there is no plan."""
    match answer:
        case SolvedScenario(effect=effect):
            return {"status": status(answer), **of_effect(effect), "conflicts": []}
        case Infeasible(conflicts=conflicts):
            return {"status": status(answer), **_NOTHING, "conflicts": of_conflicts(conflicts)}
        case Undecided():
            return {"status": status(answer), **_NOTHING, "conflicts": []}


_NOTHING: dict[str, Any] = {"goals": [], "moves": [], "waves": [], "coverage": []}


def of_effect(effect: Effect) -> dict[str, Any]:
    return {
        "goals": [_goal(goal) for goal in effect.goals],
        "moves": [_move(move) for move in effect.moves],
        "waves": [_wave(shifted) for shifted in effect.waves],
        "coverage": [_covered(covered) for covered in effect.coverage],
    }


def _goal(goal: GoalEffect) -> dict[str, Any]:
    return {
        "kind": goal.kind,
        "sentence": goal.sentence,
        "sense": goal.sense.value,
        "before": goal.before,
        "after": goal.after,
        "worse_by": goal.worse_by,
        "unit": goal.unit.many,
        "proved": goal.proved,
    }


def _move(move: Move) -> dict[str, Any]:
    return {
        "site": move.site,
        "name": move.name,
        "from": _stand(move.old),
        "to": _stand(move.new),
        "shift": _shift(move.shift),
        "cause": None if move.cause is None else _cause(move.cause),
    }


def _cause(cause: Cause) -> dict[str, Any]:
    return {"text": cause.text, "rule": cause.rule, "goal": cause.goal}


def _stand(stood: Stand | None) -> dict[str, Any] | None:
    if stood is None:
        return None
    called = {} if stood.label == stood.wave else {"label": stood.label}
    return {"wave": stood.wave, **called, "go_live": period(stood.go_live)}


def _wave(shifted: WaveShift) -> dict[str, Any]:
    called = {} if shifted.label == shifted.wave else {"label": shifted.label}
    return {
        "wave": shifted.wave,
        **called,
        "from": period(shifted.old),
        "to": period(shifted.new),
        "shift": _shift(shifted.shift),
    }


def _shift(shift: Shift | None) -> dict[str, Any] | None:
    if shift is None:
        return None
    return {
        "months": shift.months,
        "to_months": shift.to_months,
        "about": shift.about,
        "days": shift.days,
    }


def _covered(covered: Covered) -> dict[str, Any]:
    before = None if covered.before is None else rounded(covered.before, 2)
    return {"on": covered.on.isoformat(), "before": before, "after": rounded(covered.after, 2)}


def of_conflicts(conflicts: tuple[Conflict, ...]) -> list[dict[str, Any]]:
    """The facts of each conflict, with their places."""
    return [
        {
            "facts": [{"text": fact.text, **of_place(fact.place)} for fact in conflict.facts],
            "minimal": conflict.minimal,
        }
        for conflict in conflicts
    ]


def of_place(place: Place | None) -> dict[str, Any]:
    """Nothing where it stands in no file: it was supposed."""
    return {
        "file": place and place.file,
        "line": place and place.line,
        "column": place and place.column,
    }
