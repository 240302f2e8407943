"""A delay and what it does behind it: who is pushed and why, and why nothing can be."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from hpplan.analysis.pushes import NoPushes, OutOfReach, asked_for, date_rules, least_pushes
from hpplan.analysis.ripple import Delay
from hpplan.analysis.scenario import SolvedScenario
from hpplan.analysis.stuck import why_stuck
from hpplan.analysis.what_if import Case, what_if
from hpplan.conflicts.authority import Authority
from hpplan.periods import Duration, Period
from hpplan.planning import Infeasible, Solved, best_plan
from hpplan.programme.changes import Change, WaveSlip
from hpplan.programme.plan import Proof
from hpplan.programme.programme import SituationData
from hpplan.programme.upheaval import Upheaval
from hpplan.reading.expression_text import Misread
from hpplan.reading.expressions import read_changes
from hpplan.solving.deadline import NO_END, Deadline
from hpplan.solving.result import Limits, Undecided
from hpplan.views import answers_json
from hpplan.views.formats.text import render
from hpplan.views.what_if import document, side_by_side
from tests.builders import known
from tests.patience import ENOUGH

TEXT = """\
programme:
  id: p
  name: P
  as_of: 2024-01-01
  calendar: {go_live_days: [saturday], holidays: "NO"}
municipalities:
  - {id: a, size: {inhabitants: 100}, wave: W1}
  - {id: b, size: {inhabitants: 200}, wave: W2}
  - {id: c, size: {inhabitants: 300}, wave: W3}
  - {id: d, size: {inhabitants: 400}, wave: W5}
waves:
  - {id: W1, go_live: 2024-03-02}
  - {id: W2, go_live: 2024-04}
  - {id: W3, go_live: 2024-05-04}
  - {id: W4, go_live: 2024-06}
  - {id: W5, go_live: 2025-H1}
