"""Who waits for whom as a picture: arrows, groups and the longest chain, all to be read."""

from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from hpplan.analysis.waiting import waiting_graph
from hpplan.programme.programme import SituationData
from hpplan.views.pictures.graph import graph_picture
from hpplan.views.pictures.svg import Svg
from tests.builders import programme as written
from tests.views.pictures import real
from tests.views.pictures.boxes import shapes, unreadable
from tests.views.pictures.test_charts import HOSTILE
from tests.views.test_graphs import GIVEN

CHAIN = "\n".join(
    [
        "programme: {id: p}",
        "municipalities:",
        *(f"  - {{id: s{n}}}" for n in range(40)),
        "waves: [{id: W1}]",
        "rules:",
        *(f"  - {{kind: before, first: s{n}, then: s{n + 1}}}" for n in range(39)),
    ]
)
FAN = "\n".join(
    [
        "programme: {id: p}",
        "municipalities:",
        *(f"  - {{id: s{n}}}" for n in range(300)),
        "waves: [{id: W1}]",
        "rules: [{kind: before, first: s0, then: all}]",
    ]
)
CIRCLE = """
programme: {id: p}
municipalities: [{id: a}, {id: b}, {id: c}]
waves: [{id: W1}, {id: W2}, {id: W3}]
rules:
  - {kind: before, first: a, then: b}
  - {kind: before, first: b, then: c}
  - {kind: before, first: c, then: a}
"""
NOBODY = "programme: {id: p}\nmunicipalities: [{id: a}]\n"


def picture(known: SituationData) -> Svg:
    return graph_picture(waiting_graph(known), tuple(slot.id for slot in known.snapshot.waves))


def of(folder: Path, text: str) -> Svg:
    return picture(written(folder, text).on(date(2024, 1, 1)))


def test_the_picture_says_who_waits_for_whom_and_by_which_rule(tmp_path: Path) -> None:
    drawn = of(tmp_path, GIVEN)
    titles = [found.findtext("title") for found in shapes(drawn).iter("g")]
    assert "Eid: at least 6 months after Dal (later)" in titles
    assert "together: one-day" in titles
    assert "together: Bø, Dal" in drawn.desc


def test_nodes_go_by_the_ids_of_sites(tmp_path: Path) -> None:
    found = [g.attrib.get("data-site") for g in shapes(of(tmp_path, GIVEN)).iter("g")]
    assert sorted(filter(None, found)) == ["ask", "bo", "dal", "eid-er", "north"]


def test_the_longest_chain_is_drawn_thicker(tmp_path: Path) -> None:
    thick = [
        e for e in shapes(of(tmp_path, GIVEN)).iter("path") if "thick" in e.attrib["class"].split()
    ]
    graph = waiting_graph(written(tmp_path, GIVEN).on(date(2024, 1, 1)))
    assert len(thick) == sum(pair.in_chain for pair in graph.pairs) > 0


def test_who_waits_alike_shares_a_box_and_an_arrow(tmp_path: Path) -> None:
    arrows = [e for e in shapes(of(tmp_path, FAN)).iter("path") if "C" in e.attrib["d"]]
    assert len(arrows) == 2  # one for the chain, one for all the others


@pytest.mark.parametrize("day", real.DAYS)
def test_every_text_of_the_real_programme_can_be_read(day: str) -> None:
    assert unreadable(picture(real.on(day)[0])) == []


@pytest.mark.parametrize("text", [CHAIN, FAN, CIRCLE, NOBODY], ids=["chain", "fan", "circle", "0"])
def test_graphs_of_any_shape_can_be_read(tmp_path: Path, text: str) -> None:
    drawn = of(tmp_path, text)
    assert unreadable(drawn) == []
    ET.fromstring(drawn.document().encode())


def test_text_of_the_data_is_only_text(tmp_path: Path) -> None:
    quoted = HOSTILE.replace("\\", "\\\\").replace('"', '\\"').replace("\x1b", "\\e")
    text = GIVEN.replace("name: The coast", f'name: "{quoted}"').replace(
        "name: Dal", f'name: "{quoted}"'
    )
    drawn = of(tmp_path, text).document()
    assert "<script" not in drawn
    assert drawn.replace("\n", "").isprintable()
    ET.fromstring(drawn.encode())
