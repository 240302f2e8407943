"""What each risk adds to the date by which everybody is live: a bar for each."""

from collections.abc import Iterator
from typing import Final

from hpplan.analysis.risk.assessment import Contribution, RiskData
from hpplan.language import _
from hpplan.views.pictures.palette import WavePalette
from hpplan.views.pictures.svg import LETTERINGS, Element, Svg, group, line, rect, words
from hpplan.views.risk_words import largest_first, without

NAME: Final = "drivers"
WIDTH: Final = 960
LEFT: Final = 190
RIGHT: Final = 210
ROW: Final = 22
BAR: Final = 13


def driver_chart(found: RiskData) -> Svg:
    """The chart, what adds most first; to the left where the date is later without the risk."""
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
    days = [each.days_80 or 0 for each in contributions]
    most, least = max([*days, 1]), min([*days, 0])
    scale = (WIDTH - LEFT - RIGHT) / (most - least)
    zero = LEFT - least * scale
    for number, each in enumerate(contributions):
        yield group(_row(each, number * ROW, zero, scale), title=f"{each.risk}: {without(each)}")
    yield line(zero, 0, zero, ROW * max(1, len(contributions)), "thin s-muted")


def _row(each: Contribution, y: float, zero: float, scale: float) -> Iterator[Element]:
    name = LETTERINGS["body"].wrapped(each.risk, LEFT - 12, 1)[0]
    yield words(0, y + 15, name)
    days = each.days_80 or 0
    left, wide = zero + min(days, 0) * scale, abs(days) * scale
    yield rect(left, y + (ROW - BAR) / 2, wide, BAR, "f-status-decided")
    yield words(zero + max(days, 0) * scale + 6, y + 15, without(each), "note")
