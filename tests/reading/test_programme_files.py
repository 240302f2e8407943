"""Every fault of the data is a finding with its place, all of them in one run, ordered by place.

The place where a finding is expected stands in the text itself, between « and ».
"""

import gc
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from hpplan.diagnostics.finding import Finding, Severity
from hpplan.diagnostics.place import Place
from hpplan.goals import BY_KIND as GOALS
from hpplan.programme.programme import DataFile
from hpplan.reading import read
from hpplan.rules import BY_KIND as RULES
from tests.builders import programme

PROGRAMME = """\
sources: [{id: letter, kind: document, published: 2023-07}]
regions: [{id: fosen, name: Fosen}]
trusts: [{id: hnt, name: HNT}]
municipalities: [{id: heim, name: Heim, size: {inhabitants: 1}}, {id: røros, name: Røros}]
waves: [{id: W1}, {id: W2}]
"""

Found = tuple[str, str, str, str | None]
"""Place, code, message and hint of a finding."""


def found(directory: Path, **texts: str) -> list[Finding]:
    """What reading files of these names and texts finds."""
    for name, text in texts.items():
        (directory / f"{name}.yaml").write_text(text, encoding="utf-8")
    reading = read(directory)
    assert (reading.programme is None) == bool(reading.findings)
    return list(reading.findings)


def where(place: Place | None) -> str:
    """`file:line:column-end_column` of a place in one line."""
    assert place is not None
    assert place.line == place.end_line
    return f"{Path(place.file).stem}:{place.line}:{place.column}-{place.end_column}"


def found_in(directory: Path, marked: str) -> tuple[list[Found], str, str]:
    """What is found in the text; the place that is marked in it; and the marked text."""
    before, rest = marked.split("«")
    word, after = rest.split("»")
    column = len(before) - before.rfind("\n")
    place = f"text:{before.count(chr(10)) + 1}:{column}-{column + len(word)}"
    faults = found(directory, known=PROGRAMME, text=before + word + after)
    return [(where(f.place), f.code, f.message, f.hint) for f in faults], place, word


def site(keys: str) -> str:
    return f"municipalities:\n  - {{id: aure, name: Åure, {keys}}}\n"


GATES = "programme: {id: p, gates: [{id: ready-90, at: -90d}]}\n"


def rule(keys: str) -> str:
    return f"rules:\n  - {{{keys}}}\n"


def one_of(kinds: Iterable[str]) -> str:
    return f"one of: {', '.join(kinds)}"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (site("«contry»: Trøndelag"), "did you mean 'county'?"),
        (rule("kind: forbid, sites: {«regon»: fosen}, waves: W1"), "did you mean 'region'?"),
        (
            rule("kind: before, first: heim, then: heim, gap: {at_most: {«wave»: 1}}"),
            "did you mean 'waves'?",
        ),
        ("regions:\n  - id: r\n    name: R\n    «xyz»: 1\n", "one of: id, name, source, note"),
    ],
)
def test_an_unknown_key_is_reported_at_the_key(tmp_path: Path, text: str, hint: str) -> None:
    faults, place, key = found_in(tmp_path, text)
    assert faults == [(place, "HP101", f"unknown key '{key}'", hint)]


