"""Answers about a plan as JSON: one function for each question."""

import json
from typing import Any

from hpplan.analysis.alternatives import Alternatives
from hpplan.analysis.assumptions import Assumptions
from hpplan.analysis.barriers import Blockage
from hpplan.analysis.capacity import CapacitiesExplained, InWave
from hpplan.analysis.choices import Here, Shut, WaveChoice
from hpplan.analysis.recommendation import Recommendation
from hpplan.analysis.rule import RuleExplained
from hpplan.analysis.scenario import Answer
from hpplan.analysis.site import Earlier, SiteExplained, Waiting, WhyNot
from hpplan.analysis.wave import WaveExplained
from hpplan.conflicts.conflict import StatedFact
from hpplan.domain.snapshot import WaveState
from hpplan.planning import Infeasible, Outcome, Solved
from hpplan.programme.programme import Situation
from hpplan.text import literal_json
from hpplan.views.effect import status
from hpplan.views.effect_json import of_answer, of_conflicts, of_place
from hpplan.views.plan_json import of_goal, of_plan, period


def site(told: SiteExplained) -> str:
    """Why a site is where it is."""
    return _written(
        told.situation,
        told.base,
        {
            "site": told.site.id,
            "name": told.site.name,
            "status": told.site.status.value,
            "wave": None if told.wave is None else of_wave(told.wave),
            "reason": told.reason,
            **of_place(told.place),
            "earlier": _earlier(told.earlier),
            "choices": [_choice(choice) for choice in told.choices],
            "slack": [
                choice.wave.id
                for choice in told.choices
                if choice.free and not isinstance(choice.answer, Here)
            ],
            "waits_for": [_waiting(waiting) for waiting in told.waits_for],
            "waited_for_by": [_waiting(waiting) for waiting in told.waited_for_by],
        },
    )


def not_there(told: WhyNot) -> str:
    """Why a site is not in a wave."""
    answer = {
        "site": told.site.id,
        "name": told.site.name,
        "wave": of_wave(told.wave),
        "supposed": list(told.supposed),
    }
    return _written(told.situation, told.base, answer | _way(told.way))


def recommendation(told: Recommendation) -> str:
    """The waves of a site, the best first."""
    return _written(
        told.situation,
        told.base,
        {
            "site": told.site.id,
            "name": told.site.name,
            "status": told.site.status.value,
            "supposed": list(told.supposed),
            "choices": [_choice(choice) for choice in told.choices],
        },
    )


def wave(told: WaveExplained) -> str:
    """Who is in a wave, and who else could be."""
    return _written(
        told.situation,
        told.base,
        {
            "wave": of_wave(told.wave),
            "sites": list(told.sites),
            "loads": [
                {
                    "rule": load.rule.name,
                    "measure": load.rule.measure,
                    "load": load.held,
                    "max": load.most,
                }
                for load in told.loads
            ],
            "shut": None if told.shut is None else _fact(told.shut),
            "left_out": told.left_out,
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
                for newcomer in told.newcomers
            ],
        },
    )


def rule(told: RuleExplained) -> str:
    """What a rule costs."""
    stated = told.rule
    return _written(
        told.situation,
        told.base,
        {
            "rule": stated.name,
            "kind": stated.kind,
            "hard": stated.hard,
            "in_force": told.in_force,
            "text": stated.sentence(told.situation.snapshot),
            "because": stated.because,
            "source": stated.source,
            **of_place(told.place),
            "breaks": [
                {"text": found.message, "verdict": found.verdict.value} for found in told.breaks
            ],
            "otherwise": of_answer(told.otherwise),
        },
    )


def capacities(told: CapacitiesExplained) -> str:
    """Which capacities bind."""
    return _written(
        told.situation,
        told.base,
        {
            "capacities": [
                {
                    "rule": each.rule.name,
                    "measure": each.rule.measure,
                    "max": each.rule.max,
                    **of_place(each.place),
                    "without": of_answer(each.without),
                    "one_more": _or_none(each.one_more),
                    "waves": [_in_wave(held) for held in each.waves],
                }
                for each in told.capacities
            ]
        },
    )


