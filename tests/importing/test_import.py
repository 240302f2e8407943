"""`hpplan import`: what is taken from a table, what is listed, and what is refused where."""

import json
from datetime import date
from pathlib import Path

import pytest

from hpplan.importing.exported import plain_tree
from hpplan.importing.headers import proposed
from hpplan.reading.places import Places
from hpplan.reading.yaml_text import parse
from tests.cli.running import Ran, run
from tests.importing.workbooks import old_workbook, open_document, texts, workbook

CHANGED = date(2023, 7, 4)
TABLE = """\
Kommunenr.;Kommune;Fylke;Innbyggere 2023;Bølge;Status;Oppstart;Merknad;Ymse
5001;Trondheim;Trøndelag;212 660;Bølge 1;i drift;7. mai 2022;"stor; by";x
301;Oslo;;;;;;;
1515;Herøy;Møre og Romsdal;8 000;KI2;planlagt;høst 2024;'=1+1;
1818;Herøy;Nordland;1700;KI2;vedteke;november 2024;;
5055;Heim;Trøndelag;5880;KI3;kanskje;Q2 2025;;
;Sum;;228 240;;;;;
"""


def imported(path: Path, *options: str) -> Ran:
    return run("import", path, "--output", path.parent / "new", *options)


def written(folder: Path) -> dict[str, object]:
    """All sections of the data files as plain values."""
    found: dict[str, object] = {}
    for name in ("who.yaml", "when.yaml"):
        text = (folder / "new" / name).read_text(encoding="utf-8")
        value, faults = parse(text, name, Places())
        assert faults == []
        assert isinstance(value, dict)
        found |= plain_tree(value)
    return found


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "plan.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_table_as_people_keep_it_is_a_programme(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    path = table(tmp_path, TABLE.replace('"stor; by"', "by").replace(";", separator), encoding)
    ran = imported(path, "--known", "2023-07-04")
    assert ran.exit_code == 0
    found = written(tmp_path)
    source = {"id": "plan", "kind": "document", "title": "plan.csv", "published": "2023-07-04"}
    assert found["sources"] == [source]
    assert found["programme"] == {"id": "plan", "name": "plan", "seasons": {"autumn": [8, 12]}}
    assert found["waves"] == [
        {
            "id": "bolge-1",
            "name": "Bølge 1",
            "claims": [{"go_live": "2022-05-07", "source": "plan"}],
        },
        {"id": "KI2", "claims": [{"go_live": "2024-11", "source": "plan"}]},
        {"id": "KI3", "claims": [{"go_live": "2025-Q2", "source": "plan"}]},
    ]
    assert found["municipalities"] == [
        {
            "id": "trondheim",
            "number": "5001",
            "name": "Trondheim",
            "county": "Trøndelag",
            "size": {"inhabitants": 212660},
            "claims": [
                {
                    "says": "live",
                    "wave": "bolge-1",
                    "on": "2022-05-07",
                    "known": "2023-07-04",
                    "source": "plan",
                    "note": "by",
                }
            ],
        },
        {"id": "oslo", "number": "0301", "name": "Oslo"},
        {
            "id": "heroy-1515",
            "number": "1515",
            "name": "Herøy",
            "county": "Møre og Romsdal",
            "size": {"inhabitants": 8000},
            "claims": [{"says": "planned", "wave": "KI2", "source": "plan", "note": "=1+1"}],
        },
        {
            "id": "heroy-1818",
            "number": "1818",
            "name": "Herøy",
            "county": "Nordland",
            "size": {"inhabitants": 1700},
            "claims": [{"says": "decided", "wave": "KI2", "source": "plan"}],
        },
        {
            "id": "heim",
            "number": "5055",
            "name": "Heim",
            "county": "Trøndelag",
            "size": {"inhabitants": 5880},
        },
    ]
    assert run("check", tmp_path / "new").exit_code == 0


@pytest.mark.parametrize(
    "title", ["Folketal per 1. januar 2023", "Innbyggere pr. 1.1.2023", "Population 2023"]
)
def test_a_title_may_say_of_when_its_numbers_are(title: str) -> None:
    assert proposed(title) == "size.inhabitants"