@pytest.mark.parametrize(
    ("text", "key", "hint"),
    [
        ("municipalities:\n  - «{name: Åure}»\n", "id", "write 'id: …' here"),
        ("sites:\n  - «{id: a, name: A}»\n", "kind", "write 'kind: …' here"),
        ("rules:\n  - «{kind: before, first: heim}»\n", "then", "write 'then: …' here"),
        ("rules:\n  - «{max: 3}»\n", "kind", one_of(RULES)),
        ("goals:\n  - «{}»\n", "kind", one_of(GOALS)),
    ],
)
def test_a_missing_key_is_reported_at_its_mapping(
    tmp_path: Path, text: str, key: str, hint: str
) -> None:
    faults, place, _ = found_in(tmp_path, text)
    assert faults == [(place, "HP102", f"the key '{key}' is missing", hint)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (site("size: {inhabitants: «many»}"), "expected a whole number, got 'many'"),
        (site("size: {inhabitants: «-1»}"), "expected at least 0, got '-1'"),
        (site("county: «[Trøndelag]»"), "expected text, got a list"),
        (site("county: «true»"), "expected text, got true"),
        (site("claims: «{says: joined}»"), "expected a list, got a mapping"),
        (rule("kind: notice, months: «1.5»"), "expected a whole number, got '1.5'"),
        (
            rule("kind: pin, site: heim, wave: W1, hard: «maybe»"),
            "expected true or false, got 'maybe'",
        ),
        ("rules:\n  - «7»\n", "expected a mapping: {kind: …, …} for a rule"),
        ("waves:\n  - «7»\n", "expected a mapping: {id: 7, …}, got '7'"),
        ("programme: «7»\n", "expected a mapping: {id: 7, …}, got '7'"),
    ],
)
def test_a_value_of_another_type_is_found_in(tmp_path: Path, text: str, message: str) -> None:
    faults, place, _ = found_in(tmp_path, text)
    assert faults == [(place, "HP103", message, None)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # YAML 1.2 has no NO, and a number does not begin with 0: this is text.
        ("waves: [{id: W3, open: «NO»}]\n", "HP103"),
        (site("required: «no»"), "HP103"),
        (site("size: {inhabitants: «0301»}"), "HP103"),
        (rule("kind: capacity, max: «0301»"), "HP103"),
        # Lists that are too short, and a key of ours that is not one of the user's.
        (site("location: «[63.2]»"), "HP103"),
        ("programme: {id: p, name: P, seasons: {spring: «[1]»}}\n", "HP103"),
        ("goals: [{kind: stability, «reference»: {heim: W1}}]\n", "HP101"),
    ],
)
def test_nothing_is_taken_for_what_it_is_not(tmp_path: Path, text: str, code: str) -> None:
    faults, place, _ = found_in(tmp_path, text)
    assert [fault[:2] for fault in faults] == [(place, code)]


def test_an_empty_text_is_said_to_be_empty(tmp_path: Path) -> None:
    ((place, code, message, _),), expected, _ = found_in(tmp_path, site("county: «''»"))
    assert (place, code) == (expected, "HP103")
    assert message.startswith("expected a text that is not empty")


@pytest.mark.parametrize(
    ("text", "key", "hint"),
    [
        (site("claims: [{says: «decidd», wave: W1}]"), "says", "did you mean 'decided'?"),
        (site("gps: «some»"), "gps", "one of: employed, self-employed, mixed"),
        (rule("kind: capacity, max: 1, sites: {status: «liv»}"), "status", "did you mean 'live'?"),
        ("sources: [{id: s, kind: «documnt»}]\n", "kind", "did you mean 'document'?"),
    ],
)
def test_an_invalid_value_is_reported_with_the_choices(
    tmp_path: Path, text: str, key: str, hint: str
) -> None:
    faults, place, word = found_in(tmp_path, text)
    assert faults == [(place, "HP104", f"invalid value '{word}' for '{key}'", hint)]


def test_an_unknown_season_is_named_as_such(tmp_path: Path) -> None:
    text = "programme: {id: p, name: P, seasons: {«lateautumn»: [9, 11]}}\n"
    faults, place, _ = found_in(tmp_path, text)
    hint = "did you mean 'autumn'?"
    assert faults == [(place, "HP104", "there is no season 'lateautumn'", hint)]


def test_all_cannot_be_an_id(tmp_path: Path) -> None:
    faults, place, _ = found_in(tmp_path, "waves: [{id: «all»}]\n")
    assert faults == [
        (place, "HP104", "'all' is reserved for everything and cannot be an id", None)
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("waves: [{id: W3, go_live: «2023-02-29»}]\n", "'{}' is not a date that exists"),
        (site("claims: [{says: joined, on: «2023-13»}]"), "'{}' is not a date that exists"),
        (rule("kind: spacing, min: «6 moons»"), "'{}' is not a duration: write 12m, 6w or 30d"),
        (
            rule("kind: blackout, period: «soon»"),
            (
                "'{}' is not a period: write a day (2024-04-27), a week (2024-W17), "
                "a month (2024-04), a quarter (2024-Q2), a half (2024-H1), a season (2024-spring), "
                "a year (2024) or a stretch of two of these (2024-04..2024-09)"
            ),
        ),
    ],
)
def test_a_date_that_cannot_be_is_found_in(tmp_path: Path, text: str, message: str) -> None:
    faults, place, word = found_in(tmp_path, text)
    assert faults == [(place, "HP105", message.format(word), None)]


