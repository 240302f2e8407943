"""HP305 to HP310: waves out of order, too close, on holidays, in blackouts; unknown seasons."""

from pathlib import Path

import pytest

from tests.builders import known
from tests.findings import reported

ORDER = "waves: [{id: W1, go_live: 2024-05}, {id: W2, go_live: GO}, {id: W3, go_live: 2025-01}]\n"


@pytest.mark.parametrize("day", ["2024-05", "2024-05-01", "2024-H1", "2024-06-01"])
def test_waves_that_may_be_in_order_are(tmp_path: Path, day: str) -> None:
    assert reported(known(tmp_path, ORDER.replace("GO", day), "2024-01-01"), "HP305") == []


def test_a_wave_is_out_of_order_after_the_latest_above_it(tmp_path: Path) -> None:
    data = ORDER.replace("2024-05}", "2025-02}").replace("GO", "2024-04-30")
    assert reported(known(tmp_path, data, "2024-01-01"), "HP305") == [
        "warning 1:55: W2 (2024-04-30) is listed after W1 (2025-02), but goes live before it",
        "  hint: correct the date, or list W2 before W1",
        "  note 1:27: W1 goes live then",
        "warning 1:86: W3 (2025-01) is listed after W1 (2025-02), but goes live before it",
        "  hint: correct the date, or list W3 before W1",
        "  note 1:27: W1 goes live then",
    ]


CLOSE = """\
sources: [{id: letter, kind: document, published: 2023-07-04}]
waves: [{id: W1, go_live: 2024-01-06}, {id: W2, go_live: GO}, {id: W3, go_live: 2024-07-06}]
municipalities:
  - {id: a, name: A, claims: [{says: planned, wave: W1, source: letter}]}
  - {id: b, name: B, claims: [{says: planned, wave: WAVE, source: letter}]}
rules: [{id: apart, kind: spacing, min: 3m}]
"""


def close(go_live: str, wave: str = "W1") -> str:
    return CLOSE.replace("GO", go_live).replace("WAVE", wave)


def test_waves_just_far_enough_apart_are_not_reported(tmp_path: Path) -> None:
    assert reported(known(tmp_path, close("2024-04-06"), "2023-07-04"), "HP306") == []


def test_two_waves_that_cannot_both_be_used_are_reported_once_for_each_rule(tmp_path: Path) -> None:
    assert reported(known(tmp_path, close("2024-04-05"), "2023-07-04"), "HP306") == [
        (
            "info 2:58: W2 (2024-04-05) comes less than 3 months after W1 (2024-01-06): "
            "one of them must stay empty"
        ),
        "  hint: move one of the waves, drop it, or correct the rule",
        "  note 6:9: rule 'apart'",
    ]


def test_waves_that_the_current_plan_both_uses_break_the_rule_instead(tmp_path: Path) -> None:
    situation = known(tmp_path, close("2024-04-05", "W2"), "2023-07-04")
    assert reported(situation, "HP306") == []
    assert len(reported(situation, "HP801")) > 0


def test_waves_that_are_past_lie_as_they_lay(tmp_path: Path) -> None:
    assert reported(known(tmp_path, close("2024-04-05"), "2024-04-06"), "HP306") == []


def holiday(day: str, as_of: str = "2024-01-01") -> tuple[str, str]:
    programme = f'programme: {{id: p, name: P, as_of: {as_of}, calendar: {{holidays: "NO"}}}}\n'
    return f"{programme}waves: [{{id: W1, go_live: {day}}}]\n", as_of


@pytest.mark.parametrize("day", ["2024-05-18", "2024-05", "2025-05-16"])
def test_a_go_live_on_no_holiday_or_not_known_to_the_day_is_fine(tmp_path: Path, day: str) -> None:
    assert reported(known(tmp_path, *holiday(day)), "HP307") == []


def test_a_go_live_on_a_holiday_to_come_is_reported_with_its_name(tmp_path: Path) -> None:
    assert reported(known(tmp_path, *holiday("2025-05-17T22:00")), "HP307") == [
        "warning 2:27: W1 goes live on 2025-05-17T22:00, which is Constitution Day",
        "  hint: correct the date",
        "  note 1:69: the calendar",
    ]
    assert reported(known(tmp_path, *holiday("2025-05-17", "2025-05-18")), "HP307") == []


def test_a_blackout_of_sites_that_are_live_or_elsewhere_bars_no_wave(tmp_path: Path) -> None:
    data = """\
sources: [{id: letter, kind: document, published: 2024-08-01}]
waves: [{id: W1, go_live: 2024-07-06}, {id: W2, go_live: 2025-07-05}]
municipalities:
  - {id: a, name: A, claims: [{says: live, wave: W1, on: 2024-07-06, source: letter}]}
rules: [{kind: blackout, sites: a, period: 2025-07}]
"""
    assert reported(known(tmp_path, data, "2024-08-01"), "HP309") == []


SEASONS = """\
programme: {id: p, name: P, seasons: {spring: [1, 6]}}
sources: [{id: letter, kind: document, published: 2023-summer}]
waves: [{id: W1, claims: [{go_live: 2024-autumn, known: 2023-spring, source: letter}]}]
rules: [{kind: window, not_after: 2025-summer, in_force: {until: 2026-winter}}]
"""


def test_each_season_that_is_not_defined_is_reported_once_where_it_comes_first(
    tmp_path: Path,
) -> None:
    found = [line for line in reported(known(tmp_path, SEASONS), "HP310") if "hint" not in line]
    assert found == [
        "info 2:51: the programme does not define summer: it is read as June to August",
        "info 3:37: the programme does not define autumn: it is read as September to November",
        "info 4:66: the programme does not define winter: it is read as December to February",
    ]
