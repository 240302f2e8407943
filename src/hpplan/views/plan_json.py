"""A plan as JSON, as docs/format.md describes it; also the answer when there is none."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from hpplan.conflicts.conflict import Conflict, Cost, Repair, StatedFact
from hpplan.diagnostics.place import Place
from hpplan.domain.claims import Claim, Says, WaveClaim
from hpplan.domain.entry import INHABITANTS
from hpplan.periods import Period
from hpplan.planning import Infeasible, Outcome, Solved
from hpplan.programme.change_matters import mandates_of
from hpplan.programme.changes import (
    CalendarWidened,
    Change,
    ClaimAdded,
    RuleReplaced,
    WaveClaimAdded,
    WaveRestated,
)
from hpplan.programme.coverage import Coverage, Share, coverage
from hpplan.programme.coverage_steps import CoverageStep
from hpplan.programme.digest import digest
from hpplan.programme.loads import loads_of
from hpplan.programme.plan import (
    GoalValue,
    Placement,
    PlanData,
    PlanDays,
    Unplaced,
    chosen_for,
)
from hpplan.programme.programme import DataFile, Overrides, SituationData
from hpplan.programme.upheaval import upheaval_of
from hpplan.solving.result import Undecided
from hpplan.views import mandates
from hpplan.views import repair as repair_view
from hpplan.views.edits import Applied, edit_of
from hpplan.views.formats.json import Shapes, percent, place, wave
from hpplan.views.formats.json import render as as_json

COMMAND_LINE = Place("<command line>", 1, 1, 1, 1)
"""The place of facts that the user asked for with an option."""


def render(situation: SituationData, outcome: Outcome, applied: Sequence[Applied] = ()) -> str:
    """One object, ending in a line break; with the repairs that were applied, if any were."""
    match outcome:
        case Solved(plan=plan, opinions=opinions):
            answer = of_plan(situation, plan)
            if opinions is not None:
                answer["second_opinion"] = [
                    {
                        "kind": opinion.kind,
                        "confirmed": opinion.confirmed,
                        "by": opinion.by,
                        **({} if plan.dates is None else {"of_days": opinion.of_days}),
                    }
                    for opinion in opinions
                ]
        case Infeasible(conflicts=conflicts):
            answer = _without_plan(situation, "infeasible", conflicts)
            answer["together"] = outcome.together
            answer["all_conflicts_found"] = outcome.all_found
        case Undecided():
            answer = _without_plan(situation, "undecided", ())
    if applied:
        answer["applied"] = [_applied(one) for one in applied]
    return as_json(answer, KEYS)


def _applied(one: Applied) -> dict[str, Any]:
    changes = [of_change(change, one.situation) for change in one.changes]
    return {"id": one.repair.id, "text": one.repair.text, "changes": changes}


def of_plan(situation: SituationData, plan: PlanData) -> dict[str, Any]:
    """The plan as plain values, in the order in which they are read."""
    return {
        "programme": plan.programme,
        "as_of": plan.as_of,
        "status": plan.proof,
        "placements": [_placement(situation, plan, placed) for placed in plan.placements],
        "unplaced": [_unplaced(situation, out) for out in plan.unplaced],
        "goals": plan.goals,
        **({} if plan.dates is None else {"dates": plan.dates}),
        "conflicts": [],
        "load": _load(situation, plan),
        "coverage": _coverage(situation, plan),
        "upheaval": upheaval_of(situation, plan.waves),
        "options": _options(plan.overrides),
        "made_from": plan.made_from,
        "digest": _digest(situation, plan),
    }


def _digest(situation: SituationData, plan: PlanData) -> str | None:
    """The digest of the facts that the plan was made from; None for a plan of other data, which are
    not available.
    """
    programme = situation.programme
    own = (*plan.made_from,) == (*programme.files,) and plan.as_of == situation.as_of
    if not own:
        return None
    return digest(programme, plan.as_of, plan.waves, plan.days)


def _without_plan(
    situation: SituationData, status: str, conflicts: Sequence[Conflict]
) -> dict[str, Any]:
    programme = situation.programme
    return {
        "programme": programme.agenda.id,
        "as_of": situation.as_of,
        "status": status,
        "placements": [],
        "unplaced": [],
        "goals": [],
        "conflicts": [_conflict(conflict, situation) for conflict in conflicts],
        "options": _options(situation.overrides),
        "made_from": programme.files,
    }


def _placement(situation: SituationData, plan: PlanData, placed: Placement) -> dict[str, object]:
    go_live: object = placed.go_live
    if placed.go_live is not None and chosen_for(situation, plan, placed):
        ends = {"from": placed.go_live.first, "to": placed.go_live.last}
        go_live = {"label": placed.go_live.label, **ends, "chosen": True}
    return {
        "site": placed.site,
        "name": situation.snapshot.name(placed.site),
        **wave(placed.wave, placed.label),
        "go_live": go_live,
        "firm": placed.firm,
        "moved_from": placed.moved_from,
        "reason": placed.reason,
    }


def _unplaced(situation: SituationData, out: Unplaced) -> dict[str, object]:
    return {"site": out.site, "name": situation.snapshot.name(out.site), "reason": out.reason}


def _days(dates: PlanDays) -> dict[str, object]:
    """The days of a plan in the form of the plan's own goals, and why none is earlier."""
    return {
        "status": dates.proof,
        "goals": dates.goals,
        "waves": [
            {
                "wave": chosen.wave,
                "day": chosen.day,
                "period": chosen.period,
                "earlier": chosen.earlier,
                "because": chosen.because,
            }
            for chosen in dates.chosen
        ],
        "without": [{"wave": wave, "reason": reason} for wave, reason in dates.none_for],
    }


