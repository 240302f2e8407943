"""The timeline as a picture: what stands in it, and that all of it can be read."""

from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from hpplan.analysis.timeline import TimelineData, timeline
from hpplan.programme.plan import current_plan
from hpplan.reading import read
from hpplan.views.pictures.gantt import gantt, opacities
from hpplan.views.pictures.palette import INK, PAGE, TEXT_CONTRAST, contrast, covered, waves
from hpplan.views.pictures.svg import Svg
from tests.views import GIVEN, planned, situation
from tests.views.pictures.boxes import shapes, unreadable

SHIPPED = Path(__file__).parents[3] / "data"


ENDS_OF_TIME = """
programme: {id: p, name: P}
municipalities: [{id: a, wave: W1}, {id: b, wave: W2}]
waves: [{id: W1, go_live: 0001-01-01}, {id: W2, go_live: 9999-12-31}]
"""


def shipped(day: str) -> TimelineData:
    """The timeline of the shipped data, by the plan of the day."""
    programme = read(SHIPPED).programme
    assert programme is not None
    known = programme.on(date.fromisoformat(day))
    return timeline(known, current_plan(known))


def line(folder: Path, text: str = GIVEN, as_of: str = "2024-01-01") -> TimelineData:
    known = situation(folder, text, as_of=as_of)
    return timeline(known, current_plan(known))


def many(sites: int, slots: int) -> str:
    """A programme of so many sites in so many waves, a month after each other."""
    rows = "\n".join(
        f"  - {{id: s{n}, name: Site {n}, claims: [{{says: planned, wave: W{n % slots}}}]}}"
        for n in range(sites)
    )
    dates = "\n".join(
        f"  - {{id: W{n}, go_live: {2024 + n // 12}-{n % 12 + 1:02}}}" for n in range(slots)
    )
    phases = "phases: [{id: main, name: Main, from: -6m, to: 0d}]"
    return f"programme: {{id: p, name: P, {phases}}}\nmunicipalities:\n{rows}\nwaves:\n{dates}\n"


def said(picture: Svg) -> list[str]:
    return [found.text or "" for found in shapes(picture).iter("text")]


def rows(picture: Svg) -> dict[str, str]:
    """What is said of the row of each site."""
    found: dict[str, str] = {}
    for row in shapes(picture).iter("g"):
        if "data-site" in row.attrib:
            found[row.attrib["data-site"]] = row.findtext("title") or ""
    return found


def test_each_site_says_what_the_row_of_its_wave_does_not(tmp_path: Path) -> None:
    made = planned(tmp_path)
    picture = gantt(timeline(made.situation, made.plan))
    assert rows(picture) == {
        "t": "St. Olavs: live; W0, 11 Nov 2023",
        "a": "Aure: planned; W1, 9 Nov 2024; decide by 9 May 2024",
        "b": "Bjugn: decided; W1, 9 Nov 2024",
        "r": "Rauma: candidate; KI2, autumn 2025; decide by 1 March 2025",
        "o": "Oppdal: declined",
    }
    waves = [g for g in shapes(picture).iter("g") if {*g.attrib} == {"data-wave"}]
    assert [wave.findtext("title") for wave in waves] == [
        (
            "W0: 11 Nov 2023, 1 site; Hovedprosjekt from 11 November 2022; "
            "Støtte from 11 November 2023"
        ),
        "W1: 9 Nov 2024, 2 sites; Hovedprosjekt from 9 November 2023; Støtte from 9 November 2024",
        (
            "KI2: autumn 2025, 1 site; Hovedprosjekt from 1 September 2024 at the earliest; "
            "Støtte from 1 September 2025 at the earliest"
        ),
    ]


def test_the_picture_in_words_has_every_wave(tmp_path: Path) -> None:
    assert gantt(line(tmp_path)).desc == (
        "As known on 1 January 2024; W0, 11 Nov 2023: 1 site; W1, 9 Nov 2024: 3 sites; "
        "in no wave: 1 site"
    )


