"""Main projects and support as the newsletter of 4 July 2023 tells them, on the timeline."""

from datetime import date
from itertools import pairwise

import pytest

from hpplan.analysis.timeline import PhaseDates, TimelineData, TimelineEntry, timeline
from hpplan.programme.plan import current_plan
from hpplan.programme.programme import ProgrammeData

JULY = date(2023, 7, 4)


@pytest.fixture(scope="module")
def july(programme: ProgrammeData) -> TimelineData:
    known = programme.on(JULY)
    return timeline(known, current_plan(known))


def entry(shown: TimelineData, site: str) -> TimelineEntry:
    (found,) = shown.only(sites=[site]).entries
    return found


def phase(shown: TimelineData, site: str, name: str) -> PhaseDates:
    (found,) = [phase for phase in entry(shown, site).phases if phase.id == name]
    return found


def test_the_main_project_of_ki1_is_the_year_before_27_april_2024(july: TimelineData) -> None:
    main = phase(july, "melhus", "main")

    assert (main.start, main.end, main.approximate) == (
        date(2023, 4, 27),
        date(2024, 4, 27),
        False,
    )


def test_on_4_july_2023_ki1_and_pd5_are_in_their_main_project_and_ki2_is_not(
    july: TimelineData,
) -> None:
    running = {
        shown.wave
        for shown in july.entries
        for phase in shown.phases
        if phase.id == "main" and phase.start <= JULY < phase.end
    }

    assert running == {"PD5", "KI1"}


def test_on_4_july_2023_pd5_is_in_its_last_four_months(july: TimelineData) -> None:
    main = phase(july, "rindal", "main")

    assert (main.start, main.end) == (date(2022, 11, 4), date(2023, 11, 4))
    assert phase(july, "rindal", "demanding").start == date(2023, 8, 4)


def test_ki2_may_begin_its_preproject_in_autumn_2023(july: TimelineData) -> None:
    """Its go-live is known as autumn 2024 only, so it may also begin some months earlier."""
    preproject = phase(july, "smola", "preproject")

    assert preproject.approximate
    assert (preproject.starts.first, preproject.starts.last) == (
        date(2023, 6, 1),
        date(2023, 10, 31),
    )


@pytest.mark.parametrize(
    ("site", "days"),
    [
        ("alesund", (date(2023, 4, 28), date(2023, 5, 19))),
        ("rindal", (date(2023, 11, 4), date(2023, 11, 25))),
    ],
)
def test_extra_support_runs_for_three_weeks(
    july: TimelineData, site: str, days: tuple[date, date]
) -> None:
    support = phase(july, site, "support")

    assert (support.start, support.end) == days


def test_no_two_waves_need_extra_support_on_the_same_day(july: TimelineData) -> None:
    """Of those whose day is known: PD1 to KI1."""
    needed = sorted(
        {
            (phase.start, phase.end)
            for shown in july.entries
            for phase in shown.phases
            if phase.id == "support" and not phase.approximate
        }
    )

    assert len(needed) == 6
    assert [(one, other) for one, other in pairwise(needed) if other[0] < one[1]] == []


def test_timeline_goes_by_go_live_from_trondheim_to_ki5(july: TimelineData) -> None:
    waves = dict.fromkeys(shown.wave for shown in july.entries)

    assert list(waves) == [
        "PD1",
        "PD2",
        "PD3",
        "PD4",
        "PD5",
        "KI1",
        "KI2",
        "KI3",
        "KI4",
        "KI5",
    ]
    assert len(july.entries) == 69