@pytest.mark.parametrize(
    ("written", "message", "hint"),
    [
        ("6 months", "'6 months' is not a duration", "write 6m"),
        ("8 weeks", "'8 weeks' is not a duration", "write 8w"),
        ("6", "the duration '6' has no unit", "write 6d, 6w or 6m"),
    ],
)
def test_a_duration_in_words_is_reported_as_it_is_written(
    tmp_path: Path, written: str, message: str, hint: str
) -> None:
    faults, place, _ = found_in(tmp_path, rule(f"kind: spacing, min: «{written}»"))
    assert faults == [(place, "HP105", message, hint)]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (site("claims: [«{says: planned}»]"), "'planned' needs the wave it speaks of", None),
        (site("claims: [«{says: failed}»]"), "'failed' needs the gate it speaks of", None),
        (
            site("claims: [«{says: joined, gate: ready-90}»]") + GATES,
            "'joined' does not name a gate",
            None,
        ),
        (
            "waves:\n  - {id: W3, claims: [«{open: true, gate: ready-90}»]}\n" + GATES,
            "'says: passed' or 'says: failed', and the 'gate', stand together",
            None,
        ),
        (site("claims: [«{says: joined, wave: W1}»]"), "'joined' does not name a wave", None),
        (
            site("split_from: «heim»"),
            "'split_from' requires 'since'",
            "write 'since: …', the first day of the new site",
        ),
        (
            "waves: [{id: W3, claims: [«{known: 2023}»]}]\n",
            (
                "a claim of a wave states go_live, open, called or dropped, or says that a gate "
                "was passed or failed"
            ),
            None,
        ),
        (
            "rules:\n  - «{kind: capacity, waves: W1}»\n",
            "a capacity needs 'max', 'min' or both",
            None,
        ),
        (
            "rules:\n  - «{kind: capacity, max: 1, min: 2}»\n",
            "'min' is larger than 'max'",
            None,
        ),
        (
            "rules:\n  - «{kind: window, sites: heim}»\n",
            "a window needs 'waves', 'not_before' or 'not_after'",
            None,
        ),
        (
            "rules:\n  - «{kind: capacity, max: 3, if_used: true}»\n",
            "'if_used' needs the 'min' that it speaks of",
            None,
        ),
        ("rules:\n  - «{kind: spacing}»\n", "a spacing needs 'min', 'max' or both", None),
    ],
)
def test_keys_that_make_no_sense_together_are_found_in(
    tmp_path: Path, text: str, message: str, hint: str | None
) -> None:
    faults, place, _ = found_in(tmp_path, text)
    assert faults == [(place, "HP106", message, hint)]


def phase(starts: str, ends: str) -> str:
    return f"programme: {{id: p, phases: [{{id: training, from: {starts}, to: {ends}}}]}}\n"


@pytest.mark.parametrize(
    ("starts", "ends"),
    [("0d", "-2w"), ("-1m", "-2m"), ("0d", "0d"), ("1m", "28d")],
)
def test_a_phase_that_ends_before_its_first_day_is_over_is_found_at_its_end(
    tmp_path: Path, starts: str, ends: str
) -> None:
    faults, place, _ = found_in(tmp_path, phase(starts, f"«{ends}»"))
    message = "the phase has no day: it ends when it begins, or before"
    assert faults == [(place, "HP106", message, None)]


def test_a_gate_after_the_go_live_is_found_at_its_time(tmp_path: Path) -> None:
    text = "programme: {id: p, gates: [{id: ready, at: 0d}, {id: done, at: «1d»}]}\n"
    faults, place, _ = found_in(tmp_path, text)
    message = "a gate is passed before the go-live: write a minus, such as -90d"
    assert faults == [(place, "HP106", message, None)]


def test_a_phase_may_have_days_after_some_go_lives_only(tmp_path: Path) -> None:
    """A month is less than 30 days after a go-live in February."""
    assert found(tmp_path, known=PROGRAMME, text=phase("1m", "30d")) == []


@pytest.mark.parametrize(
    ("text", "noun", "hint"),
    [
        (rule("kind: «capcity», max: 3"), "rule", "did you mean 'capacity'?"),
        (rule("kind: «xyz»"), "rule", one_of(RULES)),
        ("goals: [{kind: «earlyest»}]\n", "goal", "did you mean 'earliest'?"),
        # `soft-rules` comes of itself: a programme does not write it.
        ("goals: [{kind: «soft-rules»}]\n", "goal", one_of(GOALS)),
    ],
)
def test_an_unknown_kind_is_found_in(tmp_path: Path, text: str, noun: str, hint: str) -> None:
    faults, place, kind = found_in(tmp_path, text)
    assert faults == [(place, "HP107", f"unknown kind of {noun} '{kind}'", hint)]


