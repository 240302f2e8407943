"""Every version of the plan that the claims make: what moved, by whose claim, how much later."""

from datetime import date
from pathlib import Path

import pytest

from hpplan.analysis.history import HistoryData, history_of
from tests.builders import programme

GIVEN = """\
programme: {id: p, name: P}
sources:
  - {id: plan, published: 2022-01-10}
  - {id: board, published: 2022-06-30}
  - {id: letter, published: 2023-02-01}
municipalities:
  - id: ask
    name: Ask
    claims:
      - {says: planned, wave: W1, source: plan}
      - {says: planned, wave: W2, source: board}
      - {says: live, wave: W2, on: 2024-05-04, known: 2024-05-04}
  - id: bo
    name: Bø
    claims: [{says: planned, wave: W1, source: plan}, {says: withdrawn, source: letter}]
  - {id: dal, name: Dal, wave: W3}
  - {id: eid, name: Eid, since: 2023-06-01, claims: [{says: planned, wave: W2, source: board}]}
waves:
  - id: W1
    claims: [{go_live: 2023, source: plan}, {go_live: 2023-04-29, source: board}]
  - id: W2
    claims: [{go_live: 2024-04, source: board}, {called: Second, source: letter},
             {go_live: 2024-05-04, known: 2023-06-01}]
  - {id: W3, go_live: 2025}
  - {id: W4, claims: [{go_live: 2026, source: plan}, {dropped: true, source: letter}]}
"""


def shown(found: HistoryData) -> list[tuple[str, ...]]:
    """A row for each change: when known, whose, from where to where, delay, by whose claim."""
    return [
        (
            str(version.known or "always"),
            change.id,
            *(
                "-" if slot is None else f"{slot.wave} {slot.go_live and slot.go_live.label}"
                for slot in (change.old, change.new)
            ),
            str(change.delay),
            (change.cited.source or change.cited.says) if change.cited is not None else "-",
        )
        for version in found.versions
        for change in version.changes
    ]


def story(tmp_path: Path, as_of: str, **of: str) -> list[tuple[str, ...]]:
    return shown(history_of(programme(tmp_path, GIVEN), date.fromisoformat(as_of), **of))


def test_of_a_site_each_wave_and_each_date_is_a_version(tmp_path: Path) -> None:
    assert story(tmp_path, "2024-12-31", site="ask") == [
        ("2022-01-10", "ask", "-", "W1 2023", "0", "plan"),
        ("2022-06-30", "ask", "W1 2023", "W2 2024-04", "456", "board"),
        ("2023-06-01", "ask", "W2 2024-04", "W2 2024-05-04", "489", "go-live 4 May 2024"),
    ]


def test_it_ends_with_the_day(tmp_path: Path) -> None:
    assert [row[0] for row in story(tmp_path, "2022-06-29", site="ask")] == ["2022-01-10"]
    assert [row[0] for row in story(tmp_path, "2022-06-30", site="ask")] == [
        "2022-01-10",
        "2022-06-30",
    ]


def test_who_leaves_is_in_no_wave(tmp_path: Path) -> None:
    assert story(tmp_path, "2024-12-31", site="bo") == [
        ("2022-01-10", "bo", "-", "W1 2023", "0", "plan"),
        ("2022-06-30", "bo", "W1 2023", "W1 2023-04-29", "118", "board"),
        ("2023-02-01", "bo", "W1 2023-04-29", "-", "None", "letter"),
    ]


def test_who_comes_to_exist_begins_then(tmp_path: Path) -> None:
    assert story(tmp_path, "2024-12-31", site="eid") == [
        ("2023-06-01", "eid", "-", "W2 2024-05-04", "0", "-"),
    ]


COUNTED = """\
programme: {id: p}
municipalities:
  - {id: old, name: Herøy, until: 2022-12-31, wave: W1}
  - {id: part, name: Herøy, since: 2023-01, split_from: old, wave: W1}
  - {id: gone, name: Gol, until: 2023-03, wave: W1}
  - {id: new, name: Fet, since: 2023-06, wave: W1}
  - {id: alike, name: Fet, since: 2023-07-01, wave: W1}
waves: [{id: W1, go_live: 2025}]
"""


