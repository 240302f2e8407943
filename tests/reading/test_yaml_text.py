"""A YAML file becomes plain values, and whatever is wrong with it a finding."""

import codecs
import gc
import math
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hpplan.findings import Finding, Note, Place, Severity
from hpplan.reading import yaml_text
from hpplan.reading.places import Places
from hpplan.reading.yaml_text import DEEPEST, LARGEST, UNREAD, parse, read_file


def read(text: str) -> tuple[object, list[Finding]]:
    return parse(text, "f.yaml", Places())


def at(line: int, column: int, end_line: int, end_column: int) -> Place:
    return Place("f.yaml", line, column, end_line, end_column)


def told(findings: list[Finding]) -> list[str]:
    """All that findings say: `code severity place message | hint | note place`."""
    return [
        " | ".join(
            [
                f"{finding.code} {finding.severity} {spot(finding.place)} {finding.message}",
                *([finding.hint] if finding.hint else []),
                *(f"{note.message} {spot(note.place)}".rstrip() for note in finding.notes),
            ]
        )
        for finding in findings
    ]


def spot(place: Place | None) -> str:
    if place is None:
        return ""
    assert place.file == "f.yaml"
    return f"{place.line}:{place.column}-{place.end_line}:{place.end_column}"


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
    (read_value,), findings = read(f"- {written}")  # type: ignore[misc]  # a list of one
    assert (repr(read_value), findings) == (repr(value), [])


@pytest.mark.parametrize(
    "written",
    ["NO", "no", "yes", "Yes", "on", "Off", "y", "nUll", "tRue", "0301", "-07", "00", "01.5"]
    + ["1:30", "2024-10-01", "2024-04", "0x1F", "0o17", "0b1", "1_000", ".inf", "-.INF", ".nan"]
    + ["1e999", "1234567890123456789", ".", "-", "+", "e5", "1e", "1.2.3", "１", "5 %", "a\n  b"],
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


# --- faults of the text -----------------------------------------------------------------------

TAG = "remove it; put the value in quotes if it is meant as text"
MERGE = "write the keys out where they are needed"
KEY = "a key is text; put it in quotes if it begins with a bracket"
TWICE = "remove one of the two, or rename it"


@pytest.mark.parametrize(
    ("text", "value", "faults"),
    [
        (
            "a: [*x, 1]",
            {"@": 0, "a": [None, 1]},
            "HP005 error 1:5-1:7 no value above has the anchor &x"
            " | put &x before a value further up, or put the text in quotes",
        ),
        (
            "a: &x {b: *x}",
            {"@": 0, "a": {"@": 2, "b": None}},
            "HP005 error 1:11-1:13 *x stands inside the value that it names",
        ),
        (
            "a: 1\n'a': [2]\nb: 3",
            {"@": 0, "a": 1, "b": 3},
            "HP007 error 2:1-2:4 the key 'a' stands twice in one mapping"
            " | remove one of the two, or rename it | it first stands here 1:1-1:2",
        ),
        (
            "a: !!int 5",
            {"@": 0, "a": 5},
            f"HP008 error 1:4-1:9 the tag !!int is not read here | {TAG}",
        ),
        ("- &x !t [5]", [[5]], f"HP008 error 1:6-1:8 the tag !t is not read here | {TAG}"),
        ("! 5", 5, f"HP008 error 1:1-1:2 the tag ! is not read here | {TAG}"),
        (
            "{<<: {a: 1}, '<<': 2}",
            {"@": 0, "<<": 2},
            "HP009 error 1:2-1:4 the merge key '<<' is not part of YAML 1.2"
            " | write the keys out where they are needed",
        ),
        ("'@': 1", {"@": 0}, "HP009 error 1:1-1:4 '@' cannot be a key: hpplan keeps it for itself"),
        (
            "{[a]: 1, b: 2}",
            {"@": 0, "b": 2},
            "HP009 error 1:2-1:3 a list or a mapping cannot be a key"
            " | a key is text; put it in quotes if it begins with a bracket",
        ),
        (
            "a: 1\n---\nb: [",
            {"@": 0, "a": 1},
            "HP010 error 2:1-2:4 a second document begins here"
            " | remove the line, or move what follows to a file of its own",
        ),
        (
            "a: b\0c\x1b",
            {"@": 0, "a": "b\ufffdc\ufffd"},
            "HP011 error 1:5-1:6 the character U+0000 is not allowed in YAML;"
            " 1 more in this file are not | remove it, or write it as an escape in double quotes",
        ),
    ],
)
def test_a_fault_leaves_what_can_be_read(text: str, value: object, faults: str) -> None:
    read_value, findings = read(text)
    assert (read_value, told(findings)) == (value, [faults])


QUOTE_MARKS = "put text that begins with & or * in quotes"
COLON = "put text with a colon and a space in quotes, or check the indentation and the line above"
IN_LINE = "begin it in the column of the keys above; a quoted text ends with its closing quote"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "a: [b, c\nd: 1\n",
            "2:2-2:3 expected ',' or ']' in a list | close the bracket; put text with commas, "
            "colons or brackets in quotes | the list begins here 1:4-1:5",
        ),
        (
            "a: {b: c\n",
            "2:1-2:1 expected ',' or '}' in a mapping | close the brace; put text with commas, "
            "colons or braces in quotes | the mapping begins here 1:4-1:5",
        ),
        ("- [1,", "1:6-1:6 expected a closing bracket or brace | close what is still open"),
        ("a: ]", "1:4-1:5 expected a value | put text that begins with a sign in quotes"),
        (
            "a: 'x\nb: 1\n",
            "1:4-1:5 expected a closing quote for the text that begins here | add the quote",
        ),
        (
            "a: 'it's'",
            f"1:8-1:9 expected a key of the mapping | {IN_LINE} | the mapping begins here 1:1-1:2",
        ),
        (
            "a:\n  b: 1\n c: 2\n",
            f"3:2-3:3 expected a key of the mapping | {IN_LINE} | the mapping begins here 1:1-1:2",
        ),
        (
            "- a\nb: 1\n",
            "2:1-2:2 expected '-' and an item of the list | begin it in the column of the items "
            "above | the list begins here 1:1-1:2",
        ),
        ("a: b: c", f"1:5-1:6 expected no colon here | {COLON}"),
        ("name:Heim\na: b\n", "2:2-2:3 expected no colon here | put a space after the colon"),
        (
            "a: 1\nname:Heim\nb: 2\n",
            "2:1-2:2 expected a colon and a space after this key | put a space after the colon",
        ),
        (
            "a: 1\nsome text\nb: 2\n",
            "2:1-2:2 expected a colon and a space after this key"
            " | text of several lines needs quotes or `|`",
        ),
        (
            "a:\n\tb: 1\n",
            "2:1-2:2 expected spaces, found a tab | indent with spaces, not with tabs",
        ),
        (
            "a: @x",
            "1:4-1:5 expected a value, which cannot begin with this character"
            " | put the text in quotes",
        ),
        ("a: *important*", f"1:14-1:15 expected the name of an anchor | {QUOTE_MARKS}"),
        (
            'a: "\\d"',
            "1:5-1:6 expected an escape that YAML knows after the backslash"
            " | use single quotes, or write the backslash twice | the text begins here 1:4-1:5",
        ),
        ("a: - b", "1:4-1:5 expected no list here | begin it on a line of its own"),
        ("[a] b", "1:5-1:6 expected the end of the file | see whether a bracket closes too early"),
        ("%YAML 3.0\n---\na", "1:1-1:2 expected YAML 1.2 | remove the line that begins with %"),
    ],
)
def test_a_syntax_error_is_told_in_words_where_to_look(text: str, fault: str) -> None:
    value, findings = read(text)
    assert (value, told(findings)) == (UNREAD, [f"HP006 error {fault}"])


