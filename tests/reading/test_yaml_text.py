"""A YAML file becomes plain values, and whatever is wrong with it a finding."""

import codecs
import gc
import math
import os
import re
import socket
import subprocess
import sys
from ast import literal_eval
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from unicodedata import normalize

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hpplan.diagnostics.finding import Finding, Note, Severity, in_order
from hpplan.diagnostics.place import Place
from hpplan.reading.file_content import LARGEST, content_of
from hpplan.reading.places import Places
from hpplan.reading.scalars import plain_value
from hpplan.reading.yaml_text import DEEPEST, UNREAD, parse, parse_content


def read(text: str) -> tuple[object, list[Finding]]:
    return parse(text, "f.yaml", Places())


def at(line: int, column: int, end_line: int, end_column: int) -> Place:
    return Place("f.yaml", line, column, end_line, end_column)


def report(findings: list[Finding]) -> str:
    """All that findings say, line by line."""
    lines: list[str] = []
    for finding in findings:
        assert finding.severity is Severity.ERROR
        lines.append(f"{finding.code} {spot(finding.place)} {finding.message}")
        lines += [f"hint: {finding.hint}"] if finding.hint else []
        lines += [f"note: {spot(note.place)} {note.message}" for note in finding.notes]
    return "\n".join(lines)


def spot(place: Place | None) -> str:
    assert place is not None
    assert place.file == "f.yaml"
    return f"{place.line}:{place.column}-{place.end_line}:{place.end_column}"


def cases(table: str) -> list[tuple[str, str]]:
    """Each text with what stands below it in the table."""
    found = (case.partition("\n") for case in table.strip().split("\n\n"))
    return [(literal_eval(text), dedent(below).strip()) for text, _, below in found]


def without_addresses(value: object) -> object:
    if isinstance(value, dict):
        return {key: without_addresses(entry) for key, entry in value.items() if key != "@"}
    return [without_addresses(item) for item in value] if isinstance(value, list) else value


# --- values ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *((text, None) for text in ("null", "Null", "NULL", "~", "")),
        *((text, True) for text in ("true", "True", "TRUE")),
        *((text, False) for text in ("false", "False", "FALSE")),
        *(("0", 0), ("-0", 0), ("+7", 7), ("-12", -12), ("123456789012345678", 123456789012345678)),
        *(("1.5", 1.5), (".5", 0.5), ("1.", 1.0), ("-0.5", -0.5), ("1e3", 1e3), ("1.5E-3", 0.0015)),
    ],
)
def test_words_and_numbers_have_the_meaning_of_yaml_1_2(written: str, value: object) -> None:
    assert repr(read(f"- {written}")) == repr(([value], []))


@pytest.mark.parametrize(
    "written",
    [
        *("NO", "no", "yes", "Yes", "on", "Off", "y", "nUll", "tRue", "0301", "-07", "00", "01.5"),
        *("1:30", "2024-10-01", "2024-04", "0x1F", "0o17", "0b1", "1_000", ".inf", "-.INF"),
        *(".nan", "1e999", "12345678901234567890", ".", "-.", "+", "e5", "1e", "1.2.3", "１"),
        *("5 %", "a\n  b"),
    ],
)
def test_what_planners_mean_as_text_stays_text(written: str) -> None:
    assert read(f"a: {written}") == ({"@": 0, "a": written.replace("\n  ", " ")}, [])


@pytest.mark.parametrize("written", ["'5'", '"5"', "!!str 5", "|-\n 5", ">-\n 5", "&x !!str 5"])
def test_quoted_block_and_tagged_scalars_are_text(written: str) -> None:
    assert read(f"- {written}") == (["5"], [])


def test_a_mapping_begins_with_its_address_and_keeps_its_keys_as_written() -> None:
    text = "2024: {true: 1}\n~: [{}, {'a b': x}]\n0301: null\n"
    value, findings = read(text)
    inner = [{"@": 7}, {"@": 8, "a b": "x"}]
    assert (value, findings) == (
        {"@": 0, "2024": {"@": 2, "true": 1}, "~": inner, "0301": None},
        [],
    )
    assert isinstance(value, dict)
    assert list(value) == ["@", "2024", "~", "0301"]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# nothing", "---", "---\n# nothing\n...\n", "\ufeff"]
)
def test_a_file_without_a_value_is_none(text: str) -> None:
    assert read(text) == (None, [])


