"""Every node of every file has a place, and a path of keys and indexes leads to it."""

import json
import re
from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hpplan.diagnostics.place import Place
from hpplan.reading.places import Places
from hpplan.reading.scalars import plain_value
from hpplan.reading.yaml_text import parse

WAVES = """\
# Who goes when
waves:
  - id: W1
    on: 2024-04   # decided
    "needs": [a, {b: c}]

  - &two
    id: W2
    note: |
      Two
      lines

last: *two
empty:
"""


def places_of(text: str) -> Places:
    places = Places()
    parse(text, "f.yaml", places)
    return places


def at(line: int, column: int, end_line: int, end_column: int) -> Place:
    return Place("f.yaml", line, column, end_line, end_column)


def written(place: Place | None, text: str) -> str:
    """What stands at the place, by the lines of the text alone."""
    assert place is not None
    lines = [*re.findall("(?s).*?(?:\r\n|[\n\r])|.+$", text), ""]
    start = sum(map(len, lines[: place.line - 1])) + place.column - 1
    end = sum(map(len, lines[: place.end_line - 1])) + place.end_column - 1
    return text[start:end]


def nodes_of(root: yaml.Node | None) -> Iterator[yaml.Node]:
    """The nodes in the order they are written."""
    if root is None:
        return
    yield root
    if isinstance(root, yaml.SequenceNode):
        for item in root.value:
            yield from nodes_of(item)
    elif isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            yield from nodes_of(key)
            yield from nodes_of(value)


def composed(text: str) -> list[yaml.Node]:
    return list(nodes_of(yaml.compose(text, Loader=yaml.CBaseLoader)))


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), at(2, 1, 14, 7), at(2, 1, 14, 7)),
        (("waves",), at(3, 3, 11, 12), at(2, 1, 2, 6)),
        (("waves", 0), at(3, 5, 5, 25), at(3, 5, 5, 25)),
        (("waves", 0, "id"), at(3, 9, 3, 11), at(3, 5, 3, 7)),
        (("waves", 0, "on"), at(4, 9, 4, 16), at(4, 5, 4, 7)),
        (("waves", 0, "needs"), at(5, 14, 5, 25), at(5, 5, 5, 12)),
        (("waves", 0, "needs", 1, "b"), at(5, 22, 5, 23), at(5, 19, 5, 20)),
        (("waves", 1, "note"), at(9, 11, 13, 1), at(9, 5, 9, 9)),  # libyaml's end
        (("empty",), at(14, 7, 14, 7), at(14, 1, 14, 6)),
    ],
)
def test_a_path_leads_to_the_place_of_a_value_and_of_its_key(
    path: tuple[str | int, ...], value: Place, key: Place
) -> None:
    places = places_of(WAVES)
    assert (places.inside(0, *path), places.key(0, *path)) == (value, key)


def test_an_alias_stands_where_it_is_written_and_leads_into_what_it_names() -> None:
    places = places_of(WAVES)
    assert places.inside(0, "last") == at(13, 7, 13, 11)
    assert places.inside(0, "last", "id") == places.inside(0, "waves", 1, "id")


@pytest.mark.parametrize(
    "path",
    [
        ("waves", 0, "Wave", "id"),  # a union's tag, as pydantic puts it into `loc`
        ("waves", 0, "id", "W1"),
        ("waves", "waves", 0, 7, "id"),
        ("tagged-union", "waves", 0, "id", 0),
    ],
)
def test_a_step_that_names_no_node_is_skipped(path: tuple[str | int, ...]) -> None:
    places = places_of(WAVES)
    assert places.inside(0, *path) == at(3, 9, 3, 11)
    assert places.key(0, *path) == at(3, 5, 3, 7)


@pytest.mark.parametrize(
    ("text", "key", "place"),
    [
        ("'a b': 1", "a b", at(1, 1, 1, 6)),
        ('"\\u00e5": 1', "å", at(1, 1, 1, 9)),
        ("&x a: 1", "a", at(1, 1, 1, 5)),
        ("!!str 5: 1", "5", at(1, 1, 1, 8)),
        ("'': 1", "", at(1, 1, 1, 3)),
        ("?\n: 1", "", at(1, 2, 1, 2)),
        ("? a\n  b\n: 1", "a b", at(1, 3, 2, 4)),
        ("{? a\nb : 1}", "a b", at(1, 4, 2, 2)),
        ("{? a\x85b : 1}", "a\x85b", at(1, 4, 1, 7)),
        ("a\u2028b: 1", "a\u2028b", at(1, 1, 1, 4)),
        ("'\\u2028': 1", "\\u2028", at(1, 1, 1, 9)),
        ("? |\n  a\n: 1", "a\n", at(1, 3, 3, 1)),
        ("- &x 5\n- {*x : 1}", "5", at(2, 4, 2, 6)),
        ("{a: 1, a: 2}", "a", at(1, 2, 1, 3)),
    ],
)
def test_a_key_is_found_by_what_it_says_however_it_is_written(
    text: str, key: str, place: Place
) -> None:
    assert places_of(text).key(0, 1, key) == place


