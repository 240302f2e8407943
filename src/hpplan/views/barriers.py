"""What keeps a site from a wave, for people: facts that rule it out together."""

from collections.abc import Iterator, Sequence
from itertools import chain

from hpplan.analysis.barriers import Barrier, Blockage
from hpplan.analysis.scenario import SolvedScenario
from hpplan.conflicts.conflict import StatedFact
from hpplan.domain.standing import SiteState
from hpplan.language import _, plural
from hpplan.planning import Infeasible
from hpplan.solving.facts import WaveTakesNoMore
from hpplan.solving.result import Undecided
from hpplan.text import conjoined
from hpplan.views import effect as view
from hpplan.views import facts
from hpplan.views.document import Block, Line, Listed, Sentence


def barriers_before(shown: Blockage, title: str, site: SiteState) -> Iterator[Block]:
    """The barriers, and the effect without them."""
    several = len(shown.barriers) > 1
    if several:
        title = _("{title}; each of these alone is enough", title=title)
    lines = [line for barrier in shown.barriers for line in _facts(barrier)]
    yield Listed(title, tuple(lines), numbered=several)
    if not all(barrier.minimal for barrier in shown.barriers):
        yield Sentence(_("The time ended before it was proved that all of these are needed."))
    number = sum(len(barrier.facts) for barrier in shown.barriers)
    match shown.beyond:
        case SolvedScenario() as answer:
            slot = answer.situation.snapshot.wave.get(answer.plan.waves.get(site.id, ""))
            then = view.consequence(answer, site.id, here=True)
            yield Sentence(
                plural(
                    "Without this it could be: {then}.",
                    "Without these it could be: {then}.",
                    number,
                    then=then,
                )
                if slot is None
                else plural(
                    "Without this it could be in {wave}: {then}.",
                    "Without these it could be in {wave}: {then}.",
                    number,
                    wave=slot,
                    then=then,
                )
            )
        case Infeasible():
            yield Sentence(
                plural(
                    "Without this there would still be no plan.",
                    "Without these there would still be no plan.",
                    number,
                )
            )
        case Undecided() | None:
            pass


def _facts(barrier: Barrier) -> Iterator[Line]:
    """The facts that hold together, as one item; waves that are over, or closed, in one line."""
    waves = [f for f in barrier.facts if isinstance(f.fact, WaveTakesNoMore)]
    over = [f for f in waves if isinstance(f.fact, WaveTakesNoMore) and f.fact.slot.past]
    closed = [f for f in waves if f not in over]
    lines: list[Line] = []
    if len(over) > 1:
        lines.append(Line(_("{waves} are over; no other site can join them", waves=_labels(over))))
    else:
        lines += chain.from_iterable(map(facts.fact_lines, over))
    if len(closed) > 1:
        text = _("{waves} take no more sites", waves=_labels(closed))
        lines.append(Line(text, place=facts.all_at(f.place for f in closed)))
    else:
        lines += chain.from_iterable(map(facts.fact_lines, closed))
    for stated in barrier.facts:
        lines += () if stated in waves else facts.fact_lines(stated)
    for number, line in enumerate(lines):
        joined = line.text
        if number and not line.goes_on:
            joined = _("and {fact}", fact=line.text)
        yield Line(joined, place=line.place, goes_on=number > 0)


def _labels(stated: Sequence[StatedFact]) -> str:
    return conjoined(
        fact.fact.slot.label for fact in stated if isinstance(fact.fact, WaveTakesNoMore)
    )
