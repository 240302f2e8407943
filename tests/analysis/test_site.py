"""Why a site is where it is, why not elsewhere, and which wave is best: all against brute force."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hpplan.analysis.barriers import Barrier, Blockage, blockage_of, without
from hpplan.analysis.choices import Here, Shut, WaveChoice, choices
from hpplan.analysis.recommendation import recommend
from hpplan.analysis.scenario import Answer, SolvedScenario
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.analysis.site import explain_site, site_explained, why_not
from hpplan.planning import Infeasible, Solved
from hpplan.programme.changes import Change, Reopened, changed, pinned
from hpplan.programme.plan import Proof
from hpplan.programme.programme import SituationData
from hpplan.reading.expression_text import Misread
from hpplan.reading.expressions import read_changes
from hpplan.solving.result import Limits, Undecided
from tests.analysis.asked import SOON, best, possible, ranked
from tests.builders import known
from tests.programmes import situations
from tests.thoroughness import examples


def movable(situation: SituationData) -> list[str]:
    snapshot = situation.snapshot
    return [site for site in snapshot.taking_part if not snapshot.live(site)]


@st.composite
def questions(draw: st.DrawFn, most_rules: int = 3) -> tuple[SituationData, str]:
    """A situation, and a site to ask about."""
    situation = draw(situations(most_rules=most_rules).filter(movable))
    return situation, draw(st.sampled_from(movable(situation)))


@examples(20)
@given(question=questions(), data=st.data())
def test_why_not_is_impossible_exactly_if_no_plan_has_the_site_there(
    question: tuple[SituationData, str], data: st.DataObject
) -> None:
    situation, site = question
    wave = data.draw(st.sampled_from([slot.id for slot in situation.snapshot.waves]))
    found = why_not(situation, site, wave, SOON)
    there = [plan for plan in possible(situation) if plan.get(site) == wave]
    match found.blockage.answer:
        case Infeasible():
            assert not there
        case SolvedScenario(plan=plan, effect=effect):
            reached = min(ranked(situation, p) for p in there)
            assert ranked(situation, plan.waves) == reached
            before = best(situation)
            assert before is not None
            assert effect.worse_by == tuple(b - a for a, b in zip(before, reached, strict=True))
        case Undecided():
            raise AssertionError("the time is enough for so few sites")


def dropping(barriers: tuple[Barrier, ...]) -> list[Change]:
    facts = {id(fact.fact): fact.fact for barrier in barriers for fact in barrier.facts}
    return [change for fact in facts.values() if (change := without(fact)) is not None]


@examples(40)
@given(question=questions(), data=st.data())
def test_each_barrier_rules_the_wave_out_by_itself_and_without_any_there_is_a_plan(
    question: tuple[SituationData, str], data: st.DataObject
) -> None:
    situation, site = question
    wave = data.draw(st.sampled_from([slot.id for slot in situation.snapshot.waves]))
    found = why_not(situation, site, wave, SOON)
    if not isinstance(found.blockage.answer, Infeasible):
        assert found.blockage == Blockage(found.blockage.answer)
        return
    if not isinstance(found.base, Solved):
        return
    pin = pinned(site, wave)
    for barrier in found.blockage.barriers:
        others = tuple(b for b in found.blockage.barriers if b is not barrier)
        kept = changed(situation, [*dropping(others), pin])
        assert best(kept) is None
    if found.blockage.beyond is not None:
        gone = changed(situation, [*dropping(found.blockage.barriers), pin])
        assert isinstance(found.blockage.beyond, SolvedScenario) == (best(gone) is not None)


@examples(20)
@given(question=questions())
def test_the_waves_are_ordered_by_the_best_plan_with_the_site_there(
    question: tuple[SituationData, str],
) -> None:
    situation, site = question
    firm = situation.snapshot.sites[site].firm is not None
    free = changed(situation, [Reopened(site)]) if firm else situation
    found = recommend(situation, site, SOON)
    plans = possible(free)
    reached = {
        slot.id: min((ranked(free, p) for p in plans if p.get(site) == slot.id), default=None)
        for slot in situation.snapshot.waves
    }
    possible_waves = [
        c.wave.id for c in found.choices if isinstance(c.answer, Here | SolvedScenario)
    ]
    assert set(possible_waves) == {wave for wave, values in reached.items() if values is not None}
    values = [reached[wave] for wave in possible_waves]
    if isinstance(found.base, Solved):
        assert values == sorted(v for v in values if v is not None)
    assert {c.wave.id for c in found.choices if isinstance(c.answer, Shut)} == {
        slot.id for slot in free.snapshot.waves if slot not in free.snapshot.allowed(site)
    }


@examples(20)
@given(question=questions())
def test_waves_that_are_asked_about_in_turns_have_the_best_plan_with_the_site_there(
    question: tuple[SituationData, str],
) -> None:
    """By the goals that count first, then by all: nothing that was proved before is wrong then."""
    situation, site = question
    firm = situation.snapshot.sites[site].firm is not None
    given = [Reopened(site)] if firm else []
    plans = possible(changed(situation, given))
    asking = ScenarioSolver(situation, SOON)
    for choice in choices(asking, site, given, in_turns=True):
        there = [plan for plan in plans if plan.get(site) == choice.wave.id]
        match choice.answer:
            case SolvedScenario(situation=supposed, plan=plan):
                assert plan.proof is Proof.OPTIMAL
                assert ranked(supposed, plan.waves) == min(ranked(supposed, p) for p in there)
            case Here():
                assert there
            case Infeasible(conflicts=conflicts):
                assert conflicts
                assert not there
            case Shut():
                assert not there
            case Undecided():
                raise AssertionError("the time is enough for so few sites")


@examples(20)
@given(question=questions())
def test_slack_is_where_every_goal_is_as_good(question: tuple[SituationData, str]) -> None:
    situation, site = question
    found = explain_site(situation, site, SOON)
    if not isinstance(found.base, Solved):
        return
    reached = best(situation)
    as_good = {p.get(site) for p in possible(situation) if ranked(situation, p) == reached}
    for choice in found.choices:
        assert choice.free == (choice.wave.id in as_good), choice


@examples(20)
@given(question=questions())
def test_a_binding_fact_is_one_without_which_the_site_could_be_earlier(
    question: tuple[SituationData, str],
) -> None:
    situation, site = question
    found = explain_site(situation, site, SOON)
    waves = {slot.id for slot in found.earlier.waves}
    assert found.earlier.blockage is not None or not waves or found.site.live
    if found.earlier.blockage is None:
        return
    earlier = [p for p in possible(situation) if p.get(site) in waves]
    assert isinstance(found.earlier.blockage.answer, SolvedScenario) == bool(earlier)
    for bound in found.earlier.binding:
        change = without(bound.fact.fact)
        assert change is not None
        instead = changed(situation, [change])
        plans = possible(instead)
        if earlier:  # the goals kept it where it is, and do not any more
            reached = best(instead)
            assert any(p.get(site) in waves for p in plans if ranked(instead, p) == reached)
        else:
            assert any(p.get(site) in waves for p in plans)


TEXT = """\
programme: {id: p, name: P, as_of: 2024-01-01}
trusts: [{id: t, name: Trust, claims: [{says: planned, wave: W2, known: 2023}]}]
municipalities:
  - {id: a, name: Ask, claims: [{says: decided, wave: W2, known: 2023}]}
  - {id: b, name: Bø, trust: t, claims: [{says: planned, wave: W2, known: 2023}]}
  - {id: c, name: Dal, claims: [{says: declined, known: 2023}]}
