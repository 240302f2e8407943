"""HP208 and HP209: official numbers by their year and county, and each for one municipality."""

from pathlib import Path

import pytest

from tests.builders import known
from tests.findings import reported


def site(keys: str, programme: str = "") -> str:
    return f"{programme}waves: [{{id: W1}}]\nmunicipalities: [{{id: ask, name: Ask, {keys}}}]\n"


@pytest.mark.parametrize(
    ("number", "as_of", "fault"),
    [
        ("5055", "2023-07-04", None),
        ("505", "2023-07-04", "'505' is not a municipality number, which has four digits"),
        ("50555", "2023-07-04", "'50555' is not a municipality number, which has four digits"),
        ("3024", "2023-12-31", None),
        ("3024", "2024-01-01", "no municipality of 2024 has a number that begins with 30"),
        ("3201", "2023-12-31", "no municipality of 2023 has a number that begins with 32"),
        ("3201", "2024-01-01", None),
        ("1601", "2020-01-01", "no municipality of 2020 has a number that begins with 16"),
        ("1601", "2019-12-31", None),
        ("٥٠٥٥", "2023-07-04", "'٥٠٥٥' is not a municipality number, which has four digits"),
    ],
)
def test_a_number_begins_with_a_county_of_its_year(
    tmp_path: Path, number: str, as_of: str, fault: str | None
) -> None:
    found = reported(known(tmp_path, site(f'number: "{number}"'), as_of), "HP208")
    year = as_of[:4]
    hint = f"  hint: look the number up in the register of {year}"
    assert found == ([] if fault is None else [f"warning 2:47: Ask: {fault}", hint])


def test_a_number_of_another_county_than_the_one_stated_is_reported(tmp_path: Path) -> None:
    data = site('number: "1811", county: Trøndelag')
    assert reported(known(tmp_path, data, "2023-07-04"), "HP208") == [
        "warning 2:47: Ask: the number 1811 is one of Nordland, not of Trøndelag",
        "  hint: look the number up in the register of 2023",
    ]


def test_earlier_numbers_are_judged_by_their_own_time(tmp_path: Path) -> None:
    data = site('number: "3301", earlier: [{until: 2023-12-31, number: "3005"}]')
    assert reported(known(tmp_path, data, "2023-07-04"), "HP208") == []
    wrong = site('number: "3005", earlier: [{until: 2023-12-31, number: "3301"}]')
    assert reported(known(tmp_path, wrong, "2023-07-04"), "HP208") == [
        "warning 2:47: Ask: no municipality of 2024 has a number that begins with 30",
        "  hint: look the number up in the register of 2024",
        "warning 2:93: Ask: no municipality of 2023 has a number that begins with 33",
        "  hint: look the number up in the register of 2023",
    ]


def test_numbers_of_other_countries_and_of_other_sites_are_not_judged(tmp_path: Path) -> None:
    swedish = 'programme: {id: p, name: P, calendar: {holidays: "SE"}}\n'
    assert reported(known(tmp_path, site('number: "0180"', swedish)), "HP208") == []
    office = "waves: [{id: W1}]\nsites: [{id: a, kind: office, name: A, number: x}]\n"
    assert reported(known(tmp_path, office), "HP208") == []


def test_a_number_may_pass_to_another_municipality_in_time(tmp_path: Path) -> None:
    data = (
        "waves: [{id: W1}]\n"
        "municipalities:\n"
        '  - {id: old, name: Old, number: "1507", until: 2019-12-31}\n'
        '  - {id: new, name: New, number: "1507", since: 2020-01-01}\n'
    )
    assert reported(known(tmp_path, data, "2020-01-01"), "HP209") == []
    both = data.replace("since: 2020", "since: 2018")
    assert reported(known(tmp_path, both, "2019-12-31"), "HP209") == [
        "warning 4:34: New has the number 1507, which belongs to Old",
        "  hint: look both numbers up in the register",
        "  note 3:34: here",
    ]
