"""The effect of a change on a plan, in words: goals, moves, dates, coverage; or why there
is none.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from hpplan.analysis.effect import Covered, Effect, GoalEffect, Move, SitePlacement, WaveShift
from hpplan.analysis.scenario import Answer, SolvedScenario
from hpplan.analysis.shift import shifted_by
from hpplan.conflicts.conflict import Conflict
from hpplan.domain.mandates import Mandate
from hpplan.domain.measures import measure_word
from hpplan.domain.wave_state import WaveState
from hpplan.language import _, marked, plural
from hpplan.periods import day_in_words
from hpplan.planning import Infeasible, Outcome, Solved
from hpplan.programme.coverage_steps import CoverageStep
from hpplan.programme.plan import Proof
from hpplan.programme.programme import SituationData
from hpplan.programme.reasons import SUPPOSED
from hpplan.solving.result import Undecided
from hpplan.text import capital, conjoined, enumerated, few_names
from hpplan.views import facts, mandates
from hpplan.views.document import Block, Grid, Headline, Line, Listed, Sentence, few, listed
from hpplan.views.formats.drawing import Column, percent

GOALS = (Column(""), Column("", wraps=True))
NO_PLAN: Final = marked("No plan exists then. This is proved.")
INSTEAD: Final = {
    CoverageStep.MUNICIPALITY: marked("{after} instead of {before}"),
    CoverageStep.TRUST: marked("with their own trust {after} instead of {before}"),
    CoverageStep.GPS: marked("with their GPs too {after} instead of {before}"),
}
FEW_CAUSES = 2
"""For how many of several equal moves the reason is given."""


def blocks(
    answer: Answer, *, full: bool = False, changes: Sequence[Mandate] = ()
) -> Iterator[Block]:
    """The whole answer: what is proved, then the differences; long lists are folded, unless in
    `full`. `changes` says who decides the changes in question.
    """
    match answer:
        case SolvedScenario(effect=effect):
            yield Sentence(verdict(answer))
            yield from differences(effect, full=full, changes=changes)
        case Infeasible(conflicts=conflicts):
            yield Sentence(_(NO_PLAN))
            yield from find_conflicts(conflicts)
        case Undecided():
            yield Sentence(_undecided(answer))


def verdict(answer: SolvedScenario) -> str:
    """What is proved, and how many sites move."""
    effect = answer.effect
    said = _("Nothing changes: the same plan is best.")
    if effect:
        count = len(effect.moves)
        moved = plural("{n} site moves", "{n} sites move", count) if count else _("nobody moves")
        said = _("A plan exists: {moved}{how}.", moved=moved, how=_how(effect))
    if effect.proved:
        return said
    if answer.interrupted:
        return " ".join([said, _("You ended the search before all of this was proved.")])
    return " ".join([said, _("The time ended before all of this was proved.")])


def _how(effect: Effect) -> str:
    """The change of the first goal that differs; empty where there was no plan before."""
    if not effect.compared:
        return ""
    first = next((goal for goal in effect.goals if goal.worse_by), None)
    if first is not None:
        return f"; {first.said}"
    return ", " + _("every goal is as good as before")


def _undecided(answer: Undecided) -> str:
    if answer.interrupted:
        return _("Interrupted before this was decided.")
    if answer.untried is not None:
        return _(
            "Undecided: no plan was found, but the search did not try {untried}.",
            untried=answer.untried,
        )
    return _("Undecided: the time ended; give more with --time-limit.")


def differences(
    effect: Effect, *, full: bool = False, changes: Sequence[Mandate] = ()
) -> Iterator[Block]:
    """Only the differences, and who decides them."""
    if rows := tuple(goal_rows(effect)):
        yield Grid(GOALS, rows, _("By the goals, in rank order"))
    if effect.moves:
        moved = tuple(moves(effect.moves))
        yield Listed(_("Moves"), moved if full else few(moved))
    if effect.waves:
        yield listed(_("Dates"), map(_wave_shift, effect.waves))
    yield from mandates.blocks([*changes, *effect.mandates], effect.programme)
    if effect.changed_coverage:
        texts = map(_covered, effect.changed_coverage)
        measure = capital(measure_word(effect.coverage[0].measure))
        yield listed(_("{measure} live by", measure=measure), texts)


def _covered(covered: Covered) -> str:
    """The live share; for a further step only if it changes differently."""
    alike = covered.live.change
    parts = [
        _(INSTEAD[one.step], after=percent(one.after), before=percent(one.before))
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
    """The difference by a goal, or the value of a plan without comparison."""
    return (
        goal.said
        if goal.after is not None
        else _("no longer counted; it was: {said}", said=goal.said)
    )


def judgement(goal: GoalEffect) -> str:
    """Whether it is worse or better."""
    if not goal.worse_by:
        return ""
    return _("worse") if goal.worse_by > 0 else _("better")


def price(effect: Effect, *, proof: bool = True) -> str:
    """The goals that differ, in one line; with a word on the `proof`, where there is none."""
    said = [change(goal) for goal in effect.changed_goals if goal.said]
    all_of_it = "; ".join(said) or _("every goal is as good as before")
    if proof and not effect.proved:
        return _("{said} (not proved)", said=all_of_it)
    return all_of_it


def moves(moved: Sequence[Move]) -> Iterator[Line]:
    """Each move as a line, with the reason beneath it; equal moves together."""
    alike: dict[tuple[str, str], list[Move]] = {}
    for move in moved:
        where = f"{_stand(move.old)} -> {_stand(move.new)}{shifted_by(move.shift)}"
        by = "" if move.cause is None else move.cause.short
        alike.setdefault((where, by), []).append(move)
    for (where, _by), together in alike.items():
        names = enumerated(move.name for move in together)
        yield Line(f"{names}: {where}", tuple(_causes(together)))


def _causes(together: Sequence[Move]) -> Iterator[str]:
    """Why they do not stay: all have the same rule or goal, so the first suffice."""
    causes = [move.cause for move in together if move.cause is not None]
    whys = list(dict.fromkeys(cause.text for cause in causes if cause.short != _(SUPPOSED)))
    for why in whys[:FEW_CAUSES]:
        yield _("did not stay: {why}", why=why)
    if (more := len(whys) - FEW_CAUSES) > 0:
        yield plural("and {n} more alike", "and {n} more alike", more)


def movers(moved: Sequence[Move]) -> str:
    """The moves with the rule or goal responsible, in short."""
    return few_names([f"{move.name} {leaves(move)}{_why(move)}" for move in moved])


def who_moves(answer: SolvedScenario, site: str) -> str:
    moved = others(answer, site)
    return movers(moved) if moved else _("nobody else moves")


def others(answer: SolvedScenario, site: str) -> list[Move]:
    return [move for move in answer.effect.moves if move.site != site]


def consequence(answer: SolvedScenario, site: str, *, here: bool = False) -> str:
    """The effect of a plan with the site elsewhere, namely `here`, on the site, by the goals, and
    on others.
    """
    effect = answer.effect
    if not effect.compared:
        return f"{price(effect)}; {who_moves(answer, site)}"
    said = [for_it(answer, site, here=here)]
    said += [change(g) for g in effect.changed_goals if g.said and not g.shown_by_moves]
    all_of_it = "; ".join(filter(None, [*said, who_moves(answer, site)]))
    return all_of_it if effect.proved else _("{said} (not proved)", said=all_of_it)


def for_it(answer: SolvedScenario, site: str, *, here: bool = False) -> str:
    """By how much later the site goes live."""
    move = next((move for move in answer.effect.moves if move.site == site), None)
    if move is None:
        return _("as it is here") if here else _("as it is")
    if move.old is None:
        return _("enters a wave")
    shift = str(move.shift or "")
    if not shift:
        return _("another wave")
    return _("{time} here", time=shift) if here else shift


def leaves(move: Move) -> str:
    """The wave that the site leaves, and the one that it goes to."""
    if move.old is None:
        return _("enters {wave}", wave=_("no wave") if move.new is None else move.new.label)
    if move.new is None:
        return _("leaves {wave} and is in no wave", wave=move.old.label)
    return _("leaves {wave} for {other}", wave=move.old.label, other=move.new.label)


def _why(move: Move) -> str:
    cause = move.cause
    if cause is None or cause.short == _(SUPPOSED):
        return ""
    return f" {cause.short}" if cause.rule is None else f" ({cause.rule})"


def _stand(stood: SitePlacement | None) -> str:
    if stood is None:
        return _("no wave")
    return stood.label if stood.go_live is None else f"{stood.label} {stood.go_live.words}"


def _wave_shift(shifted: WaveShift) -> str:
    old, new = (when.words if when else _("no date") for when in (shifted.old, shifted.new))
    return f"{shifted.label}: {old} -> {new}{shifted_by(shifted.shift)}"


def find_conflicts(conflicts: Sequence[Conflict], of: str = "") -> Iterator[Block]:
    """Each conflict in a sentence, and its facts with their places; `of` is the case, where there
    are several.
    """
    for conflict in conflicts:
        headline = conflict.headline
        yield Sentence(
            _("No plan in {case}: {conflict}.", case=of, conflict=headline)
            if of
            else conflict.sentence
        )
        yield from facts.conflicting(conflict, full=True, nowhere=facts.SUPPOSED)


def status(outcome: Outcome | SolvedScenario) -> str:
    """The word in JSON for what is proved."""
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
            return _("best") if plan.proof is Proof.OPTIMAL else _("not proved")
        case Infeasible():
            return _("no plan")
        case Undecided():
            return _("undecided")


def as_things_stand(base: Outcome) -> Iterator[Sentence]:
    """A remark on the plan that everything is compared with, unless it is proved."""
    match base:
        case Solved(plan=plan) if plan.proof is Proof.OPTIMAL:
            pass
        case Solved(interrupted=True):
            yield Sentence(_("The plan as things stand is not proved best: you ended the search."))
        case Solved():
            yield Sentence(_("The plan as things stand is not proved best: the time ended."))
        case Infeasible():
            yield Sentence(
                _("As things stand there is no plan; this is beside what the claims say.")
            )
        case Undecided():
            yield Sentence(_("No plan was found in time; this is beside what the claims say."))


def headline(situation: SituationData, answer: str, options: str = "") -> Headline:
    """The answer, and the as-of date."""
    return Headline(answer, options, _("on {day}", day=day_in_words(situation.as_of)))


def dated(slot: WaveState) -> str:
    """The wave and its go-live, as part of a sentence."""
    when = slot.go_live.words if slot.go_live else _("without a date")
    return f"{slot}, {when}"


RANGE: Final = 3
"""From this many consecutive waves on, only the first and the last are named."""


def ranges(slots: Sequence[WaveState]) -> str:
    """Waves in order, consecutive ones as `PD1 to PD5`."""
    runs: list[list[WaveState]] = []
    for slot in sorted(slots, key=lambda slot: slot.position):
        if runs and runs[-1][-1].position + 1 == slot.position:
            runs[-1].append(slot)
        else:
            runs.append([slot])
    names: list[str] = []
    for run in runs:
        if len(run) >= RANGE:
            names.append(_("{first} to {last}", first=run[0].label, last=run[-1].label))
        else:
            names += [slot.label for slot in run]
    return conjoined(names)