def test_sites_begin_on_the_first_day_they_exist_and_end_on_the_day_after_the_last(
    tmp_path: Path,
) -> None:
    assert shown(history_of(programme(tmp_path, COUNTED), date(2024, 1, 1)))[1:] == [
        ("always", "old", "-", "W1 2025", "0", "-"),
        ("always", "gone", "-", "W1 2025", "0", "-"),
        ("2023-01-01", "part", "-", "W1 2025", "0", "-"),
        ("2023-01-01", "old", "W1 2025", "-", "None", "-"),
        ("2023-04-01", "gone", "W1 2025", "-", "None", "-"),
        ("2023-06-01", "new", "-", "W1 2025", "0", "-"),
        ("2023-07-01", "alike", "-", "W1 2025", "0", "-"),
    ]


@pytest.mark.parametrize("text", [GIVEN, COUNTED])
def test_the_history_of_a_site_is_what_that_of_all_says_of_it(tmp_path: Path, text: str) -> None:
    data, day = programme(tmp_path, text), date(2024, 12, 31)
    every = history_of(data, day)
    for site in data.sites:
        alone = history_of(data, day, site=site.id)
        of_all = every.of_site(site.id, alone.name)
        assert [v.changes for v in alone.versions] == [v.changes for v in of_all.versions]


def test_what_was_always_known_comes_first(tmp_path: Path) -> None:
    assert story(tmp_path, "2024-12-31", site="dal") == [
        ("always", "dal", "-", "W3 2025", "0", "-")
    ]
    (first, *_) = history_of(programme(tmp_path, GIVEN), date(2024, 12, 31)).versions
    assert [(first.known, change.id) for change in first.changes] == [(None, "W3"), (None, "dal")]


def test_of_a_wave_its_dates_and_who_joined_and_left(tmp_path: Path) -> None:
    assert story(tmp_path, "2024-12-31", wave="W1") == [
        ("2022-01-10", "W1", "-", "W1 2023", "0", "plan"),
        ("2022-01-10", "ask", "-", "W1 2023", "0", "plan"),
        ("2022-01-10", "bo", "-", "W1 2023", "0", "plan"),
        ("2022-06-30", "W1", "W1 2023", "W1 2023-04-29", "118", "board"),
        ("2022-06-30", "ask", "W1 2023", "W2 2024-04", "456", "board"),
        ("2023-02-01", "bo", "W1 2023-04-29", "-", "None", "letter"),
    ]


def test_a_wave_that_was_dropped_has_a_history(tmp_path: Path) -> None:
    assert story(tmp_path, "2024-12-31", wave="W4") == [
        ("2022-01-10", "W4", "-", "W4 2026", "0", "plan"),
        ("2023-02-01", "W4", "W4 2026", "-", "None", "letter"),
    ]


def test_the_trend_has_everybody_in_every_version_by_the_label_of_then(tmp_path: Path) -> None:
    found = history_of(programme(tmp_path, GIVEN), date(2023, 2, 1))
    points = [
        (str(point.known), point.standing.id, point.label, point.changed)
        for point in found.trend()
        if point.standing.id in ("W2", "ask")
    ]
    assert points == [
        ("2022-01-10", "ask", "W1", True),
        ("2022-06-30", "W2", "W2", True),
        ("2022-06-30", "ask", "W2", True),
        ("2023-02-01", "W2", "Second", False),
        ("2023-02-01", "ask", "Second", False),
    ]


def test_a_programme_without_claims_has_one_version(tmp_path: Path) -> None:
    text = "waves: [{id: W1}]\nsites: [{id: a, kind: s, wave: W1}]\n"
    found = history_of(programme(tmp_path, text), date(2024, 1, 1))
    assert shown(found) == [
        ("always", "W1", "-", "W1 None", "None", "-"),
        ("always", "a", "-", "W1 None", "None", "-"),
    ]


def test_dates_at_the_end_of_the_calendar(tmp_path: Path) -> None:
    text = """\
waves: [{id: W1, claims: [{go_live: 9999-12-31, known: 0001-01-01}]}]
sites: [{id: a, kind: s, until: 9999-12-31, claims: [{says: planned, wave: W1, known: 0001-01-01}]}]
"""
    found = history_of(programme(tmp_path, text), date(1, 1, 1))
    assert [row[:4] for row in shown(found)] == [
        ("0001-01-01", "W1", "-", "W1 9999-12-31"),
        ("0001-01-01", "a", "-", "W1 9999-12-31"),
    ]
