"""Repairs of conflicts: each makes a plan possible, by the least, and is priced by a real plan."""

from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hpplan.conflicts.authority import Authority
from hpplan.conflicts.candidates import none_for
from hpplan.conflicts.conflict import Cost
from hpplan.conflicts.correction_sets import cheapest_repairs
from hpplan.conflicts.fact_parts import FactParts
from hpplan.conflicts.minimal_subsets import find_conflicts
from hpplan.conflicts.oracle import ConflictOracle
from hpplan.conflicts.pricing import Pricing
from hpplan.conflicts.repairs import repair_options
from hpplan.domain.claims import Says
from hpplan.domain.measures import DAYS, SITES
from hpplan.planning import Infeasible, best_plan, repaired
from hpplan.programme.changes import (
    Reopened,
    RuleReplaced,
    WaveRestated,
    changed,
    rule_dropped,
    says,
    takes,
)
from hpplan.programme.programme import Overrides, SituationData
from hpplan.rules import BY_KIND
from hpplan.rules.base import Verdict
from hpplan.solving.deadline import Deadline
from hpplan.solving.encoding import encode_with_assumptions
from tests.builders import programme
from tests.conflicts.ending import EndingOracle
from tests.conflicts.test_minimal_subsets import TRUST_TOO_LATE
from tests.patience import ENOUGH, PATIENCE
from tests.programmes import every_plan, keeps_hard_rules, situations
from tests.thoroughness import examples


def explained(folder: Path, text: str, overrides: Overrides | None = None) -> Infeasible:
    known = programme(folder, text).on(date(2024, 1, 1), overrides or Overrides())
    outcome = best_plan(known, replace(ENOUGH, repairs=9))
    assert isinstance(outcome, Infeasible)
    return outcome


def repair_texts(folder: Path, text: str, overrides: Overrides | None = None) -> list[str]:
    (conflict,) = explained(folder, text, overrides).conflicts
    return [repair.text for repair in conflict.repairs]


# --- every repair works ------------------------------------------------------------------------


@examples(15)
@given(situation=situations(most_rules=4))
def test_every_repair_gives_the_plan_it_was_priced_by(situation: SituationData) -> None:
    outcome = best_plan(situation, ENOUGH)
    assume(isinstance(outcome, Infeasible))
    assert isinstance(outcome, Infeasible)
    repairs = {repair.id: repair for c in outcome.conflicts for repair in c.repairs}
    for repair in repairs.values() if outcome.together else ():
        assert repair.placements is not None
        together = [repair, *(repairs[name] for name in repair.tried_with)]
        assert keeps_hard_rules(repaired(situation, together), repair.placements)


@examples(15)
@given(situation=situations(most_rules=4))
def test_the_first_repairs_together_give_a_plan_unless_history_forbids_all(
    situation: SituationData,
) -> None:
    outcome = best_plan(situation, ENOUGH)
    assume(isinstance(outcome, Infeasible))
    assert isinstance(outcome, Infeasible)
    if outcome.together:
        assert list(outcome.together) == [c.repairs[0].id for c in outcome.conflicts]
        first = [conflict.repairs[0] for conflict in outcome.conflicts]
        assert some_plan(repaired(situation, first))
    else:  # then nothing that could be otherwise stands in the way
        freed = [Reopened(s.id) for s in situation.snapshot.sites.values() if s.firm and not s.live]
        opened = [takes(w.id) for w in situation.snapshot.waves if not w.open]
        dropped = [rule_dropped(rule) for rule in situation.hard_rules]

        assert not some_plan(changed(situation, [*freed, *opened, *dropped]))


def some_plan(situation: SituationData) -> bool:
    return any(keeps_hard_rules(situation, plan) for plan in every_plan(situation))