def test_an_alias_is_the_value_that_it_names() -> None:
    value, findings = read("- &x {a: 1}\n- *x\n- &x [2]\n- *x\n- {&k 5: *k}\n- *k\n- {*k : 1}")
    assert findings == []
    assert value == [{"@": 1, "a": 1}] * 2 + [[2]] * 2 + [{"@": 8, "5": 5}, 5, {"@": 12, "5": 1}]
    assert isinstance(value, list)
    assert value[0] is value[1]


@pytest.mark.parametrize("was_collecting", [True, False])
@pytest.mark.parametrize("text", ["a: 1", "a: ["])
def test_reading_leaves_the_garbage_collector_as_it_was(text: str, was_collecting: bool) -> None:
    before = gc.isenabled()
    (gc.enable if was_collecting else gc.disable)()
    try:
        read(text)
        assert gc.isenabled() is was_collecting
    finally:
        (gc.enable if before else gc.disable)()


def test_reading_is_not_held_up_by_the_garbage_collector() -> None:
    collections: list[str] = []

    def note(phase: str, _: dict[str, int]) -> None:
        collections.append(phase)

    gc.callbacks.append(note)
    try:
        read("- {a: []}\n" * 10_000)
    finally:
        gc.callbacks.remove(note)
    assert collections.count("start") < 5  # before and after; else there would be thirty


# --- faults of the text -----------------------------------------------------------------------


FAULTS = r"""
"a: [*x, 1]"
    {'@': 0, 'a': [None, 1]}
    HP005 1:5-1:7 there is no anchor &x above
    hint: put &x before an earlier value, or put the text in quotes

"a: &x {b: *x}"
    {'@': 0, 'a': {'@': 2, 'b': None}}
    HP005 1:11-1:13 *x is inside the value that it refers to

"a: 1\n'a': [2]\nb: 3"
    {'@': 0, 'a': 1, 'b': 3}
    HP007 2:1-2:4 duplicate key 'a'
    hint: remove one of the two, or rename it
    note: 1:1-1:2 first here

"a: !!int 5"
    {'@': 0, 'a': 5}
    HP008 1:4-1:9 the tag !!int is not supported
    hint: remove it; put the value in quotes if it is meant as text

"- &x !t [5]"
    [[5]]
    HP008 1:6-1:8 the tag !t is not supported
    hint: remove it; put the value in quotes if it is meant as text

"!t {a: 5}"
    {'@': 0, 'a': 5}
    HP008 1:1-1:3 the tag !t is not supported
    hint: remove it; put the value in quotes if it is meant as text

"! 5"
    5
    HP008 1:1-1:2 the tag ! is not supported
    hint: remove it; put the value in quotes if it is meant as text

"{<<: {a: 1}, '<<': 2}"
    {'@': 0, '<<': 2}
    HP009 1:2-1:4 the merge key '<<' is not part of YAML 1.2
    hint: write the keys out where they are needed

"'@': 1"
    {'@': 0}
    HP009 1:1-1:4 '@' cannot be a key: hpplan reserves it

"{[a]: 1, b: 2}"
    {'@': 0, 'b': 2}
    HP009 1:2-1:3 a list or a mapping cannot be a key
    hint: a key is text; put it in quotes if it begins with a bracket

"{&y [a]: 1, *y : 2, *y : 3}"
    {'@': 0}
    HP009 1:2-1:6 a list or a mapping cannot be a key
    hint: a key is text; put it in quotes if it begins with a bracket
    HP009 1:13-1:15 a list or a mapping cannot be a key
    hint: a key is text; put it in quotes if it begins with a bracket
    HP009 1:21-1:23 a list or a mapping cannot be a key
    hint: a key is text; put it in quotes if it begins with a bracket

"{*x : 1, *x : 2}"
    {'@': 0}
    HP005 1:2-1:4 there is no anchor &x above
    hint: put &x before an earlier value, or put the text in quotes
    HP005 1:10-1:12 there is no anchor &x above
    hint: put &x before an earlier value, or put the text in quotes

"a: 1\n---\nb: ["
    {'@': 0, 'a': 1}
    HP010 2:1-2:4 a second document begins here
    hint: remove the line, or move what follows to a file of its own

"a: b\0c\x1b"
    {'@': 0, 'a': 'b�c�'}
    HP011 1:5-1:6 the character U+0000 is not allowed in YAML; 1 more in this file are not
    hint: remove it, or write it as an escape in double quotes
"""


@pytest.mark.parametrize(("text", "expected"), cases(FAULTS))
def test_a_fault_leaves_what_can_be_read(text: str, expected: str) -> None:
    value, findings = read(text)
    assert f"{value}\n{report(findings)}" == expected