def _data_file(file: DataFile) -> dict[str, object]:
    return {"file": file.path, "sha256": file.sha256}


def _goal_value(goal: GoalValue) -> dict[str, object]:
    """The value of a goal, and what is proved of it."""
    return {
        "kind": goal.kind,
        "value": goal.value,
        "unit": goal.unit.many,
        "bound": goal.bound,
        "proved": goal.proved,
        "sense": goal.sense,
        "sentence": goal.sentence,
    }


def _conflict(conflict: Conflict, situation: SituationData) -> dict[str, Any]:
    return {
        "headline": conflict.headline,
        "facts": [_fact(fact) for fact in conflict.facts],
        "minimal": conflict.minimal,
        "repairs": [of_repair(repair, situation) for repair in conflict.repairs],
    }


def _fact(fact: StatedFact) -> dict[str, Any]:
    notes = [{"message": note.message, **_stated(note.place)} for note in fact.notes if note.place]
    return {"text": fact.text, **_stated(fact.place), **({"notes": notes} if notes else {})}


def _stated(where: Place | None) -> dict[str, object]:
    return place(where or COMMAND_LINE)


def of_repair(repair: Repair, situation: SituationData) -> dict[str, Any]:
    """A repair with its changes, who has to decide them, and its cost."""
    return {
        "id": repair.id,
        "text": repair.text,
        "drop": [_stated(fact.place) for fact in repair.drop],
        "changes": [of_change(change, situation) for change in repair.changes],
        "whose": repair.whose.name.lower(),
        **mandates.keys(repair_view.mandates(repair, situation)),
        "cost": repair.cost,
        "with": repair.tried_with,
    }


def of_change(change: Change, situation: SituationData) -> dict[str, Any]:
    """A change by its kind, its subject, its place, and what to write there."""
    edit = edit_of(change, situation)
    found = mandates_of(change, situation)
    return {**_what(change), "edit": edit.text, **_stated(edit.place), **mandates.keys(found)}


def _what(change: Change) -> dict[str, Any]:
    match change:
        case RuleReplaced(rule, by=None):
            return {"change": "rule-dropped", "rule": rule.name}
        case RuleReplaced(rule):
            altered = {
                key: {"from": _plain(old), "to": _plain(new)}
                for key, (old, new) in change.differences.items()
            }
            return {"change": "rule-altered", "rule": rule.name, "set": altered}
        case ClaimAdded(site, Claim(says=Says.UNDECIDED)):
            return {"change": "reopened", "site": site}
        case ClaimAdded(site, Claim(says=Says.PASSED, gate=gate)):
            return {"change": "gate-passed", "site": site, "gate": gate}
        case WaveClaimAdded(wave, WaveClaim(says=Says.PASSED, gate=gate)):
            return {"change": "gate-passed", "wave": wave, "gate": gate}
        case WaveRestated(wave, WaveClaim(open=True)):
            return {"change": "wave-opened", "wave": wave}
        case WaveRestated(wave, WaveClaim(go_live=Period(label=label))):
            return {"change": "wave-moved", "wave": wave, "go_live": label}
        case CalendarWidened(weekday):
            return {"change": "calendar-widened", "weekday": weekday}
        case _:
            raise AssertionError(f"no repair is {change}")


def _plain(value: object) -> Any:
    return value if isinstance(value, int | float | None) else str(value)


def _cost(cost: Cost) -> dict[str, object]:
    return {
        "moved": cost.moved,
        "unplaced": cost.unplaced,
        "days": cost.days,
        "covered": percent(cost.covered),
        "goals": [
            {"kind": kind, "value": value, "unit": unit.many} for kind, value, unit in cost.goals
        ],
        "proved": cost.proved,
    }


def _options(overrides: Overrides) -> dict[str, Any]:
    return {
        "pin": [f"{site}={wave}" for site, wave in overrides.pins],
        "forbid": [f"{site}={wave}" for site, wave in overrides.forbids],
        "reopen": overrides.reopened,
        **({"dates": True} if overrides.dates else {}),
    }


def _load(situation: SituationData, plan: PlanData) -> list[dict[str, Any]]:
    return [
        {
            "rule": rule.name,
            "measure": rule.measure,
            "max": most,
            "waves": [{"wave": wave, "load": load} for wave, load in loads.items()],
        }
        for rule, most, loads in loads_of(situation, plan.waves)
    ]


def _coverage(situation: SituationData, plan: PlanData) -> dict[str, Any]:
    covered = coverage(situation, plan)
    return {
        "measure": covered.measure,
        "live": _share(covered, covered.live),
        "live_or_decided": _share(covered, covered.live_or_decided),
        "by_wave": [
            {"wave": by.wave, **_share(covered, by.share, by.new)} for by in covered.by_wave
        ],
    }


def _share(
    covered: Coverage, share: Share, new: Mapping[CoverageStep, Sequence[str]] | None = None
) -> dict[str, Any]:
    """`municipalities` and `inhabitants` are null where something else is counted. `steps` gives
    how many of them have come further, and which, or which are `new` there.
    """
    steps = [
        {
            "step": one.step,
            **_share(covered, one.share),
            **({"who": one.who} if new is None else {"new": new[one.step]}),
        }
        for one in share.further
    ]
    return {
        "municipalities": share.sites if covered.noun == "municipalities" else None,
        "inhabitants": share.amount if covered.measure == INHABITANTS else None,
        "sites": share.sites,
        "amount": share.amount,
        "of": share.of,
        "percent": percent(share.percent),
        **({"steps": steps} if steps else {}),
    }


KEYS: Final[Shapes] = {
    DataFile: _data_file,
    GoalValue: _goal_value,
    PlanDays: _days,
    Cost: _cost,
}
