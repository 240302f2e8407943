"""Plans straight from the facts keep every hard rule by its verifier, near what is wanted."""

from pathlib import Path

import pytest

from hpplan.programme.programme import SituationData
from hpplan.solving.deadline import NO_END, Deadline
from hpplan.solving.direct_plan import direct_plan
from hpplan.solving.lexicographic import Sizes
from hpplan.solving.result import Limits, Solution, Undecided
from hpplan.solving.solve import solve
from hpplan.verification import verify
from tests.builders import known, plan
from tests.patience import PATIENCE

WITHOUT_A_MODEL = Sizes(large=0, very_large=0, beyond=0)


def programme(tmp_path: Path, sites: str, rules: str, waves: int = 3) -> SituationData:
    """Sites, each optional, from words `id` or `id:wave` of the current plan."""
    lines = ["programme: {id: p, name: P, as_of: 2024-01-01}", "municipalities:"]
    for word in sites.split():
        site, _, wave = word.partition(":")
        wave = f", wave: {wave}" if wave else ""
        lines.append(f"  - {{id: {site}, required: false, size: {{nurses: {len(site)}}}{wave}}}")
    lines += ["waves:", *(f"  - {{id: W{n}, go_live: 2025-0{n}-01}}" for n in range(1, waves + 1))]
    lines += ["rules:", *(f"  - {{{rule.strip()}}}" for rule in rules.strip().splitlines())]
    lines += ["goals: [{kind: participation}, {kind: stability}]"]
    return known(tmp_path, "\n".join(lines) + "\n")


def directly(situation: SituationData) -> dict[str, str] | None:
    found = direct_plan(situation, situation.snapshot.current(), NO_END, NO_END).placements
    assert found is None or not verify(situation, found)
    return found


@pytest.mark.parametrize(
    ("sites", "rules", "found"),
    [
        ("a:W2 b c:W3", "kind: capacity, max: 1", "a:W2 b:W1 c:W3"),
        ("a:W1 b", "kind: capacity, max: 1\nkind: window, sites: b, waves: [W1]", "a:W2 b:W1"),
        (
            "a:W1 b c",
            """kind: capacity, max: 1
            kind: window, sites: b, waves: [W1]
            kind: window, sites: a, waves: [W1, W2]
            kind: window, sites: c, waves: [W2, W3]""",
            "a:W2 b:W1 c:W3",
        ),
        (
            "a:W2 b:W3 c d:W1",
            """kind: capacity, max: 1
            kind: window, sites: c, waves: [W2]
            kind: window, sites: a, waves: [W1, W2]
            kind: window, sites: d, waves: [W1, W3]
            kind: window, sites: b, waves: [W3, W4]""",
            "a:W1 b:W4 c:W2 d:W3",
        ),
        ("a b:W2 c", "kind: before, first: a, then: b\nkind: before, first: b, then: c",
         "a:W1 b:W2 c:W3"),
        ("a:W1 b:W1 c", "kind: apart, sites: [a, b]\nkind: together, sites: [b, c]",
         "a:W1 b:W2 c:W2"),
        ("aaa:W1 bb", "kind: capacity, measure: nurses, max: 4, waves: [W1]", "aaa:W1 bb:W2"),
        ("a b:W1", "kind: pin, site: a, wave: W3\nkind: follows, sites: b", "a:W3 b:W1"),
        ("a:W1 b:W2", "kind: alone, sites: a", "a:W1 b:W2"),
    ],
)  # fmt: skip
def test_everybody_is_placed_as_near_as_can_be_to_where_they_are_wanted(
    tmp_path: Path, sites: str, rules: str, found: str
) -> None:
    assert directly(programme(tmp_path, sites, rules, waves=4)) == plan(found)


def test_who_cannot_be_placed_is_left_out_with_those_who_wait_for_it(tmp_path: Path) -> None:
    rules = "kind: capacity, max: 1\nkind: before, first: d, then: e\nkind: window, sites: d, waves: [W3]"  # noqa: E501
    assert directly(programme(tmp_path, "a b c d e", rules)) == plan("a:W1 b:W2 d:W3")


def test_what_is_not_looked_at_on_the_way_is_kept_by_leaving_sites_out(tmp_path: Path) -> None:
    situation = programme(tmp_path, "a:W1 b:W1 c:W2", "kind: spacing, min: {months: 2}")
    assert directly(situation) == plan("a:W1")


def test_there_is_none_where_somebody_must_be_placed_and_is_not(tmp_path: Path) -> None:
    text = "programme: {id: p, name: P, as_of: 2024-01-01}\nmunicipalities: [{id: a}, {id: b}]\n"
    rule = "waves: [{id: W1}]\nrules: [{kind: capacity, max: 1}]\n"
    assert directly(known(tmp_path, text + rule)) is None


def test_a_programme_too_large_for_a_model_has_its_direct_plan(tmp_path: Path) -> None:
    situation = programme(tmp_path, "a:W1 b:W1 c", "kind: capacity, max: 1")
    found = solve(situation, Limits(PATIENCE), sizes=WITHOUT_A_MODEL)
    assert isinstance(found, Solution)
    assert found.placements == plan("a:W1 b:W2 c:W3")
    assert found.bounds == [3, 0]


@pytest.mark.parametrize("seconds", [0, 3, 6, 9, 12, 15])
def test_a_direct_plan_is_abandoned_at_the_end_of_the_time(tmp_path: Path, seconds: int) -> None:
    situation = programme(tmp_path, "a:W1 b:W1 c", "kind: capacity, max: 1")
    looks = 0

    def clock() -> float:
        nonlocal looks
        looks += 1
        return float(looks)

    found = solve(situation, Limits(seconds, clock=clock), sizes=WITHOUT_A_MODEL)
    assert looks <= seconds + 6
    assert isinstance(found, Solution | Undecided)
    assert isinstance(found, Undecided) or not verify(situation, found.placements)


def test_what_stands_when_the_time_for_placing_is_over_is_a_plan(tmp_path: Path) -> None:
    situation = programme(
        tmp_path, "a:W1 b:W1 c", "kind: window, sites: c, waves: [W1]\nkind: capacity, max: 1"
    )
    looks = 0

    def clock() -> float:
        nonlocal looks
        looks += 1
        return float(looks)

    seen = set[int]()
    for at in range(1, 12):
        looks = 0
        until = Deadline(at, clock)
        found = direct_plan(situation, situation.snapshot.current(), until, NO_END).placements
        if found is not None:
            assert not verify(situation, found)
            seen.add(len(found))
    assert seen == {2, 3}
