"""Who failed a gate goes live only where it can still be passed: verifier, encoding, every plan."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.planning import Infeasible, Solved, best_plan
from hpplan.programme.programme import Overrides, SituationData
from hpplan.solving.encoding import encode, encode_with_assumptions
from tests.builders import known
from tests.patience import ENOUGH
from tests.programmes import every_plan, keeps_hard_rules, situations
from tests.solving.test_agreement import admits
from tests.thoroughness import examples

GIVEN = """\
programme: {id: p, as_of: 2024-01-01, gates: [{id: ready, at: -90d}]}
sources: [{id: old, published: 2023-01-15}, {id: review, published: 2023-12-20}]
waves: [WAVES]
municipalities:
  - {id: a, name: Ask, claims: [{says: planned, wave: W2, source: old}, CLAIMS]}
"""
WAVES = (
    "{id: W1, go_live: 2024-03-30}, {id: W2, go_live: 2024-03-31}, {id: W3, go_live: 2024-04-01}"
)
FAILED = "{says: failed, gate: ready, source: review}"
PASSED = "{says: passed, gate: ready, source: review}"


LATER = "in a wave whose day for it, 90 days before the go-live, is later than 1 January 2024"


def situation(folder: Path, claims: str = FAILED, waves: str = WAVES) -> SituationData:
    return known(folder, GIVEN.replace("CLAIMS", claims).replace("WAVES", waves))


def waves_left(found: SituationData, site: str = "a") -> list[str]:
    """The waves that the openings, the model and the verifier leave the site, which must agree."""
    slots = [slot.id for slot in found.snapshot.waves]
    free = [
        w for w in slots if not any(r.violations(found.snapshot, {site: w}) for r in found.rules)
    ]
    assert free == [slot.id for slot in found.openings[site]]
    encoded = encode(found)
    assert free == [wave for wave in slots if admits(encoded, {site: wave})]
    return free


def test_a_wave_is_open_from_the_first_whose_day_for_the_gate_is_later_than_the_date(
    tmp_path: Path,
) -> None:
    """90 days before 31 March 2024 is 1 January."""
    assert waves_left(situation(tmp_path)) == ["W3"]


def test_who_passed_or_said_nothing_is_not_bound(tmp_path: Path) -> None:
    assert waves_left(situation(tmp_path, PASSED)) == ["W1", "W2", "W3"]
    assert waves_left(situation(tmp_path, "{says: option}")) == ["W1", "W2", "W3"]


@pytest.mark.parametrize(
    ("claims", "left"),
    [
        (f"{FAILED}, {{says: passed, gate: ready, known: 2023-12-21}}", ["W1", "W2", "W3"]),
        (f"{FAILED}, {{says: passed, gate: ready, known: 2023-12-19}}", ["W3"]),
        # Known on one day, the one of the later time counts.
        (
            f"{FAILED[:-1]}, on: 2023-12-01}}, {PASSED[:-1]}, on: 2023-12-02}}",
            ["W1", "W2", "W3"],
        ),
        # What is not known yet.
        ("{says: failed, gate: ready, known: 2024-01-02}", ["W1", "W2", "W3"]),
        # Equally new: what binds least, until one settles it.
        (f"{FAILED}, {PASSED}", ["W1", "W2", "W3"]),
        (f"{FAILED[:-1]}, settles: minutes}}, {PASSED}", ["W3"]),
    ],
)
def test_the_newest_claim_counts(tmp_path: Path, claims: str, left: list[str]) -> None:
    assert waves_left(situation(tmp_path, claims)) == left


@pytest.mark.parametrize(
    ("go_live", "left"),
    [
        ("2024-03", ["W3"]),
        ("2024-03-01..2024-04-01", ["W2", "W3"]),
        ("2024-Q2", ["W3", "W2"]),
    ],
)
def test_a_go_live_known_to_a_period_bars_where_no_day_of_it_is_late_enough(
    tmp_path: Path, go_live: str, left: list[str]
) -> None:
    waves = f"{{id: W2, go_live: {go_live}}}, {{id: W3, go_live: 2024-04-01}}"
    found = situation(tmp_path, waves=waves)
    assert sorted(left) == sorted(slot.id for slot in found.openings["a"])


@pytest.mark.parametrize(
    ("at", "first"),
    [("-90d", "2024-04-01"), ("0d", "2024-01-02"), ("-1m", "2024-02-02"), ("-13m", "2025-02-02")],
)
def test_it_allows_days_from_the_first_whose_day_for_the_gate_is_later(
    tmp_path: Path, at: str, first: str
) -> None:
    text = GIVEN.replace("CLAIMS", FAILED).replace("WAVES", WAVES).replace("-90d", at)
    found = known(tmp_path, text)
    (rule,) = found.rules
    assert rule.days(found.snapshot, "a") == (date.fromisoformat(first), None)


def test_a_wave_without_a_date_bars_nobody(tmp_path: Path) -> None:
    found = situation(tmp_path, waves="{id: W2}")
    (rule,) = found.rules
    assert [slot.id for slot in found.openings["a"]] == ["W2"]
    (doubt,) = rule.violations(found.snapshot, {"a": "W2"})
    assert (doubt.verdict, doubt.message) == (
        "unsure",
        "Ask is in W2, whose day for ready is not known",
    )


OF_WAVE = """\
programme: {id: p, as_of: 2024-01-01, gates: [{id: ready, at: -90d}]}
sources: [{id: old, published: 2023-01-15}, {id: review, published: 2023-12-20}]
waves:
  - {id: W1, go_live: 2024-03-01, claims: [{says: failed, gate: ready, source: review}]}
  - {id: W2, go_live: 2024-03-02}
  - {id: W3, go_live: 2024-09-01}
