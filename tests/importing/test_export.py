"""`hpplan export`, and back: the same programme but for places and comments."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from hpplan.importing.exported import CLAIMS, MARK
from hpplan.importing.sheets_read import sections_of
from hpplan.reading import read
from hpplan.reading.workbook_file import Workbook, read_workbook
from hpplan.writing.yaml_flow import flow
from tests.cli.running import DATA, run
from tests.importing.workbooks import workbook
from tests.thoroughness import examples
from tests.written import documents


def there_and_back(folder: Path, data: Path) -> Path:
    """The data of a folder, written into a workbook and read from it into another folder."""
    book, new = folder / "programme.xlsx", folder / "new"
    exported = run("export", data, "--output", book)
    assert exported.exit_code == 0, exported.stderr
    ran = run("import", book, "--output", new)
    assert ran.exit_code == 0, ran.stderr
    return new


@pytest.mark.slow
def test_the_real_programme_comes_back(tmp_path: Path) -> None:
    assert stated(there_and_back(tmp_path, DATA)) == stated(DATA)


OF_ONE = [["key", "value"], ["format", 1]]
HOSTILE = st.text(min_size=1).filter(lambda text: text.strip() == text and "\0" not in text)


@pytest.mark.slow
@given(documents(), HOSTILE, st.floats(0.01, 10))
@examples(8)
def test_any_programme_comes_back(
    tmp_path_factory: pytest.TempPathFactory, document: dict[str, Any], text: str, factor: float
) -> None:
    folder = tmp_path_factory.mktemp("data")
    data = folder / "data"
    data.mkdir()
    document["municipalities"][0]["note"] = text
    document["rules"].append({"kind": "ramp", "measure": "staff", "factor": factor})
    (data / "p.yaml").write_text(flow(document), encoding="utf-8")
    new = there_and_back(folder, data)
    assert stated(new) == stated(data)


def test_files_that_are_not_in_the_workbook_are_named(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    given = "programme: {id: p, map: land.geojson}\nmunicipalities: [{id: ask, name: Ask}]\n"
    goal = "goals: [{kind: stability, against: plan.json}]\n"
    (data / "p.yaml").write_text(given + goal, encoding="utf-8")
    (data / "plan.json").write_text('{"placements": []}', encoding="utf-8")
    ran = run("export", data, "--output", tmp_path / "p.xlsx")
    (said,) = ran.stderr.splitlines()[1:]
    named = f"{data}/plan.json, {data}/land.geojson"
    assert said == f"not in the workbook: {named}; put a copy beside the imported data"


PARTS = (
    *("sources", "regions", "sites", "waves", "rules", "risks", "goals"),
    *("bodies", "rights", "decisions"),
)


def stated(folder: Path) -> dict[str, Any]:
    """What the folder says, as it is read: all but the places."""
    found = read(folder).programme
    assert found is not None
    said = {part: _said(getattr(found, part)) for part in PARTS}
    return {"programme": found.agenda.model_dump(), **said}


def _said(entries: Mapping[str, BaseModel] | Sequence[BaseModel]) -> list[dict[str, Any]]:
    values = entries.values() if isinstance(entries, Mapping) else entries
    return [entry.model_dump() for entry in values]


def test_the_source_of_plain_fields_stays_with_the_sites_of_its_file(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "a.yaml").write_text(
        "sources: [{id: s, kind: register}, {id: t, kind: register}]\n"
        "from: {name: s}\nsites: [{id: a, kind: x, name: A}]\nwaves: [{id: W1}]\n"
    )
    (data / "b.yaml").write_text("from: {name: t}\nsites: [{id: b, kind: x, name: B}]\n")
    new = there_and_back(tmp_path, data)
    assert stated(new) == stated(data)


def test_risks_and_texts_in_several_languages_come_back(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "p.yaml").write_text(
        "programme: {id: p, name: P, phases: [{id: m, name: {en: Main, nb: Hoved}, from: -6m, "
        "to: 0d}]}\n"
        "sites: [{id: a, kind: x, name: A}]\nwaves: [{id: W1}]\n"
        "risks: [{kind: slip, waves: W1, chance: 0.3, by: {3m: 1, 6m: 2}}]\n",
        encoding="utf-8",
    )
    new = there_and_back(tmp_path, data)
    assert stated(new) == stated(data)
    assert stated(new)["risks"] != []


def read_sheets(path: Path) -> Any:
    book = read_workbook(path)
    assert isinstance(book, Workbook)
    return sections_of(book)


def test_what_a_person_writes_into_a_cell_is_read_as_it_stands(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "p.xlsx",
        {
            MARK: OF_ONE,
            "waves": [["id", "name"], ["W1", "yes"]],
            "sites": [["id", "kind", "number", "size"], ["a", "x", "0301", "{staff: 3}"]],
            CLAIMS: [["section", "id", "says", "wave"], ["sites", "a", "planned", "W1"]],
        },
    )
    found = read_sheets(path)
    assert found.findings == []
    assert found.sections == {
        "sites": [
            {
                "id": "a",
                "kind": "x",
                "number": "0301",
                "size": {"staff": 3},
                "claims": [{"says": "planned", "wave": "W1"}],
            }
        ],
        "waves": [{"id": "W1", "name": "yes"}],
    }


@pytest.mark.parametrize(
    ("sheets", "cell"),
    [
        ({MARK: [["key", "value"], ["format", 9]]}, "hpplan!B2"),
        (
            {MARK: OF_ONE, "waves": [["id", "id"], ["a", "b"]]},
            "waves!B1",
        ),
        ({MARK: OF_ONE, "waves": [["id"], ["[a"]]}, "waves!A2"),
        (
            {
                MARK: OF_ONE,
                "waves": [["id"], ["W1"]],
                CLAIMS: [["section", "id", "says"], ["sites", "b", "joined"]],
            },
            "claims!B2",
        ),
        (
            {
                MARK: OF_ONE,
                "waves": [["id"], ["W1"]],
                "sites": [["id", "kind", "size"], ["a", "x", "{staff: many}"]],
            },
            "sites!C2",
        ),
    ],
)
def test_what_is_wrong_in_such_a_workbook_is_refused_at_its_cell(
    tmp_path: Path, sheets: dict[str, Any], cell: str
) -> None:
    path = workbook(tmp_path / "p.xlsx", sheets)
    ran = run("import", path, "--output", tmp_path / "new", "--format", "json")
    assert ran.exit_code == 1
    assert json.loads(ran.stdout)["findings"][0]["cell"] == cell
