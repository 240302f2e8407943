"""When no plan exists: which facts clash, and what makes a plan possible again."""

from collections.abc import Collection
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from hpplan.programme import Overrides, Situation
from hpplan.solving.decisions import questioned
from hpplan.solving.engine import plan_best
from hpplan.solving.facts import Fact
from hpplan.solving.model import ALWAYS, Model
from hpplan.solving.outcome import Conflict, Impossible, Limits
from tests.builders import programme
from tests.programmes import every_plan, situations
from tests.solving.test_agreement import satisfied


def conflict_of(tmp_path: Path, text: str, overrides: Overrides | None = None) -> Conflict:
    read = programme(tmp_path, text)
    as_of = read.default_as_of()
    assert as_of is not None
    outcome = plan_best(read.on(as_of, overrides or Overrides()), Limits(seconds=20))
    assert isinstance(outcome, Impossible), outcome
    assert len(outcome.conflicts) == 1
    return outcome.conflicts[0]


def told(conflict: Conflict) -> list[tuple[str, int]]:
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


def test_a_decision_before_the_trusts_clashes_with_following_it(tmp_path: Path) -> None:
    conflict = conflict_of(tmp_path, TRUST_TOO_LATE)
    assert told(conflict) == [
        ("Helse Nord-Trøndelag: decided W3", 3),
        ("Røros: decided W1", 9),
        ("after-trust: all sites not before their own trust", 17),
    ]
    assert conflict.minimal


def test_dropping_any_fact_of_the_only_conflict_is_a_way_out(tmp_path: Path) -> None:
    conflict = conflict_of(tmp_path, TRUST_TOO_LATE)
    assert [(repair.id, *repair.drop) for repair in conflict.repairs] == [
        (name, fact) for name, fact in zip(("1A", "1B", "1C"), conflict.facts, strict=True)
    ]


def test_a_pin_on_the_command_line_is_named_without_a_place(tmp_path: Path) -> None:
    text = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities: [{id: a, name: A, claims: [{says: decided, wave: W1, known: 2023}]}]
waves: [{id: W1, go_live: 2024-04}, {id: W2, go_live: 2024-11}]
"""
    conflict = conflict_of(tmp_path, text, Overrides(pins=(("a", "W2"),)))
    assert told(conflict) == [("A: decided W1", 2), ("--pin a=W2: A in W2", 0)]


def test_a_closed_wave_and_a_pin_into_it_clash(tmp_path: Path) -> None:
    text = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities: [{id: a, name: A}]
waves: [{id: W1, go_live: 2024-04, open: false}, {id: W2, go_live: 2024-11}]
rules: [{kind: pin, site: a, wave: W1, because: the mayor wants it}]
"""
    assert told(conflict_of(tmp_path, text)) == [
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
    assert told(conflict) == [("one-each: every wave holds at most 1 sites", 5)]


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(situation=situations(most_rules=3))
def test_every_conflict_is_impossible_and_possible_without_any_one_fact(
    situation: Situation,
) -> None:
    outcome = plan_best(situation, Limits(seconds=20))
    if not isinstance(outcome, Impossible):
        return
    (conflict,) = outcome.conflicts
    facts = [stated.fact for stated in conflict.facts]
    assert conflict.minimal
    assert not possible(situation, facts)
    for dropped in facts:
        assert possible(situation, [fact for fact in facts if fact is not dropped])


def possible(situation: Situation, held: Collection[Fact]) -> bool:
    """Whether some plan keeps the facts, found by trying every plan."""
    encoded, facts = questioned(situation)
    numbers = {ALWAYS} | {n for n, fact in enumerate(facts) if fact in held}
    whole = encoded.model
    part = Model(
        whole.size,
        [linear for linear in whole.linears if linear.fact in numbers],
        [clause for clause in whole.clauses if clause.fact in numbers],
        whole.exactly_one,
    )
    return any(satisfied(part, encoded.assignment(plan)) for plan in every_plan(situation))
