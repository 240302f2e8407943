"""What if: the plan under changes, by its differences from the plan as things stand."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from hpplan.analysis.pushes import NoPushes, OutOfReach, TimeOver
from hpplan.analysis.questions import answers
from hpplan.analysis.ripple import Ripple, ripple, ripple_with_days
from hpplan.analysis.scenario import Answer, Answered, SolvedScenario
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.domain.mandates import Mandate
from hpplan.execution.executor import HERE, Executor, Progress, unheard
from hpplan.planning import Infeasible, Outcome, Solved, best_plan, have_days
from hpplan.programme.change_matters import mandates_of
from hpplan.programme.changes import Change, WaveSlip, changed, sentences
from hpplan.programme.kept import kept_by
from hpplan.programme.plan import PlanData, Proof, plan_of
from hpplan.programme.programme import SituationData
from hpplan.programme.upheaval import Upheaval, upheaval
from hpplan.solving.deadline import Deadline
from hpplan.solving.result import Limits, Undecided
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """The combined changes, in words, the resulting situation, and the effect on the plan. Where
    waves slip, the plan is kept, and `ripple` is the effect on the waves behind them; `stuck` says
    that no push of those keeps every rule: the situation is then that without them.
    """

    changes: tuple[Change, ...]
    situation: SituationData
    sentences: tuple[str, ...]
    answer: Answer
    ripple: Ripple | None = None
    upheaval: Upheaval | None = None
    stuck: bool = False
    mandates: tuple[Mandate, ...] = ()
    """Who decides the changes, apart from their consequences, as far as the data say."""

    @property
    def slips(self) -> tuple[WaveSlip, ...]:
        return tuple(change for change in self.changes if isinstance(change, WaveSlip))


@dataclass(frozen=True, slots=True)
class WhatIf(Answered):
    """The effect of each case on the plan."""

    cases: tuple[Case, ...]
    seconds: float


def what_if(
    situation: SituationData,
    cases: Sequence[Sequence[Change]],
    limits: Limits | None = None,
    *,
    dates: bool = False,
    executor: Executor = HERE,
    on_progress: Progress = unheard,
) -> WhatIf:
    """The effect of each of the cases on the plan, by itself. If there is only one, and no plan,
    repairs are looked for that leave the assumptions unchanged. With `dates` waves get days where
    some of them slip; if nothing else is assumed, in the best plan that has days.
    """
    started, limits = time.monotonic(), limits or Limits()
    solver = ScenarioSolver(situation, limits)
    asked = _Cases(tuple(map(tuple, cases)), dates)
    answered = answers(solver, limits, asked, executor, on_progress)
    if solver.adopt_better():
        asking = _Asking(solver, asked)
        answered = [asking.again(number, case) for number, case in enumerate(answered)]
    if dates and any(case.stuck for case in answered) and asked.only_slips:
        left = replace(limits, seconds=solver.left)
        if (dated := _best_with_days(solver, left)) is not None:
            solver = ScenarioSolver(situation, replace(limits, seconds=solver.left), dated)
            answered = answers(solver, limits, asked, executor, on_progress)
    answered = [
        replace(
            case,
            mandates=tuple(m for change in case.changes for m in mandates_of(change, situation)),
        )
        for case in answered
    ]
    return WhatIf(tuple(answered), time.monotonic() - started, **solver.asked)


def _best_with_days(solver: ScenarioSolver, limits: Limits) -> Solved | None:
    """The best plan that has days, shown without them, where the plan as things stand has none. It
    counts as the best one: only questions about its waves make sense.
    """
    situation = solver.situation
    if have_days(situation, solver.waves, limits) is not False:
        return None
    asked = replace(situation.overrides, dates=True)
    found = best_plan(situation.programme.on(situation.as_of, asked), limits)
    if not isinstance(found, Solved):
        return None
    undated = plan_of(situation, found.plan.waves, Proof.FEASIBLE)
    return replace(found, plan=replace(undated, goals=found.plan.goals, proof=found.plan.proof))


@dataclass(frozen=True, slots=True)
class _Cases:
    """The cases in question."""

    cases: tuple[tuple[Change, ...], ...]
    dates: bool

    @property
    def only_slips(self) -> bool:
        """Whether the cases only let waves slip."""
        return all(isinstance(change, WaveSlip) for changes in self.cases for change in changes)

    def __len__(self) -> int:
        return len(self.cases)

    def asking(self, solver: ScenarioSolver) -> Callable[[int], Case]:
        return _Asking(solver, self).case


class _Asking:
    """The cases, each asked in the time that the solver has, beside all others."""

    def __init__(self, solver: ScenarioSolver, asked: _Cases) -> None:
        self.solver = solver
        self._cases = asked.cases
        self._ask = ripple_with_days if asked.dates else ripple
        self._instead = [changed(solver.situation, changes) for changes in asked.cases]

    def case(self, number: int) -> Case:
        """The effect of the case on the plan."""
        changes = self._cases[number]
        words = tuple(sentences(self.solver.situation, changes))
        slips = tuple(change for change in changes if isinstance(change, WaveSlip))
        alone = len(self._cases) == 1
        if not slips:
            instead, kept = self._instead[number], kept_by(changes) if alone else None
            answer = self.solver.solve(instead, 1, self._instead, kept)
            return self._weighed(Case(changes, instead, words, answer))
        others = [change for change in changes if not isinstance(change, WaveSlip)]
        found: Outcome | Answer = self.solver.base
        situation = changed(self.solver.situation, others)
        if others or not isinstance(found, Solved):
            kept = kept_by(others) if alone else None
            found = self.solver.solve(situation, 2, self._instead, kept)
        if not isinstance(found, Solved | SolvedScenario):
            return Case(changes, situation, words, found)
        answer, behind = self._slipped(situation, found.plan, slips)
        if isinstance(answer, SolvedScenario):
            situation = answer.situation
        stuck = isinstance(answer, Infeasible)
        return self._weighed(Case(changes, situation, words, answer, behind, stuck=stuck))

    def again(self, number: int, case: Case) -> Case:
        """The case compared with the plan that has replaced the one it was compared with."""
        match case.answer:
            case SolvedScenario() if case.ripple is not None:
                return self.case(number)
            case answer:
                again = self.solver.compared_again(answer, self._instead)
                return self._weighed(replace(case, answer=again))

    def _slipped(
        self, situation: SituationData, plan: PlanData, slips: tuple[WaveSlip, ...]
    ) -> tuple[Answer, Ripple | None]:
        """The plan kept while waves slip, and the effect on those behind them."""
        started = time.monotonic()
        deadline = Deadline.after(self.solver.left)
        try:
            found = self._ask(situation, plan, slips, deadline)
        except TimeOver:
            return Undecided(time.monotonic() - started), None
        if isinstance(found, Infeasible):
            return found, None
        if isinstance(found, OutOfReach):
            return Undecided(time.monotonic() - started, untried=found.untried), None
        if isinstance(found, NoPushes):
            from hpplan.analysis.stuck import why_stuck

            conflict = why_stuck(situation, plan, slips, found, deadline)
            return Infeasible((conflict,), time.monotonic() - started), None
        return self.solver.compared(found.situation, found.plan, self._instead), found

    def _weighed(self, case: Case) -> Case:
        """The case with its upheaval for those who have a place in the plan as things stand."""
        solver = self.solver
        match case.answer:
            case SolvedScenario(situation, plan):
                change = upheaval(solver.situation, solver.waves, situation, plan.waves)
                return replace(case, upheaval=change)
            case _:
                return case
