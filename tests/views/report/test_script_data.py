"""What the script of a report reads: sites, their stories and alternatives, versions, and words."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from hpplan.analysis.history import history_of
from hpplan.analysis.report_alternatives import report_alternatives, report_limits
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.analysis.timeline import timeline
from hpplan.programme.plan import current_plan
from hpplan.views.report.script_data import script_data
from tests.builders import known

TEXT = """\
programme: {id: p, name: P, as_of: 2024-01-01}
regions: [{id: north, name: North}]
municipalities:
  - id: a
    name: "Ask\u202e"
    size: {inhabitants: 900}
    regions: north
    claims: [{says: planned, wave: W1, source: s}]
  - id: b
    name: Bø
    size: {inhabitants: 500}
    claims:
      - {says: planned, wave: W2, source: s}
      - {says: undecided, source: s, until: 2024-06}
  - {id: c, name: Ca, size: {inhabitants: 400}, claims: [{says: decided, wave: W2, source: t}]}
sources:
  - {id: s, kind: document, title: First plan, published: 2023-01-01}
  - {id: t, kind: document, title: Council, published: 2023-06-01}
waves: [{id: W1, go_live: 2024-11}, {id: W2, go_live: 2025-04}, {id: W3, go_live: 2025-11}]
rules:
  - {id: cap, kind: capacity, max: 2}
  - {id: late, kind: window, sites: b, not_before: 2025-03-01}
goals: [{kind: participation}, {kind: earliest, measure: inhabitants}]
"""


def data_of(tmp_path: Path, *, asked: bool = True) -> dict[str, Any]:
    situation = known(tmp_path, TEXT)
    asking = ScenarioSolver(situation, report_limits())
    return script_data(
        situation,
        timeline(situation, current_plan(situation)),
        history_of(situation.programme, situation.as_of),
        asking.base,
        report_alternatives(asking) if asked else None,
    )


@pytest.fixture
def data(tmp_path: Path) -> dict[str, Any]:
    return data_of(tmp_path)


def in_words(data: dict[str, Any], value: Any) -> Any:
    """The value with the texts that its numbers stand for."""
    match value:
        case dict():
            return {k: in_words(data, v) for k, v in value.items()}
        case list():
            return [in_words(data, each) for each in value]
        case int():
            said = data["texts"][value]
            parts = [said] if isinstance(said, str) else said
            return "".join(
                data["phrases"][part] if isinstance(part, int) else part for part in parts
            )
        case _:
            return value


def site(data: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in data["sites"] if each["id"] == name)
    return found


def test_a_site_says_where_it_is_why_and_how_it_came_there(data: dict[str, Any]) -> None:
    found = in_words(data, {**site(data, "b"), "choices": []})
    assert found == {
        "id": "b",
        "name": "Bø",
        "wave": "W2",
        "status": "undecided",
        "trust": None,
        "regions": [],
        "facts": [
            ["Goes live", "W2, April 2025"],
            ["Why", "Planned for W2 [s]"],
            ["It said it would decide by", "June 2024"],
        ],
        "story": [["1 January 2023", "W2, April 2025", "First plan"]],
        "choices": [],
    }
    assert in_words(data, site(data, "a")["regions"]) == ["North"]


def test_who_is_firm_has_no_alternatives(data: dict[str, Any]) -> None:
    assert "choices" not in site(data, "c")


def without_goals(choices: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{k: v for k, v in each.items() if k != "goals"} for each in choices]


def test_each_wave_is_beside_the_best_plan_the_best_first(data: dict[str, Any]) -> None:
    found = site(data, "b")["choices"]
    assert in_words(data, without_goals(found)) == [
        {"wave": "W2", "says": "as in the best plan"},
        {"wave": "W3", "says": "7 months later"},
        {
            "wave": "W1",
            "says": "Bø may go live no earlier than 1 March 2025, and would go live in "
            "November 2024 in W1",
        },
    ]
    sentence, before, after, sign, says = data["goals"][found[1]["goals"][1]]
    assert sign == 1
    assert in_words(data, [sentence, before, after, says]) == [
        "As early as possible, by inhabitants",
        "135,900 inhabitant-days",
        "242,900 inhabitant-days",
        "inhabitants wait 59 days longer on average (107,000 inhabitant-days)",
    ]


def test_who_else_moves_is_said_with_the_reason(data: dict[str, Any]) -> None:
    (found,) = (each for each in site(data, "a")["choices"] if each["wave"] == "W2")
    assert in_words(data, found["moves"]) == [
        [
            "Bø",
            "W2, April 2025",
            "W3, November 2025",
            "7 months later",
            (
                "W2 holds at most 2 sites, but would have to hold 3 (cap), because Ask\\u202e in "
                "W2 is supposed"
            ),
        ]
    ]


def test_versions_say_what_changed_then(data: dict[str, Any]) -> None:
    says = [in_words(data, [each["known"], each["says"]]) for each in data["versions"]]
    assert says == [
        ["from the beginning", "the first version: 3 waves"],
        ["1 January 2023", "2 sites in a wave for the first time"],
        ["1 June 2023", "1 site in a wave for the first time"],
    ]


def test_without_alternatives_nothing_is_said_of_them(tmp_path: Path) -> None:
    data = data_of(tmp_path, asked=False)
    assert data["asked"] == 0
    assert all("choices" not in each and "shut" not in each for each in data["sites"])


def test_nothing_in_the_data_hides_or_turns_what_is_around_it(data: dict[str, Any]) -> None:
    assert "\u202e" not in json.dumps(data, ensure_ascii=False)
    assert site(data, "a")["name"] == "Ask\\u202e"


def test_versions_name_a_wave_when_it_first_bears_that_name(data: dict[str, Any]) -> None:
    labels = [in_words(data, [name for _, name in each["labels"]]) for each in data["versions"]]
    assert labels == [["W1", "W2", "W3"], [], []]


def test_what_is_said_in_several_texts_stands_once(data: dict[str, Any]) -> None:
    phrases = data["phrases"]
    assert len(set(phrases)) == len(phrases) > 0
    whole = in_words(data, list(range(len(data["texts"]))))
    assert [phrase for phrase in phrases if sum(phrase in text for text in whole) < 2] == []
    assert len(set(whole)) == len(whole)