def test_a_tag_of_a_library_that_is_not_named_is_a_bad_tag() -> None:
    value, findings = read("a: !e!x b")
    fault = "expected a tag that YAML knows | put text that begins with ! in quotes"
    assert (value, told(findings)) == (UNREAD, [f"HP008 error 1:4-1:5 {fault}"])


def test_all_faults_are_told_in_one_pass_in_the_order_of_the_file() -> None:
    _, findings = read("a: !t 1\na: *x\n<<: \0\n? []\n: 2\nb: [\n")
    places = [(finding.code, finding.place.line) for finding in findings if finding.place]
    assert places == [
        *(("HP008", 1), ("HP007", 2), ("HP005", 2), ("HP009", 3), ("HP011", 3), ("HP009", 4)),
        ("HP006", 7),
    ]


def test_a_thousand_faults_are_told_and_the_others_counted() -> None:
    _, findings = read("- *x\n" * 1000)
    assert (len(findings), findings[-1].notes) == (1000, ())
    _, findings = read("- *x\n" * 1002)
    more = Note("2 more faults in this file are not told")
    assert (len(findings), findings[-1].notes) == (1000, (more,))


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "[\n"])
def test_fifty_levels_are_read_and_no_more(opening: str) -> None:
    closing = {"[": "]", "- ": "", "{a: ": "}", "[\n": "]"}[opening]
    value, findings = read(opening * DEEPEST + closing * DEEPEST)
    assert value is not UNREAD
    assert findings == []
    line, column = (51, 1) if "\n" in opening else (1, DEEPEST * len(opening) + 1)
    fault = "lists and mappings stand in one another more than 50 times"
    for levels in (DEEPEST + 1, 200_000):
        value, findings = read(opening * levels)
        spots = f"{line}:{column}-{line}:{column + 1}"
        assert (value, told(findings)) == (UNREAD, [f"HP003 error {spots} {fault}"])


def test_what_an_alias_names_counts_for_the_levels_around_it() -> None:
    anchor = "- &x " + "[" * 25 + "]" * 25 + "\n"
    assert read(anchor + "- " + "[" * 24 + "*x" + "]" * 24)[1] == []
    value, findings = read(anchor + "- " + "[" * 25 + "*x" + "]" * 25)
    fault = "with what *x names, more than 50 levels stand in one another"
    assert told(findings) == [f"HP003 error 2:28-2:30 {fault}"]
    assert "x" not in repr(value)


def test_aliases_stand_for_a_million_values_and_no_more() -> None:
    # &x is a list of 999 items, and so 1,000 nodes; each alias of it adds as many.
    anchor = f"- &x [{'5,' * 999}]\n"
    assert read(anchor + "- *x\n" * 1000)[1] == []
    _, findings = read(anchor + "- *x\n" * 1001)
    fault = "with *x, aliases stand for more than 1,000,000 values | write the values out"
    assert told(findings) == [f"HP005 error 1002:3-1002:5 {fault}"]


def test_tag_directives_do_not_hold_the_reader_up() -> None:
    value, findings = read("".join(f"%TAG !t{n}! t\n" for n in range(101)) + "---\na")
    fault = "the file has more than 100 %TAG directives | remove them: only the tag !!str is read"
    assert (value, told(findings)) == (UNREAD, [f"HP008 error 1:1-1:5 {fault}"])
    assert read("".join(f"%TAG !t{n}! t\n" for n in range(100)) + "---\na") == ("a", [])
