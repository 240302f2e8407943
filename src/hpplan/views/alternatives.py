"""The best plans that really differ, for people: goals beside each other, and who is where."""

from collections.abc import Iterator

from hpplan.analysis.alternatives import Alternatives
from hpplan.planning import Infeasible, Solved
from hpplan.programme.plan import PlanData, Proof
from hpplan.solving.result import Undecided
from hpplan.views import effect as view
from hpplan.views.document import Block, Document, Grid, Sentence
from hpplan.views.formats.drawing import Column, counted

MANY = 30
"""So many sites by which the plans differ are listed."""


def compared(found: Alternatives) -> Document:
    """What distinguishes the plans; plan 1 is the best one, which is shown above."""
    return tuple(_compared(found))


def _compared(found: Alternatives) -> Iterator[Block]:
    if not isinstance(found.base, Solved):
        return
    by = counted(found.differ_by, "site")
    rows = [("1", "the best plan", "", _known(found.base.plan))]
    for number, other in enumerate(found.plans, start=2):
        price = view.price(other.effect, proof=False)
        rows.append((str(number), price, str(len(other.effect.moves)), _known(other.plan)))
    if found.plans:
        columns = (
            Column("Plan", "right"),
            Column("Against plan 1", wraps=True),
            Column("Moves", "right"),
            Column("Status"),
        )
        title = f"Alternatives: the best that differ from those before by {by} or more"
        yield Grid(columns, tuple(rows), title)
        yield _who(found)
    match found.ended:
        case Infeasible():
            yield Sentence(f"No further plan differs from these by {by} or more. This is proved.")
        case Undecided():
            yield Sentence("The time ended before a further plan was found.")
        case None:
            pass


def _known(plan: PlanData) -> str:
    return "optimal" if plan.proof is Proof.OPTIMAL else "feasible"


def _who(found: Alternatives) -> Grid:
    slots = found.situation.snapshot.wave
    columns = (
        Column("Site", wraps=True),
        *(Column(str(number)) for number in range(1, len(found.plans) + 2)),
    )
    rows = [
        (spread.name, *("no wave" if wave is None else slots[wave].label for wave in spread.waves))
        for spread in found.spread
    ]
    more = len(rows) - MANY
    shown = rows[:MANY]
    if more > 0:
        shown.append((f"… and {more} more", *("" for _ in columns[1:])))
    return Grid(columns, tuple(shown), "Where they differ, by plan")
