"""What a change does to a plan, in words: goals, moves, dates, coverage; or why there is none."""

from collections.abc import Iterator, Sequence
from typing import Final

from hpplan.analysis.effect import Covered, Effect, GoalEffect, Move, SitePlacement, WaveShift
from hpplan.analysis.scenario import Answer, SolvedScenario
from hpplan.conflicts.conflict import Conflict
from hpplan.domain.governance import Mandate
from hpplan.domain.snapshot import WaveState
from hpplan.language import _
from hpplan.periods import day_in_words
from hpplan.planning import Infeasible, Outcome, Solved
from hpplan.programme.coverage_steps import CoverageStep
from hpplan.programme.plan import Proof
from hpplan.programme.programme import SituationData
from hpplan.programme.reasons import SUPPOSED
from hpplan.solving.result import Undecided
from hpplan.text import conjoined, enumerated, few_names
from hpplan.views import facts, mandates
from hpplan.views.diff import shifted_by
from hpplan.views.document import Block, Grid, Headline, Line, Listed, Sentence, few, listed
from hpplan.views.formats.drawing import Column, counted, percent

GOALS = (Column(""), Column("", wraps=True))
NO_PLAN: Final = "No plan exists then. This is proved."
WITH: Final = {
    CoverageStep.MUNICIPALITY: "",
    CoverageStep.TRUST: "with their own trust ",
    CoverageStep.GPS: "with their GPs too ",
}
FEW_CAUSES = 2
"""For how many of several moves alike it is said why."""


def blocks(
    answer: Answer, *, full: bool = False, changes: Sequence[Mandate] = ()
) -> Iterator[Block]:
    """All of it: what is proved, then what differs; long lists folded, unless in `full`. `changes`
    says whose decisions those are which it is the answer to.
    """
    match answer:
        case SolvedScenario(effect=effect):
            yield Sentence(verdict(answer))
            yield from differences(effect, full=full, changes=changes)
        case Infeasible(conflicts=conflicts):
            yield Sentence(NO_PLAN)
            yield from find_conflicts(conflicts)
        case Undecided():
            yield Sentence(_undecided(answer))


def verdict(answer: SolvedScenario) -> str:
    """What is proved, and how many sites move."""
    effect = answer.effect
    proof = "" if effect.proved else " The time ended before all of this was proved."
    if not effect:
        return f"Nothing changes: the same plan is best.{proof}"
    count = len(effect.moves)
    moved = f"{counted(count, 'site')} move{'s' if count == 1 else ''}" if count else "nobody moves"
    return f"A plan exists: {moved}{_how(effect)}.{proof}"


def _how(effect: Effect) -> str:
    """What becomes of the first goal that differs; nothing where there was no plan before."""
    if not effect.compared:
        return ""
    first = next((goal for goal in effect.goals if goal.worse_by), None)
    if first is not None:
        return f"; {first.said}"
    return ", every goal is as good as before"


def _undecided(answer: Undecided) -> str:
    if answer.interrupted:
        return "Interrupted before this was decided."
    if answer.untried is not None:
        return f"Undecided: no plan was found, but the search did not try {answer.untried}."
    return "Undecided: the time ended; give more with --time-limit."


def differences(
    effect: Effect, *, full: bool = False, changes: Sequence[Mandate] = ()
) -> Iterator[Block]:
    """Only what differs, and who decides that."""
    if rows := tuple(goal_rows(effect)):
        yield Grid(GOALS, rows, "By the goals, in rank order")
    if effect.moves:
        moved = tuple(moves(effect.moves))
        yield Listed("Moves", moved if full else few(moved))
    if effect.waves:
        yield listed("Dates", map(_wave_shift, effect.waves))
    yield from mandates.blocks([*changes, *effect.mandates], effect.programme)
    if effect.changed_coverage:
        texts = map(_covered, effect.changed_coverage)
        yield listed(f"{effect.coverage[0].measure.capitalize()} live by", texts)


def _covered(covered: Covered) -> str:
    """The share of those who are live; of a further step, where it does not change alike."""
    alike = covered.live.change
    parts = [
        f"{WITH[one.step]}{percent(one.after)} instead of {percent(one.before)}"
        for one in covered.different
        if one.step is CoverageStep.MUNICIPALITY or one.change != alike
    ]
    return f"{day_in_words(covered.on)}: {'; '.join(parts)}"


def goal_rows(effect: Effect) -> Iterator[tuple[str, ...]]:
    """The goals that differ, by rank."""
    for goal in effect.goals:
        if goal.before != goal.after and goal.said:
            yield judgement(goal), change(goal)


def change(goal: GoalEffect) -> str:
    """What differs by a goal, or what a plan comes to that nothing compares with."""
    return goal.said if goal.after is not None else f"no longer counted; it was: {goal.said}"


def judgement(goal: GoalEffect) -> str:
    """Whether it is worse or better."""
    if not goal.worse_by:
        return ""
    return "worse" if goal.worse_by > 0 else "better"


def price(effect: Effect, *, proof: bool = True) -> str:
    """The goals that differ, in one line; with a word on the `proof`, where there is none."""
    said = [change(goal) for goal in effect.changed_goals if goal.said]
    doubt = " (not proved)" if proof and not effect.proved else ""
    return ("; ".join(said) or "every goal is as good as before") + doubt


def moves(moved: Sequence[Move]) -> Iterator[Line]:
    """Each move as a line, and beneath it why; those alike together."""
    alike: dict[tuple[str, str], list[Move]] = {}
    for move in moved:
        where = f"{_stand(move.old)} -> {_stand(move.new)}{shifted_by(move.shift)}"
        by = "" if move.cause is None else move.cause.short
        alike.setdefault((where, by), []).append(move)
    for (where, _by), together in alike.items():
        names = enumerated(move.name for move in together)
        yield Line(f"{names}: {where}", tuple(_causes(together)))