@pytest.mark.parametrize("kind", sorted(BY_KIND))
@examples(10)
@given(data=st.data())
def test_each_step_of_a_relaxation_admits_what_the_step_before_admits(
    kind: str, data: st.DataObject
) -> None:
    situation = data.draw(situations(kind, most_rules=1))
    snapshot = situation.snapshot
    for rule in situation.rules:
        for relaxation in rule.relaxations(snapshot):
            steps = sorted({1, 2, relaxation.steps} & set(range(1, relaxation.steps + 1)))
            versions = [rule, *(relaxation.at(step) for step in steps)]
            assert len({(version.kind, version.id, version.address) for version in versions}) == 1
            for plan in every_plan(situation):
                broken = [
                    any(b.verdict is Verdict.BROKEN for b in version.violations(snapshot, plan))
                    for version in versions
                ]
                assert broken == sorted(broken, reverse=True)


# --- what each is -------------------------------------------------------------------------------

FULL = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A, size: {inhabitants: 600}, claims: [{says: decided, wave: W2, known: 2023}]}
  - {id: b, name: B, size: {inhabitants: 300}, claims: [{says: decided, wave: W2, known: 2023}]}
  - {id: c, name: C, size: {inhabitants: 100}, claims: [{says: decided, wave: W2, known: 2023}]}
  - {id: d, name: D, size: {inhabitants: 100}, claims: [{says: planned, wave: W2, known: 2023}]}
waves:
  - {id: W1, go_live: 2024-06-01}
  - {id: W2, go_live: 2025-01-01}
  - {id: W3, go_live: 2025-06-01}
rules:
  - {id: two, kind: capacity, waves: W2, max: 2}
"""


def test_a_cap_is_raised_by_the_least_that_helps_and_the_rest_makes_room(tmp_path: Path) -> None:
    (conflict,) = explained(tmp_path, FULL).conflicts
    first = conflict.repairs[0]
    assert (first.text, first.whose) == ("two: max 3 instead of 2", Authority.PLAN)
    assert first.drop == ()
    assert first.cost is not None
    assert (first.cost.moved, first.cost.unplaced) == (("d",), 0)
    assert first.cost.covered == 100.0


def test_a_cap_is_raised_for_those_too_who_are_in_no_conflict_with_it(tmp_path: Path) -> None:
    """Any two of six are too many for one place; the other four are to be there as well."""
    more = "".join(f"  - {{id: {site}, name: {site.upper()}}}\n" for site in "ef")
    pins = "".join(f"  - {{kind: pin, site: {site}, wave: W2}}\n" for site in "def")
    text = FULL.replace("max: 2", "max: 1").replace("waves:\n", f"{more}waves:\n", 1) + pins
    assert repair_texts(tmp_path, text)[0] == "two: max 6 instead of 1"


def test_who_finds_no_place_with_a_repair_is_part_of_its_price(tmp_path: Path) -> None:
    free = FULL.replace("name: D,", "name: D, required: false,")
    text = (
        free.replace("[{says: planned, wave: W2, known: 2023}]", "[]")
        + "  - {kind: forbid, sites: d, waves: [W1, W3]}\n"
    )
    (conflict,) = explained(tmp_path, text).conflicts
    unplaced = {r.text: r.cost.unplaced for r in conflict.repairs if r.cost is not None}
    assert unplaced["A leaves W2"] == 1


def test_each_decision_that_could_be_reopened_is_a_repair(tmp_path: Path) -> None:
    assert repair_texts(tmp_path, FULL) == [
        "two: max 3 instead of 2",
        "A leaves W2",
        "B leaves W2",
        "C leaves W2",
    ]


def test_where_one_is_not_enough_the_fewest_are_reopened_once(tmp_path: Path) -> None:
    text = FULL.replace("max: 2", "max: 1").replace("two", "one")
    texts = repair_texts(tmp_path, text)
    assert texts[0] == "one: max 3 instead of 1"
    assert len(texts) == 2
    assert texts[1].endswith(" leave W2")
    assert " and " in texts[1]


def test_who_has_to_agree_comes_first_then_what_it_costs(tmp_path: Path) -> None:
    (conflict,) = explained(tmp_path, TRUST_TOO_LATE).conflicts
    ranked = [(r.whose, r.text) for r in conflict.repairs]
    assert ranked == [
        (Authority.PLAN, "drop after-trust"),
        (Authority.PLAN, "W1 goes live in May 2025 instead of in April 2024"),
        (Authority.PLAN, "W3 goes live in March 2024 instead of in April 2025"),
        (Authority.COUNCIL, "Røros leaves W1"),
        (Authority.BOARD, "Helse Nord-Trøndelag leaves W3"),
    ]


GOVERNED = """\
bodies:
  - {id: board, name: Board}
  - {id: council, name: Council, of: {kind: municipality}}