def assumptions(told: Assumptions) -> str:
    """Which assumptions the plan rests on."""
    return _written(
        told.situation,
        told.base,
        {
            "assumptions": [
                {
                    "text": each.text,
                    **of_place(each.place),
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
                for each in told.found
            ]
        },
    )


def alternatives(told: Alternatives) -> dict[str, Any]:
    """The plans beside the best one, as the value of `alternatives` in a plan's own document."""
    return {
        "differ_by": told.differ_by,
        "plans": [
            {**of_plan(each.situation, each.plan), "effect": of_answer(each)} for each in told.plans
        ],
        "spread": [
            {"site": spread.site, "name": spread.name, "waves": list(spread.waves)}
            for spread in told.spread
        ],
        "ended": None if told.ended is None else status(told.ended),
    }


def _written(situation: Situation, base: Outcome, answer: dict[str, Any]) -> str:
    document = {
        "programme": situation.programme.agenda.id,
        "as_of": situation.as_of.isoformat(),
        "base": of_base(base),
        **answer,
    }
    return written(document)


def written(document: dict[str, Any]) -> str:
    """The text, ending in a line break."""
    return literal_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def of_base(base: Outcome) -> dict[str, Any]:
    """The plan as things stand, by its goals."""
    return {
        "status": status(base),
        "goals": [of_goal(goal) for goal in base.plan.goals] if isinstance(base, Solved) else [],
        "conflicts": of_conflicts(base.conflicts) if isinstance(base, Infeasible) else [],
    }


def of_wave(slot: WaveState) -> dict[str, Any]:
    """A wave by its id, what it is called and when it goes live."""
    called = {} if slot.label == slot.id else {"label": slot.label}
    return {"wave": slot.id, **called, "go_live": period(slot.go_live)}


def _or_none(answer: Answer | None) -> dict[str, Any] | None:
    return None if answer is None else of_answer(answer)


def _way(told: Blockage) -> dict[str, Any]:
    return {
        "answer": of_answer(told.answer),
        "barriers": [
            {"facts": [_fact(fact) for fact in barrier.facts], "minimal": barrier.minimal}
            for barrier in told.barriers
        ],
        "beyond": _or_none(told.beyond),
    }


def _fact(fact: StatedFact) -> dict[str, Any]:
    return {"text": fact.text, **of_place(fact.place)}


def _earlier(told: Earlier) -> dict[str, Any]:
    return {
        "waves": [slot.id for slot in told.waves],
        **(
            {"answer": None, "barriers": [], "beyond": None} if told.way is None else _way(told.way)
        ),
        "binding": [
            {"fact": _fact(bound.fact), "without": of_answer(bound.without)}
            for bound in told.binding
        ],
        "complete": told.complete,
    }


def _choice(choice: WaveChoice) -> dict[str, Any]:
    match choice.answer:
        case Here():
            return {**of_wave(choice.wave), "status": "here", "answer": None}
        case Shut(fact=fact):
            return {**of_wave(choice.wave), "status": "shut", "fact": _fact(fact), "answer": None}
        case answer:
            told = of_answer(answer)
            return {**of_wave(choice.wave), "status": told["status"], "answer": told}


def _waiting(waiting: Waiting) -> dict[str, Any]:
    return {
        "site": waiting.site,
        "name": waiting.name,
        "rule": waiting.rule,
        "gap": waiting.gap,
        **of_place(waiting.place),
    }


def _in_wave(told: InWave) -> dict[str, Any]:
    return {
        **of_wave(told.wave),
        "load": told.load,
        "one_more": _or_none(told.one_more),
        "unbounded": of_answer(told.unbounded),
        "then": told.then,
    }
