"""A plan as JSON, as FORMAT.md has it; also the answer when there is none."""

import json
from collections.abc import Sequence
from typing import Any

from hpplan.coverage import Share, coverage
from hpplan.findings import Place
from hpplan.literal import literal_json
from hpplan.periods import Period
from hpplan.plan import GoalValue, Placement, Plan
from hpplan.programme import Overrides, Situation
from hpplan.rules import Capacity
from hpplan.solving.outcome import Conflict, Impossible, Outcome, Solved, StatedFact, Undecided

COMMAND_LINE = Place("<command line>", 1, 1, 1, 1)
"""Where the facts stand that the user asked for with an option."""


def render(situation: Situation, outcome: Outcome) -> str:
    """One object, ending in a line break."""
    match outcome:
        case Solved(plan=plan):
            answer = of_plan(situation, plan)
        case Impossible(conflicts=conflicts):
            answer = _without_plan(situation, "infeasible", conflicts)
        case Undecided():
            answer = _without_plan(situation, "undecided", ())
    return literal_json(json.dumps(answer, ensure_ascii=False, indent=2)) + "\n"


def of_plan(situation: Situation, plan: Plan) -> dict[str, Any]:
    """The plan as plain values, in the order in which they are read."""
    return {
        "programme": plan.programme,
        "as_of": plan.as_of.isoformat(),
        "status": plan.proof.value,
        "placements": [_placement(placement) for placement in plan.placements],
        "unplaced": [{"site": out.site, "reason": out.reason} for out in plan.unplaced],
        "goals": [of_goal(goal) for goal in plan.goals],
        "conflicts": [],
        "load": _load(situation, plan),
        "coverage": _coverage(situation, plan),
        "options": _options(plan.overrides),
        "made_from": [{"file": file.path, "sha256": file.sha256} for file in plan.made_from],
    }


def _without_plan(
    situation: Situation, status: str, conflicts: Sequence[Conflict]
) -> dict[str, Any]:
    programme = situation.programme
    return {
        "programme": programme.agenda.id,
        "as_of": situation.as_of.isoformat(),
        "status": status,
        "placements": [],
        "unplaced": [],
        "goals": [],
        "conflicts": [_conflict(conflict) for conflict in conflicts],
        "options": _options(situation.overrides),
        "made_from": [{"file": file.path, "sha256": file.sha256} for file in programme.files],
    }


def _placement(placement: Placement) -> dict[str, Any]:
    called = {} if placement.label == placement.wave else {"label": placement.label}
    return {
        "site": placement.site,
        "wave": placement.wave,
        **called,
        "go_live": period(placement.go_live),
        "firm": placement.firm,
        "moved_from": placement.moved_from,
        "reason": placement.reason,
    }


def period(stated: Period | None) -> dict[str, str] | None:
    """A period by its label and its first and last day."""
    if stated is None:
        return None
    return {
        "label": stated.label,
        "from": stated.first.isoformat(),
        "to": stated.last.isoformat(),
    }


def of_goal(goal: GoalValue) -> dict[str, Any]:
    """How good a plan is by a goal, and what is proved of it."""
    return {
        "kind": goal.kind,
        "value": goal.value,
        "bound": goal.bound,
        "proved": goal.proved,
        "sense": goal.sense.value,
        "sentence": goal.sentence,
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "facts": [_fact(fact) for fact in conflict.facts],
        "minimal": conflict.minimal,
        "repairs": [
            {
                "id": repair.id,
                "text": repair.text,
                "drop": [
                    {key: value for key, value in _fact(fact).items() if key != "text"}
                    for fact in repair.drop
                ],
            }
            for repair in conflict.repairs
        ],
    }


def _fact(fact: StatedFact) -> dict[str, Any]:
    place = fact.place or COMMAND_LINE
    return {"text": fact.text, "file": place.file, "line": place.line, "column": place.column}


def _options(overrides: Overrides) -> dict[str, Any]:
    return {
        "pin": [f"{site}={wave}" for site, wave in overrides.pins],
        "forbid": [f"{site}={wave}" for site, wave in overrides.forbids],
        "reopen": list(overrides.reopened),
    }


def _load(situation: Situation, plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "rule": rule.name,
            "measure": rule.measure,
            "max": rule.max,
            "waves": [{"wave": wave, "load": load} for wave, load in loads.items()],
        }
        for rule, loads in loads_of(situation, plan.waves)
    ]


def loads_of(situation: Situation, waves: dict[str, str]) -> list[tuple[Capacity, dict[str, int]]]:
    """What each wave holds by each capacity in force that has a `max`."""
    snapshot = situation.snapshot
    found = []
    for rule in situation.rules:
        if isinstance(rule, Capacity) and rule.max is not None:
            loads = {slot.id: 0 for slot in snapshot.select_waves(rule.waves)}
            for site in snapshot.select(rule.sites):
                if waves.get(site) in loads:
                    loads[waves[site]] += snapshot.size(site, rule.measure)
            found.append((rule, loads))
    return found


def _coverage(situation: Situation, plan: Plan) -> dict[str, Any]:
    covered = coverage(situation, plan)
    return {
        "live": _share(covered.live),
        "live_or_decided": _share(covered.live_or_decided),
        "by_wave": [{"wave": step.wave, **_share(step.share)} for step in covered.steps],
    }


def _share(share: Share) -> dict[str, Any]:
    rounded = None if share.percent is None else round(share.percent, 2)
    return {
        "municipalities": share.municipalities,
        "inhabitants": share.inhabitants,
        "of": share.of,
        "percent": rounded,
    }
