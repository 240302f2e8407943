"""Answers about a plan as JSON: one function for each question."""

from typing import Final

from hpplan.analysis.alternatives import Alternatives
from hpplan.analysis.assumptions import Assumptions
from hpplan.analysis.barriers import Blockage
from hpplan.analysis.capacity import CapacitiesExplained, InWave
from hpplan.analysis.choices import Here, Shut, WaveChoice
from hpplan.analysis.next_events import Event
from hpplan.analysis.recommendation import Recommendation, Recommendations
from hpplan.analysis.ripple import Ripple
from hpplan.analysis.risk.robust import PlanByFutures, RobustChoice
from hpplan.analysis.rule import RuleExplained
from hpplan.analysis.scenario import Answer, Answered, SolvedScenario
from hpplan.analysis.site import EarlierWave, SiteExplained, Waiting, WhyNot
from hpplan.analysis.timeline import MilestoneDates
from hpplan.analysis.wave import WaveExplained
from hpplan.analysis.wave_day import DayExplained, Excluded
from hpplan.analysis.what_if import Case, WhatIf
from hpplan.conflicts.conflict import Repair, StatedFact
from hpplan.domain.mandates import Mandate
from hpplan.domain.sites import RecordSystem
from hpplan.domain.wave_state import WaveState
from hpplan.planning import Infeasible, Outcome, Solved
from hpplan.programme.changes import WaveRestated
from hpplan.programme.plan import PlanData
from hpplan.reading.written_changes import expressions_of
from hpplan.solving.result import Undecided
from hpplan.views import effect_json, mandates, plan_json, ripple_json, timeline_json
from hpplan.views.effect import status
from hpplan.views.effect_json import of_answer, of_conflicts
from hpplan.views.formats.json import Shapes, place, render
from hpplan.views.formats.json import wave as wave_keys


def site(found: SiteExplained) -> str:
    """Why a site is where it is."""
    return _written(
        found,
        {
            "site": found.site.id,
            "name": found.site.name,
            "status": found.site.status,
            "wave": found.wave,
            "reason": found.reason,
            **place(found.place),
            "decision": found.decision.id if found.decision is not None else None,
            "earlier": _earlier(found.earlier),
            "choices": found.choices,
            "slack": [
                choice.wave.id
                for choice in found.choices
                if choice.free and not isinstance(choice.answer, Here)
            ],
            "legacy": _record_system(found.site.fields.legacy),
            "gps": found.site.fields.gps,
            "serves": found.site.fields.serves,
            "served_by": found.served_by,
            "gates": found.gates,
            "waits_for": found.waits_for,
            "waited_for_by": found.waited_for_by,
        },
    )


def _record_system(system: RecordSystem | None) -> dict[str, object] | None:
    return None if system is None else {"system": system.system, "until": system.until}


def not_there(found: WhyNot) -> str:
    """Why a site is not in a wave."""
    answer = {
        "site": found.site.id,
        "name": found.site.name,
        "wave": found.wave,
        "supposed": found.supposed,
    }
    return _written(found, answer | _blockage(found.blockage))


def recommendation(found: Recommendation) -> str:
    """The waves of a site, the best first."""
    return _written(
        found,
        {
            "site": found.site.id,
            "name": found.site.name,
            "status": found.site.status,
            "supposed": found.supposed,
            "choices": found.choices,
        },
    )


def recommendations(found: Recommendations) -> str:
    """The waves of every site that has not decided."""
    sites = [
        {
            "site": each.site.id,
            "name": each.site.name,
            "status": each.site.status,
            "choices": each.choices,
        }
        for each in found.sites
    ]
    return _written(found, {"sites": sites})


def wave(found: WaveExplained) -> str:
    """The sites in a wave, and those that could join it."""
    return _written(
        found,
        {
            "wave": found.wave,
            "sites": found.sites,
            "loads": [
                {
                    "rule": load.rule.name,
                    "measure": load.rule.measure,
                    "load": load.held,
                    "max": load.most,
                }
                for load in found.loads
            ],
            "gates": list(found.gates),
            "shut": found.shut,
            "left_out": found.left_out,
            "newcomers": [
                {
                    "site": newcomer.site,
                    "name": newcomer.name,
                    "from": newcomer.comes_from,
                    "breaks": None
                    if newcomer.breaks is None
                    else {"rule": newcomer.breaks.rule.name, "text": newcomer.breaks.message},
                    "answer": None if newcomer.answer is None else of_answer(newcomer.answer),
                }
                for newcomer in found.newcomers
            ],
        },
    )


