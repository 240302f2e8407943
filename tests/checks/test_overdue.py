"""HP603: a site's wave is past, and nobody reported that it went live."""

from pathlib import Path

import pytest

from hpplan.checks.dates.overdue import Overdue
from hpplan.programme.programme import Overrides
from tests.builders import known
from tests.findings import found

GIVEN = """\
waves: [{id: W1, go_live: 2023-11}, {id: W2, go_live: 2025}, {id: W3}]
municipalities:
  - {id: heim, name: Heim, claims: [%s]}
"""


@pytest.mark.parametrize(
    ("says", "in_words"),
    [("decided", "decided for"), ("planned", "planned for"), ("candidate", "a candidate for")],
)
def test_from_the_day_after_the_last_day_of_its_wave_a_site_is_overdue(
    tmp_path: Path, says: str, in_words: str
) -> None:
    text = GIVEN % f"{{says: {says}, wave: W1}}"
    assert found(Overdue(), known(tmp_path, text, "2023-12-01")) == (
        f"warning[HP603] 3:37 «{{says: {says}, wave: W1}}»: Heim is {in_words} W1, whose go-live"
        " (2023-11) has passed, but is not reported live\n"
        "  help: add {says: live, wave: W1, on: …}, or the claim that moved it;"
        " assign --reopen heim frees it\n"
    )
    assert found(Overdue(), known(tmp_path, text, "2023-11-30")) == ""


@pytest.mark.parametrize(
    "claims",
    [
        "{says: planned, wave: W1}, {says: live, wave: W1, on: 2023-11-04}",
        "{says: planned, wave: W1, known: 2022}, {says: planned, wave: W2, known: 2023}",
        "{says: decided, wave: W1, known: 2022}, {says: withdrawn, known: 2023}",
        "{says: planned, wave: W3}",
        "{says: joined}",
    ],
)
def test_who_is_live_moved_or_out_is_not_overdue(tmp_path: Path, claims: str) -> None:
    assert found(Overdue(), known(tmp_path, GIVEN % claims, "2024-06-01")) == ""


def test_a_reopened_site_is_not_overdue(tmp_path: Path) -> None:
    situation = known(tmp_path, GIVEN % "{says: decided, wave: W1}", "2024-06-01")
    freed = situation.programme.on(situation.as_of, Overrides(reopened=("heim",)))
    assert (found(Overdue(), situation) == "", found(Overdue(), freed) == "") == (False, True)
