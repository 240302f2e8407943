"""HP802: whether the current plan keeps a rule depends on days that are not known yet."""

from pathlib import Path

import pytest

from hpplan.checks.dates.unsure_rules import UnsureRules
from tests.builders import known
from tests.findings import found

GIVEN = """\
waves: [{id: W1, go_live: 2024-04-27}, {id: W2, go_live: 2024-Q4}, {id: W3}]
municipalities:
  - {id: a, name: Aure, claims: [{says: planned, wave: W1}]}
  - {id: b, name: Bjugn, claims: [{says: planned, wave: W2}]}
  - {id: c, name: Vega, claims: [{says: planned, wave: W2}]}
  - {id: d, name: Dyrøy, claims: [{says: planned, wave: W2}]}
  - {id: e, name: Evje, claims: [{says: planned, wave: W2}]}
rules:
"""
# From 27 April it is 157 days to the first of October, and 248 to the end of December.
BEFORE = "{kind: before, id: late, first: a, then: %s, gap: {days: %d}}"


def rule(tmp_path: Path, text: str) -> str:
    return found(UnsureRules(), known(tmp_path, f"{GIVEN}  - {text}\n"))


def test_a_doubt_is_reported_once_with_what_is_in_doubt(tmp_path: Path) -> None:
    stated = BEFORE % ("b", 180)
    assert rule(tmp_path, stated) == (
        f"info[HP802] 9:5 «{stated}»: whether the current plan keeps rule 'late' depends on days"
        " that are not known yet, in one case\n"
        "  note: Bjugn must come at least 180 days after Aure, and does so on some days only: it is"
        " in W2 (4th quarter of 2024), and Aure in W1 (27 April 2024)\n"
    )


def test_of_many_doubts_three_are_reported(tmp_path: Path) -> None:
    stated = BEFORE % ("[b, c, d, e]", 180)
    doubt = (
        "  note: {} must come at least 180 days after Aure, and does so on some days only: it is"
        " in W2 (4th quarter of 2024), and Aure in W1 (27 April 2024)\n"
    )
    assert rule(tmp_path, stated) == (
        f"info[HP802] 9:5 «{stated}»: whether the current plan keeps rule 'late' depends on days"
        " that are not known yet, in 4 cases\n"
        + "".join(doubt.format(name) for name in ("Bjugn", "Vega", "Dyrøy"))
        + "  note: and 1 more\n"
    )
    three = rule(tmp_path, BEFORE % ("[b, c, d]", 180))
    assert ("in 3 cases" in three, "more" in three) == (True, False)


@pytest.mark.parametrize(
    ("days", "in_doubt"), [(157, False), (158, True), (248, True), (249, False)]
)
def test_a_rule_that_all_days_keep_or_that_none_keeps_passes(
    tmp_path: Path, days: int, in_doubt: bool
) -> None:
    assert (rule(tmp_path, BEFORE % ("b", days)) != "") is in_doubt


@pytest.mark.parametrize("more", ["hard: false", "in_force: {until: 2023}"])
def test_only_hard_rules_in_force_are_asked(tmp_path: Path, more: str) -> None:
    stated = BEFORE % ("b", 180)
    assert rule(tmp_path, f"{stated[:-1]}, {more}}}") == ""


def test_where_no_wave_has_a_date_that_is_reported_once_for_all_elsewhere(tmp_path: Path) -> None:
    text = GIVEN.replace(", go_live: 2024-04-27", "").replace(", go_live: 2024-Q4", "")
    assert found(UnsureRules(), known(tmp_path, f"{text}  - {BEFORE % ('b', 180)}\n")) == ""
