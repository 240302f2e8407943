"""HP701: a claim that nobody is named for."""

from pathlib import Path

from hpplan.checks.provenance.unsourced import Unsourced
from tests.builders import known
from tests.findings import found

GIVEN = """\
sources: [{id: letter, kind: document, published: 2023}, {id: guess, kind: assumption}]
waves:
  - {id: W1, claims: [%s]}
municipalities:
  - {id: heim, name: Heim, claims: [%s]}
"""
SOURCED = "{go_live: 2024-04, source: letter}", "{says: joined, source: guess}"


def test_a_claim_about_a_site_without_a_source_is_reported(tmp_path: Path) -> None:
    situation = known(tmp_path, GIVEN % (SOURCED[0], "{says: planned, wave: W1, known: 2023}"))
    assert found(Unsourced(), situation) == (
        "warning[HP701] 5:37 «{says: planned, wave: W1, known: 2023}»:"
        " this claim about Heim has no source: planned for W1\n"
        "  help: add 'source: …', if necessary one of kind assumption\n"
    )


def test_a_claim_about_a_wave_without_a_source_is_reported_in_its_own_words(tmp_path: Path) -> None:
    claim = "{go_live: 2024-04, open: false, called: KI1, dropped: false}"
    assert found(Unsourced(), known(tmp_path, GIVEN % (claim, SOURCED[1]))) == (
        f"warning[HP701] 3:23 «{claim}»: this claim about W1 has no source:"
        " go-live 2024-04, not open, called KI1, not dropped\n"
        "  help: add 'source: …', if necessary one of kind assumption\n"
    )


def test_it_is_reported_before_the_claim_is_known(tmp_path: Path) -> None:
    text = GIVEN % (SOURCED[0], "{says: joined, known: 2024}")
    got = [found(Unsourced(), known(tmp_path, text, day)) for day in ("1900-01-01", "2025-01-01")]
    assert got[0] == got[1] != ""


def test_any_source_will_do_and_the_short_form_is_no_claim(tmp_path: Path) -> None:
    assert found(Unsourced(), known(tmp_path, GIVEN % SOURCED)) == ""
    assert found(Unsourced(), known(tmp_path, "waves: [{id: W1, go_live: 2024}]")) == ""
