"""Any plan against the data, by the rules' own verifiers: what is wrong with it, and where."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hpplan.diagnostics.finding import Severity
from hpplan.diagnostics.place import Place
from hpplan.programme.plan import GoalValue, PlanData, Proof, plan_of
from hpplan.programme.programme import DataFile, SituationData
from hpplan.verification import verify, verify_plan
from tests.builders import known, plan
from tests.findings import sentences

GIVEN = """\
sources: [{id: letter, kind: document, published: 2023-06}]
waves:
  - {id: W0, go_live: 2023-11}
  - {id: W1, go_live: 2024-04-27}
  - {id: W2, go_live: 2024-Q4, claims: [{called: KI2, known: 2023}, {open: false, known: 2023}]}
  - {id: W3, go_live: 2025}
  - {id: GONE, claims: [{dropped: true, known: 2023}]}
municipalities:
  - {id: a, name: Aure}
  - {id: b, name: Bjugn, required: false}
  - {id: d, name: Dovre, claims: [{says: decided, wave: W1, on: 2023-05-02, source: letter}]}
  - {id: l, name: Levanger, claims: [{says: live, wave: W0, on: 2023-11-11}]}
  - {id: o, name: Oppdal, claims: [{says: planned, wave: W0}]}
  - {id: x, name: Malvik, claims: [{says: withdrawn, on: 2023-03-29}]}
  - {id: old, name: Old, until: 2019}
