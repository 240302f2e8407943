"""A plan as JSON: the contract of FORMAT.md."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from hpplan.planning import Infeasible, repaired
from hpplan.solving.result import Undecided
from hpplan.views import plan_json
from hpplan.views.edits import Applied
from tests.views import GIVEN, RAUMA_PINNED, situation, solve

NO_OPTIONS: dict[str, list[str]] = {"pin": [], "forbid": [], "reopen": []}
MADE_FROM = [{"file": "programme.yaml", "sha256": sha256(GIVEN.encode()).hexdigest()}]
DAY = {"label": "2024-11-09", "from": "2024-11-09", "to": "2024-11-09"}


def share(municipalities: int, inhabitants: int, percent: float) -> dict[str, Any]:
    return {
        "municipalities": municipalities,
        "inhabitants": inhabitants,
        "sites": municipalities,
        "amount": inhabitants,
        "of": 20000,
        "percent": percent,
    }


def goal(kind: str, value: int, unit: str, sense: str, sentence: str) -> dict[str, Any]:
    """A goal of a plan that is proved best."""
    known = {"value": value, "unit": unit, "bound": value, "proved": True}
    return {"kind": kind, **known, "sense": sense, "sentence": sentence}


def test_the_document_of_a_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    known = situation(Path())
    text = plan_json.render(known, solve(known))
    assert text.endswith("}\n")
    assert json.loads(text) == {
        "format": 2,
        "programme": "p",
        "as_of": "2024-01-01",
        "status": "optimal",
        "placements": [
            {
                "site": "t",
                "name": "St. Olavs",
                "wave": "W0",
                "go_live": {"label": "2023-11-11", "from": "2023-11-11", "to": "2023-11-11"},
                "firm": True,
                "moved_from": None,
                "reason": "went live on 11 November 2023",
            },
            {
                "site": "a",
                "name": "Aure",
                "wave": "W1",
                "go_live": DAY,
                "firm": False,
                "moved_from": None,
                "reason": "planned for W1 [brev]",
            },
            {
                "site": "b",
                "name": "Bjugn",
                "wave": "W1",
                "go_live": DAY,
                "firm": True,
                "moved_from": None,
                "reason": "decided on W1 in June 2023",
            },
            {
                "site": "r",
                "name": "Rauma",
                "wave": "W2",
                # Beside the id, since it is called otherwise.
                "label": "KI2",
                "go_live": {"label": "2025-autumn", "from": "2025-09-01", "to": "2025-11-30"},
                "firm": False,
                "moved_from": "W1",
                "reason": "leaves W1: W1 holds at most 9,000 inhabitants, but would have to hold "
                "15,000 (cap)",
            },
        ],
        "unplaced": [{"site": "o", "name": "Oppdal", "reason": "declined [brev]: takes no part"}],
        "goals": [
            goal("participation", 4, "sites", "maximise", "as many sites as possible take part"),
            goal(
                "stability",
                1,
                "sites",
                "minimise",
                "as few sites as possible leave their current wave",
            ),
            # 364 days for 8000 inhabitants, 660 for 7000.
            goal(
                "earliest",
                7_532_000,
                "inhabitant-days",
                "minimise",
                "as early as possible, by inhabitants",
            ),
            goal("wishes", 0, "points", "minimise", "sites get the waves they wish for"),
        ],
        "conflicts": [],
        "load": [
            {
                "rule": "cap",
                "measure": "inhabitants",
                "max": 9000,
                "waves": [
                    {"wave": "W0", "load": 0},
                    {"wave": "W1", "load": 8000},
                    {"wave": "W2", "load": 7000},
                ],
            }
        ],
        "coverage": {
            "measure": "inhabitants",
            "live": share(0, 0, 0.0),
            "live_or_decided": share(1, 4500, 22.5),
            "by_wave": [
                {"wave": "W0", **share(0, 0, 0.0)},
                {"wave": "W1", **share(2, 8000, 40.0)},
                {"wave": "W2", **share(3, 15000, 75.0)},
            ],
        },
        "upheaval": {
            "moved": 1,
            "days_later": 296,
            "days_earlier": 0,
            "overtaken": 0,
            "notice_lost": 0,
        },
        "options": NO_OPTIONS,
        "made_from": MADE_FROM,
        "digest": "cfa856785b0392c4efaf8ad04f504aeab2eb667fe3cc13d34bcb99cbb0a56495",
    }


def test_the_document_of_a_proof_that_there_is_no_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    known = situation(Path(), overrides=RAUMA_PINNED)
    decided = {"file": "programme.yaml", "line": 13, "column": 62}
    cap = {"file": "programme.yaml", "line": 21, "column": 5}
    most = {"file": "programme.yaml", "line": 21, "column": 58}
    option = {"file": "<command line>", "line": 1, "column": 1}
    pin = "--pin r=W1"
    assert json.loads(plan_json.render(known, solve(known))) == {
        "format": 2,
        "programme": "p",
        "as_of": "2024-01-01",
        "status": "infeasible",
        "placements": [],
        "unplaced": [],
        "goals": [],
        "conflicts": [
            {
                "headline": "W1 holds at most 9,000 inhabitants, but would have to hold 11,500",
                "facts": [
                    {"text": "Bjugn decided on W1 in June 2023", **decided},
                    {
                        "text": "cap: every wave holds at most 9,000 inhabitants (few can help)",
                        **cap,
                    },
                    {"text": pin, **option},
                ],
                "minimal": True,
                "repairs": [
                    {
                        "id": "1A",
                        "text": f"drop {pin}",
                        "drop": [option],
                        "changes": [
                            {
                                "change": "rule-dropped",
                                "rule": pin,
                                "edit": f"leave out {pin}",
                                **option,
                                **NOBODY,
                            }
                        ],
                        "whose": "wish",
                        **NOBODY,
                        "cost": cost(["r"], 296, [4, 1, 7532000, 0]),
                        "with": [],
                    },
                    {
                        "id": "1B",
                        "text": "cap: max 11,500 instead of 9,000",
                        "drop": [],
                        "changes": [
                            {
                                "change": "rule-altered",
                                "rule": "cap",
                                "set": {"max": {"from": 9000, "to": 11500}},
                                "edit": "write max: 11500 in cap",
                                **most,
                                **NOBODY,
                            }
                        ],
                        "whose": "plan",
                        **NOBODY,
                        "cost": cost(["a"], 296, [4, 1, 6496000, 0]),
                        "with": [],
                    },
                    {
                        "id": "1C",
                        "text": "Bjugn leaves W1",
                        "drop": [decided],
                        "changes": [
                            {
                                "change": "reopened",
                                "site": "b",
                                "edit": "add to the claims of Bjugn: "
                                "{says: undecided, known: 2024-01-01}",
                                **decided,
                                **NOBODY,
                            }
                        ],
                        "whose": "council",
                        **NOBODY,
                        "cost": cost(["a", "b"], 592, [4, 1, 7828000, 0]),
                        "with": [],
                    },
                ],
            }
        ],
        "options": {"pin": ["r=W1"], "forbid": [], "reopen": []},
        "made_from": MADE_FROM,
        "together": ["1A"],
        "all_conflicts_found": True,
    }


NOBODY: dict[str, object] = {"decides": [], "consult": [], "pays": []}
"""Of data that name nobody who decides."""


def cost(moved: list[str], days: int, goals: list[int]) -> dict[str, object]:
    units = {
        "participation": "sites",
        "stability": "sites",
        "earliest": "inhabitant-days",
        "wishes": "points",
    }
    return {
        "moved": moved,
        "unplaced": 0,
        "days": days,
        "covered": 75.0,
        "goals": [
            {"kind": kind, "value": value, "unit": unit}
            for (kind, unit), value in zip(units.items(), goals, strict=True)
        ],
        "proved": True,
    }


def test_a_plan_with_a_repair_says_what_to_change_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    known = situation(Path(), overrides=RAUMA_PINNED)
    outcome = solve(known)
    assert isinstance(outcome, Infeasible)
    second = outcome.conflicts[0].repairs[1]
    instead = repaired(known, [second])
    answer = json.loads(plan_json.render(instead, solve(instead), [Applied(second, known)]))
    assert (answer["status"], answer["applied"]) == (
        "optimal",
        [
            {
                "id": "1B",
                "text": "cap: max 11,500 instead of 9,000",
                "changes": [
                    {
                        "change": "rule-altered",
                        "rule": "cap",
                        "set": {"max": {"from": 9000, "to": 11500}},
                        "edit": "write max: 11500 in cap",
                        "file": "programme.yaml",
                        "line": 21,
                        "column": 58,
                        **NOBODY,
                    }
                ],
            }
        ],
    )


def test_the_document_of_no_plan_and_no_proof(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    known = situation(Path())
    assert json.loads(plan_json.render(known, Undecided(60.0))) == {
        "format": 2,
        "programme": "p",
        "as_of": "2024-01-01",
        "status": "undecided",
        "placements": [],
        "unplaced": [],
        "goals": [],
        "conflicts": [],
        "options": NO_OPTIONS,
        "made_from": MADE_FROM,
    }


def test_a_wave_without_a_date_goes_live_at_null_and_without_inhabitants_sites_are_counted(
    tmp_path: Path,
) -> None:
    text = "programme: {id: p, name: P}\nmunicipalities: [{id: a, name: A}]\nwaves: [{id: W1}]"
    known = situation(tmp_path, text)
    answer = json.loads(plan_json.render(known, solve(known)))
    assert [placement["go_live"] for placement in answer["placements"]] == [None]
    assert answer["coverage"]["by_wave"] == [
        {
            "wave": "W1",
            "municipalities": 1,
            "inhabitants": None,
            "sites": 1,
            "amount": 1,
            "of": 1,
            "percent": 100.0,
        }
    ]
    assert answer["coverage"]["measure"] == "sites"


def test_letters_stand_as_they_are_and_what_a_terminal_would_obey_as_escapes(
    tmp_path: Path,
) -> None:
    text = GIVEN.replace("few can help", '"Č \\e[31m \\u202e"')
    known = situation(tmp_path, text, RAUMA_PINNED)
    rendered = plan_json.render(known, solve(known))
    assert r"(Č \u001b[31m \u202e)" in rendered
    assert rendered.replace("\n", "").isprintable()
    facts = json.loads(rendered)["conflicts"][0]["facts"]
    assert facts[1]["text"].endswith("(Č \x1b[31m \u202e)")
