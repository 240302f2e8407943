"""What became of the plan of 4 April 2022 by 4 July 2023: who moved, who stayed."""

from hpplan.analysis.diff import Difference, Side, diff
from hpplan.programme.plan import current_plan
from tests.data.who import Known, municipalities_in, trusts_in

THEN, NOW = "2022-04-04", "2023-07-04"


def compared(known: Known) -> Difference:
    then, now = (Side(day, known(day), current_plan(known(day))) for day in (THEN, NOW))
    return diff(then, now)


def moves(difference: Difference, sites: set[str]) -> dict[str, tuple[str | None, str | None]]:
    """From which wave to which, for those of the sites that changed their wave."""
    return {
        change.site: (
            change.old.wave if change.old is not None else None,
            change.new.wave if change.new is not None else None,
        )
        for change in difference.sites
        if change.moved and change.site in sites
    }


def test_of_the_eight_of_november_2022_only_verdal_and_levanger_moved_to_pd3(known: Known) -> None:
    eight = municipalities_in(known(THEN), "PD2")

    assert len(eight) == 8
    assert moves(compared(known), eight) == {"verdal": ("PD2", "PD3"), "levanger": ("PD2", "PD3")}


def test_november_2022_lost_nord_trondelag_and_got_st_olavs(known: Known) -> None:
    (november,) = [change for change in compared(known).waves if change.wave == "PD2"]

    assert {member.site for member in november.left} == {"hnt", "levanger", "verdal"}
    assert {member.site for member in november.joined} == {"st-olavs"}


def test_verdal_and_levanger_went_live_without_a_trust(known: Known) -> None:
    assert municipalities_in(known(NOW), "PD3") == {"verdal", "levanger"}
    assert trusts_in(known(NOW), "PD3") == set()


def test_of_the_ten_of_april_2023_only_alesund_stayed(known: Known) -> None:
    ten = municipalities_in(known(THEN), "PD4")

    assert len(ten) == 10
    assert moves(compared(known), ten) == dict.fromkeys(ten - {"alesund"}, ("PD4", "PD5"))


def test_more_og_romsdal_is_12_months_later_and_nord_trondelag_21_to_25(known: Known) -> None:
    later = {
        change.site: (
            str(change.old.go_live) if change.old is not None else None,
            str(change.new.go_live) if change.new is not None else None,
            str(change.shift),
        )
        for change in compared(known).sites
        if change.kind == "trust"
    }

    assert later == {
        "st-olavs": ("2022-04-30", "2022-11-12", "about 6 months later"),
        "hnt": ("2022-11", "2024-autumn", "21 to 25 months later"),
        "hmr": ("2023-04", "2024-04-27", "12 months later"),
    }
