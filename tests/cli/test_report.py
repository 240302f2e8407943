"""`hpplan report`: a page that says what there is to say, asks for nothing, always the same."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.programmes import write
from tests.cli.running import DATA, REPOSITORY, run, run_process
from tests.pages import Element, read, sections

EXAMPLES = REPOSITORY / "docs" / "examples"
LARGEST = 262_000
"""How large the report of the real programme may be without alternatives, in bytes."""
SECTIONS = [
    "answer",
    "map",
    "plan",
    "coverage",
    "load",
    "best",
    "history",
    "sites",
    "conflicts",
    "findings",
    "assumptions",
    "sources",
]


@pytest.fixture(scope="module")
def real() -> str:
    ran = run("report", "--data", DATA, "--no-alternatives", "--output", "-")
    assert (ran.exit_code, ran.stderr) == (0, "")
    return ran.stdout


@pytest.fixture(scope="module")
def page(real: str) -> Element:
    return read(real)


def words_of(page: Element, name: str) -> str:
    return sections(page)[name].words


# --- the real programme ----------------------------------------------------------------------


def test_the_real_programme_has_every_section_in_order(page: Element) -> None:
    assert list(sections(page)) == SECTIONS
    assert [link.attributes["href"] for nav in page.all("nav") for link in nav.all("a")] == [
        f"#{name}" for name in SECTIONS
    ]


def test_it_opens_with_the_answer(page: Element) -> None:
    answer = sections(page)["answer"]
    tiles = next(each for each in answer.all("dl") if each.attributes.get("class") == "tiles")
    assert [
        " ".join(part.words for part in tile.children if isinstance(part, Element))
        for tile in tiles.all("div")
    ] == [
        "Live 47 % of the inhabitants: 10 of 66 municipalities",
        "Live or decided 73 % of the inhabitants: 33 of 66 municipalities",
        "Next go-live 4 November 2023 PD5, in 123 days: Kristiansund, Molde, Sula and 6 more",
        "Last go-live April 2026 then everybody is live",
    ]
    assert "It is proved that no plan is better by the goals, in their order." in answer.words


def test_every_site_is_in_the_table(page: Element) -> None:
    table = next(t for t in page.all("table") if t.attributes.get("id") == "all-sites")
    rows = [row for row in table.all("tr") if "data-site" in row.attributes]
    froya = next(row for row in rows if row.attributes["data-site"] == "froya")
    assert len(rows) == 69
    assert froya.attributes == {
        "data-site": "froya",
        "data-wave": "KI2",
    }
    assert [cell.words for cell in froya.children if isinstance(cell, Element)] == [
        "Frøya",
        "KI2",
        "autumn 2024",
        "undecided",
        "1 Aug 2023",
        "5,391",
        "St. Olavs hospital",
        (
            "Trøndelag sørvest–Lakseregion; "
            "Trøndelag sørvest–Lakseregion, Oppdal, Melhus, Midtre Gauldal"
        ),
    ]


def test_names_stand_by_themselves(page: Element) -> None:
    alone = {each.words for each in page.all("bdi")}
    assert {"Frøya", "Helse Nord-Trøndelag", "KI2"} <= alone
    assert "<bdi" not in "".join(v for e in page.all() for v in e.attributes.values())
    assert [title.text for head in page.all("head") for title in head.all("title")] == [
        "Helseplattformen"
    ]


def test_it_is_small(real: str) -> None:
    assert len(real.encode()) <= LARGEST


def test_it_allows_itself_nothing_but_its_own_style_and_script(real: str, page: Element) -> None:
    policy = next(
        meta.attributes["content"]
        for meta in page.all("meta")
        if meta.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    (style,) = page.all("style")
    data, script = page.all("script")
    assert (data.attributes, script.attributes) == (
        {"type": "application/json", "id": "hpplan-data"},
        {},
    )
    look, run = (
        b64encode(sha256(each.text.encode()).digest()).decode() for each in (style, script)
    )
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{look}'; script-src 'sha256-{run}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    given = [(e.name, name) for e in page.all() for name in e.attributes]
    assert [each for each in given if each[1] == "style" or each[1].startswith("on")] == []
    asked = [each for each in given if each[1] in {"src", "srcset", "href", "xlink:href", "data"}]
    assert {name for name, _ in asked} == {"a", "link"}
    assert "url(" not in re.sub(r"url\(#[\w-]+\)", "", real)
    assert "@import" not in real


def test_every_colour_that_is_used_is_there_and_no_other(page: Element) -> None:
    (style,) = page.all("style")
    defined = re.findall(r"--([\w-]+):#", style.text)
    assert set(defined) == set(re.findall(r"var\(--([\w-]+)", style.text)) - {"mark"}
    assert {defined.count(name) for name in defined} == {2}  # in light and in dark


def test_it_can_be_found_one_s_way_in(page: Element) -> None:
    (html,) = page.all("html")
    assert html.attributes == {"lang": "en"}
    for landmark in ("header", "nav", "main", "footer", "h1"):
        assert len(list(page.all(landmark))) == 1
    (skip,) = [a for a in page.all("a") if a.attributes.get("class") == "skip"]
    assert skip.attributes["href"] == "#main"
    ids = [each.attributes["id"] for each in page.all() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    labels = [
        e.attributes["aria-labelledby"] for e in page.all() if "aria-labelledby" in e.attributes
    ]
    assert {name for label in labels for name in label.split()} <= set(ids)
    assert [d for d in page.all("details") if "open" not in d.attributes] == []
    assert all(table.all("caption") for table in page.all("table"))


def test_findings_are_english_and_say_so(page: Element) -> None:
    (marked,) = (d for d in sections(page)["findings"].all("div") if "lang" in d.attributes)
    assert marked.attributes["lang"] == "en"
    assert "HP601" in marked.words


def test_what_moved_is_shown_where_it_is_asked_for() -> None:
    ran = run(
        "report", "--data", DATA, "--no-alternatives", "--against", "2023-06-01", "--output", "-"
    )
    found = sections(read(ran.stdout))
    assert "From 1 June 2023 to 2023-07-04" in found["against"].words or (
        "From 1 June 2023 to 4 July 2023" in found["against"].words
    )
    assert "Heim" in found["against"].words


@pytest.mark.slow
def test_it_has_the_same_bytes_in_every_process(real: str) -> None:
    ran = run_process(
        "report", "--data", DATA, "--no-alternatives", "--output", "-", env={"PYTHONHASHSEED": "7"}
    )
    assert ran.stdout == real


# --- other programmes ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["hospitals", "library", "smallest", "offices", "gates"])
def test_programmes_of_other_kinds_have_a_report(name: str) -> None:
    ran = run("report", "--data", EXAMPLES / name, "--output", "-")
    assert ran.exit_code == 0
    found = sections(read(ran.stdout))
    assert {"answer", "sites", "conflicts"} <= set(found)
    assert "inhabitants" not in found["sites"].words


IMPOSSIBLE = """\
programme: {id: p, name: P, as_of: 2024-01-01}
sites:
  - {id: a, kind: school, name: A}
  - {id: b, kind: school, name: B}
