"""What Trondheim kommune said on 4 April 2022, as the shipped data has it."""

from datetime import date

import pytest

from hpplan.domain.claims import Says
from hpplan.programme.coverage import coverage
from hpplan.programme.coverage_steps import CoverageStep
from hpplan.programme.plan import current_plan
from hpplan.programme.programme import ProgrammeData
from tests.data.who import (
    Known,
    claims_of,
    go_live,
    municipalities,
    municipalities_in,
    trusts_in,
    with_status,
)

SPRING = "2022-04-04"


def test_eight_municipalities_were_to_go_live_in_november_2022_with_nord_trondelag(
    known: Known,
) -> None:
    situation = known(SPRING)

    assert municipalities_in(situation, "PD2") == {
        "roros",
        "holtalen",
        "os",
        "indre-fosen",
        "orland",
        "afjord",
        "verdal",
        "levanger",
    }
    assert trusts_in(situation, "PD2") == {"hnt"}
    assert go_live(situation, "PD2") == ("2022-11", date(2022, 11, 1), date(2022, 11, 30))


def test_trondheim_and_st_olavs_were_to_go_live_on_30_april_2022(known: Known) -> None:
    situation = known(SPRING)

    assert municipalities_in(situation, "PD1") == {"trondheim"}
    assert trusts_in(situation, "PD1") == {"st-olavs"}
    assert go_live(situation, "PD1") == ("2022-04-30", date(2022, 4, 30), date(2022, 4, 30))


def test_ten_municipalities_were_to_go_live_in_april_2023_with_more_og_romsdal(
    known: Known,
) -> None:
    situation = known(SPRING)

    assert municipalities_in(situation, "PD4") == {
        "alesund",
        "aukra",
        "fjord",
        "hustadvika",
        "kristiansund",
        "molde",
        "rauma",
        "rindal",
        "sula",
        "vestnes",
    }
    assert trusts_in(situation, "PD4") == {"hmr"}
    assert go_live(situation, "PD4") == ("2023-04", date(2023, 4, 1), date(2023, 4, 30))


def test_these_three_were_all_the_waves_there_were(known: Known) -> None:
    assert [slot.id for slot in known(SPRING).snapshot.waves] == ["PD1", "PD2", "PD4"]


def test_the_trusts_were_to_go_live_st_olavs_first_more_og_romsdal_last(known: Known) -> None:
    situation = known(SPRING)

    assert [trusts_in(situation, slot.id) for slot in situation.snapshot.waves] == [
        {"st-olavs"},
        {"hnt"},
        {"hmr"},
    ]


def test_roros_and_holtalen_had_signed_the_service_agreement(
    known: Known, programme: ProgrammeData
) -> None:
    standings = known(SPRING).snapshot.sites

    assert set(claims_of(programme, Says.AGREEMENT, "trondheim-2022-04")) == {"roros", "holtalen"}
    assert {site for site, found in standings.items() if found.required} == {
        "roros",
        "holtalen",
        *(trust for trust, found in standings.items() if found.site.kind == "trust"),
    }


def test_general_practitioners_are_employed_in_roros_and_holtalen_not_in_trondheim(
    programme: ProgrammeData,
) -> None:
    assert {site.id: site.gps for site in programme.sites if site.gps is not None} == {
        "roros": "employed",
        "holtalen": "employed",
        "trondheim": "self-employed",
    }


@pytest.mark.parametrize(
    ("day", "when", "share"),
    [(SPRING, "2022-11", (2, 7595)), ("2022-11-12", "2022-11-12", (2, 7595))],
)
def test_roros_and_holtalen_are_the_first_with_municipality_hospital_and_gps_in_november_2022(
    known: Known, day: str, when: str, share: tuple[int, int]
) -> None:
    """trondheim-2022-04: the first to have one record in all three."""
    situation = known(day)
    covered = coverage(situation, current_plan(situation))
    first = covered.first(CoverageStep.GPS)

    assert first is not None
    assert (first.wave, str(first.go_live)) == ("PD2", when)
    assert first.new[CoverageStep.GPS] == ("roros", "holtalen")
    _, with_gps = covered.by_wave[-1].share.further
    assert (with_gps.share.sites, with_gps.share.amount) == share


def test_there_were_66_municipalities_and_none_was_live(known: Known) -> None:
    situation = known(SPRING)

    assert len(municipalities(situation)) == 66
    assert with_status(situation, "live") == set()


def test_in_may_2022_the_wave_of_april_2023_was_called_pd3(known: Known) -> None:
    called = {day: known(day).snapshot.wave["PD4"].label for day in (SPRING, "2022-05-24")}

    assert called == {SPRING: "PD4", "2022-05-24": "PD3"}
    assert known("2023-07-04").snapshot.wave["PD4"].label == "PD4"


def test_the_caption_dated_after_its_own_page_is_noted_and_nothing_rests_on_it(
    programme: ProgrammeData,
) -> None:
    page = programme.sources["trondheim-2022-04"]

    assert str(page.published) == "2022-04-04"
    assert page.note is not None
    assert page.note.startswith("a caption on this page reads Kommunestatus 22022023")