SYNTAX_ERRORS = r"""
"a: [b, c\nd: 1\n"
    HP006 2:2-2:3 expected ',' or ']' in a list
    hint: close the bracket; put text with commas, colons or brackets in quotes
    note: 1:4-1:5 the list begins here

"a: {b: c\n"
    HP006 2:1-2:1 expected ',' or '}' in a mapping
    hint: close the brace; put text with commas, colons or braces in quotes
    note: 1:4-1:5 the mapping begins here

"- [1,"
    HP006 1:6-1:6 expected a closing bracket or brace
    hint: close what is still open

"a: ]"
    HP006 1:4-1:5 expected a value
    hint: put text that begins with punctuation in quotes

"a: 'x\nb: 1\n"
    HP006 1:4-1:5 expected a closing quote for the text that begins here
    hint: add the quote

"a: 'it's'"
    HP006 1:8-1:9 expected a key of the mapping
    hint: begin it in the column of the keys above; a quoted text ends with its closing quote
    note: 1:1-1:2 the mapping begins here

"a:\n  b: 1\n c: 2\n"
    HP006 3:2-3:3 expected a key of the mapping
    hint: begin it in the column of the keys above; a quoted text ends with its closing quote
    note: 1:1-1:2 the mapping begins here

"- a\nb: 1\n"
    HP006 2:1-2:2 expected '-' and an item of the list
    hint: begin it in the column of the items above
    note: 1:1-1:2 the list begins here

"a: b: c"
    HP006 1:5-1:6 expected no colon here
    hint: put text with a colon and a space in quotes, or check the indentation and the line above

"name:Heim\na: b\n"
    HP006 2:2-2:3 expected no colon here
    hint: put a space after the colon

"a: 1\nname:Heim\nb: 2\n"
    HP006 2:1-2:2 expected a colon and a space after this key
    hint: put a space after the colon

"a: 1\nname:\u00a0Heim\nb: 2\n"
    HP006 2:6-2:7 expected a plain space, found U+00A0, which looks like it
    hint: type it again

"a:\n  - b: 1\n  \u2013 b: 2\n"
    HP006 3:3-3:4 expected a plain hyphen before an item, found U+2013, which looks like it
    hint: type it again

"a: '1\u00a0000'\nsome text\nb: 2\n"
    HP006 2:1-2:2 expected a colon and a space after this key
    hint: text of several lines needs quotes or `|`

"a: 1\nsome text\nb: 2\n"
    HP006 2:1-2:2 expected a colon and a space after this key
    hint: text of several lines needs quotes or `|`

"a:\n\tb: 1\n"
    HP006 2:1-2:2 expected spaces, found a tab
    hint: indent with spaces, not with tabs

"a: @x"
    HP006 1:4-1:5 expected a value, which cannot begin with this character
    hint: put the text in quotes

"a: *important*"
    HP006 1:14-1:15 expected the name of an anchor
    hint: put text that begins with & or * in quotes

'a: "\\d"'
    HP006 1:5-1:6 expected an escape that YAML knows after the backslash
    hint: use single quotes, or write the backslash twice
    note: 1:4-1:5 the text begins here

"a: - b"
    HP006 1:4-1:5 expected no list here
    hint: begin it on a line of its own

"[a] b"
    HP006 1:5-1:6 expected the end of the file
    hint: see whether a bracket closes too early

"%YAML 3.0\n---\na"
    HP006 1:1-1:2 expected YAML 1.2
    hint: remove the line that begins with %

"a: !e!x b"
    HP008 1:4-1:5 expected a tag that YAML knows
    hint: put text that begins with ! in quotes
"""


@pytest.mark.parametrize(("text", "expected"), cases(SYNTAX_ERRORS))
def test_a_syntax_error_is_reported_in_words_where_to_look(text: str, expected: str) -> None:
    value, findings = read(text)
    assert (value, report(findings)) == (UNREAD, expected)


def test_a_quote_that_is_missing_is_looked_for_where_its_text_begins() -> None:
    value, findings = read('a: [{b: "c}, {\nb: "d"}]\n')
    [fault] = findings
    assert value is UNREAD
    assert fault.hint is not None
    assert fault.hint.endswith("; or see whether that text lacks its closing quote")
    assert [(note.message, note.place) for note in fault.notes] == [
        ("the mapping begins here", Place("f.yaml", 1, 5, 1, 6)),
        ("the quoted text that ends just before this begins here", Place("f.yaml", 1, 9, 1, 10)),
    ]