def test_what_was_taken_and_what_not_is_listed(tmp_path: Path) -> None:
    ran = imported(table(tmp_path, TABLE), "--known", "2023-07-04", "--format", "json")
    found = json.loads(ran.stdout)
    assert found["taken"] == {"sites": 5, "waves": 3, "claims": 6}
    assert [(column["column"], column["key"]) for column in found["columns"]] == [
        ("A", "number"),
        ("B", "name"),
        ("C", "county"),
        ("D", "size.inhabitants"),
        ("E", "wave"),
        ("F", "status"),
        ("G", "go_live"),
        ("H", "note"),
        ("I", None),
    ]
    assert [(out["line"], out["column"], out["text"], out["why"]) for out in found["left_out"]] == [
        (1, 72, "Ymse", "unknown column"),
        (6, 30, "kanskje", "unknown status: nothing is claimed of the site"),
        (7, 2, "Sum", "adds up other rows"),
    ]


def test_a_workbook_is_of_the_day_on_which_it_was_changed(tmp_path: Path) -> None:
    rows = [["Overview"], ["Municipality", "Wave", "Go-live"], ["Heim", "KI2", date(2024, 11, 9)]]
    path = workbook(tmp_path / "plan.xlsx", {"Plan": rows, "Rest": [["x"]]}, CHANGED)
    found = json.loads(imported(path, "--format", "json").stdout)
    assert (found["sheet"], found["known"], found["other_sheets"]) == (
        "Plan",
        "2023-07-04",
        ["Rest"],
    )
    assert [(out["cell"], out["text"]) for out in found["left_out"]] == [("Plan!A1", "Overview")]
    assert written(tmp_path)["waves"] == [
        {"id": "KI2", "claims": [{"go_live": "2024-11-09", "source": "plan"}]}
    ]


def test_an_open_document_is_of_the_day_on_which_it_was_changed(tmp_path: Path) -> None:
    path = open_document(tmp_path / "plan.ods", texts("kommune", "bølgje") + texts("Heim", "KI2"))
    found = json.loads(imported(path, "--format", "json").stdout)
    assert (found["known"], found["taken"]["sites"]) == ("2023-07-04", 1)


def test_a_workbook_of_old_is_read_and_does_not_say_when_it_is_of(tmp_path: Path) -> None:
    rows = [
        ["Knr", "Kommune", "Pulje", "Status", "Dato"],
        [301, "Oslo", 2, "vedtatt", "uke 12 2024"],
    ]
    path = old_workbook(tmp_path / "plan.xls", rows)
    assert imported(path).exit_code == 2
    assert imported(path, "--known", "2023-07-04").exit_code == 0
    assert written(tmp_path)["municipalities"] == [
        {
            "id": "oslo",
            "number": "0301",
            "name": "Oslo",
            "claims": [{"says": "decided", "wave": "2", "source": "plan"}],
        }
    ]
    assert written(tmp_path)["waves"] == [
        {"id": "2", "claims": [{"go_live": "2024-W12", "source": "plan"}]}
    ]


def test_csv_does_not_say_when_it_is_of(tmp_path: Path) -> None:
    ran = imported(table(tmp_path, TABLE))
    assert ran.exit_code == 2
    assert "name the day it is known from" in " ".join(ran.stderr.replace("│", " ").split())
    assert not (tmp_path / "new").exists()


def test_numbers_of_a_workbook_are_what_they_were(tmp_path: Path) -> None:
    rows = [["kommunenr", "kommune", "pulje", "innbyggjarar"], [301.0, "Oslo", 2.0, 717710.0]]
    path = workbook(tmp_path / "plan.xlsx", rows, CHANGED)
    assert imported(path).exit_code == 0
    assert written(tmp_path)["municipalities"] == [
        {
            "id": "oslo",
            "number": "0301",
            "name": "Oslo",
            "size": {"inhabitants": 717710},
            "claims": [{"says": "planned", "wave": "2", "source": "plan"}],
        }
    ]


