"""What is said of a lock beside the best plan is proved, or is not called so."""

from itertools import count
from pathlib import Path

import pytest

from hpplan.analysis.lock import LockVerdict, check_lock, locked, unproved
from hpplan.planning import Solved, best_plan
from hpplan.programme.plan import Proof
from hpplan.programme.programme import Overrides, SituationData
from hpplan.solving.result import Limits
from tests.builders import known
from tests.clocks import Counter
from tests.patience import ENOUGH

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
