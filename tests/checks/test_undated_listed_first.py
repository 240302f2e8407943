"""HP311: a wave without a date that is listed before one that has a date."""

from pathlib import Path

import pytest

from tests.builders import known
from tests.findings import reported


def test_an_undated_wave_is_reported_if_a_dated_one_is_listed_after_it(tmp_path: Path) -> None:
    text = "waves: [{id: W0}, {id: W1}, {id: W2, go_live: 2024-05}, {id: W3}]"
    assert reported(known(tmp_path, text), "HP311") == [
        (
            "warning 1:14: W0 is listed before W2, but has no date, so it comes after "
            "every wave that has one"
        ),
        "  hint: give W0 a go_live, such as a year, or list it last",
        "  note 1:34: W2 goes live in May 2024",
        (
            "warning 1:24: W1 is listed before W2, but has no date, so it comes after "
            "every wave that has one"
        ),
        "  hint: give W1 a go_live, such as a year, or list it last",
        "  note 1:34: W2 goes live in May 2024",
    ]


@pytest.mark.parametrize(
    "waves",
    [
        "{id: W0}, {id: W1}",
        "{id: W0, go_live: 2024}, {id: W1}",
        "{id: W0}, {id: W1, claims: [{go_live: 2024, known: 2024-02}]}",
    ],
    ids=["an order only", "the undated last", "no date is known yet"],
)
def test_without_a_dated_wave_after_it_there_is_nothing_to_report(
    tmp_path: Path, waves: str
) -> None:
    assert reported(known(tmp_path, f"waves: [{waves}]"), "HP311") == []