def test_what_merged_cells_hold_each_of_them_holds(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["bølge", "kommune"])
        page.merge_range(1, 0, 2, 0, "KI2")
        page.write_column(1, 1, ["Heim", "Hitra", "Frøya"])
    assert imported(path, "--known", "2023").exit_code == 0
    sites = written(tmp_path)["municipalities"]
    assert isinstance(sites, list)
    assert [[claim["wave"] for claim in site.get("claims", ())] for site in sites] == [
        ["KI2"],
        ["KI2"],
        [],
    ]


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("kommune;bølge\nHeim;KI2\nHeim;KI3\n", "3:1", "'Heim' has two rows"),
        ("kommune;innbyggere\nHeim;ca. 6000\n", "2:6", "'ca. 6000' is not a whole number"),
        ("kommune;innbyggere\nHeim;#REF!\n", "2:6", "the cell holds an error: #REF!"),
        ("kommune;bølge;dato\nHeim;1;4/5/2024\n", "2:8", "'4/5/2024' cannot be read as one date"),
        ("kommune;bølge;bølge\nHeim;1;2\n", "1:15", "two columns say what 'wave' is"),
        ("a;b\n1;2\n", "1:1", "no column names the sites"),
        ("kommune;bølge;dato\nA;1;2024-H1\nB;1;2024-11\n", "3:5", "1 goes live in November 2024"),
        ("kommune;hører til\nA;Herøy\n", "2:3", "no row is about 'Herøy'"),
        ("kommune;size.staff\nA;-5\n", "2:3", "expected at least 0"),
        ("kommune\n", "1:1", "no row that names a site"),
        ("", "1:1", "the table is empty"),
        ("\n\n", "1:1", "the table is empty"),
        ('kommune;bølge\nA;W1\n"B;W1\nC;W1\n', "3:1", "is never closed"),
        ("kommune;size.staff\nA;99999999999999999\n", "2:3", "expected at most 1000000000000"),
    ],
)
def test_what_is_wrong_is_refused_at_its_cell(
    tmp_path: Path, text: str, where: str, said: str
) -> None:
    ran = imported(table(tmp_path, text), "--known", "2023", "--format", "json")
    assert ran.exit_code == 1
    first = json.loads(ran.stdout)["findings"][0]
    assert (f"{first['line']}:{first['column']}", said in first["message"]) == (where, True), first
    assert first["file"].endswith("plan.csv")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("17.600", "write 17600, or leave it empty"),
        ("1.212,660", "write 1212660, or leave it empty"),
        ("17.6", "write 5880, or leave it empty"),
    ],
)
def test_a_number_with_other_separators_is_refused_with_what_it_may_mean(
    tmp_path: Path, cell: str, hint: str
) -> None:
    text = f"kommune;innbyggere\nHeim;{cell}\n"
    ran = imported(table(tmp_path, text), "--known", "2023", "--format", "json")
    assert json.loads(ran.stdout)["findings"][0]["hint"] == hint


def test_empty_lines_above_the_titles_hide_no_separator(tmp_path: Path) -> None:
    text = "Innføring per mai\n\nkommune;bølge;merknad\nHeim;KI2;fra mai, kanskje, april, mars\n"
    assert imported(table(tmp_path, text), "--known", "2023").exit_code == 0
    assert written(tmp_path)["municipalities"] == [
        {
            "id": "heim",
            "name": "Heim",
            "claims": [
                {
                    "says": "planned",
                    "wave": "KI2",
                    "source": "plan",
                    "note": "fra mai, kanskje, april, mars",
                }
            ],
        }
    ]


def test_a_cell_of_a_workbook_is_named_as_spreadsheets_do(tmp_path: Path) -> None:
    rows = [["kommune", "bølge", "innbyggere"], ["Heim", "KI2", "#REF!"], ["Hitra", "KI2", 0.5]]
    path = workbook(tmp_path / "plan.xlsx", {"Ark 1": rows}, CHANGED)
    ran = imported(path)
    assert ran.exit_code == 1
    assert f"--> {path}:'Ark 1'!C2\n" in ran.stderr
    assert f"--> {path}:'Ark 1'!C3\n" in ran.stderr


