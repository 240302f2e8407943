"""Texts of the data that are there in several languages: read, shown in the nearest, and kept."""

from pathlib import Path

import pytest

import hpplan
from hpplan.language import Wording
from hpplan.reading.written_values import written
from tests.cli.running import run

PROGRAMME = """
programme:
  id: coast
  name: The coast
  as_of: 2024-01-01
  phases: [{id: support, name: {en: Support, nb: Støtte, nn: Stønad}, from: 0d, to: 2w}]
  milestones: [{id: ready, name: {nb: Opplæring ferdig}, at: -30d}]
  gates: [{id: review, name: {en: Review, nn: Gjennomgang}, at: -60d}]
municipalities:
  - {id: ask, name: Ask, wave: W1}
  - {id: berg, name: Berg}
waves: [{id: W1, go_live: 2024-11}, {id: W2, go_live: 2025-04}]
rules:
  - {kind: window, sites: berg, not_before: 2025, because: {en: it is new, nn: det er nytt}}
"""


@pytest.fixture(autouse=True)
def _coast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "coast.yaml").write_text(PROGRAMME, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", ["Support", "Opplæring ferdig", "Review"]),
        ("nb", ["Støtte", "Opplæring ferdig", "Gjennomgang"]),
        ("nn", ["Stønad", "Opplæring ferdig", "Gjennomgang"]),
    ],
)
def test_a_name_is_shown_in_the_nearest_language(language: str, shown: list[str]) -> None:
    names = ("Support", "Støtte", "Stønad", "Opplæring ferdig", "Review", "Gjennomgang")
    said = run("timeline", "--site", "ask", "--lang", language).stdout
    assert [name for name in names if name in said] == shown


def test_a_reason_is_shown_in_the_nearest_language() -> None:
    assert "(det er nytt)" in run("explain", "berg", "--lang", "nb").stdout


def test_json_and_csv_have_the_english_text() -> None:
    said = run("timeline", "--format", "json", "--lang", "nb").stdout
    assert ('"name": "Support"' in said, '"name": "Støtte"' in said) == (True, False)


def test_a_text_is_written_in_all_its_languages() -> None:
    (phase,) = hpplan.load(Path()).data.agenda.phases
    assert isinstance(phase.name, Wording)
    assert written(phase) == {
        "id": "support",
        "name": {"en": "Support", "nb": "Støtte", "nn": "Stønad"},
        "from": "0d",
        "to": "14d",
    }


def test_a_workbook_keeps_the_texts_of_all_languages() -> None:
    assert run("export", "--output", "out.xlsx").exit_code == 0
    assert run("import", "out.xlsx", "--output", "back").exit_code == 0
    there, back = (hpplan.load(Path(name)).data for name in (".", "back"))
    for kind in ("phases", "milestones", "gates"):
        ours, theirs = (getattr(data.agenda, kind) for data in (there, back))
        assert [written(one) for one in theirs] == [written(one) for one in ours]
    assert [written(one) for one in back.rules] == [written(one) for one in there.rules]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("{de: Hilfe}", "'de' is no language; a text may be there in en, nb, nn"),
        ("{}", "the text is there in no language; name one of en, nb, nn"),
    ],
)
def test_a_text_in_no_language_is_refused(name: str, message: str) -> None:
    text = PROGRAMME.replace("{en: Support, nb: Støtte, nn: Stønad}", name)
    Path("coast.yaml").write_text(text, encoding="utf-8")
    ran = run("check")
    assert (ran.exit_code, message in ran.stdout) == (1, True)
