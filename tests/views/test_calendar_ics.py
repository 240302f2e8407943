"""A calendar: one event a wave or a site, which stays the same while its date changes.

Each calendar is read back three times: by icalendar, by vobject, and by a reader written here that
takes nothing which RFC 5545 does not have.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from hpplan.analysis.calendar_events import CalendarScope, calendar
from hpplan.programme.plan import PlanData, Proof, current_plan, plan_of
from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.views.calendar_ics import render
from tests.builders import plan, programme
from tests.cli.running import run
from tests.thoroughness import examples

GIVEN = """
programme: {id: p, name: Plattformen}
sources:
  - {id: jan, kind: document, published: 2023-01-15}
  - {id: may, kind: document, published: 2023-05-15}
  - {id: sep, kind: document, published: 2023-09-15}
regions: [{id: fosen, name: Fosen}]
municipalities:
  - {id: ask, name: Ask, claims: [{says: live, wave: W1, on: 2023-02-11}]}
  - {id: bo, name: "Bø, by the sea", regions: fosen, claims: [
       {says: planned, wave: W1, source: jan}, {says: planned, wave: W2, source: may}]}
  - {id: dal, name: Dal, claims: [
       {says: planned, wave: W2, source: jan}, {says: withdrawn, source: sep}]}
  - {id: eid, name: Eid}
waves:
  - {id: W1, go_live: 2023-02-11}
  - id: W2
    claims: [{go_live: 2024-spring, source: jan}, {go_live: "2024-04-27T22:00", source: may},
             {called: Second, source: sep}, {go_live: 2024-11-09, source: sep}]
  - {id: W3, claims: [{go_live: 2025-03, source: jan}, {dropped: true, source: may}]}
  - {id: W4}