def test_a_column_is_what_the_user_says(tmp_path: Path) -> None:
    path = table(tmp_path, "Stad,Rom,Bølge,Bølgje\nSkien,12,A,B\n")
    options = ("--map", "rom=size.beds", "--map", "D=-", "--map", "Stad=name", "--known", "2023")
    assert imported(path, *options).exit_code == 0
    assert written(tmp_path)["sites"] == [
        {
            "id": "skien",
            "name": "Skien",
            "kind": "site",
            "size": {"beds": 12},
            "claims": [{"says": "planned", "wave": "A", "source": "plan"}],
        }
    ]


def test_a_table_without_waves_is_a_beginning(tmp_path: Path) -> None:
    path = table(tmp_path, "Kommune;EPJ;Kontraktslutt\nHeim;Profil;2025\nHitra;;2026\n")
    ran = imported(path, "--known", "2023", "--format", "json")
    assert (ran.exit_code, [one["code"] for one in json.loads(ran.stdout)["findings"]]) == (
        0,
        ["HP301"],
    )
    assert written(tmp_path)["municipalities"] == [
        {"id": "heim", "name": "Heim", "legacy": {"system": "Profil", "until": "2025"}},
        {"id": "hitra", "name": "Hitra"},
    ]
    assert [(out["text"], out["why"]) for out in json.loads(ran.stdout)["left_out"]] == [
        ("2026", "is the end of a record system that the row does not name")
    ]


@pytest.mark.parametrize("given", ["Rom=bed", "Antall=name", "=name", "Rom"])
def test_what_no_column_is_or_can_be_is_wrong_usage(tmp_path: Path, given: str) -> None:
    ran = imported(table(tmp_path, "Stad,Rom\nSkien,12\n"), "--map", given, "--known", "2023")
    assert ran.exit_code == 2


def test_a_folder_with_a_programme_is_left_alone(tmp_path: Path) -> None:
    path = table(tmp_path, TABLE)
    assert imported(path, "--known", "2023-07-04").exit_code == 0
    before = {each: each.read_bytes() for each in (tmp_path / "new").iterdir()}
    assert imported(path, "--known", "2023-07-05").exit_code == 2
    assert {each: each.read_bytes() for each in (tmp_path / "new").iterdir()} == before


def test_nothing_is_written_when_it_is_only_shown(tmp_path: Path) -> None:
    ran = imported(table(tmp_path, TABLE), "--known", "2023-07-04", "--dry-run")
    assert ran.exit_code == 0
    assert 'number: "0301"' in ran.stdout
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "name",
    ["all", "null", "<script>", "=1+1", 'a"b', "Å\u202eb", "\x1b[31m", "{a: b}", "- x", "日本"],
)
def test_a_hostile_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    rows = [["site", "name", "wave", "note"], ["s1", name, name, name]]
    path = workbook(tmp_path / "plan.xlsx", rows, CHANGED)
    ran = imported(path)
    assert ran.exit_code == 0, ran.stderr
    assert "\x1b" not in ran.stdout
    sites, waves = written(tmp_path)["sites"], written(tmp_path)["waves"]
    assert isinstance(sites, list)
    assert isinstance(waves, list)
    assert sites[0]["name"] == name
    assert waves[0].get("name", waves[0]["id"]) == name


# --- a programme that is there --------------------------------------------------------------------

WHEN = """\
programme: {id: p, name: P, seasons: {autumn: [9, 12]}}
waves:   # in order
  - {id: KI2, name: Bølge 2, go_live: 2024-11-09}
  - {id: KI3, go_live: 2025-spring}
"""
WHO = """\
sources: [{id: old, published: 2023-01-01}]
municipalities:
  # the first
  - {id: heim, number: "5055", name: Heim, size: {inhabitants: 5880}}
  - {id: hitra, name: Hitra, claims: [{says: planned, wave: KI2, source: old}]}
  - {id: oslo, name: Oslo, claims: [{says: live, wave: KI2, on: 2023-01-01, source: old}]}
"""


