"""The JSON Schema of what `hpplan risk` answers: every answer keeps it, and it names every key."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from hpplan.analysis.risk.assessment import RiskData
from hpplan.views import risk_json
from hpplan.views.risk_schema import schema
from tests.builders import programme
from tests.cli.running import run
from tests.views.pictures.risks import futures

VALIDATOR = Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
STATED = """\
programme: {id: p, as_of: 2024-01-01}
municipalities:
  - {id: a, size: {inhabitants: 30}, wave: W1}
  - {id: b, size: {inhabitants: 70}, required: false}
waves: [{id: W1, go_live: 2024-06-01, claims: [{called: First}]}]
risks: [{id: late, kind: slip, waves: all, chance: 0.5, by: 3m}]
"""


def lived(tmp_path: Path) -> RiskData:
    return futures(programme(tmp_path, STATED).on(date(2024, 1, 1)))


def keys_of(answer: object) -> Iterator[str]:
    match answer:
        case Mapping():
            for key, value in answer.items():
                yield key
                yield from (f"{key}.{inner}" for inner in keys_of(value))
        case list():
            for value in answer:
                yield from keys_of(value)
        case _:
            return


def named_by(described: Mapping[str, Any]) -> Iterator[str]:
    yield from named_by(described["items"]) if "items" in described else ()
    for key, inner in described.get("properties", {}).items():
        yield key
        yield from (f"{key}.{further}" for further in named_by(inner))


def test_it_is_json_schema_and_the_command_prints_it() -> None:
    Draft202012Validator.check_schema(schema())
    ran = run("schema", "risk")
    assert (ran.exit_code, json.loads(ran.stdout)) == (0, schema())
    assert run("schema", "risk", "--data", "docs").exit_code == 2


def test_answers_keep_it_and_it_names_every_key(tmp_path: Path) -> None:
    answer = json.loads(risk_json.render(lived(tmp_path)))
    VALIDATOR.validate(answer)
    assert set(keys_of(answer)) | {"no_plan.conflicts.text", "no_plan.conflicts.futures"} == set(
        named_by(schema())
    )


def test_an_answer_without_a_future_has_no_figures(tmp_path: Path) -> None:
    none = replace(lived(tmp_path), runs=0, figures=None, interrupted=True)
    VALIDATOR.validate(json.loads(risk_json.render(none)))


@pytest.mark.parametrize(
    ("key", "value"),
    [("runs", "many"), ("seed", -1), ("sites", None), ("format", 1), ("coverage", [{"day": 1}])],
)
def test_what_is_no_answer_is_refused(tmp_path: Path, key: str, value: object) -> None:
    answer = json.loads(risk_json.render(lived(tmp_path)))
    assert not VALIDATOR.is_valid({**answer, key: value})
    assert not VALIDATOR.is_valid({k: v for k, v in answer.items() if k != key})