def test_all_faults_are_reported_in_one_pass_in_the_order_of_the_file() -> None:
    _, findings = read("a: !t 1\na: *x\n<<: \0\n? []\n: 2\nb: [\n")
    places = [(finding.code, finding.place.line) for finding in findings if finding.place]
    assert places == [
        *(("HP008", 1), ("HP007", 2), ("HP005", 2), ("HP009", 3), ("HP011", 3), ("HP009", 4)),
        ("HP006", 7),
    ]


def test_findings_are_reported_once_by_place_then_code_then_message() -> None:
    def finding(code: str, message: str, place: Place | None) -> Finding:
        return Finding(code, Severity.ERROR, message, place)

    early, late = Place("a", 2, 1, 2, 2), Place("a", 10, 1, 10, 2)
    sorted_findings = [
        finding("HP2", "a", None),
        finding("HP1", "b", early),
        finding("HP2", "a", early),
        finding("HP2", "b", early),
        finding("HP1", "a", late),
        finding("HP1", "a", Place("b", 1, 1, 1, 1)),
    ]
    assert in_order([*reversed(sorted_findings), *sorted_findings]) == sorted_findings


def test_a_thousand_faults_are_reported_and_the_others_counted() -> None:
    _, findings = read("- *x\n" * 1000)
    assert (len(findings), findings[-1].notes) == (1000, ())
    _, findings = read("- *x\n" * 1002)
    more = Note("2 more faults in this file are not reported")
    assert (len(findings), findings[-1].notes) == (1000, (more,))


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "[\n"])
def test_fifty_levels_are_read_and_no_more(opening: str) -> None:
    closing = {"[": "]", "- ": "", "{a: ": "}", "[\n": "]"}[opening]
    value, findings = read(opening * DEEPEST + closing * DEEPEST)
    assert value is not UNREAD
    assert findings == []
    line, column = (51, 1) if "\n" in opening else (1, DEEPEST * len(opening) + 1)
    fault = "lists and mappings are nested more than 50 levels deep"
    for levels in (DEEPEST + 1, 200_000):
        value, findings = read(opening * levels)
        spots = f"{line}:{column}-{line}:{column + 1}"
        assert (value, report(findings)) == (UNREAD, f"HP003 {spots} {fault}")


def test_what_an_alias_names_counts_for_the_levels_around_it() -> None:
    anchor = "- &x " + "[" * 25 + "]" * 24 + ", []]\n"
    assert read(anchor + "- " + "[" * 24 + "*x" + "]" * 24)[1] == []
    value, findings = read(anchor + "- " + "[" * 25 + "*x" + "]" * 25)
    fault = "with the value of *x, more than 50 levels are nested"
    assert report(findings) == f"HP003 2:28-2:30 {fault}"
    assert "x" not in repr(value)


def test_what_aliases_name_in_turn_counts_for_the_levels_too() -> None:
    text = "- &x0 []\n" + "".join(f"- &x{n} [*x{n - 1}, []]\n" for n in range(1, 49))
    assert read(text)[1] == []
    fault = "with the value of *x48, more than 50 levels are nested"
    assert report(read(text + "- [*x48]\n")[1]) == f"HP003 50:4-50:8 {fault}"


def test_aliases_stand_for_a_million_values_and_no_more() -> None:
    # &x is a list of 999 items, and so 1,000 nodes; each alias of it adds as many.
    anchor = f"- &x [{'5,' * 999}]\n"
    assert read(anchor + "- *x\n" * 1000)[1] == []
    _, findings = read(anchor + "- *x\n" * 1001)
    fault = "with *x, aliases expand to more than 1,000,000 values\nhint: write the values out"
    assert report(findings) == f"HP005 1002:3-1002:5 {fault}"


def test_what_aliases_name_in_turn_counts_for_the_million_too() -> None:
    # 500 times 1,000 nodes; then &y is a list of one alias, and so 1,002 nodes.
    text = f"- &x [{'5,' * 999}]\n" + "- *x\n" * 499 + "- &y [*x]\n" + "- *y\n" * 499
    assert read(text)[1] == []
    fault = "with *y, aliases expand to more than 1,000,000 values\nhint: write the values out"
    assert report(read(text + "- *y\n")[1]) == f"HP005 1001:3-1001:5 {fault}"


