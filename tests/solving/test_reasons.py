"""Why a site leaves its current wave: the cause, and not only the next site that moved."""

from pathlib import Path

from hypothesis import given

from hpplan.planning import Solved, best_plan
from hpplan.programme.programme import SituationData
from hpplan.programme.reasons import Causes
from hpplan.rules.base import Verdict
from tests.builders import known, plan
from tests.patience import ENOUGH
from tests.programmes import situations
from tests.thoroughness import examples

SHIFTED = """\
programme: {id: p, name: P, as_of: 2024-01-01}
sources: [{id: s, kind: document, published: 2023-06-01}]
trusts: [{id: t, name: Trust, claims: [{says: decided, wave: W2, source: s}]}]
municipalities:
  - {id: a, name: A, trust: t, claims: [{says: planned, wave: W3, source: s}]}
  - {id: b, name: B, claims: [{says: planned, wave: W4, source: s}]}
  - {id: c, name: C, claims: [{says: planned, wave: W5, source: s}]}
  - {id: d, name: D, claims: [{says: planned, wave: W1, source: s}]}
waves:
  - {id: W1, go_live: 2024-03-01}
  - {id: W2, go_live: 2024-08-01}
  - {id: W3, go_live: 2024-05-01}
  - {id: W4, go_live: 2024-09-01}
  - {id: W5, go_live: 2024-10-01}
  - {id: W6, go_live: 2024-11-01}
rules:
  - {id: bc, kind: before, first: b, then: c}
  - {id: ab, kind: before, first: a, then: b}
  - {id: trust-first, kind: before, first: t, then: a}
"""
"""W3 was brought forward before W2, which holds the trust that A must follow."""


def reasons(situation: SituationData) -> dict[str, str]:
    outcome = best_plan(situation, ENOUGH)
    assert isinstance(outcome, Solved)
    return {placed.site: placed.reason for placed in outcome.plan.placements}


def test_the_reason_of_a_move_is_what_the_current_plan_breaks(tmp_path: Path) -> None:
    because = (
        "because the current plan breaks trust-first: A must come at least one wave after Trust, "
        "but is in W3 (1 May 2024), and Trust in W2 (1 August 2024)"
    )
    answer = reasons(known(tmp_path, SHIFTED))
    assert answer["a"] == (
        "leaves W3: A must come at least one wave after Trust, but would come 92 days before it "
        "(trust-first)"
    )
    assert answer["b"] == (
        "leaves W4: B must come at least one wave after A; both would be in W4, 1 September 2024 "
        f"(ab), {because}"
    )
    assert answer["c"] == (
        "leaves W5: C must come at least one wave after B; both would be in W5, 1 October 2024 "
        f"(bc), {because}"
    )
    assert answer["d"] == "planned for W1 [s]"


@examples(25)
@given(situation=situations(most_rules=3))
def test_what_the_current_plan_is_said_to_break_it_breaks(situation: SituationData) -> None:
    outcome = best_plan(situation, ENOUGH)
    if not isinstance(outcome, Solved):
        return
    snapshot = situation.snapshot
    answer = [placed.reason for placed in outcome.plan.placements]
    answer += [unplaced.reason for unplaced in outcome.plan.unplaced]
    broken = {
        f"{rule.name}: {found.message}"
        for rule in situation.hard_rules
        for found in rule.violations(snapshot, snapshot.current())
        if found.verdict is Verdict.BROKEN
    }
    for reason in answer:
        _, said, what = reason.partition("the current plan breaks ")
        assert not said or what in broken


# --- of several faults ---------------------------------------------------------------------------

TWO_FAULTS = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: A, wave: W1}
  - {id: b, name: B, wave: W1}
  - {id: c, name: C, wave: W1}
  - {id: f, name: F, wave: W1}
  - {id: d, name: D, wave: W2}
  - {id: e, name: E, wave: W2}
waves:
  - {id: W1, go_live: 2024-03}
  - {id: W2, go_live: 2024-04}
  - {id: W3, go_live: 2024-05}
  - {id: W4, go_live: 2024-06}
rules:
  - {id: few, kind: capacity, max: 2}
  - {id: two-waves, kind: apart, sites: [d, e]}
"""


def test_a_fault_of_the_rule_elsewhere_or_of_another_rule_is_no_cause(tmp_path: Path) -> None:
    """D would be one too many in W2 only since C is there; that W1 held too many, and that D was
    with E, who has left, is not what keeps D from W2.
    """
    situation = known(tmp_path, TWO_FAULTS)
    before, after = situation.snapshot.current(), plan("a:W1 b:W1 c:W2 f:W2 e:W3 d:W4")
    asked = Causes(situation, before, after, "the current plan")
    assert {site: asked.of(site).text for site in "cd"} == {
        "c": "W1 holds at most 2 sites, but would have to hold 3 (few)",
        "d": "W2 holds at most 2 sites, but would have to hold 3 (few), because the current plan "
        "breaks few: W1 holds 4 sites, 2 over 2",
    }