"""
SPACED = TEXT + "rules: [{id: apart, kind: spacing, min: 1m}]\n"
IN_TIME = TEXT + (
    "rules:\n"
    "  - {id: apart, kind: spacing, min: 1m}\n"
    "  - {id: c-in-june, kind: window, sites: c, not_after: 2024-06, because: the lease ends}\n"
    "  - {id: room, kind: capacity, max: 2}\n"
)


def asked(situation: SituationData, *expressions: str) -> Case:
    """The answer to what is supposed together."""
    (case,) = what_if(situation, [changes(situation, *expressions)], ENOUGH).cases
    return case


def changes(situation: SituationData, *expressions: str) -> tuple[Change, ...]:
    read = read_changes(situation, expressions)
    assert not isinstance(read, Misread), read
    return read


def rippled(case: Case) -> list[str]:
    """Each wave that is drawn, with its dates, and why it is not earlier."""
    assert case.ripple is not None
    return [f"{w.wave} {w.before} {w.after} {w.because}" for w in case.ripple.waves]


def test_later_waves_are_pushed_no_farther_than_a_rule_or_the_order_asks(tmp_path: Path) -> None:
    case = asked(known(tmp_path, SPACED), "W1+2m")
    assert rippled(case) == [
        "W1 2024-03-02 2024-05-02 as asked",
        "W2 2024-04 2024-06 not before W1",
        "W3 2024-05-04 2024-07-06 at least 1 month after W2 (apart)",
        "W4 2024-06 2024-08 not before W3",
        "W5 2025-H1 2025-H1 None",
    ]
    assert case.ripple is not None
    assert [slot.wave for slot in case.ripple.off_calendar] == ["W1"]  # 2 May 2024 is a Thursday
    delay = case.ripple.delay
    assert (delay.sites, delay.site_days, delay.inhabitants) == (3, 61 + 61 + 63, 600)
    assert delay.inhabitant_days == 61 * 100 + 61 * 200 + 63 * 300
    assert case.upheaval == Upheaval(0, 185, 0, 0, 0)


def test_a_delay_is_measured_by_all_who_take_part_placed_or_not(tmp_path: Path) -> None:
    more = (
        "  - {id: e, size: {inhabitants: 50}, required: false}\n"
        "  - {id: f, size: {inhabitants: 7000}, claims: [{says: declined, known: 2023}]}\n"
        "waves:\n"
    )
    text = SPACED.replace("rules: [", "rules: [{kind: forbid, sites: e, waves: all}, ")
    case = asked(known(tmp_path, text.replace("waves:\n", more, 1)), "W1+2m")
    assert case.ripple is not None
    assert "e" not in case.ripple.plan.waves
    assert case.ripple.delay == Delay(
        sites=3,
        site_days=61 + 61 + 63,
        inhabitants=600,
        inhabitant_days=61 * 100 + 61 * 200 + 63 * 300,
        everybody=1050,
    )


def test_every_later_wave_goes_by_as_much_whether_it_is_used_or_not(tmp_path: Path) -> None:
    case = asked(known(tmp_path, SPACED), "W3..+1m")
    assert rippled(case) == [
        "W3 2024-05-04 2024-06-04 as asked",
        "W4 2024-06 2024-07 as asked",
        "W5 2025-H1 2025-02..2025-07 as asked",
    ]


def test_a_slip_stands_on_what_else_is_supposed(tmp_path: Path) -> None:
    case = asked(known(tmp_path, SPACED), "W2.go_live=2024-05", "c=W5", "W1+2m", "W1+1w")
    assert rippled(case) == [
        "W1 2024-03-02 2024-05-09 as asked",
        "W2 2024-05 2024-06 not before W1",
        "W3 2024-05-04 2024-06-01 not before W2",
        "W5 2025-H1 2025-H1 None",
    ]


def test_the_answer_is_the_best_plan_kept_and_its_cost_by_the_goals(tmp_path: Path) -> None:
    situation = known(tmp_path, SPACED)
    answered = what_if(situation, [changes(situation, "W1+2m")], ENOUGH)
    (case,) = answered.cases
    assert isinstance(answered.base, Solved)
    assert isinstance(case.answer, SolvedScenario)
    assert case.answer.plan.waves == answered.base.plan.waves
    assert case.answer.effect.moves == ()
    assert [shifted.wave for shifted in case.answer.effect.waves] == ["W1", "W2", "W3", "W4"]


def test_what_pushing_cannot_resolve_is_proved_by_the_fewest_facts(tmp_path: Path) -> None:
    case = asked(known(tmp_path, IN_TIME), "W1+2m")
    assert isinstance(case.answer, Infeasible)
    (conflict,) = case.answer.conflicts
    assert conflict.minimal
    assert [fact.text for fact in conflict.facts] == [
        "W1 and everybody in it go live 2 months later",
        "apart: at least 1 month between one wave and the next",
        "c-in-june: c no later than June 2024 (the lease ends)",
    ]
    assert conflict.headline == (
        "c may go live no later than June 2024, and would go live on 6 July 2024 in W3"
    )
    assert [
        (repair.id, repair.text, repair.whose, repair.cost and repair.cost.days)
        for repair in conflict.repairs
    ] == [
        ("1A", "W1 and everybody in it go live 1 month later", Authority.WISH, 31 + 30 + 28),
        ("1B", "apart: min 0 days instead of 1 month", Authority.PLAN, 61 + 61 + 28),
        ("1C", "c-in-june: not_after 2024-07-06 instead of 2024-06", Authority.PLAN, 61 + 61 + 63),
    ]


def test_no_repair_moves_a_wave_before_the_date(tmp_path: Path) -> None:
    """Three months earlier would be out of the winter, but in the past."""
    winter = "rules: [{id: winter, kind: blackout, sites: a, period: 2024-01..2024-02}]\n"
    case = asked(known(tmp_path, TEXT + winter), "W1-1m")
    assert isinstance(case.answer, Infeasible)
    (conflict,) = case.answer.conflicts
    assert [repair.text for repair in conflict.repairs] == [
        "without winter: no go-live of a between January and February 2024"
    ]


def test_an_earlier_wave_stays_where_it_is(tmp_path: Path) -> None:
    case = asked(known(tmp_path, SPACED), "W2-2m")
    assert isinstance(case.answer, Infeasible)
    (conflict,) = case.answer.conflicts
    assert conflict.headline == "W2 (February 2024) would go live before W1 (2 March 2024)"
    assert [(fact.text, fact.place and fact.place.line) for fact in conflict.facts] == [
        ("W2 and everybody in it go live 2 months earlier", None),
        ("W1 goes live on 2 March 2024", 12),
    ]


BEHIND_IS_OVER = """\
programme: {id: p, name: P, as_of: 2024-03-01}
sources: [{id: letter, kind: document, published: 2024-02-05}]
municipalities: [{id: a, wave: W1}, {id: b, CLAIM}]
waves: [{id: W1, go_live: 2024-01..2024-06}, {id: W2, go_live: W2_DATE}]
"""


@pytest.mark.parametrize(
    ("claim", "at"),
    [
        ("claims: [{says: live, wave: W2, on: 2024-02-03, source: letter}]", "2024-02-03"),
        ("claims: [{says: live, wave: W2, on: 2024-02-03, source: letter}]", "2024-02..2024-07"),
        ("wave: W1", "2024-02-03"),
    ],
)
def test_a_wave_that_is_over_or_that_somebody_is_live_in_is_not_pushed(
    tmp_path: Path, claim: str, at: str
) -> None:
    text = BEHIND_IS_OVER.replace("CLAIM", claim).replace("W2_DATE", at)
    case = asked(known(tmp_path, text, "2024-03-01"), "W1+2m")
    assert isinstance(case.answer, Infeasible)
    (conflict,) = case.answer.conflicts
    assert conflict.headline.startswith("W2 (")
    assert ") would go live before W1 (" in conflict.headline


def test_facts_of_which_one_was_not_proved_needed_are_not_called_the_fewest(
    tmp_path: Path,
) -> None:
    """Without the lease, a push of more than 20 years might do."""
    text = TEXT + (
        "rules:\n"
        "  - {id: lease, kind: window, sites: b, not_after: 2024-12}\n"
        "  - {id: shut, kind: blackout, sites: b, period: 2024-05..2045}\n"
    )
    case = asked(known(tmp_path, text), "W1+2m")
    assert isinstance(case.answer, Infeasible)
    (conflict,) = case.answer.conflicts
    assert [fact.text.partition(":")[0] for fact in conflict.facts][1:] == ["shut", "lease"]
    assert not conflict.minimal


def test_facts_that_there_was_no_time_to_try_are_not_called_the_fewest(tmp_path: Path) -> None:
    situation = known(tmp_path, IN_TIME)
    base = best_plan(situation, ENOUGH)
    assert isinstance(base, Solved)
    slips = [WaveSlip("W1", Duration(months=2), onward=False)]
    dates, rules = asked_for(situation.snapshot, slips), date_rules(situation)
    none = least_pushes(situation, base.plan.waves, dates, rules, Deadline.after(ENOUGH.seconds))
    assert isinstance(none, NoPushes)
    assert not why_stuck(situation, base.plan, slips, none, Deadline.after(0)).minimal


def test_without_a_best_plan_there_is_none_to_keep(tmp_path: Path) -> None:
    text = TEXT + "rules: [{kind: capacity, waves: [W1], sites: a, max: 0}]\n"
    text = text.replace(
        "wave: W1}", "wave: W1, required: true, claims: [{says: decided, wave: W1}]}"
    )
    situation = known(tmp_path, text)
    assert isinstance(asked(situation, "W2+1m").answer, Infeasible)


def test_no_time_is_no_answer(tmp_path: Path) -> None:
    situation = known(tmp_path, SPACED)
    (case,) = what_if(situation, [changes(situation, "W1+2m")], Limits(1e-9)).cases
    assert isinstance(case.answer, Undecided)


@pytest.mark.parametrize("by", ["1m", "2m", "5m"])
def test_cases_side_by_side_are_each_by_itself(tmp_path: Path, by: str) -> None:
    situation = known(tmp_path, SPACED)
    cases = [changes(situation, "W1+2m"), changes(situation, f"W2+{by}")]
    _, second = what_if(situation, cases, ENOUGH).cases
    assert rippled(second) == rippled(asked(situation, f"W2+{by}"))


def test_a_wave_that_another_change_gives_up_does_not_slip(tmp_path: Path) -> None:
    case = asked(known(tmp_path, SPACED), "W4+6m", "W4 dropped")
    assert rippled(case) == []


def test_cases_in_a_table_have_a_row_for_the_delay(tmp_path: Path) -> None:
    situation = known(tmp_path, SPACED)
    cases = [changes(situation, "W1+2m"), changes(situation, "a=W2")]
    table = render(side_by_side(what_if(situation, cases, ENOUGH)), colour=False, width=80)
    (row,) = [line.split() for line in table.splitlines() if line.startswith("site-days")]
    assert row == ["site-days", "later", "185", "30"]


FEW_DAYS = """\
programme: {id: p, name: P, as_of: 2024-01-01, calendar: {go_live_days: [saturday]}}
municipalities: [{id: a, wave: W1}, {id: b, wave: W2}, {id: c, wave: W3}]
waves: [{id: W1, go_live: 2024-03-02}, {id: W2, go_live: 2024-04}, {id: W3, go_live: 2024-09}]
rules: [{id: apart, kind: spacing, min: 1m}]
"""


def test_with_days_waves_are_pushed_until_all_of_them_have_one(tmp_path: Path) -> None:
    situation = known(tmp_path, FEW_DAYS)
    cases = [changes(situation, "W1+29d")]  # 31 March: no Saturday of April is a month later
    assert rippled(what_if(situation, cases, ENOUGH).cases[0])[:2] == [
        "W1 2024-03-02 2024-03-31 as asked",
        "W2 2024-04 2024-04 None",
    ]
    (case,) = what_if(situation, cases, ENOUGH, dates=True).cases
    assert rippled(case)[:2] == [
        "W1 2024-03-02 2024-03-31 as asked",
        "W2 2024-04 2024-05 so that all waves have days",
    ]
    assert case.ripple is not None
    days = {wave: str(day) for wave, day in case.ripple.plan.days.items()}
    assert days == {"W2": "2024-05-04", "W3": "2024-09-07"}


def test_for_days_the_wave_in_the_way_is_pushed_and_the_next_no_farther_than_that(
    tmp_path: Path,
) -> None:
    """W1 needs a Saturday before W2; two waves that are known to the day may share theirs."""
    text = FEW_DAYS.replace("2024-03-02", "2024-02").replace("2024-04", "2024-03-02")
    text = text.replace("2024-09", "2024-05-18").replace("min: 1m", "min: 0d")
    situation = known(tmp_path, text)
    (case,) = what_if(situation, [changes(situation, "W1+6m")], ENOUGH, dates=True).cases
    assert rippled(case) == [
        "W1 2024-02 2024-08 as asked",
        "W2 2024-03-02 2024-08-10 so that all waves have days",
        "W3 2024-05-18 2024-08-10 not before W2",
    ]


@pytest.mark.slow
def test_where_the_best_plan_has_no_days_the_best_one_that_has_is_asked_about(
    tmp_path: Path,
) -> None:
    """W1 to W3 lie 45 days apart in no year: who was to go with W3 goes with W4."""
    text = """
    programme: {id: p, as_of: 2024-01-01}
    sites: [{id: a, kind: k}, {id: b, kind: k}, {id: c, kind: k}]
    waves: [{id: W1, go_live: 2025-01}, {id: W2, go_live: 2025-02}, {id: W3, go_live: 2025-03},
      {id: W4, go_live: 2025-08}]
    rules: [{kind: capacity, max: 1}, {kind: spacing, min: 45d}]
    """
    situation = known(tmp_path, text)
    slip = changes(situation, "W4+1m")
    answered = what_if(situation, [slip], ENOUGH, dates=True)
    assert isinstance(answered.base, Solved)
    asked = replace(situation.overrides, dates=True)
    dated = best_plan(situation.programme.on(situation.as_of, asked), ENOUGH)
    assert isinstance(dated, Solved)
    assert answered.base.plan.waves == dated.plan.waves
    assert answered.base.plan.proof is Proof.OPTIMAL
    assert {*dated.plan.waves.values()} == {"W1", "W2", "W4"}
    assert rippled(answered.cases[0]) == ["W4 2025-08 2025-09 as asked"]
    for more in ("drop rule spacing", "c=W3"):  # that plan is not the best of all
        both = what_if(situation, [[*slip, *changes(situation, more)]], ENOUGH, dates=True)
        assert isinstance(both.base, Solved)
        assert {*both.base.plan.waves.values()} == {"W1", "W2", "W3"}


@pytest.mark.slow
def test_where_no_push_leaves_days_the_answer_is_why_there_are_none(tmp_path: Path) -> None:
    text = FEW_DAYS.replace("rules: [", "rules: [{kind: window, sites: b, not_after: 2024-04}, ")
    situation = known(tmp_path, text)
    cases = [changes(situation, "W1+29d")]
    (case,) = what_if(situation, cases, ENOUGH, dates=True).cases
    assert isinstance(case.answer, Infeasible)
    (conflict,) = case.answer.conflicts
    assert any(fact.text.startswith("apart: ") for fact in conflict.facts)


@pytest.mark.parametrize(
    ("rule", "unsettled"),
    [
        ("kind: window, sites: b, not_after: 2024-06-15", ("it",)),
        ("kind: window, sites: b, not_after: 2024-06-30", ()),
        ("kind: window, sites: d, not_after: 2025-05", ()),  # which did not move
        ("kind: spacing, min: 1w", ("it",)),  # W2 and W3
    ],
)
def test_rules_that_hold_on_some_days_of_a_moved_wave_only_are_named(
    tmp_path: Path, rule: str, unsettled: tuple[str, ...]
) -> None:
    case = asked(known(tmp_path, f"{TEXT}rules: [{{id: it, {rule}}}]\n"), "W2+2m", "W3+2m")
    assert case.ripple is not None
    assert case.ripple.unsettled == unsettled


def test_what_no_push_ends_is_no_proof_where_another_was_too_far_to_be_tried(
    tmp_path: Path,
) -> None:
    situation = known(tmp_path, TEXT)
    base = best_plan(situation, ENOUGH)
    assert isinstance(base, Solved)

    def lack(dates: Mapping[str, Period]) -> tuple[str, ...]:
        """W5 would have to be pushed beyond all bounds; once W4 is, it is W1, which is asked."""
        if "W4" in dates:
            return ("W1",)
        return ("W5",) if "W5" in dates else ("W4", "W5")

    found = least_pushes(
        situation, base.plan.waves, {"W1": Period.parse("2024-03-09")}, [], NO_END, lack
    )
    assert isinstance(found, OutOfReach)


def test_a_push_that_is_too_far_to_be_tried_is_no_proof(tmp_path: Path) -> None:
    text = SPACED.replace("rules: [", "rules: [{kind: blackout, sites: b, period: 2024-05..2045}, ")
    situation = known(tmp_path, text)
    answered = what_if(situation, [changes(situation, "W1+2m")], ENOUGH)
    (case,) = answered.cases
    assert isinstance(case.answer, Undecided)
    assert not case.stuck
    shown = render(document(answered), colour=False, width=80)
    assert "proved" not in shown
    (as_json,) = json.loads(answers_json.what_if(answered))["cases"]
    assert (as_json["status"], as_json["untried"]) == (
        "undecided",
        "to push a wave by more than 20 years",
    )
    assert shown.endswith(
        "Undecided: no plan was found, but the search did not try to push a wave by more\n"
        "  than 20 years.\n"
    )


def test_days_more_than_a_year_later_that_were_not_tried_are_no_proof(tmp_path: Path) -> None:
    text = FEW_DAYS.replace(
        "rules: [",
        "rules: [{kind: blackout, sites: c, period: 2024-09-01..2024-09-14},"
        " {kind: blackout, sites: c, period: 2024-09-15..2026-09-30}, ",
    )
    situation = known(tmp_path, text)
    (case,) = what_if(situation, [changes(situation, "W1+1d")], ENOUGH, dates=True).cases
    assert isinstance(case.answer, Undecided)
    assert case.answer.untried == "to let other waves have days more than a year later"


def test_a_wave_that_may_stay_on_its_day_is_not_what_leaves_no_days(tmp_path: Path) -> None:
    """From 8 June on W2 has no Saturday of its own before August. W3 stays on its Sunday, after
    which it may not be: that it could be on no later Saturday says nothing.
    """
    text = FEW_DAYS.replace("2024-04", "2024-06-08..2024-06-10").replace("2024-09", "2024-09-01")
    window = "{kind: window, sites: c, not_after: 2024-09-01}"
    situation = known(tmp_path, text.replace("min: 1m}", f"min: 0d}}, {window}"))
    (case,) = what_if(situation, [changes(situation, "W1+14w")], ENOUGH, dates=True).cases
    assert rippled(case) == [
        "W1 2024-03-02 2024-06-08 as asked",
        "W2 2024-06-08..2024-06-10 2024-08-08..2024-08-10 so that all waves have days",
        "W3 2024-09-01 2024-09-01 None",
    ]


@pytest.mark.slow
def test_for_days_a_wave_is_pushed_as_often_as_it_takes(tmp_path: Path) -> None:
    text = """\
