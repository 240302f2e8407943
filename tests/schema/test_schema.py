"""The JSON Schema says what reading reads: generated, shipped, described, and got by kind."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from hpplan.diagnostics.finding import Severity
from hpplan.goals import KINDS as GOALS
from hpplan.reading import read
from hpplan.reading.directory import SECTIONS
from hpplan.reading.json_schema import SchemaFilePart, render, schema
from hpplan.rules import KINDS as RULES
from tests.cli.running import run
from tests.schema.files import ROOT, SHIPPED

WHOLE = schema()


def check_jsonschema(schema_file: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    """What somebody else's reading makes of the files."""
    return subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--schemafile", schema_file, *files],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_what_is_shipped_is_what_is_made(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == render(SHIPPED[path])


@pytest.mark.slow
@pytest.mark.parametrize("part", [None, *SchemaFilePart])
def test_the_command_prints_it(part: SchemaFilePart | None) -> None:
    ran = run("schema", *([part] if part else []))
    assert (ran.exit_code, ran.stdout, ran.stderr) == (0, render(part), "")


def test_another_part_is_wrong_usage() -> None:
    ran = run("schema", "goals")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "'goals' is not one of municipalities, waves, risk" in ran.stderr


@pytest.mark.slow
@pytest.mark.parametrize("part", [None, *SchemaFilePart])
def test_it_is_json_schema_2020_12(part: SchemaFilePart | None) -> None:
    assert schema(part)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema(part))


def test_every_section_is_in_it_and_each_part_has_its_own() -> None:
    assert set(WHOLE["properties"]) == set(SECTIONS)
    parts = [set(schema(part)["properties"]) for part in SchemaFilePart]
    assert parts[0] | parts[1] == set(SECTIONS)
    assert parts[0] & parts[1] == set()


def mappings(value: object) -> Iterator[dict[str, Any]]:
    match value:
        case dict():
            yield value
            for inner in value.values():
                yield from mappings(inner)
        case list():
            for inner in value:
                yield from mappings(inner)
        case _:
            pass


def test_every_key_says_what_it_is_for() -> None:
    silent = {
        f"{name}.{key}"
        for name, defined in WHOLE["$defs"].items()
        for mapping in mappings(defined)
        if "additionalProperties" in mapping and "properties" in mapping
        for key, said in mapping["properties"].items()
        if "description" not in said and key not in ("kind", "months", "weeks", "days")
    }
    assert silent == set()


def test_no_key_is_one_of_hpplans_own() -> None:
    assert "@" not in {key for mapping in mappings(WHOLE) for key in mapping}


@pytest.mark.parametrize(("section", "kinds"), [("rules", RULES), ("goals", GOALS)])
def test_the_keys_of_a_kind_follow_from_its_kind(section: str, kinds: Any) -> None:
    entry = WHOLE["properties"][section]["items"]
    words = [kind.model_fields["kind"].default for kind in kinds]
    assert entry["properties"]["kind"]["enum"] == words
    assert [branch["if"]["properties"]["kind"]["const"] for branch in entry["allOf"]] == words
    assert [branch["then"] for branch in entry["allOf"]] == [
        {"$ref": f"#/$defs/{kind.__name__}"} for kind in kinds
    ]


def refusals(document: object) -> list[str]:
    """What is refused, and where."""
    errors = Draft202012Validator(WHOLE).iter_errors(document)
    return sorted(f"{error.json_path}: {error.message}" for error in errors)


@pytest.mark.parametrize(
    ("rule", "refused"),
    [
        ({"kind": "pin", "site": "a", "wave": "W1"}, []),
        (
            {"kind": "pin", "site": "a"},
            ["$.rules[0]: 'wave' is a required property"],
        ),
        (
            {"kind": "pin", "site": "a", "wave": "W1", "waves": "W1"},
            [
                "$.rules[0]: Additional properties are not allowed ('waves' was unexpected)",
            ],
        ),
        (
            {"kind": "capacity", "max": -1},
            ["$.rules[0].max: -1 is less than the minimum of 0"],
        ),
        ({"site": "a"}, ["$.rules[0]: 'kind' is a required property"]),
    ],
)
def test_a_fault_is_reported_of_the_kind_that_was_meant_and_of_no_other(
    rule: object, refused: list[str]
) -> None:
    assert refusals({"rules": [rule]}) == refused


# --- what somebody else reads by it -------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("municipalities", [SchemaFilePart.MUNICIPALITIES]),
        ("waves", [SchemaFilePart.WAVES]),
        ("programme", [*SchemaFilePart]),
    ],
)
def test_check_jsonschema_accepts_our_data(name: str, parts: list[SchemaFilePart]) -> None:
    files = [ROOT / "data" / f"{part}.yaml" for part in parts]
    done = check_jsonschema(ROOT / "data" / "schema" / f"{name}.json", *files)
    assert (done.returncode, done.stdout) == (0, "ok -- validation done\n")


