"""`hpplan import --update`: which claims of a table are new, and which the data has already."""

import json
from pathlib import Path

import pytest

from hpplan.reading import read
from tests.importing.test_import import imported, programme, table

KNOWN = "2023-07-04"


def updated(folder: Path, rows: str, known: str = KNOWN) -> tuple[list[str], list[str]]:
    """The claims that are written of these rows, and the reasons of what is not."""
    ran = imported(
        table(folder, f"kommune;bølge;status;oppstart\n{rows}"),
        *("--update", "--known", known, "--format", "json"),
    )
    assert ran.exit_code == 0, ran.stderr
    found = read(folder / "new").programme
    assert found is not None
    claims = [
        f"{site.id}: {claim.says.value} {claim.wave} [{claim.source}]"
        for site in found.sites
        for claim in site.claims
        if claim.source != "old"
    ]
    return claims, [left["why"] for left in json.loads(ran.stdout)["left_out"]]


@pytest.mark.parametrize(
    ("rows", "claims"),
    [
        ("Hitra;KI2;planlagt;\n", []),
        ("Hitra;KI2;vedtatt;\n", ["hitra: decided KI2 [plan]"]),  # which is more
        ("Hitra;KI3;planlagt;\n", ["hitra: planned KI3 [plan]"]),
        ("Oslo;KI2;vedtatt;\n", []),  # it is live there
        ("Heim;KI2;;\n", ["heim: planned KI2 [plan]"]),
    ],
)
def test_a_claim_is_new_unless_the_site_has_come_as_far_in_that_wave(
    tmp_path: Path, rows: str, claims: list[str]
) -> None:
    programme(tmp_path)
    assert updated(tmp_path, rows) == (claims, [])


def test_of_two_rows_of_a_site_the_first_counts(tmp_path: Path) -> None:
    programme(tmp_path)
    assert updated(tmp_path, "Hitra;KI2;vedtatt;\nHITRA;KI3;planlagt;\n") == (
        ["hitra: decided KI2 [plan]"],
        ["has a row already, further up"],
    )


def test_one_document_is_one_source_and_a_later_one_of_its_name_is_another(tmp_path: Path) -> None:
    new = programme(tmp_path)
    updated(tmp_path, "Hitra;KI2;vedtatt;\n")
    updated(tmp_path, "Heim;KI2;planlagt;\n")
    assert updated(tmp_path, "Heim;KI2;vedtatt;\n", "2023-08-01")[0] == [
        "heim: planned KI2 [plan]",
        "heim: decided KI2 [plan-2]",
        "hitra: decided KI2 [plan]",
    ]
    sources = read(new).programme
    assert sources is not None
    assert [*sources.sources] == ["old", "plan", "plan-2"]


@pytest.mark.parametrize(
    ("since", "claims"),
    [("", []), (", {says: withdrawn, on: 2022-05, source: old}", ["hitra: joined None [plan]"])],
)
def test_who_joined_says_so_again_only_if_it_has_withdrawn_since(
    tmp_path: Path, since: str, claims: list[str]
) -> None:
    who = programme(tmp_path) / "who.yaml"
    said = f"{{says: joined, on: 2021-05, source: old}}{since}"
    planned = "{says: planned, wave: KI2, source: old}"
    who.write_text(who.read_text(encoding="utf-8").replace(planned, said), encoding="utf-8")
    assert updated(tmp_path, "Hitra;;joined;\n")[0] == claims


LATER = """\
programme: {id: p, name: P, as_of: 2024-01-01}
waves: [{id: KI2, go_live: 2024-11-09}, {id: KI3, go_live: 2025-spring}]
sources: [{id: old, published: 2023-01-01}]
municipalities:
  - id: hitra
    name: Hitra
    claims:
      - {says: planned, wave: KI2, source: old}
      - {says: planned, wave: KI3, known: 2023-10}
  - {id: heim, name: Heim, claims: [{says: joined, known: 2023-10}]}
"""


def later(folder: Path) -> Path:
    """A programme that knows more than a table of July 2023."""
    new = folder / "new"
    new.mkdir()
    (new / "all.yaml").write_text(LATER, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("rows", "known", "claims"),
    [
        ("Hitra;KI2;planlagt;\n", "2023-07-04", []),
        ("Hitra;KI2;planlagt;\n", "2023", ["hitra: planned KI2 [plan]"]),  # all of it
        ("Heim;;joined;\n", "2023-07-04", ["heim: joined None [plan]"]),
        ("Heim;;joined;\n", "2023-11-01", []),
    ],
)
def test_what_became_known_after_the_table_says_nothing_of_what_is_new_in_it(
    tmp_path: Path, rows: str, known: str, claims: list[str]
) -> None:
    written = {"hitra: planned KI2 [old]", "hitra: planned KI3 [None]", "heim: joined None [None]"}
    found = updated(later(tmp_path), rows, known)[0]
    assert [claim for claim in found if claim not in written] == claims


@pytest.mark.parametrize(
    ("known", "as_of"), [("2023-07-04", "2024-01-01"), ("2024-02", "2024-02-29")]
)
def test_what_an_update_comes_to_is_shown_as_of_the_programmes_day_or_that_of_a_newer_table(
    tmp_path: Path, known: str, as_of: str
) -> None:
    rows = table(later(tmp_path), "kommune;bølge;status\nHeim;KI2;vedtatt\n")
    ran = imported(rows, "--update", "--known", known, "--dry-run", "--format", "json")
    assert json.loads(ran.stdout)["changes"]["as_of"] == as_of
