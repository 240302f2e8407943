"""HP702: a claim of which nobody can say from when it was known."""

from pathlib import Path

import pytest

from hpplan.checks.dates.undatable import Undatable
from tests.builders import known
from tests.findings import found

GIVEN = """\
sources:
  - {id: undated, kind: document}
  - {id: letter, kind: document, published: 2023-07-04}
  - {id: register, kind: register}
  - {id: guess, kind: assumption}
waves:
  - {id: W1, claims: [%s]}
municipalities:
  - {id: heim, name: Heim, claims: [%s]}
"""
DATED = "{go_live: 2024-04, source: letter}", "{says: joined, source: letter}"


def test_a_claim_of_an_undated_document_is_an_error_with_the_document(tmp_path: Path) -> None:
    claim = "{says: planned, wave: W1, on: 2023, source: undated}"
    assert found(Undatable(), known(tmp_path, GIVEN % (DATED[0], claim))) == (
        f"error[HP702] 9:37 «{claim}»: it is unknown when this claim about Heim became known:"
        " planned for W1, from the undated document 'undated'\n"
        "  note 2:5 «{id: undated, kind: document}»: the document\n"
        "  help: add 'known: …' here, or 'published: …' to the document\n"
    )


def test_so_is_a_claim_about_a_wave(tmp_path: Path) -> None:
    claim = "{dropped: true, source: undated}"
    assert found(Undatable(), known(tmp_path, GIVEN % (claim, DATED[1]))) == (
        f"error[HP702] 7:23 «{claim}»: it is unknown when this claim about W1 became known:"
        " dropped, from the undated document 'undated'\n"
        "  note 2:5 «{id: undated, kind: document}»: the document\n"
        "  help: add 'known: …' here, or 'published: …' to the document\n"
    )


@pytest.mark.parametrize(
    ("claim", "passes"),
    [
        ("says: planned, wave: W1, known: 2023-05, source: undated", True),
        ("says: planned, wave: W1, source: letter", True),
        ("says: planned, wave: W1, source: register", True),
        ("says: planned, wave: W1, source: guess", True),
        ("says: planned, wave: W1", True),
        # A live claim is known when it happened; without the day it needs `known` too.
        ("says: live, wave: W1, on: 2023-05, source: undated", True),
        ("says: live, wave: W1, source: undated", False),
        ("says: joined, on: 2023-05, source: undated", False),
    ],
)
def test_a_claim_passes_if_a_day_can_be_named_or_it_was_always_known(
    tmp_path: Path, claim: str, passes: bool
) -> None:
    got = found(Undatable(), known(tmp_path, GIVEN % (DATED[0], f"{{{claim}}}")))
    assert (got == "") is passes
