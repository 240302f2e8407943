"""HP602: a site's wave does not exist on the as-of date, so the claim binds nobody."""

from pathlib import Path

import pytest

from hpplan.checks.claims.void_claims import VoidClaims
from tests.builders import known
from tests.findings import found

GIVEN = """\
waves:
  - {id: W1}
  - {id: GONE, claims: [{go_live: 2024, known: 2022}, {dropped: true, known: 2023-03-29}]}
  - {id: NEW, claims: [{go_live: 2025, known: 2023-06}]}
municipalities:
  - {id: heim, name: Heim, claims: [%s]}
"""


def test_a_decision_for_a_dropped_wave_is_a_warning_with_the_drop(tmp_path: Path) -> None:
    situation = known(tmp_path, GIVEN % "{says: decided, wave: GONE}", "2023-03-29")
    assert found(VoidClaims(), situation) == (
        "warning[HP602] 6:59 «GONE»: Heim is decided for GONE, but GONE is dropped since "
        "2023-03-29: the decision has no effect\n"
        "  note 3:65 «true»: GONE is dropped here\n"
        "  help: add a claim with the current wave of Heim\n"
    )


@pytest.mark.parametrize(
    ("says", "in_words"), [("planned", "planned for"), ("candidate", "a candidate for")]
)
def test_a_placing_into_a_dropped_wave_is_info(tmp_path: Path, says: str, in_words: str) -> None:
    column = 37 + len(f"{{says: {says}, wave: ")
    assert found(VoidClaims(), known(tmp_path, GIVEN % f"{{says: {says}, wave: GONE}}")) == (
        f"info[HP602] 6:{column} «GONE»: Heim is {in_words} GONE, but GONE is dropped since"
        " 2023-03-29: the claim has no effect\n"
        "  note 3:65 «true»: GONE is dropped here\n"
    )


def test_a_decision_for_a_wave_that_is_not_known_yet_names_the_day(tmp_path: Path) -> None:
    situation = known(tmp_path, GIVEN % "{says: decided, wave: NEW}", "2023-06-29")
    assert found(VoidClaims(), situation) == (
        "warning[HP602] 6:59 «NEW»: Heim is decided for NEW, but NEW is not known before "
        "2023-06-30: the decision has no effect\n"
        "  help: add a claim with the current wave of Heim\n"
    )


@pytest.mark.parametrize(
    ("claims", "as_of"),
    [
        # While the wave exists.
        ("{says: decided, wave: GONE}", "2023-03-28"),
        ("{says: decided, wave: NEW}", "2023-06-30"),
        ("{says: decided, wave: W1}", "2024-01-01"),
        # Replaced by a newer claim, or by a stronger one.
        (
            "{says: decided, wave: GONE, known: 2022}, {says: decided, wave: W1, known: 2023}",
            "2024-01-01",
        ),
        ("{says: planned, wave: GONE}, {says: decided, wave: W1}", "2024-01-01"),
        ("{says: decided, wave: GONE}, {says: live, wave: W1, on: 2023-11}", "2024-01-01"),
        # Who withdrew has no wave.
        (
            "{says: decided, wave: GONE, known: 2022}, {says: withdrawn, known: 2023-04}",
            "2024-01-01",
        ),
        # Live is reported as HP604.
        ("{says: live, wave: GONE, on: 2023-01}", "2024-01-01"),
    ],
)
def test_a_claim_for_a_wave_that_exists_or_that_is_replaced_passes(
    tmp_path: Path, claims: str, as_of: str
) -> None:
    assert found(VoidClaims(), known(tmp_path, GIVEN % claims, as_of)) == ""


def test_a_decision_is_reported_though_a_weaker_placing_stands_in(tmp_path: Path) -> None:
    claims = "{says: decided, wave: GONE}, {says: planned, wave: W1}"
    got = found(VoidClaims(), known(tmp_path, GIVEN % claims))
    assert got.startswith(
        "warning[HP602] 6:59 «GONE»: Heim is decided for GONE, but GONE is dropped"
    )


def test_a_wave_that_was_always_dropped_is_dropped_since_no_day(tmp_path: Path) -> None:
    text = (GIVEN % "{says: decided, wave: GONE}").replace(", known: 2023-03-29", "")
    got = found(VoidClaims(), known(tmp_path, text.replace(", known: 2022", "")))
    assert "Heim is decided for GONE, but GONE is dropped: the decision has no effect\n" in got
