"""HP601: equally new claims about one site that cannot all hold."""

from pathlib import Path

import pytest

from hpplan.checks.claims.contradictions import Contradictions
from tests.builders import known
from tests.findings import found

GIVEN = """\
sources: [{id: letter, kind: document, published: 2023-07-04}]
waves: [{id: W1}, {id: W2}]
municipalities:
  - id: heim
    name: Heim
    claims:
"""


def heim(tmp_path: Path, *claims: str, as_of: str = "2024-01-01") -> str:
    lines = "".join(f"      - {{{claim}}}\n" for claim in claims)
    return found(Contradictions(), known(tmp_path, GIVEN + lines, as_of))


def test_decided_and_undecided_of_the_same_letter_are_reported_with_both_places(
    tmp_path: Path,
) -> None:
    decided, undecided = (
        "says: decided, wave: W1, source: letter",
        "says: undecided, source: letter",
    )
    assert heim(tmp_path, decided, undecided) == (
        "warning[HP601] 7:9 «{says: decided, wave: W1, source: letter}»: claims about Heim disagree"
        " on whether and where it has decided: decided for W1 or undecided\n"
        "  note 8:9 «{says: undecided, source: letter}»:"
        " here: undecided, known 2023-07-04 [letter]\n"
        "  help: add `settles: <reason>` to the claim to believe\n"
    )


def test_what_one_of_them_settles_is_info_with_the_reason(tmp_path: Path) -> None:
    first = "says: planned, wave: W1, known: 2023-05"
    second = "says: planned, wave: W2, known: 2023-05, on: 2023, settles: so the minutes"
    assert heim(tmp_path, first, second) == (
        "info[HP601] 7:9 «{says: planned, wave: W1, known: 2023-05}»: claims about Heim disagree on"
        " where it is planned: planned for W1 or planned for W2;"
        " planned for W2 is believed: so the minutes\n"
        "  note 8:9 «{says: planned, wave: W2, known: 2023-05, on: 2023, settles: so the minutes}»:"
        " here: planned for W2, on 2023, known 2023-05-31\n"
    )


def test_each_claim_is_noted_and_each_statement_named_once(tmp_path: Path) -> None:
    assert heim(tmp_path, "says: joined", "says: declined", "says: joined, note: again") == (
        "warning[HP601] 7:9 «{says: joined}»: claims about Heim disagree on whether it takes part:"
        " joined or declined\n"
        "  note 8:9 «{says: declined}»: here: declined\n"
        "  note 9:9 «{says: joined, note: again}»: here: joined\n"
        "  help: add `settles: <reason>` to the claim to believe\n"
    )


def test_each_question_is_a_finding_of_its_own(tmp_path: Path) -> None:
    claims = [f"says: {says}, wave: {wave}" for says in ("planned", "candidate") for wave in WAVES]
    assert heim(tmp_path, *claims) == (
        "warning[HP601] 7:9 «{says: planned, wave: W1}»: claims about Heim disagree on"
        " where it is planned: planned for W1 or planned for W2\n"
        "  note 8:9 «{says: planned, wave: W2}»: here: planned for W2\n"
        "  help: add `settles: <reason>` to the claim to believe\n"
        "warning[HP601] 9:9 «{says: candidate, wave: W1}»: claims about Heim disagree on"
        " where it is a candidate: a candidate for W1 or a candidate for W2\n"
        "  note 10:9 «{says: candidate, wave: W2}»: here: a candidate for W2\n"
        "  help: add `settles: <reason>` to the claim to believe\n"
    )


WAVES = ("W1", "W2")
PLANNED = [f"says: planned, wave: {wave}, known: 2023-05" for wave in WAVES]


@pytest.mark.parametrize(
    ("claims", "as_of"),
    [
        # One is newer, or both say the same.
        (
            ["says: planned, wave: W1, known: 2023-05", "says: planned, wave: W2, known: 2023-06"],
            "",
        ),
        (
            ["says: planned, wave: W1, known: 2023-05", "says: planned, wave: W1, known: 2023-05"],
            "",
        ),
        # On the day before they are known, and on the day a newer claim is.
        (PLANNED, "2023-05-30"),
        ([*PLANNED, "says: planned, wave: W1, known: 2023-06-01"], "2023-06-01"),
        # Answers to different questions.
        (["says: decided, wave: W1", "says: planned, wave: W2"], ""),
    ],
)
def test_claims_that_can_all_hold_pass(tmp_path: Path, claims: list[str], as_of: str) -> None:
    assert heim(tmp_path, *claims, as_of=as_of or "2024-01-01") == ""


@pytest.mark.parametrize("as_of", ["2023-05-31"])
def test_they_are_reported_from_the_day_they_are_known(tmp_path: Path, as_of: str) -> None:
    assert heim(tmp_path, *PLANNED, as_of=as_of).startswith("warning[HP601] 7:9 ")