def wave_day(found: DayExplained) -> str:
    """Why a wave goes live on its day."""
    site = {} if found.site is None else {"site": found.site.id, "name": found.site.name}
    day = {"day": found.day, "none": found.none, "earlier": found.earlier}
    return _written(found, {**site, "wave": found.wave, **day})


def rule(found: RuleExplained) -> str:
    """The cost of a rule."""
    stated = found.rule
    return _written(
        found,
        {
            "rule": stated.name,
            "kind": stated.kind,
            "hard": stated.hard,
            "in_force": found.in_force,
            "text": stated.sentence(found.situation.snapshot),
            "because": stated.because,
            "source": stated.source,
            **place(found.place),
            "breaks": [{"text": found.message, "verdict": found.verdict} for found in found.breaks],
            "otherwise": of_answer(found.otherwise),
        },
    )


def capacities(found: CapacitiesExplained) -> str:
    """Which capacities are binding."""
    return _written(
        found,
        {
            "capacities": [
                {
                    "rule": each.rule.name,
                    "measure": each.rule.measure,
                    "max": each.rule.max,
                    **place(each.place),
                    "without": of_answer(each.without),
                    "one_more": _or_none(each.one_more),
                    "waves": each.waves,
                }
                for each in found.capacities
            ]
        },
    )


def assumptions(found: Assumptions) -> str:
    """The assumptions that the plan rests on."""
    return _written(
        found,
        {
            "assumptions": [
                {
                    "text": each.text,
                    **place(each.place),
                    "matters": each.matters,
                    "tried": [
                        {
                            "supposed": tried.sentence,
                            "matters": tried.matters,
                            **of_answer(tried.answer),
                        }
                        for tried in each.tried
                    ],
                }
                for each in found.found
            ]
        },
    )


def what_if(answered: WhatIf) -> str:
    """The effect of each case on the plan."""
    return _written(answered, {"cases": [*map(_case, answered.cases)]})


def _case(case: Case) -> dict[str, object]:
    """The effect on the plan, the delay where waves slip, the upheaval where there is a plan."""
    answer = {
        "supposed": case.sentences,
        **of_answer(case.answer),
        **_repairs(case),
        "untried": case.answer.untried if isinstance(case.answer, Undecided) else None,
        "delay": None,
        "upheaval": case.upheaval,
        **mandates.keys(_mandates(case)),
    }
    match case:
        case Case(answer=SolvedScenario(effect=effect), ripple=Ripple() as found):
            return {**answer, **ripple_json.of_ripple(found, effect)}
        case _:
            return answer


def _mandates(case: Case) -> tuple[Mandate, ...]:
    """Who decides the case, including its consequences."""
    match case.answer:
        case SolvedScenario(effect=effect):
            return *case.mandates, *effect.mandates
        case _:
            return case.mandates


def _repairs(case: Case) -> dict[str, object]:
    """The conflicts of a case with their repairs, and those that lead to a plan together."""
    if not isinstance(case.answer, Infeasible):
        return {"together": []}
    stated = zip(of_conflicts(case.answer.conflicts), case.answer.conflicts, strict=True)
    conflicts = [
        {
            **keys,
            "repairs": [
                {
                    **plan_json.of_repair(repair, case.situation),
                    "expressions": _expressions(repair, case),
                }
                for repair in conflict.repairs
            ],
        }
        for keys, conflict in stated
    ]
    return {"conflicts": conflicts, "together": case.answer.together}


def _expressions(repair: Repair, case: Case) -> tuple[str, ...] | None:
    """The expressions that add a repair to the case. The dates of slipping waves follow from it;
    another slip is asked for instead of the one in question, not beside it.
    """
    if not case.stuck:
        return expressions_of(repair.changes, case.situation)
    changes = [change for change in repair.changes if not isinstance(change, WaveRestated)]
    return expressions_of(changes, case.situation) if changes else None


def plan(best: PlanData, found: Alternatives) -> str:
    """The best plan, and those beside it."""
    others = {
        "differ_by": found.differ_by,
        "plans": [
            {**plan_json.of_plan(each.situation, each.plan), "effect": of_answer(each)}
            for each in found.plans
        ],
        "spread": found.spread,
        "ended": None if found.ended is None else status(found.ended),
    }
    shown = plan_json.of_plan(found.situation, best)
    return render({**shown, "alternatives": others}, KEYS)


