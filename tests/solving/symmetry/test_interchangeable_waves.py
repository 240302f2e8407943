"""Of equivalent plans the model keeps one; who can distinguish them is tested."""

from collections.abc import Iterator, Mapping
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.domain.as_of import snapshot
from hpplan.goals import BY_KIND as GOALS
from hpplan.goals.base import Goal, Sense
from hpplan.goals.soft_rules import SoftRules
from hpplan.planning import Infeasible, Solved, best_plan
from hpplan.programme.programme import SituationData
from hpplan.rules import BY_KIND as RULES
from hpplan.rules.base import Rule, Verdict, WaveSymmetry
from hpplan.solving.encoding import Encoded, encode
from hpplan.solving.model import Clause
from hpplan.solving.symmetry.interchangeable_waves import InterchangeableWaves, break_wave_symmetry
from tests.builders import known
from tests.patience import ENOUGH
from tests.programmes import AS_OF, every_plan, goals, keeps_hard_rules, rules, situations
from tests.thoroughness import examples

PlanData = Mapping[str, str]


def closed_up(situation: SituationData, plan: PlanData) -> PlanData:
    """The plan with its companies in the first waves, in the order they had."""
    used = [slot.id for slot in situation.snapshot.waves if slot.id in plan.values()]
    moved = {wave: situation.snapshot.waves[place].id for place, wave in enumerate(used)}
    return {site: moved[wave] for site, wave in plan.items()}


def traded(situation: SituationData, plan: PlanData) -> Iterator[PlanData]:
    """The plan with the waves' companies in every other order."""
    waves = [slot.id for slot in situation.snapshot.waves]
    for other in permutations(waves):
        moved = dict(zip(waves, other, strict=True))
        yield {site: moved[wave] for site, wave in plan.items()}


def alike(situation: SituationData, plan: PlanData, seen: WaveSymmetry) -> Iterator[PlanData]:
    """The plans that look like this one, or better, to who sees so much."""
    match seen:
        case WaveSymmetry.ANY_ORDER:
            yield from traded(situation, plan)
        case WaveSymmetry.PACKABLE:
            yield closed_up(situation, plan)
        case WaveSymmetry.NONE:
            pass


def breaks(situation: SituationData, rule: Rule, plan: PlanData) -> int:
    """How often the plan breaks the rule."""
    found = rule.violations(situation.snapshot, plan)
    return len({broken.subject for broken in found if broken.verdict is Verdict.BROKEN})


@pytest.mark.parametrize("kind", sorted(RULES))
@examples(15)
@given(data=st.data())
def test_a_rule_is_not_broken_more_by_plans_that_look_alike_to_it(
    kind: str, data: st.DataObject
) -> None:
    situation = data.draw(situations(free=True))
    rule = data.draw(rules(kind))
    seen = rule.wave_symmetry(situation.snapshot)
    for plan in every_plan(situation):
        for other in alike(situation, plan, seen):
            assert breaks(situation, rule, other) <= breaks(situation, rule, plan), (plan, other)


@pytest.mark.parametrize("kind", sorted(RULES))
@examples(15)
@given(data=st.data())
def test_a_rule_that_is_kept_is_broken_only_by_the_move_of_a_site_it_names(
    kind: str, data: st.DataObject
) -> None:
    situation = data.draw(situations())
    rule = data.draw(rules(kind))
    snapshot = situation.snapshot
    if (movers := rule.scope(snapshot)) is None:
        return
    others = [site for site in snapshot.taking_part if site not in movers]
    for plan in every_plan(situation):
        if breaks(situation, rule, plan):
            continue
        for site in others:
            for slot in snapshot.waves:
                assert not breaks(situation, rule, {**plan, site: slot.id}), (plan, site, slot)


def soft_rules() -> st.SearchStrategy[Goal]:
    """The goal that programmes get for their soft rules."""
    stated = st.lists(rules(), min_size=1, max_size=2).map(tuple)
    return stated.map(lambda s: SoftRules.model_construct(kind="soft-rules", rules=s))


@pytest.mark.parametrize("kind", [*sorted(GOALS), "soft-rules"])
@examples(15)
@given(data=st.data())
def test_a_goal_is_not_worse_in_plans_that_look_alike_to_it(kind: str, data: st.DataObject) -> None:
    situation = data.draw(situations(free=True))
    goal = data.draw(soft_rules() if kind == "soft-rules" else goals(kind))
    sign = 1 if goal.sense is Sense.MINIMISE else -1
    for plan in every_plan(situation):
        value = sign * goal.measure(situation.snapshot, plan)
        for other in alike(situation, plan, goal.wave_symmetry(situation.snapshot)):
            assert sign * goal.measure(situation.snapshot, other) <= value, (plan, other)


@pytest.mark.parametrize(
    ("gap", "seen"),
    [
        ({"waves": 0}, WaveSymmetry.PACKABLE),
        ({"waves": 1}, WaveSymmetry.PACKABLE),
        ({"waves": 1, "at_most": {"waves": 1}}, WaveSymmetry.PACKABLE),
        ({"waves": 2}, WaveSymmetry.NONE),
        ({"days": 1}, WaveSymmetry.NONE),
        ({"waves": 0, "at_most": {"days": 1}}, WaveSymmetry.NONE),
    ],
)
def test_moving_up_keeps_a_gap_of_one_wave_but_none_of_two_nor_of_days(
    gap: dict[str, object], seen: WaveSymmetry
) -> None:
    before = RULES["before"].model_validate(
        {"kind": "before", "first": "a", "then": "b", "gap": gap}
    )
    assert before.wave_symmetry(snapshot([], [], {}, AS_OF)) is seen


