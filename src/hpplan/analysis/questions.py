"""Many questions about one plan, each in its share of the time, asked in this process or
elsewhere.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.execution.executor import Executor, Progress, WorkersLost, unheard
from hpplan.language import Language, in_force, speaking
from hpplan.planning import Outcome, Solved
from hpplan.programme.programme import SituationData
from hpplan.solving.result import Limits
from hpplan.values import dataclass

A = TypeVar("A")
A_co = TypeVar("A_co", covariant=True)


class Questions(Protocol[A_co]):
    """Questions about a plan, each of which is answered independently."""

    def __len__(self) -> int: ...

    def asking(self, solver: ScenarioSolver) -> Callable[[int], A_co]:
        """A function that answers a question by its number; the answer is undecided if no time is
        left.
        """
        ...


def answers(
    solver: ScenarioSolver,
    limits: Limits,
    questions: Questions[A],
    executor: Executor,
    on_progress: Progress = unheard,
) -> list[A]:
    """The answer to each question. If Ctrl-C is pressed, or workers are lost, unanswered questions
    are undecided. Afterwards the solver knows the better plan that answers found, if any.
    """
    found: list[A] = []
    task = _QuestionTask(solver.situation, solver.base, limits, questions, in_force())
    try:
        for reply in executor.run(task, _Turns(solver, len(questions), executor)):
            solver.take_over(reply.better, interrupted=reply.interrupted)
            found.append(reply.answer)
            on_progress(len(found), len(questions))
    except (KeyboardInterrupt, WorkersLost):
        solver.interrupted = True
    if len(found) < len(questions):
        ask = questions.asking(solver)
        found += [ask(number) for number in range(len(found), len(questions))]
    return found


@dataclass(frozen=True, slots=True)
class _Turn:
    """The number of a question, and its time limit in seconds."""

    number: int
    seconds: float


@dataclass(frozen=True, slots=True)
class _Turns:
    """All questions; each is handed out with an equal share of the time that is left then."""

    solver: ScenarioSolver
    number: int
    executor: Executor

    def __len__(self) -> int:
        return self.number

    def __iter__(self) -> Iterator[_Turn]:
        for number in range(self.number):
            left = self.solver.left
            among = max(1.0, (self.number - number) / self.executor.at_once)
            yield _Turn(number, left / among)


@dataclass(frozen=True, slots=True)
class _Reply(Generic[A]):
    """The answer, and what the solver found so far."""

    answer: A
    better: Solved | None
    interrupted: bool


@dataclass(frozen=True, slots=True)
class _QuestionTask(Generic[A]):
    """Questions, with everything needed to answer them in another process."""

    situation: SituationData
    base: Outcome
    limits: Limits
    questions: Questions[A]
    language: Language
    """The language of sentences in answers, as in the asking process."""

    def begin(self) -> Callable[[_Turn], _Reply[A]]:
        """A function that answers one question after the other."""
        solver = ScenarioSolver(self.situation, self.limits, self.base)
        ask = self.questions.asking(solver)

        def answered(turn: _Turn) -> _Reply[A]:
            solver.begin_again(turn.seconds)
            with speaking(self.language):
                return _Reply(ask(turn.number), solver.better, solver.interrupted)

        return answered

    @property
    def shared(self) -> Sequence[object]:
        """The plan and the situation with all its parts: answers differ in little."""
        known, programme = self.situation, self.situation.programme
        return (
            self.base,
            known,
            programme,
            known.snapshot,
            *programme.sites,
            *programme.waves,
            *programme.rules,
            *programme.goals,
            *known.snapshot.sites.values(),
            *known.snapshot.waves,
        )
