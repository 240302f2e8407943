"""A question starts from the plan at hand: nearly everybody stays where they are."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from hpplan.programme.changes import changed, pinned
from hpplan.solving.deadline import Budget, Deadline
from hpplan.solving.encoding import encode
from hpplan.solving.nearby import nearby
from hpplan.solving.solve import aim_of
from tests.analysis.asked import changes, possible
from tests.builders import known
from tests.patience import PATIENCE
from tests.programmes import keeps_hard_rules, situations
from tests.thoroughness import examples

FULL = """\
programme: {id: p, name: P, as_of: 2024-01-01}
waves: [{id: w0}, {id: w1}, {id: w2}, {id: w3}, {id: w4}, {id: w5}]
rules: [{kind: capacity, max: 10, min: 3}, {kind: before, first: m00, then: m20}]
goals: [{kind: participation}]
municipalities:
""" + "".join(f"  - {{id: m{n:02}, name: M{n}, required: false}}\n" for n in range(60))
"""Every wave is full: who is put elsewhere changes places with somebody."""


def patient() -> Budget:
    return Budget(Deadline.after(PATIENCE), 1)


def test_of_a_full_plan_all_but_two_waves_stay(tmp_path: Path) -> None:
    start = {f"m{n:02}": f"w{n // 10}" for n in range(60)}
    situation = changed(known(tmp_path, FULL), [pinned("m33", "w5")])
    encoded = encode(situation)
    placing = aim_of(situation.goals[0], encoded, situation).minimise
    values = nearby(encoded, start, placing, patient()).values
    assert values is not None
    found = encoded.placements(values)
    assert len(found) == 60
    assert found["m33"] == "w5"
    assert {start[site] for site in start if found[site] != start[site]} == {"w3", "w5"}
    assert keeps_hard_rules(situation, found)


@examples(25)
@given(data=st.data())
def test_what_it_finds_is_a_plan(data: st.DataObject) -> None:
    situation = data.draw(situations(most_rules=3))
    plans = possible(situation)
    start = data.draw(st.sampled_from(plans)) if plans else {}
    instead = changed(situation, [data.draw(changes(situation))])
    encoded = encode(instead)
    values = nearby(encoded, start, None, patient()).values
    if values is not None:
        assert encoded.model.keeps(values)
        assert keeps_hard_rules(instead, encoded.placements(values))
