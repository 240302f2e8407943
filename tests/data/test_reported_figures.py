"""Published counts beside ours: where they differ, the tool says so."""

from datetime import date

from hpplan.checks.run import inspect
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.programme.programme import ProgrammeData

REPORTED = "HP605"


def findings(programme: ProgrammeData, day: str, code: str) -> list[Finding]:
    return [f for f in inspect(programme.on(date.fromisoformat(day))) if f.code == code]


def test_38_councils_said_yes_to_a_preproject_by_april_2022_and_we_know_11_by_name(
    programme: ProgrammeData,
) -> None:
    (earlier, found) = findings(programme, "2022-04-04", REPORTED)

    assert "3 counted, 19 published by hp-2021-05" in earlier.message
    assert found.message == (
        "municipalities preproject on 2022-04-04: 11 counted, 38 published by trondheim-2022-04"
    )
    assert found.severity is Severity.INFO


def test_the_letter_counts_18_decided_and_28_in_all_and_ours_are_23_and_33(
    programme: ProgrammeData,
) -> None:
    by_the_letter = [
        found
        for found in findings(programme, "2023-07-04", REPORTED)
        if found.message.endswith("by newsletter-2023-07")
    ]
    decided, all_in_all = by_the_letter

    assert decided.message == (
        "municipalities decided on 2023-07-04: 23 counted, 18 published by newsletter-2023-07"
    )
    assert all_in_all.message == (
        "municipalities live or decided on 2023-07-04: 33 counted, 28 published; "
        "73 % counted, 67 % published by newsletter-2023-07"
    )
    assert {found.severity for found in by_the_letter} == {Severity.INFO}


def test_the_31_of_june_2023_and_their_70_percent_are_ours_too(programme: ProgrammeData) -> None:
    by_source = {
        f.message.rpartition(" by ")[2] for f in findings(programme, "2023-07-04", REPORTED)
    }

    assert by_source == {"hp-2021-05", "trondheim-2022-04", "newsletter-2023-07"}


def test_the_20_live_of_67_in_january_2024_are_ours_too(programme: ProgrammeData) -> None:
    about_2024 = [
        f.message
        for f in findings(programme, "2024-01-03", REPORTED)
        if "2023-12" in f.message or "2024-01" in f.message
    ]

    # 20 live is no gap; 14 more decided have 2 percent more inhabitants than ours.
    assert about_2024 == [
        "municipalities live or decided on 2024-01-03: 73 % counted, 75 % published by hp-2024-01"
    ]


def test_heims_two_stories_are_shown_with_the_places_of_both(programme: ProgrammeData) -> None:
    (found,) = findings(programme, "2023-07-04", "HP601")
    heim = programme.site["heim"]
    decided, undecided = heim.claims[-2:]

    assert found.message.startswith(
        "claims about Heim disagree on whether and where it has decided"
    )
    assert found.place == programme.places.place(decided.address)
    assert [note.place for note in found.notes] == [programme.places.place(undecided.address)]


def test_the_data_as_shipped_have_no_error_on_the_day_of_any_plan(programme: ProgrammeData) -> None:
    days = ("2020-12-15", "2021-06-03", "2022-04-04", "2023-01-26", "2023-07-04", "2024-01-03")
    errors = {
        day: [
            f
            for f in inspect(programme.on(date.fromisoformat(day)))
            if f.severity is Severity.ERROR
        ]
        for day in days
    }

    assert errors == {day: [] for day in days}
