"""Ids are equal where they look so: letters composed of two are one."""

from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest

from hpplan.diagnostics.place import Place
from hpplan.reading import read
from tests.cli.running import run

TEXT = """\
municipalities:
  - {id: ÅLESUND, since: 2020-01-01, split_from: ås}
  - {id: ÅS, claims: [{says: live, wave: vår, on: 2024}]}
waves: [{id: VÅR}, {id: w2}]
rules: [{kind: forbid, id: r, sites: ÅS, waves: w2}]
"""


def data(folder: Path, form: Literal["NFC", "NFD"]) -> Path:
    text = TEXT.replace("ÅLESUND", normalize(form, "ålesund"))
    text = text.replace("ÅS", normalize(form, "ås")).replace("VÅR", normalize(form, "vår"))
    folder.mkdir()
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_one_spelling_is_as_good_as_the_other(tmp_path: Path, form: Literal["NFC", "NFD"]) -> None:
    folder = data(tmp_path / "d", form)
    reading = read(folder)
    assert reading.findings == ()
    assert reading.programme is not None
    assert [site.id for site in reading.programme.sites] == ["ålesund", "ås"]
    for name in (normalize("NFC", "ålesund"), normalize("NFD", "ålesund")):
        assert run("timeline", folder, "--site", name).exit_code == 0
        assert run("whatif", f"{name}=w2", "--data", folder).exit_code == 0
        assert run("assign", folder, "--pin", f"{name}=w2").exit_code == 0


def test_places_count_the_letters_that_are_written(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("waves: [{id: va\u030ar, x: 1}]", encoding="utf-8")
    (finding,) = read(tmp_path).findings
    assert finding.place == Place(str(tmp_path / "a.yaml"), 1, 20, 1, 21)


@pytest.mark.parametrize(
    "text", ["[{id: va\u030ar}, {id: vår}]", '[{id: "va\\u030ar"}, {id: vår}]']
)
def test_an_id_in_two_spellings_is_taken_twice(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yaml").write_text(f"waves: {text}", encoding="utf-8")
    assert [(f.code, f.message) for f in read(tmp_path).findings] == [
        ("HP202", "the id 'vår' is taken")
    ]