def test_addresses_count_the_nodes_of_all_files() -> None:
    places = Places()
    first, _ = parse("a: {b: 1}", "1.yaml", places)
    parse("# nothing", "2.yaml", places)
    parse("{a: [", "3.yaml", places)
    third, _ = parse("- {c: 2}\n- [{}]", "4.yaml", places)
    assert first == {"@": 0, "a": {"@": 2, "b": 1}}
    assert third == [{"@": 6, "c": 2}, [{"@": 10}]]
    assert places.place(4) == Place("1.yaml", 1, 8, 1, 9)
    assert places.place(5) == Place("4.yaml", 1, 1, 2, 7)


def test_what_stands_nowhere_has_no_place() -> None:
    places = places_of(WAVES)
    assert places.place(-1) is None
    assert places.inside(-1, "id") is None
    assert places.key(-1, "id") is None


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_line_ends_where_yaml_ends_it(end: str) -> None:
    text = f"a: 1{end}# Å 😀{end}{end}b: [c,{end} d]{end}"
    places = places_of(text)
    assert places.inside(0, "b", 1) == at(5, 2, 5, 3)
    lines = [places.source_line(at(line, 1, line, 1)) for line in range(8)]
    assert lines == ["", "a: 1", "# Å 😀", "", "b: [c,", " d]", "", ""]


@pytest.mark.parametrize("letter", ["\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: x{}y\nb: 1", {"a": "x{}y", "b": 1}),
        ("a: 'x{}y' # c{}d: 1\nb: 1", {"a": "x{}y", "b": 1}),
        ("a: |\n  x{}y\nb: 1", {"a": "x{}y\n", "b": 1}),
        ("# c{}d: 1\na: [x{}y]\nb: 1", {"a": ["x{}y"], "b": 1}),
        (
            'a: "\\uE000\\ue001{}\\N\\L"\nb: \ue002',
            {"a": "\ue000\ue001{}\x85\u2028", "b": "\ue002"},
        ),
    ],
)
def test_what_ended_lines_before_yaml_1_2_is_a_letter(
    letter: str, text: str, value: dict[str, object]
) -> None:
    text = text.replace("{}", letter)
    places = Places()
    said, findings = parse(text, "f.yaml", places)
    meant = json.loads(json.dumps(value).replace("{}", json.dumps(letter)[1:-1]))
    assert (said, findings) == ({"@": 0, **meant}, [])
    place = places.key(0, "b")
    assert place is not None
    assert place.line == text[: text.rindex("b: ")].count("\n") + 1
    assert place.column == 1


def test_a_file_that_was_not_read_has_no_lines() -> None:
    assert places_of("a: 1").source_line(Place("other.yaml", 1, 1, 1, 1)) == ""


def test_a_byte_order_mark_takes_no_column() -> None:
    places = places_of("\ufeffa: 1")
    assert places.inside(0, "a") == at(1, 4, 1, 5)
    assert places.source_line(at(1, 1, 1, 1)) == "a: 1"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a:\n  b: c\n\n# far\n\n", at(1, 1, 2, 7)),
        ("- [a]\n\n# far", at(1, 1, 1, 6)),
        ("- 'a'  # near\n", at(1, 1, 1, 6)),
        ("- |\n  a\n\n\n", at(1, 1, 2, 4)),
        ("[a, b ] # near", at(1, 1, 1, 8)),
        ("- a:\n", at(1, 1, 1, 5)),
        ("{}", at(1, 1, 1, 3)),
    ],
)
def test_a_list_or_mapping_ends_with_its_last_leaf_or_bracket(text: str, place: Place) -> None:
    assert places_of(text).place(0) == place


TEXT = st.text().map(lambda text: re.sub("[\x85\u2028\u2029]", "", normalize("NFC", text)))
"""Without the letters that end lines for PyYAML, and not for YAML 1.2; and composed."""
DOCUMENTS = st.builds(
    lambda value, flow, width: str(
        yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow, width=width)
    ),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
        lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
        max_leaves=20,
    ),
    st.sampled_from([None, True, False]),
    st.sampled_from([10, 80]),
)


@given(DOCUMENTS)
def test_what_stands_at_the_place_of_a_scalar_reads_as_that_scalar(text: str) -> None:
    places = places_of(text)
    for address, node in enumerate(composed(text)):
        if isinstance(node, yaml.ScalarNode):
            value, findings = parse(written(places.place(address), text), "slice", Places())
            meant: Any = node.value if node.style else plain_value(node.value)
            assert (repr(value), findings) == (repr(meant), [])


SNIPPETS = st.lists(
    st.sampled_from(
        [
            *"abå😀5[]{}'\"\n\r\t\ufeff ",
            "b: ",
            "- ",
            "? ",
            ": ",
            ", ",
            "|\n",
            "# c",
            "!!str ",
            "&x ",
            "\n  ",
            "\r\n",
        ]
    ),
    max_size=12,
).map("".join)


@given(DOCUMENTS | SNIPPETS.filter(lambda text: not text.startswith("\ufeff")))
def test_places_agree_with_the_marks_of_libyaml(text: str) -> None:
    try:
        nodes = composed(text)
    except yaml.YAMLError:
        return
    places = places_of(text)
    for address, node in enumerate(nodes):
        start, end, place = node.start_mark, node.end_mark, places.place(address)
        assert place is not None
        # At the very end libyaml begins a line that is not there.
        if start.index < len(text):
            assert (place.line, place.column) == (start.line + 1, start.column + 1)
        if end.index < len(text) and isinstance(node, yaml.ScalarNode):
            assert (place.end_line, place.end_column) == (end.line + 1, end.column + 1)
