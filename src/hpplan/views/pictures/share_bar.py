"""The progress of a programme, as one bar: live, decided, planned, and the rest."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from hpplan.analysis.coverage_curve import CoverageCurves, CurveOf
from hpplan.domain.measures import measure_word
from hpplan.domain.status import Status
from hpplan.language import _
from hpplan.text import shown
from hpplan.views.pictures.palette import WavePalette
from hpplan.views.pictures.svg import LETTERINGS, Element, Svg, group, rect, words

NAME: Final = "share"
WIDTH: Final = 960
TALL: Final = 20
TEXT: Final = 18
"""The height of the words above the bar."""
_DRAWN: Final = {
    CurveOf.LIVE: (f"f-status-{Status.LIVE}", None),
    CurveOf.DECIDED: (f"f-status-{Status.DECIDED}", "0.7"),
    CurveOf.PLANNED: (f"f-status-{Status.PLANNED}", "0.35"),
}


def share_bar(curves: CoverageCurves) -> Svg:
    """The bar; each part is named above it where there is room, and in its title."""
    measure = measure_word(curves.measure)
    return Svg(
        NAME,
        _("{programme}: how far it has come", programme=curves.programme),
        "; ".join(said for _of, said, _start, _end in _parts(curves)),
        WIDTH,
        TEXT + TALL + 2,
        tuple(_shapes(curves)),
        WavePalette(curves.slots),
        lead=_("The share of all {measure} that is live, decided, and planned.", measure=measure),
    )


def _parts(curves: CoverageCurves) -> Iterator[tuple[CurveOf, str, float, float]]:
    """The parts, each with its name, and its beginning and end in percent."""
    percent = {curve.of: curve.percent for curve in curves.curves}
    ends = [0.0, *(percent.get(of, 0.0) for of in CurveOf)]
    for of, (start, end) in zip(CurveOf, pairwise(ends), strict=True):
        if end > start:
            yield of, _said(of, shown(end - start, 0)), start, end


def _said(of: CurveOf, share: str) -> str:
    match of:
        case CurveOf.LIVE:
            return _("{share} live", share=share)
        case CurveOf.DECIDED:
            return _("{share} decided", share=share)
        case CurveOf.PLANNED:
            return _("{share} planned", share=share)


def _shapes(curves: CoverageCurves) -> Iterator[Element]:
    yield rect(0.5, TEXT, WIDTH - 1, TALL, "thin f-page s-line")
    for of, said, start, end in _parts(curves):
        left, wide = start / 100 * WIDTH, (end - start) / 100 * WIDTH
        paint, opacity = _DRAWN[of]
        bar = rect(left, TEXT, max(wide - 1.5, 1), TALL, paint, fill_opacity=opacity)
        yield group([bar], title=said)
        if LETTERINGS["strong"].wide(said) <= wide:
            yield words(left, TEXT - 6, said, "strong")
