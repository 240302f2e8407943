"""When no plan exists: which facts conflict, and what makes a plan possible again."""

from collections.abc import Collection
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given

import brute
from hpplan.conflicts.conflict import Conflict
from hpplan.conflicts.history import without_needless_history
from hpplan.conflicts.minimal_subsets import (
    UnsatisfiableSubsets,
    find_conflicts,
    minimal_unsatisfiable_subset,
)
from hpplan.conflicts.oracle import ConflictOracle
from hpplan.planning import Infeasible, best_plan
from hpplan.programme.programme import Overrides, SituationData
from hpplan.solving.encoding import Encoded, encode_with_assumptions
from hpplan.solving.model import ALWAYS, Model
from tests.builders import programme
from tests.conflicts.ending import EndingOracle
from tests.patience import ENOUGH, PATIENCE
from tests.programmes import every_plan, situations
from tests.solving.test_agreement import satisfied
from tests.thoroughness import examples


def conflict_of(tmp_path: Path, text: str, overrides: Overrides | None = None) -> Conflict:
    (conflict,) = conflicts_of(tmp_path, text, overrides)
    return conflict


def conflicts_of(
    tmp_path: Path, text: str, overrides: Overrides | None = None
) -> tuple[Conflict, ...]:
    read = programme(tmp_path, text)
    as_of = read.default_as_of()
    assert as_of is not None
    outcome = best_plan(read.on(as_of, overrides or Overrides()), ENOUGH)
    assert isinstance(outcome, Infeasible), outcome
    assert outcome.all_found
    return outcome.conflicts


def answer(conflict: Conflict) -> list[tuple[str, int]]:
    return [(f.text, f.place.line if f.place else 0) for f in conflict.facts]


TRUST_TOO_LATE = """\
programme: {id: p, name: P, as_of: 2024-01-01}
trusts:
  - {id: hnt, name: Helse Nord-Trøndelag, claims: [{says: decided, wave: W3, known: 2023}]}
municipalities:
  - id: roros
    name: Røros
    trust: hnt
    claims:
      - {says: decided, wave: W1, known: 2023}
  - {id: os, name: Os, trust: hnt}
waves:
  - {id: W1, go_live: 2024-04}
  - {id: W2, go_live: 2024-11}
  - {id: W3, go_live: 2025-04}
rules:
  - {id: roomy, kind: capacity, max: 9}
  - {id: after-trust, kind: follows}
"""


def test_a_decision_before_the_trusts_conflicts_with_following_it(tmp_path: Path) -> None:
    conflict = conflict_of(tmp_path, TRUST_TOO_LATE)
    assert answer(conflict) == [
        ("Helse Nord-Trøndelag decided on W3", 3),
        ("Røros decided on W1", 9),
        ("after-trust: all sites not before their own trust", 17),
    ]
    assert conflict.minimal


def test_a_pin_on_the_command_line_is_named_without_a_place(tmp_path: Path) -> None:
    text = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities: [{id: a, name: A, claims: [{says: decided, wave: W1, known: 2023}]}]
waves: [{id: W1, go_live: 2024-04}, {id: W2, go_live: 2024-11}]
"""
    conflict = conflict_of(tmp_path, text, Overrides(pins=(("a", "W2"),)))
    assert answer(conflict) == [("A decided on W1", 2), ("--pin a=W2", 0)]


def test_a_closed_wave_and_a_pin_into_it_conflict(tmp_path: Path) -> None:
    text = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities: [{id: a, name: A}]
waves: [{id: W1, go_live: 2024-04, open: false}, {id: W2, go_live: 2024-11}]
rules: [{kind: pin, site: a, wave: W1, because: the mayor wants it}]
"""
    assert answer(conflict_of(tmp_path, text)) == [
        ("W1 takes no more sites", 3),
        ("pin: A in W1 (the mayor wants it)", 4),
    ]


