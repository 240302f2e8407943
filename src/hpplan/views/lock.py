"""Statements about a lock: whether it holds, and what was locked."""

from collections.abc import Iterator
from typing import Final

from hpplan.analysis.effect import Effect
from hpplan.analysis.lock import LockChecked, LockVerdict, unproved
from hpplan.diagnostics.finding import Finding
from hpplan.periods import day_in_words
from hpplan.planning import Infeasible, Solved
from hpplan.programme.plan import PlanData, Proof
from hpplan.programme.programme import SituationData
from hpplan.solving.result import Undecided
from hpplan.text import conjoined, few_names
from hpplan.values import dataclass
from hpplan.views import conflict as conflict_view
from hpplan.views import effect as effect_view
from hpplan.views import file_changes
from hpplan.views.document import (
    FEW,
    Block,
    Document,
    Headline,
    Line,
    Listed,
    Sentence,
)
from hpplan.views.effect import headline
from hpplan.views.facts import at
from hpplan.views.formats.drawing import counted

MORE_TIME: Final = "give more with --time-limit"
FEW_NOTES: Final = 3
"""How many notes of a fault are shown."""


@dataclass(frozen=True, slots=True)
class LockWritten:
    """A plan that was locked, or would be: the lock before, if it could be read, and the
    differences from its plan. `written` says that the file has changed.
    """

    situation: SituationData
    plan: PlanData
    before: str | None
    after: str
    effect: Effect | None
    written: bool
    shown_only: bool = False


def checked(found: LockChecked, name: str, command: str) -> Document:
    """Whether the lock of this name holds; `command` is the one that locks the best plan."""
    return tuple(_checked(found, name, command))


def _checked(found: LockChecked, name: str, command: str) -> Iterator[Block]:
    lock, situation = found.lock, found.situation
    yield headline(situation, f"{name} {_verdict(found)}")
    if lock.findings:
        lines = [line for finding in lock.findings[:FEW] for line in _fault(finding)]
        if (more := len(lock.findings) - FEW) > 0:
            lines.append(Line(f"… and {more} more"))
        yield Listed("Broken", tuple(lines), numbered=True)
    if lock.without_line:
        names = few_names([situation.snapshot.name(site) for site in lock.without_line])
        yield Sentence(f"Without a line: {names}.")
    if lock.without_day:
        waves = [str(situation.snapshot.wave[wave]) for wave in lock.without_day]
        yield Sentence(f"Without a day, while other waves have one: {few_names(waves)}.")
    match found.outcome:
        case Infeasible() as why:
            yield from conflict_view.document(situation, why, full=False, repairs=False)
        case Undecided():
            yield Sentence(f"The time ended before a plan, or a proof, was found; {MORE_TIME}.")
        case Solved(plan=plan):
            if found.effect is not None:
                if not found.lock.sound:
                    yield Sentence("The best plan, beside what is locked:")
                yield from _instead(found.effect, plan, command)
            elif not found.proved:
                yield _doubt(plan)


def _fault(finding: Finding) -> Iterator[Line]:
    """The fault, and what it rests on, each with its place."""
    yield Line(finding.message, place=at(finding.place))
    for note in finding.notes[:FEW_NOTES]:
        yield Line(note.message, place=at(note.place), goes_on=True)


def _verdict(found: LockChecked) -> str:
    match found.verdict:
        case LockVerdict.HOLDS if found.proved:
            return "holds: it keeps the rules, and no plan is better (proved)."
        case LockVerdict.HOLDS:
            return "holds: it keeps the rules, and no better plan was found (not proved)."
        case LockVerdict.BROKEN:
            return f"is broken: {counted(len(found.lock.findings), 'fault')}."
        case LockVerdict.INCOMPLETE:
            missing = [
                counted(len(lines), noun)
                for lines, noun in (
                    (found.lock.without_line, "site"),
                    (found.lock.without_day, "wave"),
                )
                if lines
            ]
            return f"is not complete: it lacks {conjoined(missing)}."
        case LockVerdict.BETTER:
            return "no longer holds: a better plan exists."
        case LockVerdict.NO_PLAN:
            return "cannot hold: no plan keeps the rules."
        case LockVerdict.UNDECIDED:
            if found.lock.sound:
                return "keeps the rules; whether a better plan exists is undecided."
            return "does not hold; whether there is a plan to lock is undecided."


def _instead(effect: Effect, plan: PlanData, command: str) -> Iterator[Block]:
    """The differences of the best plan, and how to lock it."""
    yield from effect_view.differences(effect)
    if not effect:
        yield Sentence("The best plan has every site in the same wave.")
    if unproved(plan):
        yield _doubt(plan)
    yield Sentence(f"{command} takes that plan.")


def _doubt(plan: PlanData) -> Sentence:
    goals = few_names([f"'{goal}'" for goal in unproved(plan)])
    return Sentence(f"Not proved best: {goals}; {MORE_TIME}.")


def written(found: LockWritten, name: str) -> Document:
    """What was locked, and the resulting changes."""
    return tuple(_written(found, name))


def _written(found: LockWritten, name: str) -> Iterator[Block]:
    plan, day = found.plan, day_in_words(found.situation.as_of)
    yield Headline(f"{name}: {_what(plan)}", aside=f"on {day}")
    if found.before == found.after:
        yield Sentence("It is locked already; nothing is written.")
    elif found.before is not None:
        yield from file_changes.blocks({name: found.before}, {name: found.after})
    if found.effect is not None:
        yield from effect_view.differences(found.effect)
    if plan.proof is Proof.FEASIBLE:
        yield _doubt(plan)
    if found.shown_only and found.before != found.after:
        yield Sentence("Nothing is written; without --dry-run it is.")


def _what(plan: PlanData) -> str:
    waves = counted(len(set(plan.waves.values())), "wave")
    placed = f"{counted(len(plan.placements), 'site')} in {waves}"
    out = f", {len(plan.unplaced)} in none" if plan.unplaced else ""
    proof = {Proof.OPTIMAL: ", proved best", Proof.FEASIBLE: "; not proved best"}
    return f"{placed}{out}{proof.get(plan.proof, '')}"