rules: [{kind: notice, sites: all, months: 12}]
"""


EVERYTHING = CalendarScope()


# --- another reader ------------------------------------------------------------------------------


@dataclass
class Part:
    """A component as RFC 5545 has it: the values of its properties by name, and what is in it."""

    name: str
    values: dict[str, str] = field(default_factory=dict)
    parts: list["Part"] = field(default_factory=list)


ESCAPES = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}


def unfolded(text: str) -> Iterator[str]:
    assert text.endswith("\r\n")
    for line in text.split("\r\n")[:-1]:
        assert len(line.encode()) <= 75
        assert "\n" not in line
    yield from text.replace("\r\n ", "").split("\r\n")[:-1]


def understood(text: str) -> Part:
    """The calendar; any line that the standard does not have is an error."""
    root = Part("")
    open_parts = [root]
    for line in unfolded(text):
        found = re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=[A-Z-]+)*):(.*)", line)
        assert found is not None, line
        name, _, value = found.groups()
        if name == "BEGIN":
            part = Part(value)
            open_parts[-1].parts.append(part)
            open_parts.append(part)
        elif name == "END":
            assert open_parts.pop().name == value
        else:
            assert name not in open_parts[-1].values
            open_parts[-1].values[name] = re.sub(r"\\.", lambda m: ESCAPES[m[0]], value)
    (read,) = root.parts
    assert (read.name, open_parts) == ("VCALENDAR", [root])
    return read


def events(text: str) -> list[Part]:
    """The events by the reader here, held against those that the libraries read."""
    read = understood(text)
    by_library = icalendar.Calendar.from_ical(text)
    assert len(by_library.walk("VEVENT")) == len(read.parts)
    for ours, theirs in zip(read.parts, by_library.walk("VEVENT"), strict=True):
        assert theirs.errors == []
        assert ours.values["UID"] == str(theirs["uid"])
        assert ours.values["SUMMARY"] == str(theirs["summary"])
        assert ours.values["DESCRIPTION"] == str(theirs["description"])
        assert ours.values["SEQUENCE"] == str(theirs["sequence"])
        assert ours.values["DTSTART"] == f"{theirs.decoded('dtstart'):%Y%m%d}"
        assert len(ours.parts) == len(theirs.walk("VALARM"))
    others = vobject.readOne(text).contents.get("vevent", [])
    for theirs, other in zip(by_library.walk("VEVENT"), others, strict=True):
        for name in ("uid", "summary", "description", "sequence", "status"):
            assert other.contents[name][0].value == str(theirs[name])
        assert other.dtstart.value == theirs.decoded("dtstart")
        assert [alarm.trigger.value for alarm in other.contents.get("valarm", ())] == [
            alarm.decoded("trigger") for alarm in theirs.walk("VALARM")
        ]
    return read.parts


# --- what is said ------------------------------------------------------------------------------


@pytest.fixture
def data(tmp_path: Path) -> ProgrammeData:
    return programme(tmp_path, GIVEN)


def on(data: ProgrammeData, day: str) -> SituationData:
    return data.on(date.fromisoformat(day))


def shown(
    known: SituationData, scope: CalendarScope = EVERYTHING, stated: PlanData | None = None
) -> list[str]:
    """Each event as `uid first-until status sequence`."""
    text = render(calendar(known, stated or current_plan(known), scope))
    return [
        f"{part.values['UID'].removesuffix('@hpplan')} {part.values['DTSTART']}-"
        f"{part.values['DTEND']} {part.values['STATUS'].lower()} {part.values['SEQUENCE']}"
        for part in events(text)
    ]


def test_there_is_an_event_a_wave_all_day_and_past_ones_stay(data: ProgrammeData) -> None:
    assert shown(on(data, "2023-01-20")) == [
        "p/wave/W1 20230211-20230212 confirmed 0",
        "p/wave/W2 20240301-20240601 tentative 0",
        "p/wave/W3 20250301-20250401 tentative 0",
    ]


def test_it_is_the_same_event_when_its_date_and_its_label_change(data: ProgrammeData) -> None:
    assert shown(on(data, "2023-06-01")) == [
        "p/wave/W1 20230211-20230212 confirmed 0",
        "p/wave/W2 20240427-20240428 confirmed 1",
        "p/wave/W3 20250301-20250401 cancelled 1",
    ]
    assert shown(on(data, "2023-10-01"))[1] == "p/wave/W2 20241109-20241110 confirmed 2"


def test_a_site_has_an_event_of_its_own_through_all_its_waves(data: ProgrammeData) -> None:
    scope = CalendarScope(sites=["bo"])
    assert [shown(on(data, day), scope) for day in ("2023-01-20", "2023-06-01", "2023-10-01")] == [
        ["p/site/bo 20230211-20230212 confirmed 0"],
        ["p/site/bo 20240427-20240428 confirmed 1"],
        ["p/site/bo 20241109-20241110 confirmed 2"],
    ]


def test_who_takes_no_part_any_more_is_cancelled_on_the_last_known_date(
    data: ProgrammeData,
) -> None:
    scope = CalendarScope(sites=["dal", "eid"])
    assert shown(on(data, "2023-06-01"), scope) == ["p/site/dal 20240427-20240428 confirmed 1"]
    assert shown(on(data, "2023-10-01"), scope) == ["p/site/dal 20240427-20240428 cancelled 2"]


def test_a_region_has_an_event_of_its_own_in_each_wave_that_it_was_in(data: ProgrammeData) -> None:
    scope = CalendarScope(regions=["fosen"])
    assert shown(on(data, "2023-01-20"), scope) == [
        "p/wave/W1/region/fosen 20230211-20230212 confirmed 0"
    ]
    assert shown(on(data, "2023-06-01"), scope) == [
        "p/wave/W1/region/fosen 20230211-20230212 cancelled 1",
        "p/wave/W2/region/fosen 20240427-20240428 confirmed 0",
    ]


def test_a_wave_may_be_asked_for(data: ProgrammeData) -> None:
    scope = CalendarScope(waves=["W2"])
    assert shown(on(data, "2023-06-01"), scope) == ["p/wave/W2 20240427-20240428 confirmed 1"]


def test_a_plan_with_another_day_is_one_change_more(data: ProgrammeData) -> None:
    known = on(data, "2023-06-01")
    same = plan_of(known, plan("ask:W1 bo:W2 dal:W2"), Proof.CURRENT)
    other = plan_of(known, plan("ask:W1 bo:W1 dal:W2 eid:W2"), Proof.CURRENT)
    scope = CalendarScope(sites=["bo", "eid"])
    assert shown(known, scope, same) == ["p/site/bo 20240427-20240428 confirmed 1"]
    assert shown(known, scope, other) == [
        "p/site/bo 20230211-20230212 confirmed 2",
        "p/site/eid 20240427-20240428 confirmed 0",
    ]


def test_the_calendar_in_full(data: ProgrammeData) -> None:
    known = on(data, "2023-02-01")
    text = render(calendar(known, current_plan(known), CalendarScope(waves=["W2"])))
    assert (
        text.replace("\r\n", "\n").replace(" \n", "_\n")  # a blank before a fold
        == """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//hpplan//hpplan//EN
