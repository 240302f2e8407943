"""HP302: a rule speaks of dates, and no wave has one."""

from pathlib import Path

from tests.builders import known
from tests.findings import reported

RULES = """
municipalities: [{id: a, name: A}, {id: b, name: B}]
programme:
  id: p
  name: P
  phases: [{id: main, from: -12m, to: 0d}]
  blackouts: [{period: 2024-07}]
rules:
  - {kind: notice, months: 12}
  - {kind: before, id: by-date, first: a, then: b, gap: 6m}
  - {kind: before, first: a, then: b, gap: {waves: 1, at_most: 1m}}
  - {kind: window, sites: a, not_before: 2024}
  - {kind: window, sites: a, not_after: 2024}
  - {kind: spacing, min: 1m}
  - {kind: pool, use: {main: 1}, max: 4}
  - {kind: before, first: a, then: b}
  - {kind: window, sites: a, waves: [W1]}
  - {kind: follows}
  - {kind: capacity, max: 9}
goals:
  - {kind: earliest, id: soon}
  - {kind: participation}
"""


def test_every_rule_about_dates_says_so_where_waves_are_only_an_order(tmp_path: Path) -> None:
    findings = reported(known(tmp_path, RULES + "waves: [{id: W1}, {id: W2}]\n"), "HP302")

    hint = "  hint: give the waves a go_live, or state the rule in waves"
    assert [line for line in findings if line != hint] == [
        "warning 7:15: rule 'programme.blackouts[0]' depends on dates, but no wave has one",
        "warning 9:5: rule 'notice' depends on dates, but no wave has one",
        "warning 10:5: rule 'by-date' depends on dates, but no wave has one",
        "warning 11:5: rule 'before' depends on dates, but no wave has one",
        "warning 12:5: rule 'window' depends on dates, but no wave has one",
        "warning 13:5: rule 'window' depends on dates, but no wave has one",
        "warning 14:5: rule 'spacing' depends on dates, but no wave has one",
        "warning 15:5: rule 'pool' depends on dates, but no wave has one",
    ]
    assert findings.count(hint) == 8


def test_once_a_wave_has_a_date_only_goals_that_count_waves_instead_are_reported(
    tmp_path: Path,
) -> None:
    waves = "waves: [{id: W1, go_live: 2024-04}, {id: W2}, {id: W3}]\n"

    assert reported(known(tmp_path, RULES + waves), "HP302") == [
        "info 21:5: goal 'soon' counts waves instead of days: W2, W3 have no date"
    ]


def test_where_every_wave_has_a_date_nothing_is_reported(tmp_path: Path) -> None:
    assert reported(known(tmp_path, RULES + "waves: [{id: W1, go_live: 2024-04}]\n"), "HP302") == []
