"""`capacity`: in each wave it names, a measure of the selected sites is bounded."""

from pathlib import Path

import pytest

from hpplan.rules.base import Verdict, Violation
from hpplan.rules.traits import Counting
from tests.builders import judged, known, plan

GIVEN = """
regions: [{id: fosen, name: Fosen}]
municipalities:
  - {id: a, name: Aure, size: {staff: 3}, regions: [fosen]}
  - {id: b, name: Bjugn, size: {staff: 2}, regions: [fosen]}
  - {id: c, name: Vega}
  - {id: out, name: Oppdal, size: {staff: 9}, claims: [{says: withdrawn}]}
  - {id: l, name: Levanger, size: {staff: 4}, claims: [{says: live, wave: PAST, on: 2023-02-11}]}
waves:
  - {id: PAST, go_live: 2023-02-11}
  - {id: W1, go_live: 2024-04-27}
  - {id: SHUT, go_live: 2024-11-09, open: false}
rules:
"""


@pytest.mark.parametrize(
    ("rule", "line", "breaks"),
    [
        # Exactly full, and one over.
        ("max: 2", "a:W1 b:W1", []),
        ("max: 2", "a:W1 b:W1 c:W1", ["W1: broken"]),
        ("measure: staff, max: 5", "a:W1 b:W1", []),
        ("measure: staff, max: 4", "a:W1 b:W1", ["W1: broken"]),
        # Who states no measure has none of it; who is not placed or not selected fills no wave.
        ("measure: staff, max: 5", "a:W1 b:W1 c:W1", []),
        ("max: 0", "", []),
        ("max: 1, sites: {region: fosen}", "a:W1 c:W1", []),
        ("max: 1, sites: {region: fosen}", "a:W1 b:W1 c:W1", ["W1: broken"]),
        ("max: 1, sites: [a, out]", "a:W1", []),
        # Only the waves it names.
        ("max: 1, waves: [SHUT]", "a:W1 b:W1", []),
        ("max: 1, waves: [W1, SHUT]", "a:W1 b:SHUT c:SHUT", ["SHUT: broken"]),
        # At least, and one under.
        ("min: 2, waves: W1", "a:W1 b:W1", []),
        ("min: 2, waves: W1", "a:W1", ["W1: broken"]),
        ("measure: staff, min: 3, waves: W1", "a:W1", []),
        ("measure: staff, min: 4, waves: W1", "a:W1", ["W1: broken"]),
        ("min: 1, max: 2, waves: W1", "a:W1 b:W1 c:W1", ["W1: broken"]),
        # `min` binds an empty wave, unless that is past or closed.
        ("min: 1, waves: W1", "", ["W1: broken"]),
        ("min: 1, waves: [PAST, SHUT]", "", []),
        ("min: 2, waves: SHUT", "a:SHUT", ["SHUT: broken"]),
        # With `if_used` it binds waves that hold a selected site only.
        ("min: 2, if_used: true, waves: W1", "", []),
        ("min: 2, if_used: true, waves: W1, sites: [b, c]", "a:W1", []),
        ("min: 2, if_used: true, waves: W1", "a:W1", ["W1: broken"]),
        ("min: 2, if_used: true, waves: W1", "a:W1 b:W1", []),
        ("min: 2, if_used: true", "l:PAST a:SHUT", ["PAST: history", "SHUT: broken"]),
        ("min: 2, if_used: false, waves: W1", "", ["W1: broken"]),
        # Every selected site of the wave is live: history.
        ("max: 0", "l:PAST", ["PAST: history"]),
        ("min: 2, waves: PAST", "l:PAST", ["PAST: history"]),
        ("max: 1", "l:PAST a:PAST", ["PAST: broken"]),
        ("max: 0, sites: l", "l:PAST a:PAST", ["PAST: history"]),
    ],
)
def test_a_wave_holds_at_most_and_at_least_so_much(
    tmp_path: Path, rule: str, line: str, breaks: list[str]
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: capacity, {rule}}}")
    assert judged(given, line) == breaks