def test_that_aliases_stand_for_too_many_values_is_reported_once() -> None:
    rows = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 100)}]\n" for n in range(1, 6))
    value, findings = parse(f"a0: &a0 [x]\n{rows}", "f.yaml", Places())
    assert isinstance(value, dict)
    assert [finding.code for finding in findings] == ["HP005"]


def test_tag_directives_do_not_hold_the_reader_up() -> None:
    value, findings = read("".join(f"%TAG !t{n}! t\n" for n in range(101)) + "---\na")
    fault = (
        "the file has more than 100 %TAG directives\nhint: remove them: only the tag !!str is read"
    )
    assert (value, report(findings)) == (UNREAD, f"HP008 1:1-1:5 {fault}")
    assert read("".join(f"%TAG !t{n}! t\n" for n in range(100)) + "---\na") == ("a", [])


# --- files ------------------------------------------------------------------------------------


def read_path(path: Path) -> tuple[object, str]:
    value, findings = parse_content(content_of(path, "f.yaml"), "f.yaml", Places())
    return value, report(findings)


def test_a_file_is_read_under_the_name_the_user_knows(tmp_path: Path) -> None:
    path = tmp_path / "waves.yaml"
    path.write_bytes(b"a: \xc3\x85\r\nb: *x\r\n")
    places = Places()
    value, findings = parse_content(content_of(path, "data/waves.yaml"), "data/waves.yaml", places)
    assert value == {"@": 0, "a": "Å", "b": None}
    assert [finding.place for finding in findings] == [Place("data/waves.yaml", 2, 4, 2, 6)]
    assert places.source_line(Place("data/waves.yaml", 1, 1, 1, 1)) == "a: Å"


def missing(path: Path) -> None:
    assert not path.exists()


def link_to_nothing(path: Path) -> None:
    path.symlink_to("nothing")


def link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def below_a_file(path: Path) -> None:
    path.parent.rmdir()
    path.parent.write_text("")


def unix_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server, in_directory(path.parent):
        server.bind(path.name)  # a path of a socket has a hundred bytes at most


@contextmanager
def in_directory(directory: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(directory)
    try:
        yield
    finally:
        os.chdir(before)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (missing, "does not exist"),
        (link_to_nothing, "is a link to a file that does not exist"),
        (link_to_itself, "is a link that points to itself"),
        (below_a_file, "cannot be read: Not a directory"),
        (Path.mkdir, "is a directory"),
        (os.mkfifo, "is not a regular file"),
        (unix_socket, "is not a regular file"),
        (lambda path: path.symlink_to("/dev/zero"), "is not a regular file"),
    ],
)
def test_what_cannot_be_read_is_a_finding_and_never_waits(
    tmp_path: Path, make: Callable[[Path], object], why: str
) -> None:
    path = tmp_path / "d" / "f.yaml"
    path.parent.mkdir()
    make(path)
    assert read_path(path) == (UNREAD, f"HP001 1:1-1:1 f.yaml {why}")


def test_a_name_that_no_file_can_have_does_not_exist() -> None:
    assert read_path(Path("f\0")) == (UNREAD, "HP001 1:1-1:1 f.yaml does not exist")


def test_a_file_that_is_not_permitted_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text("a: 1")
    path.chmod(0)
    user = os.geteuid()
    os.seteuid(user or 65534)  # root may read everything; nobody may not
    try:
        fault = read_path(path)
    finally:
        os.seteuid(user)
    why = "cannot be read: permission denied"
    assert fault == (UNREAD, f"HP001 1:1-1:1 f.yaml {why}")


@pytest.mark.slow
def test_64_mebibytes_are_read_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"#" * LARGEST)
    assert read_path(path) == (None, "")
    with path.open("ab") as file:
        file.write(b"#")
    assert read_path(path) == (UNREAD, "HP004 1:1-1:1 f.yaml has more than 64 MiB")


QUOTE_MARKS = "put text that begins with & or * in quotes"
UTF16 = (UNREAD, "HP002 1:1-1:1 f.yaml is UTF-16 or UTF-32\nhint: save it as UTF-8")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (codecs.BOM_UTF8 + b"a: 1", ({"@": 0, "a": 1}, "")),
        (
            codecs.BOM_UTF8 + b"a: *",
            (UNREAD, f"HP006 1:5-1:5 expected the name of an anchor\nhint: {QUOTE_MARKS}"),
        ),
        ("a: 1".encode("utf-16"), UTF16),
        ("a: 1".encode("utf-16-be"), UTF16),
        ("a: 1".encode("utf-16-le"), UTF16),
        ("a: 1".encode("utf-32"), UTF16),
        (
            "a: å\nby: 😀".encode() + b" \xd8re\n",
            (UNREAD, "HP002 2:7-2:8 the byte 0xD8 is not UTF-8\nhint: save the file as UTF-8"),
        ),
        (
            codecs.BOM_UTF8 + b"\xff",
            (UNREAD, "HP002 1:1-1:2 the byte 0xFF is not UTF-8\nhint: save the file as UTF-8"),
        ),
    ],
)
def test_files_are_utf_8(tmp_path: Path, content: bytes, expected: tuple[object, str]) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(content)
    assert read_path(path) == expected


