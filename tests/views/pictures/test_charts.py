"""Coverage over time, load against capacity and the milestone trend, as pictures."""

from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from hpplan.analysis.coverage_curve import CoverageCurves, CurveOf, coverage_curves
from hpplan.analysis.history import history_of
from hpplan.analysis.load_by_wave import load_by_wave
from hpplan.language import Language, speaking
from hpplan.programme.plan import PlanData, current_plan
from hpplan.programme.programme import SituationData
from hpplan.views.pictures.coverage_chart import coverage_chart
from hpplan.views.pictures.load_chart import load_chart
from hpplan.views.pictures.placing import spread
from hpplan.views.pictures.share_bar import share_bar
from hpplan.views.pictures.svg import Svg
from hpplan.views.pictures.trend_chart import trend_chart
from tests.builders import programme as written
from tests.views import GIVEN, planned
from tests.views.pictures import real
from tests.views.pictures.boxes import shapes, unreadable

HOSTILE = "\"<script>&'\u202e\x1b[31m=1+1"
MANY = "\n".join(
    [
        "programme: {id: p, name: P}",
        "municipalities:",
        *(
            f"  - {{id: s{n}, size: {{inhabitants: {n + 1}}}, "
            f"claims: [{{says: planned, wave: W{n % 40}}}]}}"
            for n in range(300)
        ),
        "waves:",
        *(f"  - {{id: W{n}, go_live: {2024 + n // 12}-{n % 12 + 1:02}}}" for n in range(40)),
        "rules: [{id: cap, kind: capacity, measure: sites, max: 7}]",
    ]
)
NO_WAVE = "programme: {id: p, name: P}\nmunicipalities: [{id: a}]\n"
NO_DATE = "programme: {id: p}\nmunicipalities: [{id: a, wave: W1}]\nwaves: [{id: W1}]\n"
ONE = "programme: {id: p}\nmunicipalities: [{id: a, wave: W}]\nwaves: [{id: W, go_live: 2025}]\n"


def charts(known: SituationData, plan: PlanData) -> list[Svg]:
    """All of them for one plan."""
    slots = tuple(slot.id for slot in known.snapshot.waves)
    return [
        coverage_chart(coverage_curves(known, plan)),
        share_bar(coverage_curves(known, plan)),
        load_chart(load_by_wave(known, plan)),
        trend_chart(history_of(known.programme, known.as_of), slots),
    ]


def of(folder: Path, text: str) -> list[Svg]:
    known = written(folder, text).on(date(2024, 1, 1))
    return charts(known, current_plan(known))


def titles(picture: Svg) -> list[str]:
    return [found.text or "" for found in shapes(picture).iter("title")][1:]


def curves(folder: Path) -> CoverageCurves:
    made = planned(folder)
    return coverage_curves(made.situation, made.plan)


def test_a_curve_counts_those_who_are_live_then_those_who_decided_then_the_plan(
    tmp_path: Path,
) -> None:
    found = {
        curve.of: [(step.wave, round(step.before), round(step.after)) for step in curve.steps]
        for curve in curves(tmp_path).curves
    }
    assert found == {
        CurveOf.LIVE: [],
        CurveOf.DECIDED: [("W1", 0, 22)],
        CurveOf.PLANNED: [("W1", 0, 40), ("W2", 40, 75)],
    }


def test_coverage_names_each_wave_with_what_it_adds(tmp_path: Path) -> None:
    assert coverage_chart(curves(tmp_path)).desc == (
        "As known on 1 January 2024; decided: 22 %; planned: 75 %; "
        "W1, 9 Nov 2024: 40 %; KI2, autumn 2025: 75 %"
    )


def test_a_load_stands_beside_what_its_wave_may_hold(tmp_path: Path) -> None:
    made = planned(tmp_path)
    picture = load_chart(load_by_wave(made.situation, made.plan))
    assert picture.desc.startswith("cap: inhabitants in a wave, at most 9,000: ")
    assert "W1: 8,000 / 9,000" in titles(picture)
    assert "KI2: 7,000 / 9,000" in titles(picture)


def test_what_a_wave_holds_is_named_in_the_language_of_the_answer(tmp_path: Path) -> None:
    made = planned(tmp_path)
    with speaking(Language.NN):
        picture = load_chart(load_by_wave(made.situation, made.plan))
    assert picture.desc.startswith("cap: innbyggjarar i ei bølgje, høgst ")


def test_a_load_over_the_capacity_is_striped(tmp_path: Path) -> None:
    known = written(tmp_path, GIVEN.replace("max: 9000", "max: 7500")).on(date(2024, 1, 1))
    picture = load_chart(load_by_wave(known, current_plan(known)))
    assert "url(#load-stripes)" in picture.inline()
    kept = written(tmp_path, GIVEN.replace("max: 9000", "max: 99000")).on(date(2024, 1, 1))
    assert "url(#" not in load_chart(load_by_wave(kept, current_plan(kept))).inline()


def test_a_trend_has_every_date_of_a_wave_and_when_it_was_known() -> None:
    known, _plan = real.on("2023-07-04")
    slots = tuple(slot.id for slot in known.snapshot.waves)
    picture = trend_chart(history_of(known.programme, known.as_of), slots)
    of_ki2 = next(said for said in titles(picture) if said.startswith("KI2: "))
    assert of_ki2.endswith("autumn 2024 (4 July 2023)")
    assert "KI5: April 2026" in picture.desc


@pytest.mark.parametrize("day", real.DAYS)
def test_every_text_of_the_real_programme_can_be_read(day: str) -> None:
    assert [unreadable(picture) for picture in charts(*real.on(day))] == [[], [], [], []]


@pytest.mark.parametrize("text", [MANY, NO_WAVE, NO_DATE, ONE], ids=["40", "0", "undated", "1"])
def test_programmes_of_any_size_can_be_read(tmp_path: Path, text: str) -> None:
    for picture in of(tmp_path, text):
        assert unreadable(picture) == []
        ET.fromstring(picture.document().encode())


def test_text_of_the_data_is_only_text(tmp_path: Path) -> None:
    quoted = HOSTILE.replace("\\", "\\\\").replace('"', '\\"').replace("\x1b", "\\e")
    text = GIVEN.replace("name: Plattformen", f'name: "{quoted}"').replace(
        "called: KI2", f'called: "{quoted}"'
    )
    for picture in of(tmp_path, text):
        for drawn in (picture.inline(), picture.document()):
            assert "<script" not in drawn
            assert drawn.replace("\n", "").isprintable()
        ET.fromstring(picture.document().encode())


def test_heights_are_spread_in_their_order() -> None:
    assert spread([], 10, 0, 100) == []
    assert spread([50, 51, 20], 10, 0, 100) == [50, 60, 20]
    assert spread([99, 100], 10, 0, 100) == [90, 100]
    assert spread([5, 5, 5], 80, 0, 100) == [0, 50, 100]


# --- how far it has come ---------------------------------------------------------------------


def test_the_bar_has_a_part_for_those_who_are_live_decided_and_planned() -> None:
    bar = share_bar(coverage_curves(*real.on("2023-07-04")))
    assert titles(bar) == ["47 % live", "26 % decided", "27 % planned"]
    assert bar.desc == "47 % live; 26 % decided; 27 % planned"


def test_the_bar_of_nobody_is_empty(tmp_path: Path) -> None:
    known = written(tmp_path, NO_WAVE).on(date(2024, 1, 1))
    assert titles(share_bar(coverage_curves(known, current_plan(known)))) == []
