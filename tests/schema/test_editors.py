"""What an editor shows of the schema: one fault once, in a sentence; a programme's own names."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from hpplan.reading.json_schema import schema
from tests.cli.programmes import write
from tests.cli.running import DATA, run
from tests.schema.test_schema import check_jsonschema


def faults(text_of_claim: dict[str, Any]) -> list[str]:
    claims = {"sites": [{"id": "a", "kind": "k", "claims": [text_of_claim]}]}
    return [fault.message for fault in Draft202012Validator(schema()).iter_errors(claims)]


@pytest.mark.parametrize("wave", [{}, {"wave": "W1"}])
def test_a_word_that_claims_do_not_say_is_one_fault(wave: dict[str, str]) -> None:
    (only,) = faults({"says": "decide", **wave})
    assert only.startswith("'decide' is not one of ['option', ")


def test_a_wave_is_wanted_where_one_is_named_and_nowhere_else() -> None:
    assert faults({"says": "decided"}) == ["'wave' is a required property"]
    assert faults({"says": "joined", "wave": "W1"}) == ["'W1' is not of type 'null'"]
    assert faults({"says": "decided", "wave": "W1"}) == []


def mappings(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for part in value if isinstance(value, list) else ():
        yield from mappings(part)


def test_every_pattern_has_a_sentence() -> None:
    patterns = [found for found in mappings(schema()) if isinstance(found.get("pattern"), str)]
    assert len(patterns) >= 5
    assert [found for found in patterns if "patternErrorMessage" not in found] == []


def test_every_word_of_a_claim_and_every_kind_is_explained() -> None:
    explained = [found for found in mappings(schema()) if "markdownEnumDescriptions" in found]
    assert len(explained) == 4
    for found in explained:
        assert len(found["enum"]) == len(found["markdownEnumDescriptions"])
        assert all(found["markdownEnumDescriptions"])


def test_with_a_programme_its_ids_are_known_and_no_others(tmp_path: Path) -> None:
    data = write(tmp_path, "sites: [{id: ask, kind: k}, {id: bo, kind: k}]\nwaves: [{id: W1}]\n")
    ran = run("schema", "--data", data, "--output", tmp_path / "own.json")
    assert ran.exit_code == 0
    own = Draft202012Validator(json.loads((tmp_path / "own.json").read_text(encoding="utf-8")))

    def got(wave: object, sites: object) -> list[str]:
        rule = {"kind": "forbid", "sites": sites, "waves": wave}
        return [fault.validator for fault in own.iter_errors({"rules": [rule]})]

    assert got("W1", ["ask", "bo"]) == []
    assert got("all", "all") == []
    assert got("W9", "ask") == ["anyOf"]
    assert got("W1", ["ask", "nobody"]) == ["anyOf"]


def test_an_id_that_looks_like_a_number_may_be_written_as_one(tmp_path: Path) -> None:
    data = write(tmp_path, "sites: [{id: 5055, kind: k}]\nwaves: [{id: 01}]\n")
    own = json.loads(run("schema", "--data", data).stdout)
    assert own["$defs"]["IdOfSite"]["enum"] == ["5055", 5055]
    assert own["$defs"]["IdOfWave"]["enum"] == ["01"]


@pytest.mark.slow
def test_our_data_is_as_its_own_schema_says(tmp_path: Path) -> None:
    run("schema", "--data", DATA, "--output", tmp_path / "own.json")
    done = check_jsonschema(tmp_path / "own.json", *sorted(DATA.glob("*.yaml")))
    assert (done.returncode, done.stdout) == (0, "ok -- validation done\n")


def test_data_that_cannot_be_read_gives_no_schema(tmp_path: Path) -> None:
    ran = run("schema", "--data", write(tmp_path, "site: []\n"))
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "unknown section 'site'" in ran.stderr
