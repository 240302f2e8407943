"""Sentences in the language in force, and text of the data that is there in several."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

import catalogues
from hpplan.language import Language, Wording, _, decimal, grouped, plural, speaking, worded

TRAINING = Wording.of({Language.EN: "training", Language.NN: "opplæring på nynorsk"})


def test_the_catalogues_are_fresh_and_complete() -> None:
    assert [*catalogues.stale()] == []


def test_no_sentence_stands_inside_of_an_f_string() -> None:
    """There the catalogues would not find it."""
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in catalogues.HOUSE.rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"_", "plural", "pgettext", "marked"}
        and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []


def test_a_translation_with_other_values_is_found() -> None:
    made = Catalog(locale="nb")
    made.add("{site} waits", "{wave} venter")
    made.add(("{n} day", "{n} days"), ("{n} dag", "dager"))
    made.add("never")
    assert [*catalogues.faults(made)] == [
        "other values in the translation of '{site} waits'",
        "other values in the translation of '{n} day'",
        "no translation of 'never'",
    ]


def test_values_are_neither_looked_up_nor_formatted() -> None:
    with speaking(Language.NB):
        assert _("{wave}", wave="{site} live") == "{site} live"


def test_a_language_is_in_force_while_it_is_spoken_and_no_longer() -> None:
    with speaking(Language.NB):
        assert plural("day", "days", 2) == "dager"
    assert plural("day", "days", 2) == "days"


def test_numbers_are_written_as_each_language_writes_them() -> None:
    written = {}
    for language in Language:
        with speaking(language):
            written[language] = [grouped(1200), grouped(-2250000), decimal(-12.34, 1)]
    assert written == {
        "en": ["1,200", "-2,250,000", "-12.3"],
        "nb": ["1200", "-2\u00a0250\u00a0000", "-12,3"],
        "nn": ["1200", "-2\u00a0250\u00a0000", "-12,3"],
    }


def test_text_of_the_data_is_in_the_nearest_language_that_it_has() -> None:
    said = {}
    for language in Language:
        with speaking(language):
            said[language] = worded(TRAINING)
    assert said == {
        "en": "training",
        "nb": "opplæring på nynorsk",
        "nn": "opplæring på nynorsk",
    }


@pytest.mark.slow
def test_without_another_language_no_catalogue_is_loaded() -> None:
    program = (
        "import sys; from hpplan.language import _; import hpplan.views.plan; _('live');"
        "print('gettext' in sys.modules and 'hpplan.language.words' in sys.modules "
        "and bool(sys.modules['hpplan.language.words'].catalogue.cache_info().currsize))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_the_catalogues_lie_beside_the_code_and_are_installed_with_it() -> None:
    beside = Path(_.__code__.co_filename).with_name("catalogues")
    made = {path.name: path.read_bytes() for path in catalogues.CATALOGUES.iterdir()}
    assert sorted(made) == ["nb.mo", "nb.po", "nn.mo", "nn.po"]
    assert {path.name: path.read_bytes() for path in beside.iterdir()} == made
