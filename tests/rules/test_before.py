"""`before`: one site goes live so much before another."""

from pathlib import Path

import pytest

from hpplan.domain.gaps import Gap
from hpplan.periods import Fit
from hpplan.rules.base import Verdict, Violation
from tests.builders import judged, known, plan

GIVEN = """
municipalities:
  - {id: a, name: Aure}
  - {id: b, name: Bjugn}
  - {id: c, name: Vega}
  - {id: out, name: Oppdal, claims: [{says: declined}]}
  - {id: l, name: Levanger, claims: [{says: live, wave: W1, on: 2023-10-14}]}
waves:
  - {id: W1, go_live: 2023-10-14}
  - {id: W2, go_live: 2024-04-13}
  - {id: W3, go_live: 2024-04-14}
  - {id: AUTUMN, go_live: 2024-Q4}
  - {id: UNDATED}
rules:
"""


@pytest.mark.parametrize(
    ("gap", "line", "breaks"),
    [
        # One wave earlier, unless another gap is given.
        ("", "a:W1 b:W2", []),
        ("", "a:W1 b:W1", ["a b: broken"]),
        ("", "a:W2 b:W1", ["a b: broken"]),
        ("", "a:AUTUMN b:UNDATED", []),
        (", gap: {waves: 0}", "a:W1 b:W1", []),
        (", gap: {waves: 0}", "a:W2 b:W1", ["a b: broken"]),
        (", gap: {waves: 2}", "a:W1 b:W3", []),
        (", gap: {waves: 2}", "a:W1 b:W2", ["a b: broken"]),
        # Not placed counts as after the last wave.
        ("", "a:W1", []),
        ("", "b:W1", ["a b: broken"]),
        ("", "", []),
        # By date: six months after 14 October is 14 April.
        (", gap: {months: 6}", "a:W1 b:W3", []),
        (", gap: {months: 6}", "a:W1 b:W2", ["a b: broken"]),
        (", gap: 6m", "a:W1 b:W2", ["a b: broken"]),
        (", gap: {days: 182}", "a:W1 b:W2", []),
        (", gap: {days: 183}", "a:W1 b:W2", ["a b: broken"]),
        (", gap: {weeks: 26}", "a:W1 b:W2", []),
        # The fourth quarter begins 170 days after W3 and ends 261 days after it.
        (", gap: {days: 170}", "a:W3 b:AUTUMN", []),
        (", gap: {days: 171}", "a:W3 b:AUTUMN", ["a b: unsure"]),
        (", gap: {days: 261}", "a:W3 b:AUTUMN", ["a b: unsure"]),
        (", gap: {days: 262}", "a:W3 b:AUTUMN", ["a b: broken"]),
        # One wave has one go-live, whether its day is known or not.
        (", gap: {months: 2}", "a:AUTUMN b:AUTUMN", ["a b: broken"]),
        (", gap: {days: 1}", "a:AUTUMN b:AUTUMN", ["a b: broken"]),
        (", gap: {days: 1}", "a:UNDATED b:UNDATED", ["a b: broken"]),
        (", gap: {days: 0}", "a:AUTUMN b:AUTUMN", []),
        (", gap: {waves: 0, at_most: {days: 0}}", "a:AUTUMN b:AUTUMN", []),
        # Of two waves, one without a date may keep any.
        (", gap: {months: 60}", "a:W3 b:UNDATED", ["a b: unsure"]),
        # Bounded from above.
        (", gap: {waves: 1, at_most: {waves: 2}}", "a:W1 b:W3", []),
        (", gap: {waves: 1, at_most: {waves: 2}}", "a:W1 b:AUTUMN", ["a b: broken"]),
        (", gap: {waves: 1, at_most: {waves: 2}}", "a:W1", ["a b: broken"]),
        (", gap: {waves: 1, at_most: {months: 6}}", "a:W1 b:W3", []),
        (", gap: {waves: 1, at_most: {days: 183}}", "a:W1 b:W3", []),
        (", gap: {waves: 1, at_most: {days: 182}}", "a:W1 b:W3", ["a b: broken"]),
        # An upper bound alone does not let `then` go first.
        (", gap: {at_most: {months: 6}}", "a:W1 b:W3", []),
        (", gap: {at_most: {months: 6}}", "a:W3 b:W1", ["a b: broken"]),
        (", gap: {at_most: {months: 6}}", "a:W1 b:W1", ["a b: broken"]),
    ],
)
def test_first_goes_live_before_then_by_the_gap(
    tmp_path: Path, gap: str, line: str, breaks: list[str]
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: before, first: a, then: b{gap}}}")
    assert judged(given, line) == breaks


