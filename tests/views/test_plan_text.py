"""A plan for a terminal, and the answer when there is none."""

from dataclasses import replace
from pathlib import Path

import pytest

from hpplan.goals.base import Sense
from hpplan.programme.plan import GoalValue, Proof, Unplaced, current_plan, plan_of
from hpplan.programme.programme import Overrides
from hpplan.solving.result import Undecided
from hpplan.text import Unit
from hpplan.views import plan as plan_view
from hpplan.views.formats import text as document_text
from tests.builders import plan
from tests.views import Planned, planned, situation


def shown(made: Planned, width: int = 80) -> str:
    return document_text.render(
        plan_view.document(made.situation, made.plan), colour=False, width=width
    )


# --- a plan -------------------------------------------------------------------------------------


def test_the_whole_answer_at_80_columns(tmp_path: Path) -> None:
    assert (
        shown(planned(tmp_path))
        == """\
Plattformen: a plan for 4 of 5 sites, proved best              on 1 January 2024

Wave             Go-live      Sites  Covered  Who
W0               11 Nov 2023      1    0.0 %  live: St. Olavs
W1               9 Nov 2024       2   40.0 %  decided: Bjugn; placed: Aure
W2 (called KI2)  autumn 2025      1   75.0 %  placed: Rauma

Changes from the current plan:
  Rauma, W1 -> KI2: leaves W1: W1 holds at most 9,000 inhabitants, but would
    have to hold 15,000 (cap)

Upheaval: 1 site leaves its wave; 296 site-days later.

In no wave:
  Oppdal: declined [brev]: takes no part

Load:
  cap, at most 9,000 inhabitants: W1 8,000, KI2 7,000

Coverage:
  0 municipalities are live, with 0.0 % of the inhabitants; 1 live or decided,
    with 22.5 %

   Goal                             Result                           Proof
1  as many sites as possible take   all 4 sites are placed           proved best
   part
2  as few sites as possible leave   1 site leaves its wave           proved best
   their current wave
3  as early as possible, by         inhabitants wait 502 days on     proved best
   inhabitants                      average (7,532,000
                                    inhabitant-days)

Status: optimal, every goal is proved best.
"""
    )


def test_options_that_were_asked_for_stand_under_the_headline(tmp_path: Path) -> None:
    asked = Overrides(pins=(("a", "W1"),), forbids=(("r", "W0"),), reopened=("b",))
    assert shown(planned(tmp_path, overrides=asked)).splitlines()[:2] == [
        "Plattformen: a plan for 4 of 5 sites, proved best              on 1 January 2024",
        "asked for: --pin a=W1 --forbid r=W0 --reopen b",
    ]


def test_a_small_plan_without_caps_sizes_or_moves_has_no_parts_for_them(tmp_path: Path) -> None:
    text = """
programme: {id: p, name: P}
municipalities: [{id: a, name: Aure}]
waves: [{id: W1}]
goals: [{kind: participation}]
"""
    assert (
        shown(planned(tmp_path, text))
        == """\
P: a plan for 1 site, proved best                              on 1 January 2024

Wave  Go-live  Sites  Covered  Who
W1    no date      1  100.0 %  placed: Aure

Changes from the current plan:
  none

No rule limits a wave; see hpplan rule capacity.

Coverage:
  0 of 1 municipalities are live (0.0 %), 0 live or decided (0.0 %)

   Goal                                 Result                    Proof
1  as many sites as possible take part  1 municipality is placed  proved best

Status: optimal, every goal is proved best.
"""
    )


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("{kind: ramp, measure: beds, factor: 2}", False),
        ("{kind: alone, sites: a}", False),
        ("{kind: capacity, min: 1}", True),
        ("{kind: together, sites: [a, b]}", True),
    ],
)
def test_only_where_no_rule_bounds_a_wave_it_says_so(tmp_path: Path, rule: str, said: bool) -> None:
    text = f"""
municipalities: [{{id: a, size: {{beds: 1}}}}, {{id: b, size: {{beds: 1}}}}]
waves: [{{id: W1}}, {{id: W2}}]
rules: [{rule}]
"""
    sentence = "No rule limits a wave; see hpplan rule capacity."
    assert (sentence in shown(planned(tmp_path, text))) == said


def test_who_leaves_its_wave_for_none_moved_but_not_who_takes_no_part(tmp_path: Path) -> None:
    known = situation(tmp_path)
    nobody = plan_of(known, plan("t:W0 b:W1 r:W1"), Proof.CURRENT, reasons={"a": "no room"})
    rendered = shown(Planned(known, nobody))
    assert rendered.split("\n\n")[2:5] == [
        "Changes from the current plan:\n  Aure, W1 -> no wave: no room",
        "Upheaval: 1 site leaves its wave; 661 site-days later.",
        "In no wave:\n  Aure: no room\n  Oppdal: declined [brev]: takes no part",
    ]