# --- properties -------------------------------------------------------------------------------


def meaning(text: str) -> object:
    """What unquoted text means, by Python's own reading of numbers."""
    words = {"": None, "~": None, "null": None, "true": True, "false": False}
    if text in words or (text.lower() in words and text in (text.upper(), text.capitalize())):
        return words[text.lower()]
    digits = text[1:] if text[:1] in ("+", "-") else text
    if not digits or not set(digits) <= set("0123456789.eE+-") or digits[0] in "eE+-":
        return text
    if digits[0] == "0" and digits[1:2].isdigit():
        return text
    if digits.isdigit():
        return int(text) if len(digits) <= 19 else text
    try:
        number = float(text)
    except ValueError:
        return text
    return number if math.isfinite(number) else text


def by_composing(node: yaml.Node | None) -> object:
    if isinstance(node, yaml.MappingNode):
        return {key.value: by_composing(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [by_composing(item) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    return node.value if node.style else meaning(node.value)


TEXT = st.text().map(lambda text: re.sub("[\x85\u2028\u2029]", "", normalize("NFC", text)))
"""Without the letters that end lines for PyYAML, and not for YAML 1.2; and composed."""
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | TEXT
KEYS = TEXT.filter(lambda key: key != "@")
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner))


@given(VALUES, st.sampled_from([None, True, False]), st.sampled_from([10, 80]))
def test_what_pyyaml_writes_is_read_as_it_composes_it(
    written: object, flow: bool | None, width: int
) -> None:
    text = yaml.safe_dump(written, allow_unicode=True, default_flow_style=flow, width=width)
    value, findings = read(text)
    reference = by_composing(yaml.compose(text, Loader=yaml.CBaseLoader))
    assert (repr(without_addresses(value)), findings) == (repr(reference), [])


@given(st.text(st.sampled_from("0123456789.eE+-_x~")) | st.sampled_from(["Null", "tRUE", "nULL"]))
def test_plain_text_means_what_python_reads_in_it(text: str) -> None:
    assert repr(plain_value(text)) == repr(meaning(text))


YAMLISH = [
    *"ab1[]{}:,-?|>&*!%@#\"'\\ \n\t\r\0\ufeff\x85\ud800",
    ": ",
    "- ",
    "\n  ",
    "&a ",
    "*a",
    "*a ",
]


@given(st.lists(st.sampled_from([*YAMLISH, "? ", "!!str ", "<<: ", "---\n", "...\n"])).map("".join))
def test_no_text_raises(text: str) -> None:
    places = Places()
    value, findings = parse(text, "f.yaml", places)
    assert findings or value is not UNREAD
    for finding in findings:
        assert finding.place is not None
        places.source_line(finding.place).encode()


@given(content=st.binary() | st.text().map(str.encode))
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "f.yaml"
    path.write_bytes(content)
    value, findings = read_path(path)
    assert findings or value is not UNREAD


SAMPLE = "a: &x [1, 'b', *y]\nc: {d: !t 0301, d: *x}\n? |\n  e\n: 1.5\nf:\n\tg\n"


@pytest.mark.slow
def test_without_libyaml_the_same_is_read() -> None:
    program = (
        "import sys; sys.modules['yaml._yaml'] = None\n"
        "import yaml; assert not yaml.__with_libyaml__\n"
        "from hpplan.reading.places import Places\n"
        "from hpplan.reading.yaml_text import parse\n"
        "for text in sys.argv[1:]: print(parse(text, 'f.yaml', Places()))"
    )
    texts = [SAMPLE, SAMPLE[:-5], SAMPLE[:-5] + '"\\ud800"', SAMPLE[:-5] + '"\\Uffffffff"']
    command = [sys.executable, "-c", program, *texts]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    here = [str(read(text)) for text in texts]
    there = done.stdout.splitlines()
    assert there[:2] == here[:2]
    assert [line.count("HP006") for line in there] == [line.count("HP006") for line in here]
