"""The story of Helse Nord-Trøndelag, as its plan versions: from November 2022 to autumn 2024."""

from datetime import date

import pytest

from hpplan.analysis.history import history_of
from hpplan.programme.programme import ProgrammeData


def test_helse_nord_trondelag_was_put_off_from_november_2022_to_autumn_2024(
    programme: ProgrammeData,
) -> None:
    found = history_of(programme, date(2023, 12, 31), site="hnt")
    rows = [
        (
            str(version.known),
            change.new and change.new.wave,
            change.new and change.new.go_live and change.new.go_live.label,
            change.delay,
            change.cited and change.cited.source,
        )
        for version in found.versions
        for change in version.changes
    ]
    assert rows == [
        ("2020-12-15", "PD2", "2022-H2", 0, "hmr-2020-12"),
        ("2021-01-31", "PD2", "2022-autumn", 31, "stolav"),
        ("2022-04-04", "PD2", "2022-11", 123, "trondheim-2022-04"),
        ("2022-06-30", "PD3", "2023-02", 215, "nrk-2023-01"),
        ("2022-10-31", "PD3", "2023-02-11", 225, "verdal-2022"),
        ("2023-01-26", "PD5", "2023-11-04", 491, "nrk-2023-01"),
        ("2023-05-16", "KI2", "2024-Q4", 823, "nrk-2023-05"),
        ("2023-07-04", "KI2", "2024-autumn", 762, "newsletter-2023-07"),
        ("2023-12-31", "KI2", "2024-11-09", 862, "hp-rounds-2023"),
    ]


@pytest.mark.parametrize("site", ["hnt", "haram", "averoy", "froya"])
def test_the_history_of_a_site_is_its_part_of_all(programme: ProgrammeData, site: str) -> None:
    """Haram was split off in 2024, Averøy withdrew."""
    whole = history_of(programme, date(2024, 12, 31))
    assert [
        (version.known, change)
        for version in history_of(programme, date(2024, 12, 31), site=site).versions
        for change in version.changes
    ] == [
        (version.known, change)
        for version in whole.versions
        for change in version.changes
        if (change.kind, change.id) == ("site", site)
    ]
