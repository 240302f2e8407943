"""What holds of the shipped data whatever the day: who exists, and that everything is sourced."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from hpplan.domain.agenda import Reported
from hpplan.domain.claims import Dated
from hpplan.domain.entry import Explained
from hpplan.domain.sites import Region
from hpplan.planning import Solved, best_plan
from hpplan.programme.plan import Proof
from hpplan.programme.programme import ProgrammeData
from tests.data.who import Known, inhabitants, municipalities, with_status
from tests.patience import ENOUGH

PLAN_VERSIONS = [
    "2021-01-26",
    "2021-06-03",
    "2022-04-04",
    "2022-05-24",
    "2022-06-30",
    "2022-12-31",
    "2023-01-26",
    "2023-03-29",
    "2023-05-16",
    "2023-06-30",
    "2023-07-04",
    "2023-12-20",
    "2023-12-31",
    "2024-01-03",
]


@pytest.mark.parametrize("day", ["2020-12-15", "2022-04-04", "2023-07-04", "2023-12-31"])
def test_until_the_end_of_2023_there_are_66_municipalities(known: Known, day: str) -> None:
    situation = known(day)
    counties = Counter(
        situation.snapshot.sites[site].fields.county for site in municipalities(situation)
    )

    assert counties == {"Trøndelag": 38, "Møre og Romsdal": 26, "Nordland": 1, "Innlandet": 1}
    assert inhabitants(situation, municipalities(situation)) == 750_074


def test_from_2024_there_are_67_and_haram_is_live_with_alesund(known: Known) -> None:
    before, after = known("2023-12-31"), known("2024-01-01")
    haram = after.snapshot.sites["haram"]

    assert municipalities(after) - municipalities(before) == {"haram"}
    assert len(municipalities(after)) == 67
    assert inhabitants(after, municipalities(after)) == 750_074
    assert (haram.status, haram.wave, haram.because_split) == ("live", "PD4", "alesund")
    assert str(haram.went_live) == "2023-04-28T22:00"
    assert (len(with_status(before, "live")), len(with_status(after, "live"))) == (19, 20)


def test_alesund_has_its_old_number_until_the_end_of_2023(known: Known) -> None:
    numbers = {
        day: known(day).snapshot.sites["alesund"].fields.number
        for day in ("2023-12-31", "2024-01-01")
    }

    assert numbers == {"2023-12-31": "1507", "2024-01-01": "1508"}


def test_numbers_and_names_are_unique(programme: ProgrammeData) -> None:
    numbers = Counter(site.number for site in programme.sites if site.kind == "municipality")
    names = Counter(site.name for site in programme.sites)

    assert [number for number, times in numbers.items() if times > 1] == []
    assert [name for name, times in names.items() if times > 1] == []


def test_every_claim_names_its_source_and_has_a_day_it_was_known(programme: ProgrammeData) -> None:
    sources = dict(programme.sources)
    claims: list[tuple[str, Dated]] = [
        *((site.id, claim) for site in programme.sites for claim in site.claims),
        *((wave.id, claim) for wave in programme.waves for claim in wave.all_claims()),
    ]

    assert [(who, claim) for who, claim in claims if claim.source is None] == []
    assert [(who, claim) for who, claim in claims if claim.known_from(sources) is None] == []


def test_every_plain_field_names_its_source(programme: ProgrammeData) -> None:
    assert [
        (site.id, field)
        for site in programme.sites
        for field in ("number", "county", "trust", "regions", "location", "gps", "legacy")
        if getattr(site, field) and field not in site.provenance
    ] == []
    assert [
        (site.id, measure)
        for site in programme.sites
        for measure in site.size
        if f"size.{measure}" not in site.provenance
    ] == []


def test_every_rule_goal_phase_milestone_region_and_figure_names_its_source(
    programme: ProgrammeData,
) -> None:
    agenda = programme.agenda
    stated: list[Explained | Reported | Region] = [
        *programme.rules,
        *programme.goals,
        *agenda.phases,
        *agenda.milestones,
        *agenda.gates,
        *agenda.reported,
        *programme.regions.values(),
    ]

    assert [entry for entry in stated if entry.source is None] == []
    assert [rule.id for rule in programme.rules if not rule.because] == []


def test_what_is_assumed_says_why(programme: ProgrammeData) -> None:
    assumed = {source.id for source in programme.sources.values() if source.kind == "assumption"}
    claims: list[Dated] = [claim for site in programme.sites for claim in site.claims]
    claims += [claim for wave in programme.waves for claim in wave.claims]

    assert assumed == {"assumed"}
    assert [c for c in claims if c.source in assumed and c.note is None] == []
    assert [r.id for r in programme.rules if r.source in assumed and r.because is None] == []


@pytest.mark.slow
@pytest.mark.parametrize("day", PLAN_VERSIONS)
def test_every_plan_version_since_2021_gives_a_plan_with_every_goal_proved(
    programme: ProgrammeData, day: str
) -> None:
    outcome = best_plan(programme.on(date.fromisoformat(day)), ENOUGH)

    assert isinstance(outcome, Solved)
    assert outcome.plan.proof is Proof.OPTIMAL
    assert [goal.kind for goal in outcome.plan.goals if not goal.proved] == []


def test_as_of_the_newsletter_all_66_municipalities_and_3_trusts_have_a_wave(
    programme: ProgrammeData,
) -> None:
    outcome = best_plan(programme.on(), ENOUGH)

    assert isinstance(outcome, Solved)
    assert outcome.plan.as_of == date(2023, 7, 4)
    assert outcome.plan.unplaced == ()
    assert outcome.plan.waves == programme.on(date(2023, 7, 4)).snapshot.current()
    assert len(outcome.plan.placements) == 66 + 3
    assert [(goal.kind, goal.value, goal.bound) for goal in outcome.plan.goals] == [
        ("participation", 69, 69),
        ("stability", 0, 0),
        ("cohesion", 13, 13),
        ("earliest", 426_399_522, 426_399_522),
    ]


@pytest.mark.parametrize("day", ["2022-04-04", "2022-12-31", "2023-07-04"])
def test_the_order_of_the_entries_does_not_change_the_plan(
    programme: ProgrammeData, day: str
) -> None:
    turned = replace(
        programme,
        sites=tuple(
            site.model_copy(update={"claims": site.claims[::-1]}) for site in programme.sites[::-1]
        ),
        waves=tuple(
            wave.model_copy(update={"claims": wave.claims[::-1]}) for wave in programme.waves[::-1]
        ),
        rules=tuple(programme.rules[::-1]),
    )
    day_of_plan = date.fromisoformat(day)
    as_written, reversed_ = (best_plan(p.on(day_of_plan), ENOUGH) for p in (programme, turned))

    assert isinstance(as_written, Solved)
    assert isinstance(reversed_, Solved)
    assert reversed_.plan.waves == as_written.plan.waves
    assert reversed_.plan.goals == as_written.plan.goals
