"""Programmes at the ends of the calendar: every command answers, and none moves beyond them."""

from pathlib import Path

import pytest

from tests.cli.running import run

GIVEN = """
programme:
  id: p
  name: P
  as_of: {as_of}
  phases:
    - {{id: main, name: Main, from: -12m, to: 0d}}
    - {{id: support, name: Support, from: 0d, to: 3w}}
  milestones: [{{id: ready, name: Ready, at: 90d}}]
  blackouts: [{{period: 2024-02, recurs: yearly}}]
municipalities:
  - {{id: a, name: A, claims: [{{says: planned, wave: W1}}]}}
  - {{id: b, name: B}}
waves:
  - {{id: W0, go_live: {first}}}
  - {{id: W1, go_live: {last}}}
rules:
  - {{kind: notice, months: 12, sites: b}}
  - {{kind: pool, use: {{main: 1, support: 1}}, max: 9, by: month}}
  - {{kind: pool, use: {{main: 1, support: 1}}, max: 9, by: week}}
  - {{kind: before, first: b, then: a, gap: {{waves: 0, at_most: {{months: 99}}}}, hard: false}}
  - {{kind: spacing, min: 1d, max: 99m}}
goals: [{{kind: participation}}, {{kind: earliest}}, {{kind: exposure}}]
"""
LATE = {"as_of": "9997-01-01", "first": "9999-01", "last": "9999-12-31"}
YEAR = {"as_of": "9997-01-01", "first": "9998-03-31", "last": "9999"}
EARLY = {"as_of": "0001-01-01", "first": "0001-01-01", "last": "0002-01-01"}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)


def given(ends: dict[str, str]) -> None:
    Path("data/programme.yaml").write_text(GIVEN.format(**ends), encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("ends", [LATE, YEAR, EARLY], ids=["late", "year", "early"])
def test_every_command_answers_at_the_ends_of_the_calendar(ends: dict[str, str]) -> None:
    given(ends)
    codes = {
        command: run(*command.split()).exit_code
        for command in (
            "check",
            "assign --output plan.json",
            "timeline --plan plan.json",
            "timeline --plan plan.json --format csv",
            "timeline --plan plan.json --format json",
            "timeline --as-of 0001-01-01",
            "timeline --as-of 9999-12-31",
            "verify plan.json",
            "whatif W1.go_live+1d",
            "explain a",
            "recommend b",
        )
    }
    answer = {"whatif W1.go_live+1d": 2} if ends is not EARLY else {}
    assert codes == dict.fromkeys(codes, 0) | answer


@pytest.mark.parametrize(
    ("ends", "change", "said"),
    [
        (LATE, "W1.go_live+1m", "W1 (9999-12-31) would leave the calendar"),
        (YEAR, "W1.go_live+12m", "W1 (9999) would leave the calendar"),
        (EARLY, "W0.go_live-1d", "W0 (0001-01-01) would leave the calendar"),
        (LATE, "a.go_live+1m", "1 month after W1, 31 December 9999 is a day outside the calendar"),
    ],
)
def test_a_wave_is_moved_to_no_day_that_the_calendar_has_not(
    ends: dict[str, str], change: str, said: str
) -> None:
    given(ends)
    ran = run("whatif", change)
    assert ran.exit_code == 2
    assert f"{said}; days go from 0001-01-01 to 9999-12-31" in " ".join(ran.stderr.split())