@pytest.mark.parametrize(
    ("text", "noun", "hint"),
    [
        (rule("kind: pin, site: «hiem», wave: W1"), "site", "did you mean 'heim'?"),
        (rule("kind: pin, site: heim, wave: «W9»"), "wave", "known: W1, W2"),
        # A letter of Norwegian written without its stroke, dot or ring; capitals.
        (rule("kind: apart, sites: [heim, «roros»]"), "site", "did you mean 'røros'?"),
        (site("trust: «HNT»"), "trust", "did you mean 'hnt'?"),
        (
            rule("kind: capacity, max: 1, measure: «inhabitant»"),
            "measure",
            "did you mean 'inhabitants'?",
        ),
        (
            rule("kind: capacity, max: 1, sites: {kind: «municipalty»}"),
            "kind of site",
            "did you mean 'municipality'?",
        ),
        (
            rule("kind: pool, sites: all, use: {«main»: 1}, max: 1"),
            "phase",
            "the programme has no phase yet",
        ),
        (site("regions: [«fosn»]"), "region", "did you mean 'fosen'?"),
        (site("wishes: {«W9»: 3}"), "wave", "known: W1, W2"),
        (site("claims: [{says: option, source: «lettr»}]"), "source", "did you mean 'letter'?"),
        ("from: {size.inhabitants: «lettr»}\n", "source", "did you mean 'letter'?"),
        (
            site("claims: [{says: failed, gate: «raedy-90»}]") + GATES,
            "gate",
            "did you mean 'ready-90'?",
        ),
        (
            "waves: [{id: W3, claims: [{says: passed, gate: «g»}]}]\n",
            "gate",
            "the programme has no gate yet",
        ),
    ],
)
def test_an_unknown_name_is_reported_with_the_near_miss(
    tmp_path: Path, text: str, noun: str, hint: str
) -> None:
    faults, place, name = found_in(tmp_path, text)
    assert faults == [(place, "HP201", f"there is no {noun} '{name}'", hint)]


