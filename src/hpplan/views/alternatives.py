"""The best plans that differ noticeably, for people: goals beside each other, and the wave of each
site.
"""

from collections.abc import Iterator

from hpplan.analysis.alternatives import Alternatives
from hpplan.language import _, plural
from hpplan.planning import Infeasible, Solved
from hpplan.programme.plan import PlanData, Proof
from hpplan.solving.result import Undecided
from hpplan.views import effect as view
from hpplan.views.document import Block, Document, Grid, Sentence, and_more
from hpplan.views.formats.drawing import Column

MANY = 30
"""How many of the sites by which the plans differ are listed."""


def compared(found: Alternatives) -> Document:
    """The differences between the plans; plan 1 is the best one, which is shown above."""
    return tuple(_compared(found))


def _compared(found: Alternatives) -> Iterator[Block]:
    if not isinstance(found.base, Solved):
        return
    by = plural("{n} site", "{n} sites", found.differ_by)
    rows = [("1", _("the best plan"), "", _known(found.base.plan))]
    for number, other in enumerate(found.plans, start=2):
        price = view.price(other.effect, proof=False)
        rows.append((str(number), price, str(len(other.effect.moves)), _known(other.plan)))
    if found.plans:
        columns = (
            Column(_("Plan"), "right"),
            Column(_("Against plan 1"), wraps=True),
            Column(_("Moves"), "right"),
            Column(_("Status")),
        )
        title = _(
            "Alternatives: the best that differ from those before by {sites} or more", sites=by
        )
        yield Grid(columns, tuple(rows), title)
        yield _who(found)
    match found.ended:
        case Infeasible():
            yield Sentence(
                _(
                    "No further plan differs from these by {sites} or more. This is proved.",
                    sites=by,
                )
            )
        case Undecided():
            yield Sentence(_("The time ended before a further plan was found."))
        case None:
            pass


def _known(plan: PlanData) -> str:
    return _("optimal") if plan.proof is Proof.OPTIMAL else _("feasible")


def _who(found: Alternatives) -> Grid:
    slots = found.situation.snapshot.wave
    columns = (
        Column(_("Site"), wraps=True),
        *(Column(str(number)) for number in range(1, len(found.plans) + 2)),
    )
    rows = [
        (
            spread.name,
            *(_("no wave") if wave is None else slots[wave].label for wave in spread.waves),
        )
        for spread in found.spread
    ]
    more = len(rows) - MANY
    shown = rows[:MANY]
    if more > 0:
        shown.append((and_more(more), *[""] * (len(columns) - 1)))
    return Grid(columns, tuple(shown), _("Where they differ, by plan"))
