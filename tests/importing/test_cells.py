"""What titles and cells of a table mean, as people in Norway write them."""

from datetime import date, datetime

import pytest

from hpplan.importing.cells import (
    SEASONS,
    Unusable,
    is_total,
    official_number,
    period_of,
    slug,
    status_of,
    whole_number,
)
from hpplan.importing.headers import proposed
from hpplan.reading.workbook_file import CellValue

TITLES = {
    "name": ("Kommune", "Kommunenamn", "Municipality", "Skole", "Bibliotek", "Branch", "Server"),
    "number": ("Kommunenummer", "Kommunenr.", "Municipality number"),
    "county": ("Fylke", "Fylkesnamn", "County"),
    "trust": ("Helseforetak", "Helseføretak", "Hospital trust"),
    "size.inhabitants": ("Antall innbyggere", "Innbyggjartal", "Population"),
    "size.pupils": ("Antall elever", "Elevtal", "Pupils"),
    "size.beds": ("Sengeplasser", "Sengeplassar", "Beds"),
    "size.staff": ("Ansatte", "Tilsette", "Employees"),
    "legacy.system": ("Dagens journalsystem", "EPJ-system", "Legacy system"),
    "wave": ("Innføringsbølge", "Bølgje", "Rollout wave"),
    "status": ("Vedtaksstatus", "Stilling", "Status"),
    "go_live": ("Produksjonssetting", "I drift frå", "Go-live date"),
    "note": ("Kommentar", "Merknader", "Remarks"),
}


@pytest.mark.parametrize("key", TITLES)
def test_a_title_is_known_in_bokmal_nynorsk_and_english(key: str) -> None:
    assert {proposed(title) for title in TITLES[key]} == {key}


WORDS = {
    "decided": ("Vedtatt", "vedteke", "decided"),
    "live": ("I drift", "teke i bruk", "gone live"),
    "planned": ("planlagt", "planlagd", "Scheduled"),
    "candidate": ("foreslått", "føreslått", "proposed"),
    "undecided": ("ikke vedtatt", "ikkje vedteke", "pending"),
    "declined": ("takket nei", "takka nei", "says no"),
    "withdrawn": ("trukket seg", "trekt seg", "withdrew"),
    "agreement": ("tjenesteavtale", "tenesteavtale", "service agreement"),
    "option": ("opsjon", "har opsjon", "has option"),
    "preproject": ("forprosjekt", "i forprosjekt", "pre-project"),
}


@pytest.mark.parametrize("says", WORDS)
def test_a_status_is_known_in_bokmal_nynorsk_and_english(says: str) -> None:
    assert {status_of(word) for word in WORDS[says]} == {says}


@pytest.mark.parametrize("word", ["vedtatt, men ikke KI2", "ja", "vedtas i mai", "?", ""])
def test_any_other_word_is_no_status(word: str) -> None:
    assert status_of(word) is None


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        (date(2024, 11, 9), "2024-11-09"),
        (datetime(2024, 11, 9), "2024-11-09"),  # noqa: DTZ001  # as workbooks have it
        (datetime(2024, 11, 9, 22), "2024-11-09T22:00"),  # noqa: DTZ001
        (2024.0, "2024"),
        ("2024-11-09 00:00:00", "2024-11-09"),
        ("9. november 2024", "2024-11-09"),
        ("laurdag 9. november 2024", "2024-11-09"),
        ("09.11.2024", "2024-11-09"),
        ("9.11.24", "2024-11-09"),
        ("nov. 2024", "2024-11"),
        ("November 2024", "2024-11"),
        ("Q4 2024", "2024-Q4"),
        ("4. kvartal 2024", "2024-Q4"),
        ("Høst 2024", "2024-autumn"),
        ("hausten 2024", "2024-autumn"),
        ("våren 2025", "2025-spring"),
        ("uke 12 2024", "2024-W12"),
        ("veke 12, 2024", "2024-W12"),
    ],
)
def test_a_date_is_read_as_people_write_it(cell: CellValue, label: str) -> None:
    found = period_of(cell, SEASONS)
    assert not isinstance(found, Unusable)
    assert found.label == label


@pytest.mark.parametrize("cell", ["4/5/2024", "11-09-24", "snart", "31.02.2024", 45605.0, True])
def test_what_may_be_two_dates_or_none_is_not_guessed(cell: CellValue) -> None:
    assert isinstance(period_of(cell, SEASONS), Unusable)


def test_seasons_are_those_of_a_rollout() -> None:
    spring, autumn = (period_of(f"{word} 2025", SEASONS) for word in ("vår", "høst"))
    assert not isinstance(spring, Unusable)
    assert not isinstance(autumn, Unusable)
    ends = [spring.first, spring.last, autumn.first, autumn.last]
    assert ends == [date(2025, 1, 1), date(2025, 6, 30), date(2025, 8, 1), date(2025, 12, 31)]


@pytest.mark.parametrize(
    ("cell", "number"), [(301.0, "0301"), ("301", "0301"), ("0301", "0301"), (5001, "5001")]
)
def test_the_number_of_a_municipality_gets_its_zero_back(cell: CellValue, number: str) -> None:
    assert official_number(cell, municipal=True) == number


def test_the_number_of_another_site_is_left_alone() -> None:
    assert official_number(301.0, municipal=False) == "301"


@pytest.mark.parametrize("cell", [5880.0, "5 880", "5\xa0880", "5880,0", " 5880 "])
def test_a_number_is_read_as_people_write_it(cell: CellValue) -> None:
    assert whole_number(cell) == 5880


@pytest.mark.parametrize("cell", ["5,880", "5.880", "ca. 5880", 0.5, True])
def test_what_may_be_two_numbers_or_none_is_not_guessed(cell: CellValue) -> None:
    assert isinstance(whole_number(cell), Unusable)


@pytest.mark.parametrize("name", ["Sum", "TOTALT", "I alt", "Sum kommuner", "Total:", "Alle"])
def test_a_row_that_adds_up_others_is_known_by_its_name(name: str) -> None:
    assert is_total(name)


@pytest.mark.parametrize("name", ["Sumar", "Total Eiendom", "Summen", "Trondheim"])
def test_a_place_is_no_sum(name: str) -> None:
    assert not is_total(name)


@pytest.mark.parametrize(
    ("name", "made"),
    [("Nærøysund", "naeroysund"), ("Å­fjord", "afjord"), ("Røros - Rossen", "roros-rossen")],
)
def test_an_id_is_what_one_would_type(name: str, made: str) -> None:
    assert slug(name) == made