def test_a_source_is_stated_for_a_field_that_sites_have(tmp_path: Path) -> None:
    faults, place, _ = found_in(tmp_path, "from: {«contry»: letter}\n")
    expected = (place, "HP101", "unknown field 'contry'", "did you mean 'county'?")
    assert faults == [expected]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("«sites»: {a: {name: A}}\n", "expected a list of entries in 'sites'", "write '- …'"),
        ("«goals»: stability\n", "expected a list of entries in 'goals'", "write '- …'"),
    ],
)
def test_a_section_that_is_no_list_is_found_in(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    faults, place, _ = found_in(tmp_path, text)
    assert faults == [(place, "HP103", message, hint)]


@pytest.mark.parametrize(
    ("first", "second", "message", "places"),
    [
        ("waves: [{id: W1}, {id: W1}]", "", "the id 'W1' is taken", "a:1:24-26 a:1:14-16"),
        ("waves: [{id: W1}]", "waves:\n- id: W1", "the id 'W1' is taken", "b:2:7-9 a:1:14-16"),
        # Trusts, municipalities and other sites share their ids.
        (
            "trusts: [{id: os, name: Os}]",
            "municipalities: [{id: os, name: Os}]",
            "the id 'os' is taken",
            "b:1:23-25 a:1:15-17",
        ),
        (
            "rules: [{id: r, kind: follows}]",
            "rules: [{kind: follows, id: r}]",
            "the id 'r' is taken",
            "b:1:29-30 a:1:14-15",
        ),
        (
            "programme: {id: p, name: P, milestones: [{id: x, at: 0d}, {id: x, at: 1d}]}",
            "",
            "the id 'x' is taken",
            "a:1:64-65 a:1:47-48",
        ),
        # Both are listed by their ids on the timeline.
        (
            "programme: {id: p, name: P, milestones: [{id: x, at: 0d}], gates: [{id: x, at: 0d}]}",
            "",
            "the id 'x' is taken",
            "a:1:73-74 a:1:47-48",
        ),
        (
            "programme: {id: p, name: P}",
            "programme: {id: q, name: Q}",
            "duplicate section 'programme'",
            "b:1:1-10 a:1:1-10",
        ),
    ],
)
def test_the_same_id_twice_is_reported_with_both_places(
    tmp_path: Path, first: str, second: str, message: str, places: str
) -> None:
    faults = found(tmp_path, a=first, b=second)
    assert [
        (f.code, f.message, " ".join(where(p) for p in (f.place, *(n.place for n in f.notes))))
        for f in faults
    ] == [("HP202", message, places)]


def test_a_wave_may_have_the_id_of_a_site(tmp_path: Path) -> None:
    assert found(tmp_path, a="waves: [{id: x}]\nmunicipalities: [{id: x, name: X}]\n") == []


FAULTS_OF_A = """\
municipalities:
  - {id: heim, name: Heim, claims: [{says: planed, wave: W9}], contry: Trøndelag}
rules:
  - {kind: capacity, max: many, sites: hiem}
goals: [{kind: earlier}]
"""
FAULTS_OF_B = """\
waves:
  - {id: W1, go_live: 2024-13}
  - {id: W1, opn: true}
"""


def test_all_faults_of_all_files_are_reported_in_one_run_ordered_by_place(tmp_path: Path) -> None:
    faults = found(tmp_path, b=FAULTS_OF_B, a=FAULTS_OF_A)
    assert [(where(each.place), each.code) for each in faults] == [
        ("a:2:44-50", "HP104"),
        ("a:2:58-60", "HP201"),
        ("a:2:64-70", "HP101"),
        ("a:4:27-31", "HP103"),
        ("a:4:40-44", "HP201"),
        ("a:5:16-23", "HP107"),
        ("b:2:23-30", "HP105"),
        ("b:3:10-12", "HP202"),
        ("b:3:14-17", "HP101"),
    ]


@pytest.mark.parametrize(
    ("first", "place", "code"),
    [
        ("wavs: []\n", "a:1:1-5", "HP101"),
        ("goals: 7\n", "a:1:1-6", "HP103"),
        ("waves: [{id: W3, id: W4}]\n", "a:1:18-20", "HP007"),
    ],
)
def test_a_fault_of_the_outer_form_does_not_hide_the_others(
    tmp_path: Path, first: str, place: str, code: str
) -> None:
    faults = found(tmp_path, a=first, b="regions: [{nam: R}]\n")
    assert [(where(each.place), each.code) for each in faults] == [
        (place, code),
        ("b:1:11-19", "HP102"),
        ("b:1:12-15", "HP101"),
    ]


def test_scalars_are_those_of_yaml_1_2(tmp_path: Path) -> None:
    text = "municipalities: [{id: 5055, name: NO, number: 0301, county: 1:30, legacy: yes}]"
    (heim,) = programme(tmp_path, text).sites
    fields = (heim.id, heim.name, heim.number, heim.county, str(heim.legacy))
    assert fields == ("5055", "NO", "0301", "1:30", "yes")


def test_decimals_are_text_as_they_are_written_where_text_is_wanted(tmp_path: Path) -> None:
    text = "sites: [{id: 1e3, kind: 2.50}]\nwaves: [{id: 1.1}, {id: 1.10, name: 3.0}, {id: .5}]"
    read_in = programme(tmp_path, text)
    assert [(site.id, site.kind) for site in read_in.sites] == [("1e3", "2.50")]
    assert [wave.id for wave in read_in.waves] == ["1.1", "1.10", ".5"]


def test_files_are_joined_and_the_sources_of_fields_hold_for_their_own_file(
    tmp_path: Path,
) -> None:
    sources = "sources: [{id: ssb, kind: register}, {id: guess, kind: assumption}]\n"
    a = "from: {trust: guess}\nmunicipalities: [{id: a, name: A, from: {name: ssb}}]\n"
    b = "from: {trust: ssb}\nmunicipalities: [{id: b, name: B}]\nrules:\nwaves: []\n"
    c = "sites: [{id: c, name: C, kind: office, from: {trust: guess}}]\n"
    assert found(tmp_path, a=a, b=b + c, c=sources, empty="") == []
    joined = read(tmp_path).programme
    assert joined is not None
    assert {each.id: dict(each.provenance) for each in joined.sites} == {
        "a": {"trust": "guess", "name": "ssb"},
        "b": {"trust": "ssb"},
        "c": {"trust": "guess"},
    }


def test_a_programme_that_says_nothing_of_itself_has_the_name_of_its_folder(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "fosen"
    folder.mkdir()
    agenda = programme(folder, "waves: [{id: W1}]\n").agenda
    assert (agenda.id, agenda.name) == ("fosen", "fosen")


NOTHING_LISTED = "contains no programme: no file in it lists sites or waves"


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({}, "the folder '{}' contains no programme: no YAML file in it is read"),
        ({"a": ""}, "the folder '{}' contains no programme: no file in it lists sites or waves"),
        (
            {"a": "", "b": "# nothing yet\n"},
            "the folder '{}' contains no programme: no file in it lists sites or waves",
        ),
    ],
)
def test_a_folder_without_a_programme_is_found_in(
    tmp_path: Path, texts: dict[str, str], message: str
) -> None:
    faults = found(tmp_path, **texts)
    assert [(f.code, f.place, f.message) for f in faults] == [
        ("HP012", None, message.format(tmp_path))
    ]