rights:
  - {change: rule, waves: W2, decides: board}
  - {change: go_live, decides: board}
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rights", "whose"),
    [
        ("", Authority.PLAN),
        (GOVERNED, Authority.BODY),
        (GOVERNED.replace("waves: W2", "waves: W3"), Authority.PLAN),
        (GOVERNED.replace("board}", "board, in_force: {from: 2025}}", 1), Authority.PLAN),
    ],
)
def test_rights_say_whose_decision_a_rule_is_and_no_word_of_its_reason_does(
    tmp_path: Path, rights: str, whose: Authority
) -> None:
    text = FULL.replace("max: 2}", "max: 2, because: the board and the council say so}") + rights
    (conflict,) = explained(tmp_path, text).conflicts
    raised = [r for r in conflict.repairs if isinstance(r.changes[0], RuleReplaced)]
    assert [r.whose for r in raised] == [whose]


@pytest.mark.slow
def test_what_a_body_has_a_right_to_comes_after_what_nobody_has(tmp_path: Path) -> None:
    (conflict,) = explained(tmp_path, TRUST_TOO_LATE + GOVERNED).conflicts
    assert [(r.whose, r.text) for r in conflict.repairs] == [
        (Authority.PLAN, "drop after-trust"),
        (Authority.BODY, "W1 goes live in May 2025 instead of in April 2024"),
        (Authority.BODY, "W3 goes live in March 2024 instead of in April 2025"),
        (Authority.COUNCIL, "Røros leaves W1"),
        (Authority.BOARD, "Helse Nord-Trøndelag leaves W3"),
    ]


def test_a_pin_is_its_councils_and_one_of_the_command_line_is_the_users_own(
    tmp_path: Path,
) -> None:
    roomy = FULL.replace("max: 2}", "max: 3}")
    text = f"{roomy}  - {{id: p, kind: pin, site: a, wave: W3, decision: x}}\n"
    (conflict,) = explained(tmp_path, text).conflicts
    assert {(r.whose, r.text) for r in conflict.repairs} == {
        (Authority.COUNCIL, "drop p"),
        (Authority.COUNCIL, "A leaves W2"),
    }
    (conflict,) = explained(tmp_path, roomy, Overrides(pins=(("d", "W2"),))).conflicts
    first = conflict.repairs[0]
    assert (first.whose, first.text) == (Authority.WISH, "drop --pin d=W2")


def test_two_facts_that_are_cheaper_than_another_alone_are_found_before_it(tmp_path: Path) -> None:
    text = FULL.replace("says: decided", "says: planned").replace("waves: W2, max: 2", "max: 0")
    wished = Overrides(pins=(("a", "W3"), ("b", "W3")))
    known = programme(tmp_path, text.replace("kind: cap", "waves: W3, kind: cap")).on(None, wished)
    encoded, facts = encode_with_assumptions(known)
    oracle = ConflictOracle(encoded.model, PATIENCE)
    subsets = find_conflicts(encoded, facts, oracle).found
    parts = FactParts(known, encoded, facts, oracle)
    found = [
        [parts.rule(fact).kind for fact in repair.without]
        for repair in cheapest_repairs(parts, subsets, 0, [], 3)
    ]
    assert found == [["pin", "pin"], ["capacity"]]