waves:
  - {id: W0, go_live: 2023-05-06}
  - {id: W1, go_live: 2024-11-09, open: false}
  - {id: W2, go_live: 2025-04}
rules:
  - {id: after, kind: follows, sites: {kind: municipality}}
  - {id: late, kind: window, sites: t, not_before: 2025}
"""
LIVE = """\
  - {id: e, name: Eid, claims: [{says: live, wave: W0, on: 2023-05-06, known: 2023-05}]}
  - {id: f, name: Fjell}
"""


def facts(barriers: tuple[Barrier, ...]) -> list[list[str]]:
    return [[fact.text for fact in barrier.facts] for barrier in barriers]


def test_what_stands_in_the_way_is_reported_one_barrier_after_the_other(tmp_path: Path) -> None:
    found = why_not(known(tmp_path, TEXT), "b", "W1", SOON)
    assert facts(found.blockage.barriers) == [
        ["W1 takes no more sites"],
        [
            "late: Trust no earlier than 2025",
            "after: sites of kind municipality not before their own trust",
        ],
    ] or facts(found.blockage.barriers) == [
        ["W1 takes no more sites"],
        [
            "after: sites of kind municipality not before their own trust",
            "late: Trust no earlier than 2025",
        ],
    ]
    assert isinstance(found.blockage.beyond, SolvedScenario)
    assert found.blockage.beyond.plan.waves["b"] == "W1"


def test_where_history_is_in_the_way_nothing_is_beyond(tmp_path: Path) -> None:
    found = why_not(known(tmp_path, TEXT), "b", "W0", SOON)
    assert facts(found.blockage.barriers) == [
        ["the go-live of W0 was on 6 May 2023; no other site can join it"]
    ]
    assert found.blockage.beyond is None


def test_who_is_live_stays_and_nothing_is_beyond(tmp_path: Path) -> None:
    text = TEXT.replace("waves:\n", LIVE + "waves:\n")
    found = why_not(known(tmp_path, text), "e", "W2", SOON)
    assert facts(found.blockage.barriers) == [["Eid went live on 6 May 2023"]]
    assert found.blockage.beyond is None


def test_what_is_supposed_of_who_is_live_meets_history_alone(tmp_path: Path) -> None:
    situation = known(tmp_path, TEXT.replace("waves:\n", LIVE + "waves:\n"))
    read = read_changes(situation, ["add rule {kind: together, sites: [b, e]}", "b=W2"])
    assert not isinstance(read, Misread)
    found = blockage_of(ScenarioSolver(situation, SOON), read)
    assert facts(found.barriers) == [
        [
            "Eid went live on 6 May 2023",
            "the go-live of W0 was on 6 May 2023; no other site can join it",
        ]
    ]
    assert found.beyond is None
    assert changed(situation, [Reopened("e")]).snapshot.sites["e"].live


def test_beyond_history_nothing_is_searched_where_there_is_no_plan_anyway(tmp_path: Path) -> None:
    text = TEXT.replace("waves:\n", LIVE + "waves:\n") + (
        "  - {id: not-2, kind: forbid, sites: f, waves: W2}\n"
    )
    found = why_not(known(tmp_path, text), "b", "W0", SOON)
    assert facts(found.blockage.barriers) == [
        ["the go-live of W0 was on 6 May 2023; no other site can join it"],
        [
            "the go-live of W0 was on 6 May 2023; no other site can join it",
            "W1 takes no more sites",
            "not-2: Fjell never in W2",
        ],
    ]
    assert found.blockage.beyond is None


def test_a_decision_is_a_barrier_and_beyond_it_is_the_plan_with_another(tmp_path: Path) -> None:
    open_again = TEXT.replace(", open: false", "")
    found = why_not(known(tmp_path, open_again), "a", "W1", SOON)
    assert facts(found.blockage.barriers) == [["Ask decided on W2"]]
    assert isinstance(found.blockage.beyond, SolvedScenario)
    assert found.blockage.beyond.effect.worse_by[:2] == (0, 1)


def test_the_only_fact_in_the_way_is_binding(tmp_path: Path) -> None:
    found = explain_site(known(tmp_path, TEXT), "t", SOON)
    assert [slot.id for slot in found.earlier.waves] == ["W1"]
    assert [bound.fact.text for bound in found.earlier.binding] == []  # shut, and too early
    found = explain_site(known(tmp_path, TEXT.replace(", open: false", "")), "t", SOON)
    assert [bound.fact.text for bound in found.earlier.binding] == [
        "late: Trust no earlier than 2025"
    ]


class Noting(ScenarioSolver):
    """Notes of each question how many others it leaves their part of the time."""

    def __init__(self, situation: SituationData) -> None:
        self.behind: list[int] = []
        super().__init__(situation, SOON)

    def solve(self, *asked: Any, **more: Any) -> Answer:
        self.behind.append(self.waiting)
        return super().solve(*asked, **more)


def test_why_not_earlier_leaves_the_other_waves_their_part_of_the_time(tmp_path: Path) -> None:
    asking = Noting(known(tmp_path, TEXT))
    movable = [
        s.id for s in asking.situation.snapshot.sites.values() if s.takes_part and not s.firm
    ]
    found = site_explained(asking, movable[-1])
    assert found.earlier.blockage is not None
    waves = len(asking.situation.snapshot.allowed(movable[-1]))
    earlier = [number for number in asking.behind if number]
    assert earlier
    assert {*earlier} == {waves}
    assert asking.behind[len(earlier) :] == [0] * (len(asking.behind) - len(earlier))
    assert asking.waiting == 0


def test_who_waits_for_whom_is_reported_with_the_rule_and_its_place(tmp_path: Path) -> None:
    situation = known(tmp_path, TEXT)
    found = explain_site(situation, "b", SOON)
    assert [(w.site, w.gap, w.rule, w.place and w.place.line) for w in found.waits_for] == [
        ("t", "in the same wave or later", "after", 12)
    ]
    assert found.waited_for_by == ()
    assert [w.site for w in explain_site(situation, "t", SOON).waited_for_by] == ["b"]


def test_who_declined_is_recommended_a_wave_as_if_it_took_part(tmp_path: Path) -> None:
    found = recommend(known(tmp_path, TEXT), "c", SOON)
    assert found.supposed == ("Dal takes part",)
    assert [choice.wave.id for choice in found.choices] == ["W2", "W0", "W1"]


def test_who_takes_no_part_has_no_choices_and_is_reported_why(tmp_path: Path) -> None:
    found = explain_site(known(tmp_path, TEXT), "c", SOON)
    assert (found.wave, found.reason, found.choices) == (None, "declined: takes no part", ())


def test_in_no_time_nothing_is_known_of_any_wave(tmp_path: Path) -> None:
    found = recommend(known(tmp_path, TEXT), "b", Limits(1e-9))
    asked = [choice for choice in found.choices if not isinstance(choice.answer, Shut | Here)]
    assert {type(choice.answer) for choice in asked} <= {Undecided}
    assert not any(WaveChoice(c.wave, c.answer).free for c in asked)


def test_a_wave_is_free_only_where_it_is_proved_that_no_goal_is_worse(tmp_path: Path) -> None:
    text = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities: [{id: a, name: A}]
waves: [{id: W1, go_live: 2024-11-09}, {id: W2, go_live: 2025-04}]
goals: [{kind: participation}]
"""
    asking = ScenarioSolver(known(tmp_path, text), SOON)
    (other,) = (c for c in choices(asking, "a") if not isinstance(c.answer, Here))
    assert isinstance(other.answer, SolvedScenario)
    assert other.free
    goals = tuple(replace(goal, proved=False) for goal in other.answer.effect.goals)
    perhaps = replace(other.answer, effect=replace(other.answer.effect, goals=goals))
    assert perhaps.effect.as_good
    assert not WaveChoice(other.wave, perhaps).free
