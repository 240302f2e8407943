"""A plan that is made again, event by event: what each kind of event does, and when it comes too
late to do anything.
"""

from datetime import date
from pathlib import Path

import pytest

from hpplan.analysis.risk import replanning
from hpplan.analysis.risk.futures import EventKind, RiskEvent
from hpplan.analysis.risk.replanning import Replanner
from hpplan.periods import Duration
from hpplan.planning import UnverifiedPlan
from hpplan.solving.replan import NoReplan
from tests.builders import programme

DAY = date(2024, 1, 1)
PROGRAMME = """\
programme: {id: p, as_of: 2024-01-01}
sites:
  - {id: a, kind: k, claims: [{says: planned, wave: W2}]}
  - {id: b, kind: k, claims: [{says: decided, wave: W2}]}
  - {id: c, kind: k, claims: [{says: live, wave: W1, on: 2023-05-01}]}
waves:
  - {id: W1, go_live: 2023-05-01}
  - {id: W2, go_live: 2025-06-01}
  - {id: W3, go_live: 2025-09-01}
  - {id: W4, go_live: 2025-12-01}
rules: [{id: cap, kind: capacity, max: 2}]
goals: [{kind: participation}, {kind: stability}, {kind: earliest}]
"""
A_IN_W3 = ("planned, wave: W2", "planned, wave: W3")
EARLIEST_FIRST = ("{kind: stability}, {kind: earliest}", "{kind: earliest}, {kind: stability}")


def event(text: str) -> RiskEvent:
    """Of `2024-06-01 W2 +3m`, `2024-06-01 a out` or `2024-06-01 cap 1`."""
    known, subject, what = text.split()
    day = date.fromisoformat(known)
    if what == "out":
        return RiskEvent(day, EventKind.WITHDRAWS, subject)
    if not what.startswith("+"):
        return RiskEvent(day, EventKind.MAXIMUM, subject, maximum=int(what))
    kind = EventKind.WAVE_LATER if subject.startswith("W") else EventKind.SITE_LATER
    return RiskEvent(day, kind, subject, Duration.parse(what.removeprefix("+")))


def begun(tmp_path: Path, *changes: tuple[str, str], plan: str = "a W2, b W2") -> Replanner:
    text = PROGRAMME
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    pairs = dict(each.split() for each in (*plan.split(", "), "c W1"))
    return Replanner(programme(tmp_path, text).on(DAY), pairs)


def ended(replanner: Replanner, *events: str) -> str:
    """Who is where, and the dates of waves that are not as planned; or that there is no plan."""
    ending = replanner.through(map(event, events))
    if ending.lost is not None:
        return f"no plan: {ending.lost.value}"
    course = ending.course
    placed = [f"{site} {wave}" for site, wave in course.plan if site != "c"]
    moved = [
        f"{wave} {go_live}"
        for wave, go_live in course.dates
        if go_live != replanner.start.go_lives[wave]
    ]
    return ", ".join([*placed, *moved])