def test_of_many_full_waves_only_those_that_matter_are_named(tmp_path: Path) -> None:
    text = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
waves: [{id: W1}, {id: W2}]
rules:
  - {id: one-each, kind: capacity, max: 1}
  - {id: idle, kind: apart, sites: [a, b], at_most: 2}
"""
    conflict = conflict_of(tmp_path, text)
    assert answer(conflict) == [("one-each: every wave holds at most 1 site", 5)]


def test_what_conflicts_in_one_wave_and_what_conflicts_in_another_are_two_conflicts(
    tmp_path: Path,
) -> None:
    text = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A, claims: [{says: decided, wave: W1}]}
  - {id: b, name: B, claims: [{says: decided, wave: W1}]}
  - {id: c, name: C, claims: [{says: decided, wave: W2}]}
  - {id: d, name: D, claims: [{says: decided, wave: W2}]}
waves: [{id: W1}, {id: W2}, {id: W3}, {id: W4}]
rules: [{id: one-each, kind: capacity, max: 1}]
"""
    first, second = conflicts_of(tmp_path, text)
    rule = "one-each: every wave holds at most 1 site"
    assert answer(first) == [("A decided on W1", 3), ("B decided on W1", 4), (rule, 8)]
    assert answer(second) == [("C decided on W2", 5), ("D decided on W2", 6), (rule, 8)]


def test_all_conflicts_are_reported_in_one_run_the_smallest_first(tmp_path: Path) -> None:
    text = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A, claims: [{says: decided, wave: W2}]}
  - {id: b, name: B, claims: [{says: decided, wave: W3}]}
  - {id: c, name: C, claims: [{says: decided, wave: W2}]}
waves: [{id: W1}, {id: W2}, {id: W3}, {id: W4}]
rules:
  - {id: b-first, kind: before, first: b, then: a}
  - {id: never, kind: forbid, sites: c, waves: W2}
"""
    first, second = conflicts_of(tmp_path, text)
    assert answer(first) == [("C decided on W2", 5), ("never: C never in W2", 9)]
    assert answer(second) == [
        ("A decided on W2", 3),
        ("B decided on W3", 4),
        ("b-first: B before A, by at least 1 wave", 8),
    ]


def test_what_is_history_is_cited_rather_than_a_wave_that_could_be_opened(tmp_path: Path) -> None:
    text = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A, claims: [{says: live, wave: W1, on: 2023-05-01}]}
  - {id: b, name: B, claims: [{says: decided, wave: W3}]}
waves:
  - {id: W1, go_live: 2023-05-01}
  - {id: W2, go_live: 2024-05-01, open: false}
  - {id: W3, go_live: 2024-11-01}
rules:
  - {id: soon, kind: before, first: a, then: b, gap: {at_most: {months: 9}}}
"""
    assert answer(conflict_of(tmp_path, text)) == [
        ("A went live on 1 May 2023", 3),
        ("soon: A before B, by at least 1 wave and at most 9 months", 10),
    ]


TOO_LARGE = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A, size: {staff: 933659448928}}
  - {id: b, name: B, size: {staff: 1000000000000}}
waves: [{id: W1}]
rules: [{kind: capacity, measure: staff, max: 860594746537}]
"""


def test_a_conflict_of_the_largest_numbers_is_reported(tmp_path: Path) -> None:
    assert [answer(conflict) for conflict in conflicts_of(tmp_path, TOO_LARGE)] == [
        [("capacity: every wave holds at most 860,594,746,537 staff", 6)]
    ]


HIDDEN_BEHIND_ANOTHER = """\
programme: {id: p, name: P, as_of: 2024-06-01}
municipalities:
  - {id: a, name: A, claims: [{says: planned, wave: W2, known: 2023}]}
  - {id: b, name: B, claims: [{says: decided, wave: W1, known: 2023}]}
  - {id: c, name: C, claims: [{says: decided, wave: W2, known: 2023}]}
  - {id: d, name: D}
