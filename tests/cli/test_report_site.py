"""`hpplan report --site`: one page for one site, and its go-live as a calendar beside it."""

import json
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.cli.programmes import write
from tests.cli.running import DATA, REPOSITORY, Ran, run
from tests.pages import Element, read, sections

EXAMPLES = REPOSITORY / "docs" / "examples"


def tiles(page: Element) -> list[str]:
    dl = next(each for each in page.all("dl") if each.attributes.get("class") == "tiles")
    return [
        " ".join(part.words for part in tile.children if isinstance(part, Element))
        for tile in dl.all("div")
    ]


def page_of(ran: Ran) -> Element:
    assert ran.exit_code == 0, ran.stderr
    return read(ran.stdout)


HOSTILE = "<script>alert(1)</script>&\"'=1+1\u202e]]>--><b>"
PROGRAMME = f"""\
programme: {{id: p, name: P, as_of: 2024-01-01}}
sites:
  - {{id: a, kind: school, name: {json.dumps(HOSTILE)}, claims: [{{says: planned, wave: W1}}]}}
  - {{id: b, kind: school, name: B, claims: [{{says: withdrawn}}]}}
waves: [{{id: W1, go_live: 2024-05-01}}, {{id: W2, go_live: 2024-08}}, {{id: W3}}]
goals: [{{kind: earliest}}]
"""


@pytest.fixture
def schools(tmp_path: Path) -> Path:
    write(tmp_path, PROGRAMME)
    return tmp_path / "data"


@pytest.fixture(scope="module")
def froya() -> Element:
    return page_of(run("report", "--data", DATA, "--site", "froya", "--output", "-"))


def test_it_says_when_and_until_when_to_decide(froya: Element) -> None:
    assert next(froya.all("h1")).words == "Frøya"
    assert tiles(froya) == [
        "Goes live autumn 2024 with KI2, in 394 days at the earliest",
        "Status undecided It said it would decide by October 2023",
        "Last day to decide 1 August 2023 in 28 days",
    ]


def test_it_says_why_then_and_what_must_be_ready_when(froya: Element) -> None:
    found = sections(froya)
    assert list(found) == [
        "answer",
        "why",
        "ready",
        "waits",
        "decides",
        "choices",
        "history",
        "sources",
    ]
    assert found["why"].words.startswith(
        "Why then Planned for KI2 [hp-rounds-2023]. "
        "Adopted by Styret i Helseplattformen on 29 June 2023. "
        "Why not earlier (proved); each of these alone is enough PD5 and KI1 take no more sites"
    )
    ready = [row.words for row in found["ready"].all("tr")]
    assert len(ready) == 12
    assert ready[2] == "1 Aug 2023 Last day to decide for KI2"


def test_it_says_whom_it_waits_for_and_who_decides(froya: Element) -> None:
    assert sections(froya)["waits"].words == (
        "Whom it waits for By the hard rules nobody waits for it, and it waits for nobody."
    )
    leaves = "Kommunestyret (Frøya) decides, Samarbeidsrådet is asked before, Frøya pays"
    assert [div.words for div in sections(froya)["decides"].all("div")] == [
        f"Another wave {leaves}",
        (
            "Another date Styret i Helseplattformen decides on the date of KI2, "
            "Samarbeidsrådet is asked before"
        ),
        f"Taking part {leaves}",
    ]


def test_lines_of_data_files_are_left_to_planners(froya: Element) -> None:
    assert ".yaml" not in froya.text


@pytest.mark.slow
def test_a_trust_says_who_goes_before_it() -> None:
    page = page_of(run("report", "--data", DATA, "--site", "hnt", "--output", "-"))
    waits = sections(page)["waits"].words
    assert "It waits for St. Olavs hospital: at least 1 wave later" in waits
    assert "3 earlier changes are left out." in sections(page)["history"].words


@pytest.mark.slow
def test_who_is_live_has_nothing_ahead() -> None:
    page = page_of(run("report", "--data", DATA, "--site", "trondheim", "--output", "-"))
    assert tiles(page) == ["Went live 7 May 2022 with PD1", "Status live"]
    assert not {"waits", "decides", "choices"} & set(sections(page))


@pytest.mark.slow
def test_what_moved_is_of_the_site_only() -> None:
    ran = run("report", "--data", DATA, "--site", "hnt", "--against", "2023-01-01", "-o", "-")
    moved = sections(page_of(ran))["against"].words
    assert moved.startswith("What moved From 1 January 2023 to 4 July 2023: 1 site in another wave")
    assert "Heim" not in moved


# --- the calendar ----------------------------------------------------------------------------


def test_a_calendar_of_the_same_name_lies_beside_it(schools: Path, tmp_path: Path) -> None:
    file, beside = tmp_path / "om frøya.html", tmp_path / "om frøya.ics"
    ran = run("report", "--data", schools, "--site", "a", "--output", file)
    assert (ran.exit_code, ran.stderr) == (0, f"wrote {file}\nwrote {beside}\n")
    (event,) = Calendar.from_ical(beside.read_bytes()).walk("VEVENT")
    assert event["UID"] == "p/site/a@hpplan"
    asked = run("timeline", "--data", schools, "--site", "a", "--format", "ics")
    assert beside.read_text("utf-8").split() == asked.stdout.split()
    (link,) = read(file.read_text("utf-8")).all("a", "download")
    assert link.attributes["href"] == "./om%20fr%C3%B8ya.ics"


def test_stdout_has_no_calendar_beside_it(
    froya: Element, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("report", "--data", EXAMPLES / "smallest", "--site", "harbour", "--output", "-")
    assert list(tmp_path.iterdir()) == []
    assert list(froya.all("a", "download")) == []


def test_a_calendar_that_cannot_be_written_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "x.ics").mkdir()
    ran = run("report", "--data", DATA, "--site", "froya", "--output", tmp_path / "x.html")
    assert ran.exit_code == 2
    assert not (tmp_path / "x.html").exists()


def test_a_site_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    ran = run("report", "--data", DATA, "--site", "froja", "--output", tmp_path / "x.html")
    assert ran.exit_code == 2
    assert "did you mean 'froya'?" in ran.stderr
    assert list(tmp_path.iterdir()) == []


# --- other programmes ------------------------------------------------------------------------


def test_hostile_names_stay_names(schools: Path) -> None:
    page = page_of(run("report", "--data", schools, "--site", "a", "--output", "-"))
    assert next(page.all("h1")).text == HOSTILE.replace("\u202e", "\\u202e")
    assert [*page.all("script"), *page.all("b")] == []


def test_who_takes_no_part_has_a_page(schools: Path) -> None:
    page = page_of(run("report", "--data", schools, "--site", "b", "--output", "-"))
    assert tiles(page)[:2] == ["Goes live in no wave", "Status withdrawn"]


def test_the_plan_that_is_given_is_shown_beside_the_best_one(schools: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text('{"programme": "p", "placements": [{"site": "a", "wave": "W2"}]}')
    ran = run("report", "--data", schools, "--site", "a", "--plan", plan, "--output", "-")
    page = page_of(ran)
    assert tiles(page)[0] == "Goes live August 2024 with W2, in 213 days at the earliest"
    assert "The best plan has it in W1, 1 May 2024; what follows is about that plan." in (
        sections(page)["why"].words
    )