NO_WAVE_LEFT = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities: [{id: a, name: A}]
waves: [{id: W1, go_live: 2024-06-01}, {id: W2, go_live: 2025-01-01}]
rules:
  - {id: not-late, kind: forbid, sites: a, waves: W2}
  - {id: not-early, kind: forbid, sites: a, waves: W1}
goals: [{kind: GOAL}]
"""


@pytest.mark.parametrize(
    ("goal", "first"), [("earliest", "drop not-early"), ("wishes", "drop not-late")]
)
def test_of_equal_prices_that_comes_first_whose_plan_is_better_by_the_goals(
    tmp_path: Path, goal: str, first: str
) -> None:
    """By wishes, of which there are none, both are as good, and come in the order of the data."""
    texts = repair_texts(tmp_path, NO_WAVE_LEFT.replace("GOAL", goal))
    assert (texts[0], sorted(texts)) == (first, ["drop not-early", "drop not-late"])


def test_of_equal_prices_the_best_is_found_where_only_one_is_asked_for(tmp_path: Path) -> None:
    known = programme(tmp_path, NO_WAVE_LEFT.replace("GOAL", "earliest")).on(None, Overrides())
    outcome = best_plan(known, replace(ENOUGH, repairs=1))
    assert isinstance(outcome, Infeasible)
    assert [r.text for c in outcome.conflicts for r in c.repairs] == ["drop not-early"]


def test_a_closed_wave_may_be_opened(tmp_path: Path) -> None:
    text = FULL.replace("go_live: 2025-06-01", "go_live: 2025-06-01, open: false").replace(
        "{id: two, kind: capacity, waves: W2, max: 2}", "{kind: pin, site: d, wave: W3}"
    )
    (conflict,) = explained(tmp_path, text).conflicts
    assert [r.changes[0] for r in conflict.repairs if not r.text.startswith("drop")] == [
        takes("W3")
    ]


@pytest.mark.parametrize(
    ("calendar", "second", "moved"),
    [
        ("{}", "2025-01-01", ["W2 goes live on 15 December 2024", "W3 goes live on 1 April 2025"]),
        # on a Saturday: the nearest one on the way
        (
            "{go_live_days: [saturday]}",
            "2025-01-01",
            ["W2 goes live on 14 December 2024", "W3 goes live on 5 April 2025"],
        ),
        # and the first one behind, where none is on the way
        (
            "{go_live_days: [saturday]}",
            "2025-01-15",
            ["W2 goes live on 14 December 2024", "W3 goes live on 19 April 2025"],
        ),
    ],
)
def test_a_wave_is_moved_by_as_few_days_as_will_do_and_the_calendar_allows(
    tmp_path: Path, calendar: str, second: str, moved: list[str]
) -> None:
    text = (
        FULL.replace(
            "{id: two, kind: capacity, waves: W2, max: 2}",
            "{kind: before, first: a, then: d, gap: {months: 3}}\n"
            "  - {kind: pin, site: d, wave: W3}",
        )
        .replace("go_live: 2025-06-01", "go_live: 2025-03-15")
        .replace("go_live: 2025-01-01", f"go_live: {second}")
        .replace("as_of: 2024-01-01", f"as_of: 2024-01-01, calendar: {calendar}")
    )
    (conflict,) = explained(tmp_path, text).conflicts
    found = [r.text for r in conflict.repairs if isinstance(r.changes[0], WaveRestated)]
    assert sorted(text.partition(" instead of")[0] for text in found) == moved


def test_what_is_live_is_never_a_repair(tmp_path: Path) -> None:
    text = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A, claims: [{says: live, wave: W1, on: 2023-05-01}]}
  - {id: b, name: B, claims: [{says: decided, wave: W2, known: 2023}]}
waves: [{id: W1, go_live: 2023-05-01}, {id: W2, go_live: 2024-11-01}]
rules: [{id: soon, kind: before, first: a, then: b, gap: {at_most: {months: 9}}}]
"""
    (conflict,) = explained(tmp_path, text).conflicts
    asked, enough = (f"at least 1 wave and at most {n} months" for n in (9, 18))
    assert [r.text for r in conflict.repairs] == [
        f"soon: gap {enough} instead of {asked}",
        "W2 goes live on 1 February 2024 instead of on 1 November 2024",
    ]


