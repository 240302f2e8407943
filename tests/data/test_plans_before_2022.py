"""The first plans, December 2020 to June 2021, as the shipped data tells them."""

from datetime import date

from hpplan.domain.claims import Says
from hpplan.periods import Fit
from hpplan.programme.programme import ProgrammeData
from hpplan.rules import Rule
from tests.data.who import Known, claims_of, go_live, trusts_in


def rule(programme: ProgrammeData, name: str) -> Rule:
    (found,) = [rule for rule in programme.rules if rule.id == name]
    return found


def test_by_15_december_2020_trondheim_indre_fosen_and_kristiansund_had_joined(
    known: Known,
) -> None:
    situation = known("2020-12-15")
    joined = {
        site: str(claim.on)
        for site, standing in situation.snapshot.sites.items()
        for claim in standing.site.claims
        if claim.says is Says.JOINED
        and (claim.known_from(dict(situation.programme.sources)) or date.min) <= situation.as_of
    }

    assert joined == {
        "trondheim": "2019-08-29",
        "indre-fosen": "2020-12-10",
        "kristiansund": "2020-12-15",
    }


def test_in_december_2020_no_council_had_bound_itself_to_a_wave(known: Known) -> None:
    statuses = {standing.status for standing in known("2020-12-15").snapshot.sites.values()}

    assert statuses == {"option", "planned", "joined", "none"}  # none: Os


def test_in_december_2020_the_trusts_were_to_follow_each_other_from_2022(known: Known) -> None:
    situation = known("2020-12-15")

    assert [trusts_in(situation, slot.id) for slot in situation.snapshot.waves] == [
        {"st-olavs"},
        {"hnt"},
        {"hmr"},
    ]
    assert [go_live(situation, slot.id)[0] for slot in situation.snapshot.waves] == [
        "2022",
        "2022-H2",
        "2023",
    ]


def test_hnt_was_to_go_six_months_after_st_olavs_until_june_2022(
    known: Known, programme: ProgrammeData
) -> None:
    lag = rule(programme, "hnt-six-months-after-st-olavs")
    stood = {
        day: lag in known(day).rules
        for day in ("2020-12-14", "2020-12-15", "2022-04-04", "2022-06-29", "2022-06-30")
    }

    assert stood == {
        "2020-12-14": False,
        "2020-12-15": True,
        "2022-04-04": True,
        "2022-06-29": True,
        "2022-06-30": False,
    }


def test_the_lag_of_six_months_held_in_spring_2022_and_is_two_years_in_july_2023(
    known: Known, programme: ProgrammeData
) -> None:
    lag = rule(programme, "hnt-six-months-after-st-olavs")
    then, now = known("2022-04-04"), known("2023-07-04")

    # 30 April 2022 and 6 months is 30 October, 7 months is 30 November.
    assert lag.violations(then.snapshot, then.snapshot.current()) == []
    (broken,) = lag.violations(now.snapshot, now.snapshot.current())
    assert broken.message == (
        "Helse Nord-Trøndelag must come at least 6 months and at most 7 months after St. Olavs "
        "hospital, but is in KI2 (autumn 2024), and St. Olavs hospital in PD2 (12 November 2022)"
    )


def test_in_june_2021_the_last_batch_was_to_come_in_the_second_half_of_2024(
    known: Known, programme: ProgrammeData
) -> None:
    situation = known("2021-06-03")

    assert rule(programme, "end-of-rollout-2024") in situation.rules
    assert {
        slot.id
        for slot in situation.snapshot.waves
        if slot.go_live is not None and slot.go_live.within(None, date(2024, 12, 31)) is not Fit.ALL
    } == set()


def test_the_plan_of_july_2023_goes_on_past_2024_to_april_2026(
    known: Known, programme: ProgrammeData
) -> None:
    situation = known("2023-07-04")
    end = rule(programme, "end-of-rollout-2024")
    late = end.violations(situation.snapshot, situation.snapshot.current())

    assert end not in situation.rules
    assert {situation.snapshot.current()[site] for found in late for site in found.subject} == {
        "KI3",
        "KI4",
        "KI5",
    }
    assert len(late) == 9 + 12 + 8
    assert go_live(situation, "KI5") == ("2026-04", date(2026, 4, 1), date(2026, 4, 30))


def test_all_of_the_region_but_os_had_an_option_agreement_in_2017(programme: ProgrammeData) -> None:
    options = claims_of(programme, Says.OPTION, "hmr-2020-12", on="2017")
    municipalities = {site.id for site in programme.sites if site.kind == "municipality"}

    assert set(options) == municipalities - {"os", "haram"}  # Haram exists from 2024
    assert len(options) == 65
