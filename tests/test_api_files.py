"""What the library reads of tables, and the files that it writes."""

from pathlib import Path

import pytest

import hpplan

TABLE = """\
Kommunenr.;Kommune;Innbyggere;Bølge;Status;Oppstart;Ymse
5001;Trondheim;212660;Bølge 1;i drift;2022-05-07;x
5055;Heim;5880;B2;planlagt;2024-11;
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "rollout.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_table_is_a_programme_that_is_saved_and_loaded(table: Path) -> None:
    imported = hpplan.import_table(table, known="2023-07-04", columns={"Ymse": "-"})
    assert repr(imported) == "<ImportedTable rollout.csv: 2 sites, 2 waves, 4 claims>"
    assert imported.programme.at("2023-07-04").current_plan().waves == {
        "trondheim": "bolge-1",
        "heim": "B2",
    }
    assert [out.text for out in imported.left_out] == []
    imported.save(table.parent / "new")
    assert hpplan.load(table.parent / "new").sites == imported.programme.sites
    with pytest.raises(FileExistsError, match="holds a programme: name a new folder"):
        imported.save(table.parent / "new")


def test_what_is_exported_is_imported_again(table: Path) -> None:
    imported = hpplan.import_table(table, known="2023-07-04")
    imported.save(table.parent / "new")
    hpplan.export(table.parent / "new", table.parent / "programme.xlsx")
    again = hpplan.import_table(table.parent / "programme.xlsx").programme.at("2023-07-04")
    assert again.diff(imported.programme.at("2023-07-04")).value.sites == ()


def test_what_does_not_go_with_a_table_is_refused_by_the_name_of_the_argument(table: Path) -> None:
    with pytest.raises(ValueError, match=r"known: 'rollout\.csv' does not say when it was changed"):
        hpplan.import_table(table)
    with pytest.raises(ValueError, match="sheet: a file of text has no sheets"):
        hpplan.import_table(table, sheet="1")
    with pytest.raises(ValueError, match="columns: a column cannot be 'conty'; did you mean"):
        hpplan.import_table(table, columns={"Ymse": "conty"})
    with pytest.raises(ValueError, match="columns: the table has no column 'Ymsa'; did you mean"):
        hpplan.import_table(table, columns={"Ymsa": "county"}, known="2023")
    with pytest.raises(ValueError, match="known: '2023-13' "):
        hpplan.import_table(table, known="2023-13")
    with pytest.raises(TypeError, match="columns: expected a mapping of columns to keys"):
        hpplan.import_table(table, columns={"Ymse": 3})  # type: ignore[dict-item]
    with pytest.raises(ValueError, match=r"file: expected a file that ends in '\.xlsx'"):
        hpplan.export(table.parent, table)


def test_cells_that_are_wrong_raise_their_findings(table: Path) -> None:
    table.write_text(TABLE.replace("5880", "mange"), encoding="utf-8")
    with pytest.raises(hpplan.InvalidProgramme) as raised:
        hpplan.import_table(table, known="2023-07-04")
    (finding,) = raised.value.findings
    assert finding.place is not None
    assert (finding.place.file, finding.place.line) == (str(table), 3)


def test_a_plan_is_saved_in_the_format_of_its_ending(table: Path) -> None:
    now = hpplan.import_table(table, known="2023-07-04").programme.at("2023-07-04")
    plan, folder = now.current_plan(), table.parent
    for ending in ("json", "csv", "xlsx"):
        plan.save(folder / f"plan.{ending}")
        assert now.plan(folder / f"plan.{ending}").waves == plan.waves
    begins = {"mmd": "gantt", "ics": "BEGIN:VCALENDAR", "svg": "<?xml", "geojson": "{"}
    for ending, beginning in begins.items():
        plan.save(folder / f"plan.{ending}")
        assert (folder / f"plan.{ending}").read_text(encoding="utf-8").startswith(beginning)
    with pytest.raises(ValueError, match=r"path: expected a file that ends in '\.json' or '\.csv'"):
        plan.save(folder / "plan.pdf")
