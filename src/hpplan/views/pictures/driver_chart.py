"""The effect of each risk on the date by which everybody is live: a bar for each."""

from collections.abc import Iterator
from math import inf
from typing import Final

from hpplan.analysis.risk.assessment import Contribution, RiskData
from hpplan.language import _
from hpplan.views.pictures.palette import WavePalette
from hpplan.views.pictures.svg import LETTERINGS, Element, Svg, group, line, rect, words
from hpplan.views.risk_words import gained, largest_first, without

NAME: Final = "drivers"
WIDTH: Final = 960
LEFT: Final = 190
RIGHT: Final = 210
ROW: Final = 22
BAR: Final = 13


def driver_chart(found: RiskData) -> Svg:
    """The chart, the largest effect first; to the left where the date is later without the risk."""
    each = largest_first(found.contributions or ())
    return Svg(
        NAME,
        _("{programme}: what each risk adds", programme=found.situation.programme.agenda.name),
        "; ".join(f"{one.risk}: {without(one)}" for one in each),
        WIDTH,
        ROW * max(1, len(each)) + 4,
        tuple(_shapes(each)),
        WavePalette(tuple(slot.id for slot in found.situation.snapshot.waves)),
    )


def _shapes(contributions: list[Contribution]) -> Iterator[Element]:
    days = [gained(each) for each in contributions]
    most, least = max([1, *(n for n in days if n < inf)]), min([0, *days])
    scale = (WIDTH - LEFT - RIGHT) / (most - least)
    zero = LEFT - least * scale
    for number, each in enumerate(contributions):
        row = _row(each, number * ROW, zero, min(days[number], most) * scale)
        yield group(row, title=f"{each.risk}: {without(each)}")
    yield line(zero, 0, zero, ROW * max(1, len(contributions)), "thin s-muted")


def _row(each: Contribution, y: float, zero: float, long: float) -> Iterator[Element]:
    name = LETTERINGS["body"].wrapped(each.risk, LEFT - 12, 1)[0]
    yield words(0, y + 15, name)
    top = y + (ROW - BAR) / 2
    yield rect(zero + min(long, 0), top, abs(long), BAR, "f-status-decided")
    yield words(zero + max(long, 0) + 6, y + 15, without(each), "note")
