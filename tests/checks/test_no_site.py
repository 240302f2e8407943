"""HP212: waves, and nobody who goes live in them."""

from pathlib import Path

import pytest

from hpplan.checks.run import check
from tests.builders import known
from tests.findings import reported

WAVES = "waves: [{id: W1, go_live: 2024-05-04}]\n"


def test_a_programme_of_waves_alone_has_nobody_to_plan(tmp_path: Path) -> None:
    assert reported(known(tmp_path, WAVES), "HP212") == [
        "warning 1:14: the programme has waves, and no sites",
        "  hint: write a 'municipalities' or a 'sites' section: - {id: ask, wave: W1}",
    ]


@pytest.mark.parametrize(
    "section",
    [
        "trusts: [{id: north}]",
        "sites: [{id: ward, kind: hospital}]",
        "municipalities: [{id: ask, until: 2019-12-31}]",
        "municipalities: [{id: ask, since: 2030-01-01}]",
    ],
)
def test_one_site_of_any_kind_on_any_date_is_enough(section: str, tmp_path: Path) -> None:
    assert reported(known(tmp_path, WAVES + section), "HP212") == []


def test_without_waves_only_that_is_said(tmp_path: Path) -> None:
    (found,) = check(known(tmp_path, "programme: {id: empty}\n"))
    assert found.code == "HP301"