programme: {id: p, name: P, as_of: 2024-01-01, calendar: {go_live_days: [saturday]}}
municipalities: [{id: a, wave: W1}, {id: b, wave: W2}]
waves: [{id: W1, go_live: 2024}, {id: W2, go_live: 2024-12-28}]
rules:
  - {kind: blackout, sites: a, period: 2025-01..2025-07}
  - {kind: spacing, min: 7m}
"""
    situation = known(tmp_path, text)
    (case,) = what_if(situation, [changes(situation, "W1+12m")], ENOUGH, dates=True).cases
    assert rippled(case) == [
        "W1 2024 2025 as asked",
        "W2 2024-12-28 2026-03-07 so that all waves have days",
    ]


TO_THE_LAST_DAY = """\
programme: {id: p, name: P, as_of: 2024-01-01, calendar: {go_live_days: [saturday]}}
municipalities: [{id: a, wave: W1}, {id: b, wave: W2}, {id: c, wave: W3}]
waves: [{id: W1, go_live: 2024-03-02}, {id: W2, go_live: 2024-09}, {id: W3, go_live: 2025-11-01}]
rules:
  - {kind: spacing, min: 1m}
  - {kind: blackout, sites: b, period: 2024-09-15..2025-09-30}
  - {kind: window, sites: b, not_after: 2025-09}
"""


@pytest.mark.slow
def test_where_a_window_ends_with_the_year_that_was_tried_it_is_proved_that_no_days_are_left(
    tmp_path: Path,
) -> None:
    """By 19 August no Saturday is left to W2; W3 could be later still, which leaves no more."""
    situation = known(tmp_path, TO_THE_LAST_DAY)
    (case,) = what_if(situation, [changes(situation, "W1+170d")], ENOUGH, dates=True).cases
    assert isinstance(case.answer, Infeasible)


def test_where_the_rest_had_no_days_before_nothing_is_proved_of_the_slip(tmp_path: Path) -> None:
    """It is not the slip that leaves W2 none."""
    shut = "  - {kind: blackout, sites: b, period: 2024-09-01..2024-09-14}\n"
    situation = known(tmp_path, TO_THE_LAST_DAY + shut)
    (case,) = what_if(situation, [changes(situation, "W1+170d")], ENOUGH, dates=True).cases
    assert isinstance(case.answer, Undecided)
    assert case.answer.untried == "to let other waves have days more than a year later"