def test_only_waves_are_drawn_where_only_they_are_asked_for(tmp_path: Path) -> None:
    picture = gantt(line(tmp_path), sites=False)
    assert rows(picture) == {}
    drawn = [g.attrib["data-wave"] for g in shapes(picture).iter("g") if "data-wave" in g.attrib]
    assert drawn == ["W0", "W1"]


def test_the_id_of_its_wave_stands_with_every_colour_of_a_wave(tmp_path: Path) -> None:
    for row in shapes(gantt(line(tmp_path))).iter("g"):
        painted = [e for e in row.iter() if "f-wave-" in e.attrib.get("class", "")]
        assert not painted or "data-wave" in row.attrib or row.tag == "g"
    assert {"W0", "W1"} <= set(said(gantt(line(tmp_path))))


def test_a_wave_keeps_its_colour_when_others_are_not_shown(tmp_path: Path) -> None:
    made = planned(tmp_path)
    whole = timeline(made.situation, made.plan)
    assert "f-wave-3" in gantt(whole.only(waves=["W2"])).inline()
    assert "f-wave-1" not in gantt(whole.only(waves=["W2"])).inline()


def test_a_period_is_striped_and_a_day_is_not(tmp_path: Path) -> None:
    made = planned(tmp_path)
    whole = timeline(made.situation, made.plan)
    assert "url(#gantt-stripes)" in gantt(whole.only(waves=["W2"])).inline()
    assert "url(#gantt-stripes)" not in gantt(whole.only(waves=["W1"])).inline()


@pytest.mark.parametrize("day", ["2020-12-15", "2022-04-04", "2023-07-04", "2024-01-03"])
def test_every_text_of_the_real_programme_can_be_read(day: str) -> None:
    assert unreadable(gantt(shipped(day))) == []


@pytest.mark.parametrize(
    "text",
    [
        many(1, 1),
        many(300, 10),
        many(80, 40),
        "programme: {id: p, name: P}\nmunicipalities: [{id: a}]\n",
        "programme: {id: p, name: P}\nmunicipalities: [{id: a, wave: W1}]\nwaves: [{id: W1}]\n",
        ENDS_OF_TIME,
    ],
    ids=["one site", "300 sites", "40 waves", "no wave", "no date", "the ends of time"],
)
def test_programmes_of_any_size_can_be_read(tmp_path: Path, text: str) -> None:
    picture = gantt(line(tmp_path, text))
    assert unreadable(picture) == []
    ET.fromstring(picture.document().encode())


def test_nobody_at_all_is_a_picture_that_says_so(tmp_path: Path) -> None:
    nobody = line(tmp_path).only(sites=["nobody"])
    assert "there is no site" in said(gantt(nobody))


def test_long_names_are_broken_and_never_run_into_the_bars(tmp_path: Path) -> None:
    name = "Namsos - Nåavmesjenjaelmie - Nåavmesjenjaelmien tjïelte"
    text = GIVEN.replace("Aure", name).replace("called: KI2", f"called: {name}")
    picture = gantt(line(tmp_path, text))
    assert unreadable(picture) == []
    assert any(line.startswith("Namsos -") for line in said(picture))
    assert any(title.startswith(name) for title in rows(picture).values())


@pytest.mark.parametrize("number", [1, 2, 3, 8])
def test_text_on_every_phase_can_be_read(number: int) -> None:
    faint: list[Any] = []
    for tone in (*waves(11), *waves(40)):
        for opacity in opacities(number):
            for page, paint, ink in (
                (PAGE.light, tone.light, INK.light),
                (PAGE.dark, tone.dark, INK.dark),
            ):
                if contrast(covered(page, paint, opacity), ink) < TEXT_CONTRAST:
                    faint.append((tone, opacity, contrast(covered(page, paint, opacity), ink)))
    assert faint == []
