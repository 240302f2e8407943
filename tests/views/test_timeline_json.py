"""A timeline as JSON: the contract of FORMAT.md."""

import json
from pathlib import Path

from hpplan.analysis.timeline import timeline
from hpplan.views import timeline_json
from tests.views import GIVEN, planned

NAMED_AS_ITS_ID = GIVEN.replace("name: Plattformen", "name: p")


def test_the_document_in_order_of_go_live(tmp_path: Path) -> None:
    made = planned(tmp_path, NAMED_AS_ITS_ID)
    line = timeline(made.situation, made.plan).only(["t", "r", "o"])
    text = timeline_json.render(line)
    assert text.endswith("}\n")
    assert json.loads(text) == {
        "format": 2,
        "as_of": "2024-01-01",
        "entries": [
            {
                "site": "t",
                "name": "St. Olavs",
                "kind": "trust",
                "wave": "W0",
                "status": "live",
                "firm": True,
                "go_live": {"label": "2023-11-11", "from": "2023-11-11", "to": "2023-11-11"},
                "phases": [
                    {
                        "id": "main",
                        "name": "Hovedprosjekt",
                        "from": "2022-11-11",
                        "to": "2023-11-11",
                        "approximate": False,
                    },
                    {
                        "id": "support",
                        "name": "Støtte",
                        "from": "2023-11-11",
                        # Exclusive: it runs until the day before.
                        "to": "2023-12-02",
                        "approximate": False,
                    },
                ],
                "milestones": [
                    {
                        "id": "ready",
                        "name": "Klar",
                        "from": "2023-08-13",
                        "to": "2023-08-13",
                        "approximate": False,
                    }
                ],
                "decide_by": None,
                "decides": None,
                "moved_from": None,
                "reason": "went live on 11 November 2023",
            },
            {
                "site": "r",
                "name": "Rauma",
                "kind": "municipality",
                "wave": "W2",
                "label": "KI2",
                "status": "candidate",
                "firm": False,
                "go_live": {"label": "2025-autumn", "from": "2025-09-01", "to": "2025-11-30"},
                # From the first-day to the last-day offsets of the season.
                "phases": [
                    {
                        "id": "main",
                        "name": "Hovedprosjekt",
                        "from": "2024-09-01",
                        "to": "2025-11-30",
                        "approximate": True,
                    },
                    {
                        "id": "support",
                        "name": "Støtte",
                        "from": "2025-09-01",
                        "to": "2025-12-21",
                        "approximate": True,
                    },
                ],
                "milestones": [
                    {
                        "id": "ready",
                        "name": "Klar",
                        "from": "2025-06-03",
                        "to": "2025-09-01",
                        "approximate": True,
                    }
                ],
                "decide_by": "2025-03-01",
                "decides": None,
                "moved_from": "W1",
                "reason": "leaves W1: W1 holds at most 9,000 inhabitants, but would have to hold "
                "15,000 (cap)",
            },
            {
                "site": "o",
                "name": "Oppdal",
                "kind": "municipality",
                "wave": None,
                "status": "declined",
                "firm": False,
                "go_live": None,
                "phases": [],
                "milestones": [],
                "decide_by": None,
                "decides": None,
                "moved_from": None,
                "reason": "declined [brev]: takes no part",
            },
        ],
        "next": [
            {
                "from": "2024-09-01",
                "to": "2024-11-30",
                "approximate": True,
                "what": "starts",
                "id": "main",
                "name": "Hovedprosjekt",
                "wave": "W2",
                "sites": ["r"],
            },
            {
                "from": "2025-03-01",
                "to": "2025-03-01",
                "approximate": False,
                "what": "decide",
                "id": None,
                "name": None,
                "wave": "W2",
                "sites": ["r"],
            },
            {
                "from": "2025-06-03",
                "to": "2025-09-01",
                "approximate": True,
                "what": "milestone",
                "id": "ready",
                "name": "Klar",
                "wave": "W2",
                "sites": ["r"],
            },
            {
                "from": "2025-09-01",
                "to": "2025-11-30",
                "approximate": True,
                "what": "go-live",
                "id": None,
                "name": None,
                "wave": "W2",
                "sites": ["r"],
            },
            {
                "from": "2025-09-22",
                "to": "2025-12-21",
                "approximate": True,
                "what": "ends",
                "id": "support",
                "name": "Støtte",
                "wave": "W2",
                "sites": ["r"],
            },
        ],
    }


def test_nobody_is_an_empty_list(tmp_path: Path) -> None:
    made = planned(tmp_path, NAMED_AS_ITS_ID)
    line = timeline(made.situation, made.plan).only(["nobody"])
    assert json.loads(timeline_json.render(line)) == {
        "format": 2,
        "as_of": "2024-01-01",
        "entries": [],
        "next": [],
    }
