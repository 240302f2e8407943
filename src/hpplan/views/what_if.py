"""What-if answers for people: each case by itself, or side by side."""

from collections.abc import Iterator, Sequence
from typing import Final

from hpplan.analysis.effect import GoalEffect
from hpplan.analysis.scenario import SolvedScenario
from hpplan.analysis.what_if import Case, WhatIf
from hpplan.periods import day_in_words
from hpplan.planning import Infeasible, Solved
from hpplan.programme.plan import GoalValue
from hpplan.text import whole
from hpplan.views import effect as view
from hpplan.views.document import Block, Document, Grid, Listed, few, listed
from hpplan.views.formats.drawing import Column, percent

BESIDE: Final = 4
"""How many cases stand beside the plan as it is."""


def document(answered: WhatIf) -> Document:
    """Each case with all that differs."""
    return tuple(_one_by_one(answered))


def _one_by_one(answered: WhatIf) -> Iterator[Block]:
    alone = len(answered.cases) == 1 and len(answered.cases[0].sentences) == 1
    said = f": {answered.cases[0].sentences[0]}" if alone else "?"
    yield view.headline(answered.situation, f"What if{said}")
    yield from view.as_things_stand(answered.base)
    for case in answered.cases:
        if not alone:
            yield listed("Supposed", case.sentences)
        yield from view.blocks(case.answer)


def side_by_side(answered: WhatIf) -> Document:
    """The cases as columns of one table, or of several where they are many."""
    return tuple(_beside(answered))


def _beside(answered: WhatIf) -> Iterator[Block]:
    yield view.headline(answered.situation, "What if?")
    yield from view.as_things_stand(answered.base)
    named = [(_letters(number), case) for number, case in enumerate(answered.cases)]
    yield listed("Cases", (f"{name}  {'; '.join(case.sentences)}" for name, case in named))
    for start in range(0, len(named), BESIDE):
        yield _table(answered, named[start : start + BESIDE])
    for name, case in named:
        match case.answer:
            case SolvedScenario(effect=effect) if effect.moves:
                yield Listed(f"Moves in {name}", few(list(view.moves(effect.moves))))
            case Infeasible(conflicts=conflicts):
                yield from view.find_conflicts(conflicts, of=name)
            case _:
                pass


def _letters(number: int) -> str:
    """A to Z, then AA to AZ, and so on."""
    rest, last = divmod(number, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("A") + last)


def _table(answered: WhatIf, cases: Sequence[tuple[str, Case]]) -> Grid:
    columns = ["Now", *(name for name, _ in cases)]
    answers = [case.answer for _, case in cases]
    effects = [answer.effect if isinstance(answer, SolvedScenario) else None for answer in answers]
    rows = [("status", view.in_words(answered.base), *map(view.in_words, answers))]
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
    rows.append(("sites moved", "", *("-" if e is None else str(len(e.moves)) for e in effects)))
    days = {c.on: c.before for e in effects if e is not None for c in e.coverage}
    for day, now_covered in sorted(days.items()):
        shares = [
            next((percent(c.after) for c in (e.coverage if e else ()) if c.on == day), "-")
            for e in effects
        ]
        rows.append((f"live by {day_in_words(day)}", percent(now_covered), *shares))
    aligned = tuple(Column(name, "right") for name in columns)
    return Grid((Column("", wraps=True), *aligned), tuple(rows))


def _counted(goal: GoalValue | GoalEffect) -> str:
    """The goal, and the unit that its values count."""
    return f"{goal.sentence} ({goal.unit.many})"


def _value(number: int | None) -> str:
    return "-" if number is None else whole(number)