@pytest.mark.parametrize(
    ("rule", "line", "breaks"),
    [
        # Every pair of the two lists; one break each.
        ("first: [a, b], then: c", "a:W1 b:W2 c:W3", []),
        ("first: [a, b], then: c", "a:W1 b:W2 c:W2", ["b c: broken"]),
        (
            "first: [a, b], then: [c, l]",
            "b:W2 c:W1 l:W1",
            [
                "a c: broken",
                "a l: history",
                "b c: broken",
                "b l: history",
            ],
        ),
        # Who stands in both is not compared with itself.
        ("first: a, then: all", "a:W1 b:W2 c:W3 l:W2", []),
        ("first: a, then: all", "a:W1 b:W1 c:W2 l:W2", ["a b: broken"]),
        ("first: [a, b], then: [b, c]", "a:W1 b:W2 c:W3", []),
        ("first: a, then: a", "a:W1", []),
        # Who takes no part is waited for by nobody.
        ("first: out, then: b", "b:W1", []),
        ("first: [out, a], then: b", "a:W1 b:W2", []),
        ("first: a, then: out", "a:W3", []),
        # History once `then` is live; `first` being live frees nobody.
        ("first: a, then: l", "a:W2 l:W1", ["a l: history"]),
        ("first: a, then: l", "l:W1", ["a l: history"]),
        ("first: l, then: a", "a:W1 l:W1", ["l a: broken"]),
    ],
)
def test_every_pair_waits_unless_then_is_live(
    tmp_path: Path, rule: str, line: str, breaks: list[str]
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: before, {rule}}}")
    assert judged(given, line) == breaks


def test_a_break_says_where_both_are_and_who_could_move(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN + "  - {kind: before, first: [l, a], then: b}")
    (rule,) = given.rules
    assert rule.violations(given.snapshot, plan("l:W1 b:W1")) == [
        Violation(
            ("l", "b"),
            "Bjugn must come at least one wave after Levanger, but both are in W1 "
            "(14 October 2023)",
            Verdict.BROKEN,
            ("b",),
        ),
        Violation(
            ("a", "b"),
            "Bjugn is in W1, but Aure, which it waits for, is not placed",
            Verdict.BROKEN,
            ("a", "b"),
        ),
    ]


@pytest.mark.parametrize(
    ("gap", "sentence"),
    [
        ("{waves: 1}", "Aure before Bjugn, by at least 1 wave"),
        ("{waves: 0}", "Bjugn not before Aure"),
        ("{waves: 0, at_most: 12m}", "Bjugn not before Aure, and at most 12 months after"),
        ("{at_most: 12m}", "Aure before Bjugn, by at least 1 wave and at most 12 months"),
    ],
)
def test_no_sentence_asks_for_at_least_no_waves(tmp_path: Path, gap: str, sentence: str) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: before, first: a, then: b, gap: {gap}}}")
    assert given.rules[0].sentence(given.snapshot) == sentence


@pytest.mark.parametrize(
    "gap", [{"waves": 1}, {"at_most": {"waves": 2}}, {"waves": 1, "at_most": {"waves": 2}}]
)
def test_the_waves_that_are_early_enough_are_those_that_fit(
    tmp_path: Path, gap: dict[str, object]
) -> None:
    waves = known(tmp_path, "waves: [{id: A}, {id: B}, {id: C}, {id: D}, {id: E}]\n").snapshot.waves
    stated = Gap.model_validate(gap)
    for then in waves:
        fit = {one.position for one in waves if stated.fit(one, then) is not Fit.NONE}
        assert {*stated.early_enough(waves, then)} == fit