def test_conflicts_of_one_rule_are_resolved_together_by_the_least_for_both(tmp_path: Path) -> None:
    full = "[{says: decided, wave: W3, known: 2023}]"
    text = (
        FULL.replace("waves: W2, max: 2", "waves: all, max: 1")
        .replace("[{says: planned, wave: W2, known: 2023}]", full)
        .replace("waves:\n", f"  - {{id: e, name: E, claims: {full}}}\nwaves:\n", 1)
        .replace("  - {id: W3,", "  - {id: W4, go_live: 2026-01-01}\n  - {id: W5}\n  - {id: W3,")
    )
    outcome = explained(tmp_path, text)
    firsts = [conflict.repairs[0] for conflict in outcome.conflicts]
    assert len(firsts) == 2
    assert firsts[0].changes == firsts[1].changes
    assert {first.text for first in firsts} == {"two: max 3 instead of 1"}
    assert outcome.together == ("1A", "2A")
    # What resolves one of them alone was not tried with what resolves both.
    repairs = {r.id: r for conflict in outcome.conflicts for r in conflict.repairs}
    alone = [r for r in repairs.values() if r.changes != firsts[0].changes]
    assert alone
    for repair in alone:
        assert all(repairs[name].changes != firsts[0].changes for name in repair.tried_with)


def test_no_repairs_are_looked_for_where_none_are_asked_for(tmp_path: Path) -> None:
    known = programme(tmp_path, FULL).on(date(2024, 1, 1))
    outcome = best_plan(known, replace(ENOUGH, repairs=0))
    assert isinstance(outcome, Infeasible)
    assert [conflict.repairs for conflict in outcome.conflicts] == [()]
    assert outcome.together == ()


ONE_MOVES_UNLESS_ITS_WAVE_DOES = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A, claims: [{says: decided, wave: W1, known: 2023}]}
  - {id: b, name: B, claims: [{says: planned, wave: W1, known: 2023}]}
waves: [{id: W1, go_live: 2024-04-10}, {id: W2, go_live: 2024-11-10}]
rules:
  - {id: a-later, kind: window, sites: a, not_before: 2024-06-01}
  - {id: b-later, kind: window, sites: b, not_before: 2024-05-01}
"""


@pytest.mark.parametrize(
    ("limit", "value", "text"),
    [
        ("PRICING_EFFORT", 0.0, FULL),
        ("MOST_PRICED_BY_GOALS", 0, FULL),
        ("MOST_PRICED_BY_GOALS", 0, TRUST_TOO_LATE),
        ("MOST_PRICED_BY_GOALS", 0, ONE_MOVES_UNLESS_ITS_WAVE_DOES),
    ],
    ids=["effort", "size", "size, nobody moves", "size, nobody moves with one repair"],
)
def test_a_price_may_be_that_of_a_plan_not_proved_best_where_the_proof_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: float, text: str
) -> None:
    def prices() -> list[tuple[str, Cost]]:
        (conflict,) = explained(tmp_path, text).conflicts
        assert all(repair.placements is not None for repair in conflict.repairs)
        return [(repair.text, repair.cost) for repair in conflict.repairs if repair.cost]

    proved = prices()
    monkeypatch.setattr(f"hpplan.conflicts.pricing.{limit}", value)
    found = prices()
    assert all(price.proved for _, price in proved)
    assert not any(price.proved for _, price in found)
    # No more move than have to all the same.
    assert [(text, price.moved) for text, price in found] == [
        (text, price.moved) for text, price in proved
    ]


def test_a_price_is_of_a_plan_in_which_few_move(tmp_path: Path) -> None:
    (conflict,) = explained(tmp_path, FULL).conflicts
    (reopened,) = (r for r in conflict.repairs if r.changes == (says("c", Says.UNDECIDED),))
    assert reopened.cost is not None
    assert reopened.placements is not None
    kinds = [kind for kind, _, _ in reopened.cost.goals]
    assert kinds == ["participation", "stability", "earliest", "wishes"]
    # C and D go live in W1 of June 2024, 214 days earlier than in W2. C has no wave to leave, once
    # it is undecided.
    assert reopened.placements["c"] == reopened.placements["d"] == "W1"
    assert reopened.cost == Cost(("c", "d"), 0, -428, 100.0, reopened.cost.goals, proved=True)
    assert reopened.cost.goals[:2] == (
        ("participation", 4, SITES),
        ("stability", 1, SITES),
    )


FIRST_WAVE_TOO_EARLY = """\
programme: {id: p, name: P}
municipalities:
  - {id: a, name: A, claims: [{says: decided, wave: W1, known: 2023}]}
  - {id: b, name: B, claims: [{says: planned, wave: W2, known: 2023}]}
