"""Answers for people say goals in units: the kind of a goal never stands beside a bare number."""

import json
import re
from pathlib import Path

import pytest

from hpplan.goals import BY_KIND
from tests.cli.running import run

KEYS = {"rhythm": ", gap: 8w"}
GOALS = "\n".join(f"  - {{kind: {kind}{KEYS.get(kind, '')}}}" for kind in BY_KIND)
GIVEN = f"""
programme: {{id: p, name: P, as_of: 2024-01-01}}
sources: [{{id: plan, kind: document, title: Plan, published: 2023-12-01}}]
from: {{size.inhabitants: plan}}
regions: [{{id: fosen, name: Fosen}}]
municipalities:
  - {{id: ask, name: Ask, regions: [fosen], size: {{inhabitants: 12000}}, wishes: {{W2: 3}},
     claims: [{{says: planned, wave: W1, source: plan}}]}}
  - {{id: berg, name: Berg, regions: [fosen], size: {{inhabitants: 9000}},
     claims: [{{says: planned, wave: W1, source: plan}}]}}
  - {{id: dal, name: Dal, size: {{inhabitants: 3000}}, required: false,
     claims: [{{says: decided, wave: W2, source: plan}}]}}
waves:
  - {{id: W1, go_live: 2024-05-04}}
  - {{id: W2, go_live: 2024-11-02}}
  - {{id: W3, go_live: 2025-02-01}}
rules: [{{kind: capacity, id: few, max: 2, hard: false}}, {{kind: capacity, max: 2}}]
goals:
{GOALS}
"""
BARE = re.compile(rf"\b({'|'.join([*BY_KIND, 'soft-rules'])})\b,? (is |would be )?-?\d")
COMMANDS = [
    ["assign"],
    ["assign", "--dates"],
    ["assign", "--alternatives", "2"],
    ["assign", "--pin", "dal=W3"],
    ["whatif", "ask=W2"],
    ["whatif", "ask=W2", "berg=W3", "--each"],
    ["recommend", "ask"],
    ["explain", "ask"],
    ["explain", "ask", "--why-not", "W2"],
    ["explain", "wave", "W2"],
    ["explain", "rule", "capacity"],
    ["explain", "capacity"],
    ["explain", "assumptions"],
]


@pytest.fixture(autouse=True)
def _given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "programme.yaml").write_text(GIVEN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("output", ["text", "markdown"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_answer_shows_the_kind_of_a_goal_with_a_bare_number(
    command: list[str], output: str
) -> None:
    ran = run(*command, "--format", output)
    assert ran.stdout
    assert BARE.findall(ran.stdout) == []
    if output == "text":
        assert [line for line in ran.stdout.splitlines() if len(line) > 80] == []


def test_json_keeps_the_number_and_its_unit() -> None:
    goals = json.loads(run("assign", "--format", "json").stdout)["goals"]
    assert {goal["kind"]: goal["unit"] for goal in goals} == {
        "participation": "sites",
        "soft-rules": "breaks",
        "earliest": "site-days",
        "stability": "sites",
        "order": "pairs",
        "wishes": "points",
        "cohesion": "splits",
        "exposure": "pair-days",
        "fewest-waves": "waves",
        "last-wave": "waves",
        "peak": "sites",
        "balance": "sites",
    }
    dated = json.loads(run("assign", "--dates", "--format", "json").stdout)
    assert {goal["kind"]: goal["unit"] for goal in dated["dates"]["goals"]} == {
        "soft-rules": "breaks",
        "rhythm": "days",
        "earliest": "site-days",
    }
    (case,) = json.loads(run("whatif", "ask=W2", "--format", "json").stdout)["cases"]
    assert {goal["kind"]: goal["unit"] for goal in case["goals"]} == {
        goal["kind"]: goal["unit"] for goal in goals
    }
    (conflict,) = json.loads(run("assign", "--pin", "dal=W3", "--format", "json").stdout)[
        "conflicts"
    ]
    assert {
        cost["kind"]: cost["unit"]
        for repair in conflict["repairs"]
        for cost in repair["cost"]["goals"]
    } == {goal["kind"]: goal["unit"] for goal in goals}