@pytest.mark.slow
def test_check_jsonschema_accepts_every_example_of_the_pages() -> None:
    examples = sorted((ROOT / "docs" / "examples").rglob("*.yaml"))
    assert examples
    done = check_jsonschema(ROOT / "data" / "schema" / "programme.json", *examples)
    assert (done.returncode, done.stdout) == (0, "ok -- validation done\n")


@pytest.mark.parametrize("part", SchemaFilePart)
def test_our_data_names_the_schema_that_is_beside_it(part: SchemaFilePart) -> None:
    named = f"# yaml-language-server: $schema=schema/{part}.json"
    text = (ROOT / "data" / f"{part}.yaml").read_text(encoding="utf-8")
    assert named in text.splitlines()[:3]


FAULTS = {
    "a section that does not exist": "wave: []",
    "a key that does not exist": "waves: [{id: W1, golive: 2024}]",
    "a key that is missing": "municipalities: [{name: A}]",
    "a kind of rule that does not exist": "rules: [{kind: maximum, max: 3}]",
    "a key of another kind": "rules: [{kind: together, sites: all, max: 3}]",
    "a capacity without a bound": "rules: [{kind: capacity, measure: staff}]",
    "a window without a limit": "rules: [{kind: window, sites: a}]",
    "a ramp with both": "rules: [{kind: ramp, factor: 2, step: 1}]",
    "a pool that uses nothing": "rules: [{kind: pool, use: {}, max: 1}]",
    "a month that does not exist": "waves: [{id: W1, go_live: 2024-13}]",
    "a season that does not exist": "waves: [{id: W1, go_live: 2024-våren}]",
    "a duration without unit": "programme: {id: p, name: P, milestones: [{id: m, at: 90}]}",
    "a gap of nothing": "rules: [{kind: before, first: a, then: b, gap: {}}]",
    "a word that claims do not say": "sites: [{id: a, name: A, kind: k, claims: [{says: yes}]}]",
    "a decision without a wave": "trusts: [{id: a, name: A, claims: [{says: decided}]}]",
    "an option for a wave": "trusts: [{id: a, name: A, claims: [{says: option, wave: W1}]}]",
    "a failure of nothing": "trusts: [{id: a, name: A, claims: [{says: failed}]}]",
    "an option for a gate": "trusts: [{id: a, name: A, claims: [{says: option, gate: g}]}]",
    "a wave that failed nothing": "waves: [{id: W1, claims: [{says: failed}]}]",
    "a wave that is planned": "waves: [{id: W1, claims: [{says: planned, gate: g}]}]",
    "a claim of a wave that states nothing": "waves: [{id: W1, claims: [{known: 2024}]}]",
    "a kind where the section says it": "trusts: [{id: a, name: A, kind: trust}]",
    "a part without its first day": "trusts: [{id: a, name: A, split_from: b}]",
    "a number that is no whole one": "trusts: [{id: a, name: A, size: {staff: 1.5}}]",
    "a place off the earth": "trusts: [{id: a, name: A, location: [91, 0]}]",
    "a weekday in Norwegian": "programme: {id: p, name: P, calendar: {go_live_days: [lørdag]}}",
    "a flag that is text": "trusts: [{id: a, name: A, required: nei}]",
    "a source that is no list": "sources: {id: s, kind: document}",
    "a field that sites do not have": "from: {sizes: s}",
}


@pytest.mark.slow
def test_check_jsonschema_refuses_each_fault_and_so_does_reading(tmp_path: Path) -> None:
    files = []
    for number, text in enumerate(FAULTS.values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "p.yaml").write_text(text, encoding="utf-8")
        files.append(folder / "p.yaml")
    done = check_jsonschema(ROOT / "data" / "schema" / "programme.json", *files)
    assert done.returncode == 1
    accepted = [
        name for name, file in zip(FAULTS, files, strict=True) if f"{file}::" not in done.stdout
    ]
    assert accepted == []
    unread = [
        name
        for name, file in zip(FAULTS, files, strict=True)
        if not any(f.severity is Severity.ERROR for f in read(file.parent).findings)
    ]
    assert unread == []


def test_what_is_shipped_has_no_text_beyond_the_schema() -> None:
    for path in SHIPPED:
        assert json.loads(path.read_text(encoding="utf-8")).keys() == {
            "$schema",
            "title",
            "type",
            "properties",
            "additionalProperties",
            "$defs",
        }
