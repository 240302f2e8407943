"""What may be left out of a data file, and what is said where a value is missing."""

from pathlib import Path

import pytest

from hpplan.domain.claims import Claim, Says
from hpplan.programme.programme import ProgrammeData
from hpplan.reading import read
from tests.cli.running import run

SMALLEST = """\
sources: [{id: letter}]
regions: [{id: coast}]
trusts: [{id: north}]
municipalities:
  - {id: ask, wave: W1}
  - {id: 5055, name: , wave: W1, claims: [{says: decided, wave: W2, source: letter}]}
waves: [{id: W1}, {id: W2}]
programme: {id: p, as_of: 2024-01-01}
"""


def of(folder: Path, text: str) -> ProgrammeData:
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    reading = read(folder)
    assert reading.findings == ()
    assert reading.programme is not None
    return reading.programme


def faults(folder: Path, text: str) -> list[str]:
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    return [
        f"{found.code} {found.place and (found.place.line, found.place.column)} "
        f"{found.message}; {found.hint}"
        for found in read(folder).findings
    ]


def test_a_name_that_is_missing_is_the_id(tmp_path: Path) -> None:
    programme = of(tmp_path, SMALLEST)
    assert programme.agenda.name == "p"
    assert [region.name for region in programme.regions.values()] == ["coast"]
    assert [site.name for site in programme.sites] == ["north", "ask", "5055"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("true", "expected text, got true"),
        ("[a]", "expected text, got a list"),
        ("{a: 1}", "expected text, got a mapping"),
        ("''", "expected a text that is not empty, got ''"),
    ],
)
def test_an_id_that_is_no_text_is_said_once(tmp_path: Path, written: str, said: str) -> None:
    text = f"waves: [{{id: {written}}}]\nmunicipalities: [{{id: a}}]\n"
    assert faults(tmp_path, text) == [f"HP103 (1, 14) {said}; None"]


def test_a_source_without_a_kind_is_a_document(tmp_path: Path) -> None:
    assert of(tmp_path, SMALLEST).sources["letter"].kind == "document"


def test_a_wave_of_a_site_is_short_for_a_plan_that_was_always_known(tmp_path: Path) -> None:
    programme = of(tmp_path, SMALLEST)
    north, ask, heim = programme.sites
    short = Claim.model_construct(address=ask.address, says=Says.PLANNED, wave="W1")
    assert (north.claims, ask.claims) == ((), (short,))
    assert [(claim.says, claim.wave) for claim in heim.claims] == [
        (Says.PLANNED, "W1"),
        (Says.DECIDED, "W2"),
    ]
    assert short.known_from(programme.sources) is None


def test_the_smallest_programme_is_planned_and_has_nothing_to_report(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "municipalities: [{id: ask, wave: W1}, {id: bo}]\nwaves: [{id: W1}]\n", encoding="utf-8"
    )
    assert run("check", tmp_path).stdout == "no findings\n"
    assert run("assign", tmp_path, "--format", "csv").exit_code == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("programme:", "HP102 (1, 1) the key 'programme' has no value"),
        ("from:", "HP102 (1, 1) the key 'from' has no value"),
        ("from: {trust: }", "HP102 (1, 8) the key 'trust' has no value"),
        ("programme: {id: p, phases: ~}", "HP102 (1, 20) the key 'phases' has no value"),
        ("sites: [{id: a, kind: k, claims: null}]", "HP102 (1, 26) the key 'claims' has no value"),
        ("sites: [{id: a, kind: k, regions: }]", "HP102 (1, 26) the key 'regions' has no value"),
        ("sites: [{id: a, kind: k, size: {x: }}]", "HP102 (1, 33) the key 'x' has no value"),
        ("rules: [{kind: together, sites: }]", "HP102 (1, 26) the key 'sites' has no value"),
    ],
)
def test_a_key_without_a_value_is_reported_at_the_key(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert faults(tmp_path, text)[0].startswith(f"{expected}; write a value after the colon")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sites:\n  -\n", "HP102 (2, 4) this entry of the list is empty"),
        ("rules:\n  - ~\n", "HP102 (2, 5) this entry of the list is empty"),
        (
            "sites: [{id: a, kind: k, regions: [~]}]",
            "HP102 (1, 36) this entry of the list is empty",
        ),
    ],
)
def test_an_entry_without_a_value_is_reported_at_the_entry(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert faults(tmp_path, text) == [f"{expected}; remove it, or write its value"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "sites: [{id: a, kind: k, claims: [{says: }]}]",
            "HP102 (1, 36) the key 'says' has no value; one of: option, ",
        ),
        ("rules: [{kind: }]", "HP102 (1, 10) the key 'kind' has no value; one of: capacity, "),
        ("goals: [{kind: }]", "HP102 (1, 10) the key 'kind' has no value; one of: participation, "),
        (
            "sources: [{id: s, kind: }]",
            "HP102 (1, 19) the key 'kind' has no value; one of: document, ",
        ),
    ],
)
def test_where_few_words_may_stand_they_are_named(tmp_path: Path, text: str, expected: str) -> None:
    (only,) = faults(tmp_path, text)
    assert only.startswith(expected)


def test_a_key_that_is_needed_is_not_to_be_removed(tmp_path: Path) -> None:
    assert faults(tmp_path, "waves: [{id: }]") == [
        "HP102 (1, 10) the key 'id' has no value; write a value after the colon"
    ]


def test_entries_with_the_same_keys_do_not_share_what_a_copy_of_one_changes(
    tmp_path: Path,
) -> None:
    north, ask, _ = of(tmp_path, SMALLEST).sites
    bo = ask.model_copy(update={"county": "Trøndelag"})
    assert bo.model_fields_set == ask.model_fields_set | {"county"}
    assert "county" not in ask.model_fields_set | north.model_fields_set
