"""What is said of a lock beside the best plan is proved, or is not called so."""

from datetime import date
from itertools import count
from pathlib import Path

import pytest

from hpplan.analysis.lock import LockVerdict, check_lock, locked, plan_to_lock, unproved
from hpplan.planning import Solved, best_plan
from hpplan.programme.plan import Proof, plan_of
from hpplan.programme.programme import Overrides, SituationData
from hpplan.solving.result import Limits
from tests.builders import known, plan
from tests.clocks import Counter, Ended
from tests.patience import ENOUGH, PATIENCE

TEXT = """\
programme: {id: p, as_of: 2024-01-01, calendar: {go_live_days: [saturday]}}
sites:
  - {id: a, kind: k, claims: [{says: planned, wave: W1}]}
  - {id: b, kind: k, claims: [{says: planned, wave: W1}]}
  - {id: c, kind: k}
waves: [{id: W1, go_live: 2024-11}, {id: W2, go_live: 2025-04-26}]
"""


@pytest.fixture
def dated(tmp_path: Path) -> SituationData:
    return known(tmp_path, TEXT).programme.on(overrides=Overrides(dates=True))


def test_a_lock_is_proved_best_only_with_its_days(dated: SituationData) -> None:
    best = best_plan(dated, ENOUGH)
    assert isinstance(best, Solved)
    lock, proofs = locked(dated, best.plan, dated.snapshot.sites, ()), set()
    for looks in count(1, 3):
        checked = check_lock(dated, lock, Limits(looks, clock=Counter()))
        if isinstance(checked.outcome, Solved):
            plan = checked.outcome.plan
            assert plan.dates is not None
            assert checked.verdict is LockVerdict.HOLDS
            assert checked.proved == (not unproved(plan))
            proofs.add((plan.proof, plan.dates.proof))
            if checked.proved:
                break
    assert (Proof.OPTIMAL, Proof.FEASIBLE) in proofs


def test_where_days_are_asked_for_a_lock_without_any_is_not_kept_as_it_is(tmp_path: Path) -> None:
    undated = known(tmp_path, TEXT)
    best = best_plan(undated, ENOUGH)
    assert isinstance(best, Solved)
    dated = undated.programme.on(overrides=Overrides(dates=True))
    lock = locked(dated, best.plan, dated.snapshot.sites, ())
    assert lock.sound
    outcome = plan_to_lock(dated, lock, ENOUGH)
    assert isinstance(outcome, Solved)
    assert outcome.plan.waves == best.plan.waves
    assert outcome.plan.days == {"W1": date(2024, 11, 2)}


def test_a_wave_that_holds_nobody_needs_no_day(tmp_path: Path) -> None:
    more = TEXT.replace("{id: W2, ", "{id: W3, go_live: 2025-02}, {id: W2, ")
    dated = known(tmp_path, more).programme.on(overrides=Overrides(dates=True))
    best = best_plan(dated, ENOUGH)
    assert isinstance(best, Solved)
    assert best.plan.days == {"W1": date(2024, 11, 2)}
    assert locked(dated, best.plan, dated.snapshot.sites, ()).without_day == ()


FAR_FROM_BEST = """\
programme: {id: p, as_of: 2024-01-01}
sites:
  - {id: a, kind: k, size: {inhabitants: 3}, wave: W1}
  - {id: b, kind: k, size: {inhabitants: 10}, wave: W2}
  - {id: c, kind: k, size: {inhabitants: 17}, wave: W3}
  - {id: d, kind: k, size: {inhabitants: 24}, wave: W4}
  - {id: e, kind: k, size: {inhabitants: 31}, wave: W1}
  - {id: f, kind: k, size: {inhabitants: 38}, wave: W2}
  - {id: g, kind: k, size: {inhabitants: 45}, wave: W3}
  - {id: h, kind: k, size: {inhabitants: 52}, wave: W4}
waves: [{id: W1}, {id: W2}, {id: W3}, {id: W4}]
rules: [{kind: capacity, max: 3}, {kind: before, first: h, then: a}]
goals: [{kind: participation}, {kind: earliest, measure: inhabitants}, {kind: fewest-waves}]
"""


def test_where_the_time_ends_a_plan_near_the_lock_is_none_that_is_worse_than_the_best(
    tmp_path: Path,
) -> None:
    situation = known(tmp_path, FAR_FROM_BEST)
    waves = plan("a:W4 b:W4 c:W3 d:W3 e:W2 f:W2 g:W1 h:W1")
    lock = locked(
        situation, plan_of(situation, waves, Proof.FEASIBLE), situation.snapshot.sites, ()
    )
    clock = Ended()
    best = best_plan(situation, Limits(PATIENCE, clock=clock), start=waves)
    assert isinstance(best, Solved)
    assert best.plan.proof is Proof.OPTIMAL
    for looks in range(clock.looks, 2 * clock.looks, 9):  # the time ends beside the lock
        outcome = plan_to_lock(situation, lock, Limits(PATIENCE, clock=Ended(looks)))
        assert isinstance(outcome, Solved)
        assert (outcome.plan.costs, outcome.plan.proof) == (best.plan.costs, Proof.OPTIMAL)
