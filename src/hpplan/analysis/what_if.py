"""What if: the plan under changes, by what differs from the plan as things stand."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hpplan.analysis.scenario import Answer, ScenarioSolver, SolvedScenario
from hpplan.planning import Outcome
from hpplan.programme.changes import Change, changed
from hpplan.programme.programme import SituationData
from hpplan.solving.result import Limits


@dataclass(frozen=True, slots=True)
class Case:
    """What is supposed together, in words, and what becomes of the plan then."""

    changes: tuple[Change, ...]
    sentences: tuple[str, ...]
    answer: Answer


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The plan as things stand, and what becomes of it in each case."""

    situation: SituationData
    base: Outcome
    cases: tuple[Case, ...]
    seconds: float
    interrupted: bool


def what_if(
    situation: SituationData, cases: Sequence[Sequence[Change]], limits: Limits | None = None
) -> WhatIf:
    """What becomes of the plan in each of the cases, by itself."""
    started = time.monotonic()
    asking = ScenarioSolver(situation, limits or Limits())
    instead = [changed(situation, changes) for changes in cases]
    answered = [
        Case(
            tuple(changes),
            tuple(sentences(situation, changes)),
            asking.solve(instead[number], len(cases) - number, instead),
        )
        for number, changes in enumerate(cases)
    ]
    if asking.adopt_better():
        answered = [_again(case, asking, instead) for case in answered]
    seconds = time.monotonic() - started
    return WhatIf(situation, asking.base, tuple(answered), seconds, asking.interrupted)


def _again(case: Case, asking: ScenarioSolver, beside: Sequence[SituationData]) -> Case:
    """The case beside the plan that has taken the place of the one it was compared with."""
    match case.answer:
        case SolvedScenario(situation, plan, _, interrupted):
            answer = asking.compared(situation, plan, beside, interrupted=interrupted)
            return replace(case, answer=answer)
        case _:
            return case


def sentences(situation: SituationData, changes: Sequence[Change]) -> list[str]:
    """The changes in words, each as it is with those before it."""
    return [
        change.sentence(changed(situation, changes[:number]))
        for number, change in enumerate(changes)
    ]
