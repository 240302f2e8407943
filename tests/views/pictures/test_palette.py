"""The colours of all formats: readable by WCAG's ratio on light and dark pages, and in order."""

from itertools import pairwise

import pytest

from hpplan.diagnostics.finding import Severity
from hpplan.domain.gates import GateState
from hpplan.domain.status import Status
from hpplan.views.pictures import palette
from hpplan.views.pictures.palette import (
    GATES,
    PAGE,
    SEVERITIES,
    SHAPE_CONTRAST,
    STATUSES,
    TEXT_CONTRAST,
    Tone,
    WavePalette,
    contrast,
    paints,
)

NUMBERS = (1, 2, 3, 11, 40, 300)
SHAPES = {
    f"{name} of {number}": tone
    for number in NUMBERS
    for name, tone in paints(number).items()
    if name.startswith(("wave-", "status-", "gate-", "severity-"))
}


def test_the_ratio_is_that_of_wcag() -> None:
    """Pairs whose ratios W3C's own pages and tools state."""
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#ffffff", "#ffffff") == 1
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert round(contrast("#0000ff", "#ffffff"), 2) == 8.59
    assert contrast("#ff0000", "#ffff00") == contrast("#ffff00", "#ff0000")


def test_every_shape_stands_out_from_the_page() -> None:
    faint = {
        name: tone
        for name, tone in SHAPES.items()
        if min(contrast(tone.light, PAGE.light), contrast(tone.dark, PAGE.dark)) < SHAPE_CONTRAST
    }
    assert faint == {}


def test_text_on_every_shape_can_be_read() -> None:
    faint = {
        name: tone
        for name, tone in SHAPES.items()
        if min(contrast(tone.light, tone.text.light), contrast(tone.dark, tone.text.dark))
        < TEXT_CONTRAST
    }
    assert faint == {}


@pytest.mark.parametrize("name", ["ink", "muted", "accent"])
def test_text_on_the_page_can_be_read(name: str) -> None:
    tone = paints(1)[name]
    assert contrast(tone.light, PAGE.light) >= TEXT_CONTRAST
    assert contrast(tone.dark, PAGE.dark) >= TEXT_CONTRAST


@pytest.mark.parametrize("number", [2, 3, 11, 40])
def test_each_wave_stands_out_less_than_the_one_before_it(number: int) -> None:
    tones = palette.waves(number)
    for before, after in pairwise(tones):
        assert contrast(before.light, PAGE.light) > contrast(after.light, PAGE.light) - 0.05
        assert contrast(before.dark, PAGE.dark) > contrast(after.dark, PAGE.dark) - 0.05
    assert len(set(tones)) == number


def test_there_is_a_colour_for_every_status_gate_and_severity() -> None:
    assert (set(STATUSES), set(GATES), set(SEVERITIES)) == (
        set(Status),
        set(GateState),
        set(Severity),
    )


def test_a_wave_has_its_colour_by_its_place_among_all() -> None:
    waves = WavePalette(("W1", "W2", "W3"))
    assert waves.paint("W2") == "wave-2"
    assert waves.tone("W2") == paints(3)["wave-2"] == palette.waves(3)[1]


def test_a_colour_without_another_is_itself() -> None:
    assert palette.mixed("#1e2a66", "#c8811a", 0) == "#1e2a66"
    assert palette.mixed("#1e2a66", "#c8811a", 1) == "#c8811a"
    assert palette.covered("#ffffff", "#000000", 0.5) == "#808080"
    assert palette.waves(0) == ()
    assert palette.waves(1) == (Tone("#1e2a66", "#dbe2ff"),)
