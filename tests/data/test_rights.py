"""Who decides, is asked and pays, as the sources have it; and what was decided."""

from datetime import date

import pytest

from hpplan.checks.run import check
from hpplan.periods import Period
from hpplan.programme.judgement import changes_made
from hpplan.programme.matters import mandate, named, of_date, of_move
from hpplan.programme.programme import ProgrammeData
from tests.data.who import Known


@pytest.mark.parametrize("day", ["2023-01-26", "2023-06-30", "2023-07-04", "2024-01-03"])
def test_no_change_of_the_rollout_lacks_the_right_or_a_consultation(known: Known, day: str) -> None:
    codes = {finding.code for finding in check(known(day))}
    assert codes.isdisjoint({"HP617", "HP618", "HP619", "HP620"})


def test_two_changes_rest_on_decisions_of_the_boards_whose_they_were(known: Known) -> None:
    assert [
        (change.said, change.mandate.right.name, change.decision and change.decision.id)
        for change in changes_made(known("2023-07-04"))
    ] == [
        (
            "Helse Nord-Trøndelag goes from PD5 to KI2",
            "rounds-of-trusts",
            "hmn-board-2023-05",
        ),
        (
            "KI4 goes live in October 2025 instead of in February 2025",
            "dates",
            "hp-board-2023-03",
        ),
    ]


def _words(known: Known, day: str, site: str, to: str) -> tuple[str, str, str] | None:
    situation = known(day)
    found = mandate(of_move(site, to, situation.snapshot), situation)
    if found is None:
        return None
    decides, consult, pays = (
        named(parties, situation.programme)
        for parties in (found.decides, found.consult, found.pays)
    )
    return decides, consult, pays


def test_who_leaves_a_set_round_decides_itself_asks_samarbeidsradet_and_pays(known: Known) -> None:
    leaves = ("Kommunestyret (Heim)", "Samarbeidsrådet", "Heim")
    assert _words(known, "2023-07-04", "heim", "KI3") == leaves
    assert _words(known, "2023-06-30", "heim", "KI3") == leaves
    assert _words(known, "2023-06-29", "heim", "KI3") is None  # no source had it by then
    # what is said of costs is of KI2 to KI5
    assert _words(known, "2023-07-04", "melhus", "KI2") == ("Kommunestyret (Melhus)", "", "")


def test_the_board_of_the_region_moves_the_trusts(known: Known) -> None:
    board = ("Styret i Helse Midt-Norge", "", "")
    assert _words(known, "2023-07-04", "hnt", "KI3") == board


def test_the_programmes_board_moves_dates(known: Known, programme: ProgrammeData) -> None:
    situation = known("2023-07-04")
    later = of_date("KI3", Period.day(date(2025, 9, 6)), situation.snapshot)
    found = mandate(later, situation)
    assert found is not None
    assert named(found.decides, programme) == "Styret i Helseplattformen"
    assert named(found.consult, programme) == "Samarbeidsrådet"
    assert found.pays == ()
