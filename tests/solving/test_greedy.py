"""The greedy plan: group after group, those waited for first, where it breaks nothing."""

from pathlib import Path

from hypothesis import given

from hpplan.programme.dependencies import dependencies
from hpplan.programme.programme import SituationData
from hpplan.solving.encoding import encode
from hpplan.solving.greedy import greedy_plan
from tests.builders import known, plan
from tests.programmes import keeps_hard_rules, situations
from tests.solving.test_large_neighbourhood import REGION
from tests.thoroughness import examples


@examples(25)
@given(situation=situations(most_rules=3, soft=True))
def test_a_quick_plan_that_the_model_admits_keeps_every_hard_rule(situation: SituationData) -> None:
    encoded = encode(situation)
    plan = greedy_plan(encoded, dependencies(situation), situation.snapshot.current())
    admitted = encoded.model.keeps(encoded.assignment(plan))
    assert admitted == keeps_hard_rules(situation, plan)


def test_the_quick_plan_places_each_after_those_it_waits_for_where_there_is_room(
    tmp_path: Path,
) -> None:
    situation = known(tmp_path, REGION)
    current = situation.snapshot.current()
    found = greedy_plan(encode(situation), dependencies(situation), current)
    assert found == {"a": "W2", "b": "W3", "c": "W1"}


SITES = """\
programme: {{id: p, name: P, as_of: 2024-01-01}}
municipalities:
  - {{id: a, name: A, required: false, size: {{staff: 1}}}}
  - {{id: b, name: B, required: false, size: {{staff: 1}}}}
  - {{id: c, name: C, required: false, size: {{staff: 2}}}}
waves: [{{id: W1, go_live: 2024-11}}, {{id: W2, go_live: 2025-04}}]
rules: [{rules}]
"""


def greedy(tmp_path: Path, rules: str, wanted: str = "") -> dict[str, str]:
    situation = known(tmp_path, SITES.format(rules=rules))
    return greedy_plan(encode(situation), dependencies(situation), plan(wanted))


def test_each_goes_where_it_is_wanted_else_to_the_first_wave(tmp_path: Path) -> None:
    assert greedy(tmp_path, "", "b:W2") == plan("a:W1 b:W2 c:W1")


def test_who_finds_its_wave_full_goes_to_the_next_and_then_is_left_out(tmp_path: Path) -> None:
    assert greedy(tmp_path, "{kind: capacity, max: 1}") == plan("a:W1 b:W2")


def test_who_has_fewer_waves_to_choose_from_goes_first(tmp_path: Path) -> None:
    """c may enter W1 only, and does; by name it would have come last, to a full wave."""
    rules = "{kind: capacity, max: 1}, {kind: forbid, sites: c, waves: W2}"
    assert greedy(tmp_path, rules) == plan("a:W2 c:W1")


def test_who_goes_together_is_placed_together(tmp_path: Path) -> None:
    rules = "{kind: together, sites: [a, c]}, {kind: capacity, max: 2, waves: W1}"
    assert greedy(tmp_path, rules) == plan("a:W1 c:W1 b:W2")


def test_it_may_leave_out_whom_a_search_places(tmp_path: Path) -> None:
    """With a and b in one wave there is room for c in the other."""
    assert greedy(tmp_path, "{kind: capacity, measure: staff, max: 2}", "a:W1 b:W2") == plan(
        "a:W1 b:W2"
    )
