"""How a gate stands on a date: its days, its state, and the claim that this rests on."""

from pathlib import Path

import pytest

from tests.builders import known

GIVEN = """\
programme:
  id: p
  gates:
    - {id: ready, name: Readiness review, at: -90d, GATE}
sources: [{id: old, published: 2023-01-15}]
waves:
  - {id: W1, go_live: 2023-06-03}
  - {id: W2, go_live: GO_LIVE}
municipalities:
  - {id: a, name: Ask, claims: [{says: planned, wave: W2, known: 2022}, CLAIM]}
"""


def stands(
    folder: Path,
    as_of: str,
    go_live: str = "2024-06-29",
    claim: str = "{says: option}",
    gate: str = "source: old",
) -> list[str]:
    """The days of each gate of the site in its wave, and its state."""
    text = GIVEN.replace("GO_LIVE", go_live).replace("CLAIM", claim).replace("GATE", gate)
    found = known(folder, text, as_of)
    slot = found.snapshot.wave["W2"]
    return [
        f"{each.id} {each.first}..{each.last} {each.state}"
        for each in found.gates.of("a", slot.go_live, "W2")
    ]


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2024-02-29", "ahead"),
        ("2024-03-01", "due"),  # 30 days before
        ("2024-03-31", "due"),
        ("2024-04-01", "overdue"),
    ],
)
def test_it_is_due_from_thirty_days_before_to_its_day_and_overdue_from_the_next(
    tmp_path: Path, as_of: str, state: str
) -> None:
    assert stands(tmp_path, as_of) == [f"ready 2024-03-31..2024-03-31 {state}"]


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2024-01-02", "ahead"),
        ("2024-01-03", "due"),  # 30 days before its first day
        ("2024-03-01", "due"),
        ("2024-03-02", "overdue"),  # its last day is over
    ],
)
def test_of_a_go_live_known_to_a_period_its_first_day_makes_it_due_and_its_last_day_overdue(
    tmp_path: Path, as_of: str, state: str
) -> None:
    found = stands(tmp_path, as_of, go_live="2024-05-02..2024-05-30")
    assert found == [f"ready 2024-02-02..2024-03-01 {state}"]


@pytest.mark.parametrize("says", ["passed", "failed"])
def test_what_is_known_of_it_comes_before_its_days(tmp_path: Path, says: str) -> None:
    claim = f"{{says: {says}, gate: ready, known: 2024-03-10}}"
    before, after = (stands(tmp_path, day, claim=claim) for day in ("2024-03-09", "2024-03-10"))
    assert (before, after) == (
        ["ready 2024-03-31..2024-03-31 due"],
        [f"ready 2024-03-31..2024-03-31 {says}"],
    )


def test_of_a_live_site_of_which_nothing_is_known_it_has_no_state(tmp_path: Path) -> None:
    live = "{says: live, wave: W2, on: 2024-06-29}"
    assert stands(tmp_path, "2024-07-01", claim=live) == ["ready 2024-03-31..2024-03-31 None"]


@pytest.mark.parametrize(
    ("go_live", "gate", "binds"),
    [
        ("2023-01-15", "source: old", False),  # known on that day
        ("2023-01-16", "source: old", True),
        ("2023-01-10..2023-01-16", "source: old", True),
        ("2022-06-01", "at: -90d", True),
        ("2024-06-28", "in_force: {from: 2024-06-29}", False),
        ("2024-06-29", "in_force: {from: 2024-06-29}", True),
        ("2024-06-29", "in_force: {until: 2024-07-01}", False),
    ],
)
def test_it_binds_go_lives_after_it_was_known_or_from_when_it_is_in_force(
    tmp_path: Path, go_live: str, gate: str, *, binds: bool
) -> None:
    stated = gate.replace("at: -90d", "because: always known")
    assert bool(stands(tmp_path, "2024-07-02", go_live=go_live, gate=stated)) is binds


def test_before_its_source_was_known_there_is_none(tmp_path: Path) -> None:
    assert stands(tmp_path, "2023-01-14") == []
    assert stands(tmp_path, "2023-01-15") == ["ready 2024-03-31..2024-03-31 ahead"]


def test_nobody_has_a_gate_whom_it_does_not_select_or_whose_wave_has_no_date(
    tmp_path: Path,
) -> None:
    assert stands(tmp_path, "2024-01-01", gate="sites: {kind: trust}") == []
    assert stands(tmp_path, "2024-01-01", go_live="unknown") == []