waves: [{id: W1, go_live: 2024-05-01}]
rules: [{kind: capacity, max: 1}]
"""


def test_without_a_plan_it_shows_the_conflict(tmp_path: Path) -> None:
    write(tmp_path, IMPOSSIBLE)
    file = tmp_path / "report.html"
    ran = run("report", "--data", tmp_path / "data", "--output", file)
    assert (ran.exit_code, ran.stderr) == (3, f"wrote {file}\n")
    found = sections(read(file.read_text("utf-8")))
    assert "It is proved that no plan keeps every hard rule: see the conflicts." in (
        found["answer"].words
    )
    assert "W1 holds at most 1 site" in found["conflicts"].words
    assert "To resolve it" in found["conflicts"].words
    assert "best" not in found


@pytest.mark.parametrize(
    ("language", "said"), [("nb", "se konfliktene"), ("nn", "sjå konfliktane")]
)
def test_it_is_in_the_language_asked_for(tmp_path: Path, language: str, said: str) -> None:
    write(tmp_path, IMPOSSIBLE)
    ran = run("report", "--data", tmp_path / "data", "--lang", language, "--output", "-")
    shown = read(ran.stdout)
    (html,) = shown.all("html")
    assert html.attributes["lang"] == language
    assert said in sections(shown)["answer"].words
    (marked,) = sections(shown)["findings"].all("div", "lang")
    assert (marked.attributes["lang"], marked.words[:6]) == ("en", "error ")


def test_who_has_no_wave_yet_breaks_no_rule(tmp_path: Path) -> None:
    write(tmp_path, IMPOSSIBLE.replace("max: 1", "max: 2"))
    found = sections(read(run("report", "--data", tmp_path / "data", "--output", "-").stdout))
    assert (
        "2 sites have no wave yet. In the best plan 2 sites would move; "
        "this is proved to be the best plan."
    ) in found["answer"].words
    listed = [row.words for row in found["sites"].all("tr")]
    assert listed == ["Site Status", "A no claim", "B no claim"]


HOSTILE = "<script>alert(1)</script>&\"'=1+1\u202e]]>--><b>"


def test_hostile_names_stay_names(tmp_path: Path) -> None:
    stated = (
        IMPOSSIBLE.replace("max: 1", "max: 2")
        .replace("name: P", "name: {x}")
        .replace("name: A", "name: {x}")
        .replace("id: W1,", "id: W1, name: {x},")
    )
    quoted = '"' + "".join(f"\\U{ord(letter):08x}" for letter in HOSTILE) + '"'
    write(tmp_path, stated.replace("{x}", quoted))
    ran = run("report", "--data", tmp_path / "data", "--output", "-")
    page = read(ran.stdout)
    data, _script = page.all("script")
    assert list(page.all("b")) == []
    shown = HOSTILE.replace("\u202e", "\\u202e")
    assert next(page.all("h1")).text == shown
    assert shown in {each.text for each in page.all("bdi")}
    assert [site["name"] for site in json.loads(data.text)["sites"]] == [shown, "B"]
    assert "\u202e" not in ran.stdout


# --- futures -----------------------------------------------------------------------------------


def test_with_risk_it_shows_the_futures_of_the_best_plan_as_hpplan_risk_does() -> None:
    asked = ("--data", EXAMPLES / "coast")
    ran = run("report", *asked, "--no-alternatives", "--risk", "40", "--seed", "3", "--output", "-")
    assert (ran.exit_code, ran.stderr) == (0, "")
    risk = sections(read(ran.stdout))["risk"]
    assert risk.words.startswith(
        "If something comes in between 40 futures of the plan of 15 January 2024, drawn with its "
        "risks. All are live by 8 February 2026 in at least 8 of 10 futures, 92 days later than "
        "planned: that is the day to promise. The planned day, 8 November 2025, is kept in 65 % of "
        "the futures. By when all are live How sure By Against the plan 95 % interval as planned "
    )
    assert [svg.attributes["class"] for svg in risk.all("svg")] == [
        "picture fan",
        "picture drivers",
        "picture delays",
    ]
    figures = json.loads(
        run("risk", *asked, "--runs", "40", "--seed", "3", "--format", "json").stdout
    )
    tables = {next(table.all("caption")).text: table for table in risk.all("table")}
    assert list(tables) == [
        "By when all are live",
        "Coverage in all futures",
        "What each risk adds",
        "How often each wave keeps its date",
        "How late each site may be",
    ]
    rows = {
        row.attributes["data-site"]: row.words
        for row in tables["How late each site may be"].all("tr")
        if "data-site" in row.attributes
    }
    assert len(rows) == 6
    for site in figures["sites"]:
        assert f"{round(100 * site['as_planned'])} %" in rows[site["site"]]
    bars = [bar.attributes["data-site"] for bar in risk.all("g", "data-site")]
    assert bars == list(rows)


def test_without_risks_and_without_a_plan_there_is_little_to_say_of_futures(tmp_path: Path) -> None:
    write(tmp_path, IMPOSSIBLE)
    asked = ("report", "--data", tmp_path / "data", "--risk", "5", "--output", "-")
    ran = run(*asked)
    assert (ran.exit_code, "risk" in sections(read(ran.stdout))) == (3, False)
    for file in (tmp_path / "data").iterdir():
        file.write_text(IMPOSSIBLE.replace("max: 1", "max: 2"), encoding="utf-8")
    found = sections(read(run(*asked).stdout))["risk"]
    assert "The data name no risks, so every future is the plan." in found.words


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (("--seed", "2"), "it says which futures: add --risk RUNS"),
        (("--risk", "5", "--site", "ask"), "the page of one site has no futures"),
        (("--risk", "0"), "must be a whole number from 1 to 1000000, not '0'"),
    ],
)
def test_futures_that_no_page_would_show_are_wrong_usage(asked: tuple[str, ...], why: str) -> None:
    ran = run("report", "--data", EXAMPLES / "coast", *asked, "--output", "-")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert why in " ".join(ran.stderr.split())


# --- how it is asked for ---------------------------------------------------------------------


def test_without_a_file_it_is_report_html_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("report", "--data", EXAMPLES / "smallest")
    assert (ran.exit_code, ran.stdout, ran.stderr) == (0, "", "wrote report.html\n")
    assert "answer" in sections(read((tmp_path / "report.html").read_text("utf-8")))


@pytest.mark.parametrize("name", ["report.pdf", "report", "report.md", "x.html.txt"])
def test_only_pages_are_written(tmp_path: Path, name: str) -> None:
    ran = run("report", "--output", tmp_path / name)
    assert ran.exit_code == 2
    assert f"a report is a page: '{name}' ends in none of .html, .htm" in " ".join(
        ran.stderr.split()
    )
    assert list(tmp_path.iterdir()) == []


def test_a_plan_that_is_given_is_the_one_shown(tmp_path: Path) -> None:
    write(tmp_path, IMPOSSIBLE.replace("max: 1", "max: 2"))
    plan = tmp_path / "plan.json"
    plan.write_text('{"programme": "p", "placements": [{"site": "a", "wave": "W1"}]}')
    ran = run("report", "--data", tmp_path / "data", "--plan", plan, "--output", "-")
    found = sections(read(ran.stdout))
    assert "HP8" in found["findings"].words
    assert "B" in found["best"].words
