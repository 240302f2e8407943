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
