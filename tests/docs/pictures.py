"""The pictures of the README and the pages, made of the shipped data."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import hpplan
from hpplan.analysis.waiting import waiting_graph
from hpplan.views.pictures.graph import graph_picture

ROOT: Final = Path(__file__).parents[2]
PICTURES: Final = ROOT / "docs" / "pictures"

FUTURES: Final = 100
"""As many as docs/risk.md shows the figures of."""


def drawn() -> Iterator[tuple[str, str]]:
    """The name of each file, and its text."""
    programme = hpplan.load(ROOT / "data")
    situation = programme.at()
    plan, timeline = situation.current_plan(), situation.timeline()
    yield "waves.svg", str(timeline.plot(sites=False))
    yield "timeline.svg", str(timeline.plot())
    yield "map.svg", str(plan.plot("map"))
    yield "tiles.svg", str(timeline.map(tiles=True))
    yield "coverage.svg", str(plan.plot("coverage"))
    yield "load.svg", str(plan.plot("load"))
    yield "trend.svg", str(programme.history().plot())
    best = situation.assign()
    assert isinstance(best, hpplan.Plan)
    yield "futures.svg", str(best.risk(FUTURES).plot())
    known = programme.data.on(date(2022, 4, 4))
    slots = tuple(slot.id for slot in known.snapshot.waves)
    yield "waits.svg", graph_picture(waiting_graph(known), slots).document()


def refresh() -> None:
    """Write the files."""
    PICTURES.mkdir(exist_ok=True)
    for name, text in drawn():
        (PICTURES / name).write_text(text, encoding="utf-8", newline="\n")
