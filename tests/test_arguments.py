"""What the library is given is looked at before any work, and a fault says what to give instead."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import hpplan
from tests.builders import programme
from tests.cli.programmes import CALM


@pytest.fixture
def calm(tmp_path: Path) -> hpplan.Programme:
    return hpplan.Programme(programme(tmp_path, CALM))


def test_a_day_may_be_text_and_of_a_period_the_last_day_counts(calm: hpplan.Programme) -> None:
    days: list[date | str] = [
        date(2024, 3, 1),
        datetime(2024, 3, 1, 12, tzinfo=UTC),
        "2024-03-01",
        "2024-Q1",
    ]
    assert [calm.at(day).as_of for day in days] == [
        date(2024, 3, 1),
        date(2024, 3, 1),
        date(2024, 3, 1),
        date(2024, 3, 31),
    ]
    assert calm.at("2024-02").check() == calm.at(date(2024, 2, 29)).check()


def test_one_expression_is_as_good_as_a_list_of_one(calm: hpplan.Programme) -> None:
    (one,) = calm.at().what_if("dal=W2").value.cases
    (listed,) = calm.at().what_if(["dal=W2"]).value.cases
    assert (one.changes, one.sentences) == (listed.changes, listed.sentences)


Ask = Callable[[hpplan.Situation], object]

UNKNOWN: dict[str, tuple[Ask, str]] = {
    "pinned site": (
        lambda s: s.assign(pins={"dall": "W2"}),
        "there is no site 'dall'; did you mean 'dal'?",
    ),
    "pinned wave": (
        lambda s: s.assign(pins={"dal": "W9"}),
        "there is no wave 'W9'; known: W0, W1, W2",
    ),
    "forbidden wave of another time": (
        lambda s: s.assign(forbids={"dal": ["W3"]}),
        "the wave W3 does not exist as of 2024-01-01; existing waves: W0, W1, W2",
    ),
    "reopened": (
        lambda s: s.assign(reopen=["nobody"]),
        "there is no site 'nobody'; known: north, ask, bo, dal, eid, fet",
    ),
    "explain": (lambda s: s.explain("Bø"), "there is no site 'Bø'; did you mean 'bo'?"),
    "explain somebody of another time": (
        lambda s: s.explain("gol"),
        "Gol does not exist as of 2024-01-01, only since 2025-01-01",
    ),
    "why_not": (
        lambda s: s.why_not("dal", "second"),
        "there is no wave 'second'; did you mean 'W2'?",
    ),
    "recommend": (
        lambda s: s.recommend("\x1b[31m"),
        "there is no site '\\x1b[31m'; known: north, ask, bo, dal, eid, fet",
    ),
    "explain_wave": (lambda s: s.explain_wave("w1"), "there is no wave 'w1'; did you mean 'W1'?"),
    "explain_day": (lambda s: s.explain_day("w1"), "there is no wave 'w1'; did you mean 'W1'?"),
    "explain_rule": (lambda s: s.explain_rule("cap"), "there is no rule 'cap'; known: "),
    "a plan of sites": (
        lambda s: s.plan({"dall": "W2"}),
        "there is no site 'dall'; did you mean 'dal'?",
    ),
    "a plan of waves": (
        lambda s: s.plan({"dal": "w2"}),
        "there is no wave 'w2'; did you mean 'W2'?",
    ),
    "a timeline": (
        lambda s: s.timeline().only(sites="dall"),
        "there is no site 'dall'; did you mean 'dal'?",
    ),
}


@pytest.mark.parametrize("what", UNKNOWN)
def test_an_unknown_name_comes_with_what_was_meant(calm: hpplan.Programme, what: str) -> None:
    ask, sentence = UNKNOWN[what]
    with pytest.raises(hpplan.UnknownName) as raised:
        ask(calm.at())
    assert str(raised.value) == sentence
    assert isinstance(raised.value, LookupError)
    assert isinstance(raised.value, ValueError)


WRONG: dict[str, tuple[Callable[[Any], object], type[Exception], str]] = {
    "a day of another type": (
        lambda s: s.programme.at(2024),
        TypeError,
        "as_of: expected a date, or text such as '2023-07-04', not 2024",
    ),
    "a day that does not exist": (
        lambda s: s.programme.at("2024-02-30"),
        ValueError,
        "as_of: '2024-02-30' is not a date that exists",
    ),
    "seconds as text": (
        lambda s: s.assign(seconds="5"),
        TypeError,
        "seconds: expected a number, not '5'",
    ),
    "no seconds": (
        lambda s: s.check(deep_seconds=0),
        ValueError,
        "deep_seconds: more than 0 is expected, not 0",
    ),
    "no workers": (
        lambda s: s.explain("dal", workers=0),
        ValueError,
        "workers: at least 1 is expected, not 0",
    ),
    "more workers than the engine takes": (
        lambda s: s.assign(workers=10**9),
        ValueError,
        "workers: at most 256 is expected, not 1000000000",
    ),
    "more processes than any machine has": (
        lambda s: s.what_if("dal=W2", jobs=10**6),
        ValueError,
        "jobs: at most 512 is expected, not 1000000",
    ),
    "text for a flag": (
        lambda s: s.assign(second_opinion="no"),
        TypeError,
        "second_opinion: expected True or False, not 'no'",
    ),
    "text for days": (
        lambda s: s.assign(dates="no"),
        TypeError,
        "dates: expected True or False, not 'no'",
    ),
    "text for contributions": (
        lambda s: s.current_plan().risk(2, contributions="no"),
        TypeError,
        "contributions: expected True or False, not 'no'",
    ),
    "text for tiles": (
        lambda s: s.timeline().map(tiles="no"),
        TypeError,
        "tiles: expected True or False, not 'no'",
    ),
    "a picture of nothing that there is": (
        lambda s: s.current_plan().plot("budget"),
        ValueError,
        "what: expected 'timeline', 'map', 'coverage' or 'load', not 'budget'",
    ),
    "a picture of a number": (
        lambda s: s.current_plan().plot(3),
        TypeError,
        "what: expected 'timeline', 'map', 'coverage' or 'load', not 3",
    ),
    "a folder that is not there": (
        lambda s: s.current_plan().save("nowhere/plan.json"),
        FileNotFoundError,
        "path: there is no folder 'nowhere'",
    ),
    "a live site reopened": (
        lambda s: s.assign(reopen="ask"),
        ValueError,
        "reopen: Ask is live in W0, which cannot be undone",
    ),
    "a pin of who takes no part": (
        lambda s: s.assign(pins={"fet": "W1"}),
        ValueError,
        "pins: Fet takes no part as of 2024-01-01: it declined",
    ),
    "a number for a name": (
        lambda s: s.explain(5),
        TypeError,
        "site: expected an id, which is text, not 5",
    ),
    "pins as text": (
        lambda s: s.assign(pins="dal=W1"),
        TypeError,
        "pins: expected a mapping of sites to waves, {'heim': 'KI3'}, not 'dal=W1'",
    ),
    "a site in two waves": (
        lambda s: s.assign(pins={"dal": ["W1", "W2"]}),
        TypeError,
        "pins: expected an id, which is text, not ['W1', 'W2']",
    ),
    "forbids as a list": (
        lambda s: s.assign(forbids=["dal"]),
        TypeError,
        "forbids: expected a mapping of sites to waves, {'heim': ['KI3']}, not ['dal']",
    ),
    "reopen of numbers": (
        lambda s: s.assign(reopen=[1]),
        TypeError,
        "reopen: expected an id, or a list of them, not [1]",
    ),
    "a plan": (
        lambda s: s.plan(5),
        TypeError,
        "plan: expected a path, or a mapping of sites to waves, not 5",
    ),
    "no case": (
        lambda s: s.what_if(),
        ValueError,
        "cases: expected one or more, such as 'heim=KI3'",
    ),
    "a case without an expression": (
        lambda s: s.what_if("dal=W2", []),
        ValueError,
        "cases: expected one or more, such as 'heim=KI3'",
    ),
    "a case as a mapping": (
        lambda s: s.what_if({"dal": "W2"}),
        TypeError,
        "cases: expected an expression such as 'heim=KI3', or a list of them, not {'dal': 'W2'}",
    ),
    "a case that is no text": (
        lambda s: s.what_if(5),
        TypeError,
        "cases: expected an expression such as 'heim=KI3', or a list of them, not 5",
    ),
    "a case that means nothing": (
        lambda s: s.what_if("dall=W2"),
        ValueError,
        "cases: 'dall=W2', column 1: there is no site 'dall'; did you mean 'dal'?",
    ),
    "days where nothing slips": (
        lambda s: s.what_if("dal=W2", dates=True),
        ValueError,
        "dates: expected a delay among the cases, such as 'KI2+6m'",
    ),
    "a number": (
        lambda s: s.alternatives("3"),
        TypeError,
        "number: expected a whole number, not '3'",
    ),
    "too few": (
        lambda s: s.alternatives(3, differ_by=0),
        ValueError,
        "differ_by: at least 1 is expected, not 0",
    ),
    "a live site in another wave": (
        lambda s: s.assign(pins={"ask": "W1"}),
        ValueError,
        "pins: Ask is live in W0, which cannot be undone",
    ),
    "a live site out of its wave": (
        lambda s: s.assign(forbids={"ask": "W0"}),
        ValueError,
        "forbids: Ask is live in W0, which cannot be undone",
    ),
    "a live site that is open": (
        lambda s: s.assign(reopen="ask"),
        ValueError,
        "reopen: Ask is live in W0, which cannot be undone",
    ),
    "a site that is live": (
        lambda s: s.recommend("ask"),
        ValueError,
        "site: Ask is live in W0, which cannot be undone",
    ),
    "a day for a plan": (
        lambda s: s.diff("2023"),
        TypeError,
        "other: expected a Situation or a Plan, not '2023'",
    ),
    "a folder": (
        lambda _: hpplan.load(5),  # type: ignore[arg-type]
        TypeError,
        "directory: expected a path, not 5",
    ),
    "who listens": (
        lambda s: s.assign(on_progress="me"),
        TypeError,
        "on_progress: expected a function that takes a Step, not 'me'",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_value_comes_with_what_to_give_instead(calm: hpplan.Programme, what: str) -> None:
    ask, kind, sentence = WRONG[what]
    with pytest.raises(kind) as raised:
        ask(calm.at())
    assert (type(raised.value), str(raised.value)) == (kind, sentence)


def test_a_plan_made_with_names_of_other_data_is_judged_all_the_same(
    calm: hpplan.Programme, tmp_path: Path
) -> None:
    stated = """\
placements: [{site: dal, wave: W2}]
options: {pin: [gone=W1], reopen: [gone]}
"""
    (tmp_path / "plan.yaml").write_text(stated, encoding="utf-8")
    plan = calm.at().plan(tmp_path / "plan.yaml")
    assert plan.waves == {"dal": "W2"}
    assert plan.verify()
    assert plan.timeline().entries