def test_a_folder_that_is_not_there_or_is_a_file_is_found_in(tmp_path: Path) -> None:
    missing, file = tmp_path / "missing", tmp_path / "data.yaml"
    file.write_text("waves: [{id: W1}]\n", encoding="utf-8")
    faults = [*read(missing).findings, *read(file).findings]
    assert [(f.code, f.place, f.message, f.hint) for f in faults] == [
        ("HP012", None, f"there is no folder '{missing}'", "name a folder with YAML files"),
        ("HP012", None, f"'{file}' is not a folder", f"name its folder: {tmp_path}"),
    ]


def test_a_name_that_no_folder_can_have_is_reported_and_one_that_is_not_permitted(
    tmp_path: Path,
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    user = os.geteuid()
    os.seteuid(user or 65534)  # root may read everything; nobody may not
    try:
        faults = [
            fault
            for folder in (Path("d\0"), Path("d" * 300), closed, closed / "inside")
            for fault in read(folder).findings
        ]
    finally:
        os.seteuid(user)
    assert [(fault.code, fault.message) for fault in faults] == [
        ("HP012", "there is no folder 'd\0'"),
        ("HP012", f"the folder '{'d' * 300}' cannot be read: file name too long"),
        ("HP012", f"the folder '{closed}' cannot be read: permission denied"),
        ("HP012", f"the folder '{closed / 'inside'}' cannot be read: permission denied"),
    ]


def test_the_digest_is_that_of_the_bytes_that_were_read(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbfwaves: [{id: W1}]\r\n"
    (tmp_path / "a.yaml").write_bytes(content)
    reading = read(tmp_path)
    assert reading.programme is not None
    assert reading.programme.files == (
        DataFile(str(tmp_path / "a.yaml"), hashlib.sha256(content).hexdigest()),
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "fault"),
    [
        ("", "x{}: 1\n"),
        ("municipalities:\n", "  - {{id: m{}, name: M, x: 1}}\n"),
        ("municipalities:\n  - {id: m, name: M}\n", "  - {{id: m, name: M}} # {}\n"),
        ("municipalities:\n  - id: m\n    name: M\n    claims:\n", "      - {{says: x{}}}\n"),
    ],
)
def test_a_thousand_faults_are_reported_and_that_there_are_more(
    tmp_path: Path, before: str, fault: str
) -> None:
    def found_in(times: int) -> tuple[int, list[str]]:
        faults = found(tmp_path, a=before + "".join(fault.format(n) for n in range(times)))
        return len(faults), [note.message for note in faults[-1].notes if note.place is None]

    assert found_in(1_000) == (1_000, [])
    assert found_in(1_001) == (1_000, ["only the first 1,000 faults are reported"])


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ('"5055"', []),
        ("'0301'", []),
        ("5055", [("5:43", "the number 5055 is not quoted")]),
        ("0301", [("5:43", "the number 0301 is not quoted")]),
        ("&n 5055", [("5:43", "the number 5055 is not quoted")]),
        ("N-1", []),
    ],
)
def test_an_official_number_stands_in_quotes(
    tmp_path: Path, number: str, expected: list[tuple[str, str]]
) -> None:
    text = (
        "waves: [{id: W1}]\n"
        "municipalities:\n"
        "  - id: a\n"
        "    name: A\n"
        f"    earlier: [{{until: 2020-12-31, number: {number}}}]\n"
    )
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    reading = read(tmp_path)
    assert reading.programme is not None
    assert [(found.code, found.severity) for found in reading.findings] == [
        ("HP109", Severity.WARNING) for _ in expected
    ]
    assert [
        (f"{found.place.line}:{found.place.column}", found.message)
        for found in reading.findings
        if found.place is not None
    ] == expected


def test_what_was_read_counts_as_long_lived_at_once(tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text("waves: [{id: W1}]\nsites: [{id: ask, kind: office}]\n")
    found = read(tmp_path).programme
    assert found is not None
    assert any(one is found.sites[0] for one in gc.get_objects(generation=2))
