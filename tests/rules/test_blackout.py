"""`blackout`: no go-live in the period."""

from pathlib import Path

import pytest

from hpplan.rules.base import Verdict, Violation
from tests.builders import judged, known, plan

GIVEN = """
regions: [{id: fosen, name: Fosen}]
municipalities:
  - {id: a, name: Aure}
  - {id: b, name: Bjugn, regions: [fosen]}
  - {id: out, name: Oppdal, claims: [{says: declined}]}
  - {id: l, name: Levanger, claims: [{says: live, wave: W0, on: 2023-07-15}]}
waves:
  - {id: W0, go_live: 2023-07-15}
  - {id: FEB28, go_live: 2024-02-28}
  - {id: FEB29, go_live: 2024-02-29}
  - {id: JUNE, go_live: 2024-06-30}
  - {id: FIRST, go_live: 2024-07-01}
  - {id: LAST, go_live: 2024-07-31}
  - {id: AUGUST, go_live: 2024-08-01}
  - {id: JULY, go_live: 2024-07}
  - {id: Q3, go_live: 2024-Q3}
  - {id: Q4, go_live: 2024-Q4}
  - {id: NEXT, go_live: 2025-07-15}
  - {id: NOVEMBER, go_live: 2025-11-30}
  - {id: DECEMBER, go_live: 2025-12-01}
  - {id: YEAR-END, go_live: 2025-12-31}
  - {id: NEW-YEAR, go_live: 2026-01-02}
  - {id: JANUARY, go_live: 2026-01-07}
  - {id: UNDATED}
"""


@pytest.mark.parametrize(
    ("keys", "line", "breaks"),
    [
        ("period: 2024-07", "a:JUNE b:AUGUST", []),
        ("period: 2024-07", "a:FIRST b:LAST", ["a: broken", "b: broken"]),
        # Broken only if every day of the wave lies in the period.
        ("period: 2024-07", "a:JULY", ["a: broken"]),
        ("period: 2024-07", "a:Q3", ["a: unsure"]),
        ("period: 2024-07-15", "a:JULY", ["a: unsure"]),
        ("period: 2024-07", "a:Q4", []),
        ("period: 2024-H2", "a:Q3 b:Q4", ["a: broken", "b: broken"]),
        ("period: 2024-07", "a:UNDATED", ["a: unsure"]),
        # Only the selected sites that are placed and take part.
        ("period: 2024-07, sites: {region: fosen}", "a:FIRST b:JUNE", []),
        ("period: 2024-07, sites: [b, out]", "a:FIRST", []),
        # Once, unless it recurs; a recurring one may reach over new year.
        ("period: 2024-07", "a:NEXT", []),
        ("period: 2024-07, recurs: yearly", "a:NEXT b:AUGUST", ["a: broken"]),
        ("period: 2030-07, recurs: yearly", "a:FIRST b:JUNE", ["a: broken"]),
        ("period: 2023-winter, recurs: yearly", "a:YEAR-END b:JANUARY", ["a: broken", "b: broken"]),
        ("period: 2023-winter, recurs: yearly", "a:NOVEMBER b:DECEMBER", ["b: broken"]),
        ("period: 2024-07-01, recurs: yearly", "a:FIRST b:NEXT", ["a: broken"]),
        # In leap years a month that is named ends a day later, a day that is named does not.
        ("period: 2024-02-28, recurs: yearly", "a:FEB28 b:FEB29", ["a: broken"]),
        ("period: 2023-02-28, recurs: yearly", "a:FEB28 b:FEB29", ["a: broken"]),
        ("period: 2023-02-28T22:00, recurs: yearly", "a:FEB29", []),
        ("period: 2022-11..2023-02, recurs: yearly", "a:FEB29", ["a: broken"]),
        ("period: 2022-11..2023-02-28, recurs: yearly", "a:FEB29", []),
        ("period: 2023-02, recurs: yearly", "a:FEB28 b:FEB29", ["a: broken", "b: broken"]),
        ("period: 2022-winter, recurs: yearly", "a:FEB29", ["a: broken"]),
        ("period: 2024-02-29, recurs: yearly", "a:FEB28 b:FEB29", ["b: broken"]),
        # History once the site is live.
        ("period: 2023-07", "l:W0 a:W0", ["a: broken", "l: history"]),
    ],
)
def test_nobody_goes_live_in_the_period(
    tmp_path: Path, keys: str, line: str, breaks: list[str]
) -> None:
    given = known(tmp_path, GIVEN + f"rules: [{{kind: blackout, {keys}}}]")
    assert judged(given, line) == breaks


def test_a_blackout_of_the_programme_is_one_of_its_rules(tmp_path: Path) -> None:
    stated = "{period: 2024-07, reason: summer holidays, sites: {region: fosen}}"
    agenda = f"programme: {{id: p, name: P, blackouts: [{stated}]}}\n"
    given = known(tmp_path, agenda + GIVEN)
    assert judged(given, "a:FIRST b:FIRST") == ["b: broken"]
    (rule,) = given.rules
    assert (rule.hard, rule.because) == (True, "summer holidays")


def test_a_break_says_when_the_wave_is_and_that_the_site_could_move(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN + "rules: [{kind: blackout, period: 2024-07}]")
    (rule,) = given.rules
    assert rule.violations(given.snapshot, plan("a:JULY b:UNDATED")) == [
        Violation(("a",), "Aure is in JULY (July 2024)", Verdict.BROKEN, ("a",)),
        Violation(("b",), "Bjugn is in UNDATED (without a date)", Verdict.UNSURE, ()),
    ]
