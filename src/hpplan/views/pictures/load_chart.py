"""The load of each wave beside its maximum: a panel for each capacity, a bar for each wave."""

from collections.abc import Iterator
from typing import Final

from hpplan.analysis.load_by_wave import CapacityLoads, LoadBar, LoadByWave
from hpplan.domain.measures import measure_word
from hpplan.language import _
from hpplan.text import whole
from hpplan.views.pictures.palette import WavePalette
from hpplan.views.pictures.svg import (
    LETTERINGS,
    Element,
    Svg,
    group,
    line,
    rect,
    striped,
    words,
)

NAME: Final = "load"
WIDTH: Final = 960
LEFT: Final = 110
RIGHT: Final = 110
ROW: Final = 20
BAR: Final = 13
HEAD: Final = 42
BETWEEN: Final = 22


def load_chart(loads: LoadByWave) -> Svg:
    """The chart; a line marks the maximum of a wave, and any excess is striped."""
    waves = WavePalette(loads.slots)
    drawn, y = list[Element](), 0.0
    for number, capacity in enumerate(loads.capacities):
        y += BETWEEN if number else 0
        drawn += _panel(capacity, y, waves)
        y += HEAD + ROW * len(capacity.bars)
    if not drawn:
        drawn = [words(0, 14, _("no rule in force limits what a wave may hold"), paint="muted")]
        y = 20
    return Svg(
        NAME,
        _("{programme}: load against capacity", programme=loads.programme),
        "; ".join(map(_described, loads.capacities)),
        WIDTH,
        y + 4,
        tuple(drawn),
        waves,
        lead=_("What each wave holds, and the line that it may reach; striped: over it"),
    )


def _described(capacity: CapacityLoads) -> str:
    loads = ", ".join(f"{bar.label} {whole(bar.load)}" for bar in capacity.bars)
    return f"{_heading(capacity)}: {loads}"


def _heading(capacity: CapacityLoads) -> str:
    return _(
        "{rule}: {measure} in a wave, at most {most}",
        rule=capacity.rule,
        measure=measure_word(capacity.measure),
        most=whole(capacity.most),
    )


def _panel(capacity: CapacityLoads, top: float, waves: WavePalette) -> Iterator[Element]:
    largest = max(capacity.most, *(bar.load for bar in capacity.bars), 1)
    scale = (WIDTH - LEFT - RIGHT) / largest
    heading = LETTERINGS["head"].wrapped(_heading(capacity), WIDTH, 1)[0]
    yield words(0, top + 14, heading, "head")
    limit, first = LEFT + capacity.most * scale, top + HEAD
    text = _("at most {most}", most=whole(capacity.most))
    half = LETTERINGS["note"].wide(text) / 2
    middle = min(max(limit, LEFT + half), WIDTH - half)
    yield words(middle, top + 32, text, "note", paint="muted", anchor="middle")
    for number, bar in enumerate(capacity.bars):
        title = f"{bar.label}: {whole(bar.load)} / {whole(capacity.most)}"
        shapes = _bar(bar, first + number * ROW, capacity.most, scale, waves.paint(bar.wave))
        yield group(shapes, title=title, wave=bar.wave)
    end = first + ROW * len(capacity.bars)
    yield line(limit, top + 36, limit, end, "fine s-ink")


def _bar(bar: LoadBar, y: float, most: int, scale: float, paint: str) -> Iterator[Element]:
    letters = LETTERINGS["body"]
    name = letters.wrapped(bar.label, LEFT - 10, 1)[0]
    yield words(LEFT - 8, y + 13, name, anchor="end")
    wide, top = bar.load * scale, y + (ROW - BAR) / 2
    yield rect(LEFT, top, wide, BAR, f"f-{paint}")
    if bar.load > most:
        over = LEFT + most * scale
        yield rect(over, top, LEFT + wide - over, BAR, "f-accent")
        yield rect(over, top, LEFT + wide - over, BAR, "", fill=striped(NAME))
    yield words(LEFT + wide + 6, y + 13, whole(bar.load), "note")