@pytest.mark.parametrize(
    ("events", "plan"),
    [
        # a site that is late goes live no earlier than its first day and the delay
        (["2024-06-01 a +1m"], "a W3, b W2"),
        (["2024-06-01 a +3m"], "a W3, b W2"),  # on that very day
        (["2024-06-01 a +4m"], "a W4, b W2"),
        (["2024-06-01 a +1m", "2024-06-01 a +3m"], "a W4, b W2"),  # they add
        (["2024-06-01 W4 +40d", "2024-06-01 W4 +2m"], "a W2, b W2, W4 2026-03-13"),  # months first
        (["2024-06-01 b +1m"], "a W2, b W3"),  # who has decided moves by its own event
        # events come in the order of their days, and each starts from the plan in force
        (["2025-05-01 a +2m", "2024-06-01 W2 +3m"], "a W4, b W2, W2 2025-09-01"),
        (["2024-06-01 a +1m", "2024-07-01 a +1m"], "a W4, b W2"),
        # less capacity; of several the least counts
        (["2024-06-01 cap 1"], "a W3, b W2"),  # who has decided stays
        (["2024-06-01 cap 1", "2024-07-01 cap 2"], "a W3, b W2"),
        (["2024-07-01 cap 2", "2024-07-01 cap 1"], "a W3, b W2"),
        (
            ["2024-06-01 W2 +3m", "2024-06-01 b +3m", "2024-06-01 cap 1"],
            "a W3, b W2, W2 2025-09-01",
        ),
        (["2024-06-01 W4 +99999m"], "a W2, b W2"),  # beyond the calendar there is no later
        # a day is over on the day after it
        (["2025-06-01 a out"], "b W2"),
        (["2025-06-02 a out"], "a W2, b W2"),
        (["2025-06-01 cap 1"], "a W3, b W2"),
        (["2025-06-02 cap 1"], "a W2, b W2"),
        (["2025-06-01 b +3m"], "a W2, b W3"),
        (["2025-06-02 a +3m"], "a W2, b W2"),
        # without a plan the future ends
        (["2024-06-01 cap 0"], "no plan: proved"),
        (["2024-06-01 cap 0", "2024-07-01 a out", "2024-07-01 b out"], "no plan: proved"),
    ],
)
def test_an_event_changes_the_plan_as_little_as_it_can(
    tmp_path: Path, events: list[str], plan: str
) -> None:
    assert ended(begun(tmp_path), *events) == plan


def test_a_delay_counts_from_the_first_day_of_a_period(tmp_path: Path) -> None:
    month = begun(tmp_path, ("go_live: 2025-06-01", "go_live: 2025-06"))
    assert ended(month, "2024-06-01 a +3m") == "a W3, b W2"


def test_a_period_is_over_on_the_day_after_its_last(tmp_path: Path) -> None:
    month = begun(tmp_path, ("go_live: 2025-06-01", "go_live: 2025-06"))
    assert ended(month, "2025-06-30 a out") == "b W2"
    assert ended(month, "2025-06-30 cap 1") == "a W3, b W2"
    assert ended(month, "2025-06-30 W2 +1m", "2025-07-15 a out") == "b W2, W2 2025-07"
    assert ended(month, "2025-07-01 a out") == "a W2, b W2"
    assert ended(month, "2025-07-01 cap 1") == "a W2, b W2"


def test_who_has_been_moved_has_decided_nothing_there(tmp_path: Path) -> None:
    never_early = ("max: 2}", "max: 2}, {kind: forbid, sites: a, waves: W2}")
    replanner = begun(tmp_path, A_IN_W3, never_early, plan="a W3, b W2")
    assert ended(replanner, "2024-06-01 b +1m") == "a W3, b W3"
    assert ended(replanner, "2024-06-01 b +1m", "2024-07-01 cap 1") == "a W3, b W4"


def test_the_plan_in_force_comes_before_the_goals_that_rank_behind_participation(
    tmp_path: Path,
) -> None:
    one = ("max: 2", "max: 1")
    for goals in ((), (EARLIEST_FIRST,)):
        folder = tmp_path / str(len(goals))
        folder.mkdir()
        replanner = begun(folder, one, A_IN_W3, *goals, plan="a W3, b W2")
        assert ended(replanner, "2024-06-01 b +1m") == "a W3, b W4"


def test_participation_comes_before_the_plan_in_force(tmp_path: Path) -> None:
    replanner = begun(
        tmp_path,
        ("max: 2}", "max: 1}, {kind: forbid, sites: b, waves: [W3, W4]}"),
        ("{says: decided, wave: W2}", "{says: planned, wave: W2}"),
        plan="a W2",
    )
    assert ended(replanner, "2024-06-01 cap 1") == "a W3, b W2"


def test_soft_rules_come_before_the_plan_in_force_and_what_ranks_before_them_too(
    tmp_path: Path,
) -> None:
    soft = ("max: 2}", "max: 2, hard: false}")
    assert ended(begun(tmp_path, soft), "2024-06-01 cap 1") == "a W3, b W2"

    folder = tmp_path / "earliest"
    folder.mkdir()
    goals = ("{kind: participation}, {kind: stability}, {kind: earliest}",)
    first = (*goals, "{kind: earliest}, {kind: participation}, {kind: stability}")
    replanner = begun(folder, A_IN_W3, first, plan="a W3, b W2")
    assert ended(replanner, "2024-06-01 cap 2") == "a W2, b W2"


