"""A difference as JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from hpplan.views import diff_json
from tests.views.test_diff_text import between

GIVEN = """
programme: {id: p, name: P}
sources: [{id: brev, kind: document, title: Brevet, published: 2023-03-01}]
waves:
  - {id: W1, go_live: 2023-04}
  - {id: W2, claims: [{go_live: 2024-04-27}, {called: KI2}]}
municipalities:
  - id: a
    name: Aure
    claims:
      - {says: planned, wave: W1, known: 2022-01-01}
      - {says: planned, wave: W2, source: brev, note: too early}
  - {id: g, name: Gamle, until: 2022-12-31}
"""


def test_the_document_of_a_move_and_of_a_site_that_is_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = diff_json.render(between("2022-06-01", "2023-06-01", GIVEN))
    aure = {"site": "a", "name": "Aure", "kind": "municipality"}
    april: dict[str, Any] = {"label": "2023-04", "from": "2023-04-01", "to": "2023-04-30"}
    day: dict[str, Any] = {"label": "2024-04-27", "from": "2024-04-27", "to": "2024-04-27"}
    first = {"label": "W1", "go_live": april}
    then = {"label": "KI2", "go_live": day}
    assert text.endswith("}\n")
    assert json.loads(text) == {
        "format": 2,
        "old": {"name": "2022-06-01", "as_of": "2022-06-01"},
        "new": {"name": "2023-06-01", "as_of": "2023-06-01"},
        "sites": [
            {
                **aure,
                "moved": True,
                "old": {"wave": "W1", "go_live": april, "status": "planned"},
                # The label beside the id, since it is called otherwise.
                "new": {"wave": "W2", "label": "KI2", "go_live": day, "status": "planned"},
                "shift": {"months": 12, "to_months": None, "about": False, "days": None},
                "claim": {
                    "says": "planned for W2",
                    "source": "brev",
                    "title": "Brevet",
                    "known": "2023-03-01",
                    "note": "too early",
                    "file": "programme.yaml",
                    "line": 12,
                    "column": 9,
                },
                "reason": "planned for W2 (called KI2) [brev]",
            },
            {
                "site": "g",
                "name": "Gamle",
                "kind": "municipality",
                "moved": False,
                "old": {"wave": None, "go_live": None, "status": "none"},
                "new": None,
                "shift": None,
                "claim": None,
                "reason": "does not exist on this date",
            },
        ],
        "waves": [
            {
                "wave": "W1",
                "old": first,
                "new": first,
                "shift": {"months": 0, "to_months": None, "about": False, "days": None},
                "joined": [],
                "left": [aure],
                "claim": None,
            },
            {
                "wave": "W2",
                "old": then,
                "new": then,
                "shift": {"months": 0, "to_months": None, "about": False, "days": 0},
                "joined": [aure],
                "left": [],
                "claim": None,
            },
        ],
    }


def test_a_new_wave_has_no_old_side_and_cites_its_claim(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = GIVEN.replace(
        "  - {id: W1,", "  - {id: W3, claims: [{go_live: 2025, source: brev}]}\n  - {id: W1,"
    )
    answer = json.loads(diff_json.render(between("2022-06-01", "2023-06-01", text)))
    assert answer["waves"][2] == {
        "wave": "W3",
        "old": None,
        "new": {
            "label": "W3",
            "go_live": {"label": "2025", "from": "2025-01-01", "to": "2025-12-31"},
        },
        "shift": None,
        "joined": [],
        "left": [],
        "claim": {
            "says": "go-live 2025",
            "source": "brev",
            "title": "Brevet",
            "known": "2023-03-01",
            "note": None,
            "file": "programme.yaml",
            "line": 5,
            "column": 23,
        },
    }


def test_nothing_differs_is_two_empty_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert json.loads(diff_json.render(between("2023-06-01", "2023-06-02", GIVEN))) == {
        "format": 2,
        "old": {"name": "2023-06-01", "as_of": "2023-06-01"},
        "new": {"name": "2023-06-02", "as_of": "2023-06-02"},
        "sites": [],
        "waves": [],
    }