def test_a_break_says_by_how_much_and_who_could_move(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN + "  - {kind: capacity, measure: staff, max: 8}")
    (rule,) = given.rules
    assert rule.violations(given.snapshot, plan("a:PAST b:PAST l:PAST")) == [
        Violation(("PAST",), "PAST holds 9 staff, 1 over 8", Verdict.BROKEN, ("a", "b"))
    ]


def test_of_waves_that_are_used_it_says_so(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN + "  - {kind: capacity, min: 2, if_used: true}")
    sentence = "every wave holds at least 2 sites, if it is used"
    assert given.rules[0].sentence(given.snapshot) == sentence


FOUR = """
sites:
  - {id: a, kind: k}
  - {id: b, kind: k}
  - {id: c, kind: k}
  - {id: d, kind: k, required: false}
waves: [{id: W1, go_live: 2025-01}, {id: W2, go_live: 2025-02}, {id: W3, go_live: 2025-03}]
rules:
"""
TOO_LITTLE = "3 waves need at least 2 sites each, 6 in all, and there are 4"
TOO_MUCH = "4 sites must be placed, and 3 waves hold at most 1 each, 3 in all"
LIVE = "a, kind: k, claims: [{says: live, wave: W1}]"
NEEDED = "d, kind: k"


@pytest.mark.parametrize(
    ("rule", "a", "d", "says"),
    [
        ("min: 2", "a, kind: k", NEEDED, TOO_LITTLE),
        ("min: 2, waves: [W1, W2]", "a, kind: k", NEEDED, None),  # just enough
        ("min: 2, if_used: true", "a, kind: k", NEEDED, None),
        ("min: 2", LIVE, NEEDED, None),  # where somebody is live it need not be filled
        ("max: 1", "a, kind: k", NEEDED, TOO_MUCH),
        ("max: 1", "a, kind: k", "d, kind: k, required: false", None),  # just enough
        ("max: 1, waves: [W1, W2]", "a, kind: k", NEEDED, None),  # the third takes any number
        ("max: 1", LIVE, NEEDED, None),  # who is live needs no room
    ],
)
def test_what_counting_says_is_so(
    tmp_path: Path, rule: str, a: str, d: str, says: str | None
) -> None:
    text = FOUR.replace("a, kind: k", a).replace("d, kind: k, required: false", d)
    situation = known(tmp_path, f"{text}  - {{kind: capacity, {rule}}}\n")
    (capacity,) = situation.rules
    assert isinstance(capacity, Counting)
    assert capacity.shortage(situation.snapshot) == says


LARGE = "b, kind: k, size: {beds: 9}"


@pytest.mark.parametrize(
    ("rule", "b", "says"),
    [
        ("max: 8, measure: beds", LARGE, "b has 9 beds, and no wave holds more than 8"),
        ("max: 9, measure: beds", LARGE, None),  # just fits
        ("max: 8, measure: beds, waves: [W1, W2]", LARGE, None),  # the third takes any number
        ("max: 8, measure: beds, sites: [a, c]", LARGE, None),
        ("max: 8, measure: beds", f"{LARGE}, required: false", None),
        ("max: 8, measure: beds", f"{LARGE}, claims: [{{says: declined}}]", None),
        ("max: 8, measure: beds", f"{LARGE}, claims: [{{says: decided, wave: W1}}]", None),
    ],
)
def test_a_site_may_be_too_large_for_every_wave(
    tmp_path: Path, rule: str, b: str, says: str | None
) -> None:
    text = FOUR.replace("b, kind: k", b)
    situation = known(tmp_path, f"{text}  - {{kind: capacity, {rule}}}\n")
    capacity = next(each for each in situation.rules if isinstance(each, Counting))
    assert capacity.shortage(situation.snapshot) == says
