"""Every code: its place among the groups, its texts, and its examples, which are run."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import hpplan
from hpplan.checks.registry import CODES, GROUPS, Selection, described
from hpplan.checks.run import errors, inspect
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.examples import files
from hpplan.diagnostics.finding import Severity
from hpplan.diagnostics.place import Place
from hpplan.reading import read
from tests.cli.running import run

EACH = pytest.mark.parametrize("code", CODES, ids=[code.id for code in CODES])
SOURCES = Path(hpplan.__file__).parent


def test_codes_and_names_are_unique_and_in_order() -> None:
    ids = [code.id for code in CODES]
    assert ids == sorted(set(ids))
    assert len({code.name for code in CODES}) == len(CODES)


@EACH
def test_a_code_says_what_it_means_why_it_matters_and_what_to_do(code: Code) -> None:
    assert re.fullmatch(r"HP\d\d\d", code.id)
    assert code.id[:3] in GROUPS
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", code.name)
    for text in (code.meaning, code.why, code.fix):
        assert re.fullmatch(r"[A-Z0-9`].+[^.]\.", text, re.DOTALL), text


def test_every_code_that_the_source_names_is_listed() -> None:
    named = {
        code
        for path in SOURCES.rglob("*.py")
        for code in re.findall(r"HP\d\d\d", path.read_text(encoding="utf-8"))
    }
    assert named == {code.id for code in CODES}


def test_no_finding_is_made_but_by_a_code() -> None:
    made = [
        f"{path.relative_to(SOURCES)}: {line.strip()}"
        for path in SOURCES.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"(?<!class )\bFinding\(", line)
    ]
    assert [line.partition(":")[0] for line in made] == ["diagnostics/code.py"]


@pytest.mark.parametrize("word", ["HP401", "hp401", "cycle", "Cycle"])
def test_a_code_is_found_by_its_id_and_by_its_name(word: str) -> None:
    found = described(word)
    assert found is not None
    assert (found.id, found.name) == ("HP401", "cycle")


def test_what_is_no_code_is_not_found() -> None:
    assert described("HP999") is None


def _written(example: str, folder: Path) -> Iterator[Place]:
    """Write the files of the example; the places that it marks, as paths lead to them there."""
    for file in files(example):
        path = folder / file.name
        if file.folder:
            path.mkdir()
        elif file.mebibytes:
            with path.open("wb") as opened:
                opened.truncate(file.mebibytes * 1024**2)
        else:
            path.write_bytes(file.text.encode(errors="surrogateescape"))
        for mark in file.marks:
            end = (mark.end_line, mark.end_column)
            yield Place(_shown(path, folder), mark.line, mark.column, *end)


def _shown(path: Path, folder: Path) -> str:
    """As `verify plan.yml --data DIR` leads to it."""
    return str(path if path.suffix == ".yaml" else path.relative_to(folder))


def _findings_at(
    command: str, example: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[Place], list[tuple[str, Place | None]]]:
    """The places that an example marks, and what its command tells: codes with their places."""
    marks = list(_written(example, folder))
    monkeypatch.chdir(folder)
    ran = run(*command.split(), "--data", folder, "--format", "json")
    keys = ("file", "line", "column", "end_line", "end_column")
    got = [
        (found["code"], None if found["line"] is None else Place(*(found[key] for key in keys)))
        for found in json.loads(ran.stdout)["findings"]
    ]
    return marks, got


@pytest.mark.slow
@EACH
def test_the_bad_example_has_exactly_this_fault_at_its_mark(
    code: Code, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks, got = _findings_at(code.command, code.bad, tmp_path, monkeypatch)
    if marks:
        assert got == [(code.id, mark) for mark in marks]
    else:  # it is nowhere, or it is the whole file
        ((found, place),) = got
        assert (found, place) == (code.id, place and Place(place.file, 1, 1, 1, 1))


@pytest.mark.slow
@EACH
def test_errors_are_found_without_the_checks_that_find_none(code: Code, tmp_path: Path) -> None:
    list(_written(code.bad, tmp_path))
    programme = read(tmp_path).programme
    if programme is not None:
        situation = programme.on()
        of_error = [f for f in inspect(situation) if f.severity is Severity.ERROR]
        assert errors(situation) == of_error


@pytest.mark.slow
@EACH
def test_the_good_example_has_no_fault_at_all(
    code: Code, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, got = _findings_at(code.good_command or code.command, code.sound, tmp_path, monkeypatch)
    assert got == []


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        (("",), (), ["HP201", "HP203", "HP701"]),
        (("HP7",), (), ["HP701"]),
        (("HP203", "HP7"), (), ["HP203", "HP701"]),
        (("",), ("HP2",), ["HP701"]),
        (("HP203",), ("HP2",), ["HP203"]),
        (("HP2",), ("HP203",), ["HP201"]),
        (("HP2",), ("HP2",), []),
    ],
)
def test_of_select_and_ignore_the_longer_word_has_its_way(
    select: tuple[str, ...], ignore: tuple[str, ...], expected: list[str]
) -> None:
    selection = Selection(select, ignore)
    assert [code for code in ("HP201", "HP203", "HP701") if code in selection] == expected
