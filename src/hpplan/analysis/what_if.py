"""What if: the plan under changes, by what differs from the plan as things stand."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hpplan.analysis.scenario import Answer, Answered, ScenarioSolver
from hpplan.programme.changes import Change, changed, kept_by, sentences
from hpplan.programme.programme import SituationData
from hpplan.solving.result import Limits


@dataclass(frozen=True, slots=True)
class Case:
    """What is supposed together, in words, the situation then, and what becomes of the plan."""

    changes: tuple[Change, ...]
    situation: SituationData
    sentences: tuple[str, ...]
    answer: Answer


@dataclass(frozen=True, slots=True)
class WhatIf(Answered):
    """What becomes of the plan in each case."""

    cases: tuple[Case, ...]
    seconds: float


def what_if(
    situation: SituationData, cases: Sequence[Sequence[Change]], limits: Limits | None = None
) -> WhatIf:
    """What becomes of the plan in each of the cases, by itself. Where there is only one, and no
    plan, repairs are looked for that leave what is supposed as it is.
    """
    started = time.monotonic()
    asking = ScenarioSolver(situation, limits)
    instead = [changed(situation, changes) for changes in cases]
    answered = [
        Case(
            tuple(changes),
            instead[number],
            tuple(sentences(situation, changes)),
            asking.solve(
                instead[number],
                len(cases) - number,
                instead,
                kept_by(changes) if len(cases) == 1 else None,
            ),
        )
        for number, changes in enumerate(cases)
    ]
    if asking.adopt_better():
        answered = [
            replace(case, answer=asking.compared_again(case.answer, instead)) for case in answered
        ]
    return WhatIf(tuple(answered), time.monotonic() - started, **asking.asked)
