"""What-if answers for people: each case by itself, or next to each other."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from hpplan.analysis.effect import Effect, GoalEffect
from hpplan.analysis.scenario import SolvedScenario
from hpplan.analysis.what_if import Case, WhatIf
from hpplan.language import _
from hpplan.periods import day_in_words
from hpplan.planning import Infeasible, Solved
from hpplan.programme.plan import GoalValue
from hpplan.programme.programme import SituationData
from hpplan.reading.written_changes import expressions_of
from hpplan.text import conjoined, whole
from hpplan.views import effect as view
from hpplan.views import ripple as ripple_view
from hpplan.views import upheaval as bill
from hpplan.views.document import Block, Document, Grid, Listed, Sentence, few, listed
from hpplan.views.formats.drawing import Column, percent

BESIDE: Final = 4
"""How many cases are shown next to the plan as it is."""


Ask = Callable[[Sequence[str]], str]
"""A function that gives the command with these expressions added."""


def document(answered: WhatIf, ask: Ask | None = None) -> Document:
    """Each case with all differences; `ask` gives the question with more assumptions."""
    return tuple(_one_by_one(answered, ask))


def _one_by_one(answered: WhatIf, ask: Ask | None) -> Iterator[Block]:
    alone = len(answered.cases) == 1 and len(answered.cases[0].sentences) == 1
    asked = (
        _("What if: {change}", change=answered.cases[0].sentences[0]) if alone else _("What if?")
    )
    yield view.headline(answered.situation, asked)
    yield from view.as_things_stand(answered.base)
    for case in answered.cases:
        if not alone:
            yield listed(_("Supposed"), case.sentences)
        yield from _answer(case, ask, alone=len(answered.cases) == 1)


def _answer(case: Case, ask: Ask | None, *, alone: bool) -> Iterator[Block]:
    match case.answer:
        case SolvedScenario(effect=effect, situation=situation) if case.upheaval is not None:
            if case.ripple is not None:
                yield from ripple_view.blocks(case.ripple, effect, case.upheaval, case.mandates)
            else:
                yield from view.blocks(case.answer, changes=case.mandates)
                yield from bill.line(case.upheaval, situation)
        case Infeasible(conflicts=conflicts) if case.stuck:
            yield from ripple_view.stuck(conflicts, case.slips, case.situation)
        case Infeasible() as why if alone:  # repairs were looked for
            yield from _no_plan(why, case.situation, ask)
        case answer:
            yield from view.blocks(answer)


def _no_plan(why: Infeasible, situation: SituationData, ask: Ask | None) -> Iterator[Block]:
    """Why there is none, what would make one possible in addition to the assumptions, and the
    command that shows it.
    """
    from hpplan.views.repair import options, unproved

    every = {repair.id: repair for conflict in why.conflicts for repair in conflict.repairs}
    yield Sentence(_(view.NO_PLAN))
    for conflict in why.conflicts:
        yield from view.find_conflicts([conflict])
        if conflict.repairs:
            yield options(conflict.repairs, every, situation, full=False)
    yield from unproved(every.values())
    if not why.all_found:
        ended = _("You ended the search") if why.interrupted else _("The time ended")
        yield Sentence(
            _(
                "{ended} before all conflicts were found, and no repair was looked for.",
                ended=ended,
            )
        )
    elif not every:
        yield Sentence(_("No repair was found that leaves what is supposed as it is."))
    if len(why.together) > 1:
        names = conjoined(why.together)
        yield Sentence(_("{repairs} together give a plan.", repairs=names))
    changes = [change for name in why.together for change in every[name].changes]
    texts = expressions_of(changes, situation)
    if texts and ask is not None:
        yield Sentence(_("{command} shows that plan.", command=ask(texts)))


def side_by_side(answered: WhatIf) -> Document:
    """The cases as columns of one table, or of several if there are many."""
    return tuple(_columns(answered))


def _columns(answered: WhatIf) -> Iterator[Block]:
    yield view.headline(answered.situation, _("What if?"))
    yield from view.as_things_stand(answered.base)
    named = [(_letters(number), case) for number, case in enumerate(answered.cases)]
    yield listed(_("Cases"), (f"{name}  {'; '.join(case.sentences)}" for name, case in named))
    for start in range(0, len(named), BESIDE):
        yield _table(answered, named[start : start + BESIDE])
    for name, case in named:
        match case.answer:
            case SolvedScenario(effect=effect) if effect.moves:
                yield Listed(_("Moves in {case}", case=name), few(list(view.moves(effect.moves))))
            case Infeasible(conflicts=conflicts):
                yield from view.find_conflicts(conflicts, of=name)
            case _:
                pass


def _letters(number: int) -> str:
    """A to Z, then AA to AZ, and so on."""
    rest, last = divmod(number, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("A") + last)


def _table(answered: WhatIf, cases: Sequence[tuple[str, Case]]) -> Grid:
    columns = [_("Now"), *(name for name, __ in cases)]
    answers = [case.answer for __, case in cases]
    effects = [answer.effect if isinstance(answer, SolvedScenario) else None for answer in answers]
    rows = [(_("status"), view.in_words(answered.base), *map(view.in_words, answers))]
    base = answered.base.plan.goals if isinstance(answered.base, Solved) else ()
    goals = {_counted(goal): whole(goal.value) for goal in base if goal.said is not None}
    for goal in (goal for effect in effects if effect is not None for goal in effect.goals):
        now = _value(goal.before)  # counted from the same day as in all the cases
        if goal.before is not None and _counted(goal) in goals:
            goals[_counted(goal)] = now
        if goal.said:
            goals.setdefault(_counted(goal), now)
    for what, now in goals.items():
        values = []
        for effect in effects:
            found = [
                goal for goal in (() if effect is None else effect.goals) if _counted(goal) == what
            ]
            values.append(_value(found[0].after) if found else "-")
        rows.append((what, now, *values))
    rows.append((_("sites moved"), "", *("-" if e is None else str(len(e.moves)) for e in effects)))
    if any(case.ripple is not None for __, case in cases):
        bills = [case.upheaval for __, case in cases]
        later = (None if bill is None else bill.days_later for bill in bills)
        named = _("{time} later", time=bill.SITE_DAYS.of(2))
        rows.append((named, "", *map(_value, later)))
    days = {c.on: c.before for e in effects if e is not None for c in e.coverage}
    for day, now_covered in sorted(days.items()):
        shares = (_share_on(day, effect) for effect in effects)
        rows.append((_("live by {day}", day=day_in_words(day)), percent(now_covered), *shares))
    aligned = tuple(Column(name, "right") for name in columns)
    return Grid((Column("", wraps=True), *aligned), tuple(rows))


def _share_on(day: date, effect: Effect | None) -> str:
    """The share that is live by then in a case, which may be over before another is."""
    until = [] if effect is None else [c.after for c in effect.coverage if c.on <= day]
    return percent(until[-1]) if until else "-"


def _counted(goal: GoalValue | GoalEffect) -> str:
    """The goal, and the unit of its values."""
    return f"{goal.sentence} ({goal.unit.of(2)})"


def _value(number: int | None) -> str:
    return "-" if number is None else whole(number)
