"""The time limit is a promise: all that takes long asks for the time, and ends soon after its end.

The clock of these tests counts how often it was asked, so that nothing depends on the machine.
"""

from collections.abc import Callable
from functools import partial

import pytest

from hpplan.analysis.capacity import explain_capacity
from hpplan.analysis.choices import choices
from hpplan.analysis.recommendation import recommend
from hpplan.analysis.scenario import Answered
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.analysis.site import explain_site
from hpplan.analysis.wave import explain_wave
from hpplan.analysis.what_if import what_if
from hpplan.conflicts.explanation import ConflictsExplained, explained
from hpplan.planning import Infeasible, Solved, best_plan
from hpplan.programme.changes import pinned
from hpplan.programme.plan import Proof, current_plan, plan_of
from hpplan.programme.programme import Overrides, SituationData
from hpplan.programme.reasons import Cause, reasons
from hpplan.solving.assignment import IncrementalAssignment
from hpplan.solving.cpsat import EngineStatus
from hpplan.solving.dates.encoding import encode_days
from hpplan.solving.deadline import Budget, Deadline, TimeIsOver
from hpplan.solving.direct_plan import direct_plan
from hpplan.solving.encoding import encode, encode_with_assumptions
from hpplan.solving.insertion import inserted
from hpplan.solving.lexicographic import Sizes
from hpplan.solving.model import Model
from hpplan.solving.result import Limits, Undecided
from hpplan.solving.search import any_values, can_be_searched
from hpplan.solving.second_opinion import second_opinions
from hpplan.solving.solve import crowding, more_kept, slowness, solve
from hpplan.solving.strategies import (
    AFTERWARDS,
    MOST_HANDED_OVER,
    NEVER_CUT_SHORT,
    SECONDS_OF_MAKING,
    SLOWEST,
)
from hpplan.verification import verify
from tests.builders import known
from tests.clocks import Counter, Interrupted
from tests.patience import PATIENCE

SITES = 30
AS_IF_LARGE = Sizes(large=0, very_large=0)
NO_TIME = Limits(1e-9, clock=lambda: 0.0)
"""Too little for any plan; but all that looks at the time may go on."""
AFTER_THE_END = 25
"""So often the time is asked for at most once it is over: no loop goes on over sites or rules."""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> SituationData:
    ids = [f"s{number:02}" for number in range(SITES)]
    waves = [f"W{number}" for number in range(1, 7)]
    lines = ["programme: {id: p, name: P, as_of: 2024-01-01}", "municipalities:"]
    lines += [
        f"  - {{id: {site}, required: false, wave: W{1 + int(site[1:]) % 5}}}" for site in ids
    ]
    lines += ["waves:", *(f"  - {{id: {w}, go_live: 2025-0{w[1]}-01}}" for w in waves), "rules:"]
    lines += [f"  - {{kind: capacity, max: {SITES // 6}, waves: [{wave}]}}" for wave in waves]
    lines += [
        f"  - {{kind: before, first: {a}, then: {b}}}" for a, b in zip(ids, ids[9:], strict=False)
    ]
    lines += [
        "goals:",
        "  - {kind: participation}",
        "  - {kind: stability}",
        "  - {kind: earliest}",
    ]
    return known(tmp_path_factory.mktemp("many"), "\n".join(lines) + "\n")


@pytest.mark.parametrize("limit", [0, 1, 5, 20, 35, 60, 100, 150, 400])
def test_planning_ends_soon_after_its_limit_with_a_verified_plan_or_none(
    many: SituationData, limit: int
) -> None:
    clock = Counter()
    outcome = best_plan(many, Limits(limit, clock=clock), sizes=AS_IF_LARGE)
    assert clock.looks <= limit + AFTER_THE_END
    assert isinstance(outcome, Solved | Undecided)
    if isinstance(outcome, Solved):
        assert not verify(many, outcome.plan.waves)


@pytest.mark.parametrize("limit", [0, 5, 60, 150, 400])
@pytest.mark.parametrize(
    "ask",
    [
        partial(explain_site, site="s12"),
        partial(recommend, site="s12"),
        partial(explain_wave, wave="W3"),
        partial(what_if, cases=[[pinned("s12", "W1")], [pinned("s12", "W2")]]),
        partial(explain_capacity),
    ],
    ids=["explain site", "recommend", "explain wave", "whatif", "explain capacity"],
)
def test_questions_end_soon_after_their_limit(
    many: SituationData, ask: Callable[..., Answered], limit: int
) -> None:
    clock = Counter()
    ask(many, limits=Limits(limit, clock=clock))
    assert clock.looks <= limit + AFTER_THE_END + 2 * len(many.snapshot.waves)


