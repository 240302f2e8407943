"""Findings as SARIF 2.1.0. Its schema is at hand as the types that pydantic-sarif made of it."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_sarif.model import (  # type: ignore[import-untyped]  # it comes without types
    StaticAnalysisResultsFormatSarifVersion210JsonSchema as Schema,
)

from hpplan.checks.registry import CODES
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.diagnostics.place import Place
from hpplan.views.formats.fingerprints import fingerprints
from hpplan.views.formats.sarif import SCHEMA, render
from tests.views.findings.given import (
    ALL,
    HOSTILE,
    LINES,
    REPOSITORY,
    SUNDAY,
    UNKNOWN,
    Lines,
    hostile,
)

SUNDAYS = Code(
    "HP304",
    "go-live-day",
    Severity.ERROR,
    "A wave goes live on a Sunday.",
    "Nobody works then.",
    "Correct the day.",
    bad="",
    good="",
)
DESCRIBED = {code.id: code for code in (*CODES, SUNDAYS)}


def rendered(*findings: Finding) -> str:
    return render(findings, LINES, REPOSITORY, DESCRIBED, "1.2.3")


def artifact(path: str) -> dict[str, str]:
    return {"uri": path, "uriBaseId": "%SRCROOT%"}


def test_the_whole_of_a_report() -> None:
    assert json.loads(rendered(SUNDAY)) == {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "hpplan",
                        "version": "1.2.3",
                        "semanticVersion": "1.2.3",
                        "rules": [
                            {
                                "id": "HP304",
                                "name": "go-live-day",
                                "shortDescription": {"text": "A wave goes live on a Sunday."},
                                "fullDescription": {
                                    "text": "A wave goes live on a Sunday. Nobody works then."
                                },
                                "help": {"text": "Correct the day. More: hpplan code HP304"},
                                "defaultConfiguration": {"level": "error"},
                            }
                        ],
                    }
                },
                "originalUriBaseIds": {
                    "%SRCROOT%": {"description": {"text": "the root of the repository"}}
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    {
                        "ruleId": "HP304",
                        "ruleIndex": 0,
                        "level": "warning",
                        "message": {
                            "text": "W1 goes live on 2024-04-28, a Sunday\nnote: no Sundays"
                        },
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": artifact("rollout/data/p.yaml"),
                                    "region": {
                                        "startLine": 2,
                                        "startColumn": 23,
                                        "endLine": 2,
                                        "endColumn": 33,
                                        "snippet": {"text": "2024-04-28"},
                                    },
                                }
                            }
                        ],
                        "partialFingerprints": {
                            "hpplanFinding/v1": fingerprints([SUNDAY], LINES, REPOSITORY)[0]
                        },
                        "relatedLocations": [
                            {
                                "id": 1,
                                "message": {"text": "the waves"},
                                "physicalLocation": {
                                    "artifactLocation": artifact("rollout/data/p.yaml"),
                                    "region": {
                                        "startLine": 1,
                                        "startColumn": 1,
                                        "endLine": 1,
                                        "endColumn": 6,
                                    },
                                },
                            }
                        ],
                    }
                ],
            }
        ],
    }


def test_each_result_names_its_rule_level_and_place() -> None:
    (run,) = json.loads(rendered(*ALL))["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [
        (
            result["ruleId"],
            rules[result["ruleIndex"]],
            result["level"],
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        )
        for result in run["results"]
    ] == [
        ("HP012", "HP012", "error", "rollout/data/"),
        ("HP304", "HP304", "warning", "rollout/data/p.yaml"),
        ("HP603", "HP603", "note", "rollout/data/p.yaml"),
        ("HP201", "HP201", "error", "rollout/data/p.yaml"),
    ]


@pytest.mark.parametrize("findings", [(), ALL, hostile()], ids=["none", "each", "hostile"])
def test_it_keeps_to_the_schema(findings: tuple[Finding, ...]) -> None:
    Schema.model_validate_json(rendered(*findings), strict=True)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda log: log.update(version="2.0.0"),
        lambda log: log["runs"][0].pop("tool"),
        lambda log: log["runs"][0]["results"][0].update(level="fatal"),
        lambda log: log["runs"][0]["results"][0].update(ruleIndex="0"),
        lambda log: log["runs"][0]["results"][0]["message"].update(words="x"),
        lambda log: log["runs"][0]["results"][0]["locations"][0]["physicalLocation"][
            "region"
        ].update(startLine=0),
    ],
)
def test_the_schema_refuses_what_is_not_sarif(spoil: Callable[[Any], None]) -> None:
    log = json.loads(rendered(SUNDAY))
    spoil(log)
    with pytest.raises(ValidationError):
        Schema.model_validate_json(json.dumps(log), strict=True)


def test_no_name_reaches_the_terminal_raw() -> None:
    text = rendered(*hostile())
    assert [line for line in text.split("\n") if not line.isprintable()] == []


@pytest.mark.parametrize("name", HOSTILE)
def test_nor_does_the_line_that_is_quoted_but_it_comes_back_as_it_was(name: str) -> None:
    there = replace(UNKNOWN, place=Place("data/p.yaml", 1, 1, 1, len(name) + 1))
    text = render([there], Lines([name]), REPOSITORY, DESCRIBED, "1.2.3")
    assert [line for line in text.split("\n") if not line.isprintable()] == []
    (location,) = json.loads(text)["runs"][0]["results"][0]["locations"]
    assert location["physicalLocation"]["region"]["snippet"]["text"] == name