goals: [{kind: participation}, {kind: last-wave}]
rules:
"""
CLEAN = "a:W1 d:W1 l:W0 o:W0"
DECIDED = "{says: decided, wave: W1, on: 2023-05-02, source: letter}"


def judged(tmp_path: Path, line: str, *rules: str) -> str:
    text = GIVEN + "".join(f"  - {{{rule}}}\n" for rule in rules)
    situation = known(tmp_path, text)
    return sentences(situation.programme, verify(situation, plan(line)))


@pytest.mark.parametrize("line", [CLEAN, "a:W3 b:W3 d:W1 l:W0 o:W0"])
def test_a_plan_that_keeps_everything_has_no_findings(tmp_path: Path, line: str) -> None:
    assert judged(tmp_path, line) == ""


@pytest.mark.parametrize(
    ("line", "got"),
    [
        # A site that is not in the data stands nowhere in it; one that is gone does.
        (
            f"{CLEAN} nobody:W1",
            (
                "error[HP811]: the plan places 'nobody', which is not in the data\n"
                "  help: remove it from the plan\n"
            ),
        ),
        (
            f"{CLEAN} old:W1",
            (
                "error[HP811] 15:10 «old»: Old does not exist on 1 January 2024\n"
                "  help: remove it from the plan\n"
            ),
        ),
        (
            f"{CLEAN} b:W9",
            (
                "error[HP812] 10:10 «b»: Bjugn is placed in W9, which is not in the data\n"
                "  help: place it in one of: W0, W1, W2, W3\n"
            ),
        ),
        (
            f"{CLEAN} b:GONE",
            (
                "error[HP812] 10:10 «b»: Bjugn is placed in GONE,"
                " which does not exist on 1 January 2024\n"
                "  help: place it in one of: W0, W1, W2, W3\n"
            ),
        ),
        (
            f"{CLEAN} x:W2",
            (
                "error[HP813] 14:10 «x»: Malvik is placed in W2 (called KI2), but takes no part\n"
                "  note 14:36 «{says: withdrawn, on: 2023-03-29}»:"
                " withdrawn on 29 March 2023: takes no part\n"
                "  help: remove it from the plan, or add the claim by which it takes part again\n"
            ),
        ),
        (
            "a:W1 d:W3 l:W0 o:W0",
            (
                "error[HP814] 11:10 «d»: Dovre is in W3, but is firm in W1\n"
                f"  note 11:35 «{DECIDED}»: decided on W1 on 2 May 2023 [letter]\n"
                "  help: put it in W1, or make the plan with --reopen d\n"
            ),
        ),
        (
            "a:W1 l:W0 o:W0",
            (
                "error[HP814] 11:10 «d»: Dovre is not placed, but is firm in W1\n"
                f"  note 11:35 «{DECIDED}»: decided on W1 on 2 May 2023 [letter]\n"
                "  help: put it in W1, or make the plan with --reopen d\n"
            ),
        ),
        (
            "a:W1 d:W1 l:W1 o:W0",
            (
                "error[HP814] 12:10 «l»: Levanger is in W1, but is firm in W0\n"
                "  note 12:38 «{says: live, wave: W0, on: 2023-11-11}»: "
                "went live on 11 November 2023\n"
                "  help: a live site cannot be moved\n"
            ),
        ),
        (
            "a:W1 d:W1 l:W0 o:W3",
            (
                "error[HP814] 13:10 «o»: Oppdal is in W3, but is firm in W0\n"
                "  note 13:36 «{says: planned, wave: W0}»: planned for W0; not reported live\n"
                "  help: put it in W0, or make the plan with --reopen o\n"
            ),
        ),
        (
            "a:W0 d:W1 l:W0 o:W0",
            (
                "error[HP815] 9:10 «a»: Aure is placed in W0, which is past (November 2023)\n"
                "  note 3:5 «{id: W0, go_live: 2023-11}»: W0 by this\n"
                "  help: place it in a wave that takes more sites\n"
            ),
        ),
        (
            f"{CLEAN} b:W2",
            (
                "error[HP815] 10:10 «b»: Bjugn is placed in W2 (called KI2), which"
                " takes no more sites\n"
                "  note 5:69 «{open: false, known: 2023}»: W2 (called KI2) by this\n"
                "  help: place it in a wave that takes more sites\n"
            ),
        ),
        (
            "d:W1 l:W0 o:W0",
            (
                "error[HP816] 9:10 «a»: Aure must be placed, but is not\n"
                "  help: place it, or set 'required: false' if it may be left out"
                " and has signed no agreement\n"
            ),
        ),
    ],
)
def test_a_placement_that_cannot_be_is_an_error_at_the_site(
    tmp_path: Path, line: str, got: str
) -> None:
    assert judged(tmp_path, line) == got


def test_a_finding_about_a_site_points_into_the_plan_file_where_there_is_one(
    tmp_path: Path,
) -> None:
    situation, place = known(tmp_path, GIVEN), Place("plan.json", 7, 30, 7, 34)
    waves = plan(f"{CLEAN} b:W9")
    (alone,), (placed,) = verify(situation, waves), verify(situation, waves, {"b": place})
    assert placed == replace(alone, place=place)
    assert alone.place is not None
    assert alone.place.file != place.file


def test_who_is_planned_for_a_closed_wave_may_stay_in_it(tmp_path: Path) -> None:
    text = GIVEN.replace("Bjugn,", "Bjugn, claims: [{says: planned, wave: W2}],")
    assert verify(known(tmp_path, text), plan(f"{CLEAN} b:W2")) == []


# --- rules ------------------------------------------------------------------------------------


def test_a_broken_rule_is_an_error_at_the_rule_with_what_the_plan_says(tmp_path: Path) -> None:
    rule = "kind: before, id: first-a, first: a, then: d"
    assert judged(tmp_path, "a:W3 d:W1 l:W0 o:W0", rule) == (
        f"error[HP817] 18:5 «{{{rule}}}»: the plan breaks rule 'first-a':"
        " Dovre must come at least one wave after Aure, but is in W1 (27 April 2024), and Aure in"
        " W3 (2025)\n"
        "  note: the rule: Aure before Dovre, by at least 1 wave\n"
        "  help: hpplan assign makes a plan that keeps every hard rule\n"
    )
    situation = known(tmp_path, f"{GIVEN}  - {{{rule}}}\n")
    place = Place("plan.json", 7, 30, 7, 34)
    (broken,) = verify(situation, plan("a:W3 d:W1 l:W0 o:W0"), {"a": place, "l": place})
    assert [(note.message, note.place) for note in broken.notes] == [
        ("the rule: Aure before Dovre, by at least 1 wave", None),
        ("the plan: Aure in W3", place),
    ]


def test_a_broken_soft_rule_is_a_warning(tmp_path: Path) -> None:
    rule = "kind: forbid, id: not-yet, sites: a, waves: W1, hard: false"
    assert judged(tmp_path, CLEAN, rule) == (
        f"warning[HP818] 18:5 «{{{rule}}}»: the plan breaks soft rule 'not-yet':"
        " Aure is in W1\n"
        "  note: the rule: Aure never in W1\n"
    )


def test_what_is_live_already_is_history_and_reported_as_info(tmp_path: Path) -> None:
    rule = "kind: before, first: [a, d], then: l"
    where = "27 April 2024"
    asked = "Levanger must come at least one wave after"
    there = "but is in W0 (November 2023), and"
    assert judged(tmp_path, CLEAN, rule) == (
        f"info[HP819] 18:5 «{{{rule}}}»: rule 'before' is broken by live sites, in 2 cases\n"
        f"  note: {asked} Aure, {there} Aure in W1 ({where})\n"
        f"  note: {asked} Dovre, {there} Dovre in W1 ({where})\n"
    )


def test_what_depends_on_days_is_reported_as_info(tmp_path: Path) -> None:
    rule = "kind: before, first: d, then: a, gap: {days: 300}"
    assert judged(tmp_path, "a:W3 d:W1 l:W0 o:W0", rule) == (
        f"info[HP819] 18:5 «{{{rule}}}»: rule 'before' depends on days that are not known yet,"
        " in one case\n"
        "  note: Aure must come at least 300 days after Dovre, and does so on some days only: it is"
        " in W3 (2025), and Dovre in W1 (27 April 2024)\n"
    )


def test_of_many_breaks_of_what_is_live_three_are_reported(tmp_path: Path) -> None:
    rule = "kind: before, first: [a, b, d, o], then: l"
    got = judged(tmp_path, CLEAN, rule).splitlines()
    assert (len(got), got[0][-7:], got[-1]) == (5, "4 cases", "  note: and 1 more")


def test_rules_judge_what_can_be_read_of_a_plan(tmp_path: Path) -> None:
    rule = "kind: capacity, waves: W3, max: 0"
    got = judged(tmp_path, "a:W3 d:W1 l:W0 o:W0 nobody:W3 old:W3 x:W3", rule)
    assert [line[:12] for line in got.splitlines() if "[HP" in line] == [
        "error[HP811]",
        "error[HP813]",
        "error[HP811]",
        "error[HP817]",
    ]
    assert "W3 holds 1 site, 1 over 0" in got


# --- a plan that states itself ----------------------------------------------------------------


def made(
    situation: SituationData, line: str = CLEAN, bounds: Sequence[int | None] = (4, 2)
) -> PlanData:
    """The plan as `assign` would state it."""
    return plan_of(situation, plan(line), Proof.FEASIBLE, bounds)


def findings_of(situation: SituationData, stated: PlanData) -> str:
    return sentences(situation.programme, verify_plan(situation, stated))


def restated(stated: PlanData, **goal: int | bool | None) -> PlanData:
    """The plan with its second goal, `last-wave`, stated otherwise."""
    first, second = stated.goals
    other: GoalValue = replace(second, **goal)  # type: ignore[arg-type]  # names of its fields
    return replace(stated, goals=(first, other))


# --- chosen days --------------------------------------------------------------------------------

DATED = """\
programme: {id: p, calendar: {go_live_days: [saturday, wednesday], holidays: "NO"}}
waves:
  - {id: W1, go_live: 2024-Q1}
  - {id: W2, go_live: 2024-03-13..2024-05-04}
  - {id: W2b, go_live: 2024-03-13..2024-05-04}
  - {id: W2c, go_live: 2024-04-03}
  - {id: W3, go_live: 2024-05-05}
  - {id: W4}
  - {id: W5, go_live: 2025}