def test_nobody_who_could_enter_a_wave_is_looked_at_once_the_time_is_over(
    many: SituationData,
) -> None:
    for limits, looked_at in ((Limits(0, clock=Counter()), False), (NO_TIME, True)):
        found = explain_wave(many, "W3", limits)
        others = SITES - len(found.sites)
        assert (len(found.newcomers), found.left_out) == ((others, 0) if looked_at else (0, others))


def test_no_wave_is_proved_out_of_reach_once_the_time_is_over(many: SituationData) -> None:
    """s09 waits for s00, and is waited for by s18, which is waited for by s27."""

    def barred(limits: Limits) -> list[str]:
        asked = choices(ScenarioSolver(many, limits), "s12")
        return [each.wave.id for each in asked if isinstance(each.answer, Infeasible)]

    assert barred(Limits(0, clock=Counter())) == []
    assert barred(NO_TIME) == ["W1"]


def test_why_sites_move_is_not_looked_for_once_the_time_is_over(many: SituationData) -> None:
    plan = plan_of(many, {**many.snapshot.current(), "s00": "W6"}, Proof.FEASIBLE)
    current = Solved(current_plan(many), 0.0)

    def causes(limits: Limits) -> list[Cause | None]:
        found = ScenarioSolver(many, limits, current).compared(many, plan)
        return [move.cause for move in found.effect.moves]

    assert causes(Limits(0, clock=Counter())) == [None]
    full = "W1 holds at most 5 sites, but would have to hold 6 (capacity)"
    assert causes(NO_TIME) == [Cause("by capacity", full, "capacity")]


def test_a_limit_that_only_does_for_what_follows_the_search_leaves_no_time_for_a_plan(
    many: SituationData,
) -> None:
    kept = SITES * AFTERWARDS

    def found_in(seconds: float) -> type:
        standing, without_model = Limits(seconds, clock=lambda: 0.0), Sizes(large=0, beyond=0)
        return type(best_plan(many, standing, sizes=without_model))

    assert (found_in(kept), found_in(2 * kept)) == (Undecided, Solved)


def test_a_machine_is_as_slow_as_a_model_takes_longer_to_make() -> None:
    literals = 1_000_000
    alone = literals * SECONDS_OF_MAKING
    times = (0.5, 1, 3, 2 * SLOWEST)
    assert [slowness(n * alone, literals) for n in times] == pytest.approx([1, 1, 3, SLOWEST])


def test_a_slow_machine_keeps_more_time_for_what_follows_the_search(many: SituationData) -> None:
    def looks(afterwards: float) -> int:
        clock, limit = Counter(), 560
        solve(many, Limits(limit, clock=clock, afterwards=afterwards), sizes=AS_IF_LARGE)
        return clock.looks

    assert looks(afterwards=0) - looks(afterwards=10) > (SLOWEST - 1) * 10 - AFTER_THE_END


def test_everything_takes_longer_where_others_have_the_processor_most_of_the_time() -> None:
    took = [(8, 8), (8, 16), (8, 2), (8, 0.1), (8, 0)]
    assert [crowding(seconds, worked) for seconds, worked in took] == [1, 1, 4, SLOWEST, 1]


def test_more_is_kept_once_what_cannot_be_cut_short_takes_longer_than_what_is_kept() -> None:
    assert [more_kept(n / NEVER_CUT_SHORT, afterwards=3) for n in (0.5, 1, 2, 3)] == [0, 0, 3, 6]


LOOKS = 560
"""How many looks at the clock a search may take, which counts them."""


def test_a_crowded_machine_keeps_more_time_for_what_follows_the_search(
    many: SituationData,
) -> None:
    def looks(share: float) -> int:
        clock = Counter()
        limits = Limits(LOOKS, clock=clock, afterwards=10, processor=lambda: clock.looks * share)
        solve(many, limits, sizes=AS_IF_LARGE)
        return clock.looks

    assert looks(1) == looks(NEVER_CUT_SHORT) > looks(NEVER_CUT_SHORT / 2)


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> SituationData:
    ids = [f"s{number}" for number in range(8)]
    lines = ["programme: {id: p, name: P, as_of: 2024-01-01}", "municipalities:"]
    lines += [f"  - {{id: {site}}}" for site in ids]
    lines += ["waves:", "  - {id: W1, go_live: 2025-02}", "  - {id: W2, go_live: 2025-09}"]
    lines += ["rules:", "  - {kind: capacity, max: 4}"]
    lines += [
        f"  - {{kind: before, first: {a}, then: {b}, gap: {{months: 7}}}}"
        for a, b in zip(ids, ids[4:], strict=False)
    ]
    situation = known(tmp_path_factory.mktemp("dated"), "\n".join(lines) + "\n")
    return situation.programme.on(overrides=Overrides(dates=True))