municipalities:
  - {id: a, name: Ask, claims: [{says: planned, wave: W1, source: old}]}
  - {id: b, name: Berg, claims: [{says: planned, wave: W2, source: old}]}
"""


def test_of_a_waves_failure_everybody_in_it_is_bound_and_nobody_else_enters_it(
    tmp_path: Path,
) -> None:
    found = known(tmp_path, OF_WAVE)
    left = {site: [slot.id for slot in open_] for site, open_ in found.openings.items()}
    assert left == {"a": ["W3"], "b": ["W2", "W3"]}


@pytest.mark.parametrize(
    ("claim", "left"),
    [
        ("{says: passed, gate: ready, known: 2023-12-21}", ["W1", "W2", "W3"]),
        ("{says: passed, gate: ready, source: review}", ["W1", "W2", "W3"]),  # the narrower
        ("{says: passed, gate: ready, known: 2023-12-19}", ["W3"]),
    ],
)
def test_of_a_site_and_its_wave_the_newest_counts_and_the_site_among_equally_new(
    tmp_path: Path, claim: str, left: list[str]
) -> None:
    text = OF_WAVE.replace("wave: W1, source: old}", f"wave: W1, source: old}}, {claim}")
    found = known(tmp_path, text)
    assert [slot.id for slot in found.openings["a"]] == left


@pytest.mark.parametrize(
    ("gate", "left"),
    [
        ("{id: ready, at: -90d, sites: b}", ["W1", "W2", "W3"]),
        ("{id: ready, at: -90d, source: review}", ["W3"]),
        ("{id: ready, at: -90d, in_force: {from: 2024-01-02}}", ["W1", "W2", "W3"]),
        ("{id: ready, at: -90d, in_force: {until: 2023-12-31}}", ["W1", "W2", "W3"]),
        ("{id: ready, at: -90d, in_force: {until: 2024-01-01}}", ["W3"]),
    ],
)
def test_a_gate_binds_whom_it_selects_while_it_is_in_force(
    tmp_path: Path, gate: str, left: list[str]
) -> None:
    text = OF_WAVE.replace("{id: ready, at: -90d}", gate)
    found = known(tmp_path, text)
    assert [slot.id for slot in found.openings["a"]] == left


@pytest.mark.parametrize(
    ("decision", "left"),
    [
        ("on: 2023-12-20, says: adopted, about: [a, ready]", ["W1", "W2", "W3"]),
        ("on: 2023-12-20, says: adopted, about: [W1, ready]", ["W1", "W2", "W3"]),
        ("on: 2023-12-19, says: adopted, about: [W1, ready]", ["W3"]),
        ("on: 2023-12-20, says: rejected, about: [W1, ready]", ["W3"]),
        ("on: 2023-12-20, says: adopted, about: [b, ready]", ["W3"]),
        ("on: 2023-12-20, says: adopted, about: [W1]", ["W3"]),
        ("on: 2023-12-20, known: 2024-01-02, says: adopted, about: [W1, ready]", ["W3"]),
    ],
)
def test_a_decision_made_on_or_after_the_failure_adopts_it(
    tmp_path: Path, decision: str, left: list[str]
) -> None:
    text = f"{OF_WAVE}bodies: [{{id: board}}]\ndecisions: [{{id: d, by: board, {decision}}}]\n"
    found = known(tmp_path, text)
    assert [slot.id for slot in found.openings["a"]] == left


def test_an_adopted_failure_of_the_site_leaves_another_of_a_wave(tmp_path: Path) -> None:
    text = GIVEN.replace("CLAIMS", FAILED).replace(
        "WAVES",
        "{id: W1, go_live: 2024-03-30, claims: "
        "[{says: failed, gate: ready, on: 2023-12-28, source: late}]}, "
        "{id: W2, go_live: 2024-03-31}",
    )
    text = text.replace("sources: [", "sources: [{id: late, published: 2023-12-28}, ")
    adopted = "{id: d, by: board, on: 2023-12-20, says: adopted, about: [a, ready]}"
    before = known(tmp_path, text)
    found = known(tmp_path, f"{text}bodies: [{{id: board}}]\ndecisions: [{adopted}]\n")
    assert [[slot.id for slot in each.openings["a"]] for each in (before, found)] == [[], ["W2"]]


def test_a_decided_wave_conflicts_until_the_site_is_reopened(tmp_path: Path) -> None:
    text = GIVEN.replace("planned", "decided").replace("CLAIMS", FAILED).replace("WAVES", WAVES)
    found = known(tmp_path, text)
    outcome = best_plan(found, ENOUGH)
    assert isinstance(outcome, Infeasible)
    (conflict,) = outcome.conflicts
    lines = [(fact.text, fact.place and fact.place.column) for fact in conflict.facts]
    assert lines == [
        ("Ask decided on W2 [old]", 33),
        (f"Ask failed ready [review]: Ask goes live only {LATER}", 73),
    ]
    assert [repair.text for repair in conflict.repairs] == [
        "W2 goes live on 1 April 2024 instead of on 31 March 2024",
        "Ask leaves W2",
        "Ask passes ready",
    ]
    freed = best_plan(found.programme.on(found.as_of, Overrides(reopened=("a",))), ENOUGH)
    assert isinstance(freed, Solved)
    assert freed.plan.waves == {"a": "W3"}


def test_a_live_site_is_not_bound(tmp_path: Path) -> None:
    claims = "{says: live, wave: W1, on: 2023-12-21, source: review}, " + FAILED
    waves = "{id: W1, go_live: 2023-12-21}, {id: W2, go_live: 2024-03-31}"
    found = situation(tmp_path, claims, waves)
    assert (found.rules, found.openings["a"][0].id) == ((), "W1")


def same_solutions(situation: SituationData, admitted: Mapping[str, object]) -> None:
    for plan in every_plan(situation):
        expected = keeps_hard_rules(situation, plan)
        for name, encoded in admitted.items():
            assert admits(encoded, plan) == expected, (name, plan)  # type: ignore[arg-type]


@examples(50)
@given(data=st.data())
def test_the_plans_without_violations_are_exactly_the_solutions(data: st.DataObject) -> None:
    found = data.draw(situations(most_rules=1, gates=True))
    same_solutions(found, {"plan": encode(found), "facts": encode_with_assumptions(found)[0]})