waves:
  - {id: W1, go_live: 2024-06-01}
  - {id: W2, go_live: 2024-12-31, open: false}
rules:
  - {kind: notice, months: 10, from: 2023}
  - {kind: spacing, max: 100d}
"""


def test_a_conflict_is_reported_that_shares_a_rule_with_what_only_another_one_makes_a_conflict(
    tmp_path: Path,
) -> None:
    """D may go nowhere; that B and C are too far apart is so whether D may or not."""
    d_nowhere, too_far = conflicts_of(tmp_path, HIDDEN_BEHIND_ANOTHER)
    assert answer(d_nowhere) == [
        ("W2 takes no more sites", 9),
        ("notice: all sites enter another wave only with 10 months' notice, counted from 2023", 11),
    ]
    assert answer(too_far) == [
        ("B decided on W1", 4),
        ("C decided on W2", 5),
        ("spacing: at most 100 days between one wave and the next", 12),
    ]


HISTORY_IN_BOTH = """\
programme: {id: p, name: P, as_of: 2024-06-01}
municipalities:
  - {id: a, name: A, claims: [{says: live, wave: W1, on: 2024-05-31, known: 2024-05-31}]}
  - {id: b, name: B, claims: [{says: decided, wave: W1, known: 2023}]}
  - {id: c, name: C}
  - {id: d, name: D}
waves: [{id: W1, go_live: 2024-05-31}, {id: W2, go_live: 2025-01-31}]
rules:
  - {kind: spacing, max: 6m}
  - {kind: together, sites: [a, c]}
"""


def test_history_is_part_of_every_conflict_that_it_makes(tmp_path: Path) -> None:
    """That B may leave W1 would resolve neither: A went live there."""
    a_live = ("A went live on 31 May 2024", 3)
    over = ("the go-live of W1 was on 31 May 2024; no other site can join it", 7)
    assert [answer(conflict) for conflict in conflicts_of(tmp_path, HISTORY_IN_BOTH)] == [
        [a_live, over, ("spacing: at most 6 months between one wave and the next", 9)],
        [a_live, over, ("together: A, C in the same wave", 10)],
    ]


LIVE_BESIDE = """\
programme: {id: p, name: P, as_of: 2024-06-01}
municipalities:
  - {id: a, name: A, claims: [{says: live, wave: W1, on: 2024-05-31, known: 2024-05-31}]}
  - {id: b, name: B}
  - {id: c, name: C}
waves: [{id: W1, go_live: 2024-05-31}, {id: W2, go_live: 2024-06-01}, {id: W3, go_live: 2025-02}]
rules:
  - {kind: apart, sites: all, at_most: 1}
  - {kind: spacing, min: 45d}
"""


def test_in_too_little_time_no_history_is_left_out_and_no_conflict_called_minimal(
    tmp_path: Path,
) -> None:
    situation = programme(tmp_path, LIVE_BESIDE).on(date(2024, 6, 1))
    encoded, facts = encode_with_assumptions(situation)
    found = find_conflicts(encoded, facts, ConflictOracle(encoded.model, PATIENCE))
    assert found.all_found
    needed = without_needless_history(
        found, situation, encoded, facts, ConflictOracle(encoded.model, PATIENCE)
    )
    (before,), (after,) = found.found, needed.found
    assert set(after.facts) < set(before.facts)
    reported = []
    for looks in count():
        oracle = EndingOracle(encoded.model, looks)
        (subset,) = without_needless_history(found, situation, encoded, facts, oracle).found
        reported.append((subset.facts == after.facts, subset.minimal))
        assert set(after.facts) <= set(subset.facts) <= set(before.facts)
        if subset.minimal:
            break
    assert reported[0] == (False, False)
    assert {*reported} <= {(False, False), (True, False), (True, True)}


def test_who_is_live_is_named_only_where_that_matters(tmp_path: Path) -> None:
    """Two waves that are far enough apart hold two of the three, wherever A is."""
    assert answer(conflict_of(tmp_path, LIVE_BESIDE)) == [
        ("apart: no two of all sites in the same wave", 8),
        ("spacing: at least 45 days between one wave and the next", 9),
    ]


@pytest.mark.slow
def test_sites_that_find_no_room_in_all_waves_together_are_one_conflict(tmp_path: Path) -> None:
    sites = "".join(f"  - {{id: s{n}, name: S{n}}}\n" for n in range(40))
    waves = ", ".join(f"{{id: W{n}}}" for n in range(13))
    text = f"""\
