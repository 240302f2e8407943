"""Names that would be markup, or that do not show: in every picture they are text, and whole."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from hpplan.analysis.coverage_curve import coverage_curves
from hpplan.analysis.history import history_of
from hpplan.analysis.load_by_wave import load_by_wave
from hpplan.analysis.timeline import timeline
from hpplan.analysis.waiting import waiting_graph
from hpplan.programme.plan import current_plan
from hpplan.programme.programme import SituationData
from hpplan.text import literal
from hpplan.views.pictures.coverage_chart import coverage_chart
from hpplan.views.pictures.gantt import gantt
from hpplan.views.pictures.graph import graph_picture
from hpplan.views.pictures.load_chart import load_chart
from hpplan.views.pictures.svg import Svg
from hpplan.views.pictures.trend_chart import trend_chart
from tests.builders import programme as written
from tests.views.pictures.boxes import unreadable

HOSTILE = [
    "<script>alert(1)</script>",
    "Sør & Nord &amp; <Øst>",
    '"quoted" and \'quoted\' onload="x"',
    "]]><!-- --><?xml?>",
    "\u202eright to left\u2066",
    "two\nlines\tand a tab",
    "Namsos " * 40 + "end",
    "N" * 300,
]
PROGRAMME = {
    "programme": {
        "id": "p",
        "name": " ".join(HOSTILE[:6]),
        "phases": [{"id": "main", "name": HOSTILE[0], "from": "-6m", "to": "0d"}],
        "milestones": [{"id": "ready", "name": HOSTILE[1], "at": "-30d"}],
    },
    "municipalities": [
        {
            "id": f"s{n}",
            "name": name,
            "size": {"inhabitants": 100 + n},
            "claims": [{"says": "decided", "wave": f"W{n}"}],
        }
        for n, name in enumerate(HOSTILE)
    ],
    "waves": [
        {"id": f"W{n}", "claims": [{"go_live": f"2024-{n + 1:02}"}, {"called": name}]}
        for n, name in enumerate(HOSTILE)
    ],
    "rules": [
        {"id": "cap", "kind": "capacity", "measure": "inhabitants", "max": 105},
        {"id": "chain", "kind": "before", "first": "s0", "then": "s1", "because": HOSTILE[0]},
        {"id": "both", "kind": "together", "sites": ["s2", "s3"], "because": HOSTILE[1]},
        {"id": "later", "kind": "before", "first": "s4", "then": "s5"},
        {"id": "last", "kind": "before", "first": "s6", "then": "s7"},
    ],
}
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {
    "circle", "defs", "desc", "g", "line", "path", "pattern", "rect", "style", "svg", "text",
    "title",
}  # fmt: skip
STATED = {
    "aria-labelledby", "class", "cx", "cy", "d", "data-site", "data-wave", "fill", "fill-opacity",
    "height", "id", "opacity", "patternTransform", "patternUnits", "r", "role", "rx", "text-anchor",
    "transform", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2",
    "{http://www.w3.org/XML/1998/namespace}lang",
}  # fmt: skip

PICTURES: dict[str, Callable[[SituationData], Svg]] = {
    "gantt": lambda known: gantt(timeline(known, current_plan(known))),
    "graph": lambda known: graph_picture(waiting_graph(known), slots(known)),
    "coverage": lambda known: coverage_chart(coverage_curves(known, current_plan(known))),
    "load": lambda known: load_chart(load_by_wave(known, current_plan(known))),
    "trend": lambda known: trend_chart(history_of(known.programme, known.as_of), slots(known)),
}


def slots(known: SituationData) -> tuple[str, ...]:
    return tuple(slot.id for slot in known.snapshot.waves)


@pytest.fixture(params=PICTURES)
def picture(request: pytest.FixtureRequest, tmp_path: Path) -> Svg:
    known = written(tmp_path, json.dumps(PROGRAMME)).on(date(2024, 1, 1))
    return PICTURES[request.param](known)


def test_no_element_and_no_attribute_is_made_of_a_name(picture: Svg) -> None:
    root = ET.fromstring(picture.document().encode())
    assert {found.tag.removeprefix(SVG) for found in root.iter()} <= DRAWN
    assert {key for found in root.iter() for key in found.attrib} <= STATED
    values = {value for found in root.iter() for value in found.attrib.values()}
    assert [value for value in values if "script" in value or "N" * 9 in value] == []


def test_a_name_is_whole_in_a_title_and_shows_what_it_is(picture: Svg) -> None:
    drawn = picture.document()
    assert drawn.replace("\n", "").isprintable()
    root = ET.fromstring(drawn.encode())
    titles = [found.text or "" for found in root.iter(f"{SVG}title")]
    assert [name for name in HOSTILE if not any(literal(name) in said for said in titles)] == []


def test_names_of_any_length_can_be_read(picture: Svg) -> None:
    assert unreadable(picture) == []
