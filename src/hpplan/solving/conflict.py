"""The smallest set of facts that cannot hold together."""

import time
from collections.abc import Collection, Sequence

from hpplan.programme import Situation
from hpplan.solving.cpsat import Settings, Status, solve
from hpplan.solving.decisions import questioned
from hpplan.solving.facts import Fact, place_of, text_of
from hpplan.solving.model import ALWAYS, Model
from hpplan.solving.outcome import Conflict, Repair, StatedFact

FAST = {"cp_model_presolve": False, "linearization_level": 0}
"""For the many small questions of a conflict, presolving costs more than it saves."""


def conflicts(situation: Situation, seconds: float) -> tuple[tuple[Conflict, ...], bool]:
    """A smallest set of clashing facts of a situation that is known to be impossible; and whether
    the user ended the search for it.
    """
    encoded, facts = questioned(situation)
    question = _Question(encoded.model, seconds)
    everything = list(range(len(facts)))
    if question.possible(everything) is True:
        raise AssertionError("what is impossible became possible when its facts were told apart")
    clash = _smallest(question, everything)
    minimal = not question.out_of_time and all(
        question.possible([f for f in clash if f != dropped]) is True for dropped in clash
    )
    stated = {f: _stated(facts[f], situation) for f in clash}
    repairs = [f for f in clash if question.possible([g for g in everything if g != f]) is True]
    conflict = Conflict(
        tuple(stated.values()),
        tuple(
            Repair(f"1{chr(ord('A') + n % 26)}", f"without {stated[f].text}", (stated[f],))
            for n, f in enumerate(repairs)
        ),
        minimal,
    )
    return (conflict,), question.interrupted


def _stated(fact: Fact, situation: Situation) -> StatedFact:
    return StatedFact(fact, text_of(fact, situation), place_of(fact, situation))


class _Question:
    """Whether facts can hold together, asked of the engine until the time is up."""

    def __init__(self, model: Model, seconds: float) -> None:
        self._model = model
        self._until = time.monotonic() + seconds
        self.out_of_time = False
        self.interrupted = False

    def possible(self, facts: Collection[int]) -> bool | None:
        """Whether a plan keeps these facts; None if the time ran out before the answer."""
        left = self._until - time.monotonic()
        if left <= 0:
            self.out_of_time = True
            return None
        held = {ALWAYS, *facts}
        part = Model(
            self._model.size,
            [linear for linear in self._model.linears if linear.fact in held],
            [clause for clause in self._model.clauses if clause.fact in held],
            self._model.exactly_one,
            self._model.ranges,
        )
        answer = solve(part, Settings(left, more=FAST))
        if answer.interrupted:  # no further question is asked
            self.interrupted, self._until = True, time.monotonic()
        match answer.status:
            case Status.OPTIMAL | Status.FEASIBLE:
                return True
            case Status.INFEASIBLE:
                return False
            case Status.UNKNOWN:
                self.out_of_time = True
                return None


def _smallest(question: _Question, facts: Sequence[int]) -> list[int]:
    """A subset of the facts that is impossible, and possible without any one of them.

    QuickXplain (Junker 2004): halves are dropped as a whole where the rest clashes without them,
    so that few facts among many take few questions. What cannot be answered in time is kept.
    """

    def within(known: list[int], added: bool, among: Sequence[int]) -> list[int]:
        if added and question.possible(known) is False:
            return []
        if len(among) == 1:
            return list(among)
        middle = len(among) // 2
        early, late = among[:middle], among[middle:]
        needed_late = within([*known, *early], bool(early), late)
        needed_early = within([*known, *needed_late], bool(needed_late), early)
        return [*needed_early, *needed_late]

    if not facts or question.possible([]) is False:
        return []
    return within([], False, facts)
