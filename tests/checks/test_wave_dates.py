"""HP303: equally new claims put one wave's go-live on different days."""

from pathlib import Path

import pytest

from hpplan.checks.wave_dates import WaveDates
from tests.builders import known
from tests.checks import found

GIVEN = """\
sources: [{id: letter, kind: document, published: 2023-07-04}]
waves:
  - id: W1
    claims:
"""


def w1(tmp_path: Path, *claims: str, as_of: str = "2024-01-01") -> str:
    lines = "".join(f"      - {{{claim}}}\n" for claim in claims)
    return found(WaveDates(), known(tmp_path, GIVEN + lines, as_of))


def test_two_dates_of_the_same_letter_are_an_error_at_both_dates(tmp_path: Path) -> None:
    claims = "go_live: 2024-04-27, source: letter", "go_live: 2024-05-04, source: letter"
    assert w1(tmp_path, *claims) == (
        "error[HP303] 5:19 «2024-04-27»: claims about W1 disagree on when it goes live:"
        " 2024-04-27 or 2024-05-04\n"
        "  note 6:19 «2024-05-04»: here: 2024-05-04, known 2023-07-04 [letter]\n"
        "  help: add `settles: <reason>` to the claim to believe\n"
    )


def test_what_one_of_them_settles_is_a_warning_with_the_reason(tmp_path: Path) -> None:
    claims = "go_live: 2024-04-27, on: 2023", "go_live: 2024-05-04, on: 2023, settles: the Saturday"
    assert w1(tmp_path, *claims) == (
        "warning[HP303] 5:19 «2024-04-27»: claims about W1 disagree on when it goes live:"
        " 2024-04-27 or 2024-05-04; 2024-05-04 stands: the Saturday\n"
        "  note 6:19 «2024-05-04»: here: 2024-05-04, on 2023\n"
    )


def test_the_wave_is_named_by_its_label_of_the_day(tmp_path: Path) -> None:
    told = w1(tmp_path, "go_live: 2024-04-27", "go_live: 2024-05-04", "called: KI5, known: 2023")
    assert told.startswith(
        "error[HP303] 5:19 «2024-04-27»: claims about W1 (called KI5) disagree on when it goes live"
    )


@pytest.mark.parametrize(
    "claims",
    [
        # One contains the other; one is newer; both are alike.
        ["go_live: 2024-spring", "go_live: 2024-04-27"],
        ["go_live: 2024-04-27", "go_live: 2024-04"],
        ["go_live: 2024-04-27, known: 2023-05", "go_live: 2024-05-04, known: 2023-06"],
        ["go_live: 2024-04-27", "go_live: 2024-04-27"],
        # Not known yet.
        ["go_live: 2024-04-27", "go_live: 2024-05-04, known: 2024-01-02"],
    ],
)
def test_dates_that_agree_or_replace_each_other_pass(tmp_path: Path, claims: list[str]) -> None:
    assert w1(tmp_path, *claims) == ""


def test_periods_that_only_overlap_do_not_agree(tmp_path: Path) -> None:
    seasons = "programme: {id: p, name: P, seasons: {spring: [1, 6], summer: [6, 8]}}\n"
    claims = "claims: [{go_live: 2024-Q2}, {go_live: 2024-%s}]"
    text = seasons + f"waves: [{{id: W1, {claims}}}]"
    assert found(WaveDates(), known(tmp_path, text % "spring")) == ""
    assert found(WaveDates(), known(tmp_path, text % "summer")) == (
        "error[HP303] 2:37 «2024-Q2»: claims about W1 disagree on when it goes live:"
        " 2024-Q2 or 2024-summer\n"
        "  note 2:57 «2024-summer»: here: 2024-summer\n"
        "  help: add `settles: <reason>` to the claim to believe\n"
    )