def test_a_wave_that_is_exactly_full_is_marked_and_a_cap_that_nobody_uses_says_so(
    tmp_path: Path,
) -> None:
    text = """
programme: {id: p, name: P}
municipalities: [{id: a, name: Aure}, {id: b, name: Bjugn}, {id: c, name: Vega}]
waves: [{id: W1}, {id: W2}, {id: W3}]
rules:
  - {id: two, kind: capacity, max: 2}
  - {id: last, kind: capacity, max: 1, waves: W3}
"""
    assert (
        "Load:\n  two, at most 2 sites: W1 2 (full), W2 1\n  last, at most 1 site: nothing yet\n"
        in shown(planned(tmp_path, text))
    )


def test_those_left_out_for_the_same_reason_are_named_together(tmp_path: Path) -> None:
    made = planned(tmp_path)
    out = [Unplaced(site, reason) for site, reason in (("a", "full"), ("o", "no"), ("b", "full"))]
    reported = shown(Planned(made.situation, replace(made.plan, unplaced=tuple(out))))
    assert "\n\nIn no wave:\n  Aure, Bjugn: full\n  Oppdal: no\n\n" in reported


@pytest.mark.parametrize(
    ("count", "last"),
    [(30, ["Aure: reason 28", "Aure: reason 29"]), (31, ["Aure: reason 29", "… and 1 more"])],
)
def test_of_more_than_thirty_reasons_the_rest_is_counted(
    tmp_path: Path, count: int, last: list[str]
) -> None:
    made = planned(tmp_path)
    out = tuple(Unplaced("a", f"reason {number}") for number in range(count))
    text = shown(Planned(made.situation, replace(made.plan, unplaced=out)))
    reported = text[text.index("In no wave:") :].split("\n\n")[0].splitlines()
    assert reported[-2:] == [f"  {line}" for line in last]
    assert len(reported) == 1 + min(count, 30) + (count > 30)


# --- what is proved -----------------------------------------------------------------------------


def goal(sense: Sense, value: int, bound: int | None) -> GoalValue:
    unit = Unit("site", "sites")
    proved = value == bound
    return GoalValue("stability", "few moves", sense, value, bound, proved, unit, "few move")


STOPPED = (
    "Status: feasible. Every rule is kept. The time ended before every goal was proved best; the "
    "first that is not is goal"
)


@pytest.mark.parametrize(
    ("goals", "known", "verdict"),
    [
        (
            [goal(Sense.MINIMISE, 4, 3)],
            ["best is at least 3 sites (gap 25.0 %)"],
            f"{STOPPED} 1, few moves.",
        ),
        (
            [goal(Sense.MINIMISE, 0, 0), goal(Sense.MAXIMISE, 8, 1000)],
            ["proved best", "best is at most 1,000 sites (gap 12400.0 %)"],
            f"{STOPPED} 2, few moves.",
        ),
        (
            [goal(Sense.MINIMISE, 2, None)],
            ["no bound known"],
            f"{STOPPED} 1, few moves.",
        ),
        (
            [goal(Sense.MINIMISE, 0, 0)],
            ["proved best"],
            (
                "Status: feasible. Every rule is kept, and each goal reached its bound; their "
                "order is not proved."
            ),
        ),
    ],
)
def test_a_plan_that_is_not_proved_tells_the_gap_to_the_bound(
    tmp_path: Path, goals: list[GoalValue], known: list[str], verdict: str
) -> None:
    made = planned(tmp_path)
    feasible = replace(made.plan, proof=Proof.FEASIBLE, goals=tuple(goals))
    *_, table, last = shown(Planned(made.situation, feasible), width=200).split("\n\n")
    rows = table.splitlines()[1:]
    assert [row.split("few moves  few move")[1].strip() for row in rows] == known
    assert last == f"{verdict}\n"


def test_who_ended_the_search_is_not_said_to_have_had_no_time(tmp_path: Path) -> None:
    made = planned(tmp_path)
    goals = (goal(Sense.MINIMISE, 4, 3),)
    feasible = replace(made.plan, proof=Proof.FEASIBLE, goals=goals)
    blocks = plan_view.document(made.situation, feasible, interrupted=True)
    *_, verdict, last = document_text.render(blocks, colour=False, width=200).split("\n\n")
    ended = STOPPED.replace("The time ended", "You ended the search")
    assert f"{verdict}\n\n{last}" == (
        f"{ended} 1, few moves.\n\ninterrupted: this is the best plan so far.\n"
    )


def test_the_current_plan_is_what_the_claims_say(tmp_path: Path) -> None:
    known = situation(tmp_path)
    assert shown(Planned(known, current_plan(known))).endswith(
        "\n\nThis is what the claims say; nothing is proved of it.\n"
    )


# --- no plan ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("interrupted", "why"), [(False, "the time ended"), (True, "interrupted")])
def test_neither_a_plan_nor_a_proof_tells_after_how_long_and_what_to_do(
    tmp_path: Path, interrupted: bool, why: str
) -> None:
    outcome = Undecided(12.3, interrupted)
    text = document_text.render(
        plan_view.undecided(situation(tmp_path), outcome), colour=False, width=200
    )
    assert text == (
        f"Plattformen on 1 January 2024: undecided. After 12 s {why} before a plan, or a proof "
        "that there is none, was found; give more with --time-limit.\n"
    )