def _causes(together: Sequence[Move]) -> Iterator[str]:
    """Why they do not stay: of each the same rule or goal, so the first say enough."""
    causes = [move.cause for move in together if move.cause is not None]
    whys = list(dict.fromkeys(cause.text for cause in causes if cause.short != _(SUPPOSED)))
    for why in whys[:FEW_CAUSES]:
        yield f"did not stay: {why}"
    if (more := len(whys) - FEW_CAUSES) > 0:
        yield f"and {more} more alike"


def movers(moved: Sequence[Move]) -> str:
    """Who moves where, and by which rule or for which goal, shortly."""
    return few_names([f"{move.name} {leaves(move)}{_why(move)}" for move in moved])


def who_moves(answer: SolvedScenario, site: str) -> str:
    moved = others(answer, site)
    return movers(moved) if moved else "nobody else moves"


def others(answer: SolvedScenario, site: str) -> list[Move]:
    return [move for move in answer.effect.moves if move.site != site]


def consequence(answer: SolvedScenario, site: str, here: str = "") -> str:
    """What the plan with the site elsewhere means for it (`here`), for the goals, for others."""
    effect = answer.effect
    if not effect.compared:
        return f"{price(effect)}; {who_moves(answer, site)}"
    said = [for_it(answer, site, here)]
    said += [change(g) for g in effect.changed_goals if g.said and not g.shown_by_moves]
    doubt = "" if effect.proved else " (not proved)"
    return f"{'; '.join(filter(None, [*said, who_moves(answer, site)]))}{doubt}"


def for_it(answer: SolvedScenario, site: str, here: str = "") -> str:
    """By how much later the site goes live."""
    move = next((move for move in answer.effect.moves if move.site == site), None)
    if move is None:
        return f"as it is{f' {here}' if here else ''}"
    if move.old is None:
        return "enters a wave"
    shift = str(move.shift or "")
    return f"{shift or 'another wave'}{f' {here}' if here and shift else ''}"


def leaves(move: Move) -> str:
    """Which wave the site leaves, and for which."""
    if move.old is None:
        return f"enters {'no wave' if move.new is None else move.new.label}"
    if move.new is None:
        return f"leaves {move.old.label} and is in no wave"
    return f"leaves {move.old.label} for {move.new.label}"


def _why(move: Move) -> str:
    cause = move.cause
    if cause is None or cause.short == _(SUPPOSED):
        return ""
    return f" {cause.short}" if cause.rule is None else f" ({cause.rule})"


def _stand(stood: SitePlacement | None) -> str:
    if stood is None:
        return "no wave"
    return stood.label if stood.go_live is None else f"{stood.label} {stood.go_live.words}"


def _wave_shift(shifted: WaveShift) -> str:
    old, new = (when.words if when else "no date" for when in (shifted.old, shifted.new))
    return f"{shifted.label}: {old} -> {new}{shifted_by(shifted.shift)}"


def find_conflicts(conflicts: Sequence[Conflict], of: str = "") -> Iterator[Block]:
    """Each conflict in a sentence, and its facts with their places; `of` is the case, where there
    are several.
    """
    for conflict in conflicts:
        headline = conflict.headline
        yield Sentence(f"No plan in {of}: {headline}." if of else conflict.sentence)
        yield from facts.conflicting(conflict, full=True, nowhere=facts.SUPPOSED)


def status(outcome: Outcome | SolvedScenario) -> str:
    """FORMAT's word for what is proved."""
    match outcome:
        case Solved(plan=plan) | SolvedScenario(plan=plan):
            return plan.proof.value
        case Infeasible():
            return "infeasible"
        case Undecided():
            return "undecided"


def in_words(outcome: Outcome | SolvedScenario) -> str:
    """What is proved, in a word or two."""
    match outcome:
        case Solved(plan=plan) | SolvedScenario(plan=plan):
            return "best" if plan.proof is Proof.OPTIMAL else "not proved"
        case Infeasible():
            return "no plan"
        case Undecided():
            return "undecided"


def as_things_stand(base: Outcome) -> Iterator[Sentence]:
    """What there is to say of the plan that everything is compared with, unless it is proved."""
    match base:
        case Solved(plan=plan) if plan.proof is Proof.OPTIMAL:
            pass
        case Solved():
            yield Sentence("The plan as things stand is not proved best: the time ended.")
        case Infeasible():
            yield Sentence("As things stand there is no plan; this is beside what the claims say.")
        case Undecided():
            yield Sentence("No plan was found in time; this is beside what the claims say.")


def headline(situation: SituationData, answer: str, options: str = "") -> Headline:
    """The answer, and the day whose knowledge it is from."""
    return Headline(answer, options, f"on {day_in_words(situation.as_of)}")


def dated(slot: WaveState) -> str:
    """The wave and its go-live, as they stand in a sentence."""
    return f"{slot}, {slot.go_live.words if slot.go_live else 'without a date'}"


RANGE: Final = 3
"""From so many waves that follow each other on, the first and the last are named."""


def ranges(slots: Sequence[WaveState]) -> str:
    """Waves in order, those that follow each other as `PD1 to PD5`."""
    runs: list[list[WaveState]] = []
    for slot in sorted(slots, key=lambda slot: slot.position):
        if runs and runs[-1][-1].position + 1 == slot.position:
            runs[-1].append(slot)
        else:
            runs.append([slot])
    names: list[str] = []
    for run in runs:
        if len(run) >= RANGE:
            names.append(f"{run[0].label} to {run[-1].label}")
        else:
            names += [slot.label for slot in run]
    return conjoined(names)
