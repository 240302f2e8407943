"""Which files of a folder are read as data, and what is said of the others."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from hpplan.reading import read
from hpplan.reading.directory import data_files, holds_programme, passed_over

DATA = "waves: [{id: W1}]\n"


def folder(path: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["plan.yaml", "plan.yml", "plan.YAML", "plan.YML"])
def test_both_endings_are_read(tmp_path: Path, name: str) -> None:
    reading = read(folder(tmp_path, {name: DATA}))
    assert reading.findings == ()
    assert reading.programme is not None
    assert [wave.id for wave in reading.programme.waves] == ["W1"]


@pytest.mark.parametrize(
    "text",
    [
        "# who\nsites: []\n",
        "%YAML 1.2\n---\nwaves: []\n",
        "---\n  rules: []\n  other: 1\n",
        '"goals": []\n',
        "'from': {}\n",
        '{"other": {"a": 1}, "trusts": []}\n',
        "{regions: []}\n",
        "\ufeffprogramme:\r\n  id: p\r\n",
        "other: 1\rsources: []\r",
    ],
)
def test_a_yml_with_a_section_of_ours_is_data(tmp_path: Path, text: str) -> None:
    folder(tmp_path, {"a.yml": text})
    assert data_files(tmp_path) == ([tmp_path / "a.yml"], [])


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("compose.yml", "services: {sites: 1}\n", "rename it .yaml if it is data"),
        ("tasks.yml", "- name: x\n  sites: all\n", "rename it .yaml if it is data"),
        ("json.yml", '{"a": {"sites": [{"waves": 1}]}}', "rename it .yaml if it is data"),
        ("empty.yml", "", "rename it .yaml if it is data"),
        ("slip.yml", "site: []\n", "did you mean 'sites' by 'site'?"),
        (".hidden.yaml", DATA, "rename it if it is data"),
        (".hidden.yml", DATA, "rename it if it is data"),
    ],
)
def test_other_yaml_is_passed_over_and_said_to_be(
    tmp_path: Path, name: str, text: str, hint: str
) -> None:
    reading = read(folder(tmp_path, {"a.yaml": DATA, name: text}))
    assert reading.programme is not None
    assert [(f.code, f.place and f.place.file, f.hint) for f in reading.findings] == [
        ("HP016", str(tmp_path / name), hint)
    ]


def test_yaml_in_folders_beneath_is_counted_and_not_read(tmp_path: Path) -> None:
    folder(
        tmp_path,
        {
            "a.yaml": DATA,
            "old/a.yaml": "bad: [",
            "old/more/b.yml": DATA,
            "text/readme.md": "",
            ".git/c.yaml": DATA,
            "new/c.yaml": DATA,
        },
    )
    assert [(f.message, f.place) for f in read(tmp_path).findings] == [
        (f"1 YAML file in the subfolder '{tmp_path / 'new'}' is not read", None),
        (f"2 YAML files in the subfolder '{tmp_path / 'old'}' are not read", None),
    ]


def test_a_plan_among_the_data_is_not_taken_for_data(tmp_path: Path) -> None:
    plan = '{"programme": "p", "goals": [], "placements": []}'
    reading = read(folder(tmp_path, {"a.yaml": DATA, "plan.yml": plan}))
    assert reading.findings == ()
    assert not holds_programme(folder(tmp_path / "plans", {"plan.yaml": plan}))
    assert passed_over(tmp_path / "plans") == []


def test_a_folder_without_data_says_what_is_there(tmp_path: Path) -> None:
    folder(tmp_path, {"2024/plan.yaml": DATA, ".a.yaml": DATA, "b.yml": "x: 1\n", "c.csv": ""})
    (finding,) = read(tmp_path).findings
    assert finding.code == "HP012"
    assert (
        finding.message
        == f"the folder '{tmp_path}' contains no programme: no YAML file in it is read"
    )
    assert [note.message for note in finding.notes] == [
        f"{tmp_path / '.a.yaml'} is not read: its name begins with a dot",
        f"{tmp_path / 'b.yml'} is not read: it has no section of a programme",
        f"1 YAML file in the subfolder '{tmp_path / '2024'}' is not read",
    ]
    down = tmp_path / "2024"
    assert finding.hint == f"the folder '{down}' contains one: use --data {down}"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], "it is empty"),
        (["b.csv", "a.txt"], "it contains a.txt, b.csv"),
        (list("gfedcba"), "it contains a, b, c, d, e and 2 more"),
    ],
)
def test_a_folder_without_yaml_lists_what_it_holds(
    tmp_path: Path, names: list[str], expected: str
) -> None:
    (finding,) = read(folder(tmp_path, dict.fromkeys(names, ""))).findings
    assert [note.message for note in finding.notes] == [expected]


@pytest.mark.parametrize(
    "key", ["programme", "site", "sties", "Waves", "waevs", "muncipalities", "rule"]
)
def test_a_section_spelt_nearly_so_makes_a_programme(tmp_path: Path, key: str) -> None:
    assert holds_programme(folder(tmp_path, {"a.yml": f"{key}: []\n"}))


@pytest.mark.parametrize(
    "key", ["services", "version", "jobs", "site_name", "stages", "name", "roles", "wages"]
)
def test_keys_of_other_tools_make_none(tmp_path: Path, key: str) -> None:
    assert not holds_programme(folder(tmp_path, {"a.yaml": f"{key}: []\n"}))