waves:
  - {id: W1, go_live: 2024-05-10}
  - {id: W2, go_live: 2024-09-10}
rules: [{id: wait, kind: window, sites: a, not_before: 2024-07-01}]
goals: [{kind: earliest}]
"""


def test_a_repair_that_moves_the_first_wave_later_is_priced_from_the_day_of_the_others(
    tmp_path: Path,
) -> None:
    (conflict,) = explained(tmp_path, FIRST_WAVE_TOO_EARLY).conflicts
    site_days = SITES.times(DAYS)
    # Both sites in W1; its move by 52 days makes each of them wait as long.
    assert {r.text: r.cost.goals for r in conflict.repairs if r.cost is not None} == {
        "W1 goes live on 1 July 2024 instead of on 10 May 2024": (("earliest", 104, site_days),),
        "wait: not_before 2024-05-10 instead of 2024-07-01": (("earliest", 0, site_days),),
        "A leaves W1": (("earliest", 123, site_days),),
    }


def test_a_rule_is_not_dropped_where_time_ends_before_its_least_relaxation_is_known(
    tmp_path: Path,
) -> None:
    known = programme(tmp_path, FULL).on(date(2024, 1, 1))
    encoded, facts = encode_with_assumptions(known)
    oracle = ConflictOracle(encoded.model, PATIENCE)
    subsets = find_conflicts(encoded, facts, oracle).found
    encoded.deadline = Deadline.after(-1)
    parts = FactParts(known, encoded, facts, oracle)
    found = list(cheapest_repairs(parts, subsets, 0, [], 9))
    assert found
    assert not any(isinstance(c, RuleReplaced) for repair in found for c in repair.changes)


def test_without_time_there_are_conflicts_but_no_repairs(tmp_path: Path) -> None:
    known = programme(tmp_path, FULL).on(date(2024, 1, 1))
    encoded, facts = encode_with_assumptions(known)
    found = find_conflicts(encoded, facts, ConflictOracle(encoded.model, PATIENCE)).found
    late = ConflictOracle(encoded.model, 0)
    parts = FactParts(known, encoded, facts, late)
    assert repair_options(parts, Pricing(parts, 1), found, [()], 3) == none_for(1)


def test_repairs_without_a_price_are_not_said_to_give_a_plan_together(tmp_path: Path) -> None:
    known = programme(tmp_path, FULL).on(date(2024, 1, 1))
    encoded, facts = encode_with_assumptions(known)
    found = find_conflicts(encoded, facts, ConflictOracle(encoded.model, PATIENCE)).found
    reported = set()
    for looks in count(0):
        parts = FactParts(known, encoded, facts, EndingOracle(encoded.model, looks))
        options = repair_options(parts, Pricing(parts, 1), found, [()], 1)
        priced = [some[0].cost is not None for some in options.of if some]
        reported.add((len(priced), all(priced), options.together))
        if options.together:
            break
    assert reported == {(0, True, False), (1, False, False), (1, True, True)}, looks
