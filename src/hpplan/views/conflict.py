"""Why there is no plan, for people: conflict after conflict, and the repairs of each."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from hpplan.conflicts.authority import Authority
from hpplan.conflicts.conflict import Conflict, Cost, Repair, StatedFact
from hpplan.goals.base import DAYS, SITES
from hpplan.planning import Infeasible
from hpplan.programme.programme import SituationData
from hpplan.solving.facts import RuleStands
from hpplan.text import capital
from hpplan.views.document import Block, Document, Headline, Line, Listed, Sentence
from hpplan.views.edits import Applied, edit_of
from hpplan.views.facts import beneath, together
from hpplan.views.facts import fact as line_of
from hpplan.views.formats.drawing import counted, percent

ASKED_FOR: Final = "asked for on the command line"
"""The place of a fact that an option brings along."""
HANDFUL: Final = 6
"""So many facts of a conflict are all listed."""
SOME: Final = 3
"""Of more, so many of each kind."""
NAMES: Final = 6
"""How many sites that move are named."""

SITE_DAYS: Final = SITES.times(DAYS)

WHOSE: Final = {
    Authority.WISH: "yours alone to decide",
    Authority.PLAN: "the planners decide",
    Authority.COUNCIL: "a council decides",
    Authority.BOARD: "a board decides, or the law",
}


def document(situation: SituationData, outcome: Infeasible, *, full: bool, ways: bool) -> Document:
    """Each conflict with its facts and repairs; long ones folded, unless in `full`. `ways` says
    whether repairs were looked for.
    """
    return tuple(_blocks(situation, outcome, full=full, ways=ways))


def applied(repairs: Sequence[Applied]) -> Document:
    """What the plan was made with, and what that means for the files."""
    return tuple(
        Listed(f"With {one.repair.id}, {one.repair.text}", tuple(_edits(one))) for one in repairs
    )


def _edits(one: Applied) -> Iterator[Line]:
    for change in one.changes:
        edit = edit_of(change, one.situation)
        yield Line(edit.text, beneath(edit.place))
    if not one.changes:
        yield Line("nothing more: the edits above change it", ())


def _blocks(
    situation: SituationData, outcome: Infeasible, *, full: bool, ways: bool
) -> Iterator[Block]:
    name, several = situation.programme.agenda.name, len(outcome.conflicts) > 1
    yield Headline(f"{name} as of {situation.as_of}: no plan exists. This is proved.")
    if several:
        yield Sentence(f"{len(outcome.conflicts)} conflicts, each by itself:")
    for number, conflict in enumerate(outcome.conflicts, start=1):
        yield Sentence(f"{f'{number}. ' if several else ''}{capital(conflict.headline)}.")
        yield from _conflict(conflict, situation, full=full)
    if not outcome.all_found:
        ended = "You ended the search" if outcome.interrupted else "The time ended"
        yield Sentence(
            f"{ended} before all conflicts were found: there may be more, and no repair was "
            "looked for; give more with --time-limit."
        )
    elif ways:
        yield from _together(outcome)


def _conflict(conflict: Conflict, situation: SituationData, *, full: bool) -> Iterator[Block]:
    yield from together(conflict, tuple(_facts(conflict.facts, full=full)), "out every plan")
    if conflict.repairs:
        ways = tuple(_way(repair, situation, full=full) for repair in conflict.repairs)
        yield Listed("To resolve it, the easiest to agree on first", ways)


def _facts(facts: Sequence[StatedFact], *, full: bool) -> Iterator[Line]:
    """The facts; of many of one kind, which stand together, only some."""
    for _, alike in groupby(facts, _kind):
        group = list(alike)
        shown = group if full or len(facts) <= HANDFUL or len(group) <= SOME + 1 else group[:SOME]
        for fact in shown:
            line = line_of(fact, ASKED_FOR)
            if fact is shown[-1] and (more := len(group) - len(shown)):
                folded = f"… and {more} more of the same kind; --full shows them"
                line = Line(line.text, (*line.beneath, folded))
            yield line


def _kind(fact: StatedFact) -> object:
    stated = fact.fact
    return stated.rule.kind if isinstance(stated, RuleStands) else type(stated)


def _way(repair: Repair, situation: SituationData, *, full: bool) -> Line:
    effect = "not tried: the time ended"
    if repair.cost is not None:
        effect = "; ".join(_effects(repair.cost, situation, full=full))
    return Line(f"{repair.id} {repair.text}", (f"{WHOSE[repair.whose]}; {effect}",))


def _effects(cost: Cost, situation: SituationData, *, full: bool) -> Iterator[str]:
    snapshot = situation.snapshot
    names = [snapshot.name(site) for site in cost.moved]
    if not names:
        yield "nobody moves"
    else:
        shown = names if full or len(names) <= NAMES else names[: NAMES - 1]
        more = f" and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
        verb = "moves" if len(names) == 1 else "move"
        yield f"{counted(len(names), 'site')} {verb}: {', '.join(shown)}{more}"
    if cost.days:
        late = "later" if cost.days > 0 else "earlier"
        yield f"{SITE_DAYS.amount(abs(cost.days))} {late} in total"
    if cost.unplaced:
        yield f"{counted(cost.unplaced, 'site')} in no wave"
    if cost.covered is not None:
        yield f"{percent(cost.covered)} covered in the end"


def _together(outcome: Infeasible) -> Iterator[Block]:
    if len(outcome.together) > 1:
        yield Sentence(
            f"{' + '.join(outcome.together)} together give a plan; each repair was tried with the "
            "first of the others. hpplan assign "
            f"{' '.join(f'--apply-repair {name}' for name in outcome.together)} --dry-run shows it."
        )
    elif outcome.together:
        (name,) = outcome.together
        ways = sum(len(conflict.repairs) for conflict in outcome.conflicts)
        yield Sentence(
            f"With {'it' if ways == 1 else 'any one of them'} a plan exists. hpplan assign "
            f"--apply-repair {name} --dry-run shows it."
        )
    elif all(conflict.repairs for conflict in outcome.conflicts):
        ended = "You ended the search" if outcome.interrupted else "The time ended"
        yield Sentence(f"{ended} before the repairs were tried together.")
    else:
        yield Sentence("No repair was found that leaves history as it is, in the time given.")