def robust(best: PlanData, found: RobustChoice) -> str:
    """The best plan, and beside it the one that has everybody live the earliest."""

    def of(each: PlanByFutures) -> dict[str, object]:
        return {**plan_json.of_plan(each.situation, each.plan), "by_80": each.by_80}

    choice = {
        "best": {"by_80": found.best.by_80},
        "chosen": of(found.chosen),
        "loss": found.chosen.loss,
        "days_80": found.days_80,
        "runs": found.asked.runs.runs,
        "seed": found.asked.runs.seed,
        "compared": [{"loss": each.loss, "by_80": each.by_80} for each in found.plans],
    }
    shown = plan_json.of_plan(found.best.situation, best)
    return render({**shown, "robust": choice}, KEYS)


def _written(found: Answered, answer: dict[str, object]) -> str:
    return render(
        {
            "programme": found.situation.programme.agenda.id,
            "as_of": found.situation.as_of,
            "base": _base(found.base),
            **answer,
        },
        KEYS,
    )


def _base(base: Outcome) -> dict[str, object]:
    """The plan as things stand, by its goals, and by those of its days where days were chosen."""
    dates = base.plan.dates if isinstance(base, Solved) else None
    return {
        "status": status(base),
        "goals": base.plan.goals if isinstance(base, Solved) else [],
        **({} if dates is None else {"dates": dates}),
        "conflicts": of_conflicts(base.conflicts) if isinstance(base, Infeasible) else [],
    }


def _wave_state(state: WaveState) -> dict[str, object]:
    return {**wave_keys(state.id, state.label), "go_live": state.go_live}


def _excluded(days: Excluded) -> dict[str, object]:
    return {
        "from": days.first,
        "to": days.last,
        "days": days.days,
        "why": days.why,
        "name": days.name,
        "text": days.text,
        "proved": days.proved,
        "others": [{**wave_keys(slot.id, slot.label), "day": day} for slot, day in days.others],
    }


def _or_none(answer: Answer | None) -> dict[str, object] | None:
    return None if answer is None else of_answer(answer)


def _blockage(found: Blockage) -> dict[str, object]:
    return {
        "answer": of_answer(found.answer),
        "barriers": [
            {"facts": barrier.facts, "minimal": barrier.minimal} for barrier in found.barriers
        ],
        "beyond": _or_none(found.beyond),
    }


def _stated_fact(fact: StatedFact) -> dict[str, object]:
    return {"text": fact.text, **place(fact.place)}


def _earlier(found: EarlierWave) -> dict[str, object]:
    return {
        "waves": [slot.id for slot in found.waves],
        **(
            {"answer": None, "barriers": [], "beyond": None}
            if found.blockage is None
            else _blockage(found.blockage)
        ),
        "binding": [
            {"fact": bound.fact, "without": of_answer(bound.without)} for bound in found.binding
        ],
        "complete": found.complete,
    }


def _wave_choice(choice: WaveChoice) -> dict[str, object]:
    there = {**wave_keys(choice.wave.id, choice.wave.label), "go_live": choice.wave.go_live}
    match choice.answer:
        case Here():
            return {**there, "status": "here", "answer": None}
        case Shut(fact=fact):
            return {**there, "status": "shut", "fact": fact, "answer": None}
        case answer:
            found = of_answer(answer)
            return {**there, "status": found["status"], "answer": found}


def _waiting(waiting: Waiting) -> dict[str, object]:
    return {
        "site": waiting.site,
        "name": waiting.name,
        "rule": waiting.rule,
        "gap": waiting.gap,
        **place(waiting.place),
    }


def _in_wave(held: InWave) -> dict[str, object]:
    return {
        **wave_keys(held.wave.id, held.wave.label),
        "go_live": held.wave.go_live,
        "load": held.load,
        "one_more": _or_none(held.one_more),
        "unbounded": of_answer(held.unbounded),
        "then": held.then,
    }


KEYS: Final[Shapes] = {
    **effect_json.KEYS,
    **plan_json.KEYS,
    WaveState: _wave_state,
    StatedFact: _stated_fact,
    WaveChoice: _wave_choice,
    Excluded: _excluded,
    Event: timeline_json.event,
    MilestoneDates: timeline_json.milestone,
    Waiting: _waiting,
    InWave: _in_wave,
}