METHOD:PUBLISH
X-WR-CALNAME:Plattformen
BEGIN:VEVENT
SUMMARY:W2 goes live (Plattformen)
DTSTART;VALUE=DATE:20240301
DTEND;VALUE=DATE:20240601
DTSTAMP:20230201T000000Z
UID:p/wave/W2@hpplan
SEQUENCE:0
DESCRIPTION:1 site: Dal\\nThe day is not known yet: spring 2024.\\nAs known_
 on 1 February 2023.
STATUS:TENTATIVE
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Last day to decide on W2: Dal
TRIGGER:-P366D
END:VALARM
END:VEVENT
END:VCALENDAR
"""
    )
    assert render(calendar(known, current_plan(known), CalendarScope(waves=["W2"]))) == text


def test_a_last_day_to_decide_that_is_over_reminds_nobody(data: ProgrammeData) -> None:
    known = on(data, "2023-06-01")
    text = render(calendar(known, current_plan(known), CalendarScope(waves=["W2"])))
    (event,) = events(text)
    assert event.parts == []


def test_gates_that_are_still_to_be_passed_remind_of_themselves(tmp_path: Path) -> None:
    gates = "gates: [{id: ready, name: Readiness review, at: -90d}, {id: trained, at: -30d}]"
    text = GIVEN.replace("name: Plattformen}", f"name: Plattformen, {gates}}}").replace(
        "{says: planned, wave: W2, source: may}]",
        "{says: planned, wave: W2, source: may}, {says: passed, gate: trained, source: may}]",
    )
    known = on(programme(tmp_path, text), "2023-06-01")
    (event,) = events(render(calendar(known, current_plan(known), CalendarScope(waves=["W2"]))))
    assert [(alarm.values["DESCRIPTION"], alarm.values["TRIGGER"]) for alarm in event.parts] == [
        ("Readiness review: Bø, by the sea; Dal", "-P90D"),
        ("trained: Dal", "-P30D"),
    ]


@examples(15)
@given(name=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=40))
def test_any_name_is_read_back_by_both(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    quoted = '"' + "".join(f"\\U{ord(letter):08x}" for letter in name) + '"'
    text = f"""
    programme: {{id: {quoted}, name: {quoted}, as_of: 2023-01-01}}
    municipalities: [{{id: {quoted}, name: {quoted}, wave: W1}}]
    waves: [{{id: W1, go_live: 9999-12-31}}]
    """
    known = programme(tmp_path_factory.mktemp("any"), text).on()
    (site,) = known.snapshot.sites
    for scope in (CalendarScope(), CalendarScope(sites=[site])):
        (event,) = events(render(calendar(known, current_plan(known), scope)))
        assert event.values["UID"].isascii()
        assert event.values["DTSTART"] == "99991231"


# --- on the command line -------------------------------------------------------------------------


@pytest.fixture
def _calm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "p.yaml").write_text(GIVEN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.slow
@pytest.mark.usefixtures("_calm")
def test_timeline_and_assign_write_it_by_format_and_by_ending() -> None:
    for command in ("timeline", "assign"):
        printed = run(command, "--as-of", "2023-06-01", "--format", "ics")
        assert printed.exit_code == 0
        assert run(command, "--as-of", "2023-06-01", "-o", "o.ics").stderr.endswith("wrote o.ics\n")
        assert Path("o.ics").read_bytes().decode() == printed.stdout.replace("\n", "\r\n")
        assert len(events(Path("o.ics").read_bytes().decode())) == 3


@pytest.mark.usefixtures("_calm")
def test_sites_waves_and_regions_are_chosen_as_for_the_list() -> None:
    words = ["--site", "bo", "--wave", "W1", "--region", "fosen", "--as-of", "2023-01-20"]
    run("timeline", *words, "-o", "o.ics")
    read = events(Path("o.ics").read_bytes().decode())
    assert [event.values["UID"] for event in read] == [
        "p/site/bo@hpplan",
        "p/wave/W1@hpplan",
        "p/wave/W1/region/fosen@hpplan",
    ]


@pytest.mark.usefixtures("_calm")
def test_without_a_date_there_is_no_event_and_that_is_said() -> None:
    ran = run("timeline", "--site", "eid", "--format", "ics")
    assert ran.stderr.startswith("no date is known: the calendar has no event\n")
    assert events(ran.stdout.replace("\r\n", "\n").replace("\n", "\r\n")) == []


@pytest.mark.usefixtures("_calm")
def test_a_calendar_holds_one_plan() -> None:
    ran = run("assign", "--alternatives", "2", "--format", "ics")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "a calendar holds one plan" in ran.stderr