@pytest.mark.parametrize("limit", [0, 60, 120, 160, 176])
def test_choosing_days_ends_soon_after_its_limit_with_verified_days_or_none(
    dated: SituationData, limit: int
) -> None:
    clock = Counter()
    outcome = best_plan(dated, Limits(limit, clock=clock))
    assert clock.looks <= limit + AFTER_THE_END
    assert isinstance(outcome, Solved | Undecided)
    if isinstance(outcome, Solved):
        assert not verify(dated, outcome.plan.waves, days=outcome.plan.days)


def test_a_model_of_days_that_is_not_done_in_time_is_given_up(dated: SituationData) -> None:
    whole = Counter()
    encode_days(dated, Deadline(PATIENCE, whole))
    for limit in range(0, whole.looks, 9):
        clock = Counter()
        with pytest.raises(TimeIsOver):
            encode_days(dated, Deadline(limit, clock))
        assert clock.looks == max(limit, 1)


def test_a_second_opinion_whose_model_takes_too_long_confirms_nothing(
    many: SituationData, dated: SituationData
) -> None:
    for situation in (many, dated):
        planned = best_plan(situation, Limits(PATIENCE))
        assert isinstance(planned, Solved)
        clock = Counter()
        opinions, _ = second_opinions(
            situation, planned.plan, Budget(Deadline(9, clock), workers=1)
        )
        assert clock.looks <= 9 + 1
        assert opinions
        assert not any(opinion.confirmed for opinion in opinions)


def test_who_ends_the_first_plan_has_what_stands_by_then(many: SituationData) -> None:
    encoded = encode(many)
    budget = Budget(Deadline(PATIENCE, Interrupted(at=12)), workers=1)
    first = inserted(encoded, many.snapshot.current(), budget)
    assert first.interrupted
    assert 0 < len(first.placements) < SITES
    looks = Counter()
    until = Deadline(PATIENCE, looks)
    direct_plan(many, many.snapshot.current(), until, until)
    encode(many, deadline=until)
    outcome = best_plan(
        many, Limits(PATIENCE, clock=Interrupted(at=looks.looks + 30)), sizes=AS_IF_LARGE
    )
    assert isinstance(outcome, Solved)
    assert outcome.interrupted
    assert not verify(many, outcome.plan.waves)


def test_who_ends_the_direct_plan_has_those_who_are_placed_by_then(many: SituationData) -> None:
    def placed(at: int) -> int | None:
        until = Deadline(PATIENCE, Interrupted(at))
        found = direct_plan(many, many.snapshot.current(), until, until)
        assert found.interrupted
        return None if found.placements is None else len(found.placements)

    assert [placed(at) for at in (0, 3, 12, 24)] == [None, 22, 23, 26]


def test_who_ends_planning_within_the_direct_plan_has_that_plan_or_none_yet(
    many: SituationData,
) -> None:
    outcomes = [
        best_plan(many, Limits(PATIENCE, clock=Interrupted(at)), sizes=Sizes(large=0, beyond=0))
        for at in range(5, 15)
    ]
    assert {type(outcome) for outcome in outcomes} == {Solved, Undecided}
    assert all(outcome.interrupted for outcome in outcomes)


def test_a_model_that_is_not_done_in_time_is_given_up(many: SituationData) -> None:
    clock = Counter()
    with pytest.raises(TimeIsOver):
        encode(many, deadline=Deadline(20, clock))
    assert clock.looks == 20
    with pytest.raises(TimeIsOver):
        encode_with_assumptions(many, Deadline(40, clock))
    assert clock.looks == 40


def test_the_sums_of_a_model_that_are_not_done_in_time_are_given_up(many: SituationData) -> None:
    model = encode(many).model
    with pytest.raises(TimeIsOver):
        IncrementalAssignment(model, [0] * model.size, deadline=Deadline(0, Counter()))


def test_reasons_are_short_once_the_time_is_over(many: SituationData) -> None:
    assert reasons(many, {"s00": "W1"}, over=lambda: True) == dict.fromkeys(
        many.snapshot.taking_part[1:], "for the goals, in rank order"
    )


@pytest.mark.parametrize("by_days", [False, True])
def test_why_there_is_no_plan_is_left_open_where_the_model_takes_too_long(
    dated: SituationData, *, by_days: bool
) -> None:
    looks = 3
    found = explained(dated, Limits(looks, clock=Counter()), by_days=by_days)
    assert found == ConflictsExplained((), False, (), interrupted=False, out_of_time=True)


def test_a_model_that_takes_too_long_to_hand_over_is_not_searched_as_a_whole() -> None:
    model = Model(size=MOST_HANDED_OVER + 1)
    budget = Budget(Deadline.after(1e9), workers=1)
    assert not can_be_searched(model, budget)
    assert any_values(model, budget, ()).status is EngineStatus.UNKNOWN
    smaller = Model(size=MOST_HANDED_OVER)
    assert can_be_searched(smaller, budget)
    assert not can_be_searched(smaller, Budget(Deadline(12, Counter()), workers=1))