def test_of_equally_good_plans_the_first_site_has_the_only_place(tmp_path: Path) -> None:
    replanner = begun(
        tmp_path,
        (
            "{id: a, kind: k, claims: [{says: planned, wave: W2}]}",
            "{id: a, kind: k, required: false}",
        ),
        (
            "{id: b, kind: k, claims: [{says: decided, wave: W2}]}",
            "{id: b, kind: k, required: false}",
        ),
        ("max: 2}", "max: 1}, {kind: forbid, sites: [a, b], waves: [W2, W4]}"),
        plan="c W1",
    )
    assert ended(replanner, "2024-06-01 W4 +1m") == "a W3, W4 2026-01-01"


def test_where_no_push_resolves_it_people_leave_a_wave_that_slips(tmp_path: Path) -> None:
    window = ("max: 2}", "max: 2}, {kind: window, sites: a, not_after: 2025-12}")
    pushed = "a W2, b W2, W2 2025-12-01, W3 2025-12-01"
    assert ended(begun(tmp_path, window), "2024-06-01 W2 +6m") == pushed
    assert ended(begun(tmp_path, window), "2024-06-01 W2 +7m") == "a W3, b W2, W2 2026-01-01"


def test_who_is_in_no_wave_goes_live_where_no_goal_speaks_against_it(tmp_path: Path) -> None:
    replanner = begun(
        tmp_path,
        (
            "{id: a, kind: k, claims: [{says: planned, wave: W2}]}",
            "{id: a, kind: k, required: false}",
        ),
        ("{kind: participation}, {kind: stability}, {kind: earliest}", "{kind: wishes}"),
        plan="b W2",
    )
    assert ended(replanner, "2024-06-01 W4 +1m") == "a W2, b W2, W4 2026-01-01"


def test_a_plan_that_stability_is_to_be_kept_to_stays_a_goal_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text('{"as_of": "2024-01-01", "placements": []}')
    goals = "{kind: participation}, {kind: stability}, {kind: earliest}"
    old = "{kind: stability, against: old.json}"
    ranked = "{kind: earliest}, {kind: stability, by: days}, {kind: stability}, "
    replanner = begun(
        tmp_path, (goals, f"{ranked}{old}, {{kind: participation}}, {{kind: wishes}}")
    )
    found = [
        (goal.kind, str(getattr(goal, "by", "")), getattr(goal, "plan_file", None) is not None)
        for goal in replanner.situation_of(replanner.start).goals
    ]
    assert found == [
        ("earliest", "", False),
        ("stability", "days", False),
        ("stability", "sites", True),
        ("participation", "", False),
        ("stability", "sites", False),
        ("wishes", "", False),
    ]


def test_no_plan_of_a_future_goes_on_that_fails_verification(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replanning, "keeps_hard_rules", lambda *_: False)
    with pytest.raises(UnverifiedPlan, match="a plan of a future does not pass verification"):
        begun(tmp_path).through([event("2024-06-01 a +1m")])


def test_two_equal_events_are_two_whatever_is_remembered(tmp_path: Path) -> None:
    replanner = begun(tmp_path)
    once, twice = ["2024-06-01 W4 +1m"], ["2024-06-01 W4 +1m"] * 2
    assert ended(replanner, *once) == "a W2, b W2, W4 2026-01-01"
    assert ended(replanner, *twice) == "a W2, b W2, W4 2026-02-01"
    assert ended(replanner, *once) == "a W2, b W2, W4 2026-01-01"


def test_a_future_that_is_lost_says_whether_that_is_proved(tmp_path: Path) -> None:
    assert begun(tmp_path).through([event("2024-06-01 cap 0")]).lost is NoReplan.PROVED
