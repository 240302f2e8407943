"""Why a situation has no plan: its conflicts in words and places, and ways out of each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from hpplan.programme import Situation
from hpplan.solving.conflict import Clash, clashes
from hpplan.solving.decisions import Encoded, questioned
from hpplan.solving.facts import Fact, place_of, text_of
from hpplan.solving.outcome import Conflict, Repair, StatedFact
from hpplan.solving.question import Question


@dataclass(frozen=True, slots=True)
class Explained:
    """The conflicts of a situation. If `all_found`, there is a plan once none of them is left."""

    conflicts: tuple[Conflict, ...]
    all_found: bool
    interrupted: bool


def explained(situation: Situation, seconds: float) -> Explained:
    """Every independent conflict of a situation that is known to be impossible."""
    encoded, facts = questioned(situation)
    question = Question(encoded.model, seconds)
    found = clashes(encoded, facts, question)
    conflicts = []
    for number, clash in enumerate(found.found, start=1):
        others = {p for other in found.found if other is not clash for p in other.parts}
        stated = {f: stated_fact(facts[f], situation) for f in clash.facts}
        ways = _without_one(clash, encoded, others, question)
        repairs = [
            Repair(f"{number}{chr(ord('A') + n % 26)}", f"without {stated[f].text}", (stated[f],))
            for n, f in enumerate(ways)
        ]
        conflicts.append(Conflict(tuple(stated.values()), tuple(repairs), clash.minimal))
    return Explained(tuple(conflicts), found.all_found, question.interrupted)


def stated_fact(fact: Fact, situation: Situation) -> StatedFact:
    return StatedFact(fact, text_of(fact, situation), place_of(fact, situation))


def _without_one(
    clash: Clash, encoded: Encoded, others: Collection[int], question: Question
) -> Sequence[int]:
    """The facts of the clash without which the rest is possible, but for the other clashes."""
    return [
        dropped
        for dropped in clash.facts
        if question.possible(
            part
            for part, (fact, _) in enumerate(encoded.parts)
            if fact != dropped and part not in others
        )
    ]