def read(tmp_path: Path, rules_and_goals: str, sites: str) -> SituationData:
    """A programme of three waves, of sites such as `a:3` with their sizes."""
    listed = [word.split(":") for word in sites.split()]
    everyone = [f"{{id: {site}, name: {site}, size: {{staff: {size}}}}}" for site, size in listed]
    return known(
        tmp_path,
        "programme: {id: p, name: P}\nwaves: [{id: W1}, {id: W2}, {id: W3}]\n"
        f"municipalities: [{', '.join(everyone)}]\n{rules_and_goals}",
    )


EVERY_WAVE = "{kind: capacity, measure: staff, max: 5}"
FIRST_WAVE = "{kind: capacity, measure: staff, max: 5, waves: [W1]}"
FEWEST = "goals: [{kind: fewest-waves}]"


def test_sites_that_do_not_fit_together_get_a_wave_each(tmp_path: Path) -> None:
    _, found = encoded_alike(read(tmp_path, f"rules: [{EVERY_WAVE}]\n{FEWEST}", "a:3 b:3 c:2 d:3"))
    assert (found.first, found.fewest) == ((("a",), ("b",), ("d",)), 3)


def test_what_one_wave_holds_says_nothing_of_how_many_are_needed(tmp_path: Path) -> None:
    encoded, found = encoded_alike(
        read(tmp_path, f"rules: [{FIRST_WAVE}]\n{FEWEST}", "a:3 b:3 c:2 d:3")
    )
    assert (found.wave_symmetry, found.first, found.limits) == (WaveSymmetry.NONE, (), ())
    assert admits(encoded, dict.fromkeys("abcd", "W2"))


def test_a_bound_that_needs_more_waves_than_there_are_settles_it(tmp_path: Path) -> None:
    encoded, _ = encoded_alike(
        read(tmp_path, f"rules: [{EVERY_WAVE}]\n{FEWEST}", "a:4 b:4 c:4 d:4")
    )
    assert Clause(()) in encoded.model.clauses


def test_waves_that_hold_nobody_come_last_where_only_their_order_is_seen(tmp_path: Path) -> None:
    before = "{kind: before, first: a, then: b}"
    encoded, found = encoded_alike(read(tmp_path, f"rules: [{before}]\n{FEWEST}", "a:1 b:1"))
    assert found.arranged({"a": "W1", "b": "W3"}) == {"a": "W1", "b": "W2"}
    assert not admits(encoded, {"a": "W1", "b": "W3"})
    assert admits(encoded, {"a": "W1", "b": "W2"})


def encoded_alike(situation: SituationData) -> tuple[Encoded, InterchangeableWaves]:
    encoded = encode(situation)
    for goal in situation.goals:
        goal.encode(situation.snapshot, encoded)
    return encoded, break_wave_symmetry(situation, encoded)


def ranked(situation: SituationData, plan: PlanData) -> tuple[int, ...]:
    """The goal values of a plan, so that smaller is better."""
    return tuple(
        goal.measure(situation.snapshot, plan) * (1 if goal.sense is Sense.MINIMISE else -1)
        for goal in situation.goals
    )


def admits(encoded: Encoded, plan: PlanData) -> bool:
    values = encoded.assignment(plan)
    return encoded.placements(values) == plan and encoded.model.keeps(values)


@pytest.mark.parametrize("seen", [WaveSymmetry.ANY_ORDER, WaveSymmetry.PACKABLE, WaveSymmetry.NONE])
@examples(15)
@given(data=st.data())
def test_of_plans_that_are_alike_one_is_kept_and_it_is_no_worse(
    seen: WaveSymmetry, data: st.DataObject
) -> None:
    situation = data.draw(situations(most_rules=3, free=True, most_seen=seen))
    encoded, found = encoded_alike(situation)
    for plan in every_plan(situation):
        if keeps_hard_rules(situation, plan):
            kept = found.arranged(plan)
            assert admits(encoded, kept), (plan, kept)
            assert ranked(situation, kept) <= ranked(situation, plan), (plan, kept)
            assert len({*plan.values()}) >= found.fewest
        else:
            assert not admits(encoded, plan), plan


@pytest.mark.parametrize("seen", [WaveSymmetry.ANY_ORDER, WaveSymmetry.PACKABLE])
@examples(15)
@given(data=st.data())
def test_the_proved_optimum_is_the_best_measured_plan_also_where_waves_are_alike(
    seen: WaveSymmetry, data: st.DataObject
) -> None:
    situation = data.draw(situations(most_rules=3, soft=True, free=True, most_seen=seen))
    possible = [plan for plan in every_plan(situation) if keeps_hard_rules(situation, plan)]
    outcome = best_plan(situation, ENOUGH)
    if not possible:
        assert isinstance(outcome, Infeasible)
        return
    assert isinstance(outcome, Solved)
    assert keeps_hard_rules(situation, outcome.plan.waves)
    assert all(goal.proved for goal in outcome.plan.goals)
    assert ranked(situation, outcome.plan.waves) == min(ranked(situation, p) for p in possible)