def programme(folder: Path) -> Path:
    new = folder / "new"
    new.mkdir()
    (new / "when.yaml").write_text(WHEN, encoding="utf-8")
    (new / "who.yaml").write_text(WHO, encoding="utf-8")
    return new


UPDATE = """\
kommune;nr;bølge;status;oppstart;innbyggere
HEIM;5055;bølge 2;vedtatt;høst 2024;6000
Hitra;;KI2;planlagt;;
Oslo;;;;;
Bodø;;KI2;planlagt;;
Frøya;;KI9;;;
Heim;1;KI3;planlagt;;
"""


def test_an_update_adds_claims_and_every_other_byte_stays(tmp_path: Path) -> None:
    new = programme(tmp_path)
    ran = imported(table(tmp_path, UPDATE), "--update", "--known", "2023-07-04", "--format", "json")
    assert ran.exit_code == 0, ran.stderr
    assert (new / "when.yaml").read_text(encoding="utf-8") == WHEN
    source = ", {id: plan, kind: document, title: plan.csv, published: 2023-07-04}]"
    claim = ", claims: [{says: decided, wave: KI2, source: plan}]}"
    expected = WHO.replace("01-01}]\nmun", f"01-01}}{source}\nmun").replace(
        "5880}}", f"5880}}{claim}"
    )
    assert (new / "who.yaml").read_text(encoding="utf-8") == expected
    found = json.loads(ran.stdout)
    assert (found["taken"], found["already"]) == (
        {"claims of sites": 1, "go-lives of waves": 0},
        2,
    )
    assert [(out["text"], out["why"]) for out in found["left_out"]] == [
        (
            "HEIM, size.inhabitants 6000",
            "the data has 5880: --update overwrites nothing",
        ),
        ("Bodø", "is no site of the programme: --update adds claims, not sites"),
        ("Frøya", "is no site of the programme: --update adds claims, not sites"),
        ("Heim", "is no site of the programme: --update adds claims, not sites"),
    ]


def test_what_is_said_already_is_not_said_again(tmp_path: Path) -> None:
    new = programme(tmp_path)
    path = table(tmp_path, UPDATE)
    assert imported(path, "--update", "--known", "2023-07-04").exit_code == 0
    once = (new / "who.yaml").read_bytes()
    again = imported(path, "--update", "--known", "2023-07-04")
    assert (again.exit_code, (new / "who.yaml").read_bytes()) == (0, once)
    assert again.stdout.startswith("Nothing to add")


def test_what_record_would_refuse_is_refused_at_its_cell(tmp_path: Path) -> None:
    new = programme(tmp_path)
    path = table(tmp_path, "kommune;bølge\nOslo;KI3\n")
    ran = imported(path, "--update", "--known", "2023-07-04")
    assert ran.exit_code == 1
    assert " ".join(ran.stderr.split()) == (
        f"Error: {path}:2:6: Oslo is live in KI2 since 1 January 2023: only a gate that it passed "
        "or failed can be recorded, or what --settles a contradiction; nothing was written"
    )
    assert (new / "who.yaml").read_text(encoding="utf-8") == WHO


def test_of_two_claims_of_a_row_that_which_cannot_hold_is_refused_at_its_cell(
    tmp_path: Path,
) -> None:
    programme(tmp_path)
    path = table(tmp_path, "kommune;bølge;status\nHitra;KI3;joined\n")
    ran = imported(path, "--update", "--known", "2023-01-01")  # the day of what is said of it
    assert " ".join(ran.stderr.split()) == (
        f"Error: {path}:2:7: Hitra: 'planned for KI2' and 'planned for KI3' cannot both hold, and "
        "neither is newer; say with --settles why this one is to be believed; nothing was written"
    )


def test_an_update_needs_a_programme(tmp_path: Path) -> None:
    asked = (table(tmp_path, UPDATE), "--update", "--known", "2023")
    assert imported(*asked).exit_code == 2  # there is no such folder
    (tmp_path / "new").mkdir()
    assert imported(*asked).exit_code == 1