municipalities: [{id: a}, {id: b}, {id: c}, {id: d}]
"""


@pytest.mark.parametrize(
    ("line", "days", "messages"),
    [
        ("a:W1 b:W2", {"W1": "2024-02-14", "W2": "2024-03-13"}, []),  # as of the first, first of it
        ("a:W2 b:W5", {"W2": "2024-05-04", "W5": "2025-12-31"}, []),  # the last of it
        ("a:W1 b:W2", {"W2": "2024-03-16"}, []),  # of the other none was chosen
        (
            "a:W1 b:W2",
            {"W1": "2024-02-10", "W2": "2024-03-12"},
            [
                "W1 go live on 10 February 2024, before the as-of date, 14 February 2024",
                "W2 go live on 12 March 2024, but it goes live between 13 March and 4 May 2024",
            ],
        ),
        ("a:W5", {"W5": "2026-01-03"}, ["W5 go live on 3 January 2026, but it goes live in 2025"]),
        ("a:W4", {"W4": "2026-01-03"}, ["W4 go live on 3 January 2026, but it has no date"]),
        (
            "a:W2",
            {"W2": "2024-03-15"},
            ["W2 go live on 15 March 2024, a Friday, which the calendar does not allow"],
        ),
        (
            "a:W2",
            {"W2": "2024-05-01"},  # a Wednesday
            ["W2 go live on 1 May 2024, a public holiday, Labor Day"],
        ),
        (
            "a:W1 b:W2",
            {"W1": "2024-03-16", "W2": "2024-03-16"},
            ["W2 go live on 16 March 2024, not after W1, which goes live on 16 March 2024"],
        ),
        (
            "a:W1 b:W2",
            {"W1": "2024-03-20", "W2": "2024-03-16"},
            ["W2 go live on 16 March 2024, not after W1, which goes live on 20 March 2024"],
        ),
        (
            "a:W1 b:W2 c:W2b",
            {"W1": "2024-03-02", "W2": "2024-03-20", "W2b": "2024-03-16"},
            ["W2b go live on 16 March 2024, not after W2, which goes live on 20 March 2024"],
        ),
        (
            "a:W2b b:W2c",
            {"W2b": "2024-04-06"},  # the day of the other is its own
            ["W2c go live on 3 April 2024, not after W2b, which goes live on 6 April 2024"],
        ),
        ("a:W1", {"W1": "2024-03-20", "W2": "2024-03-16"}, []),  # which holds nobody
        ("a:W3", {"W3": "2024-05-05"}, []),  # a Sunday, as the wave has it
    ],
)
def test_each_chosen_day_is_one_that_its_wave_can_have_and_after_that_of_the_wave_before(
    tmp_path: Path, line: str, days: dict[str, str], messages: list[str]
) -> None:
    situation = known(tmp_path, DATED, "2024-02-14")
    chosen = {wave: date.fromisoformat(day) for wave, day in days.items()}
    found = verify(situation, plan(line), days=chosen)
    said = [f.message for f in found if f.code == "HP820"]
    assert said == [f"the plan has {message}" for message in messages]


def test_a_plan_that_states_itself_truly_has_no_findings(tmp_path: Path) -> None:
    situation = known(tmp_path, GIVEN)
    assert [(g.kind, g.value, g.proved) for g in made(situation).goals] == [
        ("participation", 4, True),
        ("last-wave", 2, True),
    ]
    for bounds in ((4, 2), (5, 1), (None, None)):
        assert verify_plan(situation, made(situation, bounds=bounds)) == []


def test_a_plan_of_another_programme_is_an_error(tmp_path: Path) -> None:
    situation = known(tmp_path, GIVEN)
    own = situation.programme.agenda.id
    assert findings_of(situation, replace(made(situation), programme="theirs")) == (
        f"error[HP821]: the plan is for programme 'theirs', the data is '{own}'\n"
        "  help: use --data with the data it was made from\n"
    )


def test_a_plan_of_another_day_is_a_warning(tmp_path: Path) -> None:
    situation = known(tmp_path, GIVEN)
    assert findings_of(situation, replace(made(situation), as_of=date(2023, 12, 31))) == (
        "warning[HP822]: the plan is of 31 December 2023, but is checked as of 1 January 2024\n"
        "  help: use --as-of 2023-12-31\n"
    )


@pytest.mark.parametrize(
    ("files", "got"),
    [
        ([("programme.yaml", "0" * 64)], "programme.yaml changed"),
        ([], "programme.yaml new"),
        ([("programme.yaml", ""), ("b.yaml", "0"), ("a.yaml", "0")], "a.yaml, b.yaml gone"),
        ([("programme.yaml", "0"), ("a.yaml", "0")], "programme.yaml changed; a.yaml gone"),
        ([("a.yaml", "0")], "programme.yaml new; a.yaml gone"),
    ],
)
def test_a_plan_of_other_data_is_a_warning_that_names_the_files(
    tmp_path: Path, files: list[tuple[str, str]], got: str
) -> None:
    situation = known(tmp_path, GIVEN)
    (own,) = situation.programme.files
    stated = [DataFile(f"then/{name}", digest or own.sha256) for name, digest in files]
    assert findings_of(situation, replace(made(situation), made_from=stated)) == (
        f"warning[HP823]: the plan was made from other data: {got}\n"
        "  help: make a new plan, or read it with the data of its time\n"
    )


def test_the_same_data_elsewhere_is_the_same_data(tmp_path: Path) -> None:
    situation = known(tmp_path, GIVEN)
    (own,) = situation.programme.files
    elsewhere = replace(made(situation), made_from=[DataFile("x/programme.yaml", own.sha256)])
    assert verify_plan(situation, elsewhere) == []


def test_other_goals_are_an_error_and_a_warning_where_the_data_is_other_too(
    tmp_path: Path,
) -> None:
    situation = known(tmp_path, GIVEN)
    stated = replace(made(situation), goals=made(situation).goals[:1])
    message = "the plan states the goals participation, the data participation, last-wave\n"
    assert findings_of(situation, stated) == f"error[HP824]: {message}  help: make a new plan\n"
    assert f"warning[HP824]: {message}" in findings_of(situation, replace(stated, made_from=[]))
    assert "the goals none, the data" in findings_of(situation, replace(stated, goals=()))


def test_an_altered_goal_value_is_an_error_at_the_goal(tmp_path: Path) -> None:
    situation = known(tmp_path, GIVEN)
    assert findings_of(situation, restated(made(situation), value=1)) == (
        "error[HP825] 16:32 «{kind: last-wave}»: goal 2, 'the last wave as early as "
        "possible': the plan states 1 wave, its placements give 2 waves\n"
        "  help: the plan was altered: make a new one\n"
    )


def test_with_other_data_another_goal_value_is_a_warning(tmp_path: Path) -> None:
    situation = known(tmp_path, GIVEN)
    got = findings_of(situation, replace(restated(made(situation), value=1), made_from=[]))
    assert got.endswith(
        "warning[HP825] 16:32 «{kind: last-wave}»: goal 2, 'the last wave as early as "
        "possible': the plan states 1 wave, its placements give 2 waves\n"
        "  help: make a new plan\n"
    )


@pytest.mark.parametrize(
    ("stated", "got"),
    [
        ({"bound": 3, "proved": False}, "also that no plan is better than 3 waves"),
        ({"bound": 1, "proved": True}, "calls it proved with the bound 1 wave"),
        ({"bound": None, "proved": True}, "calls it proved without a bound"),
        ({"bound": 1, "proved": False}, ""),
        ({"bound": 2, "proved": True}, ""),
        ({"bound": None, "proved": False}, ""),
    ],
)
def test_a_value_that_its_own_bound_rules_out_is_an_error(
    tmp_path: Path, stated: dict[str, int | bool | None], got: str
) -> None:
    situation = known(tmp_path, GIVEN)
    assert findings_of(situation, restated(made(situation), **stated)) == (
        got
        and "error[HP825] 16:32 «{kind: last-wave}»: goal 2, 'the last wave as early as "
        f"possible': the plan states 2 waves, but {got}\n"
        "  help: the plan was altered: make a new one\n"
    )


def test_a_value_above_the_bound_of_a_goal_that_is_maximised_is_an_error(tmp_path: Path) -> None:
    situation = known(tmp_path, GIVEN)
    found = verify_plan(situation, made(situation, bounds=(3, 2)))
    assert [(f.code, f.severity, f.message) for f in found] == [
        (
            "HP825",
            Severity.ERROR,
            (
                "goal 1, 'as many sites as possible take part': the plan states 4 sites, but also "
                "that no plan is better than 3 sites"
            ),
        )
    ]


@pytest.mark.parametrize("line", ["nobody:W1", "b:W9", "x:W1"])
def test_goals_are_not_measured_in_a_plan_that_cannot_be_read(tmp_path: Path, line: str) -> None:
    situation = known(tmp_path, GIVEN)
    whole = made(situation)
    ((site, wave),) = plan(line).items()
    extra = replace(whole.placements[0], site=site, wave=wave)
    stated = replace(restated(whole, value=9), placements=(*whole.placements, extra))
    assert "HP825" not in findings_of(situation, stated)