programme: {{id: p, name: P, as_of: 2024-01-01}}
municipalities:
{sites}waves: [{waves}]
rules: [{{id: three-each, kind: capacity, max: 3}}, {{kind: apart, sites: [s0, s1]}}]
"""
    conflict = conflict_of(tmp_path, text)
    assert answer(conflict) == [("three-each: every wave holds at most 3 sites", 44)]
    assert conflict.minimal


@examples(50)
@given(situation=situations(most_rules=4))
def test_every_conflict_is_impossible_and_possible_without_any_one_fact(
    situation: SituationData,
) -> None:
    outcome = best_plan(situation, ENOUGH)
    if not isinstance(outcome, Infeasible):
        return
    assert outcome.all_found
    assert outcome.conflicts
    for conflict in outcome.conflicts:
        facts = [stated.fact for stated in conflict.facts]
        assert conflict.minimal
        assert not brute.possible(situation, brute.only(situation, facts, live=True))
        for fact in facts:
            assert brute.needed(situation, facts, fact)


@examples(50)
@given(situation=situations(most_rules=4))
def test_conflicts_share_nothing_but_history_and_without_their_own_parts_a_plan_exists(
    situation: SituationData,
) -> None:
    encoded, facts = encode_with_assumptions(situation)
    found = find_conflicts(encoded, facts, ConflictOracle(encoded.model, PATIENCE))
    everything = range(len(encoded.parts))
    unsat_core = [part for conflict in found.found for part in conflict.own]
    assert bool(unsat_core) is not kept_by_some_plan(situation, encoded, everything)
    assert len(unsat_core) == len(set(unsat_core))
    assert found.all_found
    rest = [part for part in everything if part not in unsat_core]
    assert kept_by_some_plan(situation, encoded, rest)


def test_the_time_may_end_before_a_conflict_is_small(tmp_path: Path) -> None:
    read = programme(tmp_path, TRUST_TOO_LATE).on(date(2024, 1, 1))
    encoded, facts = encode_with_assumptions(read)
    assert find_conflicts(encoded, facts, ConflictOracle(encoded.model, 0)) == UnsatisfiableSubsets(
        (), all_found=False
    )


def kept_by_some_plan(situation: SituationData, encoded: Encoded, parts: Collection[int]) -> bool:
    """Whether some plan keeps these parts of facts, found by trying every plan."""
    held, whole = {ALWAYS, *parts}, encoded.model
    model = Model(
        whole.size,
        [linear for linear in whole.linears if linear.part in held],
        [clause for clause in whole.clauses if clause.part in held],
        whole.exactly_one,
    )
    return any(satisfied(model, encoded.assignment(plan)) for plan in every_plan(situation))


def test_once_the_time_is_over_all_that_is_left_is_kept_and_not_called_smallest() -> None:
    model = Model()
    groups = {}
    for part in range(60):  # each contradicts itself
        variable = model.variable()
        model.clause([variable], part)
        model.clause([~variable], part)
        groups[part] = (part,)
    assert minimal_unsatisfiable_subset(groups, ConflictOracle(model, seconds=0), {}) == (
        list(range(60)),
        False,
    )
    one, proved = minimal_unsatisfiable_subset(groups, ConflictOracle(model, seconds=PATIENCE), {})
    assert (len(one), proved) == (1, True)
