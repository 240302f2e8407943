"""What the library is given: dates may be text; what means nothing is told before any work."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import hpplan
from hpplan.reading import Reading
from hpplan.reading.places import Places
from tests.builders import programme
from tests.cli.programmes import CALM


@pytest.fixture
def calm(tmp_path: Path) -> hpplan.Programme:
    return programme(tmp_path, CALM)


def test_a_day_may_be_text_and_of_a_period_the_last_day_counts(calm: hpplan.Programme) -> None:
    def on(as_of: date | str) -> date:
        return hpplan.situation(calm, as_of).as_of

    assert [
        on(date(2024, 3, 1)),
        on(datetime(2024, 3, 1, 12, tzinfo=UTC)),
        on("2024-03-01"),
        on("2024-Q1"),
    ] == [
        date(2024, 3, 1),
        date(2024, 3, 1),
        date(2024, 3, 1),
        date(2024, 3, 31),
    ]
    assert hpplan.check(calm, "2024-02") == hpplan.check(calm, date(2024, 2, 29))
    between = hpplan.diff(calm, "2023", "2024")
    assert [side.situation.as_of for side in (between.old, between.new)] == [
        date(2023, 12, 31),
        date(2024, 12, 31),
    ]


def test_one_expression_is_as_good_as_a_list_of_one(calm: hpplan.Programme) -> None:
    known = hpplan.situation(calm)
    assert hpplan.read_changes(known, "dal=W2") == hpplan.read_changes(known, ["dal=W2"])


UNKNOWN: dict[str, tuple[Callable[[hpplan.Programme], object], str]] = {
    "pinned site": (
        lambda p: hpplan.assign(p, overrides=hpplan.Overrides(pins=(("dall", "W2"),))),
        "there is no site 'dall'; did you mean 'dal'?",
    ),
    "pinned wave": (
        lambda p: hpplan.assign(p, overrides=hpplan.Overrides(pins=(("dal", "W9"),))),
        "there is no wave 'W9'; known: W0, W1, W2",
    ),
    "forbidden wave of another time": (
        lambda p: hpplan.assign(p, overrides=hpplan.Overrides(forbids=(("dal", "W3"),))),
        "the wave W3 does not exist as of 2024-01-01; existing waves: W0, W1, W2",
    ),
    "reopened": (
        lambda p: hpplan.situation(p, overrides=hpplan.Overrides(reopened=("nobody",))),
        "there is no site 'nobody'; known: north, ask, bo, dal, eid, fet",
    ),
    "explain": (
        lambda p: hpplan.explain(hpplan.situation(p), "Bø"),
        "there is no site 'Bø'; did you mean 'bo'?",
    ),
    "explain somebody of another time": (
        lambda p: hpplan.explain(hpplan.situation(p), "gol"),
        "Gol does not exist as of 2024-01-01, only since 2025-01-01",
    ),
    "why_not": (
        lambda p: hpplan.why_not(hpplan.situation(p), "dal", "second"),
        "there is no wave 'second'; did you mean 'W2'?",
    ),
    "recommend": (
        lambda p: hpplan.recommend(hpplan.situation(p), "\x1b[31m"),
        "there is no site '\\x1b[31m'; known: north, ask, bo, dal, eid, fet",
    ),
    "explain_wave": (
        lambda p: hpplan.explain_wave(hpplan.situation(p), "w1"),
        "there is no wave 'w1'; did you mean 'W1'?",
    ),
    "explain_rule": (
        lambda p: hpplan.explain_rule(hpplan.situation(p), "cap"),
        "there is no rule 'cap'; known: ",
    ),
}


@pytest.mark.parametrize("what", UNKNOWN)
def test_a_name_that_nothing_bears_is_said_with_what_was_meant(
    calm: hpplan.Programme, what: str
) -> None:
    ask, sentence = UNKNOWN[what]
    with pytest.raises(hpplan.UnknownName) as raised:
        ask(calm)
    assert str(raised.value) == sentence
    assert isinstance(raised.value, LookupError)
    assert isinstance(raised.value, ValueError)


WRONG: dict[str, tuple[Callable[[Any], object], type[Exception], str]] = {
    "a reading": (
        lambda p: hpplan.assign(Reading(p, (), Places())),  # type: ignore[arg-type]
        TypeError,
        (
            "programme: load() gives a Reading: give its .programme, which is None where "
            ".findings say why"
        ),
    ),
    "no programme": (
        lambda _: hpplan.check(None),  # type: ignore[arg-type]
        TypeError,
        (
            "programme: None is no programme; data that could not be understood gives none; see "
            "the findings of its Reading"
        ),
    ),
    "limits": (
        lambda p: hpplan.assign(p, limits=5),  # type: ignore[arg-type]
        TypeError,
        "limits: expected Limits(seconds=5), not 5",
    ),
    "deep": (
        lambda p: hpplan.check(p, deep=True),  # type: ignore[arg-type]
        TypeError,
        "deep: expected Limits(seconds=5), not True",
    ),
    "a day of another type": (
        lambda p: hpplan.assign(p, as_of=2024),  # type: ignore[arg-type]
        TypeError,
        "as_of: expected a date, or text such as '2023-07-04', not 2024",
    ),
    "a day that does not exist": (
        lambda p: hpplan.timeline(p, "2024-02-30"),
        ValueError,
        "as_of: '2024-02-30' is not a date that exists",
    ),
    "a programme for a situation": (
        lambda p: hpplan.explain(p, "dal"),
        TypeError,
        "situation: a Programme was given; give hpplan.situation(programme)",
    ),
    "a situation for a programme": (
        lambda p: hpplan.assign(hpplan.situation(p)),  # type: ignore[arg-type]
        TypeError,
        "programme: a Situation was given; give its .programme, and its .as_of",
    ),
    "a number for a name": (
        lambda p: hpplan.explain(hpplan.situation(p), 5),  # type: ignore[arg-type]
        TypeError,
        "site: expected an id, which is text, not 5",
    ),
    "overrides": (
        lambda p: hpplan.assign(p, overrides={"heim": "W1"}),  # type: ignore[arg-type]
        TypeError,
        "overrides: expected Overrides(pins=(('heim', 'KI3'),)), not {'heim': 'W1'}",
    ),
    "pins as text": (
        lambda p: hpplan.assign(p, overrides=hpplan.Overrides(pins=("dal=W1",))),  # type: ignore[arg-type]
        TypeError,
        "overrides.pins: expected pairs of site and wave, (('heim', 'KI3'),), not ('dal=W1',)",
    ),
    "reopened as text": (
        lambda p: hpplan.assign(p, overrides=hpplan.Overrides(reopened="bo")),  # type: ignore[arg-type]
        TypeError,
        "overrides.reopened: expected ids of sites, ('heim',), not 'bo'",
    ),
    "a plan": (
        lambda p: hpplan.verify(p, "plan.json"),  # type: ignore[arg-type]
        TypeError,
        (
            "plan: expected a Plan: Solved.plan of assign(), or read_plan(file).plan.plan(situatio"
            "n), not 'plan.json'"
        ),
    ),
    "a case as text": (
        lambda p: hpplan.whatif(hpplan.situation(p), "dal=W2"),  # type: ignore[arg-type]
        TypeError,
        (
            "cases: expected a list of cases, each of them changes: [read_changes(situation, "
            "['heim=KI3'])], not 'dal=W2'"
        ),
    ),
    "a case that was misread": (
        lambda p: hpplan.whatif(
            hpplan.situation(p),
            [hpplan.read_changes(hpplan.situation(p), "dall=W2")],  # type: ignore[list-item]
        ),
        ValueError,
        "cases: 'dall=W2', column 1: there is no site 'dall'; did you mean 'dal'?",
    ),
    "a number": (
        lambda p: hpplan.alternatives(hpplan.situation(p), "3"),  # type: ignore[arg-type]
        TypeError,
        "number: expected a whole number, not '3'",
    ),
    "too few": (
        lambda p: hpplan.alternatives(hpplan.situation(p), 3, differ_by=0),
        ValueError,
        "differ_by: at least 1 is expected, not 0",
    ),
    "a day for a side": (
        lambda p: hpplan.diff(p, "2023", None),  # type: ignore[arg-type]
        TypeError,
        "new: expected a date, text such as '2023-07', or a Plan, not None",
    ),
    "a folder": (
        lambda _: hpplan.load(5),  # type: ignore[arg-type]
        TypeError,
        "directory: expected a path, not 5",
    ),
    "who listens": (
        lambda p: hpplan.assign(p, on_progress="me"),  # type: ignore[arg-type]
        TypeError,
        "tell: expected a function that takes a Step, not 'me'",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_value_is_told_with_what_to_give_instead(calm: hpplan.Programme, what: str) -> None:
    ask, kind, sentence = WRONG[what]
    with pytest.raises(kind) as raised:
        ask(calm)
    assert (type(raised.value), str(raised.value)) == (kind, sentence)


def test_a_plan_that_was_asked_for_with_names_of_other_data_is_judged_all_the_same(
    calm: hpplan.Programme,
) -> None:
    solved = hpplan.assign(calm)
    assert isinstance(solved, hpplan.Solved)
    asked = hpplan.Overrides(pins=(("gone", "W1"),), reopened=("gone",))
    plan = replace(solved.plan, overrides=asked)
    assert hpplan.verify(calm, plan) == []
    assert hpplan.timeline(calm, plan=plan).entries
